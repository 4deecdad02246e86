// What the page says, in the language of its reader. Each language is fetched when somebody reads it.
//
// A verdict speaks every language already: its words come from the engine.

/**
 * @import en from "./en.js"
 * @import front from "./front.en.js"
 */

/**
 * @typedef {keyof typeof en | keyof typeof front} Key
 * @typedef {"en" | "zh"} Language
 * @typedef {Record<string, string | number>} Values
 * @typedef {(key: Key, values?: Values) => string} Say
 */

/**
 * @typedef {object} Speech
 * @property {Language} language
 * @property {Say} say what the page says by itself
 * @property {(rule: string) => string} sayRule why the engine did something
 * @property {(name: string) => string} saySysctl what a sysctl does
 */

/** @type {readonly { language: Language, tag: string, name: string, short: string }[]} */
export const LANGUAGES = [
  { language: "en", tag: "en", name: "English", short: "EN" },
  { language: "zh", tag: "zh-Hans", name: "简体中文", short: "中文" },
];

/** @type {Tables<keyof typeof en>} */
const TABLES = {
  en: () => import("./en.js"),
  zh: () => import("./zh.js"),
};

/** @type {Record<Language, () => Promise<[{ sysctls: Record<string, string> }, { default: typeof front }]>>} what the sysctls do that stand in front, and what is said around them */
const FRONT = {
  en: () => Promise.all([import("./engine.en.js"), import("./front.en.js")]),
  zh: () => Promise.all([import("./engine.zh.js"), import("./front.zh.js")]),
};

/** @type {Record<Language, () => Promise<{ rules: Record<string, string>, sysctls: Record<string, string> }>>} what rules say, and what the other sysctls do: long, and fetched when the first of them is explained */
const RULES = {
  en: () => import("./rules.en.js"),
  zh: () => import("./rules.zh.js"),
};

/**
 * @param {Language} language
 * @param {{ explains: boolean, describes?: boolean }} wanted whether rules and all sysctls are to be said too, or at least the sysctls that stand in front; without, they say nothing
 * @returns {Promise<Speech>}
 */
export async function loadSpeech(language, { explains, describes = explains }) {
  const [{ default: words }, front, rules] = await Promise.all([TABLES[language](), describes ? FRONT[language]() : null, explains ? RULES[language]() : null]);
  return {
    language,
    say: sayFrom(/** @type {Record<Key, string>} */ ({ ...words, ...front?.[1].default })),
    sayRule: (rule) => (rules ? (rules.rules[rule] ?? rule) : ""),
    saySysctl: (name) => front?.[0].sysctls[name] ?? rules?.sysctls[name] ?? "",
  };
}

/**
 * @template {string} K
 * @typedef {(key: K, values?: Values) => string} SayOf
 */

/**
 * @template {string} K
 * @typedef {Record<Language, () => Promise<{ default: Record<K, string> }>>} Tables words that are fetched with what says them
 */

/**
 * @template {string} K
 * @param {Tables<K>} tables
 * @param {Language} language
 * @returns {Promise<SayOf<K>>}
 */
export async function loadWords(tables, language) {
  return sayFrom((await tables[language]()).default);
}

/**
 * @template {string} K
 * @param {Record<K, string>} table
 * @returns {SayOf<K>}
 */
function sayFrom(table) {
  return (key, values) => fill(table[key] ?? "", values);
}

/** @param {string} text @param {Values} [values] */
export function fill(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? `{${name}}`));
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
