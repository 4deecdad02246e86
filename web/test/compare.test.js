// What two runs are compared by, and what a sweep finds.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { stepOf } from "../src/panels/compare/chart.js";
import { marksOf, pairsOf } from "../src/panels/compare/pairing.js";
import { presentOf, scenarioAt, sweep, valuesOf, widened } from "../src/panels/compare/sweep.js";
import { accompany } from "../src/panels/compare/twin.js";
import { turned, variantOf } from "../src/panels/compare/variants.js";
import { fetchPreset } from "../src/preset.js";
import { Store } from "../src/store.js";
import { fork, whatIf } from "../src/store/others.js";
import { loadSpeech } from "../src/strings/index.js";
import { engine } from "./boundary/engine.js";

/** @import { Speech } from "../src/strings/index.js" */

/** @type {Speech} */
let english;

before(async () => {
  english = await loadSpeech("en", { explains: false });
});

async function open(name = "last-ack-lost") {
  return new Store(/** @type {any} */ (engine), english, await fetchPreset(name));
}

/** @param {Store} store */
function known({ state: { sysctls }, previous }) {
  return { sysctls, before: previous, other: null };
}

test("what a scenario would come to leaves the run alone", async () => {
  const store = await open();
  const { scenario, trace, cursor } = store.state;
  const summary = whatIf(store, turned(scenario, "b", "tcp_orphan_retries", 3, store.state.sysctls));
  assert.equal(summary.b.retransmissions, 4);
  assert.deepEqual(whatIf(store, scenario), trace.summary);
  assert.deepEqual([store.state.trace, store.state.cursor], [trace, cursor]);
  assert.throws(() => whatIf(store, { ...scenario, delay_ms: -1 }), /delay_ms/);
});

test("every choice is a scenario that the engine runs, and another than the present one", async () => {
  const store = await open();
  const { scenario } = store.state;
  for (const choice of /** @type {const} */ ([{ id: "retries" }, { id: "clock" }, { id: "kernel" }, { id: "book" }, { id: "rtt", ms: 200 }, { id: "sysctl", host: "b", key: "tcp_retries2", value: 3 }])) {
    const variant = variantOf(choice, scenario, known(store));
    assert.ok(variant, choice.id);
    assert.notDeepEqual(variant.scenario, scenario, choice.id);
    whatIf(store, variant.scenario);
  }
  assert.equal(variantOf({ id: "before" }, scenario, known(store)), null);
  store.toggleLoss("a:2");
  assert.deepEqual(variantOf({ id: "before" }, store.state.scenario, known(store))?.scenario, scenario);
});

test("by the book no probe goes first, and no timeout is below a second", async () => {
  const store = await open();
  const variant = variantOf({ id: "book" }, store.state.scenario, known(store));
  assert.ok(variant);
  const { trace } = fork(store, variant.scenario).state;
  assert.ok(trace.segments.every(({ how }) => how.kind !== "loss-probe"));
  for (const { what } of trace.events) if (what.kind === "armed" && what.wait.kind === "rto") assert.ok(what.wait.base >= 1_000_000);
});

test("two runs share one axis, as long as the longer, until they part", async () => {
  const store = await open();
  const alone = store.state.run.endedAt;
  const { twin, end } = accompany(store, { ...store.state.scenario, delay_ms: 500 });
  assert.ok(twin.state.run.endedAt > alone);
  assert.equal(store.state.run.endedAt, twin.state.run.endedAt);
  for (const time of [0, 10_000, 508_000, 30e6, 110e6]) assert.equal(store.state.scale.toY(time), twin.state.scale.toY(time));
  store.setZoom(2);
  assert.equal(twin.state.scale.zoom, 2);
  assert.equal(store.state.scale.toY(1e6), twin.state.scale.toY(1e6));
  end();
  assert.equal(store.state.run.endedAt, alone);
});

