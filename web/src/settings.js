// What a visitor chose and wants to find again. A browser may refuse to keep anything: then it holds
// until the page is closed.

/**
 * @param {"language" | "theme" | "story"} name
 * @returns {string | null}
 */
export function recall(name) {
  try {
    return localStorage.getItem(`lastack.${name}`);
  } catch {
    return null;
  }
}

/**
 * @param {"language" | "theme" | "story"} name
 * @param {string} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(`lastack.${name}`, value);
  } catch {
    // Nothing to do: the choice holds for now.
  }
}
