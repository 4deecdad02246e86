// web/dist/sw.js: the worker of src/offline with a list of what it keeps.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { DIST, WEB } from "./paths.js";

/** What nobody misses without a network: maps for developers, what is read or embedded elsewhere, what programs read, the page in one file. */
const LEFT_OUT = [/\.map$/, /^s\//, /^embed\.(?:html|js)$/, /^src\/embed\//, /^robots\.txt$/, /^sitemap\.xml$/, /^lastack\.html$/];

export const WORKER = "sw.js";

/**
 * @param {readonly string[]} files all of the site, already there
 * @param {string} [folder] where the site is
 * @returns {Promise<Buffer>}
 */
export async function offlineWorker(files, folder = DIST) {
  const kept = files.filter((file) => !LEFT_OUT.some((one) => one.test(file))).sort();
  const hashed = await Promise.all(kept.map(async (file) => /** @type {const} */ ([file === "index.html" ? "" : file, `sha256-${createHash("sha256").update(await readFile(join(folder, file))).digest("base64")}`])));
  const release = { name: createHash("sha256").update(JSON.stringify(hashed)).digest("hex").slice(0, 12), files: Object.fromEntries(hashed) };
  const { outputFiles } = await build({
    entryPoints: [join(WEB, "src/offline/worker.js")],
    define: { "globalThis.RELEASE": JSON.stringify(release) },
    bundle: true,
    format: "iife",
    minify: true,
    charset: "utf8",
    target: ["es2022"],
    write: false,
  });
  return Buffer.from(outputFiles[0]?.contents ?? []);
}
