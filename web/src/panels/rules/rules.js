// <la-rules>: what happens to segments on their way, as a list of rules to change, and what each of them has
// hit; which segments somebody lost or gave back by hand; and the script, which says what both hosts do.

import { setRules, setScript, LONGEST_DELAY_MS } from "../../deeds.js";
import { html, icon, write } from "../../svg.js";
import { Panel, useStyles } from "../../views/panel.js";
import { drawRule } from "./rule.js";
import { deedText } from "./sentence.js";

/**
 * @import { RuleLine, StepLine } from "../../deeds.js"
 * @import { State } from "../../store.js"
 * @import { Change } from "./rule.js"
 * @import { Word } from "./sentence.js"
 */

export const tag = "la-rules";

await useStyles(new URL("./rules.css", import.meta.url));

/** Nothing but the action is said yet: it loses what the client sends first. @type {RuleLine} */
const NEW_RULE = { from: "a", skip: 0, count: 1, action: "drop" };

/** @extends {Panel<Word>} */
export default class Rules extends Panel {
  #heading = html("h2");
  #about = html("p", { class: "rules-about" });
  #list = html("ol", { class: "rules" });
  #add = html("button", { type: "button", "data-rule": "add", "data-field": "add" });
  #handsHeading = html("h2");
  #hands = html("ul", { class: "hands" });
  #scriptHeading = html("h2");
  #scriptAbout = html("p", { class: "rules-about" });
  #script = html("ol", { class: "script" });
  /** The rule whose parts are shown. @type {number | null} */
  #open = null;

  constructor() {
    super({ en: () => import("./en.js"), zh: () => import("./zh.js") });
  }

  /** @override */
  build() {
    this.append(
      html("section", {}, this.#heading, this.#about, this.#list, this.#add),
      html("section", {}, this.#handsHeading, this.#hands),
      html("section", {}, this.#scriptHeading, this.#scriptAbout, this.#script));
    this.addEventListener("click", (event) => this.#clicked(/** @type {Element} */ (event.target)));
    // A <details> tells nobody above it.
    this.#list.addEventListener("toggle", (event) => {
      const details = /** @type {HTMLDetailsElement} */ (event.target);
      if (details.open) this.#open = Number(details.dataset["at"]);
      else if (this.#open === Number(details.dataset["at"])) this.#open = null;
    }, true);
  }

  /** @override @param {Readonly<State>} state */
  show(state) {
    const { scenario } = state;
    const { rules = [], lose = [], deliver = [], script } = scenario;
    const focused = this.contains(document.activeElement) ? document.activeElement?.getAttribute("data-field") : null;
    write(this.#heading, this.say("rules.label"));
    write(this.#about, this.say(rules.length === 0 ? "rules.none" : "rules.about"));
    write(this.#add, this.say("rule.add"));
    this.#list.replaceChildren(...rules.map((rule, at) => drawRule({ at, rule, of: rules.length, open: at === this.#open }, state, (key, values) => this.say(key, values), (change) => this.#change(at, change))));
    const hands = [...lose.map((name) => ({ name, lost: true })), ...deliver.map((name) => ({ name, lost: false }))];
    write(this.#handsHeading, this.say("hands.label"));
    this.#handsHeading.hidden = hands.length === 0;
    this.#hands.replaceChildren(...hands.map((hand) => this.#hand(hand, state)));
    write(this.#scriptHeading, this.say("script.label"));
    write(this.#scriptAbout, this.say("script.about"));
    this.#script.replaceChildren(...script.map((line, at) => this.#line(line, at, state)));
    if (focused) /** @type {HTMLElement | null} */ (this.querySelector(`[data-field="${focused}"]`))?.focus();
  }

  /** @param {Element} target */
  #clicked(target) {
    const link = target.closest("[data-select]");
    if (link) this.store.select(Number(link.getAttribute("data-select")));
    const { rules = [], lose = [], deliver = [], script } = this.store.state.scenario;
    const deed = target.closest("[data-rule]")?.getAttribute("data-rule");
    const at = Number(target.closest("[data-at]")?.getAttribute("data-at"));
    const rest = rules.filter((_, i) => i !== at);
    const moved = rules[at];
    if (deed === "add") {
      this.#open = rules.length;
      setRules(this.store, [...rules, NEW_RULE]);
    } else if (deed === "remove") {
      this.#open = null;
      setRules(this.store, rest);
    } else if (moved && (deed === "up" || deed === "down")) {
      const to = at + (deed === "up" ? -1 : 1);
      if (this.#open === at) this.#open = to;
      else if (this.#open === to) this.#open = at;
      setRules(this.store, rest.toSpliced(to, 0, moved));
      /** @type {HTMLElement | null} */ (this.querySelector(`[data-field="${to}.${deed}"]:not(:disabled)`))?.focus();
    } else if (deed === "take-back") {
      const name = target.closest("[data-name]")?.getAttribute("data-name") ?? "";
      if (lose.includes(name) || deliver.includes(name)) this.store.toggleLoss(name);
    } else if (deed === "unstep") {
      setScript(this.store, script.filter((_, i) => i !== at));
    }
  }

  /** @param {number} at @param {Change} change */
  #change(at, change) {
    setRules(this.store, (this.store.state.scenario.rules ?? []).map((rule, i) => (i === at ? change(rule) : rule)));
  }

  /** @param {{ name: string, lost: boolean }} hand @param {Readonly<State>} state */
  #hand({ name, lost }, { trace }) {
    const record = trace.segments.find((segment) => segment.name === name);
    const text = this.say(lost ? "hands.lost" : "hands.given");
    return html("li", { "data-name": name },
      html("span", {}, text, " ", record ? html("button", { type: "button", class: "event-link figure", "data-select": record.event }, name) : html("span", { class: "figure" }, name)),
      record && html("button", { type: "button", class: "quiet-button icon-button", "data-rule": "take-back", "data-field": `hand.${name}`, "aria-label": `${this.say("hands.back")}: ${name}`, title: this.say("hands.back") }, icon("M4 4 12 12M12 4 4 12")));
  }

  /** @param {StepLine} line @param {number} at @param {Readonly<State>} state */
  #line(line, at, state) {
    const waits = line.when !== undefined;
    const text = deedText(line, state, (key, values) => this.say(key, values));
    const host = state.say(`host.${line.host}`);
    const input = /** @type {HTMLInputElement} */ (html("input", { type: "number", min: 0, max: LONGEST_DELAY_MS, step: "any", required: true, value: (waits ? line.after_ms : line.at_ms) ?? 0, "data-field": `step.${at}`, "aria-label": `${host}: ${text}, ${this.say(waits ? "step.after" : "step.at")}, ms` }));
    input.addEventListener("change", () => {
      if (!input.checkValidity()) return;
      const key = waits ? "after_ms" : "at_ms";
      setScript(this.store, state.scenario.script.map((other, i) => (i === at ? { ...other, [key]: input.valueAsNumber } : other)));
    });
    return html("li", { "data-at": at },
      html("span", { class: "step-time" }, this.say(waits ? "step.after" : "step.at"), " ", input, " ms"),
      html("span", { class: "step-deed" }, html("span", { class: `host-name ${line.host}` }, host), " ", html("span", { class: "figure" }, text), line.sock && ` · ${line.sock}`),
      html("button", { type: "button", class: "quiet-button icon-button", "data-rule": "unstep", "data-field": `unstep.${at}`, "aria-label": `${this.say("rule.remove")}: ${host} ${text}`, title: this.say("rule.remove") }, icon("M4 4 12 12M12 4 4 12")));
  }
}
