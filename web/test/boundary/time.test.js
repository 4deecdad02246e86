// Time travel: step, stepBack, tick and seek only choose how much of the one run has happened.

import assert from "node:assert/strict";
import { test } from "node:test";
import { engine, numbers, PRESETS, rewind, simulate } from "./engine.js";

/** @typedef {import("./engine.js").Simulation} Simulation */

/** @param {Simulation} simulation every place from before everything to the end */
function walk(simulation) {
  const places = [rewind(simulation)];
  for (let place = places[0]; place?.next !== null; ) places.push((place = simulation.step()));
  return places;
}

test("a new run has not begun", () => {
  const { now, events, next } = simulate("clean-close").progress();
  assert.deepEqual({ now, events, next }, { now: 0, events: 0, next: 0 });
});

test("steps lead to the end, and each is undone by a step back", () => {
  for (const name of PRESETS.keys()) {
    const simulation = simulate(name);
    const { events, endedAt } = simulation.trace();
    const places = walk(simulation);
    assert.deepEqual(places.at(-1), { now: endedAt, events: events.length, next: null }, name);
    for (const [i, { now, events: happened, next }] of places.entries()) {
      const before = places[i - 1];
      assert.ok(happened > (before?.events ?? -1), `${name}: a step does something`);
      assert.ok(now >= (before?.now ?? 0) && (before === undefined || now === before.next), `${name}: a step goes where it was said to`);
      assert.equal(next, events[happened]?.at ?? null, `${name}: what is next is what happens next`);
    }
    for (const place of places.slice(0, -1).reverse()) assert.deepEqual(simulation.stepBack(), place, name);
    assert.deepEqual(simulation.stepBack(), places[0], `${name}: before everything is nothing`);
    assert.equal(simulation.hash(), simulate(name).hash(), name);
  }
});

test("a step at the end stays there", () => {
  const simulation = simulate("clean-close");
  const end = simulation.tick(1e12);
  assert.equal(end.next, null);
  assert.deepEqual(simulation.step(), end);
});

test("tick does everything up to and at that time, and never goes back", () => {
  const simulation = simulate("last-ack-lost");
  const { events } = simulation.trace();
  for (const until of [0, 9_999, 10_000, 60_000, 508_000, 508_001, 30e6]) {
    const { now, events: happened, next } = simulation.tick(until);
    assert.equal(now, until);
    assert.equal(happened, events.filter(({ at }) => at <= until).length, String(until));
    assert.equal(next, events[happened]?.at);
  }
  assert.deepEqual(simulation.tick(5), simulation.progress());
  assert.equal(simulation.progress().now, 30e6);
});

test("to seek is to replay, in whatever order", () => {
  const random = numbers(4);
  for (const name of PRESETS.keys()) {
    const seeking = simulate(name);
    const { endedAt } = seeking.trace();
    for (let i = 0; i < 40; i++) {
      const at = Math.floor(random() * endedAt);
      assert.deepEqual(seeking.seek(at), simulate(name).tick(at), `${name} at ${at}`);
    }
    assert.equal(seeking.hash(), simulate(name).hash(), name);
  }
});

test("a time between two microseconds is the earlier one", () => {
  const simulation = simulate("clean-close");
  assert.equal(simulation.seek(10_000.9).now, 10_000);
});

test("where a run stands has no say in what the whole of it is", () => {
  const simulation = simulate("last-ack-lost");
  const [hash, trace] = [simulation.hash(), simulation.trace()];
  for (const at of [0, 60_000, 1e6, 1e12]) {
    simulation.seek(at);
    assert.equal(simulation.hash(), hash);
    assert.deepEqual(simulation.trace(), trace);
  }
});
