// Why something did not come about, as a part of a sentence.

/** What an engine that stopped dead throws: it had no memory left, or has a defect. */
export const TRAP = "RuntimeError";

/** @param {unknown} error */
export function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  // Whoever says the reason goes on, but the engine will not: the page says that too.
  if (error.name === TRAP) reportError(error);
  return error.message;
}
