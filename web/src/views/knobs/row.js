// A sysctl as a row: what it is called, its value on each host, its default, and what it does. What more
// there is to say of it is added by whoever knows it.

import { HOSTS } from "../../run.js";
import { html, icon, set, write } from "../../svg.js";
import { title } from "../view.js";
import { listen, listenToText, makeField, nameField, range, show } from "./field.js";

/**
 * @import { Host, Sysctl, SysctlValue } from "../../engine.js"
 * @import { State } from "../../store.js"
 * @import { Field } from "./field.js"
 */

/**
 * @typedef {object} Side a host's value; of a sysctl of the machine there is one
 * @property {Host} host
 * @property {Field} field
 * @property {HTMLElement} meaning
 * @property {HTMLButtonElement} reset
 * @property {HTMLElement} name
 * @property {HTMLElement} acts where it is said what the sysctl did on this host
 */

/** A longer number stands alone: nobody comes to it step by step. */
const MOST_DIGITS = 6;

export class Row {
  #unit = html("span", { class: "knob-unit" });
  #standard = html("span", { class: "knob-default" });
  #about = html("p", { class: "knob-about" });
  /** Where it is said what else there is to know. */
  notes = html("div", { class: "knob-notes" });

  /**
   * @param {Sysctl} sysctl
   * @param {(host: Host, sysctl: Sysctl, value: SysctlValue) => void} turn
   * @param {() => void} restore
   */
  constructor(sysctl, turn, restore) {
    this.sysctl = sysctl;
    this.sides = HOSTS.slice(0, sysctl.global ? 1 : 2).map((host) => makeSide(host, sysctl, turn, restore));
    this.both = html("div", { class: "knob-sides" }, ...this.sides.map(({ host, name, acts, field, meaning, reset }) =>
      html("div", { class: "knob-side", "data-host": host }, html("span", { class: "knob-host" }, name, acts), field.element, meaning, reset)));
    this.element = html("div", { class: "knob", "data-sysctl": sysctl.name },
      html("div", { class: "knob-head" }, html("span", { class: "knob-name" }, sysctl.name), this.#unit, this.#standard),
      this.both,
      this.#about,
      this.notes);
  }

  /**
   * @param {Readonly<State>} state
   * @param {string} unit
   * @param {string} [machine] what the host of a sysctl of both is called
   */
  structure({ say, saySysctl }, unit, machine) {
    const { sysctl } = this;
    write(this.#unit, unit);
    write(this.#about, saySysctl(sysctl.name));
    write(this.#standard, `${say("knobs.default", { value: sysctl.default })} · ${range(sysctl, say)}`);
    for (const { host, field, reset, name } of this.sides) {
      const whose = machine ?? say(`host.${host}`);
      const full = say("knobs.one", { key: sysctl.name, host: whose });
      write(name, whose);
      title(reset, `${full}: ${say("knobs.default", { value: sysctl.default })}`);
      nameField(field, full, say);
    }
  }

  /** @param {(host: Host, sysctl: Sysctl) => SysctlValue} valueOf */
  showValues(valueOf) {
    const { sysctl } = this;
    const [stands, meant] = sysctl.standsFor ?? [];
    for (const { host, field, meaning, reset } of this.sides) {
      const value = valueOf(host, sysctl);
      show(field, value);
      write(meaning, value === stands ? `(= ${meant})` : "");
      reset.hidden = value === sysctl.default;
      set(field.element, { "data-changed": value !== sysctl.default });
    }
  }
}

/**
 * @param {Host} host
 * @param {Sysctl} sysctl
 * @param {(host: Host, sysctl: Sysctl, value: SysctlValue) => void} turn
 * @param {() => void} restore
 * @returns {Side}
 */
function makeSide(host, sysctl, turn, restore) {
  const key = sysctl.global ? sysctl.name : `${host}.${sysctl.name}`;
  const field = makeField(key);
  const use = (/** @type {SysctlValue} */ value) => turn(host, sysctl, value);
  if (sysctl.unit === "ports") listenToText(field, use, restore);
  else listen(field, { min: sysctl.min, max: sysctl.max, step: 1 }, use, restore);
  set(field.element, { "data-wide": String(sysctl.default).length > MOST_DIGITS });
  const reset = html("button", { type: "button", class: "quiet-button knob-reset", "data-reset": key }, icon("M4 5.5H10a3.5 3.5 0 0 1 0 7H6M6.5 2.5 3.5 5.5 6.5 8.5"));
  reset.addEventListener("click", () => {
    // The button goes; who came by keyboard stays at the field.
    if (reset.matches(":focus-visible")) field.input.focus();
    use(sysctl.default);
  });
  return { host, field, reset, meaning: html("span", { class: "meaning" }), name: html("span", { class: sysctl.global ? null : `host-name ${host}` }), acts: html("span", { class: "knob-acts" }) };
}
