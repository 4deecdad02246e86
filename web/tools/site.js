// web/dist: the whole static site, and nothing that the site does not need.
//
// Sources lie in web/ just as they do in the site, so a module is imported by the same path in both:
// nothing is bundled. What nobody but a reader of the source needs, comments first, is left out of the
// copy, and a source map gives it back to whoever opens the developer tools.

import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { DIST, WEB } from "./paths.js";

/** What the site is made of: a folder of web/, how deep, and which endings. */
const PARTS = [
  { folder: "", deep: false, endings: [".html", ".css", ".svg", ".png", ".ico", ".webmanifest"] },
  { folder: "src", deep: true, endings: [".js", ".json", ".css", ".svg"] },
  { folder: "pkg", deep: true, endings: [".js", ".wasm", ".d.ts"] },
];

/** Brings web/dist up to date: copies what is new or changed, removes what has gone. */
export async function assembleSite() {
  const wanted = (await Promise.all(PARTS.map(filesOf))).flat();
  await Promise.all(wanted.map(copyIfChanged));
  const keep = new Set(wanted.flatMap((file) => (isShrunk(file) ? [file, `${file}.map`] : [file])));
  for (const file of await list(DIST, true)) {
    if (!keep.has(file)) await rm(join(DIST, file));
  }
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

/** @param {(typeof PARTS)[number]} part */
async function filesOf({ folder, deep, endings }) {
  const files = await list(join(WEB, folder), deep);
  return files.filter((file) => endings.some((ending) => file.endsWith(ending))).map((file) => join(folder, file));
}

/** @param {string} file */
async function copyIfChanged(file) {
  const from = join(WEB, file);
  const to = join(DIST, file);
  const [source, tool, copy] = await Promise.all([stat(from), stat(THIS), stat(to).catch(() => undefined)]);
  if (copy && copy.mtimeMs >= Math.max(source.mtimeMs, tool.mtimeMs)) return;
  await mkdir(dirname(to), { recursive: true });
  if (isShrunk(file)) await shrink(from, to);
  else await copyFile(from, to);
}

const THIS = fileURLToPath(import.meta.url);

/** @type {Record<string, { loader: "js" | "css", link: (map: string) => string }>} */
const SHRUNK = {
  ".js": { loader: "js", link: (map) => `//# sourceMappingURL=${map}\n` },
  ".css": { loader: "css", link: (map) => `/*# sourceMappingURL=${map} */\n` },
};

/** @param {string} file */
function isShrunk(file) {
  return extname(file) in SHRUNK;
}

/**
 * The same module or style sheet, for machines.
 *
 * @param {string} from
 * @param {string} to
 */
async function shrink(from, to) {
  const kind = SHRUNK[extname(from)];
  if (!kind) throw new Error(`${from} has no way to be shrunk`);
  const map = `${basename(to)}.map`;
  const source = await readFile(from, "utf8");
  const made = await transform(source, {
    loader: kind.loader,
    minify: true,
    charset: "utf8",
    target: ["es2022"],
    legalComments: "none",
    sourcemap: "external",
    sourcefile: basename(from),
  });
  await Promise.all([writeFile(to, made.code + kind.link(map)), writeFile(join(dirname(to), map), made.map)]);
}