test("the other run is where the first one is, forth and back, also beyond its end", async () => {
  const store = await open();
  const { twin } = accompany(store, turned(store.state.scenario, "b", "tcp_orphan_retries", 1, store.state.sysctls));
  assert.equal(twin.state.cursor.events, 0);
  store.step();
  assert.ok(twin.state.cursor.events > 0);
  for (const time of [20_000, 100e6, 500_000, 0]) {
    store.seek(time);
    assert.equal(twin.state.cursor.now, store.state.cursor.now);
    assert.equal(twin.state.cursor.events, time === 0 ? 0 : twin.state.trace.events.filter(({ at }) => at <= time).length);
  }
});

test("what one run lacks is told from what it has at another time", async () => {
  const store = await open();
  const same = fork(store, store.state.scenario);
  assert.deepEqual(pairsOf(store.state, same.state), []);
  const shorter = fork(store, turned(store.state.scenario, "b", "tcp_orphan_retries", 1, store.state.sysctls));
  const pairs = pairsOf(store.state, shorter.state);
  const lacking = pairs.filter(({ kind, host, now }) => kind === "segment" && host === "b" && now === null);
  assert.equal(lacking.length, 6, "ten FINs against four");
  assert.equal(pairs.filter(({ kind, now, was }) => kind === "state" && now && was).length, 2, "both are gone earlier");
  const marks = marksOf(pairs, "was");
  assert.equal(marks.get(lacking[0]?.was?.event ?? -1), "only");
  assert.equal(marksOf(pairs, "now").size, 2);
  const slower = fork(store, { ...store.state.scenario, delay_ms: 50 });
  assert.ok([...marksOf(pairsOf(store.state, slower.state), "was").values()].includes("moved"));
});

test("a sweep finds what each value comes to, and what the clock's phase can change", async () => {
  const store = await open("coin-flip");
  const { scenario, sysctls } = store.state;
  const knob = /** @type {const} */ ({ host: "b", key: "tcp_orphan_retries" });
  /** @type {readonly import("../src/panels/compare/sweep.js").Point[]} */
  let points = [];
  let finished = false;
  await sweep(knob, { scenario, sysctls, whatIf: (one) => whatIf(store, one) }, (told, done) => {
    points = told;
    finished = done;
  }, new AbortController().signal);
  assert.ok(finished);
  assert.deepEqual(points.map(({ value }) => value), Array.from({ length: 16 }, (_, i) => i));
  for (const { value, outcome, spread } of points) {
    const { b } = whatIf(store, scenarioAt(knob, value, scenario, sysctls));
    assert.deepEqual(outcome, { gone: b.goneAt, retransmissions: b.retransmissions });
    assert.ok(spread && spread.retransmissions[0] <= b.retransmissions && b.retransmissions <= spread.retransmissions[1]);
  }
  assert.deepEqual(points[2]?.spread?.retransmissions, [3, 4], "the coin flip");
});

test("a sweep that nobody waits for any more stops", async () => {
  const store = await open();
  const { scenario, sysctls } = store.state;
  const running = new AbortController();
  let runs = 0;
  const done = sweep({ host: "b", key: "rtt" }, { scenario, sysctls, whatIf: (one) => {
    runs += 1;
    running.abort();
    return whatIf(store, one);
  } }, () => assert.fail("nobody is told"), running.signal);
  await done;
  assert.equal(runs, 1);
});

test("every knob has values to try, the present one among them", async () => {
  const { state: { scenario, sysctls } } = await open();
  for (const { name, unit, global } of sysctls) {
    if (global || unit === "ports") continue;
    const knob = /** @type {const} */ ({ host: "a", key: name });
    const values = valuesOf(knob, scenario, sysctls);
    assert.ok(values.length > 1 && values.length <= 18, `${name}: ${values.length}`);
    assert.ok(values.includes(presentOf(knob, scenario, sysctls)), name);
  }
});

test("a death that never comes is the latest", () => {
  const spread = [5, null, 3].reduce((/** @type {any} */ all, gone) => widened(all, { gone, retransmissions: gone ?? 0 }), null);
  assert.deepEqual(spread, { gone: [3, null], retransmissions: [0, 5] });
});

test("counts have round steps", () => {
  assert.deepEqual([1, 4, 9, 16, 40, 1000].map(stepOf), [1, 1, 5, 5, 10, 500]);
});
