// The engine's sentences in every language, by the names that the engine gives them.

import * as en from "./engine.en.js";
import * as zh from "./engine.zh.js";

/** @typedef {{ en: string, zh: string }} EngineWords */

/**
 * What a rule says.
 *
 * @param {string} key
 * @returns {EngineWords}
 */
export function ruleWords(key) {
  return { en: en.rules[key] ?? key, zh: zh.rules[key] ?? key };
}

/**
 * What a sysctl does.
 *
 * @param {string} name
 * @returns {EngineWords}
 */
export function sysctlWords(name) {
  return { en: en.sysctls[name] ?? name, zh: zh.sysctls[name] ?? name };
}
