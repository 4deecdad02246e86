// `node web/tools/in-browser.js [FILES]`: the browser's tests, and once more, one after the other, the files
// that failed. A browser on a busy machine is late now and then; what is wrong with the page fails both times.

import { join, relative } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { ROOT, WEB } from "./paths.js";
import { program, Refusal } from "./process.js";
import { list } from "./site.js";

const FOLDER = join(WEB, "e2e");

await program(async () => {
  const asked = process.argv.slice(2).map((file) => join(ROOT, file));
  const files = asked.length > 0 ? asked : (await list(FOLDER, false)).filter((file) => file.endsWith(".test.js")).map((file) => join(FOLDER, file));
  if (files.length === 0) throw new Refusal(`There is no test in ${FOLDER}.`);
  const failed = await runFiles(files, true);
  if (failed.length === 0) return;
  const names = failed.map((file) => relative(ROOT, file)).join(" ");
  console.log(`\n━━ once more, by themselves: ${names}\n`);
  const still = await runFiles(failed, false);
  if (still.length > 0) throw new Refusal(`Failed twice: ${still.map((file) => relative(ROOT, file)).join(" ")}`);
  console.log(`\n! Passed the second time only: ${names}`);
});

/**
 * @param {string[]} files as whole paths
 * @param {boolean} concurrency as many at a time as the machine has cores to spare, or one
 * @returns {Promise<string[]>} those in which something failed
 */
function runFiles(files, concurrency) {
  const failed = new Set();
  const tests = run({ files, concurrency });
  tests.on("test:fail", ({ file }) => failed.add(file));
  return new Promise((resolve, reject) => {
    tests.on("error", reject);
    tests.compose(new spec()).on("error", reject).on("end", () => resolve(files.filter((file) => failed.has(file)))).pipe(process.stdout, { end: false });
  });
}
