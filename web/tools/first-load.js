// Which files of the site a visitor's browser fetches before the page is alive: the page, what its
// tags name, what its modules import, what its styles pull in, the wasm, what it says in the visitor's
// language, and what it begins with. That a browser fetches just these is for a test in one to say.
//
// A name that leads nowhere, or that only works from the root of a server, is an error.

import { readFile } from "node:fs/promises";
import { dirname, extname, join, normalize } from "node:path";
import { init, parse } from "es-module-lexer";
import { Refusal } from "./process.js";

/** @type {Record<string, (text: string) => string[]>} what each kind of file makes the browser fetch */
const NAMED_IN = {
  ".html": namedInPage,
  ".css": namedInStyle,
  ".js": namedInModule,
};

/**
 * @param {string} folder
 * @param {string} page
 * @param {readonly string[]} [more] what its modules fetch by themselves
 * @returns {Promise<Map<string, Buffer>>} every file by its path in the folder
 */
export async function firstLoad(folder, page, more = []) {
  await init;
  const loaded = new Map();
  /** @param {string} file @param {string} from */
  const visit = async (file, from) => {
    if (loaded.has(file)) return;
    const bytes = await readFile(join(folder, file)).catch(() => {
      throw new Refusal(`${from} names ${file}, which is not in the site.`);
    });
    loaded.set(file, bytes);
    const names = NAMED_IN[extname(file)]?.(bytes.toString()) ?? [];
    for (const name of names) await visit(resolve(file, name), file);
  };
  for (const file of [page, ...more]) await visit(file, "The site");
  return loaded;
}

/**
 * What the page's modules fetch by themselves for a visitor who reads that language: who comes for the first time
 * is told a story, everybody else begins with the knobs.
 *
 * @param {string} language
 * @param {"first" | "later"} visit
 */
export function fetchedFor(language, visit) {
  const both = [`src/strings/${language}.js`, "src/scenarios/last-ack-lost.js"];
  if (visit === "later") return [...both, `src/strings/engine.${language}.js`, `src/strings/front.${language}.js`, "src/panels/front.js"];
  return [...both, "src/stories/stories.js", `src/stories/${language}.js`, "src/stories/told/wait-for-ever.js"];
}

/** @param {string} html */
function namedInPage(html) {
  const tags = html.match(/<(?:script|link|img)\b[^>]*>/gi) ?? [];
  const names = tags.filter((tag) => !/\brel="(?:canonical|alternate)"/i.test(tag)).map((tag) => /\s(?:src|href)="([^"]+)"/i.exec(tag)?.[1]);
  const inline = [...html.matchAll(/<script\b[^>]*type="module"[^>]*>([^<]+)<\/script>/gi)];
  return [...names, ...inline.flatMap(([, script = ""]) => namedInModule(script))].filter(isFile);
}

/** @param {string} css */
function namedInStyle(css) {
  const names = [...css.matchAll(/(?:@import\s+|url\(\s*)["']?([^"')\s]+)/g)].map(([, name]) => name);
  return names.filter(isFile);
}

/** @param {string} module */
function namedInModule(module) {
  const imported = parse(module)[0].map((found) => (found.type === "static" || found.type === "reexport-star" ? found.specifier : undefined));
  const fetched = [...module.matchAll(/new URL\(\s*["']([^"']+)["']\s*,\s*import\.meta\.url\s*\)/g)].map(([, name]) => name);
  return [...imported, ...fetched].filter(isFile);
}

/**
 * @param {string | undefined} name
 * @returns {name is string}
 */
function isFile(name) {
  return name !== undefined && !name.startsWith("data:") && !name.startsWith("#");
}

/**
 * @param {string} file
 * @param {string} name
 */
function resolve(file, name) {
  const path = normalize(join(dirname(file), name.replace(/[?#].*$/, "")));
  if (/^(\/|[a-z]+:)/i.test(name) || path.startsWith("..")) {
    throw new Refusal(`${file} names ${name}, which would be outside the site when it is served from a sub-path.`);
  }
  return path;
}
