// Chromium runs each preset as it was written down: the page's own wasm, byte for byte what it is natively and in Node.

import assert from "node:assert/strict";
import { test } from "node:test";
import { SCENARIOS } from "../src/scenarios/index.js";
import { fnv1a } from "../test/boundary/fnv-1a.js";
import { goldenHashes } from "../test/boundary/native.js";
import { inBrowser, open } from "./page.js";

/** @import { Store } from "../src/store.js" */

inBrowser();

test("every preset gives the same trace in a browser", async (context) => {
  const { engine, hashes } = await goldenHashes();
  const page = await open(context);
  const found = new Map();
  for (const name of Object.keys(SCENARIOS)) {
    const trace = await page.evaluate(async (preset) => {
      const { store } = /** @type {HTMLElement & { store: Store }} */ (document.querySelector("la-banner"));
      const shown = new Promise((resolve) => store.subscribe((state) => state.preset === preset && resolve(null)));
      if (store.state.preset !== preset) {
        location.hash = `#s=${preset}`;
        await shown;
      }
      return JSON.stringify(store.state.trace);
    }, name);
    assert.equal(JSON.parse(trace).engine, engine, name);
    found.set(name, fnv1a(trace));
  }
  assert.deepEqual(found, hashes);
});
