// <la-knobs>: the sysctls of both hosts, made from the engine's table, the round trip between them, and
// where their clock stands.

import { clock } from "../format.js";
import { HOSTS } from "../run.js";
import { PHASES } from "../store.js";
import { html, icon, set, write } from "../svg.js";
import { title, View } from "./view.js";

/**
 * @import { Host, Sysctl, SysctlValue } from "../engine.js"
 * @import { State } from "../store.js"
 * @import { Say } from "../strings/index.js"
 */

const LONGEST_RTT = 60_000;
/** A story has a round trip of 20.5 ms, and half a millisecond can decide one. */
const RTT_STEP = 0.5;
/** A longer number stands alone: nobody comes to it step by step. */
const MOST_DIGITS = 6;

/**
 * @typedef {object} Field
 * @property {HTMLInputElement} input
 * @property {HTMLButtonElement} less
 * @property {HTMLButtonElement} more
 * @property {HTMLElement} element
 */

/**
 * @typedef {object} Row
 * @property {Sysctl} sysctl
 * @property {HTMLElement} element
 * @property {HTMLElement} unit
 * @property {HTMLElement} about
 * @property {HTMLElement} note
 * @property {HTMLElement} standard
 * @property {HTMLElement} both
 * @property {{ host: Host, field: Field, meaning: HTMLElement, reset: HTMLButtonElement, name: HTMLElement }[]} sides
 */

export class Knobs extends View {
  #heading = html("h2");
  #since = html("fieldset", { class: "since" });
  #sinceLegend = html("legend");
  #sinceStart = html("input", { type: "radio", name: "la-since", value: "start", checked: true, "data-control": "since-start" });
  #sinceNow = html("input", { type: "radio", name: "la-since", value: "now", "data-control": "since-now" });
  #sinceStartText = html("span");
  #sinceNowText = html("span");
  #moreText = html("summary");
  #inertText = html("summary");
  #trip = makeField("rtt");
  #tripName = html("span", { class: "knob-name" });
  #tripUnit = html("span", { class: "knob-unit" });
  #tripAbout = html("p", { class: "knob-about" });
  #phase = makeField("phase");
  #phaseName = html("span", { class: "knob-name" });
  #phaseUnit = html("span", { class: "knob-unit" });
  #phaseAbout = html("p", { class: "knob-about" });
  /** @type {Row[]} */
  #rows = [];

