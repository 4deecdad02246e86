// <la-why-panel>: why the chosen event happened, or the last one: the rule, who says so, the numbers,
// and the way back to what began it.

import { focusedSegment, toggleFocused } from "../actions.js";
import { clock, flags } from "../format.js";
import { causesOf, momentOf, segmentOf, stateAt } from "../moments.js";
import { fill } from "../strings/index.js";
import { html, set, write } from "../svg.js";
import { describe, tag } from "../words.js";
import { numbers, options, segmentName } from "../words/segments.js";
import { isFirstGuess, timerName, waitSums } from "../words/waits.js";
import { legend } from "./legend.js";
import { openMenu } from "./menus.js";
import { View } from "./view.js";

/**
 * @import { SegmentRecord, TraceEvent } from "../engine.js"
 * @import { Note, State } from "../store.js"
 * @import { Language } from "../strings/index.js"
 * @import { Reasons } from "./why/reasons.js"
 */

export class WhyPanel extends View {
  #note = html("p", { class: "note" });
  #noteText = html("span", { role: "status" });
  #undo = html("button", { type: "button", class: "quiet-button", "data-control": "undo" });
  #body = html("div", { class: "why-body" });
  #heading = html("h2", { id: "la-why" });
  #shown = "";
  /** @type {Language | null} in which the reasons are being fetched, from the first explanation on */
  #fetching = null;
  /** @type {Reasons | null} */
  #reasons = null;

