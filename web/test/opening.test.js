// A run that is too long for one turn of the browser comes in several. Turns are counted, not timed.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, beforeEach, mock, test } from "node:test";
import { loadEngine } from "../src/engine.js";
import { loadLinker } from "../src/linker.js";
import { fetchPreset } from "../src/preset.js";
import { Store } from "../src/store.js";
import { openRun } from "../src/store/opening.js";
import { loadSpeech } from "../src/strings/index.js";
import { few } from "../src/views/few.js";

/**
 * @import { Engine, Scenario } from "../src/engine.js"
 * @import { Preset } from "../src/preset.js"
 * @import { Speech } from "../src/strings/index.js"
 */

/** @type {Engine} */
let engine;
/** @type {Speech} */
let speech;
/** @type {Preset} */
let first;
/** Two hosts that contradict each other for ever: over a link without delay all of it is one moment. @type {Scenario} */
let storm;

before(async () => {
  engine = await loadEngine(await readFile(new URL("../pkg/lastack_bg.wasm", import.meta.url)));
  const { readLink } = await loadLinker(await readFile(new URL("../pkg/link/lastack_bg.wasm", import.meta.url)));
  speech = await loadSpeech("en", { explains: false });
  first = await fetchPreset();
  const link = "v=1&s=blank&rtt=0&a.inject=PA,seq:1,ack:1,len:1000&b.inject=PA,seq:1,ack:1,len:5000&tcp_challenge_ack_limit=2147483647&tcp_invalid_ratelimit=0";
  const { scenario, problems } = readLink(link, first.scenario);
  assert.deepEqual(problems, []);
  storm = scenario;
});

beforeEach((context) => {
  mock.method(console, "warn", () => {});
  mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {import("node:test").TestContext} */ (context).after(() => mock.reset());
});

const open = () => new Store(engine, speech, first);

/** The browser's next turn comes, and all that was waiting for it is done. */
async function turn() {
  mock.timers.tick(0);
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
}

test("what people look at is there in one turn", async () => {
  const store = open();
  const { scenario } = await fetchPreset("closing-never-acked");
  const rest = await openRun(store, scenario, null);
  assert.deepEqual(JSON.stringify(store.state.scenario), JSON.stringify(new engine.Simulation(scenario).scenario()));
  assert.equal(await rest?.(), true, "and whatever else is done to it, too");
});

test("a long run is run, parsed, read and shown in turns of their own", async () => {
  const store = open();
  /** @type {string[][]} what each turn did */
  const turns = [[]];
  const { traceText } = engine.Simulation.prototype;
  mock.method(engine.Simulation.prototype, "traceText", /** @this {InstanceType<Engine["Simulation"]>} */ function () {
    turns.at(-1)?.push("run");
    return traceText.call(this);
  });
  const parse = JSON.parse;
  mock.method(JSON, "parse", (/** @type {string} */ text) => {
    if (text.length > 1_000_000) turns.at(-1)?.push("parsed");
    return parse(text);
  });
  mock.method(engine.Simulation.prototype, "trace", () => assert.fail("it was run already"));
  store.subscribe((_, changes) => changes.has("run") && turns.at(-1)?.push("shown"));

  const opened = openRun(store, storm, null);
  for (let i = 0; i < 3; i += 1) {
    assert.equal(store.state.preset, first.name, "the run before is what is shown until then");
    turns.push([]);
    await turn();
  }
  assert.deepEqual(turns, [["run"], ["parsed"], [], ["shown"]]);
  assert.ok(store.state.trace.events.length >= 16_000);
  assert.deepEqual([store.state.cursor.events, store.state.cursor.now], [0, 0]);

  const rest = await opened;
  let rested = false;
  void rest?.().then(() => (rested = true));
  await Promise.resolve();
  assert.equal(rested, false, "what else is done to it has a turn of its own");
  await turn();
  assert.equal(rested, true);
});

/** @type {Record<string, (store: Store) => unknown>} */
const MEANWHILE = {
  "an edit": (store) => store.toggleLoss("a:1"),
  "an undo": (store) => {
    store.toggleLoss("a:1");
    store.undo();
  },
  "another preset": (store) => store.loadPreset("clean-close"),
  "another link": async (store) => void openRun(store, (await fetchPreset("clean-close")).scenario, await fetchPreset("clean-close")),
  "another long run": (store) => openRun(store, { ...storm, name: "later" }, null),
};

for (const [what, act] of Object.entries(MEANWHILE)) {
  for (const at of [0, 1, 2]) {
    test(`${what} in turn ${at + 1} of a long run is what was wanted last`, async () => {
      const store = open();
      const opened = openRun(store, storm, null);
      for (let i = 0; i < at; i += 1) await turn();
      const begun = Promise.resolve(act(store));
      // What is fetched comes by itself.
      for (let i = 0; i < 8; i += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        await turn();
      }
      await begun;
      assert.equal(await opened, null);
      const { preset, edited, scenario, canUndo } = store.state;
      if (what === "another long run") assert.equal(scenario.name, "later");
      else assert.equal(preset, what.startsWith("another") ? "clean-close" : first.name);
      assert.deepEqual([edited, canUndo], what === "an edit" ? [true, true] : [false, false]);
    });
  }
}

test("an edit of a long run that is shown is what its opener hears of", async () => {
  const store = open();
  const opened = openRun(store, storm, null);
  for (let i = 0; i < 3; i += 1) await turn();
  const rest = await opened;
  store.startOver();
  const still = rest?.();
  await turn();
  assert.equal(await still, false);
});

test("nobody walks back through a long moment step by step", async () => {
  const store = open();
  const opened = openRun(store, storm, null);
  for (let i = 0; i < 3; i += 1) await turn();
  await opened;
  mock.method(engine.Simulation.prototype, "stepBack", () => assert.fail("a step back"));
  store.enter(0, 9_000);
  assert.ok(Math.abs(store.state.cursor.events - 9_000) < 10);
  store.enter(0, 5);
  assert.ok(store.state.cursor.events >= 5 && store.state.cursor.events < 10);
  store.reach(12_000);
  assert.equal(store.state.selection, 12_000);
  assert.ok(store.state.cursor.events > 12_000 && store.state.cursor.events < 12_010);
  store.seek(0);
  assert.deepEqual([store.state.cursor.events, store.state.cursor.now], [0, 0]);
});

test("of a long list every so-manieth is drawn, of a short one all", () => {
  const list = Array.from({ length: 16_000 }, (_, i) => i);
  assert.deepEqual(few(list.slice(0, 999)), list.slice(0, 999));
  assert.ok(few(list).length <= 999 && few(list).length > 900);
  assert.deepEqual(few(list, 4), [0, 4_000, 8_000, 12_000]);
  assert.deepEqual(few([]), []);
});
