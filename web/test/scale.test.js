import assert from "node:assert/strict";
import { test } from "node:test";
import { createScale } from "../src/scale.js";

const MS = 1_000;
const S = 1_000_000;

/** A run as the engine gives it: bursts of a few milliseconds, and gaps that double. */
const BACKOFF = {
  delay: 10 * MS,
  endedAt: 118.784 * S,
  moments: [0, 10, 12, 22, 60, 70, 284, 294, 508, 518, 960, 970, 1856, 1866, 3648, 3658, 57_344, 57_354, 114_688].map((ms) => ms * MS),
};

/** @type {{ what: string, run: Parameters<typeof createScale>[0] }[]} */
const RUNS = [
  { what: "backoff over two minutes", run: BACKOFF },
  { what: "a run without an end", run: { delay: 0, endedAt: 0, moments: [] } },
  { what: "a LAN", run: { delay: 100, endedAt: 61 * S, moments: [0, 100, 200, 300, 50_000] } },
  { what: "a link to the moon", run: { delay: 1.3 * S, endedAt: 80 * S, moments: [0, 1.3 * S, 2.6 * S, 4 * S, 5.3 * S] } },
  { what: "moments out of order, doubled and after the end", run: { delay: 10 * MS, endedAt: 1 * S, moments: [900 * MS, 0, 10 * MS, 10 * MS, 2 * S] } },
];

for (const { what, run } of RUNS) {
  test(`${what}: the map never runs back and can be inverted to the microsecond`, () => {
    const scale = createScale(run);
    const end = Math.max(run.endedAt, 1);
    let before = -Infinity;
    for (let i = 0; i <= 4000; i += 1) {
      const time = (end * i) / 4000;
      const y = scale.toY(time);
      assert.ok(y > before, `at ${time}`);
      assert.ok(Math.abs(scale.toTime(y) - time) < 1, `at ${time}`);
      before = y;
    }
    assert.equal(scale.toY(0), scale.start);
    assert.equal(scale.toY(end), scale.end);
    assert.ok(scale.height > scale.end);
  });
}

test("what is outside the run is drawn at its edges", () => {
  const scale = createScale(BACKOFF);
  assert.equal(scale.toY(-1), scale.start);
  assert.equal(scale.toY(BACKOFF.endedAt + 1), scale.end);
  assert.equal(scale.toTime(0), 0);
  assert.equal(scale.toTime(scale.height), BACKOFF.endedAt);
});

test("a burst is linear and one way is 40 px tall", () => {
  const scale = createScale(BACKOFF);
  const tall = (/** @type {number} */ from, /** @type {number} */ to) => scale.toY(to * MS) - scale.toY(from * MS);
  assert.equal(tall(0, 10), 40);
  assert.ok(Math.abs(tall(12, 22) - 40) < 1e-9);
  assert.ok(Math.abs(tall(284, 294) - 40) < 1e-9);
});

test("an idle gap is torn where nothing happens, and takes 24 + 18·log2(gap / 10 ms) px", () => {
  const { gaps } = createScale(BACKOFF);
  assert.deepEqual(
    gaps.map(({ from, to }) => [from / MS, to / MS]),
    [[22, 60], [70, 284], [294, 508], [518, 960], [970, 1856], [1866, 3648], [3658, 57_344], [57_354, 114_688], [114_688, 118_784]],
  );
  for (const { from, to, top, bottom } of gaps) {
    assert.ok(Math.abs(bottom - top - (24 + 18 * Math.log2((to - from) / (10 * MS)))) < 1e-9);
  }
});

test("a flight is never torn", () => {
  for (const delay of [1, 100, 10 * MS, 500 * MS, 30 * S]) {
    assert.deepEqual(createScale({ delay, endedAt: delay * 2, moments: [0, delay] }).gaps, []);
  }
});

test("a line between two times bends only at the edges of gaps", () => {
  const scale = createScale(BACKOFF);
  assert.deepEqual(scale.bends(0, 22 * MS), []);
  assert.deepEqual(scale.bends(12 * MS, 70 * MS), [22 * MS, 60 * MS]);
});
