// What is done to a run: losses, gifts and interventions, and the scenario that keeps them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { engine, numbers, PRESETS, simulate } from "./engine.js";

/** @typedef {import("./engine.js").Simulation} Simulation */

/** @param {Simulation} simulation @param {string} name */
function segment(simulation, name) {
  const found = simulation.trace().segments.find((record) => record.name === name);
  assert.ok(found, name);
  return found;
}

/** @param {Simulation} simulation */
function again(simulation) {
  return new engine.Simulation(JSON.stringify(simulation.scenario()));
}

test("wave 4 is lost whether it is past, in flight or still to come, and that is the same run", () => {
  const hashes = [0, 69_000, 75_000, 80_000, 1e6, 61e6, 1e12].map((now) => {
    const simulation = simulate("clean-close");
    simulation.seek(now);
    const progress = simulation.injectLoss("a:2");
    assert.equal(progress.now, Math.min(now, 1800e6), "nobody is moved in time");
    assert.equal(progress.events, simulation.trace().events.filter(({ at }) => at <= now).length);
    assert.deepEqual(segment(simulation, "a:2").fate, { kind: "lost", by: "hand" });
    assert.equal(simulation.trace().summary.b.fins, 2);
    return simulation.hash();
  });
  assert.equal(new Set(hashes).size, 1);
  assert.notEqual(hashes[0], simulate("clean-close").hash());
});

test("what is given back leaves no trace, for every segment of every preset", () => {
  for (const name of PRESETS.keys()) {
    const before = simulate(name);
    const { segments, endedAt } = before.trace();
    const sent = segments.filter(({ how }) => how.kind !== "forged");
    const scenario = before.scenario();
    const random = numbers(7);
    for (const record of sent) {
      const simulation = simulate(name);
      simulation.seek(random() * endedAt);
      const lost = record.fate.kind === "lost";
      lost ? simulation.giveBack(record.name) : simulation.injectLoss(record.name);
      assert.notEqual(simulation.hash(), before.hash(), `${name} ${record.name}`);
      assert.equal(again(simulation).hash(), simulation.hash(), `${name} ${record.name}`);
      lost ? simulation.injectLoss(record.name) : simulation.giveBack(record.name);
      assert.equal(simulation.hash(), before.hash(), `${name} ${record.name}`);
      assert.deepEqual(simulation.scenario(), scenario, `${name} ${record.name}`);
    }
  }
});

test("a segment that will never be sent can be lost, and nothing changes", () => {
  const simulation = simulate("clean-close");
  simulation.injectLoss("b:40");
  assert.equal(simulation.hash(), simulate("clean-close").hash());
  assert.deepEqual(simulation.scenario().lose, ["b:40"]);
});

test("an intervention changes the future and leaves the past", () => {
  for (const now of [0, 508_000, 2e6, 20e6]) {
    const simulation = simulate("last-ack-lost");
    const { events: before } = simulation.trace();
    const { events: happened } = simulation.seek(now);
    const progress = simulation.intervene({ kind: "sysctl", host: "b", key: "tcp_orphan_retries", value: 1 });
    const { events: after, summary } = simulation.trace();
    assert.deepEqual(after.slice(0, happened), before.slice(0, happened));
    assert.deepEqual([after[happened]?.what, after[happened]?.at], [{ kind: "sysctl-changed", key: "tcp_orphan_retries", from: 0, to: 1 }, now + 1]);
    assert.deepEqual([progress.now, progress.events], [now + 1, happened + 1]);
    assert.ok(summary.b.goneAt !== null && summary.b.goneAt > now && summary.b.goneAt < 114e6);
    assert.equal(again(simulation).hash(), simulation.hash());
  }
});

test("an intervention that comes before a step of the script is done before it", () => {
  const simulation = new engine.Simulation({
    script: [{ at_ms: 0, host: "a", do: "close" }, { when: "eof", host: "b", do: "close" }, { at_ms: 5_000, host: "b", do: "sysctl", key: "tcp_fin_timeout", value: 9 }],
  });
  simulation.seek(1e6);
  simulation.intervene({ kind: "sysctl", host: "b", key: "tcp_fin_timeout", value: 5 });
  const turned = simulation.trace().events.flatMap(({ at, what }) => (what.kind === "sysctl-changed" ? [[at, what.from, what.to]] : []));
  assert.deepEqual(turned, [[1_000_001, 60, 5], [5_000_000, 5, 9]]);
  assert.equal(again(simulation).hash(), simulation.hash());
});

test("to lose and to deliver are interventions too", () => {
  const simulation = simulate("clean-close");
  simulation.seek(75_000);
  simulation.intervene({ kind: "lose", segment: "a:2" });
  assert.equal(segment(simulation, "a:2").fate.kind, "lost");
  simulation.intervene({ kind: "deliver", segment: "a:2" });
  assert.equal(simulation.hash(), simulate("clean-close").hash());
});

test("many edits one after another are one scenario", () => {
  const random = numbers(11);
  for (const name of PRESETS.keys()) {
    const simulation = simulate(name);
    for (let i = 0; i < 12; i++) {
      const { endedAt, segments } = simulation.trace();
      const sent = segments.filter(({ how }) => how.kind !== "forged");
      simulation.seek(Math.floor(random() * endedAt));
      const record = sent[Math.floor(random() * sent.length)];
      assert.ok(record);
      if (random() < 0.3) simulation.intervene({ kind: "sysctl", host: random() < 0.5 ? "a" : "b", key: "tcp_orphan_retries", value: Math.floor(random() * 5) });
      else if (record.fate.kind === "lost") simulation.giveBack(record.name);
      else simulation.injectLoss(record.name);
    }
    const { now } = simulation.progress();
    assert.equal(again(simulation).hash(), simulation.hash(), name);
    assert.deepEqual(simulation.progress(), again(simulation).tick(now), name);
  }
});

test("a segment is delayed, doubled or refused by one rule of its own, whenever that is done", () => {
  /** @type {readonly [import("../../src/engine.js").Intervention, object][]} */
  const acts = [
    [{ kind: "delay", segment: "a:2", ms: 300 }, { action: "delay", ms: 300 }],
    [{ kind: "duplicate", segment: "a:2" }, { action: "duplicate" }],
    [{ kind: "icmp", segment: "a:2", type: 3, code: 13 }, { action: "icmp", type: 3, code: 13 }],
  ];
  for (const [act, action] of acts) {
    const hashes = [0, 69_000, 75_000, 1e6].map((now) => {
      const simulation = simulate("clean-close");
      simulation.seek(now);
      simulation.intervene({ kind: "duplicate", segment: "a:2" });
      assert.equal(simulation.intervene(act).now, now, "nobody is moved in time");
      assert.deepEqual(simulation.scenario().rules, [{ segment: "a:2", skip: 0, count: 1, ...action }]);
      assert.equal(segment(simulation, "a:2").rule, 0);
      assert.equal(again(simulation).hash(), simulation.hash());
      return simulation.hash();
    });
    assert.equal(new Set(hashes).size, 1, act.kind);
  }
});
