// The door of every npm script: `node tools/run.js start|build|test|bench|lighthouse|fuzz [ARGUMENTS]`.
//
// It and what it imports by name use Node alone, so that a machine that lacks something is told
// so in one sentence. A command is imported once what it needs is there.

import { installDependencies } from "./dependencies.js";
import { requireNode, requireRust } from "./prerequisites.js";
import { program, Refusal } from "./process.js";

/** @type {Record<string, () => Promise<{ main: (args: string[]) => Promise<void> }>>} */
const COMMANDS = {
  start: () => import("./start.js"),
  build: () => import("./build.js"),
  test: () => import("./test.js"),
  bench: () => import("./bench.js"),
  lighthouse: () => import("./lighthouse.js"),
  fuzz: () => import("./fuzz.js"),
};

const [name = "", ...args] = process.argv.slice(2);

await program(async () => {
  const load = COMMANDS[name];
  if (!load) throw new Refusal(`Say one of: ${Object.keys(COMMANDS).join(", ")}.`);
  requireNode();
  await requireRust();
  await installDependencies();
  const { main } = await load();
  await main(args);
});
