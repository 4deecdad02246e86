// What stands in the head of a static page: what it is called, in which languages it is there, what is shown of it
// where somebody links to it.

import { FIRST } from "../../src/preset.js";
import { addressesIn } from "./addresses.js";
import { CARD } from "./cards.js";
import { html } from "./markup.js";
import { CARD_FILE } from "./plate.js";
import { WORDS } from "./words.js";

/**
 * @import { Language } from "../../src/strings/index.js"
 * @import { Addresses } from "./addresses.js"
 */

/** The same as the page's. */
const ICON = "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0,0,16,16'%20stroke-width='2'%3E%3Cpath%20d='M2,3l8,5'%20stroke='%230072b2'%20stroke-dasharray='3,1.5'/%3E%3Cpath%20d='M9,6l5,5m0-5l-5,5'%20stroke='%23d55e00'/%3E%3C/svg%3E";

/**
 * @typedef {object} Head
 * @property {Language} language
 * @property {string} title
 * @property {string} description
 * @property {Record<Language, string>} folders where the page is, in each language
 * @property {{ file: string, says: string }} card
 * @property {string | null} oembed a file
 */

/** @param {Head} head @param {Addresses} addresses */
export function headOf({ language, title, description, folders, card, oembed }, { near, whole }) {
  const { tag, locale } = WORDS[language];
  const there = [...Object.entries(folders).map(([other, folder]) => ({ tag: WORDS[/** @type {Language} */ (other)].tag, folder })), { tag: "x-default", folder: folders.en }];
  return html`<meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} · LastAck</title>
    <meta name="description" content="${description}">
    <meta name="color-scheme" content="light dark">
    <link rel="icon" href="${ICON}">
    <link rel="stylesheet" href="${near("s/page.css")}">
    <link rel="canonical" href="${whole(folders[language])}">
    ${there.map((other) => html`<link rel="alternate" hreflang="${other.tag}" href="${whole(other.folder)}">
    `)}${oembed === null ? "" : html`<link rel="alternate" type="application/json+oembed" href="${whole(oembed)}" title="${title}">
    `}<meta property="og:type" content="article">
    <meta property="og:site_name" content="LastAck">
    <meta property="og:locale" content="${locale}">
    <meta property="og:url" content="${whole(folders[language])}">
    <meta property="og:title" content="${title}">
    <meta property="og:description" content="${description}">
    <meta property="og:image" content="${whole(card.file)}">
    <meta property="og:image:type" content="image/png">
    <meta property="og:image:width" content="${CARD.width}">
    <meta property="og:image:height" content="${CARD.height}">
    <meta property="og:image:alt" content="${card.says}">
    <meta name="twitter:card" content="summary_large_image">
    <meta name="twitter:title" content="${title}">
    <meta name="twitter:description" content="${description}">
    <meta name="twitter:image" content="${whole(card.file)}">
    <meta name="twitter:image:alt" content="${card.says}">`;
}

/**
 * What is shown of the page itself where somebody links to it, which is how runs are shared: the card of the preset
 * that it opens with. Whoever shows it follows whole addresses alone, so there is none without a home.
 *
 * @param {URL | null} home
 */
export function frontCard(home) {
  if (!home) return "";
  const { whole } = addressesIn(home, "index.html");
  return html`<link rel="canonical" href="${whole("")}"><meta property="og:image" content="${whole(`s/${FIRST}/${CARD_FILE}`)}"><meta name="twitter:card" content="summary_large_image">`.text;
}
