// How long a timer runs, and why so long, in as few words as fit beside its bar.

import { duration, superscript } from "../format.js";
import { unreachable } from "../unreachable.js";

/**
 * @import { State, Timer, Wait } from "../engine.js"
 * @import { Say } from "../strings/index.js"
 */

/** How far a timer's length may be from what asked for it: a tick of the slowest kernel. */
const TICK = 10_000;
/** The RTO before any round trip has been measured (RFC 6298 §2.1). */
const FIRST_RTO = 1_000_000;

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
      return wait.capped || isLeft(wait, at, due) ? due - at : rtoOf(wait, at, due);
    case "loss-probe":
      return probeIsRto(wait.rto, at, due) ? wait.rto : due - at;
    case "reorder":
      return wait.window;
    case "delayed-ack":
    case "compressed-ack":
      return fires - at;
    case "fin-timeout":
    case "linger":
    case "keepalive":
      // What was heard meanwhile counts, so only the rest may be left; and a FIN timeout comes in parts.
      return isAsSaid(wait.seconds, at, due) ? wait.seconds * 1e6 : due - at;
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
      if (isLeft(wait, at, due)) return guess ? say("wait.rto.soon") : say("wait.rto.left", { time: duration(rtoOf(wait, at, due)) });
      if (wait.backoff === 0 && timer === "persist") return "";
      return rtoOf(wait, at, due) === wait.base ? say(guess ? "wait.rto.guess" : "wait.rto.first") : `= ${power(wait.base, wait.backoff)}`;
    case "loss-probe":
      if (probeIsRto(wait.rto, at, due)) return say("wait.loss-probe.rto");
      return isAlone(wait.srtt, at, due) ? say("wait.loss-probe.srtt") : say("wait.loss-probe.many");
    case "reorder":
      return say("wait.reorder.quarter");
    case "fin-timeout":
      if (isAsSaid(wait.seconds, at, due)) return "";
      return isAsSaid(wait.seconds - 60, at, due) ? `= ${wait.seconds} − 60 s` : "= 3.5 × RTO";
    case "delayed-ack":
    case "compressed-ack":
    case "keepalive":
    case "linger":
    case "time-wait":
      return "";
    default:
      return unreachable(wait);
  }
}

/** @param {number} base @param {number} backoff */
export function power(base, backoff) {
  return `${duration(base)} × 2${superscript(backoff)}`;
}

/** @param {number} rto @param {number} at @param {number} due */
export function probeIsRto(rto, at, due) {
  return Math.abs(due - at - rto) <= TICK;
}

/** @param {number} seconds @param {number} at @param {number} due */
export function isAsSaid(seconds, at, due) {
  return Math.abs(due - at - seconds * 1e6) <= TICK;
}

/**
 * The whole RTO. While a window is closed the backoff is the probes' own, and the RTO is not doubled by it.
 *
 * @param {{ base: number, backoff: number }} wait
 * @param {number} at
 * @param {number} due
 */
export function rtoOf({ base, backoff }, at, due) {
  return Math.abs(due - at - base) <= TICK ? base : base * 2 ** backoff;
}

/**
 * Counted from when the segment was sent, a timer that is armed anew has only the rest of its RTO to run.
 *
 * @param {{ base: number, backoff: number }} wait
 * @param {number} at
 * @param {number} due
 */
export function isLeft(wait, at, due) {
  return rtoOf(wait, at, due) - (due - at) > TICK;
}

/** What a probe waits beyond two round trips: the least RTO where one segment is out, else a moment. @param {number} srtt @param {number} at @param {number} due */
export function isAlone(srtt, at, due) {
  return due - at - 2 * srtt > TICK;
}
