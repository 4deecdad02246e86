// `npm --prefix web run fuzz -- [TARGET] [SECONDS]`: libFuzzer on one target, or on each in turn.
//
// It wants a nightly Rust and a C++ compiler. What it bred stays in target/fuzz; with `minimise` in place of the
// seconds, some of it takes the place of what was committed, but for what somebody gave a name.

import { cp, mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "./paths.js";
import { mustRun, output, Refusal, run } from "./process.js";
import { readToml } from "./recipe.js";
import { installProgram } from "./toolchain.js";

const CRATE = "crate/fuzz";
const BRED = join("target", "fuzz");
const NIGHTLY = "nightly";
/** What a target is given if nothing else is said. */
const SECONDS = 60;
const MINIMISE = "minimise";
/** Of a target: they reach four fifths and more of the code that all do, and are read by every `cargo test`. */
const MOST_COMMITTED = 200;
/** As libFuzzer calls a file. */
const BRED_NAME = /^[0-9a-f]{40}$/;
/** How often a line is reached does not count. */
const ONLY_NEW_CODE = "-use_counters=0";
/** An input that takes longer, in seconds, or more memory, in MB, is a finding. */
const BOUNDS = ["-timeout=20", "-rss_limit_mb=2048"];
/** In bytes: no link is longer, and a longer file teaches a fuzzer nothing. */
const LONGEST = 4096;

/** @param {string[]} args */
export async function main(args) {
  const { targets, seconds } = await asked(args);
  await requireNightly();
  const { package: { metadata: { tools } } } = /** @type {{ package: { metadata: { tools: { "cargo-fuzz": string } } } }} */ (await readToml(`${CRATE}/Cargo.toml`));
  const bin = await installProgram({ tools }, "cargo-fuzz");
  for (const target of targets) {
    // The sanitizers look for misused memory, and there is no `unsafe` here to misuse it; without them it tries more.
    const fuzz = (/** @type {string} */ command, /** @type {string[]} */ ...rest) => [join(bin, "cargo-fuzz"), command, "--fuzz-dir", CRATE, "--sanitizer", "none", "--target-dir", BRED, target, ...rest];
    const env = { RUSTUP_TOOLCHAIN: NIGHTLY };
    const [bred, committed] = [join(BRED, "corpus", target), join(CRATE, "corpus", target)];
    await mkdir(join(ROOT, bred), { recursive: true });
    if (seconds === MINIMISE) {
      await mustRun(fuzz("cmin", bred, "--", ONLY_NEW_CODE), `${target} was not minimised.`, { env });
      await commit(join(ROOT, bred), join(ROOT, committed));
      continue;
    }
    console.log(`\n━━ ${target}: ${seconds} s\n`);
    const status = await run(fuzz("run", bred, committed, "--", `-max_total_time=${seconds}`, `-max_len=${LONGEST}`, ...BOUNDS, "-print_final_stats=1"), { env });
    if (status !== 0) throw new Refusal(`✗ ${target} found something: the input is in ${CRATE}/artifacts/${target}. Make it a test, then mend what it found.`);
  }
}

/**
 * The smallest of those that were bred, in place of those that are there.
 *
 * @param {string} bred
 * @param {string} committed
 */
async function commit(bred, committed) {
  for (const file of await readdir(committed)) if (BRED_NAME.test(file)) await rm(join(committed, file));
  const files = await Promise.all((await readdir(bred)).map(async (file) => ({ file, size: (await stat(join(bred, file))).size })));
  files.sort((one, other) => one.size - other.size || (one.file < other.file ? -1 : 1));
  for (const { file } of files.slice(0, MOST_COMMITTED)) await cp(join(bred, file), join(committed, file));
}

/**
 * @param {string[]} args
 * @returns {Promise<{ targets: string[], seconds: number | typeof MINIMISE }>}
 */
async function asked(args) {
  const known = (await readdir(join(ROOT, CRATE, "fuzz_targets"))).map((file) => file.replace(/\.rs$/, "")).sort();
  const named = args.filter((arg) => known.includes(arg));
  const [word = String(SECONDS), more] = args.filter((arg) => !known.includes(arg));
  const seconds = word === MINIMISE ? word : Number(word);
  if (more !== undefined || !(seconds === MINIMISE || (Number.isInteger(seconds) && seconds > 0))) {
    throw new Refusal(`"${args.join(" ")}" is not understood. Say which of ${known.join(", ")}, or none for all of them, and how many seconds each, or \`${MINIMISE}\`.`);
  }
  return { targets: named.length > 0 ? named : known, seconds };
}

async function requireNightly() {
  if (await output(["rustc", `+${NIGHTLY}`, "--version"])) return;
  throw new Refusal(
    `libFuzzer needs a nightly Rust, and \`rustc +${NIGHTLY} --version\` does not run here: \`rustup toolchain install ${NIGHTLY} --profile minimal\`, then run this again. The same targets run on stable, for a moment each, in \`cargo test -p lastack --test fuzz\`.`,
  );
}
