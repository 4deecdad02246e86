// <la-why-panel>: why the chosen event happened, or the last one: the rule, who says so, the numbers,
// and the way back to what began it.

import { toggleFocused } from "../actions.js";
import { clock, flags } from "../format.js";
import { causesOf, momentOf, segmentOf, stateAt } from "../moments.js";
import { html, write } from "../svg.js";
import { describe, tag } from "../words.js";
import { numbers, options, segmentName } from "../words/segments.js";
import { isFirstGuess, timerName, waitSums } from "../words/waits.js";
import { legend } from "./legend.js";
import { View } from "./view.js";

/** @typedef {typeof import("../strings/laws.js")} Laws */

/**
 * @import { SegmentRecord, TraceEvent } from "../engine.js"
 * @import { Note, State } from "../store.js"
 * @import { Say } from "../strings/index.js"
 */

const MOST_CAUSES = 6;

export class WhyPanel extends View {
  #note = html("p", { class: "note" });
  #noteText = html("span", { role: "status" });
  #undo = html("button", { type: "button", class: "quiet-button", "data-control": "undo" });
  #body = html("div", { class: "why-body" });
  #heading = html("h2");
  #shown = "";
  /** @type {Promise<void> | null} where each rule stands: fetched when the first of them is explained */
  #fetching = null;
  /** @type {Laws | null} */
  #laws = null;

  /** @override */
  build() {
    this.#note.append(this.#noteText, " ", this.#undo);
    this.append(this.#heading, this.#note, this.#body);
    this.#undo.addEventListener("click", () => this.store.undo());
    this.#body.addEventListener("click", (event) => {
      const target = /** @type {Element} */ (event.target);
      const link = target.closest("[data-select]");
      if (link) this.store.select(Number(link.getAttribute("data-select")));
      if (target.closest("[data-control=toggle-loss]")) toggleFocused(this.store);
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
    // Without its citation an explanation is still one.
    this.#fetching ??= import("../strings/laws.js").then((laws) => this.#cite(laws), () => {});
  }

  /** @param {Laws} laws */
  #cite(laws) {
    this.#laws = laws;
    this.#shown = "";
    this.position(this.store.state);
  }

  /**
   * @param {TraceEvent} event
   * @param {Readonly<State>} state
   */
  #explain(event, state) {
    const { trace, run, stateNames, say, sayRule } = state;
    const law = this.#laws?.laws[event.rule];
    const segment = segmentOf(event.what);
    const record = segment === null ? undefined : trace.segments[segment];
    // That a timer was armed is said again when it runs out.
    const causes = causesOf(trace.events, event.id).filter(({ what }) => what.kind !== "armed");
    const moment = momentOf(trace.events, event.id).filter((other) => other !== event && !run.behind.has(other.id) && other.what.kind !== "counted" && !causes.includes(other));
    return [
      html("p", { class: "why-when" }, html("span", { class: "figure" }, clock(event.at)), " ", html("span", { class: `host-name ${event.host}` }, say(`host.${event.host}`), ` ${tag(event.socket === null ? null : run.lifeOf.get(event.socket))}`)),
      html("p", { class: "why-what" }, describe(event, trace, stateNames, say)),
      record && this.#segment(record, state),
      html("p", { class: "why-rule" }, sayRule(event.rule)),
      ...this.#sums(event, state),
      law && cite(law),
      this.#laws ? knobsOf(event.rule, this.#laws.governs, say) : undefined,
      this.#links(say("why.because"), causes.slice(0, MOST_CAUSES), state),
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
      !forged && html("button", { type: "button", "data-control": "toggle-loss" }, say(lost ? "segment.deliver" : "segment.lose"), " ", html("kbd", {}, "L")),
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
    const { say, trace } = this.store.state;
    const record = trace.segments.find(({ name }) => name === segment);
    return say(key, {
      ...values,
      ...(record ? { segment: segmentName(record, say) } : {}),
      ...(sysctl ? { host: say(`host.${sysctl.host}`) } : {}),
      ...("at" in values ? { time: clock(Number(values["at"])) } : {}),
    });
  }
}

/** @param {readonly [rfc: string, kernel: string, spec: string]} law */
function cite([rfc, kernel, spec]) {
  const parts = [rfc && rfcLink(rfc), ...kernel.split(", ").map(kernelLink), spec && html("span", {}, spec)].filter((part) => part !== "" && part !== undefined);
  return html("p", { class: "cite" }, ...parts.flatMap((part, i) => (i === 0 ? [part] : [" · ", part])));
}

/**
 * Which sysctls a rule asks for.
 *
 * @param {string} rule
 * @param {Laws["governs"]} governs
 * @param {Say} say
 */
function knobsOf(rule, governs, say) {
  const keys = Object.keys(governs).filter((key) => governs[key]?.includes(rule));
  return keys.length === 0 ? undefined : html("p", { class: "cite" }, say("why.knobs", { keys: keys.join(", ") }));
}

/** @param {string} rfc "RFC 9293 §3.10.4" */
function rfcLink(rfc) {
  const [, number, section] = /^RFC (\d+)(?: §([\d.]+))?/.exec(rfc) ?? [];
  if (!number) return html("span", {}, rfc);
  return html("a", { href: `https://www.rfc-editor.org/rfc/rfc${number}.html${section ? `#section-${section}` : ""}`, rel: "noopener", target: "_blank" }, rfc);
}

/** @param {string} name "tcp_fin()" */
function kernelLink(name) {
  const [, identifier] = /^(\w+)\(\)$/.exec(name) ?? [];
  if (!identifier) return name ? html("span", {}, name) : undefined;
  return html("a", { class: "figure", href: `https://elixir.bootlin.com/linux/v6.18/A/ident/${identifier}`, rel: "noopener", target: "_blank" }, name);
}
