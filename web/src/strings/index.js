// What the page says, in the language of its reader. Each language is fetched when somebody reads it.
//
// A verdict speaks every language already: its words come from the engine.

/** @import en from "./en.js" */

/**
 * @typedef {keyof typeof en} Key
 * @typedef {"en" | "zh"} Language
 * @typedef {Record<string, string | number>} Values
 * @typedef {(key: Key, values?: Values) => string} Say
 */

/** @typedef {{ title: string, about: string }} Intro */

/**
 * @typedef {object} Speech
 * @property {Language} language
 * @property {Say} say what the page says by itself
 * @property {(rule: string) => string} sayRule why the engine did something
 * @property {(name: string) => string} saySysctl what a sysctl does
 * @property {(name: string) => Intro} sayPreset what a preset is called, and what it is about
 */

/** @type {readonly { language: Language, tag: string, name: string, short: string }[]} */
export const LANGUAGES = [
  { language: "en", tag: "en", name: "English", short: "EN" },
  { language: "zh", tag: "zh-Hans", name: "简体中文", short: "中文" },
];

/** @type {Record<Language, () => Promise<[{ default: Record<Key, string> }, { rules: Record<string, string>, sysctls: Record<string, string>, presets: Record<string, Intro> }]>>} */
const TABLES = {
  en: () => Promise.all([import("./en.js"), import("./engine.en.js")]),
  zh: () => Promise.all([import("./zh.js"), import("./engine.zh.js")]),
};

/**
 * @param {Language} language
 * @returns {Promise<Speech>}
 */
export async function loadSpeech(language) {
  const [{ default: table }, { rules, sysctls, presets }] = await TABLES[language]();
  return {
    language,
    say: (key, values = {}) => table[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? `{${name}}`)),
    sayRule: (rule) => rules[rule] ?? rule,
    saySysctl: (name) => sysctls[name] ?? name,
    sayPreset: (name) => presets[name] ?? { title: name, about: name },
  };
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
