// Both packages as somebody gets them who has nothing else of LastAck: each is packed, unpacked in a new project far
// from here, and used as its README says.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { NPM } from "../../tools/npm/package.js";
import { ROOT, WEB } from "../../tools/paths.js";
import { simulate } from "../boundary/engine.js";

/** @import { TestContext } from "node:test" */

const VERDICT = simulate("last-ack-lost").trace().verdict.en;

/** @param {TestContext} context a folder that goes with it */
async function freshFolder(context) {
  const folder = await mkdtemp(join(tmpdir(), "lastack-outside-"));
  context.after(() => rm(folder, { recursive: true }));
  return folder;
}

/**
 * @param {string} folder
 * @param {readonly string[]} command
 * @param {Record<string, string>} [env]
 */
async function run(folder, [name = "", ...args], env = {}) {
  try {
    return (await promisify(execFile)(name, args, { cwd: folder, env: { ...process.env, ...env } })).stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
    return assert.fail(`${name} ${args.join(" ")}\n${stdout}${stderr}`);
  }
}

/** What TypeScript is to find right, and what it is to find wrong. */
const TYPED = `
import init, { Simulation, type Trace } from "lastack";
import { Simulation as WithTools } from "lastack/tools";
import { LastAckElement } from "lastack/element";

await init();
const run = new Simulation({ script: [{ at_ms: 0, host: "a", do: "close" }] });
const trace: Trace = run.trace();
export const last: number | undefined = trace.events.at(-1)?.at;
// @ts-expect-error a time is a number
run.tick("soon");
// @ts-expect-error there is no such host
new Simulation({ script: [{ at_ms: 0, host: "c", do: "close" }] });
const capture = new WithTools("{}").exportRun("pcapng", { host: "b" });
export const size: number = capture.length;

LastAckElement.home = new URL("https://example.org/lastack/");
customElements.define("last-ack", LastAckElement);
const element = new LastAckElement();
element.scenario = "v=1&s=clean-close";
export const where: number = (await element.seek(2)).now;
document.querySelector("last-ack")?.addEventListener("lastack-end", ({ detail }) => console.log(detail.verdict));
element.addEventListener("lastack-error", ({ detail }) => console.log(detail.message));
element.addEventListener("click", ({ clientX }) => console.log(clientX));
// @ts-expect-error where it ends there is a moment, and no message
element.addEventListener("lastack-end", ({ detail }) => console.log(detail.message));
// @ts-expect-error it starts by a click or by sight
element.start = "never";
`;

test("npm: packed, installed in a new project, run as the README says, and typed", async (context) => {
  const folder = await freshFolder(context);
  await run(folder, ["npm", "pack", NPM, "--silent"]);
  const [packed] = await readdir(folder);
  assert.ok(packed?.endsWith(".tgz"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "outside", private: true, type: "module" }));
  await run(folder, ["npm", "install", `./${packed}`, "--offline", "--no-audit", "--no-fund"]);

  const readme = await readFile(join(folder, "node_modules/lastack/README.md"), "utf8");
  const [, example = ""] = /```js\n(.*?)```/s.exec(readme) ?? [];
  await writeFile(join(folder, "example.js"), example);
  assert.equal(await run(folder, ["node", "example.js"]), `${VERDICT}\n`);

  const preset = `import { readFileSync } from "node:fs";
    import init, { Simulation } from "lastack/tools";
    await init({ module_or_path: readFileSync(new URL(import.meta.resolve("lastack/tools/lastack_bg.wasm"))) });
    const scenario = readFileSync(new URL(import.meta.resolve("lastack/presets/last-ack-lost.json")), "utf8");
    process.stdout.write(new Simulation(scenario).exportRun("mermaid"));`;
  await writeFile(join(folder, "preset.js"), preset);
  assert.match(await run(folder, ["node", "preset.js"]), /^sequenceDiagram$/m);

  await writeFile(join(folder, "typed.ts"), TYPED);
  const settings = ["--ignoreConfig", "--noEmit", "--strict", "--target", "es2023", "--lib", "es2023,dom,esnext.disposable"];
  for (const modules of [["--module", "nodenext"], ["--module", "esnext", "--moduleResolution", "bundler"]]) {
    await run(folder, [join(WEB, "node_modules/.bin/tsc"), ...settings, ...modules, "typed.ts"]);
  }

  // What the README tells whoever has a bundler that leaves the wasm behind.
  const [, told = ""] = /```js\n(import wasm from.*?)```/s.exec(readme) ?? [];
  await writeFile(join(folder, "bundled.js"), `import init, { Simulation } from "lastack";\nimport { readFileSync } from "node:fs";\nglobalThis.fetch = async (url) => new Response(readFileSync(url), { headers: { "Content-Type": "application/wasm" } });\n${told}console.log(new Simulation({ script: [] }).trace().events.length);`);
  await run(folder, [join(WEB, "node_modules/.bin/esbuild"), "bundled.js", "--bundle", "--format=esm", "--platform=node", "--loader:.wasm=file", "--outdir=out"]);
  await rm(join(folder, "node_modules"), { recursive: true });
  assert.match(await run(folder, ["node", "out/bundled.js"]), /^\d+\n$/);
});

const MAIN = `
use lastack::scenario::{Run, preset};
use lastack::trace::Trace;

fn main() {
    let preset = preset::find("last-ack-lost").expect("it is a preset");
    let trace = Trace::of(Run::new(preset.scenario).history().forecast());
    println!("{}", trace.verdict.en);
}
`;

test("cargo: packed, unpacked, and a new project that depends on it runs a scenario", async (context) => {
  const folder = await freshFolder(context);
  // What is in it is proved below. Whoever tests has not committed all, and has what is locked.
  await run(ROOT, ["cargo", "package", "--package", "lastack", "--no-verify", "--allow-dirty", "--locked", "--offline", "--target-dir", join(folder, "target")]);
  const packed = (await readdir(join(folder, "target/package"))).find((file) => file.endsWith(".crate"));
  assert.ok(packed);
  await run(folder, ["tar", "-xzf", join("target/package", packed)]);
  const crate = packed.replace(/\.crate$/, "");
  const there = await readdir(join(folder, crate));
  assert.deepEqual(there.filter((file) => /^(?:tests|examples|tools)$/.test(file)), []);
  assert.match(await readFile(join(folder, crate, "README.md"), "utf8"), /^# LastAck/);

  const project = join(folder, "outside");
  await mkdir(join(project, "src"), { recursive: true });
  await writeFile(join(project, "src/main.rs"), MAIN);
  // Optimised as in our own tests, so that what the engine is made of is not compiled again; the engine itself runs once.
  await writeFile(join(project, "Cargo.toml"), `[package]\nname = "outside"\nversion = "0.0.0"\nedition = "2024"\n\n[dependencies]\nlastack = { path = "../${crate}" }\n\n[profile.dev]\nopt-level = 1\n\n[profile.dev.package.lastack]\nopt-level = 0\ndebug = false\n`);
  await copyFile(join(ROOT, "rust-toolchain.toml"), join(project, "rust-toolchain.toml"));
  await copyFile(join(ROOT, "Cargo.lock"), join(project, "Cargo.lock"));
  assert.equal(await run(project, ["cargo", "run", "--quiet", "--offline"], { CARGO_TARGET_DIR: join(ROOT, "target") }), `${VERDICT}\n`);
});
