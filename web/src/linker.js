// The third door to the wasm: what a link means, and the link that a run has. There is no engine behind it.
//
// Whoever has a link that says more than a preset, or a run that somebody changed, fetches it.

import init, { readLink, writeLink } from "../pkg/link/lastack.js";

/**
 * @typedef {import("../pkg/link/lastack.js").Reading} Reading
 * @typedef {import("../pkg/link/lastack.js").View} Look how a run is looked at
 * @typedef {import("../pkg/link/lastack.js").Problem} Problem
 */

/** @type {Promise<unknown> | null} */
let started = null;

/** @param {URL | BufferSource} [wasm] its bytes, where they cannot be fetched, as in a test */
export async function loadLinker(wasm = new URL("../pkg/link/lastack_bg.wasm", import.meta.url)) {
  started ??= init({ module_or_path: wasm });
  try {
    await started;
  } catch (error) {
    started = null;
    throw error;
  }
  return { readLink, writeLink };
}
