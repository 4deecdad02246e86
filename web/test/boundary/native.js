// The engine without wasm: its examples, run as anybody can run them.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../tools/paths.js";

/**
 * What an example prints for these arguments. A debug build: the engine's own tests have made it already.
 *
 * @param {"ladder" | "tools"} name
 * @param {readonly string[]} args
 */
async function example(name, args) {
  const { stdout } = await promisify(execFile)("cargo", ["run", "--locked", "--quiet", "-p", "lastack", "--example", name, "--", ...args], { cwd: ROOT });
  return stdout;
}

/**
 * A preset as the example `export` writes it.
 *
 * @param {string} format
 * @param {string} preset
 * @param {import("../../pkg/tools/lastack.js").ExportOptions} options
 * @returns {Promise<Buffer>}
 */
export async function nativeExport(format, preset, options) {
  const flags = Object.entries(options).flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, String(value)]));
  const args = ["run", "--locked", "--quiet", "-p", "lastack", "--example", "export", "--", format, preset, ...flags];
  return (await promisify(execFile)("cargo", args, { cwd: ROOT, encoding: "buffer", maxBuffer: 1 << 26 })).stdout;
}

/** @param {readonly string[]} args */
function ladder(args) {
  return example("ladder", args);
}

/**
 * What ss, nstat, tcpdump and cat print at some moments of a preset, on both hosts.
 *
 * @param {string} preset
 * @param {readonly number[]} moments µs
 */
export function nativePrints(preset, moments) {
  return example("tools", [preset, ...moments.map((us) => String(us / 1e6))]);
}

/** The version of the engine, and the hash of each preset's trace. */
export async function nativeHashes() {
  return hashesIn(await ladder(["hashes"]));
}

/** The hash of the trace of each scenario. @param {readonly object[]} scenarios */
export async function nativeHashesOf(scenarios) {
  const folder = await mkdtemp(join(tmpdir(), "lastack-hashes-"));
  try {
    const files = scenarios.map((_, i) => join(folder, `${i}.json`));
    await Promise.all(files.map((file, i) => writeFile(file, JSON.stringify(scenarios[i]))));
    return (await ladder(["hash", ...files])).trim().split("\n");
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The same as they were written down, which every build must give. */
export async function goldenHashes() {
  return hashesIn(await readFile(join(ROOT, "crate/tests/golden/hashes.txt"), "utf8"));
}

/** @param {string} text @returns {{ engine: number, hashes: Map<string, string> }} */
function hashesIn(text) {
  const [first, ...lines] = text.trim().split("\n").map((line) => /** @type {[string, string]} */ (line.split(" ")));
  return { engine: Number(first?.[1]), hashes: new Map(lines) };
}

/**
 * @typedef {object} Outcome what a host's side of a run comes to
 * @property {number} fins
 * @property {number} retransmissions
 * @property {number} probes
 * @property {number | null} gone µs
 */

/**
 * Runs a preset and reads what came of it.
 *
 * @param {string} preset
 * @param {readonly string[]} options as `ladder` takes them
 * @returns {Promise<{ a: Outcome, b: Outcome, hash: string }>}
 */
export async function nativeRun(preset, options = []) {
  const text = await ladder([preset, ...options]);
  const [, hash] = /^hash ([0-9a-f]{16})$/m.exec(text) ?? [];
  if (!hash) throw new Error(`ladder printed no hash:\n${text}`);
  return { a: outcome("a"), b: outcome("b"), hash };

  /** @param {string} host @returns {Outcome} */
  function outcome(host) {
    const found = new RegExp(`^${host}: fins (\\d+), retransmissions (\\d+), probes (\\d+), gone (?:(\\d+) us|never)$`, "m").exec(text);
    if (!found) throw new Error(`ladder printed no line for ${host}:\n${text}`);
    const [fins, retransmissions, probes] = found.slice(1, 4).map(Number);
    return { fins: fins ?? 0, retransmissions: retransmissions ?? 0, probes: probes ?? 0, gone: found[4] === undefined ? null : Number(found[4]) };
  }
}

/**
 * What the example `conform` says of one recording, whether it agrees or not.
 *
 * @param {string} folder
 * @param {string} name
 */
export async function nativeConform(folder, name) {
  const run = promisify(execFile)("cargo", ["run", "--locked", "--quiet", "-p", "lastack", "--example", "conform", "--", "-v", folder, name], { cwd: ROOT });
  const { stdout } = await run.catch((/** @type {{ stdout: string }} */ failed) => failed);
  return stdout;
}
