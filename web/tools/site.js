// web/dist: the whole static site, and nothing that the site does not need.
//
// The sources in web/ run as they are, module by module. In the site those that a page needs at once are
// one file, since fifty small ones are half as large again when each is compressed by itself, and fifty
// times as many requests. What is fetched later stays apart, by the path that it has in web/. A source map
// gives everything back to whoever opens the developer tools.

import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, normalize, relative } from "node:path";
import { init, parse } from "es-module-lexer";
import { build } from "esbuild";
import { minify } from "terser";
import { bindsEngine, readEngines } from "./glue.js";
import { offlineWorker, WORKER } from "./offline.js";
import { oneFile } from "./one-file.js";
import { siteHome } from "./pages/addresses.js";
import { frontCard } from "./pages/head.js";
import { staticPages } from "./pages/pages.js";
import { DIST, WEB } from "./paths.js";

/** What is copied as it is: a folder of web/, how deep, and which endings. */
const COPIED = [
  { folder: "", deep: false, endings: [".html", ".svg", ".png", ".ico", ".webmanifest"] },
  { folder: "src", deep: true, endings: [".json", ".svg"] },
];

const ONE_FILE = "lastack.html";

/** Pages that begin with the page's first module. */
const PAGES = ["index.html", "embed.html"];
/** Scripts that stand alone: by where they will be, where they come from. */
const ALONE = { embed: "src/embed/script.js", "src/embed/door": "src/embed/door.js" };

/** Brings web/dist up to date: makes what is made, copies what is new or changed, removes what has gone. */
export async function assembleSite() {
  const copied = (await Promise.all(COPIED.map(filesOf))).flat();
  await Promise.all(copied.map(copyIfChanged));
  const [made, alone, engines, pages] = await Promise.all([bundle(), bundleAlone(), readEngines(), staticPages()]);
  await Promise.all([...engines.map(({ file, bytes }) => writeIfChanged(file, bytes)), ...[...pages].map(([file, bytes]) => writeIfChanged(file, bytes))]);
  await Promise.all([namePages(), writeIfChanged(ONE_FILE, Buffer.from(await oneFile(FOR_MACHINES)))]);
  const keep = new Set([...copied, ...made, ...alone, ...engines.map(({ file }) => file), ...pages.keys(), ONE_FILE]);
  await writeIfChanged(WORKER, await offlineWorker([...keep]));
  for (const file of await list(DIST, true)) {
    if (!keep.has(file) && file !== WORKER) await rm(join(DIST, file));
  }
}

/** The first module is nothing but an import, as others need what it needs: a page names that itself. */
async function namePages() {
  await init;
  const first = await readFile(join(DIST, "src/main.js"), "utf8");
  const [chunk] = parse(first)[0];
  if (!chunk?.specifier) throw new Error("what main.js consists of is in a piece that others share");
  const named = join("src", chunk.specifier);
  for (const page of PAGES) {
    const text = (await readFile(join(WEB, page), "utf8")).replace("src/main.js", named).replace(/^\s+/gm, "");
    await writeIfChanged(page, Buffer.from(page === "index.html" ? text.replace("</head>", () => `${frontCard(siteHome())}</head>`) : text));
  }
}

const FOR_MACHINES = /** @satisfies {import("esbuild").BuildOptions} */ ({
  absWorkingDir: WEB,
  outdir: DIST,
  outbase: WEB,
  format: "esm",
  minify: true,
  charset: "utf8",
  target: ["es2022"],
  legalComments: "none",
  sourcemap: true,
  logLevel: "warning",
});

/** All that the page needs at once hangs on it. */
const FIRST = join(WEB, "src/main.js");

/**
 * What is fetched later comes after all that the page needs at once. Without it esbuild would cut that into
 * a piece for every set of later modules that share some of it, and pieces compress worse than the whole.
 *
 * @param {readonly string[]} later paths from web/src
 * @returns {import("esbuild").Plugin}
 */
function after(later) {
  const files = new Set(later.map((file) => join(WEB, "src", file)));
  return {
    name: "what is fetched later comes after the first load",
    setup: ({ onLoad }) => onLoad({ filter: /\.js$/ }, async ({ path }) => {
      if (!files.has(path)) return undefined;
      const text = await readFile(path, "utf8");
      const needsAny = parse(text)[0].some(({ type }) => type === "static");
      return { loader: "js", contents: needsAny ? `${text}\nimport ${JSON.stringify(FIRST)};` : text };
    }),
  };
}

/**
 * Modules and style sheets, for machines.
 *
 * @returns {Promise<string[]>} what was made, as paths from the site
 */
