// Some versions in wasm-pack.toml must also stand in a file that another program reads. Where the two
// differ, the build would use one and the reader of the recipe would believe the other.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { WEB } from "./paths.js";
import { Refusal } from "./process.js";
import { readToml } from "./recipe.js";

/** @typedef {import("./recipe.js").Recipe} Recipe */

/** @type {{ tool: keyof Recipe["tools"], file: string, found: () => Promise<string[]> }[]} */
const ALSO_IN = [
  { tool: "wasm-bindgen", file: "Cargo.lock", found: () => lockedCrate("wasm-bindgen") },
  { tool: "binaryen", file: "web/package-lock.json", found: () => lockedPackage("binaryen") },
  { tool: "rust-target", file: "rust-toolchain.toml", found: async () => (await readToolchain()).targets },
];

/** @param {Recipe} recipe */
export async function checkPins({ tools }) {
  for (const { tool, file, found } of ALSO_IN) {
    const there = await found();
    if (there.length === 1 && there[0] === tools[tool]) continue;
    throw new Refusal(`wasm-pack.toml has ${tool} ${tools[tool]} and ${file} has ${there.join(" and ") || "none"}: make them the same.`);
  }
}

/** @returns {Promise<{ components: string[], targets: string[] }>} */
export async function readToolchain() {
  const { toolchain } = /** @type {{ toolchain: { components: string[], targets: string[] } }} */ (await readToml("rust-toolchain.toml"));
  return toolchain;
}

/** @param {string} name */
async function lockedCrate(name) {
  const lock = /** @type {{ package: { name: string, version: string }[] }} */ (await readToml("Cargo.lock"));
  return lock.package.filter((entry) => entry.name === name).map((entry) => entry.version);
}

/** @param {string} name */
async function lockedPackage(name) {
  const lock = JSON.parse(await readFile(join(WEB, "package-lock.json"), "utf8"));
  return [/** @type {string} */ (lock.packages[`node_modules/${name}`].version)];
}
