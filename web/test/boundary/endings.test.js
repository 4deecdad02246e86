// The endings that the page finds: of every preset, each choice once, and each row is what its run does.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { loadExploration } from "../../src/printer.js";
import { loadLinker } from "../../src/linker.js";
import { PRESETS, simulate } from "./engine.js";

/** @import { Scenario } from "../../src/engine.js" */
/** @import { EndingRow } from "../../src/printer.js" */

const explore = await loadExploration(await readFile(new URL("../../pkg/tools/lastack_bg.wasm", import.meta.url)));
const { readLink } = await loadLinker(await readFile(new URL("../../pkg/link/lastack_bg.wasm", import.meta.url)));

/** @param {Scenario} scenario @param {number} first @param {Scenario | null} preset */
function walked(scenario, first, preset = null) {
  const exploration = explore(scenario, first);
  while (exploration.advance());
  const [explored, rows] = [exploration.explored(), /** @type {readonly EndingRow[]} */ (exploration.endings(preset, "endings"))];
  exploration.free();
  return { explored, rows };
}

const FIRST = 6;

test("every choice is in one row, and a row's runs end like it", () => {
  for (const name of PRESETS.keys()) {
    const scenario = simulate(name).scenario();
    const { explored, rows } = walked(scenario, FIRST, scenario);
    assert.deepEqual({ cases: explored.cases, of: explored.of, done: explored.done }, { cases: 2 ** FIRST, of: 2 ** FIRST, done: true }, name);
    assert.equal(rows.reduce((sum, { cases }) => sum + cases, 0), 2 ** FIRST, name);
    for (const { a, b, shown, lives } of rows) {
      for (const run of [shown, ...(lives ? [lives.shown] : [])]) {
        const { rows: [own] } = walked(run.scenario, 0);
        assert.deepEqual({ a: own?.a, b: own?.b }, { a, b }, `${name}: ${run.link}`);
        const reading = readLink(`#${run.link}`, scenario);
        assert.deepEqual([reading.problems, reading.view.panel], [[], "endings"], run.link);
        if (reading.scenario) assert.deepEqual(reading.scenario, run.scenario, run.link);
      }
      if (lives) assert.equal(walked(lives.shown.scenario, 0).rows[0]?.lives?.longest, lives.longest, name);
    }
  }
});

test("what cannot be walked is an error that names the key", () => {
  assert.throws(() => explore(/** @type {Scenario} */ (/** @type {unknown} */ ({ script: [], delay_ms: -1 })), 3), { name: "ScenarioError", field: "delay_ms" });
});
