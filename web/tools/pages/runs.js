// Every preset, run by the engine that the site itself fetches for its tools: what the static pages tell.
//
// A build runs them once. The engine is there only after the wasm is built, so nothing here is imported before.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { WEB } from "../paths.js";

/**
 * @import { Scenario } from "../../src/engine.js"
 * @import { Intro } from "../../src/preset.js"
 * @import { Language } from "../../src/strings/index.js"
 * @import { PrinterOfRun } from "../../src/printer.js"
 */

/**
 * @typedef {object} PresetRun
 * @property {string} name
 * @property {Intro} intro what it is called and what it asks
 * @property {Scenario} scenario
 * @property {PrinterOfRun} printer
 */

/** @type {Promise<readonly PresetRun[]> | null} */
let runs = null;

/** In the order in which the page lists them. */
export function presetRuns() {
  runs ??= runAll();
  return runs;
}

async function runAll() {
  const [{ loadPrinter }, { SCENARIOS }] = await Promise.all([import("../../src/printer.js"), import("../../src/scenarios/index.js")]);
  const Printer = await loadPrinter(await readFile(join(WEB, "pkg/tools/lastack_bg.wasm")));
  return Promise.all(Object.entries(SCENARIOS).map(async ([name, load]) => {
    const { default: text, intro } = await load();
    const scenario = /** @type {Scenario} */ (text);
    return { name, intro, scenario, printer: new Printer(scenario) };
  }));
}

/** @param {PresetRun} run @param {Language} lang */
export function pictureOf({ intro, printer }, lang) {
  return printer.exportRun("svg", { lang, ...intro[lang] });
}
