// Every preset, run once by the engines that the site itself fetches: what the static pages tell.
//
// The engines are there only after the wasm is built, so nothing of the page is imported before.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { WEB } from "../paths.js";
import { CARD } from "./cards.js";

/**
 * @import { Intro } from "../../src/preset.js"
 * @import { PrinterOfRun } from "../../src/printer.js"
 * @import { Language } from "../../src/strings/index.js"
 * @import { Row } from "../../src/views/twin/rows.js"
 */

/**
 * @typedef {object} Told a run in one language
 * @property {string} title
 * @property {string} about what it asks
 * @property {string} verdict
 * @property {string} picture SVG
 * @property {string} narrow the same for a phone
 * @property {string} card SVG, for whoever links to it
 * @property {string} text
 * @property {readonly Row[]} rows
 * @property {readonly string[]} columns
 */

/**
 * @typedef {object} PresetRun
 * @property {string} name
 * @property {Record<Language, Told>} told
 * @property {string} card SVG, for whoever links to it
 */

/** Of a drawing on a phone, in pixels. */
const NARROW = 560;

/** Letters of a question on a card. */
const MOST_ASKED = 60;

/** @returns {Promise<PresetRun[]>} in the order in which the page lists them */
export async function runPresets() {
  const [{ loadPrinter }, { SCENARIOS }, en, zh] = await Promise.all([import("../../src/printer.js"), import("../../src/scenarios/index.js"), tellerOf("en"), tellerOf("zh")]);
  const Printer = await loadPrinter(await bytesOf("pkg/tools"));
  return Promise.all(Object.keys(SCENARIOS).map(async (name) => {
    const told = { en: await en(name, Printer), zh: await zh(name, Printer) };
    return { name, told, card: told.en.card };
  }));
}

/** @param {Language} language */
async function tellerOf(language) {
  const [{ loadEngine }, { fetchPreset }, { Store }, { loadSpeech, loadWords }, { rowsOf }, { loadTeller }] = await Promise.all([
    import("../../src/engine.js"),
    import("../../src/preset.js"),
    import("../../src/store.js"),
    import("../../src/strings/index.js"),
    import("../../src/views/twin/rows.js"),
    import("../../src/words/events/teller.js"),
  ]);
  const engine = await loadEngine(await bytesOf("pkg"));
  const [speech, tell, say] = await Promise.all([
    loadSpeech(language, { explains: true }),
    loadTeller(language),
    loadWords({ en: () => import("../../src/views/twin/en.js"), zh: () => import("../../src/views/twin/zh.js") }, language),
  ]);

  /** @param {string} name @param {new (scenario: any) => PrinterOfRun} Printer */
  return async (name, Printer) => {
    const preset = await fetchPreset(name);
    const intro = /** @type {Intro} */ (preset.intro)[language];
    const { state } = new Store(engine, speech, preset);
    const printer = new Printer(state.scenario);
    const draw = (/** @type {object} */ look) => printer.exportRun("svg", { lang: language, ...intro, ...look });
    const told = {
      ...intro,
      verdict: state.trace.verdict[language],
      picture: draw({}),
      narrow: draw({ width: NARROW }),
      card: draw({ ...CARD, theme: "light", title: asked(intro) }),
      text: printer.exportRun("ladder", { lang: language }),
      rows: rowsOf({ ...state, tell }, say),
      columns: [say("twin.time"), say("twin.host"), say("twin.event"), say("twin.why")],
    };
    printer.free();
    return told;
  };
}

/** The question, where a card has room for it in large letters, else the title. @param {{ title: string, about: string }} intro */
function asked({ title, about }) {
  return /[?？]$/.test(about) && about.length <= MOST_ASKED ? about : title;
}

/** @param {string} folder */
function bytesOf(folder) {
  return readFile(join(WEB, folder, "lastack_bg.wasm"));
}
