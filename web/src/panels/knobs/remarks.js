// What there is to say of a sysctl in this run, in its row: on which host it was asked and where, what came
// of turning it, what it became in mid-run, and which kernels have it.

import { clock } from "../../format.js";
import { actsOf } from "../../run/acts.js";
import { html, set, write } from "../../svg.js";
import { factsOf, lint } from "./lint.js";
import { oneEach, Places } from "./places.js";
import { differsWithout } from "../../store/others.js";

/**
 * @import { Host, Sysctl, SysctlValue } from "../../engine.js"
 * @import { State, Store } from "../../store.js"
 * @import { SayOf } from "../../strings/index.js"
 * @import { Row } from "../../views/knobs/row.js"
 * @import { Facts, LintKey } from "./lint.js"
 * @import words from "./en.js"
 */

/** @typedef {Record<Host, Facts>} Met what each host met in the run */
/** @typedef {SayOf<keyof typeof words>} SayKnobs */

/** @param {Readonly<State>} state @returns {Met} */
export function meet({ trace, scenario }) {
  return { a: factsOf("a", trace, scenario), b: factsOf("b", trace, scenario) };
}

export class Remarks {
  #row;
  #store;
  #rules;
  #lints = html("div", { class: "lints" });
  #changes = html("p", { class: "knob-changes" });
  #note = html("p", { class: "knob-about" });
  #places;

