// <la-compare>: the present run beside another, with what differs marked in both and said in words; and
// what one knob, turned from end to end, makes of the run.

import { clock, flags } from "../../format.js";
import { reasonOf } from "../../reason.js";
import { differenceOf } from "../../run/difference.js";
import { loadWords } from "../../strings/index.js";
import { html, set, svg, write, writeProse } from "../../svg.js";
import { Panel, useStyles } from "../../views/panel.js";
import { differenceText, DIFFERENCE_WORDS } from "../../words/difference/difference.js";
import { marksOf, pairsOf } from "./pairing.js";
import { Stage } from "./stage.js";
import { SweepView } from "./sweep-view.js";
import { accompany } from "./twin.js";
import { choiceNamed, nameOf, variantOf } from "./variants.js";

/**
 * @import { Host, Scenario, Summary, SysctlValue, Trace } from "../../engine.js"
 * @import { State, Store } from "../../store.js"
 * @import { SayDifference } from "../../words/difference/difference.js"
 * @import { Pair } from "./pairing.js"
 * @import { Choice, Variant } from "./variants.js"
 * @import en from "./en.js"
 */

/** @typedef {keyof typeof en} Word */

export const tag = "la-compare";

await useStyles(new URL("./compare.css", import.meta.url));

/** @type {readonly ("retries" | "clock" | "kernel" | "book" | "before")[]} */
const CHOICES = ["retries", "clock", "kernel", "book", "before"];

/** @extends {Panel<Word>} */
export default class Compare extends Panel {
  #heading = html("h2");
  #choices = html("div", { class: "compare-choices" });
  #buttons = CHOICES.map((id) => ({ id, button: html("button", { type: "button", class: "compare-choice", "data-choice": id }) }));
  #about = html("p", { class: "knob-about" });
  #other = html("details", { class: "more" });
  #otherName = html("summary");
  #host = /** @type {HTMLSelectElement} */ (html("select", { "data-control": "compare-host" }));
  #knob = /** @type {HTMLSelectElement} */ (html("select", { "data-control": "compare-knob" }));
  #value = html("input", { type: "number", step: "any", inputmode: "decimal", "data-control": "compare-value" });
  #go = html("button", { type: "submit" });
  #result = html("section", { class: "compare-result", hidden: true });
  #sweep = new SweepView();
  /** @type {Choice | null} */
  #choice = null;
  /** What was the run before it was swapped. @type {{ scenario: Scenario, name: string } | null} */
  #swapped = null;
  /** @type {{ variant: Variant, twin: Store, end: () => void, stage: Stage } | null} */
  #shown = null;
  /** What the comparison was made of. @type {Scenario | null} */
  #seen = null;
  /** @type {SayDifference | null} */
  #sayDifference = null;

  constructor() {
    super({ en: () => import("./en.js"), zh: () => import("./zh.js") });
  }

