// A timer's sum: what it says is what the timer ran.

import assert from "node:assert/strict";
import { test } from "node:test";
import { loadSpeech } from "../src/strings/index.js";
import { loadTeller } from "../src/words/events/teller.js";
import { waitLength, waitReason } from "../src/words/waits.js";

/** @import { Timer, Wait } from "../src/engine.js" */

const { say } = await loadSpeech("en", { explains: true });
const tell = await loadTeller("en");

/** @param {Timer} timer @param {Wait} wait @param {number} ms how long it runs @param {boolean} [guess] */
function said(timer, wait, ms, guess = false) {
  const [at, due] = [1_000_000, 1_000_000 + ms * 1000];
  return { length: waitLength(wait, at, due, due) / 1000, reason: waitReason(timer, wait, at, due, guess, say), sum: tell.sums(timer, wait, at, due, due, guess)[0] };
}

/** @param {number} ms @param {number} backoff @returns {Wait} */
const rto = (ms, backoff) => ({ kind: "rto", base: ms * 1000, backoff, capped: false });

test("a whole RTO is its base, doubled", () => {
  assert.deepEqual(said("retransmit", rto(220, 2), 880), { length: 880, reason: "= 220 ms × 2²", sum: "RTO = 220 ms × 2² = 880 ms" });
});

test("an RTO that is counted from the sending has less left", () => {
  assert.deepEqual(said("retransmit", rto(260, 0), 200), { length: 200, reason: "left of 260 ms", sum: "RTO = 260 ms from when it was sent: 200 ms left" });
  assert.deepEqual(said("retransmit", rto(1000, 0), 6, true), { length: 6, reason: "at once", sum: "at once, not after an RTO: 6 ms" });
});

test("what backs off for a closed window does not double the RTO", () => {
  assert.deepEqual(said("retransmit", rto(276, 1), 274), { length: 276, reason: "round trip + variance", sum: "RTO = 276 ms: the smoothed round trip and its variance" });
});

test("a probe waits for tcp_rto_min where one segment is out, and 2 ms where there are more", () => {
  /** @type {Wait} */
  const wait = { kind: "loss-probe", srtt: 200_000, rto: 700_000 };
  assert.equal(said("loss-probe", wait, 600).reason, "= 2·SRTT + tcp_rto_min");
  assert.equal(said("loss-probe", wait, 404).reason, "= 2·SRTT + 2 ms");
  assert.equal(said("loss-probe", wait, 700).reason, "as the RTO is sooner");
});

test("a FIN timeout is whole, or what exceeds 60 s, or 3.5 RTO", () => {
  const waits = (/** @type {number} */ seconds, /** @type {number} */ ms) => said("keepalive", { kind: "fin-timeout", seconds }, ms).sum;
  assert.equal(waits(60, 60_000), "tcp_fin_timeout leaves 60 s");
  assert.equal(waits(65, 4_998), "2 × (65 − 60) s, in two parts: this one 5 s");
  assert.equal(waits(0, 782), "3.5 × RTO at least: 782 ms");
});
