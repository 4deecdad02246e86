import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { loadEngine } from "../src/engine.js";
import { readRun } from "../src/run.js";
import { createScale, learnMode, MODES } from "../src/scale.js";
import { SCENARIOS } from "../src/scenarios/index.js";
import { fetchPreset } from "../src/preset.js";

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

// The other maps, and zoom, over every preset.

/** @type {import("../src/engine.js").Engine} */
let engine;
/** @type {Awaited<ReturnType<typeof fetchPreset>>[]} */
let scenarios;

before(async () => {
  engine = await loadEngine(await readFile(new URL("../pkg/lastack_bg.wasm", import.meta.url)));
  await Promise.all(MODES.map(learnMode));
  scenarios = await Promise.all(Object.keys(SCENARIOS).map((name) => fetchPreset(name)));
});

/** Every preset's run, and those above. */
function runs() {
  const presets = scenarios.map(({ name, scenario: text }) => {
    const simulation = new engine.Simulation(text);
    const scenario = simulation.scenario();
    const run = readRun(simulation.trace(), scenario.delay_ms * MS, scenario.run_ms * MS);
    simulation.free();
    return { what: name, run };
  });
  return [...presets, ...RUNS];
}

for (const mode of MODES) {
  for (const zoom of [0.01, 0.6, 1, 3.7, 1e6]) {
    test(`${mode}, ${zoom}×: on every run the map never runs back, and can be inverted`, () => {
      for (const { what, run } of runs()) {
        const scale = createScale(run, { mode, zoom });
        const end = Math.max(run.endedAt, 1);
        const times = [...run.moments, ...Array.from({ length: 500 }, (_, i) => (end * i) / 499)].filter((time) => time >= 0 && time <= end).sort((a, b) => a - b);
        let before = { time: -1, y: -Infinity };
        for (const time of times) {
          const y = scale.toY(time);
          assert.ok(time === before.time || y > before.y, `${what}: ${before.time} → ${before.y}, ${time} → ${y}`);
          assert.ok(Math.abs(scale.toTime(y) - time) < 1, `${what}: ${time} comes back as ${scale.toTime(y)}`);
          before = { time, y };
        }
        assert.deepEqual([scale.toY(0), scale.toTime(scale.start)], [scale.start, 0], what);
        assert.deepEqual([scale.toY(end), scale.toY(2 * end), scale.toTime(scale.height)], [scale.end, scale.end, end], what);
        assert.deepEqual(scale.ticks, [...new Set(scale.ticks)].sort((a, b) => a - b), what);
        assert.ok(scale.ticks.length < 2000 && scale.ticks.every((time) => time >= 0 && time <= end), what);
        assert.ok(scale.height > scale.end && scale.height < 300_000, `${what} is ${scale.height} px tall`);
      }
    });
  }
}

test("a map's zoom is what it could have of what was asked, and asking for that again changes nothing", () => {
  for (const mode of MODES) {
    for (const { what, run } of runs()) {
      assert.equal(createScale(run, { mode, zoom: 1 }).zoom, 1, what);
      for (const zoom of [0, 0.5, 2, Infinity]) {
        const scale = createScale(run, { mode, zoom });
        assert.ok(Number.isFinite(scale.zoom) && scale.zoom > 0, what);
        assert.deepEqual([createScale(run, scale).zoom, createScale(run, scale).height], [scale.zoom, scale.height], what);
      }
    }
  }
});

test("linear: as long is as tall, everywhere, and nothing is torn", () => {
  const { toY, gaps } = createScale(BACKOFF, { mode: "linear", zoom: 2 });
  const second = toY(1 * S) - toY(0);
  for (const time of [3, 20, 99.5]) assert.ok(Math.abs(toY((time + 1) * S) - toY(time * S) - second) < 1e-6);
  assert.deepEqual(gaps, []);
});

test("log: twice as late is as much further down each time, once a flight is short against it", () => {
  const { toY } = createScale(BACKOFF, { mode: "log", zoom: 1 });
  const steps = [1, 2, 4, 8, 16, 32].map((time) => toY(2 * time * S) - toY(time * S));
  for (const step of steps) assert.ok(Math.abs(step - 280 * Math.log10(2)) < 0.7, String(steps));
});

test("log: a line across follows the curve to half a pixel", () => {
  const { toY, bends } = createScale(BACKOFF, { mode: "log", zoom: 4 });
  const points = [0, ...bends(0, 10 * MS), 10 * MS];
  assert.ok(points.length > 8);
  for (const [i, to] of points.entries()) {
    const from = points[i - 1];
    if (from === undefined) continue;
    const middle = (toY(from) + toY(to)) / 2;
    assert.ok(Math.abs(toY((from + to) / 2) - middle) < 0.5);
  }
});
