// What cargo needs beside itself: rustup's target and components, the two programs that make wasm into a
// package, and the one that fuzzes. Each is looked for first and installed only where it is missing.

import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { TOOLS } from "./paths.js";
import { mustRun, output, Refusal, run } from "./process.js";
import { readToolchain } from "./pins.js";

/** Which subcommand shows that a component is there. */
const SHOWN_BY = /** @type {Record<string, string>} */ ({ rustfmt: "fmt", clippy: "clippy" });

/** How cargo is asked for each program. wasm-bindgen's crate holds others, and TLS for them alone. */
const PROGRAMS = {
  "wasm-pack": ["wasm-pack"],
  "wasm-bindgen": ["wasm-bindgen-cli", "--bin", "wasm-bindgen", "--no-default-features"],
  "cargo-fuzz": ["cargo-fuzz"],
};

/** rustup may be told to install nothing by itself, so rust-toolchain.toml alone is not enough. */
export async function installToolchain() {
  const { components, targets } = await readToolchain();
  for (const target of targets) {
    const libraries = await output(["rustc", "--print", "target-libdir", "--target", target]);
    if (libraries && (await exists(libraries))) continue;
    await rustup("target", target);
  }
  for (const component of components) {
    if (await output(["cargo", SHOWN_BY[component] ?? component, "--version"])) continue;
    await rustup("component", component);
  }
}

/**
 * Finds or installs a program at exactly the version of the recipe.
 *
 * @template {keyof typeof PROGRAMS} Program
 * @param {{ tools: Record<Program, string> }} recipe
 * @param {Program} program
 * @returns {Promise<string>} the folder that holds it
 */
export async function installProgram({ tools }, program) {
  const version = tools[program];
  const found = await folderWith(program, version);
  if (found) return found;
  console.log(`Installing ${program} ${version} into ${TOOLS}; this happens once and takes a few minutes …`);
  const install = ["cargo", "install", "--root", TOOLS, "--version", `=${version}`, ...PROGRAMS[program]];
  if ((await run([...install, "--locked"])) !== 0) {
    console.log("cargo could not install it as it was released; trying with the newest dependencies that fit …");
    await mustRun(install, `cargo could not install ${program} ${version}.`);
  }
  return join(TOOLS, "bin");
}

/**
 * @param {"target" | "component"} kind
 * @param {string} name
 */
async function rustup(kind, name) {
  if (!(await output(["rustup", "--version"]))) {
    throw new Refusal(`This Rust has no ${kind} ${name} and rustup is not here to add it: install Rust from https://rustup.rs, then run this again.`);
  }
  await mustRun(["rustup", kind, "add", name], `rustup could not add the ${kind} ${name}.`);
}

/**
 * @param {string} program
 * @param {string} version
 */
async function folderWith(program, version) {
  for (const folder of [join(TOOLS, "bin"), ...(process.env["PATH"] ?? "").split(delimiter)]) {
    if ((await output([join(folder, program), "--version"])) === `${program} ${version}`) return folder;
  }
  return undefined;
}

/** @param {string} path */
function exists(path) {
  return access(path).then(() => true, () => false);
}
