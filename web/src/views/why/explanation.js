// What is said of an event beside the drawing: what happened, the segment and what can be done to it, the
// rule, the sums and the reasons. Fetched when the first event is explained.

import { clock, flags } from "../../format.js";
import { causesOf, momentOf, segmentOf, stateAt } from "../../moments.js";
import { loadWords } from "../../strings/index.js";
import { html } from "../../svg.js";
import { tag } from "../../words.js";
import { numbers, options } from "../../words/segments.js";
import { isFirstGuess } from "../../words/waits.js";
import { useStyles } from "../panel.js";
import { folded, items, MOST_AT_ONCE } from "./links.js";
import { reasons } from "./reasons.js";

/**
 * @import { SegmentRecord, TraceEvent } from "../../engine.js"
 * @import { State } from "../../store.js"
 * @import { Language, SayOf } from "../../strings/index.js"
 */

/**
 * @typedef {object} Explanation
 * @property {Language} language
 * @property {(event: TraceEvent, state: Readonly<State>) => HTMLElement[]} of
 */

await useStyles(new URL("./why.css", import.meta.url));

/** @typedef {SayOf<keyof typeof import("./en.js")["default"]>} SayWhy */

const TABLES = { en: () => import("./en.js"), zh: () => import("./zh.js") };

/**
 * @param {Language} language
 * @returns {Promise<Explanation>}
 */
export async function loadExplanation(language) {
  const say = await loadWords(TABLES, language);
  return {
    language,
    of: (event, state) => [
      when(event, state),
      html("p", { class: "why-what" }, state.tell.event(event, state)),
      segment(event, state, say),
      html("p", { class: "why-rule" }, state.sayRule(event.rule)),
      sums(event, state),
      ...reasons(event, state, say),
      besides(event, state, say),
    ].filter((part) => part !== null),
  };
}

/** @param {TraceEvent} event @param {Readonly<State>} state */
function when({ at, host, socket }, { run, say }) {
  const life = socket === null ? null : run.lifeOf.get(socket);
  return html("p", { class: "why-when" }, html("span", { class: "figure" }, clock(at)), " ", html("span", { class: `host-name ${host}` }, say(`host.${host}`), ` ${tag(life)}`));
}

/**
 * @param {TraceEvent} event
 * @param {Readonly<State>} state
 * @param {SayWhy} sayWhy
 */
function segment(event, { trace, say }, sayWhy) {
  const id = segmentOf(event.what);
  const record = id === null ? undefined : trace.segments[id];
  if (!record) return null;
  const lost = record.fate.kind === "lost";
  return html("div", { class: "why-segment" },
    html("p", { class: "figure" }, html("b", {}, flags(record.segment.flags)), ` ${numbers(record)} ${options(record.segment)}`),
    html("p", { class: "why-fate", "data-fate": record.fate.kind }, fateOf(record, sayWhy)),
    record.how.kind !== "forged" && html("span", { class: "why-deeds" },
      html("button", { type: "button", "data-control": "toggle-loss" }, say(lost ? "segment.deliver" : "segment.lose"), " ", html("kbd", {}, "L")),
      html("button", { type: "button", class: "icon-button", "data-control": "segment-menu", "aria-haspopup": "menu", "aria-label": say("segment.more"), title: say("segment.more") }, "⋯")),
  );
}

/** @param {SegmentRecord} record @param {SayWhy} say */
function fateOf({ how, fate }, say) {
  if (how.kind === "forged") return say("segment.forged");
  return fate.kind === "lost" ? say(`segment.lost.${fate.by}`) : say("why.delivered", { time: fate.at.map(clock).join(", ") });
}

/**
 * What was counted out for the timers of this moment.
 *
 * @param {TraceEvent} event
 * @param {Readonly<State>} state
 */
function sums(event, { trace, tell }) {
  const armed = event.what.kind === "armed" ? event : momentOf(trace.events, event.id).findLast(({ what }) => what.kind === "armed");
  if (armed?.what.kind !== "armed") return null;
  const { timer, wait, due, fires } = armed.what;
  const lines = tell.sums(timer, wait, armed.at, due, fires, isFirstGuess(wait, stateAt(trace, armed.id)));
  return html("p", { class: "why-sums" }, html("span", { class: "sum-name" }, tell.timer(timer, wait)), ...lines.map((line) => html("span", { class: "figure" }, line)));
}

/**
 * What else happened to the host in the same moment.
 *
 * @param {TraceEvent} event
 * @param {Readonly<State>} state
 * @param {SayWhy} say
 */
function besides(event, state, say) {
  const { trace, run } = state;
  const causes = new Set(causesOf(trace.events, event.id));
  const others = momentOf(trace.events, event.id).filter((other) => other !== event && !run.behind.has(other.id) && other.what.kind !== "counted" && !causes.has(other));
  if (others.length === 0) return null;
  const more = others.slice(MOST_AT_ONCE);
  const list = [...items(others.slice(0, MOST_AT_ONCE), state), more.length > 0 && folded(more, state, (n) => say("moment.more", { n }))];
  return html("div", { class: "why-links" }, html("h3", {}, say("why.moment")), html("ol", {}, ...list));
}
