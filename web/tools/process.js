// Running other programs: one way to show their output, one way to read it.

import { execFile, spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter } from "node:path";
import { ROOT } from "./paths.js";

/** What went wrong is not ours to mend: the message says it all, and a stack would only hide it. */
export class Refusal extends Error {}

/**
 * Runs the body of a program: a refusal is told in its own words, anything else is our mistake and
 * keeps its stack.
 *
 * @param {() => Promise<void>} body
 */
export async function program(body) {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

/**
 * Runs a program at the root of the repository, its output shown as it comes.
 *
 * @param {readonly string[]} command
 * @param {{ path?: readonly string[], env?: Record<string, string> }} [options] `path`: folders to be searched before PATH
 * @returns {Promise<number>} the exit status, as a shell gives it
 */
export function run(command, { path = [], env = {} } = {}) {
  const [name = "", ...args] = command;
  const PATH = [...path, process.env["PATH"]].join(delimiter);
  return new Promise((resolve, reject) => {
    spawn(name, args, { cwd: ROOT, env: { ...process.env, ...env, PATH }, stdio: ["ignore", "inherit", "inherit"] })
      .on("error", reject)
      .on("exit", (status, signal) => resolve(status ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/**
 * As `run`, but anything short of success is refused in words.
 *
 * @param {readonly string[]} command
 * @param {string} otherwise what to say when it fails
 * @param {Parameters<typeof run>[1]} [options]
 */
export async function mustRun(command, otherwise, options) {
  const status = await run(command, options);
  if (status !== 0) throw new Refusal(`${otherwise} (\`${command.join(" ")}\` ended with ${status}.)`);
}

/**
 * What a program prints, or undefined where it is missing or fails.
 *
 * @param {readonly string[]} command
 * @returns {Promise<string | undefined>}
 */
export function output(command) {
  const [name = "", ...args] = command;
  return new Promise((resolve) => {
    execFile(name, args, { cwd: ROOT }, (error, stdout) => resolve(error ? undefined : stdout.trim()));
  });
}
