// A run is the same run natively and in wasm, byte for byte.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { engine, PRESETS, simulate } from "./engine.js";
import { fnv1a } from "./fnv-1a.js";
import { goldenHashes, nativeHashes, nativeHashesOf, nativeRun } from "./native.js";
import { dice, edited } from "./random-runs.js";

/** @type {Map<string, string>} */
let native;

before(async () => {
  ({ hashes: native } = await nativeHashes());
});

test("every preset gives the same trace natively and in wasm", () => {
  const wasm = new Map([...PRESETS.keys()].map((name) => [name, simulate(name).hash()]));
  assert.ok(wasm.size >= 7);
  assert.deepEqual(wasm, native);
});

// The two keep sockets, names and timers differently: a page has a few of each, and pays for code by its size.
test("what somebody made of a run gives the same trace natively and in wasm", async () => {
  const die = dice(13);
  const runs = [...PRESETS.values()].flatMap((preset) => Array.from({ length: 6 }, () => new engine.Simulation(edited(preset, die))));
  assert.deepEqual(runs.map((run) => run.hash()), await nativeHashesOf(runs.map((run) => run.scenario())));
});

test("that trace is the one that was written down of this version of the engine", async () => {
  const { engine: version, hashes } = await goldenHashes();
  const wasm = [...PRESETS.keys()].map((name) => /** @type {const} */ ([name, simulate(name)]));
  assert.deepEqual(new Map(wasm.map(([name, simulation]) => [name, simulation.hash()])), hashes);
  for (const [name, simulation] of wasm) assert.equal(simulation.trace().engine, version, name);
});

test("the trace as text is the trace, in ASCII alone", () => {
  for (const name of PRESETS.keys()) {
    const simulation = simulate(name);
    const text = simulation.traceText();
    assert.doesNotMatch(text, /[^ -~]/, name);
    assert.equal(JSON.stringify(JSON.parse(text)), JSON.stringify(simulation.trace()), name);
  }
});

test("a hash is FNV-1a of the trace's JSON", () => {
  assert.equal(fnv1a("foobar"), "85944171f73967e8");
  for (const name of PRESETS.keys()) {
    const simulation = simulate(name);
    assert.equal(fnv1a(JSON.stringify(simulation.trace())), simulation.hash(), name);
  }
});

test("a preset as an object, as text and as a file's bytes is the preset", () => {
  for (const [name, scenario] of PRESETS) {
    const text = JSON.stringify(scenario);
    assert.equal(new engine.Simulation(/** @type {any} */ (scenario)).hash(), native.get(name), name);
    assert.equal(new engine.Simulation(text).hash(), native.get(name), name);
    assert.equal(engine.Simulation.fromFile(new TextEncoder().encode(text)).hash(), native.get(name), name);
  }
});

test("sysctls, a round trip and losses by hand give what they give natively", async () => {
  const simulation = new engine.Simulation({
    ...simulate("clean-close").scenario(),
    delay_ms: 35,
    sysctl: { a: { tcp_fin_timeout: 5 }, b: { tcp_orphan_retries: 1, tcp_early_retrans: 0 } },
  });
  for (const segment of ["a:2", "b:1"]) simulation.injectLoss(segment);
  const options = ["--set", "a.tcp_fin_timeout=5", "--set", "b.tcp_orphan_retries=1", "--set", "b.tcp_early_retrans=0", "--rtt", "70", "--lose", "a:2", "--lose", "b:1"];
  const { hash, a, b } = await nativeRun("clean-close", options);
  assert.equal(simulation.hash(), hash);
  const { summary } = simulation.trace();
  for (const [side, outcome] of /** @type {const} */ ([[summary.a, a], [summary.b, b]])) {
    assert.deepEqual({ fins: side.fins, retransmissions: side.retransmissions, probes: side.probes, gone: side.goneAt }, outcome);
  }
});

test("a trace is told as it is written down in the types", () => {
  const { events, segments, sockets, endedAt, verdict, summary } = simulate("last-ack-lost").trace();
  assert.deepEqual(events.map(({ id }) => id), events.map((_, i) => i));
  assert.deepEqual(segments.map(({ id }) => id), segments.map((_, i) => i));
  assert.deepEqual(sockets.map(({ id }) => id), sockets.map((_, i) => i));
  assert.deepEqual(events[0], { id: 0, at: 0, host: "a", socket: 0, cause: null, rule: "script-calls", what: { kind: "called", name: "main", call: { name: "close" }, result: "0" } });
  assert.deepEqual(segments.slice(0, 4).map(({ name, segment, fate }) => [name, segment.flags, fate.kind]), [["a:1", "FA", "delivered"], ["b:1", "A", "delivered"], ["b:2", "FA", "delivered"], ["a:2", "A", "lost"]]);
  assert.equal(events.at(-1)?.at, endedAt);
  assert.match(verdict.en, /^The server sent its FIN ten times /);
  assert.match(verdict.zh, /^服务器/);
  assert.deepEqual(summary.b.ending, { kind: "gone", rule: "orphan-gives-up" });
});