  /** @override */
  build() {
    const form = html("form", { class: "compare-other" }, this.#host, this.#knob, this.#value, this.#go);
    this.#other.append(this.#otherName, form);
    this.#choices.append(...this.#buttons.map(({ button }) => button), this.#about);
    this.append(this.#heading, this.#choices, this.#other, this.#result, this.#sweep);
    for (const { id, button } of this.#buttons) button.addEventListener("click", () => this.#choose(this.#choice?.id === id ? null : { id }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const input = /** @type {HTMLInputElement} */ (this.#value);
      const value = input.valueAsNumber;
      if (!Number.isFinite(value)) return input.focus();
      this.#choose(this.#knob.value === "rtt" ? { id: "rtt", ms: value } : { id: "sysctl", host: /** @type {Host} */ (this.#host.value), key: this.#knob.value, value });
    });
    this.#knob.addEventListener("change", () => (this.#host.disabled = this.#knob.value === "rtt"));
    this.#result.addEventListener("click", (event) => this.#pressed(event));
    this.#sweep.connect(this.store, this.player);
  }

  /** How a link names what the run is compared with; not at all what nobody else could compare it with. */
  get link() {
    return this.#choice ? nameOf(this.#choice) : "";
  }

  /** Begins what a link names. @param {string} name @returns {boolean} whether there is such a thing */
  compareWith(name) {
    const choice = choiceNamed(name, this.store.state.sysctls);
    if (choice) this.#choose(choice);
    return choice !== null;
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#choose(null);
  }

  /** @override @param {Readonly<State>} state */
  show(state) {
    const { scenario, sysctls, say } = state;
    write(this.#heading, this.say("compare.label"));
    for (const { id, button } of this.#buttons) {
      const variant = variantOf({ id }, scenario, this.#known());
      button.hidden = variant === null && this.#choice?.id !== id;
      write(button, this.#offer(id, variant));
      set(button, { "aria-pressed": String(this.#choice?.id === id) });
    }
    const about = CHOICES.find((id) => id === this.#choice?.id);
    write(this.#about, about ? this.say(`choice.${about}.about`) : "");
    write(this.#otherName, this.say("choice.other"));
    const [host, knob] = [this.#host.value || "b", this.#knob.value || "tcp_orphan_retries"];
    const numbers = sysctls.filter((row) => !row.global && !row.inert && row.unit !== "ports" && row.kernels.includes(scenario.kernel.version));
    this.#host.replaceChildren(...["a", "b"].map((one) => html("option", { value: one }, say(one === "a" ? "host.a" : "host.b"))));
    this.#knob.replaceChildren(html("option", { value: "rtt" }, this.say("other.rtt")), ...numbers.map(({ name }) => html("option", { value: name }, name)));
    [this.#host.value, this.#knob.value] = [host, knob];
    for (const [element, name] of /** @type {const} */ ([[this.#host, "other.host"], [this.#knob, "other.knob"], [this.#value, "other.value"]])) set(element, { "aria-label": this.say(name) });
    write(this.#go, this.say("other.go"));
    this.#sweep.tell(this.say, state);
    void this.#learn(state);
    // An edit of the present run is one of the other too; the run before it stays what it is.
    if (this.#shown && this.store.companion !== this.#shown.twin) this.#choose(null);
    else if (this.#choice && state.scenario !== this.#seen) this.#choose(this.#choice);
    else this.#tell(state);
  }

  /** @param {Readonly<State>} state */
  async #learn({ language }) {
    this.#sayDifference = await loadWords(DIFFERENCE_WORDS, language);
    this.#tell(this.store.state);
  }

  /** Begins, or with nothing ends, a comparison. @param {Choice | null} choice */
  #choose(choice) {
    const { state } = this.store;
    const pinned = choice?.id === "before" && this.#choice?.id === "before" && this.#shown ? this.#shown.variant : null;
    const variant = pinned ?? (choice && variantOf(choice, state.scenario, this.#known()));
    const ended = this.#shown;
    // First, as to end one draws the run anew.
    this.#shown = null;
    this.#choice = variant ? choice : null;
    this.#seen = state.scenario;
    ended?.stage.close();
    ended?.end();
    const stage = /** @type {HTMLElement | null} */ (this.closest("last-ack")?.querySelector(".stage"));
    if (variant && stage) {
      try {
        this.store.dismissGhost();
        const { twin, end } = accompany(this.store, variant.scenario);
        this.#shown = { variant, twin, end, stage: new Stage(stage, twin, this.player) };
        twin.subscribe((_, changes) => changes.has("run") && this.#tell(this.store.state));
      } catch (error) {
        this.#choice = null;
        this.store.warn("banner.edit", { reason: reasonOf(error) });
      }
    }
    if (this.isConnected) this.show(this.store.state);
  }

  #known() {
    return { sysctls: this.store.state.sysctls, before: this.store.previous, other: this.#swapped?.scenario ?? null };
  }

  /** @param {Readonly<State>} state */
  #tell(state) {
    const shown = this.#shown;
    this.#result.hidden = !shown;
    if (!shown) return this.#result.replaceChildren();
    const { twin, stage, variant } = shown;
    const [first, second] = [state, twin.state];
    const pairs = pairsOf(first, second);
    const names = this.#names(variant, state);
    stage.name(names, [this.say("stage.show", { run: "A" }), this.say("stage.show", { run: "B" })]);
    stage.mark({ trace: first.trace, marks: marksOf(pairs, "was") }, { trace: second.trace, marks: marksOf(pairs, "now") });
    const text = this.#sayDifference ? differenceText(differenceOf(first.trace, second.trace), this.#sayDifference, state.stateNames).whole : "";
    const told = html("p", { class: "compare-told", role: "status" });
    writeProse(told, text);
    const opened = this.#result.querySelector("details")?.open ?? false;
    this.#result.replaceChildren(
      html("h3", {}, this.say("result.label")),
      told,
      this.#table(first.trace.summary, second.trace.summary, names, state),
      ...(pairs.length === 0 ? [] : [
        html("p", { class: "knob-about" }, this.say("result.marks", { segments: pairs.filter(({ kind }) => kind === "segment").length, states: pairs.filter(({ kind }) => kind === "state").length })),
        html("ul", { class: "compare-legend" }, html("li", {}, sample("only"), this.say("result.only")), html("li", {}, sample("moved"), this.say("result.moved"))),
        html("details", { class: "more", open: opened }, html("summary", {}, this.say("result.list")), html("ol", { class: "compare-list" }, ...pairs.map((pair) => this.#pair(pair, first, second)))),
      ]),
      html("p", { class: "compare-actions" },
        html("button", { type: "button", "data-control": "compare-swap", title: this.say("result.swap.about") }, this.say("result.swap")), " ",
        html("button", { type: "button", "data-control": "compare-close" }, this.say("result.close"))),
    );
  }

  /** @param {Summary} first @param {Summary} second @param {readonly [string, string]} names @param {Readonly<State>} state */
  #table(first, second, names, { say }) {
    const gone = (/** @type {number | null} */ at) => (at === null ? this.say("result.never") : clock(at));
    const rows = /** @type {const} */ (["a", "b"]).flatMap((host) => [
      { host, word: this.say("result.fins"), texts: [first[host].fins, second[host].fins] },
      { host, word: this.say("result.retransmissions"), texts: [first[host].retransmissions, second[host].retransmissions] },
      { host, word: this.say("result.gone"), texts: [gone(first[host].goneAt), gone(second[host].goneAt)] },
    ]);
    return html("table", { class: "compare-table" },
      html("thead", {}, html("tr", {}, html("td"), ...["A", "B"].map((letter, i) => html("th", { scope: "col", title: names[i] }, letter)))),
      html("tbody", {}, ...rows.map(({ host, word, texts }) => html("tr", { "data-differs": texts[0] !== texts[1] },
        html("th", { scope: "row" }, html("span", { class: `host-name ${host}` }, say(`host.${host}`)), " ", word),
        ...texts.map((text) => html("td", { class: "figure" }, texts[0] !== texts[1] ? html("b", {}, text) : String(text)))))));
  }

  /** @param {Pair} pair @param {Readonly<State>} first @param {Readonly<State>} second */
  #pair({ kind, host, was, now }, first, second) {
    const { trace, stateNames, say } = was ? first : second;
    const event = trace.events[(was ?? now)?.event ?? -1];
    const record = event?.what.kind === "sent" ? trace.segments[event.what.segment] : undefined;
    const name = event?.what.kind === "entered" ? `${stateNames.get(event.what.from) ?? event.what.from} → ${stateNames.get(event.what.to) ?? event.what.to}` : (record?.name ?? "");
    const what = this.say(`list.${kind}`, { host: say(`host.${host}`), name, flags: record ? flags(record.segment.flags) : "" });
    const place = (/** @type {Pair["was"]} */ one, /** @type {"A" | "B"} */ run) => (one
      ? html("button", { type: "button", class: "event-link", [`data-select-${run.toLowerCase()}`]: one.event }, this.say("list.at", { run, time: clock(one.at) }))
      : html("span", { class: "quiet" }, this.say("list.at", { run, time: this.say("list.lacks") })));
    return html("li", {}, html("span", {}, what), html("span", { class: "figure" }, place(was, "A"), " ", place(now, "B")));
  }

  /** @param {"retries" | "clock" | "kernel" | "book" | "before"} id @param {Variant | null} variant */
  #offer(id, variant) {
    const { kernel } = this.store.state.scenario;
    if (id === "retries") return this.say("choice.retries", { value: variant?.now ?? "" });
    if (id === "clock") return this.say(kernel.ideal ? "choice.clock.real" : "choice.clock.ideal");
    return id === "kernel" ? this.say("choice.kernel", { version: variant?.now ?? "" }) : this.say(`choice.${id}`);
  }

  /** @param {Variant} variant @param {Readonly<State>} state @returns {[string, string]} */
  #names({ was, now }, { scenario }) {
    const id = this.#choice?.id;
    if (id === "clock") return scenario.kernel.ideal ? [this.say("name.ideal"), this.say("name.real")] : [this.say("name.real"), this.say("name.ideal")];
    const first = was === "" || id === "book" ? this.say("stage.a") : this.say("stage.a.named", { name: was });
    if (id === "book") return [first, this.say("name.book")];
    if (id === "before") return [first, this.say("name.before")];
    return id === "swapped" ? [first, this.#swapped?.name ?? this.say("name.swapped")] : [first, now];
  }

  #swap() {
    const shown = this.#shown;
    if (!shown) return;
    const { state } = this.store;
    this.#swapped = { scenario: state.scenario, name: shown.variant.was || this.say("name.swapped") };
    this.#choice = { id: "swapped" };
    this.store.revise({ key: "why.become", values: {}, segment: null, sysctl: null }, shown.variant.scenario);
  }

  /** @param {Event} event */
  #pressed({ target }) {
    const pressed = /** @type {HTMLElement} */ (target).closest("button");
    const { control, selectA, selectB } = pressed?.dataset ?? {};
    if (control === "compare-swap") this.#swap();
    if (control === "compare-close") {
      this.#choose(null);
      this.#buttons[0]?.button.focus();
    }
    if (selectA !== undefined) this.store.select(Number(selectA));
    if (selectB !== undefined) this.#shown?.twin.select(Number(selectB));
  }
}

/** What a mark looks like. @param {"only" | "moved"} mark */
function sample(mark) {
  return svg("svg", { class: "compare-sample", width: 40, height: 12, viewBox: "0 0 40 12", "aria-hidden": "true" }, svg("path", { class: "mark", "data-differs": mark, d: "M2 6H38" }), svg("path", { class: "line", d: "M2 6H38" }));
}
