// <la-knobs>: the sysctls to meet first, on both hosts, and the round trip between them. All the others,
// and what each of them did, are fetched when somebody turns to the knobs.

import { clock } from "../format.js";
import { reasonOf } from "../reason.js";
import { html, set, write } from "../svg.js";
import { listen, makeField, nameField, show } from "./knobs/field.js";
import { Row } from "./knobs/row.js";
import { View } from "./view.js";

/**
 * @import { Sysctl } from "../engine.js"
 * @import { State } from "../store.js"
 * @import { Panel } from "./panel.js"
 */

const LONGEST_RTT = 60_000;
/** A story has a round trip of 20.5 ms, and half a millisecond can decide one. */
const RTT_STEP = 0.5;

/**
 * @typedef {object} Search which rows are wanted
 * @property {string} words
 * @property {boolean} changed those alone that are not at their default
 */

/**
 * @typedef {object} Desk what the rows in front share with all the others
 * @property {readonly Row[]} front
 * @property {() => "start" | "now"} when what a change is about, and so which value is shown
 * @property {(sysctl: Sysctl) => Row} makeRow
 */

/** @typedef {Panel<any> & { unfold: () => void, search: (search: Search) => void, showValues: () => void }} Rest all the others */

export class Knobs extends View {
  #heading = html("h2");
  #search = html("input", { type: "search", class: "knob-search", "data-control": "search", spellcheck: "false" });
  #changed = html("button", { type: "button", class: "quiet-button knob-changed", "data-control": "changed", "aria-pressed": "false" });
  #since = html("fieldset", { class: "since" });
  #sinceLegend = html("legend");
  #sinceStart = html("input", { type: "radio", name: "la-since", value: "start", checked: true, "data-control": "since-start" });
  #sinceNow = html("input", { type: "radio", name: "la-since", value: "now", "data-control": "since-now" });
  #sinceStartText = html("span");
  #sinceNowText = html("span");
  #more = html("details", { class: "more" });
  #moreText = html("summary");
  #trip = makeField("rtt");
  #tripRow = html("div", { class: "knob" });
  #tripName = html("span", { class: "knob-name" });
  #tripUnit = html("span", { class: "knob-unit" });
  #tripAbout = html("p", { class: "knob-about" });
  /** @type {Row[]} */
  #rows = [];
  #load;
  /** @type {Promise<Rest> | null} */
  #fetching = null;
  /** @type {Rest | null} */
  #rest = null;

  /** @param {() => Promise<{ tag: string, default: new (desk: Desk) => Rest }>} load */
  constructor(load) {
    super();
    this.#load = load;
  }

