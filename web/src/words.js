// Events in words. One place, so that the drawing, the caption, the table and a screen reader say the same.

import { clock, duration, flags } from "./format.js";
import { unreachable } from "./unreachable.js";
import { payload, peerOf } from "./words/segments.js";
import { timerName, waitLength } from "./words/waits.js";

/**
 * @import { Call, Trace, TraceEvent } from "./engine.js"
 * @import { Life } from "./run.js"
 * @import { Key, Say } from "./strings/index.js"
 */

/** @typedef {ReadonlyMap<string, string>} StateNames from the kernel's spelling to the RFC's */

/** What a read() takes at most where a script doesn't say. */
const MOST_BYTES = 1 << 20;

/**
 * A call as a programmer writes it, or what befell the host in its place.
 *
 * @param {Call} call
 * @param {Say} say
 */
export function callName(call, say) {
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

/** @param {Trace} trace @param {number | null} cause */
function waitOf({ events }, cause) {
  const what = cause === null ? undefined : events[cause]?.what;
  return what?.kind === "armed" ? what.wait : undefined;
}
