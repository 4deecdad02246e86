// Where everything in the drawing goes: columns across, labels down. Numbers only; draw.js makes the
// elements.

import { clock, duration } from "../../format.js";
import { HOSTS } from "../../run.js";
import { unreachable } from "../../unreachable.js";
import { CALLS, waitLength, waitReason } from "../../words.js";

/**
 * @import { Host, Timer } from "../../engine.js"
 * @import { Band, Bar, Mark } from "../../run.js"
 * @import { State } from "../../store.js"
 */

/**
 * @typedef {object} Columns
 * @property {"narrow" | "medium" | "wide"} size
 * @property {number} width
 * @property {number | null} axis where times end, where there is room for a column of them
 * @property {number} a the client's lifeline
 * @property {number} b the server's
 */

/**
 * @typedef {object} Label words beside a lifeline
 * @property {Host} host
 * @property {"state" | "call" | "signal" | "sysctl" | "timer" | "gone" | "time"} kind
 * @property {number | null} event
 * @property {number} anchor what it is about, px
 * @property {number} top px
 * @property {{ text: string, quiet: boolean }[]} lines
 * @property {string | null} title
 */

/**
 * @typedef {object} Plan
 * @property {Label[]} labels
 * @property {{ y: number, text: string }[]} times
 */

/** Half the width of a lifeline's band. */
export const BAND = 6;
/** From the lifeline outwards: where timers run, and where words begin. */
export const LANES = [13, 22];
export const BAR = 5;
const WORDS = 33;
export const LINE = 15;
const WIDEST = 1240;
/** Letters that fit beside each host. */
const ROOM = { narrow: { a: 12, b: 13 }, medium: { a: 14, b: 21 }, wide: { a: 22, b: 27 } };

/** @param {number} room px */
export function columnsFor(room) {
  const width = Math.round(Math.min(Math.max(room, 300), WIDEST));
  /** @type {Columns} */
  const columns =
    width >= 760 ? { size: "wide", width, axis: 66, a: 252, b: width - 212 }
    : width >= 520 ? { size: "medium", width, axis: 66, a: 200, b: width - 172 }
    : { size: "narrow", width, axis: null, a: 106, b: width - 114 };
  return columns;
}

/** @param {Columns} columns @param {Host} host */
export function wordsAt(columns, host) {
  return host === "a" ? columns.a - WORDS : columns.b + WORDS;
}

/** @param {Timer} timer */
export function laneOf(timer) {
  return timer === "delayed-ack" || timer === "keepalive" ? 1 : 0;
}

/**
 * @param {Readonly<State>} state
 * @param {Columns} columns
 * @returns {Plan}
 */
export function layOut(state, columns) {
  const { scale } = state;
  const starts = [0, ...scale.gaps.map(({ to }) => to)];
  const times = starts.map((time) => ({ y: scale.toY(time), text: clock(time) }));
  const labels = HOSTS.flatMap((host) => {
    const wanted = labelsOf(host, state, columns);
    if (host === "a" && columns.axis === null) {
      wanted.push(...times.slice(1).map(({ y, text }) => plain("time", host, null, y, y - LINE / 2, text)));
    }
    return spread(wanted);
  });
  return { labels, times: columns.axis === null ? [] : times };
}

/**
 * @param {Host} host
 * @param {Readonly<State>} state
 * @param {Columns} columns
 * @returns {Label[]}
 */
function labelsOf(host, state, columns) {
  const { run } = state;
  return [
    ...run.bands.filter((band) => band.host === host).flatMap((band, i, all) => stateLabels(band, all[i - 1], state, columns)),
    ...run.marks.filter((mark) => mark.host === host).map((mark) => markLabel(mark, state)),
    ...run.bars.filter((bar) => bar.host === host).map((bar, i, all) => timerLabel(bar, all[i - 1], state, columns)),
  ];
}

/**
 * @param {Band} band
 * @param {Band | undefined} before
 * @param {Readonly<State>} state
 * @param {Columns} columns
 * @returns {Label[]}
 */
