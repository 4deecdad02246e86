// web/dist/lastack.html: the whole page in one file, that a double click opens from a disk. What the page would
// fetch, wasm and styles of panels, stands in it as data: addresses; what it would import is in its one module.

import { readFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { build } from "esbuild";
import { bindsEngine, readEngines } from "./glue.js";
import { WEB } from "./paths.js";

const ENTRY = "src/main.js";
/** What is all there already is not kept once more, and nothing newer comes into it. */
const OF_A_SITE = ["src/offline.js", "src/newer.js"].map((file) => join(WEB, file));

/**
 * @param {import("esbuild").BuildOptions & { write?: never }} options how the site's own modules are made
 * @returns {Promise<string>}
 */
export async function oneFile(options) {
  const [page, script, style] = await Promise.all([readFile(join(WEB, "index.html"), "utf8"), bundle(ENTRY, options), bundle("page.css", options)]);
  return page
    .replace(/\s*<link rel="(?:preload|modulepreload)"[^>]*>/g, "")
    .replace(/<link rel="stylesheet" href="page.css">/, () => `<style>${style}</style>`)
    .replace(/<script type="module" src="src\/main.js"><\/script>/, () => `<script type="module">${script}</script>`);
}

/**
 * @param {string} entry
 * @param {import("esbuild").BuildOptions} options
 */
async function bundle(entry, options) {
  const { outputFiles } = await build({ ...options, entryPoints: [entry], bundle: true, splitting: false, sourcemap: false, write: false, plugins: [bindsEngine, inline(options)] });
  const [made] = outputFiles;
  if (!made || outputFiles.length !== 1) throw new Error(`${entry} becomes one file`);
  // Nothing in it may end the element that it stands in.
  return made.text.replace(/<\/(script|style)/gi, "<\\/$1").trim();
}

/**
 * Addresses that a module makes from its own become the thing itself.
 *
 * @param {import("esbuild").BuildOptions} options
 * @returns {import("esbuild").Plugin}
 */
function inline(options) {
  return {
    name: "what would be fetched is in the file",
    setup: ({ onLoad }) => onLoad({ filter: /\/src\/.*\.js$/ }, async ({ path }) => {
      if (OF_A_SITE.includes(path)) return { contents: "", loader: "js" };
      let contents = await readFile(path, "utf8");
      for (const [whole, file = ""] of contents.matchAll(/new URL\("([^"]+)", import\.meta\.url\)/g)) {
        const data = await dataOf(join(dirname(path), file), options);
        contents = contents.replace(whole, () => `new URL("${data}")`);
      }
      return { contents, loader: "js" };
    }),
  };
}

/**
 * @param {string} file
 * @param {import("esbuild").BuildOptions} options
 */
async function dataOf(file, options) {
  switch (extname(file)) {
    case ".css":
      return `data:text/css;base64,${Buffer.from(await bundle(file, options)).toString("base64")}`;
    case ".wasm": {
      const engine = (await readEngines()).find((candidate) => join(WEB, candidate.file) === file);
      if (!engine) throw new Error(`${file} is no engine`);
      return `data:application/wasm;base64,${engine.bytes.toString("base64")}`;
    }
    default:
      throw new Error(`nobody knows how ${file} is to stand in a file`);
  }
}
