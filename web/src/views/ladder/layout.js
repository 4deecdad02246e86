// Where everything in the drawing goes: columns across, labels down. Numbers only; draw.js makes the
// elements.

import { clock, duration } from "../../format.js";
import { stateAt } from "../../moments.js";
import { HOSTS } from "../../run.js";
import { unreachable } from "../../unreachable.js";
import { callText, icmpName, signalText, tag } from "../../words.js";
import { isFirstGuess, waitLength, waitName, waitReason } from "../../words/waits.js";

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
 * @property {{ hold: number, bars: readonly number[], words: number }} lanes from the lifeline outwards: who holds the socket, where timers run, where words begin
 * @property {number} apart from one line of a host to its next, towards the other host
 */

/**
 * @typedef {object} Label words beside a lifeline
 * @property {Host} host
 * @property {Mark["kind"] | "state" | "timer" | "time"} kind
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
 * @property {number} height of the drawing: labels that were moved down may end below the run
 */

/** Half the width of a lifeline's band. */
export const BAND = 6;
export const BAR = 5;
/** Where there is room, who holds the socket is written along its lane. */
const LANES = { close: { hold: 8.5, bars: [11, 17, 23], words: 33 }, spaced: { hold: 14, bars: [22, 28, 34], words: 44 } };
export const LINE = 15;
const WIDEST = 1240;
/** Letters that fit beside each host. */
const ROOM = { narrow: { a: 12, b: 13 }, medium: { a: 14, b: 21 }, wide: { a: 22, b: 27 } };
/** Bold letters, of what a host did or saw, are wider. */
const BOLD = 0.92;

/** @param {number} room px */
export function columnsFor(room) {
  const width = Math.round(Math.min(Math.max(room, 300), WIDEST));
  /** @type {Columns} */
  const columns =
    width >= 760 ? { size: "wide", width, axis: 66, a: 263, b: width - 223, lanes: LANES.spaced, apart: 50 }
    : width >= 520 ? { size: "medium", width, axis: 66, a: 211, b: width - 183, lanes: LANES.spaced, apart: 50 }
    : { size: "narrow", width, axis: null, a: 106, b: width - 117, lanes: LANES.close, apart: 30 };
  return columns;
}

/** How wide a letter of a label is. @param {Columns} columns @param {Label["kind"]} kind @param {boolean} quiet */
export function letterOf({ size }, kind, quiet) {
  if (quiet || kind === "timer" || kind === "time" || kind === "born") return size === "narrow" ? 6.1 : 6.7;
  if (kind === "state") return size === "narrow" ? 7.3 : 9;
  return size === "narrow" ? 6.7 : 7.3;
}

/** @param {Columns} columns @param {Host} host */
export function wordsAt(columns, host) {
  return host === "a" ? columns.a - columns.lanes.words : columns.b + columns.lanes.words;
}

/**
 * Where one of a host's lines is: the first is where its name is, the others nearer to the other host.
 *
 * @param {Columns} columns
 * @param {Host} host
 * @param {number} track
 */
export function lineAt(columns, host, track) {
  return columns[host] + (host === "a" ? 1 : -1) * track * columns.apart;
}

/** Those that run beside others have lanes of their own. @type {Record<Timer, number>} */
const LANE = {
  retransmit: 0,
  "loss-probe": 0,
  reorder: 0,
  persist: 0,
  "time-wait": 0,
  "syn-ack": 0,
  "delayed-ack": 1,
  "compressed-ack": 1,
  keepalive: 2,
  linger: 2,
};

/** @param {Timer} timer */
export function laneOf(timer) {
  return LANE[timer];
}

/**
 * @param {Readonly<State>} state
 * @param {Columns} columns
 * @returns {Plan}
 */
