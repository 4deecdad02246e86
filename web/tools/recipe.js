// Reads wasm-pack.toml. A key that is missing, unknown or of the wrong type is an error that names it.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "smol-toml";
import { ROOT } from "./paths.js";
import { Refusal } from "./process.js";

const FILE = "wasm-pack.toml";

/**
 * What each key holds.
 *
 * @satisfies {Record<string, Record<string, "string" | "strings">>}
 */
const KEYS = /** @type {const} */ ({
  crate: { dir: "string", profile: "string", rustflags: "strings" },
  package: { features: "strings", target: "string", "out-dir": "string", "out-name": "string" },
  "tools-package": { features: "strings", "out-dir": "string" },
  "link-package": { features: "strings", "out-dir": "string" },
  "wasm-opt": { flags: "strings" },
  tools: { "wasm-pack": "string", "wasm-bindgen": "string", binaryen: "string", "rust-target": "string" },
});

/** @typedef {{ string: string, strings: string[] }} Kinds */
/** @typedef {{ [T in keyof typeof KEYS]: { [K in keyof (typeof KEYS)[T]]: (typeof KEYS)[T][K] extends keyof Kinds ? Kinds[(typeof KEYS)[T][K]] : never } }} Recipe */

/** @type {Record<keyof Kinds, { said: string, is: (value: unknown) => boolean }>} */
const KINDS = {
  string: { said: "a string", is: (value) => typeof value === "string" },
  strings: { said: "a list of strings", is: (value) => Array.isArray(value) && value.every((item) => typeof item === "string") },
};

export async function readRecipe() {
  return checkRecipe(await readToml(FILE));
}

/**
 * @param {Record<string, unknown>} found
 * @returns {Recipe}
 */
export function checkRecipe(found) {
  compareKeys("", KEYS, found);
  for (const [table, keys] of Object.entries(KEYS)) {
    const values = found[table];
    if (!isTable(values)) throw new Refusal(`${FILE}: [${table}] must be a table.`);
    compareKeys(`${table}.`, keys, values);
    for (const [key, kind] of Object.entries(keys)) {
      if (!KINDS[kind].is(values[key])) throw new Refusal(`${FILE}: ${table}.${key} must be ${KINDS[kind].said}.`);
    }
  }
  return /** @type {Recipe} */ (found);
}

/**
 * A TOML file of ours or of cargo's, as plain values.
 *
 * @param {string} file from the root of the repository
 * @returns {Promise<Record<string, unknown>>}
 */
export async function readToml(file) {
  const text = await readFile(join(ROOT, file), "utf8").catch(() => {
    throw new Refusal(`${file} is missing.`);
  });
  try {
    return parse(text);
  } catch (error) {
    throw new Refusal(`${file} is not TOML: ${/** @type {Error} */ (error).message}`);
  }
}

/**
 * @param {string} prefix
 * @param {object} expected
 * @param {object} found
 */
function compareKeys(prefix, expected, found) {
  for (const key of Object.keys(expected)) {
    if (!(key in found)) throw new Refusal(`${FILE}: ${prefix}${key} is missing.`);
  }
  for (const key of Object.keys(found)) {
    if (!(key in expected)) throw new Refusal(`${FILE}: ${prefix}${key} is not a key of the recipe. Known: ${Object.keys(expected).join(", ")}.`);
  }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isTable(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
