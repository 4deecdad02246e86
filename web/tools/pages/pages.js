// s/: what of each preset can be read, shown and found without running anything. All of it comes from the engine.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";
import { WEB } from "../paths.js";
import { addressesIn, siteHome } from "./addresses.js";
import { drawCards } from "./cards.js";
import { oembedOf, robotsOf, sitemapOf } from "./crawlers.js";
import { shapes } from "./drawing.js";
import { indexPage } from "./index-page.js";
import { CARD_FILE, folderOf, INDEX } from "./plate.js";
import { presetPage } from "./preset-page.js";
import { runPresets } from "./runs.js";

/** @import { Language } from "../../src/strings/index.js" */
/** @import { PresetRun } from "./runs.js" */

/** @type {readonly Language[]} */
const LANGUAGES = ["en", "zh"];

/** @type {Promise<ReadonlyMap<string, Buffer>> | null} */
let made = null;

/** Every file by its path from the site. Made once: engine and words are what they were when the build began. */
export function staticPages() {
  made ??= make();
  return made;
}

async function make() {
  const home = siteHome();
  if (!home) console.log("SITE_URL is not set: addresses in link previews, oEmbed and sitemap are relative, which few programs follow.");
  const runs = await runPresets();
  const files = filesOf(runs, home);
  const [cards, style] = await Promise.all([drawCards(runs.map(({ card }) => card)), readFile(join(WEB, "tools/pages/page.css"), "utf8")]);
  const { code } = await transform(`${style}\n${shapes(runs.flatMap(({ told }) => LANGUAGES.map((language) => told[language])))}`, { loader: "css", minify: true, charset: "utf8" });
  /** @type {Map<string, Buffer>} */
  const all = new Map([...files.set("s/page.css", code)].map(([file, text]) => [file, Buffer.from(text)]));
  for (const [i, { name }] of runs.entries()) all.set(`s/${name}/${CARD_FILE}`, cards[i] ?? Buffer.of());
  return all;
}

/**
 * Every file that is text.
 *
 * @param {readonly PresetRun[]} runs
 * @param {URL | null} home
 * @returns {Map<string, string>}
 */
export function filesOf(runs, home) {
  const files = new Map();
  for (const [i, run] of runs.entries()) {
    const neighbours = { before: runs[i - 1], next: runs[i + 1] };
    for (const language of LANGUAGES) {
      const folder = folderOf(run.name, language);
      const ending = language === "en" ? "svg" : `${language}.svg`;
      files.set(`s/${run.name}/picture.${ending}`, run.told[language].picture);
      files.set(`s/${run.name}/narrow.${ending}`, run.told[language].narrow);
      files.set(`${folder}index.html`, presetPage(run, language, neighbours, addressesIn(home, `${folder}index.html`)).text);
      files.set(`${folder}oembed.json`, oembedOf(run, language, addressesIn(home, `${folder}oembed.json`)));
    }
  }
  for (const language of LANGUAGES) files.set(`${INDEX[language]}index.html`, indexPage(runs, language, addressesIn(home, `${INDEX[language]}index.html`)).text);
  files.set("sitemap.xml", sitemapOf(runs, addressesIn(home, "sitemap.xml"), home !== null));
  files.set("robots.txt", robotsOf(addressesIn(home, "robots.txt"), home !== null));
  return files;
}
