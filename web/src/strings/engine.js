// What the engine says to people, by the names that the engine gives things.

import * as en from "./engine.en.js";
import * as zh from "./engine.zh.js";
import { laws } from "./laws.js";

/** @typedef {{ en: string, zh: string }} EngineWords */
/** @typedef {EngineWords & { key: string, rfc: string, kernel: string, spec: string }} Law */

/**
 * Every rule: what it says, and where it stands.
 *
 * @type {readonly Law[]}
 */
export const LAWS = Object.entries(laws).map(([key, [rfc, kernel, spec]]) => {
  return { key, rfc, kernel, spec, en: en.rules[key] ?? key, zh: zh.rules[key] ?? key };
});

/**
 * What a sysctl does.
 *
 * @param {string} name
 * @returns {EngineWords}
 */
export function sysctlWords(name) {
  return { en: en.sysctls[name] ?? name, zh: zh.sysctls[name] ?? name };
}
