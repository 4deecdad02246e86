// The published scenarios, each fetched when it is wanted.

/**
 * @import { ScenarioText } from "./engine.js"
 * @import { Language } from "./strings/index.js"
 */

/** @typedef {Record<Language, { title: string, about: string }>} Intro */
/** @typedef {{ name: string, intro: Intro | null, scenario: ScenarioText }} Preset */

/** The first of them: the product's question. */
export const FIRST = "last-ack-lost";

/** The story that is told about it, to whoever comes for the first time. */
export const FIRST_STORY = "wait-for-ever";

/**
 * The preset of that name, or the first where none has it.
 *
 * @param {string} [name]
 * @returns {Promise<Preset>}
 */
export async function fetchPreset(name = FIRST) {
  const { SCENARIOS = {} } = name === FIRST ? {} : await import("./scenarios/index.js");
  // A link may want `constructor`.
  const load = Object.hasOwn(SCENARIOS, name) ? SCENARIOS[name] : null;
  const { default: scenario, intro } = await (load ? load() : import("./scenarios/last-ack-lost.js"));
  return { name: load ? name : FIRST, intro, scenario: /** @type {ScenarioText} */ (scenario) };
}