async function bundle() {
  const sources = await list(join(WEB, "src"), true);
  const styles = sources.filter((file) => file.endsWith(".css"));
  const later = await fetchedLater(sources.filter((file) => file.endsWith(".js")));
  const { outputFiles } = await build({
    ...FOR_MACHINES,
    entryPoints: ["page.css", "src/main.js", ...[...later, ...styles].map((file) => join("src", file))],
    chunkNames: "src/[hash]",
    bundle: true,
    splitting: true,
    write: false,
    plugins: [after(later), bindsEngine],
  });
  const made = outputFiles.map(({ path, text }) => ({ file: relative(DIST, path), text }));
  const maps = new Map(made.filter(({ file }) => file.endsWith(".map")).map(({ file, text }) => [file, text]));
  const written = made.filter(({ file }) => !file.endsWith(".map")).map(async ({ file, text }) => {
    if (!file.endsWith(".js")) {
      // Nobody steps through a style sheet: its rules are found by what they match.
      await writeIfChanged(file, Buffer.from(text.replace(/\n?\/\*# sourceMappingURL=.*\*\/\s*$/, "\n")));
      return [file];
    }
    const { code, map } = await squeezed(file, text, isData(text) ? null : (maps.get(`${file}.map`) ?? ""));
    await writeIfChanged(file, Buffer.from(code));
    if (map === null) return [file];
    await writeIfChanged(`${file}.map`, Buffer.from(map));
    return [file, `${file}.map`];
  });
  return (await Promise.all(written)).flat();
}

/** Words and scenarios need nobody and do nothing: there is no line of them to look for, and a visitor is spared its address. @param {string} module */
function isData(module) {
  return parse(module)[0].length === 0 && !/=>|\bfunction\b/.test(module);
}

/** What was squeezed before, by its text: a page in the making is built again each time that it is asked for. @type {Map<string, { code: string, map: string | null }>} */
const known = new Map();

/**
 * After esbuild, which joins modules, terser still makes what a visitor fetches 3 % smaller.
 *
 * @param {string} file
 * @param {string} text
 * @param {string | null} content its source map; null has none made
 */
async function squeezed(file, text, content) {
  const before = known.get(text);
  if (before) return before;
  const { code = "", map } = await minify(text, { module: true, ecma: 2020, compress: { passes: 2 }, sourceMap: content === null ? false : { content, url: `${basename(file)}.map` } });
  const made = { code, map: content === null ? null : String(map) };
  known.set(text, made);
  return made;
}

/** @returns {Promise<string[]>} what was made, as paths from the site */
async function bundleAlone() {
  const { metafile } = await build({ ...FOR_MACHINES, metafile: true, entryPoints: Object.entries(ALONE).map(([out, from]) => ({ in: from, out })), bundle: true, format: "iife" });
  return Object.keys(metafile.outputs).map((file) => relative(DIST, join(WEB, file)));
}

/**
 * Modules that others import when they need them.
 *
 * @param {readonly string[]} modules paths from web/src
 */
async function fetchedLater(modules) {
  await init;
  const found = await Promise.all(
    modules.map(async (file) => {
      const text = await readFile(join(WEB, "src", file), "utf8");
      return parse(text)[0].flatMap(({ type, specifier }) => (type === "dynamic" && specifier ? [normalize(join(dirname(file), specifier))] : []));
    }),
  );
  return [...new Set(found.flat())].sort();
}

/**
 * Every file under a folder, as paths from it; none where the folder is missing.
 *
 * @param {string} folder
 * @param {boolean} deep
 * @returns {Promise<string[]>}
 */
export async function list(folder, deep) {
  const entries = await readdir(folder, { recursive: deep, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** @param {(typeof COPIED)[number]} part */
async function filesOf({ folder, deep, endings }) {
  const files = await list(join(WEB, folder), deep);
  return files.filter((file) => endings.some((ending) => file.endsWith(ending))).map((file) => join(folder, file));
}

/** @param {string} file @param {Buffer} bytes */
async function writeIfChanged(file, bytes) {
  const to = join(DIST, file);
  if ((await readFile(to).catch(() => null))?.equals(bytes)) return;
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, bytes);
}

/** @param {string} file */
async function copyIfChanged(file) {
  const from = join(WEB, file);
  const to = join(DIST, file);
  const [source, copy] = await Promise.all([stat(from), stat(to).catch(() => undefined)]);
  if (copy && copy.mtimeMs >= source.mtimeMs && copy.size === source.size) return;
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}
