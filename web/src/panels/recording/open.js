// A file that is no scenario: a recording of a kernel is judged, run and shown; of anything else it is said
// what was expected. What it is is told by its shape, never by its name.

import { loadJudge } from "../../printer.js";
import { reasonOf } from "../../reason.js";
import { loadWords } from "../../strings/index.js";
import { WORDS } from "./saying.js";

/**
 * @import { Player } from "../../player.js"
 * @import { Store } from "../../store.js"
 * @import { default as RecordingPanel } from "./recording.js"
 */

/** No recording of ours has a tenth of it. */
const LARGEST = 256 * 1024;

/** How many were begun: the last one is meant. */
let turn = 0;

/**
 * @param {Blob} file
 * @param {string} reason why it is no scenario
 * @param {Store} store
 * @param {Player} player
 */
export async function openFile(file, reason, store, player) {
  const mine = (turn += 1);
  const { language, trace } = store.state;
  const say = await loadWords(WORDS, language);
  if (file.size > LARGEST) return store.warn("banner.file", { reason: say("wrong.large", { most: LARGEST / 1024 }) });
  const text = await file.text();
  const shape = shapeOf(text);
  if (shape === "scenario") return store.warn("banner.scenario", { reason });
  if (shape !== "recording") return store.warn("banner.file", { reason: say(shape === "text" ? "wrong.json" : "wrong.neither", { reason }) });
  const [judge, { tag, default: Panel }] = await Promise.all([loadJudge(), import("./recording.js")]);
  // Meanwhile somebody may have begun something else.
  if (mine !== turn || store.state.trace !== trace) return;
  let judged;
  try {
    judged = judge(text);
  } catch (error) {
    const wrong = reasonOf(error);
    return store.warn("banner.file", { reason: say("wrong.recording", { reason: wrong }) });
  }
  if (!customElements.get(tag)) customElements.define(tag, Panel);
  let panel = /** @type {RecordingPanel | null} */ (document.querySelector(tag));
  if (!panel) {
    panel = new Panel();
    await panel.open(store, player);
    document.querySelector("last-ack .margin")?.prepend(panel);
  }
  panel.present({ judgement: judged.judgement, text, judge }, judged.simulation);
}

/** @param {string} text @returns {"recording" | "scenario" | "neither" | "text"} */
function shapeOf(text) {
  let value;
  try {
    value = /** @type {unknown} */ (JSON.parse(text));
  } catch {
    return "text";
  }
  if (typeof value !== "object" || value === null) return "neither";
  return "packets" in value ? "recording" : "script" in value ? "scenario" : "neither";
}