  /** @override */
  build() {
    // It scrolls, so the keyboard must reach it even where nothing in it can be pressed.
    set(this, { role: "region", tabindex: 0, "aria-labelledby": "la-why" });
    this.#note.append(this.#noteText, " ", this.#undo);
    this.append(this.#heading, this.#note, this.#body);
    this.#undo.addEventListener("click", () => this.store.undo());
    this.#body.addEventListener("click", (event) => {
      const target = /** @type {Element} */ (event.target);
      const link = target.closest("[data-select]");
      if (link) this.store.select(Number(link.getAttribute("data-select")));
      const knob = target.closest("[data-knob-of]")?.getAttribute("data-knob-of");
      if (knob) this.dispatchEvent(new CustomEvent("la-knob", { bubbles: true, detail: knob }));
      if (target.closest("[data-control=toggle-loss]")) toggleFocused(this.store);
      const more = target.closest("[data-control=segment-menu]");
      if (more) void openMenu(this, { segment: focusedSegment(this.store)?.name ?? "" }, more);
    });
  }

  /** @override @param {Readonly<State>} state */
  structure({ note, canUndo, say }) {
    this.#shown = "";
    write(this.#heading, say("why.label"));
    write(this.#noteText, note ? this.#sayNote(note) : "");
    write(this.#undo, say("why.undo"));
    this.#undo.hidden = !canUndo;
    this.#note.hidden = !note && !canUndo;
  }

  /** @override @param {Readonly<State>} state */
  position(state) {
    const shown = String(state.focus);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const event = state.focus === null ? undefined : state.trace.events[state.focus];
    this.#body.replaceChildren(...(event ? this.#explain(event, state) : [html("p", { class: "lead" }, state.say("why.empty")), legend(state)]));
    if (!event) return;
    this.#body.dataset["event"] = String(event.id);
    this.store.explain();
    void this.#fetchReasons(state.language);
  }

  /** @override @param {Readonly<State>} state */
  learned(state) {
    this.#shown = "";
    this.position(state);
  }

  /** Without its reasons an explanation is still one. @param {Language} language */
  async #fetchReasons(language) {
    if (this.#fetching === language) return;
    this.#fetching = language;
    const { loadReasons } = await import("./why/reasons.js");
    this.#reasons = await loadReasons(language);
    this.learned(this.store.state);
  }

  /**
   * @param {TraceEvent} event
   * @param {Readonly<State>} state
   */
  #explain(event, state) {
    const { trace, run, stateNames, say, sayRule, language } = state;
    const segment = segmentOf(event.what);
    const record = segment === null ? undefined : trace.segments[segment];
    const causes = causesOf(trace.events, event.id);
    const moment = momentOf(trace.events, event.id).filter((other) => other !== event && !run.behind.has(other.id) && other.what.kind !== "counted" && !causes.includes(other));
    return [
      html("p", { class: "why-when" }, html("span", { class: "figure" }, clock(event.at)), " ", html("span", { class: `host-name ${event.host}` }, say(`host.${event.host}`), ` ${tag(event.socket === null ? null : run.lifeOf.get(event.socket))}`)),
      html("p", { class: "why-what" }, describe(event, trace, stateNames, say)),
      record && this.#segment(record, state),
      html("p", { class: "why-rule" }, sayRule(event.rule)),
      ...this.#sums(event, state),
      ...(this.#reasons?.language === language ? this.#reasons.of(event, state) : []),
      this.#links(say("why.moment"), moment, state),
    ].filter((child) => child !== undefined);
  }

  /**
   * @param {SegmentRecord} record
   * @param {Readonly<State>} state
   */
  #segment(record, { say }) {
    const lost = record.fate.kind === "lost";
    const forged = record.how.kind === "forged";
    const fate = forged ? say("segment.forged") : record.fate.kind === "lost" ? say(`segment.lost.${record.fate.by}`) : say("why.delivered", { time: record.fate.at.map(clock).join(", ") });
    return html("div", { class: "why-segment" },
      html("p", { class: "figure" }, html("b", {}, flags(record.segment.flags)), ` ${numbers(record)} ${options(record.segment)}`),
      html("p", { class: "why-fate", "data-fate": record.fate.kind }, fate),
      !forged && html("span", { class: "why-deeds" },
        html("button", { type: "button", "data-control": "toggle-loss" }, say(lost ? "segment.deliver" : "segment.lose"), " ", html("kbd", {}, "L")),
        html("button", { type: "button", class: "icon-button", "data-control": "segment-menu", "aria-haspopup": "menu", "aria-label": say("segment.more"), title: say("segment.more") }, "⋯")),
    );
  }

  /**
   * What was counted out for the timers of this moment.
   *
   * @param {TraceEvent} event
   * @param {Readonly<State>} state
   */
  #sums(event, { trace, say }) {
    const armed = event.what.kind === "armed" ? event : momentOf(trace.events, event.id).findLast(({ what }) => what.kind === "armed");
    if (armed?.what.kind !== "armed") return [];
    const { timer, wait, due, fires } = armed.what;
    return [html("p", { class: "why-sums" }, html("span", { class: "sum-name" }, timerName(timer, wait, say)), ...waitSums(timer, wait, armed.at, due, fires, isFirstGuess(wait, stateAt(trace, armed.id)), say).map((sum) => html("span", { class: "figure" }, sum)))];
  }

  /**
   * @param {string} heading
   * @param {readonly TraceEvent[]} events
   * @param {Readonly<State>} state
   */
  #links(heading, events, { trace, run, stateNames, say }) {
    if (events.length === 0) return undefined;
    const items = events.map((event) =>
      html("li", {}, html("button", { type: "button", class: "event-link", "data-select": event.id },
        html("span", { class: "figure" }, clock(event.at)), " ", html("span", { class: `host-letter ${event.host}` }, event.host), ` ${tag(event.socket === null ? null : run.lifeOf.get(event.socket))}`, describe(event, trace, stateNames, say))));
    return html("div", { class: "why-links" }, html("h3", {}, heading), html("ol", {}, ...items));
  }

  /** @param {Note} note */
  #sayNote({ key, values, segment, sysctl }) {
    const { say, language, trace } = this.store.state;
    const record = trace.segments.find(({ name }) => name === segment);
    const filled = {
      ...values,
      ...(record ? { segment: segmentName(record, say) } : {}),
      ...(sysctl ? { host: say(`host.${sysctl.host}`) } : {}),
      ...("at" in values ? { time: clock(Number(values["at"])) } : {}),
    };
    return typeof key === "string" ? say(key, filled) : fill(key[language], filled);
  }
}
