// s/<preset>/card.png: what a messenger or a search engine shows beside a link to it.
//
// The letters come from npm, not from the machine, so every machine makes the same pixels; all are of one font, the
// only small one that has every sign. One with all of Chinese weighs more than the rest of the build together: the
// Chinese page has the same card.

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { renderAsync } from "@resvg/resvg-js";
import { WEB } from "../paths.js";

/** As Open Graph wants it, in pixels. */
export const CARD = { width: 1200, height: 630 };

/** Cards that were drawn before, by a hash of all that they are made from: a drawing takes longer than the rest of its page. */
const CACHE = join(WEB, "node_modules/.cache/lastack-cards");

const { resolve } = createRequire(import.meta.url);
const FONTS = ["400Regular/Inter_400Regular", "700Bold/Inter_700Bold"];

const OPTIONS = /** @satisfies {import("@resvg/resvg-js").ResvgRenderOptions} */ ({
  font: {
    fontFiles: FONTS.map((font) => resolve(`@expo-google-fonts/inter/${font}.ttf`)),
    loadSystemFonts: false,
    defaultFontFamily: "Inter",
  },
});

/**
 * @param {readonly string[]} drawings SVG
 * @returns {Promise<Buffer[]>} each as a PNG
 */
export async function drawCards(drawings) {
  const lock = await readFile(join(WEB, "package-lock.json"));
  await mkdir(CACHE, { recursive: true });
  const names = drawings.map((svg) => `${createHash("sha256").update(lock).update(JSON.stringify([OPTIONS, String(FOR_RESVG)])).update(svg).digest("hex")}.png`);
  const cards = await Promise.all(drawings.map((svg, i) => draw(svg, join(CACHE, names[i] ?? ""))));
  const stale = (await readdir(CACHE)).filter((name) => !names.includes(name));
  await Promise.all(stale.map((name) => rm(join(CACHE, name))));
  return cards;
}

/** What a drawing says in a way that resvg does not read, and what says the same to it. @type {readonly [RegExp, string][]} */
const FOR_RESVG = [
  // Colours stand there twice, the second time by custom properties: it takes the last.
  [/;[a-z]+:var\(--la-[a-z]+\)/g, ""],
  [/(?<=[{;])font:(\d+px) [^;}]+/g, "font-size:$1"],
  // No font of ours has it.
  [/⋯/g, "…"],
];

/** @param {string} svg @param {string} file */
async function draw(svg, file) {
  const drawn = await readFile(file).catch(() => null);
  if (drawn) return drawn;
  const png = (await renderAsync(FOR_RESVG.reduce((text, [found, said]) => text.replace(found, said), svg), OPTIONS)).asPng();
  await writeFile(file, png);
  return png;
}