function stateLabels({ host, state: name, from, stays, event }, before, { run, scale, stateNames, say }, columns) {
  /** @type {Label[]} */
  const labels = [];
  const y = event === null ? scale.start - 32 : scale.toY(from);
  const words = stateNames.get(name) ?? name;
  // On a phone the head of the column says the first state, and there is no room to say it twice.
  if (before?.state !== name && !(event === null && columns.size === "narrow")) labels.push({ ...plain("state", host, event, y + LINE / 2 + 2, y + 2, words), title: name });
  if (stays) {
    // Where a timer still runs it is the run that ends, not the waiting.
    const cut = run.bars.some((bar) => bar.host === host && bar.end === "running");
    const lines = [{ text: words, quiet: false }, { text: say(cut ? "ladder.cut" : "ladder.stays"), quiet: true }];
    labels.push({ ...plain("state", host, event, scale.end + LINE, scale.end + 2, words), lines });
  }
  return labels;
}

/**
 * @param {Mark} mark
 * @param {Readonly<State>} state
 * @returns {Label}
 */
function markLabel({ host, at, event, kind, orphans }, { scale, trace, say }) {
  const y = scale.toY(at);
  const what = trace.events[event]?.what;
  switch (kind) {
    case "call": {
      const label = plain(kind, host, event, y, y - LINE / 2, what?.kind === "called" ? CALLS[what.call] : "");
      if (orphans) label.lines.push({ text: say("ladder.orphan"), quiet: true });
      return label;
    }
    case "signal":
      return plain(kind, host, event, y, y - LINE / 2, what?.kind === "woke" ? what.signal : "");
    case "sysctl":
      return plain(kind, host, event, y, y - LINE / 2, what?.kind === "sysctl-changed" ? `${what.key} = ${what.to}` : what?.kind === "sysctl-refused" ? `${what.key}: ${what.errno}` : "");
    case "gone": {
      const label = plain(kind, host, event, y, y - LINE / 2, say("ladder.gone"));
      label.lines.push({ text: clock(at), quiet: true });
      return label;
    }
    default:
      return unreachable(kind);
  }
}

/**
 * @param {Bar} bar
 * @param {Bar | undefined} before
 * @param {Readonly<State>} state
 * @param {Columns} columns
 * @returns {Label}
 */
function timerLabel({ host, timer, wait, from, to, due, fires, event }, before, { scale, say }, columns) {
  const top = scale.toY(from);
  const bottom = scale.toY(to);
  const most = ROOM[columns.size][host];
  const time = duration(waitLength(wait, from, due, fires));
  const again = before?.wait.kind === "time-wait" && wait.kind === "time-wait";
  const name = again ? say("wait.time-wait.again", { time }) : `${say(`wait.${wait.kind}`)} ${time}`;
  const lines = [name, waitReason(wait, from, due, say)]
    .filter((text, i) => text !== "" && (i === 0 || lengthOf(text) <= most))
    .flatMap((text) => fold(text, most))
    .map((text, i) => ({ text, quiet: i > 0 || again || timer === "delayed-ack" }));
  const middle = (top + bottom) / 2;
  return { host, kind: "timer", event, anchor: middle, top: middle - (lines.length * LINE) / 2, lines, title: null };
}

/**
 * Breaks a line that is too long for the margin before its last number.
 *
 * @param {string} text
 * @param {number} most
 */
function fold(text, most) {
  return lengthOf(text) <= most ? [text] : text.split(/ (?=\d[\d.]* m?s$)/);
}

/** Chinese takes two places a letter. @param {string} text */
export function lengthOf(text) {
  return [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 2 : 1), 0);
}

/**
 * @param {Label["kind"]} kind
 * @param {Host} host
 * @param {number | null} event
 * @param {number} anchor
 * @param {number} top
 * @param {string} text
 * @returns {Label}
 */
function plain(kind, host, event, anchor, top, text) {
  return { host, kind, event, anchor, top, lines: [{ text, quiet: false }], title: null };
}

/** Which of two labels at the same height comes first. */
const ORDER = { time: 0, call: 1, signal: 2, sysctl: 3, gone: 4, state: 5, timer: 6 };

/**
 * Moves labels down until none is on another.
 *
 * @param {Label[]} labels
 */
function spread(labels) {
  const sorted = labels.sort((x, y) => (Math.abs(x.top - y.top) < LINE ? ORDER[x.kind] - ORDER[y.kind] || x.top - y.top : x.top - y.top));
  let free = 0;
  for (const label of sorted) {
    label.top = Math.max(label.top, free);
    free = label.top + label.lines.length * LINE + 1;
  }
  return sorted;
}