  /** @override */
  build() {
    const { sysctls } = this.store.state;
    this.#rows = sysctls.map((sysctl) => this.#makeRow(sysctl));
    const front = this.#rows.filter(({ sysctl }) => sysctl.front);
    const others = this.#rows.filter(({ sysctl }) => !sysctl.front && !sysctl.inert);
    const inert = this.#rows.filter(({ sysctl }) => sysctl.inert);

    this.#since.append(this.#sinceLegend, html("label", {}, this.#sinceStart, this.#sinceStartText), html("label", {}, this.#sinceNow, this.#sinceNowText));
    const trip = html("div", { class: "knob" },
      html("div", { class: "knob-head" }, this.#tripName, this.#tripUnit),
      html("div", { class: "knob-sides" }, html("div", { class: "knob-side" }, this.#trip.element)),
      this.#tripAbout);
    const phase = html("div", { class: "knob" },
      html("div", { class: "knob-head" }, this.#phaseName, this.#phaseUnit),
      html("div", { class: "knob-sides" }, html("div", { class: "knob-side" }, this.#phase.element)),
      this.#phaseAbout);
    this.#listen(this.#phase, { min: 0, max: PHASES - 1, step: 1 }, (value) => this.store.setPhase(value));
    this.#listen(this.#trip, { min: 0, max: LONGEST_RTT, step: RTT_STEP }, (value) => this.store.setRoundTrip(value));
    this.#since.addEventListener("change", () => this.#showValues());
    this.append(this.#heading, this.#since, ...front.map(({ element }) => element), trip, phase, html("details", { class: "more" }, this.#moreText, ...others.map(({ element }) => element)),
      html("details", { class: "more" }, this.#inertText, ...inert.map(({ element }) => element)));
  }

  /** @override @param {Readonly<State>} state */
  structure(state) {
    const { say, saySysctl, scenario } = state;
    write(this.#heading, say("knobs.label"));
    write(this.#sinceLegend, say("knobs.since"));
    write(this.#sinceStartText, say("knobs.since.start"));
    write(this.#moreText, say("knobs.more", { n: this.#rows.filter(({ sysctl }) => !sysctl.front && !sysctl.inert).length }));
    write(this.#inertText, say("knobs.inert", { n: this.#rows.filter(({ sysctl }) => sysctl.inert).length }));

    for (const { sysctl, unit, about, note, standard, both, sides } of this.#rows) {
      const missing = !sysctl.kernels.includes(scenario.kernel.version);
      both.hidden = missing || sysctl.global;
      unit.hidden = standard.hidden = missing;
      write(note, noteOf(sysctl, missing, scenario.kernel.version, say));
      note.hidden = note.textContent === "";
      write(unit, say(`unit.${sysctl.unit}`));
      write(about, saySysctl(sysctl.name));
      write(standard, say("knobs.default", { value: sysctl.default }));
      for (const { host, field, reset, name } of sides) {
        const full = say("knobs.one", { key: sysctl.name, host: say(`host.${host}`) });
        write(name, say(`host.${host}`));
        title(reset, `${full}: ${say("knobs.default", { value: sysctl.default })}`);
        nameField(field, full, say);
        field.input.title = say("knobs.range", { min: sysctl.min, max: sysctl.max });
      }
    }
    this.#showValues();
    show(this.#trip, scenario.delay_ms * 2);
    write(this.#tripName, say("knobs.rtt"));
    write(this.#tripUnit, say("unit.milliseconds"));
    write(this.#tripAbout, say("knobs.rtt.about"));
    nameField(this.#trip, say("knobs.rtt"), say);
    show(this.#phase, this.store.phase);
    write(this.#phaseName, say("knobs.phase"));
    write(this.#phaseUnit, say("knobs.phase.unit"));
    write(this.#phaseAbout, say("knobs.phase.about", { ms: 1000 / scenario.kernel.hz }));
    nameField(this.#phase, say("knobs.phase"), say);
  }

  /** @override @param {Readonly<State>} state */
  position({ cursor, run, say }) {
    write(this.#sinceNowText, say("knobs.since.now", { time: clock(cursor.now) }));
    if (this.#when === "now" && run.marks.some(({ kind }) => kind === "sysctl")) this.#showValues();
  }

  /** What a change is about, and so which value is shown. */
  get #when() {
    return this.#sinceNow.checked ? "now" : "start";
  }

  #showValues() {
    for (const { sysctl, sides } of this.#rows) {
      for (const { host, field, meaning, reset } of sides) {
        const value = this.store.sysctlValue(host, sysctl, this.#when);
        const [stands, meant] = sysctl.standsFor ?? [];
        if (document.activeElement !== field.input || this.#when === "start") show(field, value);
        write(meaning, value === stands ? `(= ${meant})` : "");
        reset.hidden = value === sysctl.default;
        set(field.element, { "data-changed": value !== sysctl.default });
      }
    }
  }

  /**
   * @param {Sysctl} sysctl
   * @returns {Row}
   */
  #makeRow(sysctl) {
    const unit = html("span", { class: "knob-unit" });
    const about = html("p", { class: "knob-about" });
    const standard = html("span", { class: "knob-default" });
    const sides = HOSTS.map((host) => {
      const field = makeField(`${host}.${sysctl.name}`);
      if (sysctl.unit === "ports") this.#listenToText(field, (value) => this.#turn(host, sysctl, value));
      else this.#listen(field, { min: sysctl.min, max: sysctl.max, step: 1 }, (value) => this.#turn(host, sysctl, value));
      set(field.element, { "data-wide": String(sysctl.default).length > MOST_DIGITS });
      const reset = html("button", { type: "button", class: "quiet-button knob-reset", "data-reset": `${host}.${sysctl.name}` }, icon("M4 5.5H10a3.5 3.5 0 0 1 0 7H6M6.5 2.5 3.5 5.5 6.5 8.5"));
      reset.addEventListener("click", () => this.#turn(host, sysctl, sysctl.default));
      return { host, field, meaning: html("span", { class: "meaning" }), reset, name: html("span", { class: `host-name ${host}` }) };
    });
    const note = html("p", { class: "knob-about" });
    const both = html("div", { class: "knob-sides" }, ...sides.map(({ host, name, field, meaning, reset }) => html("div", { class: "knob-side", "data-host": host }, name, field.element, meaning, reset)));
    const element = html("div", { class: "knob", "data-sysctl": sysctl.name },
      html("div", { class: "knob-head" }, html("span", { class: "knob-name" }, sysctl.name), unit, standard),
      both,
      about,
      note);
    return { sysctl, element, unit, about, note, standard, both, sides };
  }

  /**
   * @param {Field} field
   * @param {{ min: number, max: number, step: number }} limits
   * @param {(value: number) => void} turn
   */
  #listen({ input, less, more }, limits, turn) {
    const { min, max, step } = limits;
    set(input, limits);
    const use = (/** @type {number} */ value) => turn(Math.min(Math.max(Math.round(value / step) * step, min), max));
    input.addEventListener("change", () => {
      if (Number.isFinite(input.valueAsNumber)) use(input.valueAsNumber);
      this.structure(this.store.state);
    });
    less.addEventListener("click", () => use(input.valueAsNumber - 1));
    more.addEventListener("click", () => use(input.valueAsNumber + 1));
  }

  /**
   * A value that is more than a number has no next one. Whether it may be is the engine's to say.
   *
   * @param {Field} field
   * @param {(value: string) => void} turn
   */
  #listenToText({ input }, turn) {
    set(input, { type: "text", inputmode: null });
    input.addEventListener("change", () => {
      if (input.value.trim() !== "") turn(input.value.trim());
      this.structure(this.store.state);
    });
  }

  /** @param {Host} host @param {Sysctl} sysctl @param {SysctlValue} value */
  #turn(host, sysctl, value) {
    this.store.setSysctl(host, sysctl.name, value, this.#when);
  }
}

/**
 * @param {string} name
 * @returns {Field}
 */
function makeField(name) {
  const input = html("input", { type: "number", inputmode: "numeric", "data-knob": name });
  const less = html("button", { type: "button", class: "step-button", "data-less": name }, icon("M3.5 8H12.5"));
  const more = html("button", { type: "button", class: "step-button", "data-more": name }, icon("M3.5 8H12.5M8 3.5V12.5"));
  return { input, less, more, element: html("span", { class: "field" }, less, input, more) };
}

/**
 * Since when there is such a knob, whose it is, and when the kernel reads it.
 *
 * @param {Sysctl} sysctl
 * @param {boolean} missing
 * @param {string} kernel
 * @param {Say} say
 */
function noteOf({ since, goneIn, global, read }, missing, kernel, say) {
  if (goneIn !== null) return say("knobs.gone", { version: goneIn });
  if (missing) return say("knobs.absent", { kernel, version: since ?? "" });
  const notes = [
    global && say("knobs.global"),
    read !== "each-use" && say(`knobs.read.${read}`),
    since !== null && say("knobs.came", { version: since }),
  ];
  return notes.filter((note) => note !== false).join(" ");
}

/** @param {Field} field @param {string} name @param {Say} say */
function nameField({ input, less, more }, name, say) {
  input.setAttribute("aria-label", name);
  less.setAttribute("aria-label", `${name}: ${say("knobs.less")}`);
  more.setAttribute("aria-label", `${name}: ${say("knobs.plus")}`);
}

/** @param {Field} field @param {SysctlValue} value */
function show({ input, less, more }, value) {
  if (input.value !== String(value)) input.value = String(value);
  less.disabled = Number(value) <= Number(input.min);
  more.disabled = Number(value) >= Number(input.max);
}
