// What a link says at first sight: enough to fetch what it is about. What more it says is read by links.js, which
// is fetched for it.

/** What is no more than that. */
const GLANCED = new Set(["s", "story", "lang"]);

/**
 * @param {string} hash as `location` has it
 * @returns {{ preset: string | null, story: string | null, language: string, more: boolean }}
 */
export function glance(hash) {
  const pairs = new URLSearchParams(hash.slice(1));
  const more = [...pairs].some(([key, value]) => !GLANCED.has(key) && !(key === "v" && value === "1"));
  return { preset: pairs.get("s"), story: pairs.get("story"), language: pairs.get("lang") ?? "", more };
}
