// The options of the first connection's sockets, to be set from the start or from now on. An empty field
// is an option that is left alone.

import { HOSTS } from "../../run.js";
import { html, icon, set, write } from "../../svg.js";
import { fillIn, keepTyped, range as limitsOf } from "../../views/knobs/field.js";
import { title } from "../../views/view.js";
import { deedOf, hasOption, optionAtStart, optionOf, OPTIONS, withOption } from "./options.js";
import { differsFrom } from "../../store/others.js";

/**
 * @import { Host, Scenario } from "../../engine.js"
 * @import { State, Store } from "../../store.js"
 * @import { Option, OptionRow } from "./options.js"
 * @import { SayKnobs } from "./remarks.js"
 */

export class OptionsSection {
  #store;
  #when;
  #rows = OPTIONS.map((option) => this.#makeRow(option));
  element = html("div", {}, ...this.#rows.map(({ element }) => element));

  /** @param {Store} store @param {() => "start" | "now"} when */
  constructor(store, when) {
    this.#store = store;
    this.#when = when;
  }

  /** @param {Readonly<State>} state @param {SayKnobs} say */
  show(state, say) {
    const { scenario, say: sayPage } = state;
    for (const { option, unit, range, about, advice, both, sides, element } of this.#rows) {
      const missing = !hasOption(option, scenario.kernel);
      both.hidden = missing;
      element.toggleAttribute("data-missing", missing);
      write(unit, say(`unit.${option.unit}`));
      write(range, limitsOf(option, sayPage));
      write(about, missing ? say("option.absent", { kernel: scenario.kernel.version }) : say(`option.${option.name}`));
      advice.replaceChildren(...this.#idle(option, state).map((host) => html("p", { class: "lint", "data-lint": "option", "data-host": host, "data-idle": true },
        html("span", { class: `host-name ${host}` }, sayPage(`host.${host}`), " "), html("b", {}, say("lint.idle")), state.language === "en" ? " " : "", say(isKeepalive(option) && !sets(host, "SO_KEEPALIVE", scenario) ? "lint.no-keepalive" : "lint.without"))));
      for (const { host, name, input, reset } of sides) {
        const whose = sayPage(`host.${host}`);
        const full = say("option.one", { key: option.name, host: whose });
        const value = optionAtStart(host, option.name, scenario);
        write(name, whose);
        set(input, { "aria-label": full, placeholder: say("option.unset") });
        fillIn(input, value === null ? "" : String(value));
        reset.hidden = value === null;
        title(reset, `${full}: ${say("option.unset")}`);
        set(input.parentElement ?? input, { "data-changed": value !== null });
      }
    }
  }

  /** @param {string} words @returns {boolean} whether any is wanted */
  search(words, /** @type {SayKnobs} */ say) {
    for (const { option, element } of this.#rows) element.hidden = !`${option.name} ${say(`option.${option.name}`)} ${say("group.options")}`.toLowerCase().includes(words);
    return this.#rows.some(({ element }) => !element.hidden);
  }

  /** The hosts on which it is set, and where the same would have happened without. @param {OptionRow} option @param {Readonly<State>} state */
  #idle({ name }, { scenario }) {
    return HOSTS.filter((host) => optionAtStart(host, name, scenario) !== null && !differsFrom(this.#store, withOption(host, name, null, scenario)));
  }

  /** How many are set from the start. @param {Readonly<State>} state */
  count({ scenario }) {
    return OPTIONS.reduce((sum, { name }) => sum + HOSTS.filter((host) => optionAtStart(host, name, scenario) !== null).length, 0);
  }

  /** @param {OptionRow} option */
  #makeRow(option) {
    const [unit, range, about, advice] = [html("span", { class: "knob-unit" }), html("span", { class: "knob-default" }), html("p", { class: "knob-about" }), html("div", { class: "knob-notes" })];
    const sides = HOSTS.map((host) => {
      const key = `${host}.${option.name}`;
      const input = html("input", { type: "number", inputmode: "numeric", "data-option": key, min: option.min, max: option.max, step: 1 });
      const reset = html("button", { type: "button", class: "quiet-button knob-reset", "data-reset": key }, icon("M4 5.5H10a3.5 3.5 0 0 1 0 7H6M6.5 2.5 3.5 5.5 6.5 8.5"));
      keepTyped(input);
      input.addEventListener("change", () => this.#use(host, option, input));
      reset.addEventListener("click", () => this.#set(host, option, null));
      return { host, name: html("span", { class: `host-name ${host}` }), input, reset };
    });
    const both = html("div", { class: "knob-sides" }, ...sides.map(({ host, name, input, reset }) => html("div", { class: "knob-side", "data-host": host }, html("span", { class: "knob-host" }, name), html("span", { class: "field", "data-wide": true }, input), reset)));
    const element = html("div", { class: "knob", "data-row": option.name }, html("div", { class: "knob-head" }, html("span", { class: "knob-name" }, option.name), unit, range), both, about, advice);
    return { option, unit, range, about, advice, both, sides, element };
  }

  /** @param {Host} host @param {OptionRow} option @param {HTMLInputElement} input */
  #use(host, option, input) {
    if (input.value.trim() === "") this.#set(host, option, null);
    else if (Number.isFinite(input.valueAsNumber)) this.#set(host, option, Math.min(Math.max(Math.round(input.valueAsNumber), option.min), option.max));
  }

  /** @param {Host} host @param {OptionRow} option @param {number | null} value */
  #set(host, { name }, value) {
    const { scenario, cursor } = this.#store.state;
    const sysctl = { host, key: name };
    if (value !== null && this.#when() === "now") {
      this.#store.intervene({ key: "why.set-from", values: { key: name, value, at: cursor.now }, segment: null, sysctl }, { kind: "step", host, ...deedOf(name, value) });
    } else {
      this.#store.revise({ key: value === null ? "why.unset" : "why.set", values: { key: name, value: value ?? "" }, segment: null, sysctl }, withOption(host, name, value, scenario));
    }
  }
}

/** Whether only a connection that is kept alive asks for it. @param {OptionRow} option */
function isKeepalive({ name }) {
  return name.startsWith("TCP_KEEP");
}

/** @param {Host} host @param {Option} name @param {Scenario} scenario */
function sets(host, name, { script }) {
  return script.some((step) => step.host === host && optionOf(step)?.name === name);
}
