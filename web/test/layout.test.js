// Labels of the drawing, at every width and in both languages: none on another, none cut off.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { loadEngine } from "../src/engine.js";
import { SCENARIOS } from "../src/scenarios/index.js";
import { fetchPreset } from "../src/preset.js";
import { Store } from "../src/store.js";
import { loadSpeech } from "../src/strings/index.js";
import { columnsFor, layOut, lengthOf, LINE, wordsAt } from "../src/views/ladder/layout.js";

/** @import { Engine } from "../src/engine.js" */

/** How wide a letter is, by the size of the drawing: a state's is bold, the others' are a monospace's. */
const LETTER = { narrow: { state: 6.7, other: 6.1 }, medium: { state: 9, other: 6.7 }, wide: { state: 9, other: 6.7 } };

/** @type {Engine} */
let engine;

before(async () => {
  engine = await loadEngine(await readFile(new URL("../pkg/lastack_bg.wasm", import.meta.url)));
});

for (const width of [320, 360, 768, 1004, 1440, 3840]) {
  for (const language of /** @type {const} */ (["en", "zh"])) {
    test(`at ${width} px in ${language}, labels keep apart and inside`, async () => {
      const columns = columnsFor(width);
      const store = new Store(engine, await loadSpeech(language, { explains: true }), await fetchPreset());
      for (const name of Object.keys(SCENARIOS)) {
        await store.loadPreset(name);
        const { labels, height } = layOut(store.state, columns);
        for (const { top, lines } of labels) assert.ok(top + lines.length * LINE <= height, `${name}: ${lines[0]?.text} is below the drawing`);
        for (const host of /** @type {const} */ (["a", "b"])) {
          const mine = labels.filter((label) => label.host === host).sort((x, y) => x.top - y.top);
          for (const [i, { top, lines }] of mine.entries()) {
            const next = mine[i + 1];
            if (next) assert.ok(next.top >= top + lines.length * LINE, `${name}: ${lines[0]?.text} on ${next.lines[0]?.text}`);
          }
          const room = host === "a" ? wordsAt(columns, host) : columns.width - wordsAt(columns, host);
          for (const { kind, lines } of mine) {
            if (kind === "call") continue;
            for (const { text, quiet } of lines) assert.ok(lengthOf(text) * LETTER[columns.size][kind === "state" && !quiet ? kind : "other"] <= room + 1, `${name}: ${text}`);
          }
        }
      }
    });
  }
}
