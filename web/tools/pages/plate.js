// What every static page has above and below, and where the pages are.

import { html } from "./markup.js";
import { WORDS } from "./words.js";

/**
 * @import { Language } from "../../src/strings/index.js"
 * @import { Addresses } from "./addresses.js"
 */

export const CARD_FILE = "card.png";

/** @param {string} name of a preset @param {Language} language */
export function folderOf(name, language) {
  return language === "en" ? `s/${name}/` : `s/${name}/${language}/`;
}

/** Of all runs. @type {Record<Language, string>} */
export const INDEX = { en: "s/", zh: "s/zh/" };

/**
 * @param {Language} language
 * @param {Record<Language, string>} folders of this page
 * @param {Addresses} addresses
 */
export function top(language, folders, { near }) {
  const words = WORDS[language];
  const other = language === "en" ? "zh" : "en";
  return html`<header class="top">
      <a class="brand" href="${near(language === "en" ? "" : `#lang=${language}`)}">Last<b>Ack</b></a>
      <a href="${near(INDEX[language])}">${words.all}</a>
      <a href="${near(folders[other])}" hreflang="${WORDS[other].tag}" lang="${WORDS[other].tag}">${words.other}</a>
    </header>`;
}

/** @param {Language} language @param {Addresses} addresses */
export function foot(language, { near }) {
  return html`<footer class="foot quiet"><p>${WORDS[language].foot} <a href="${near("")}">LastAck</a></p></footer>`;
}
