// The engine and what binds it to JavaScript, as a visitor gets them.
//
// Whatever the wasm calls has a name of wasm-bindgen's that ends in a hash, once in the wasm and once in the
// JavaScript: bytes that no compression makes fewer. Here the hashes are counted instead, in both alike.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { WEB } from "./paths.js";

/** Where a package's files are, in web/ and in the site. */
const PACKAGES = ["pkg", "pkg/tools", "pkg/link"];

const HASH = /(?<=__wb\w+_)[0-9a-f]{16}\b/g;
/** Where the wasm is if nobody says: all of the doors do. */
const ELSEWHERE = /if \(module_or_path === undefined\) \{[^}]*\}/;

/** Every wasm of the site. @returns {Promise<{ file: string, bytes: Buffer }[]>} */
export function readEngines() {
  return Promise.all(PACKAGES.map(async (folder) => {
    const file = join(folder, "lastack_bg.wasm");
    const [bytes, glue] = await Promise.all([readFile(join(WEB, file)), readFile(join(WEB, folder, "lastack.js"), "utf8")]);
    let text = bytes.toString("latin1");
    for (const [hash, short] of shortened(glue)) text = text.replaceAll(hash, short);
    return { file, bytes: Buffer.from(text, "latin1") };
  }));
}

/** @type {import("esbuild").Plugin} */
export const bindsEngine = {
  name: "the engine's names are short",
  setup: ({ onLoad }) => onLoad({ filter: /\/pkg\/(?:tools\/|link\/)?lastack\.js$/ }, async ({ path }) => {
    const glue = await readFile(path, "utf8");
    const names = shortened(glue);
    return { loader: "js", contents: glue.replace(HASH, (hash) => names.get(hash) ?? hash).replace(ELSEWHERE, "") };
  }),
};

/** As long as it was, since the wasm says how long its names are. @param {string} glue */
function shortened(glue) {
  const hashes = [...new Set(glue.match(HASH))].sort();
  return new Map(hashes.map((hash, i) => [hash, String(i).padStart(hash.length, "0")]));
}
