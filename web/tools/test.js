// `npm --prefix web test`: runs every step, stops at the first that fails and says how to run it again.

import { basename, dirname, join } from "node:path";
import { ROOT } from "./paths.js";
import { Refusal, run } from "./process.js";
import { list } from "./site.js";
import { STEPS } from "./steps.js";
import { installToolchain } from "./toolchain.js";

const QUICK = "--quick";

/** @param {string[]} args */
export async function main(args) {
  const unknown = args.find((arg) => arg !== QUICK);
  if (unknown) throw new Refusal(`"${unknown}" is not an option. Known: ${QUICK}, which leaves out what needs a browser, tshark or Python.`);
  const steps = STEPS.filter((step) => !(args.includes(QUICK) && step.needs));

  await installToolchain();
  const began = Date.now();
  for (const [index, { title, command }] of steps.entries()) {
    console.log(`\n━━ ${index + 1}/${steps.length}  ${title}\n   ${command.join(" ")}\n`);
    const status = await run(await expand(command));
    if (status !== 0) throw new Refusal(`✗ ${title}: failed. To run it again:\n  ${command.join(" ")}`);
  }
  console.log(`\n✓ All ${steps.length} steps passed in ${Math.round((Date.now() - began) / 1000)} s.`);
}

/**
 * Puts the files that a `*.test.js` matches in its place. None is an error: a test that is not there
 * must not look like one that passed.
 *
 * @param {readonly string[]} command
 */
async function expand(command) {
  const words = [];
  for (const word of command) {
    if (!word.includes("*")) {
      words.push(word);
      continue;
    }
    const folder = dirname(word);
    const ending = basename(word).slice(1);
    const files = (await list(join(ROOT, folder), false)).filter((file) => file.endsWith(ending));
    if (files.length === 0) throw new Refusal(`There is no ${word} to run.`);
    words.push(...files.map((file) => join(folder, file)));
  }
  return words;
}