export function layOut(state, columns) {
  const { scale } = state;
  const times = scale.ticks.map((time) => ({ y: scale.toY(time), text: clock(time) }));
  const labels = HOSTS.flatMap((host) => {
    const wanted = labelsOf(host, state, columns);
    if (host === "a" && columns.axis === null) {
      wanted.push(...times.slice(1).map(({ y, text }) => plain("time", host, null, y, y - LINE / 2, text)));
    }
    return scale.roomy ? spread(wanted) : thin(wanted);
  });
  const lowest = Math.max(0, ...labels.map(({ top, lines }) => top + lines.length * LINE));
  return { labels, times: columns.axis === null ? [] : times, height: Math.max(scale.height, lowest + LINE) };
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
    ...run.bands.filter((band) => band.host === host).flatMap((band) => stateLabels(band, state, columns)),
    ...run.marks.filter((mark) => mark.host === host).map((mark) => markLabel(mark, state, columns)),
    ...run.bars.filter((bar) => bar.host === host).flatMap((bar, i, all) => timerLabel(bar, all[i - 1], state, columns)),
  ];
}

/**
 * @param {Band} band
 * @param {Readonly<State>} state
 * @param {Columns} columns
 * @returns {Label[]}
 */
function stateLabels(band, { run, scale, stateNames, say }, columns) {
  const { host, life, state: name, mini, from, stays, event } = band;
  const before = run.bands[run.bands.indexOf(band) - 1];
  /** @type {Label[]} */
  const labels = [];
  const y = event === null ? scale.start - 32 : scale.toY(from);
  const words = tag(life) + (stateNames.get(name) ?? name);
  const folded = (life.nth === 1 ? [words] : fold(words, Math.floor(ROOM[columns.size][host] * BOLD))).map((text) => ({ text, quiet: false }));
  // On a phone there is no room for words along the lane of who holds the socket.
  const held = columns.size === "narrow" && mini && !before?.mini ? [...folded, { text: say("hold.mini"), quiet: true }] : folded;
  // On a phone the head of the column says the first state, and there is no room to say it twice.
  if (!(before?.life === life && before.state === name) && !(event === null && columns.size === "narrow")) labels.push({ ...plain("state", host, event, y + LINE / 2 + 2, y + 2, words), lines: held, title: name });
  if (stays) {
    // Where a timer still runs it is the run that ends, not the waiting.
    const cut = run.bars.some((bar) => bar.life === life && bar.end === "running");
    const lines = [...folded, { text: say(cut ? "ladder.cut" : "ladder.stays"), quiet: true }];
    const end = scale.toY(run.endedAt);
    labels.push({ ...plain("state", host, event, end + LINE, end + 2, words), lines });
  }
  return labels;
}

/**
 * @param {Mark} mark
 * @param {Readonly<State>} state
 * @param {Columns} columns
 * @returns {Label}
 */
function markLabel(mark, state, columns) {
  const { host, at, event, kind, life } = mark;
  const y = state.scale.toY(at);
  const [loud, quiet] = markWords(mark, state);
  const most = ROOM[columns.size][host];
  const label = plain(kind, host, event, y, y - LINE / 2, "");
  label.lines = [
    ...fold(tag(life).replace(" ", "\u00a0") + loud, Math.floor(most * BOLD), columns.size === "narrow" ? CLOSER : 0).map((text) => ({ text, quiet: false })),
    ...fold(quiet, most).map((text) => ({ text, quiet: true })),
  ];
  return label;
}

/**
 * What is said of a mark, and what is added more quietly.
 *
 * @param {Mark} mark
 * @param {Readonly<State>} state
 * @returns {[loud: string, quiet: string]}
 */
function markWords({ at, event, kind, life, orphans }, { trace, say }) {
  const what = trace.events[event]?.what;
  switch (kind) {
    case "call":
    case "return":
      return [what?.kind === "called" || what?.kind === "returned" ? callText(what, say) : "", orphans ? say("ladder.orphan") : ""];
    case "signal":
      return [what?.kind === "woke" ? signalText(what.signal, say) : "", ""];
    case "sysctl":
      return [what?.kind === "sysctl-changed" ? `${what.key} = ${what.to}` : what?.kind === "sysctl-refused" ? `${what.key}: ${what.errno}` : "", ""];
    case "icmp":
      return what?.kind === "icmp-arrived" ? [`ICMP ${what.icmpType}/${what.code}`, icmpName(what.icmpType, what.code, say)] : ["", ""];
    case "born": {
      const socket = trace.sockets.find(({ id }) => id === life?.sockets[0]);
      return [socket ? `:${socket.sport} → :${socket.dport}` : "", ""];
    }
    case "gone":
      return [say("ladder.gone"), clock(at)];
    default:
      return unreachable(kind);
  }
}

