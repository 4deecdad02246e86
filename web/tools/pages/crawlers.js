// What programs read that show or find the pages: oEmbed for blogs, a sitemap and robots.txt for search engines.

import { HEIGHT } from "../../src/share/dialog/formats.js";
import { CARD } from "./cards.js";
import { escaped, html } from "./markup.js";
import { CARD_FILE, folderOf, INDEX } from "./plate.js";
import { runIn } from "./preset-page.js";
import { WORDS } from "./words.js";

/**
 * @import { Language } from "../../src/strings/index.js"
 * @import { Addresses } from "./addresses.js"
 * @import { PresetRun } from "./runs.js"
 */

/** Of a frame in an article, in pixels. */
const FRAME = { width: 720, height: HEIGHT };

/**
 * A rich embed as https://oembed.com has it.
 *
 * @param {PresetRun} run
 * @param {Language} language
 * @param {Addresses} addresses
 */
export function oembedOf({ name, told }, language, { whole }) {
  const { title } = told[language];
  const frame = html`<iframe src="${whole(`embed.html${runIn(name, language)}`)}" width="${FRAME.width}" height="${FRAME.height}" title="LastAck: ${title}" allow="clipboard-write" loading="lazy" style="border:0;max-width:100%"></iframe>`;
  const answer = {
    type: "rich",
    version: "1.0",
    title,
    provider_name: "LastAck",
    provider_url: whole(""),
    html: frame.text,
    ...FRAME,
    thumbnail_url: whole(`s/${name}/${CARD_FILE}`),
    thumbnail_width: CARD.width,
    thumbnail_height: CARD.height,
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}

/**
 * @param {readonly PresetRun[]} runs
 * @param {Addresses} addresses
 * @param {boolean} known whether it is known where the site will be
 */
export function sitemapOf(runs, { whole }, known) {
  const pages = [{ en: "", zh: "" }, INDEX, ...runs.map(({ name }) => ({ en: folderOf(name, "en"), zh: folderOf(name, "zh") }))];
  const languages = /** @type {Language[]} */ (Object.keys(WORDS));
  const alternates = (/** @type {Record<Language, string>} */ page) => languages.map((language) => `\n    <xhtml:link rel="alternate" hreflang="${WORDS[language].tag}" href="${escaped(whole(page[language]))}"/>`).join("");
  const urls = pages.flatMap((page) => (page.en === page.zh ? [`  <url><loc>${escaped(whole(page.en))}</loc></url>`] : languages.map((language) => `  <url>\n    <loc>${escaped(whole(page[language]))}</loc>${alternates(page)}\n  </url>`)));
  return `<?xml version="1.0" encoding="UTF-8"?>${known ? "" : UNKNOWN}
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.join("\n")}
</urlset>
`;
}

const UNKNOWN = "\n<!-- Built without SITE_URL, so these addresses are relative, and search engines follow whole ones alone. Build with SITE_URL=https://… to have them. -->";

/** It counts only at the root of a host. @param {Addresses} addresses @param {boolean} known */
export function robotsOf({ whole }, known) {
  return `User-agent: *\nAllow: /\n${known ? `Sitemap: ${whole("sitemap.xml")}\n` : "# Built without SITE_URL: where the sitemap is can only be said by a whole address.\n"}`;
}
