// Events, timers and segments in words. One place, so that the drawing, the caption, the table and a
// screen reader say the same.

import { clock, duration, flags, superscript } from "./format.js";
import { unreachable } from "./unreachable.js";

/**
 * @import { Host, SegmentRecord, Timer, Trace, TraceEvent, Wait } from "./engine.js"
 * @import { Flight } from "./run.js"
 * @import { Say } from "./strings/index.js"
 */

/** @typedef {ReadonlyMap<string, string>} StateNames from the kernel's spelling to the RFC's */

/** How far a timer's length may be from what asked for it: a tick of the slowest kernel. */
const TICK = 10_000;

/** A call as a programmer writes it. */
export const CALLS = { close: "close()", shutdown_wr: "shutdown(SHUT_WR)", vanish: "crash" };

/**
 * What happens in an event, without its host.
 *
 * @param {TraceEvent} event
 * @param {Trace} trace
 * @param {StateNames} states
 * @param {Say} say
 * @returns {string}
 */
export function describe({ at, host, cause, what }, trace, states, say) {
  const flagsOf = (/** @type {number} */ id) => flags(trace.segments[id]?.segment.flags ?? "");
  switch (what.kind) {
    case "called":
      if (what.result === "0") return say("event.called", { call: CALLS[what.call] });
      return say("event.called.failed", { call: CALLS[what.call], result: what.result });
    case "sysctl-changed":
      return say("event.sysctl-changed", { key: what.key, from: what.from, to: what.to });
    case "sysctl-refused":
      return say("event.sysctl-refused", { key: what.key, value: what.value, errno: what.errno });
    case "sent":
      return say(`event.sent.${what.how.kind}`, { flags: flagsOf(what.segment), nth: what.how.kind === "retransmission" ? what.how.nth : "" });
    case "lost":
      return say("event.lost", { flags: flagsOf(what.segment) });
    case "arrived":
      return say("event.arrived", { flags: flagsOf(what.segment), peer: say(`host.${peerOf(host)}`) });
    case "ignored":
      return say("event.ignored");
    case "entered":
      return say("event.entered", { from: states.get(what.from) ?? what.from, to: states.get(what.to) ?? what.to });
    case "armed":
      return say("event.armed", { timer: say(`timer.${nameOf(what.timer, what.wait)}`), time: duration(waitLength(what.wait, at, what.due, what.fires)) });
    case "disarmed":
      return say("event.disarmed", { timer: say(`timer.${what.timer}`) });
    case "fired":
      return say("event.fired", { timer: say(`timer.${nameOf(what.timer, waitOf(trace, cause))}`) });
    case "woke":
      return say(`event.woke.${what.signal}`);
    case "orphaned":
      return say("event.orphaned");
    case "parked":
      return say("event.parked");
    case "freed":
      return say("event.freed");
    case "counted":
      return say("event.counted", { counter: what.counter });
    default:
      return unreachable(what);
  }
}

/**
 * The timer of a mini-socket is TIME-WAIT's, but in FIN-WAIT-2 that is not what it times.
 *
 * @param {Timer} timer
 * @param {Wait | undefined} wait
 * @returns {Timer}
 */
export function nameOf(timer, wait) {
  return wait?.kind === "fin-timeout" ? "keepalive" : timer;
}

/** @param {Trace} trace @param {number | null} cause */
function waitOf({ events }, cause) {
  const what = cause === null ? undefined : events[cause]?.what;
  return what?.kind === "armed" ? what.wait : undefined;
}

/**
 * How long a timer was meant to run, before the wheel rounds it.
 *
 * @param {Wait} wait
 * @param {number} at
 * @param {number} due
 * @param {number} fires
 */
export function waitLength(wait, at, due, fires) {
  switch (wait.kind) {
    case "rto":
      return wait.capped ? due - at : wait.base * 2 ** wait.backoff;
    case "loss-probe":
      return probeIsRto(wait.rto, at, due) ? wait.rto : due - at;
    case "delayed-ack":
      return fires - at;
    case "fin-timeout":
      return wait.seconds * 1e6;
    case "time-wait":
      return 60e6;
    default:
      return unreachable(wait);
  }
}

/**
 * Where a timer's length comes from, in as few words as fit beside its bar; "" where it is a constant.
 *
 * @param {Wait} wait
 * @param {number} at
 * @param {number} due
 * @param {Say} say
 * @returns {string}
 */
