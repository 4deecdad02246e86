// web/dist: the whole static site, and nothing that the site does not need.
//
// Sources lie in web/ just as they do in the site, so a module is imported by the same path in both.

import { copyFile, mkdir, readdir, rm, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
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
  const keep = new Set(wanted);
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
  const [source, copy] = await Promise.all([stat(from), stat(to).catch(() => undefined)]);
  if (copy && copy.size === source.size && copy.mtimeMs >= source.mtimeMs) return;
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}
