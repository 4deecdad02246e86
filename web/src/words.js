// Events, timers and segments in words. One place, so that the drawing, the caption, the table and a
// screen reader say the same.

import { clock, duration, flags, superscript } from "./format.js";
import { unreachable } from "./unreachable.js";

/**
 * @import { Call, Host, SegmentRecord, State, Timer, Trace, TraceEvent, Wait } from "./engine.js"
 * @import { Flight, Life } from "./run.js"
 * @import { Key, Say } from "./strings/index.js"
 */

/** @typedef {ReadonlyMap<string, string>} StateNames from the kernel's spelling to the RFC's */

/** How far a timer's length may be from what asked for it: a tick of the slowest kernel. */
const TICK = 10_000;

/** What a read() takes at most where a script doesn't say. */
const MOST_BYTES = 1 << 20;
/** The RTO before any round trip has been measured (RFC 6298 §2.1). */
const FIRST_RTO = 1_000_000;

/**
 * A call as a programmer writes it, or what befell the host in its place.
 *
 * @param {Call} call
 * @param {Say} say
 */
function callName(call, say) {
  switch (call.name) {
    case "close":
      return "close()";
    case "shutdown_wr":
      return "shutdown(SHUT_WR)";
    case "shutdown_rd":
      return "shutdown(SHUT_RD)";
    case "shutdown_rdwr":
      return "shutdown(SHUT_RDWR)";
    case "read":
      return call.bytes === MOST_BYTES ? "read()" : `read(${call.bytes})`;
    case "write":
      return `write(${call.bytes})`;
    case "linger":
      return `setsockopt(SO_LINGER, {1, ${call.seconds}})`;
    case "setsockopt":
      return `setsockopt(${call.opt}, ${call.value})`;
    case "connect":
      return `connect(:${call.to})`;
    case "listen":
      return `listen(:${call.port})`;
    case "exit":
      return "exit()";
    case "unlisten":
    case "vanish":
    case "reboot":
      return say(`call.${call.name}`);
    default:
      return unreachable(call);
  }
}

/**
 * "write(500) = 500": a call and what it returned, as strace has it. That it just went well is not said,
 * save of a read(), whose 0 is the end of file, and of a call that blocked.
 *
 * @param {{ kind: "called" | "returned", call: Call, result: string }} what
 * @param {Say} say
 */
export function callText({ kind, call, result }, say) {
  const name = callName(call, say);
  if (result === "blocks") return say("call.blocks", { call: name });
  return result === "0" && call.name !== "read" && kind === "called" ? name : `${name} = ${errnoOf(result)}`;
}

/** @param {string} result */
function errnoOf(result) {
  return result === "in progress" ? "EINPROGRESS" : result;
}

/**
 * What an application gets, in a word.
 *
 * @param {string} signal
 * @param {Say} say
 */
export function signalText(signal, say) {
  return signal === "DATA" || signal === "CONNECTED" ? say(`signal.${signal}`) : signal;
}

/** @type {Record<string, Key>} by the type, or by type and code */
const ICMP = {
  3: "icmp.host",
  "3/0": "icmp.net",
  "3/6": "icmp.net",
  "3/9": "icmp.net",
  "3/11": "icmp.net",
  "3/2": "icmp.protocol",
  "3/3": "icmp.port",
  "3/4": "icmp.fragmentation",
  "3/5": "icmp.route",
  "3/13": "icmp.prohibited",
  11: "icmp.time",
  12: "icmp.parameter",
};

/**
 * What a router says.
 *
 * @param {number} type
 * @param {number} code
 * @param {Say} say
 */
export function icmpName(type, code, say) {
  return say(ICMP[`${type}/${code}`] ?? ICMP[type] ?? "icmp.other");
}

/**
 * What tells a host's second connection from its first, and nothing where it is the first.
 *
 * @param {Life | null | undefined} life
 */
export function tag(life) {
  if (!life || life.nth === 1) return "";
  return life.nth <= 20 ? `${String.fromCodePoint(0x245f + life.nth)} ` : `#${life.nth} `;
}

/**
 * What happens in an event, without its host.
 *
 * @param {TraceEvent} event
 * @param {Trace} trace
 * @param {StateNames} states
 * @param {Say} say
 * @returns {string}
 */
