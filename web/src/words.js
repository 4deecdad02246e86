// Calls, signals and errors in words, as they stand beside the drawing.

import { unreachable } from "./unreachable.js";

/**
 * @import { Call } from "./engine.js"
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
