// What a visitor pays, gzipped, against what we allow (design, §10). A host that compresses
// each file once does it at level 9, so that is what is measured; a KB is 1000 bytes.

import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { fetchedFor, firstLoad } from "./first-load.js";
import { DIST } from "./paths.js";
import { program, Refusal } from "./process.js";

const KB = 1000;

const all = () => true;
const BUDGETS = [
  { what: "wasm", from: "index.html", counts: (/** @type {string} */ file) => file.endsWith(".wasm"), more: [], bound: 80 * KB },
  { what: "embed, before anybody runs it", from: "embed.js", counts: all, more: [], bound: 12 * KB },
  ...visits("first", "a first visit, which is told a story"),
  ...visits("later", "any other"),
];

await program(async () => {
  const over = [];
  for (const { what, from, counts, more, bound } of BUDGETS) {
    const files = [...(await firstLoad(DIST, from, more))].filter(([file]) => counts(file));
    const sizes = files.map(([file, bytes]) => ({ file, size: gzipSync(bytes, { level: 9 }).length }));
    const total = sizes.reduce((sum, { size }) => sum + size, 0);
    console.log(`${kilobytes(total)} of ${kilobytes(bound)}  ${what}`);
    if (total <= bound) continue;
    for (const { file, size } of sizes.sort((a, b) => b.size - a.size)) console.log(`  ${kilobytes(size)}  ${join("web/dist", file)}`);
    over.push(`The ${what} is ${kilobytes(total - bound)} too large.`);
  }
  if (over.length > 0) throw new Refusal(over.join("\n"));
});

/**
 * The first load of the page, in each language.
 *
 * @param {"first" | "later"} visit
 * @param {string} whose
 */
function visits(visit, whose) {
  return [["en", "English"], ["zh", "Chinese"]].map(([language = "", name]) => ({ what: `first load of the page, in ${name}: ${whose}`, from: "index.html", counts: all, more: fetchedFor(language, visit), bound: 130 * KB }));
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / KB).toFixed(1)} KB`;
}