export function waitReason(wait, at, due, say) {
  switch (wait.kind) {
    case "rto":
      if (wait.capped) return say("wait.rto.capped");
      return wait.backoff === 0 ? say("wait.rto.first") : `= ${power(wait.base, wait.backoff)}`;
    case "loss-probe":
      return say(probeIsRto(wait.rto, at, due) ? "wait.loss-probe.rto" : "wait.loss-probe.srtt");
    case "delayed-ack":
    case "fin-timeout":
    case "time-wait":
      return "";
    default:
      return unreachable(wait);
  }
}

/**
 * The arithmetic of a timer, line by line.
 *
 * @param {Wait} wait
 * @param {number} at
 * @param {number} due
 * @param {number} fires
 * @param {Say} say
 * @returns {string[]}
 */
export function waitSums(wait, at, due, fires, say) {
  const time = duration(waitLength(wait, at, due, fires));
  const late = fires - due;
  const wheel = late === 0 ? say("sum.ideal", { fires: clock(fires) }) : say("sum.wheel", { due: clock(Math.max(due, at)), fires: clock(fires), late: duration(fires - Math.max(due, at)) });
  return [sum(), wheel];

  function sum() {
    switch (wait.kind) {
      case "rto":
        if (wait.capped) return say("sum.rto.capped", { product: power(wait.base, wait.backoff), time });
        if (wait.backoff === 0) return say("sum.rto.first", { base: duration(wait.base) });
        return say("sum.rto", { product: power(wait.base, wait.backoff), time });
      case "loss-probe":
        return say("sum.loss-probe", { srtt: duration(wait.srtt), rto: duration(wait.rto), time });
      case "delayed-ack":
        return say("sum.delayed-ack", { time });
      case "fin-timeout":
        return say("sum.fin-timeout", { seconds: wait.seconds });
      case "time-wait":
        return say("sum.time-wait");
      default:
        return unreachable(wait);
    }
  }
}

/** @param {number} base @param {number} backoff */
function power(base, backoff) {
  return `${duration(base)} × 2${superscript(backoff)}`;
}

/** @param {number} rto @param {number} at @param {number} due */
function probeIsRto(rto, at, due) {
  return Math.abs(due - at - rto) <= TICK;
}

/**
 * "seq 1 ack 2 win 64", as tcpdump has it, with what is not always there.
 *
 * @param {SegmentRecord} record
 */
export function numbers({ segment, relative }) {
  const parts = [`seq ${relative.seq}`];
  if (segment.flags.includes("A")) parts.push(`ack ${relative.ack}`);
  if (segment.len > 0) parts.push(`len ${segment.len}`);
  if (relative.sack.length > 0) parts.push(`sack ${relative.sack.map(([from, to]) => `${from}–${to}`).join(" ")}`);
  return parts.join(" ");
}

/**
 * A segment and what can be done to it, for whoever does not see the drawing.
 *
 * @param {Flight} flight
 * @param {Say} say
 */
export function segmentLabel({ record, wave }, say) {
  const { from, how, segment, relative } = record;
  const lost = record.fate.kind === "lost";
  return say("segment.label", {
    host: say(`host.${from}`),
    n: nth(record),
    flags: flags(segment.flags),
    seq: relative.seq,
    ack: relative.ack,
    how: how.kind === "first" || how.kind === "ack" ? "" : say(`segment.how.${how.kind}`, { nth: how.kind === "retransmission" ? how.nth : "" }),
    wave: wave === null ? "" : `; ${say("ladder.wave", { n: wave })}`,
    fate: say(`segment.fate.${record.fate.kind}`),
    action: say(lost ? "segment.press.deliver" : "segment.press.lose"),
  });
}

/**
 * "server's segment 2 (FIN,ACK)": enough to know which is meant.
 *
 * @param {SegmentRecord} record
 * @param {Say} say
 */
export function segmentName(record, say) {
  return say("segment.name", { host: say(`host.${record.from}`), n: nth(record), flags: flags(record.segment.flags) });
}

/** @param {{ name: string }} record */
function nth({ name }) {
  return name.split(":")[1] ?? name;
}

/** @param {Host} host @returns {Host} */
function peerOf(host) {
  return host === "a" ? "b" : "a";
}