  /**
   * @param {Row} row
   * @param {Store} store
   * @param {readonly string[]} rules that the sysctl governs
   */
  constructor(row, store, rules) {
    this.#row = row;
    this.#store = store;
    this.#rules = new Set(rules);
    this.#places = new Places(store, () => /** @type {HTMLElement | null} */ (row.both.querySelector("[aria-pressed=true]"))?.focus());
    row.notes.append(this.#places.element, this.#lints, this.#changes, this.#note);
    for (const { host, acts } of row.sides) {
      acts.addEventListener("click", (event) => {
        if (/** @type {Element} */ (event.target).closest("button")) this.#point(host);
      });
    }
    this.#changes.addEventListener("click", (event) => {
      const link = /** @type {Element} */ (event.target).closest("[data-select]");
      if (link) store.select(Number(link.getAttribute("data-select")));
    });
  }

  get sysctl() {
    return this.#row.sysctl;
  }

  /** Whether some host is not at the default with it, from the start or later. @param {Readonly<State>} state */
  isChanged(state) {
    return this.#row.sides.some(({ host }) => this.#store.sysctlValue(host, this.sysctl, "start") !== this.sysctl.default) || this.#turns(state).length > 0;
  }

  /** Whether anything in the run was decided by it. @param {Readonly<State>} state */
  isAsked(state) {
    return this.#row.sides.some(({ host }) => this.#acts(host, state).length > 0);
  }

  /**
   * @param {Readonly<State>} state
   * @param {Met | null} met nothing where no advice is wanted yet
   * @param {SayKnobs} say
   */
  show(state, met, say) {
    const { sysctl, sides, both } = this.#row;
    const missing = !sysctl.kernels.includes(state.scenario.kernel.version);
    both.hidden = missing;
    this.#row.element.toggleAttribute("data-missing", missing);
    this.#showNote(state, missing, say);
    for (const { host, acts } of sides) this.#showActs(host, acts, state, say);
    const chosen = this.#isPointed(state) && state.light;
    this.#places.show(chosen ? [...state.lit] : null, chosen ? say("acts.label", { key: sysctl.name, host: this.#whose(chosen.host ?? "a", state, say) }) : "", state, say);
    this.#changes.replaceChildren(...this.#turns(state).map(({ id, at, host, what }) => html("button", { type: "button", class: "event-link", "data-select": id },
      html("span", { class: `host-letter ${host}` }, host), " ",
      html("span", { class: "figure" }, what.kind === "sysctl-changed" ? say("change.later", { from: what.from, to: what.to, time: clock(at) }) : what.kind === "sysctl-refused" ? say("change.refused", { value: what.value, errno: what.errno, time: clock(at) }) : ""))));
    this.#changes.hidden = this.#changes.childElementCount === 0;
    this.#lints.replaceChildren(...(met && !missing ? this.#advise(state, met, say) : []));
    this.#lints.hidden = this.#lints.childElementCount === 0;
  }

  /** @param {Readonly<State>} state @param {SayKnobs} say */
  position(state, say) {
    this.#places.position(state, say);
  }

  /** @param {Host} host */
  #point(host) {
    const { light } = this.#store.state;
    const whose = this.sysctl.global ? null : host;
    const again = light?.name === this.sysctl.name && light.host === whose;
    this.#store.point(again ? null : { name: this.sysctl.name, host: whose, rules: this.#rules });
  }

  /** @param {Readonly<State>} state */
  #isPointed({ light }) {
    return light?.name === this.sysctl.name;
  }

  /** @param {Host} host @param {Readonly<State>} state @param {SayKnobs} say */
  #whose(host, state, say) {
    return this.sysctl.global ? say("host.machine") : state.say(`host.${host}`);
  }

  /** @param {Host} host @param {Readonly<State>} state */
  #acts(host, { trace, run }) {
    return oneEach(actsOf({ name: this.sysctl.name, host: this.sysctl.global ? null : host, rules: this.#rules }, trace, run), trace, run);
  }

  /** @param {Host} host @param {HTMLElement} place @param {Readonly<State>} state @param {SayKnobs} say */
  #showActs(host, place, state, say) {
    const n = this.#acts(host, state).length;
    if (n === 0 || this.#rules.size === 0) {
      place.replaceChildren(this.#rules.size === 0 ? "" : html("span", { class: "acts-never" }, say("acts.never")));
      return;
    }
    const pressed = this.#isPointed(state) && (this.sysctl.global || state.light?.host === host);
    let button = place.querySelector("button");
    if (!button) {
      button = html("button", { type: "button", class: "acts-button", "data-acts": this.sysctl.global ? this.sysctl.name : `${host}.${this.sysctl.name}` }, html("span", { class: "acts-pill" }));
      place.replaceChildren(button);
    }
    set(button, { "aria-pressed": String(pressed), "aria-label": say("acts.show", { key: this.sysctl.name, host: this.#whose(host, state, say), n }) });
    write(button.firstElementChild ?? button, say("acts.times", { n }));
  }

  /** @param {Readonly<State>} state */
  #turns({ trace }) {
    return trace.events.filter(({ what }) => (what.kind === "sysctl-changed" || what.kind === "sysctl-refused") && what.key === this.sysctl.name);
  }

  /** @param {Readonly<State>} state @param {boolean} missing @param {SayKnobs} say */
  #showNote(state, missing, say) {
    const { since, goneIn, global, read } = this.sysctl;
    const notes = goneIn !== null ? [say("note.gone", { version: goneIn })]
      : missing ? [say("note.absent", { kernel: state.scenario.kernel.version, version: since ?? "" })]
      : [global && say("note.global"), read !== "each-use" && say(`note.${read}`), since !== null && say("note.came", { version: since })];
    write(this.#note, notes.filter((note) => note !== false).join(state.language === "en" ? " " : ""));
    this.#note.hidden = this.#note.textContent === "";
  }

  /**
   * What both hosts have in common is said once.
   *
   * @param {Readonly<State>} state
   * @param {Met} met
   * @param {SayKnobs} say
   */
  #advise(state, met, say) {
    const found = this.#row.sides.flatMap(({ host }) => {
      const advice = this.#adviceFor(host, state, met);
      return advice ? [{ host, ...advice }] : [];
    });
    const [first, second] = found;
    const blank = state.language === "en" ? " " : "";
    const same = first && second && first.key === second.key && first.idle === second.idle && first.value === second.value;
    return (same ? [first] : found).map(({ host, key, idle, value }) => html("p", { class: "lint", "data-lint": key.slice("lint.".length), "data-host": same ? null : host, "data-idle": idle },
      found.length > 0 && !same && !this.sysctl.global && html("span", { class: `host-name ${host}` }, state.say(`host.${host}`), " "),
      idle && html("b", {}, say("lint.idle"), blank),
      say(key, { value, twice: 2 * (Number(value) - 60) })));
  }

  /**
   * @param {Host} host
   * @param {Readonly<State>} state
   * @param {Met} met
   * @returns {{ key: LintKey, idle: boolean, value: SysctlValue } | null}
   */
  #adviceFor(host, state, met) {
    const { sysctl } = this;
    const other = (/** @type {string} */ name) => {
      const found = state.sysctls.find((candidate) => candidate.name === name);
      return found ? this.#store.sysctlValue(host, found, "start") : 0;
    };
    const value = other(sysctl.name);
    const changed = value !== sysctl.default;
    const idle = changed && !differsWithout(this.#store, host, sysctl.name);
    const advice = lint(sysctl, { value, idle, changed, other }, met[host]);
    if (advice) return { ...advice, value };
    return this.#isLate(host, state) ? { key: "lint.late", idle: true, value } : null;
  }

  /** Whether it was turned when whoever reads it had read it. @param {Host} host @param {Readonly<State>} state */
  #isLate(host, { trace }) {
    if (this.sysctl.read === "each-use") return false;
    const turned = trace.events.find(({ host: whose, what }) => whose === host && what.kind === "sysctl-changed" && what.key === this.sysctl.name && what.from !== what.to);
    return turned !== undefined && !trace.events.some(({ id, host: whose, what }) => whose === host && id > turned.id && what.kind === "born");
  }
}
