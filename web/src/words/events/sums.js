// The arithmetic of a timer: how its length came about, and what the timer wheel made of it.

import { clock, duration } from "../../format.js";
import { unreachable } from "../../unreachable.js";
import { isAlone, isAsSaid, isLeft, power, probeIsRto, rtoOf, waitLength } from "../waits.js";

/**
 * @import { Timer, Wait } from "../../engine.js"
 * @import { Tell } from "./teller.js"
 */

/**
 * The timer of a mini-socket is TIME-WAIT's, but in FIN-WAIT-2 that is not what it times; nor does the
 * keepalive timer keep anything alive where it bounds FIN-WAIT-2.
 *
 * @param {Timer} timer
 * @param {Wait | undefined} wait
 * @param {Tell} tell
 */
export function timerName(timer, wait, tell) {
  return tell(wait?.kind === "fin-timeout" ? "timer.fin-wait-2" : `timer.${timer}`);
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
 * @param {Tell} tell
 * @returns {string[]}
 */
export function waitSums(timer, wait, at, due, fires, guess, tell) {
  const time = duration(waitLength(wait, at, due, fires));
  const late = fires - due;
  const wheel = late === 0 ? tell("sum.ideal", { fires: clock(fires) }) : tell("sum.wheel", { due: clock(Math.max(due, at)), fires: clock(fires), late: duration(fires - Math.max(due, at)) });
  return [sum(), wheel];

  function sum() {
    switch (wait.kind) {
      case "rto":
        if (wait.capped) return tell("sum.rto.capped", { product: power(wait.base, wait.backoff), time });
        if (isLeft(wait, at, due)) return guess ? tell("sum.rto.soon", { time }) : tell("sum.rto.left", { base: duration(rtoOf(wait, at, due)), time });
        if (rtoOf(wait, at, due) === wait.base) return tell(guess ? "sum.rto.guess" : timer === "persist" ? "sum.persist" : "sum.rto.first", { base: duration(wait.base) });
        return tell("sum.rto", { product: power(wait.base, wait.backoff), time });
      case "loss-probe":
        if (probeIsRto(wait.rto, at, due) || isAlone(wait.srtt, at, due)) return tell("sum.loss-probe", { srtt: duration(wait.srtt), rto: duration(wait.rto), time });
        return tell("sum.loss-probe.many", { srtt: duration(wait.srtt), rto: duration(wait.rto), time });
      case "reorder":
        return tell("sum.reorder", { time });
      case "delayed-ack":
        return tell("sum.delayed-ack", { time });
      case "compressed-ack":
        return tell("sum.compressed-ack", { time });
      case "keepalive":
        return isAsSaid(wait.seconds, at, due) ? tell("sum.keepalive", { seconds: wait.seconds, time }) : tell("sum.keepalive.left", { time });
      case "linger":
        return tell("sum.linger", { seconds: wait.seconds });
      case "fin-timeout":
        if (isAsSaid(wait.seconds, at, due)) return tell("sum.fin-timeout", { seconds: wait.seconds });
        return isAsSaid(wait.seconds - 60, at, due) ? tell("sum.fin-timeout.long", { seconds: wait.seconds, time }) : tell("sum.fin-timeout.rto", { time });
      case "time-wait":
        return tell("sum.time-wait");
      default:
        return unreachable(wait);
    }
  }
}