/**
 * A timer that was taken back before its bar was as tall as a line has no words: they are in the table.
 *
 * @param {Bar} bar
 * @param {Bar | undefined} before
 * @param {Readonly<State>} state
 * @param {Columns} columns
 * @returns {Label[]}
 */
function timerLabel({ host, life, timer, wait, from, to, due, fires, end, event }, before, { scale, trace, say }, columns) {
  const top = scale.toY(from);
  const bottom = scale.toY(to);
  if ((end !== "fired" || !scale.roomy) && bottom - top < LINE) return [];
  const most = ROOM[columns.size][host];
  const time = duration(waitLength(wait, from, due, fires));
  const again = before?.life === life && before?.wait.kind === "time-wait" && wait.kind === "time-wait";
  const name = again ? say("wait.time-wait.again", { time }) : `${waitName(timer, wait, say)} ${time}`;
  const guess = isFirstGuess(wait, stateAt(trace, event));
  const lines = [tag(life) + name, waitReason(timer, wait, from, due, guess, say)]
    .filter((text, i) => text !== "" && (i === 0 || lengthOf(text) <= most))
    .flatMap((text) => fold(text, most))
    .map((text, i) => ({ text, quiet: i > 0 || again || laneOf(timer) > 0 }));
  const middle = (top + bottom) / 2;
  return [{ host, kind: "timer", event, anchor: middle, top: middle - (lines.length * LINE) / 2, lines, title: null }];
}

/** Where a line is broken, best first: at a space or between Chinese letters, but a number keeps its unit and a result its sign; after a bracket; in a name. */
const BREAKS = [/(?<= )(?<!= )(?![mµ]?s$)|(?<=[，\u4e00-\u9fff])(?=[\u4e00-\u9fff])/u, /(?<=\()(?!\))/, /(?<=_)/];
/** On a phone, a call that is longer by so little is set closer instead. */
const CLOSER = 2;

/**
 * Breaks what is too long for the margin.
 *
 * @param {string} text
 * @param {number} most
 * @param {number} [closer]
 * @returns {string[]}
 */
export function fold(text, most, closer = 0) {
  const parts = BREAKS.reduce((whole, at) => whole.flatMap((part) => (lengthOf(part.trimEnd()) > most + closer ? part.split(at) : [part])), [text]);
  /** @type {string[]} */
  const lines = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && lengthOf((last + part).trimEnd()) <= most) lines[lines.length - 1] = last + part;
    else if (part !== "") lines.push(part);
  }
  return lines.map((line) => line.trimEnd());
}

/** Chinese takes two places a letter, and so does a number in a circle. @param {string} text */
export function lengthOf(text) {
  return [...text].reduce((sum, letter) => sum + (letter > "\u2e80" || /[①-⑳]/.test(letter) ? 2 : 1), 0);
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
const ORDER = { time: 0, icmp: 1, call: 2, return: 3, signal: 4, sysctl: 5, born: 6, gone: 7, state: 8, timer: 9 };

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

/** What goes first where not all has room. The table has it all. @type {readonly Label["kind"][]} */
const WEIGHT = ["time", "gone", "call", "signal", "state", "icmp", "sysctl", "return", "born", "timer"];
/** How far words may be from their moment. */
const NEAR = [0, LINE, 2 * LINE];

/**
 * Leaves out what has no room near its moment.
 *
 * @param {readonly Label[]} labels
 */
function thin(labels) {
  /** @type {Label[]} */
  const kept = [];
  for (const label of [...labels].sort((x, y) => WEIGHT.indexOf(x.kind) - WEIGHT.indexOf(y.kind) || x.top - y.top)) {
    const isFree = (/** @type {number} */ top) => kept.every((other) => top >= other.top + other.lines.length * LINE + 1 || top + label.lines.length * LINE + 1 <= other.top);
    const down = NEAR.find((far) => isFree(label.top + far));
    if (down !== undefined) kept.push({ ...label, top: label.top + down });
  }
  return kept;
}