  /** @override */
  build() {
    this.#rows = this.store.state.sysctls.filter(({ front }) => front).map((sysctl) => this.#makeRow(sysctl));
    this.#since.append(this.#sinceLegend, html("label", {}, this.#sinceStart, this.#sinceStartText), html("label", {}, this.#sinceNow, this.#sinceNowText));
    this.#tripRow.append(
      html("div", { class: "knob-head" }, this.#tripName, this.#tripUnit),
      html("div", { class: "knob-sides" }, html("div", { class: "knob-side" }, this.#trip.element)),
      this.#tripAbout);
    listen(this.#trip, { min: 0, max: LONGEST_RTT, step: RTT_STEP }, (value) => this.store.setRoundTrip(value), () => this.structure(this.store.state));
    this.#more.append(this.#moreText);
    this.append(html("div", { class: "knobs-head" }, this.#heading, this.#changed, this.#search), this.#since, ...this.#rows.map(({ element }) => element), this.#tripRow, this.#more);

    for (const turning of ["pointerenter", "focusin"]) this.addEventListener(turning, () => void this.#attend(), { once: true });
    this.#since.addEventListener("change", () => this.#showValues());
    this.#more.addEventListener("toggle", () => this.#more.open && void this.#attend().then((rest) => rest?.unfold()));
    this.#search.addEventListener("input", () => void this.#seek());
    this.#changed.addEventListener("click", () => {
      set(this.#changed, { "aria-pressed": String(!this.#onlyChanged) });
      void this.#seek();
    });
  }

  /** @override @param {Readonly<State>} state */
  structure(state) {
    const { say, scenario, sysctls } = state;
    write(this.#heading, say("knobs.label"));
    set(this.#search, { placeholder: say("knobs.search", { n: sysctls.length }), "aria-label": say("knobs.search", { n: sysctls.length }) });
    const changed = [scenario.sysctl?.a, scenario.sysctl?.b, scenario.global_sysctl].reduce((sum, values) => sum + Object.keys(values ?? {}).length, 0);
    write(this.#changed, say("knobs.changed", { n: changed }));
    this.#changed.hidden = changed === 0 && !this.#onlyChanged;
    write(this.#sinceLegend, say("knobs.since"));
    write(this.#sinceStartText, say("knobs.since.start"));
    write(this.#moreText, say("knobs.more", { n: sysctls.length - this.#rows.length }));
    for (const row of this.#rows) row.structure(state, say(/** @type {"unit.mode"} */ (`unit.${row.sysctl.unit}`)));
    this.#showValues();
    show(this.#trip, scenario.delay_ms * 2);
    write(this.#tripName, say("knobs.rtt"));
    write(this.#tripUnit, say("unit.milliseconds"));
    write(this.#tripAbout, say("knobs.rtt.about"));
    nameField(this.#trip, say("knobs.rtt"), say);
  }

  /** @override @param {Readonly<State>} state */
  learned(state) {
    this.structure(state);
    this.position(state);
  }

  /** @override @param {Readonly<State>} state */
  position({ cursor, run, say }) {
    write(this.#sinceNowText, say("knobs.since.now", { time: clock(cursor.now) }));
    if (this.#when === "now" && run.marks.some(({ kind }) => kind === "sysctl")) this.#showValues();
  }

  /**
   * Brings a knob to light, wherever it is.
   *
   * @param {string} key `b.tcp_orphan_retries`
   */
  async reveal(key) {
    const [, name = key] = key.split(".");
    const find = () => /** @type {HTMLElement | null} */ (this.querySelector(`[data-knob="${CSS.escape(key)}"], [data-knob="${CSS.escape(name)}"]`));
    if (!find()) {
      this.#more.open = true;
      (await this.#attend())?.unfold();
    }
    for (let fold = find()?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
    find()?.focus();
  }

  /** What a change is about, and so which value is shown. */
  get #when() {
    return this.#sinceNow.checked ? "now" : "start";
  }

  get #onlyChanged() {
    return this.#changed.getAttribute("aria-pressed") === "true";
  }

  #showValues() {
    for (const row of this.#rows) row.showValues((host, sysctl) => this.store.sysctlValue(host, sysctl, this.#when));
    this.#rest?.showValues();
  }

  /** @param {Sysctl} sysctl */
  #makeRow(sysctl) {
    return new Row(sysctl, (host, { name }, value) => this.store.setSysctl(host, name, value, this.#when), () => this.#showValues());
  }

  async #seek() {
    const search = { words: this.#search.value, changed: this.#onlyChanged };
    if (search.words !== "" || search.changed) this.#more.open = true;
    (await this.#attend())?.search(search);
  }

  /** Fetches what else there is to know of knobs, once. */
  async #attend() {
    this.#fetching ??= this.#fetch();
    try {
      return await this.#fetching;
    } catch (error) {
      this.#fetching = null;
      this.store.warn("banner.edit", { reason: reasonOf(error) });
      return null;
    }
  }

  async #fetch() {
    const { tag, default: Element } = await this.#load();
    if (!customElements.get(tag)) customElements.define(tag, Element);
    const rest = new Element({ front: this.#rows, when: () => this.#when, makeRow: (sysctl) => this.#makeRow(sysctl) });
    await rest.open(this.store, this.player);
    this.#more.append(rest);
    this.#rest = rest;
    return rest;
  }
}
