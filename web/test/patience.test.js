// The sum that explains a death says what the engine decided: not a timeout sooner, not one later.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { loadEngine } from "../src/engine.js";
import { patienceAt } from "../src/run/patience.js";

/** @import { Engine, Scenario, TraceEvent } from "../src/engine.js" */

const PRESETS = new URL("../../crate/presets/", import.meta.url);
/** A whole millisecond is what the kernel compares. */
const MS = 1000;

/** @type {Engine} */
let engine;

before(async () => {
  engine = await loadEngine(await readFile(new URL("../pkg/lastack_bg.wasm", import.meta.url)));
});

/** Every timeout that was weighed. @param {Partial<Scenario> & Pick<Scenario, "script">} source */
function weighed(source) {
  const simulation = new engine.Simulation(source);
  const [scenario, trace, sysctls] = [simulation.scenario(), simulation.trace(), engine.sysctls()];
  simulation.free();
  return trace.events.flatMap((event) => {
    const patience = patienceAt({ scenario, trace, sysctls }, event);
    return patience ? [{ event, patience }] : [];
  });
}

/** @param {TraceEvent} event */
const isDeath = ({ what }) => what.kind === "entered" && what.to === "CLOSE";

/** @param {ReturnType<typeof weighed>} all @param {string} about @returns how many died */
function agree(all, about) {
  let deaths = 0;
  for (const { event, patience } of all) {
    const passed = Math.floor((patience.since + patience.passed) / MS) - Math.floor(patience.since / MS);
    const over = passed >= patience.limit / MS;
    const where = `${about}, event ${event.id} at ${event.at}: ${passed} ms of ${patience.limit / MS}`;
    if (isDeath(event)) {
      deaths += 1;
      assert.ok(over, where);
    } else if (event.what.kind === "sent" && event.rule === "rto-expired") {
      assert.ok(!over, where);
    }
  }
  return deaths;
}

test("an orphan dies at the first timeout beyond what tcp_orphan_retries stands for", async () => {
  const lastAckLost = JSON.parse(await readFile(new URL("last-ack-lost.json", PRESETS), "utf8"));
  for (let retries = 0; retries <= 15; retries += 1) {
    for (const rtt of [1, 20, 300]) {
      const all = weighed({ ...lastAckLost, delay_ms: rtt / 2, run_ms: 1_800_000, sysctl: { a: {}, b: { tcp_orphan_retries: retries } } });
      assert.equal(all[0]?.patience.retries, retries || 8);
      assert.equal(agree(all, `retries ${retries}, round trip ${rtt} ms`), 1);
    }
  }
});

test("a socket that a process holds has tcp_retries2, and a longest RTO shortens both", () => {
  const silent = { delay_ms: 10, rules: [{ from: /** @type {const} */ ("b"), action: /** @type {const} */ ("drop"), skip: 0, count: -1 }], run_ms: 1_800_000 };
  const held = weighed({ ...silent, sysctl: { a: { tcp_retries2: 4 }, b: {} }, script: [{ at_ms: 0, host: "a", do: "shutdown_wr" }] });
  assert.deepEqual([held[0]?.patience.key, held[0]?.patience.limit, agree(held, "held")], ["tcp_retries2", 6_200_000, 1]);
  const capped = weighed({ ...silent, sysctl: { a: { tcp_orphan_retries: 3, tcp_rto_max_ms: 1000 }, b: {} }, script: [{ at_ms: 0, host: "a", do: "close" }] });
  assert.deepEqual([capped[0]?.patience.limit, agree(capped, "capped")], [2_400_000, 1]);
});

test("TCP_USER_TIMEOUT takes the place of either, so nothing is counted", () => {
  const script = /** @type {Scenario["script"]} */ ([{ at_ms: 0, host: "a", do: "setsockopt", opt: "TCP_USER_TIMEOUT", value: 5000 }, { at_ms: 1, host: "a", do: "close" }]);
  assert.deepEqual(weighed({ rules: [{ from: "b", action: "drop", skip: 0, count: -1 }], script }), []);
});

test("every preset agrees", async () => {
  const files = (await readdir(PRESETS)).filter((file) => file.endsWith(".json"));
  let deaths = 0;
  for (const file of files) deaths += agree(weighed(JSON.parse(await readFile(new URL(file, PRESETS), "utf8"))), file);
  assert.ok(deaths > 1);
});
