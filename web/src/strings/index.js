// What the page says by itself. Rules, sysctls, presets and verdicts speak both languages already: their
// words come from the engine.

import en from "./en.js";
import zh from "./zh.js";

/**
 * @typedef {keyof typeof en} Key
 * @typedef {"en" | "zh"} Language
 * @typedef {Record<string, string | number>} Values
 * @typedef {(key: Key, values?: Values) => string} Say
 */

/** @type {readonly { language: Language, tag: string, name: string, short: string }[]} */
export const LANGUAGES = [
  { language: "en", tag: "en", name: "English", short: "EN" },
  { language: "zh", tag: "zh-Hans", name: "简体中文", short: "中文" },
];

/** @type {Record<Language, Record<Key, string>>} */
export const TABLES = { en, zh };

/**
 * @param {Language} language
 * @returns {Say}
 */
export function speaker(language) {
  return (key, values = {}) => TABLES[language][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? `{${name}}`));
}

/**
 * The first language of a visitor's that we speak, else English.
 *
 * @param {readonly string[]} wanted BCP 47 tags, best first
 * @returns {Language}
 */
export function bestLanguage(wanted) {
  for (const tag of wanted) {
    const known = LANGUAGES.find(({ language }) => tag.toLowerCase().split("-")[0] === language);
    if (known) return known.language;
  }
  return "en";
}