export function describe({ at, host, socket, cause, what }, trace, states, say) {
  const recordOf = (/** @type {number} */ id) => trace.segments[id];
  const flagsOf = (/** @type {number} */ id) => {
    const segment = recordOf(id)?.segment;
    return segment ? flags(segment.flags) + payload(segment) : "";
  };
  const peer = say(`host.${peerOf(host)}`);
  switch (what.kind) {
    case "called":
      if (/^E/.test(what.result)) return say("event.called.failed", { call: callName(what.call, say), result: what.result });
      return callText(what, say);
    case "returned":
      return say("event.returned", { call: callName(what.call, say), result: what.result });
    case "sysctl-changed":
      return say("event.sysctl-changed", { key: what.key, from: what.from, to: what.to });
    case "sysctl-refused":
      return say("event.sysctl-refused", { key: what.key, value: what.value, errno: what.errno });
    case "injected":
      return say("event.injected", { flags: flagsOf(what.segment), peer });
    case "born": {
      const record = trace.sockets.find(({ id }) => id === socket);
      const ports = record ? `:${record.sport} → :${record.dport}` : "";
      return say("event.born", { ports, state: states.get(what.state) ?? what.state });
    }
    case "sent":
      return say(`event.sent.${what.how.kind}`, { flags: flagsOf(what.segment), nth: what.how.kind === "retransmission" ? what.how.nth : "" });
    case "lost":
      return say(what.by === "router" ? "event.lost.router" : "event.lost", { flags: flagsOf(what.segment) });
    case "icmp-arrived":
      return say("event.icmp-arrived", { icmp: `ICMP ${what.icmpType}/${what.code}`, means: icmpName(what.icmpType, what.code, say), flags: flagsOf(what.segment) });
    case "arrived":
      if (recordOf(what.segment)?.how.kind === "forged") return say("event.arrived.forged", { flags: flagsOf(what.segment) });
      return say("event.arrived", { flags: flagsOf(what.segment), peer });
    case "ignored":
      return say(cause !== null && trace.events[cause]?.what.kind === "called" ? "event.ignored.call" : "event.ignored");
    case "entered":
      return say("event.entered", { from: states.get(what.from) ?? what.from, to: states.get(what.to) ?? what.to });
    case "armed":
      return say("event.armed", { timer: timerName(what.timer, what.wait, say), time: duration(waitLength(what.wait, at, what.due, what.fires)) });
    case "disarmed":
      return say("event.disarmed", { timer: timerName(what.timer, undefined, say) });
    case "fired":
      return say("event.fired", { timer: timerName(what.timer, waitOf(trace, cause), say) });
    case "woke":
      return what.signal === "EOF" || what.signal === "DATA" || what.signal === "CONNECTED" ? say(`event.woke.${what.signal}`) : say("event.woke.error", { errno: what.signal });
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
 * The timer of a mini-socket is TIME-WAIT's, but in FIN-WAIT-2 that is not what it times; nor does the
 * keepalive timer keep anything alive where it bounds FIN-WAIT-2.
 *
 * @param {Timer} timer
 * @param {Wait | undefined} wait
 * @param {Say} say
 */
export function timerName(timer, wait, say) {
  return say(wait?.kind === "fin-timeout" ? "timer.fin-wait-2" : `timer.${timer}`);
}

/**
 * What a timer waits for, in as few words as fit beside its bar.
 *
 * @param {Timer} timer
 * @param {Wait} wait
 * @param {Say} say
 */
export function waitName(timer, wait, say) {
  return say(timer === "persist" ? "wait.persist" : `wait.${wait.kind}`);
}

/**
 * Whether a timeout is the one to begin with, for no round trip has been measured yet.
 *
 * @param {Wait} wait
 * @param {State | null} state of the socket that armed it
 */
export function isFirstGuess(wait, state) {
  return wait.kind === "rto" && wait.base === FIRST_RTO && (state === "SYN_SENT" || state === "SYN_RECV");
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
    case "reorder":
      return wait.window;
    case "delayed-ack":
    case "compressed-ack":
      return fires - at;
    case "fin-timeout":
    case "linger":
      return wait.seconds * 1e6;
    case "keepalive":
      // What was heard meanwhile counts: only the rest of it may be left.
      return Math.abs(due - at - wait.seconds * 1e6) <= TICK ? wait.seconds * 1e6 : due - at;
    case "time-wait":
      return 60e6;
    default:
      return unreachable(wait);
  }
}

/**
 * Where a timer's length comes from, in as few words as fit beside its bar; "" where it is a constant.
 *
 * @param {Timer} timer
 * @param {Wait} wait
 * @param {number} at
 * @param {number} due
 * @param {boolean} guess no round trip has been measured yet
 * @param {Say} say
 * @returns {string}
 */
export function waitReason(timer, wait, at, due, guess, say) {
  switch (wait.kind) {
    case "rto":
      if (wait.capped) return say("wait.rto.capped");
      if (wait.backoff === 0 && timer === "persist") return "";
      return wait.backoff === 0 ? say(guess ? "wait.rto.guess" : "wait.rto.first") : `= ${power(wait.base, wait.backoff)}`;
    case "loss-probe":
      return say(probeIsRto(wait.rto, at, due) ? "wait.loss-probe.rto" : "wait.loss-probe.srtt");
    case "reorder":
      return say("wait.reorder.quarter");
    case "delayed-ack":
    case "compressed-ack":
    case "fin-timeout":
    case "keepalive":
    case "linger":
    case "time-wait":
      return "";
    default:
      return unreachable(wait);
  }
}

/**
 * The arithmetic of a timer, line by line.
 *
 * @param {Timer} timer
 * @param {Wait} wait
 * @param {number} at
 * @param {number} due
 * @param {number} fires
 * @param {boolean} guess no round trip has been measured yet
 * @param {Say} say
 * @returns {string[]}
 */
export function waitSums(timer, wait, at, due, fires, guess, say) {
  const time = duration(waitLength(wait, at, due, fires));
  const late = fires - due;
  const wheel = late === 0 ? say("sum.ideal", { fires: clock(fires) }) : say("sum.wheel", { due: clock(Math.max(due, at)), fires: clock(fires), late: duration(fires - Math.max(due, at)) });
  return [sum(), wheel];

  function sum() {
    switch (wait.kind) {
      case "rto":
        if (wait.capped) return say("sum.rto.capped", { product: power(wait.base, wait.backoff), time });
        if (wait.backoff === 0) return say(guess ? "sum.rto.guess" : timer === "persist" ? "sum.persist" : "sum.rto.first", { base: duration(wait.base) });
        return say("sum.rto", { product: power(wait.base, wait.backoff), time });
      case "loss-probe":
        return say("sum.loss-probe", { srtt: duration(wait.srtt), rto: duration(wait.rto), time });
      case "reorder":
        return say("sum.reorder", { time });
      case "delayed-ack":
        return say("sum.delayed-ack", { time });
      case "compressed-ack":
        return say("sum.compressed-ack", { time });
      case "keepalive":
        return say("sum.keepalive", { seconds: wait.seconds, time });
      case "linger":
        return say("sum.linger", { seconds: wait.seconds });
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
 * "seq 1 ack 2 len 500", as tcpdump has it, with what is not always there.
 *
 * @param {SegmentRecord} record
 */
export function numbers({ segment, relative }) {
  const parts = [`seq ${signed(relative.seq)}`];
  if (segment.flags.includes("A")) parts.push(`ack ${signed(relative.ack)}`);
  if (segment.len > 0) parts.push(`len ${segment.len}`);
  if (closesWindow(segment)) parts.push("win 0");
  if (relative.sack.length > 0) parts.push(`sack ${relative.sack.map(([from, to]) => `${signed(from)}–${signed(to)}`).join(" ")}`);
  return parts.join(" ");
}

/** What a SYN says of its sender. @param {SegmentRecord["segment"]} segment */
export function options({ win, syn }) {
  return syn ? `win ${win} mss ${syn.mss} wscale ${syn.wscale}${syn.sack_ok ? " sackOK" : ""}` : `win ${win}`;
}

/** Whether its sender takes no more. @param {{ flags: string, win: number }} segment */
function closesWindow({ flags: letters, win }) {
  return win === 0 && !/[SR]/.test(letters);
}

/** What is said of a segment even where there is little room. @param {SegmentRecord["segment"]} segment */
export function inShort(segment) {
  return payload(segment) + (closesWindow(segment) ? " win 0" : "");
}

/** " len 500" of a segment that carries data. @param {{ len: number }} segment */
export function payload({ len }) {
  return len > 0 ? ` len ${len}` : "";
}

/** A number before the initial one is below 0, not near 2³². @param {number} relative */
function signed(relative) {
  return relative > 0x7fff_ffff ? relative - 0x1_0000_0000 : relative;
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
    seq: signed(relative.seq),
    ack: signed(relative.ack),
    data: payload(segment),
    how: how.kind === "first" || how.kind === "ack" ? "" : say(`segment.how.${how.kind}`, { nth: how.kind === "retransmission" ? how.nth : "" }),
    wave: wave === null ? "" : `; ${say("ladder.wave", { n: wave })}`,
    fate: say(`segment.fate.${record.fate.kind}`),
    action: say(lost ? "segment.press.deliver" : "segment.press.lose"),
  });
}

/**
 * A segment that nobody sent, for whoever does not see the drawing.
 *
 * @param {Flight} flight
 * @param {Say} say
 */
export function forgedLabel({ record }, say) {
  return say("segment.label.forged", { host: say(`host.${peerOf(record.from)}`), flags: flags(record.segment.flags), numbers: numbers(record) });
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
