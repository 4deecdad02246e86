// Events in words. One place, so that the caption, the explanation, the table and a screen reader say the
// same.

import { duration, flags } from "../../format.js";
import { unreachable } from "../../unreachable.js";
import { callName, callText, icmpName } from "../../words.js";
import { payload, peerOf } from "../segments.js";
import { waitLength } from "../waits.js";
import { timerName } from "./sums.js";

/**
 * @import { Trace, TraceEvent } from "../../engine.js"
 * @import { Tell, Telling } from "./teller.js"
 */

/**
 * What happens in an event, without its host.
 *
 * @param {TraceEvent} event
 * @param {Telling} run
 * @param {Tell} tell
 * @returns {string}
 */
export function describe({ at, host, socket, cause, what }, { trace, stateNames: states, say }, tell) {
  const recordOf = (/** @type {number} */ id) => trace.segments[id];
  const flagsOf = (/** @type {number} */ id) => {
    const segment = recordOf(id)?.segment;
    return segment ? flags(segment.flags) + payload(segment) : "";
  };
  const peer = say(`host.${peerOf(host)}`);
  switch (what.kind) {
    case "called":
      if (/^E/.test(what.result)) return tell("event.called.failed", { call: callName(what.call, say), result: what.result });
      return callText(what, say);
    case "returned":
      return tell("event.returned", { call: callName(what.call, say), result: what.result });
    case "sysctl-changed":
      return tell("event.sysctl-changed", { key: what.key, from: what.from, to: what.to });
    case "sysctl-refused":
      return tell("event.sysctl-refused", { key: what.key, value: what.value, errno: what.errno });
    case "injected":
      return tell("event.injected", { flags: flagsOf(what.segment), peer });
    case "born": {
      const record = trace.sockets.find(({ id }) => id === socket);
      const ports = record ? `:${record.sport} → :${record.dport}` : "";
      return tell("event.born", { ports, state: states.get(what.state) ?? what.state });
    }
    case "sent":
      return tell(`event.sent.${what.how.kind}`, { flags: flagsOf(what.segment), nth: what.how.kind === "retransmission" ? what.how.nth : "" });
    case "lost":
      return tell(what.by === "router" ? "event.lost.router" : "event.lost", { flags: flagsOf(what.segment) });
    case "icmp-arrived":
      return tell("event.icmp-arrived", { icmp: `ICMP ${what.icmpType}/${what.code}`, means: icmpName(what.icmpType, what.code, say), flags: flagsOf(what.segment) });
    case "arrived":
      if (recordOf(what.segment)?.how.kind === "forged") return tell("event.arrived.forged", { flags: flagsOf(what.segment) });
      return tell("event.arrived", { flags: flagsOf(what.segment), peer });
    case "ignored":
      return tell(cause !== null && trace.events[cause]?.what.kind === "called" ? "event.ignored.call" : "event.ignored");
    case "entered":
      return tell("event.entered", { from: states.get(what.from) ?? what.from, to: states.get(what.to) ?? what.to });
    case "armed":
      return tell("event.armed", { timer: timerName(what.timer, what.wait, tell), time: duration(waitLength(what.wait, at, what.due, what.fires)) });
    case "disarmed":
      return tell("event.disarmed", { timer: timerName(what.timer, undefined, tell) });
    case "fired":
      return tell("event.fired", { timer: timerName(what.timer, waitOf(trace, cause), tell) });
    case "woke":
      return what.signal === "EOF" || what.signal === "DATA" || what.signal === "CONNECTED" ? tell(`event.woke.${what.signal}`) : tell("event.woke.error", { errno: what.signal });
    case "orphaned":
      return tell("event.orphaned");
    case "parked":
      return tell("event.parked");
    case "freed":
      return tell("event.freed");
    case "counted":
      return tell("event.counted", { counter: what.counter });
    default:
      return unreachable(what);
  }
}

/** @param {Trace} trace @param {number | null} cause */
function waitOf({ events }, cause) {
  const what = cause === null ? undefined : events[cause]?.what;
  return what?.kind === "armed" ? what.wait : undefined;
}
