// Moments of a run by name, and what a caption says of them. Numbers in captions come from here, so that
// none can be older than the engine.
//
//     start, end            before everything, and after
//     b:3, b:3 lands        a segment is sent, arrives
//     b LAST_ACK            a host's socket enters a state
//     b close, b write 2    its application calls
//     b fires time-wait     a timer of its runs out
//     b gone                its socket is no more
//     500 ms                a time

import { clock, duration } from "../format.js";

/**
 * @import { Host, Trace, TraceEvent } from "../engine.js"
 * @import { Run } from "../run.js"
 * @import { Language } from "../strings/index.js"
 */

/** @typedef {{ trace: Trace, run: Run }} Played */
/** @typedef {{ at: number, event: number | null }} Moment */

/**
 * @param {string} name
 * @param {Played} played
 * @returns {Moment}
 */
export function momentNamed(name, { trace, run }) {
  if (name === "start") return { at: 0, event: null };
  if (name === "end") return { at: run.endedAt, event: null };
  const time = /^(\d+) ms$/.exec(name)?.[1];
  if (time) return { at: Number(time) * 1000, event: null };
  const event = trace.events.find(eventNamed(name, trace));
  if (!event) throw new Error(`no moment of this run is called ${name}`);
  return { at: event.at, event: event.id };
}

/**
 * @param {string} name
 * @param {Trace} trace
 * @returns {(event: TraceEvent) => boolean}
 */
function eventNamed(name, trace) {
  const [first = "", verb = "", object = ""] = name.split(" ");
  const record = trace.segments.find((segment) => segment.name === first);
  if (record && verb === "lands") return ({ what }) => what.kind === "arrived" && what.segment === record.id;
  if (record) return ({ id }) => id === record.event;
  const host = /** @type {Host} */ (first);
  if (verb === "gone") {
    const { goneAt } = trace.summary[host];
    const died = trace.events.some((event) => event.host === host && event.at === goneAt && event.what.kind === "entered");
    return (event) => event.host === host && event.at === goneAt && (died ? event.what.kind === "entered" : event.what.kind === "freed");
  }
  if (verb === "fires") return (event) => event.host === host && event.what.kind === "fired" && event.what.timer === object;
  if (verb === "gets") return (event) => event.host === host && event.what.kind === "woke" && event.what.signal === object;
  if (/^[A-Z]/.test(verb)) return (event) => event.host === host && event.what.kind === "entered" && event.what.to === verb;
  let left = Number(object || 1);
  return (event) => event.host === host && event.what.kind === "called" && event.what.call.name === verb && (left -= 1) === 0;
}

const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/**
 * Fills in what stands in braces:
 *
 *     {b.retransmissions}   how many, also fins and probes; {1/b.fins} is of the first step's run
 *     {@b:3}                when that was
 *     {b:2..b gone}         how long it took
 *     {minutes b:2..b gone} the same in whole minutes
 *     {guess}               what the visitor guessed
 *
 * @param {string} text
 * @param {readonly Played[]} runs of each step up to this one
 * @param {Language} language
 * @param {string} guess
 */
export function filledIn(text, runs, language, guess) {
  const filled = text.replace(/\{(?:(\d)\/)?([@a-z][^}]*)\}/g, (_, step, what) => {
    if (what === "guess") return guess;
    const played = step === undefined ? runs.at(-1) : runs[Number(step) - 1];
    if (!played) throw new Error(`no step ${step} was played`);
    return valueOf(what, played, language);
  });
  // A caption may begin with a number in words.
  return text.startsWith("{") ? filled.charAt(0).toUpperCase() + filled.slice(1) : filled;
}

/**
 * @param {string} what
 * @param {Played} played
 * @param {Language} language
 */
function valueOf(what, played, language) {
  const at = (/** @type {string} */ name) => momentNamed(name, played).at;
  const number = (/** @type {number} */ n) => (language === "en" ? (WORDS[n] ?? String(n)) : String(n));
  const count = /^([ab])\.(fins|retransmissions|probes)$/.exec(what);
  if (count) return number(played.trace.summary[/** @type {Host} */ (count[1])][/** @type {"fins" | "retransmissions" | "probes"} */ (count[2])]);
  if (what.startsWith("@")) return clock(at(what.slice(1)));
  const [, minutes, from = "", to = ""] = /^(minutes )?(.+)\.\.(.+)$/.exec(what) ?? [];
  const length = at(to) - at(from);
  return minutes ? number(Math.round(length / 60e6)) : duration(length);
}
