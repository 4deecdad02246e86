// From crate/ to web/pkg: wasm-pack compiles and binds, wasm-opt shrinks. Nothing is built again
// while all that could change it is the same.

import { createHash } from "node:crypto";
import { access, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { ROOT, WEB } from "./paths.js";
import { checkPins } from "./pins.js";
import { mustRun, output } from "./process.js";
import { readRecipe } from "./recipe.js";
import { installProgram, installToolchain } from "./toolchain.js";

/** @typedef {import("./recipe.js").Recipe} Recipe */
/** @typedef {{ folder: string, features: readonly string[] }} Package where one goes, from the root of the repository, and what is in it */

/** What goes into the wasm beside the crate itself, and this file, which says how. */
const FILES = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "wasm-pack.toml", "web/tools/wasm.js"];

/** Folders of the crate that no build of its library reads. */
const NOT_THE_LIBRARY = new Set(["benches", "examples", "fuzz", "target", "tests", "tools"]);

/** Builds web/pkg if it is missing or out of date. */
export async function buildWasm() {
  const recipe = await readRecipe();
  await checkPins(recipe);
  const { folder } = packageFiles(recipe);
  const stamp = join(folder, ".built-from");
  const sources = await hashSources(recipe);
  const files = packages(recipe).flatMap((pkg) => packageFiles(recipe, pkg).files);
  if ((await readFile(stamp, "utf8").catch(() => "")) === sources && (await allThere(files))) return;

  await installToolchain();
  const pack = await installProgram(recipe, "wasm-pack");
  const bindgen = await installProgram(recipe, "wasm-bindgen");
  await rm(folder, { recursive: true, force: true });
  for (const pkg of packages(recipe)) {
    const { wasm } = packageFiles(recipe, pkg);
    const env = { RUSTFLAGS: recipe.crate.rustflags.join(" ") };
    await mustRun([join(pack, "wasm-pack"), ...packFlags(recipe, pkg)], "The engine did not build.", { path: [bindgen], env });
    await mustRun([join(WEB, "node_modules", ".bin", "wasm-opt"), ...recipe["wasm-opt"].flags, wasm, "-o", wasm], "wasm-opt could not shrink the engine.");
  }
  await writeFile(stamp, sources);
}

/**
 * The one that a page begins with, and those that are fetched with the tools and for links.
 *
 * @param {Recipe} recipe
 * @returns {Package[]}
 */
function packages(recipe) {
  return [recipe.package, recipe["tools-package"], recipe["link-package"]].map(({ features, "out-dir": folder }) => ({ folder, features }));
}

/** @param {Recipe} recipe @returns {Package} */
function firstPackage({ package: { features, "out-dir": folder } }) {
  return { folder, features };
}

/**
 * What wasm-pack leaves for us, as whole paths.
 *
 * @param {Recipe} recipe
 * @param {Package} [pkg]
 */
export function packageFiles(recipe, pkg = firstPackage(recipe)) {
  const folder = join(ROOT, pkg.folder);
  const name = recipe.package["out-name"];
  const wasm = join(folder, `${name}_bg.wasm`);
  return { folder, wasm, files: [wasm, ...[`${name}.js`, `${name}.d.ts`, `${name}_bg.wasm.d.ts`].map((file) => join(folder, file))] };
}

/**
 * `--mode no-install` and `--no-opt`: wasm-pack downloads nothing.
 *
 * @param {Recipe} recipe
 * @param {Package} [pkg]
 * @returns {string[]}
 */
export function packFlags(recipe, pkg = firstPackage(recipe)) {
  const { crate, package: made } = recipe;
  const outDir = relative(join(ROOT, crate.dir), join(ROOT, pkg.folder));
  const settings = ["--profile", crate.profile, "--target", made.target, "--out-dir", outDir, "--out-name", made["out-name"]];
  return ["build", crate.dir, ...settings, "--mode", "no-install", "--no-opt", "--no-pack", "--no-gitignore", "--", "--locked", "--no-default-features", "--features", pkg.features.join(",")];
}

/** @param {Recipe} recipe */
async function hashSources({ crate }) {
  const hash = createHash("sha256").update((await output(["rustc", "--version"])) ?? "");
  for (const file of [...FILES, ...(await libraryFiles(crate.dir))]) {
    hash.update(`\0${file}\0`).update(await readFile(join(ROOT, file)));
  }
  return hash.digest("hex");
}

/**
 * @param {string} folder from the root of the repository
 * @returns {Promise<string[]>}
 */
async function libraryFiles(folder) {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(ROOT, folder), join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !NOT_THE_LIBRARY.has(file.split("/")[0] ?? ""))
    .map((file) => join(folder, file))
    .sort();
}

/** @param {string[]} files */
async function allThere(files) {
  const found = await Promise.all(files.map((file) => access(file).then(() => true, () => false)));
  return found.every(Boolean);
}
