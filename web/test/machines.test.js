// The machines of the page are those of the engine: every edge has its way, and every walk keeps to them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { boxOf, HEIGHT, PLACES, STATES, WAYS, WIDTH } from "../src/panels/machines/geometry.js";
import { graph } from "../src/panels/machines/graph.js";
import { newestLife, placeOf, stepsOf } from "../src/panels/machines/walk.js";
import { readRun } from "../src/run.js";
import { laws } from "../src/strings/laws.js";
import { rules } from "../src/strings/rules.en.js";
import { engine, PRESETS } from "./boundary/engine.js";
import { CROWD, SCRIPTS } from "./scenarios.js";

/** @type {{ takes: string, scenario: object }[]} runs that take edges which others don't */
const RARE = JSON.parse(await readFile(new URL("../../crate/tests/graph/rare.json", import.meta.url), "utf8"));

/** @param {object} scenario */
function play(scenario) {
  const trace = new engine.Simulation(JSON.stringify(scenario)).trace();
  return { trace, run: readRun(trace, 10_000, 3600e6) };
}

test("every edge of the graph has a way in the drawing, and every way is an edge", () => {
  assert.deepEqual([...new Set(graph.map(([from, to]) => `${from} ${to}`))].sort(), Object.keys(WAYS).sort());
});

test("every state has its place, and the order of the keyboard is all of them", () => {
  assert.deepEqual([...STATES].sort(), Object.keys(PLACES).sort());
  assert.deepEqual(engine.states().map(({ kernel }) => kernel).sort(), Object.keys(PLACES).sort());
});

test("every rule of the graph can be said and cited", () => {
  for (const [, , rule] of graph) assert.ok(rules[rule] && laws[rule], rule);
});

test("a way begins and ends at its states, within the drawing, and crosses no other state", () => {
  for (const [way, corners] of Object.entries(WAYS)) {
    const [from, to] = /** @type {[keyof typeof PLACES, keyof typeof PLACES]} */ (way.split(" "));
    for (const [x, y] of corners) assert.ok(x >= 0 && x <= WIDTH && y >= 0 && y <= HEIGHT, way);
    const touches = (/** @type {keyof typeof PLACES} */ state, /** @type {readonly [number, number]} */ [x, y]) => {
      const box = boxOf(state);
      return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
    };
    const last = corners.at(-1);
    assert.ok(last && touches(to, last), `${way} ends elsewhere`);
    if (from !== "CLOSE") assert.ok(corners[0] && touches(from, corners[0]), `${way} begins elsewhere`);
    for (const [i, [x, y]] of corners.entries()) {
      const next = corners[i + 1];
      if (!next) break;
      for (let share = 0.02; share < 1; share += 0.02) {
        const point = /** @type {const} */ ([x + (next[0] - x) * share, y + (next[1] - y) * share]);
        for (const state of STATES) if (state !== from && state !== to) assert.ok(!touches(state, point), `${way} crosses ${state}`);
      }
    }
  }
});

test("a connection goes along edges of the graph, each step from where the last one led", () => {
  const edges = new Set(graph.map((edge) => edge.join(" ")));
  let steps = 0;
  for (const scenario of [...PRESETS.values(), ...SCRIPTS, ...RARE.map((run) => run.scenario)]) {
    const { trace, run } = play(scenario);
    for (const life of run.lives) {
      let here = null;
      for (const { from, to, rule, by } of stepsOf(trace, run, life)) {
        if (from !== null) assert.ok(edges.has(`${from} ${to} ${rule} ${by}`), `${from} ${to} ${rule} ${by}`);
        if (here !== null) assert.equal(from, here);
        here = to;
        steps += 1;
      }
    }
  }
  assert.ok(steps > 100);
});

test("where a connection is, is what the drawing's bands say", () => {
  const { trace, run } = play(CROWD);
  for (let events = 0; events <= trace.events.length; events += 1) {
    for (const life of run.lives) {
      const { step, gone } = placeOf(trace, life, stepsOf(trace, run, life), events);
      const band = run.bands.findLast((candidate) => candidate.life === life && (candidate.event ?? -1) < events);
      // A band that lasts no time is not drawn.
      if (gone || !band || !step || step.at === trace.events[events]?.at) continue;
      if (trace.events[events - 1]?.at !== step.at) assert.equal(step.to, band.state);
    }
  }
});

test("the newest connection is shown, once it is there", () => {
  const { trace, run } = play(CROWD);
  const born = trace.events.filter(({ host, what }) => host === "a" && what.kind === "born");
  assert.equal(born.length, 2);
  assert.equal(newestLife(run, "a", 0)?.nth, 1);
  for (const [i, { id }] of born.entries()) {
    assert.equal(newestLife(run, "a", id)?.nth, i + 1);
    assert.equal(newestLife(run, "a", id + 1)?.nth, i + 2);
  }
});
