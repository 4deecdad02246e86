// All choices of losing the first segments of a run, walked in slices, so that the page stays awake: first for a
// few segments, then for more, as long as that is quick.

/**
 * @import { EndingRow, Explored, ExplorationOf } from "../../printer.js"
 */

/** @typedef {{ explored: Explored, rows: readonly EndingRow[] | null }} Told `rows` once all choices are walked */

/** How many segments are decided first, and how many more in each round. */
export const FIRST = 6;
export const MORE = 2;
/** No more are ever decided: a round before that takes too long, or has them all. */
export const MOST = 30;
/** How long the page waits for a slice, how often it is told how far it is, and how long an answer may take. */
const SLICE_MS = 5;
const TOLD_MS = 100;
const ANSWER_MS = 1000;

/**
 * Walks until an answer would take too long, or there is nothing more to lose. Tells of each round.
 *
 * @param {(first: number) => ExplorationOf} explore
 * @param {(exploration: ExplorationOf) => readonly EndingRow[]} rowsOf
 * @param {{ from: number, patient: boolean }} how many segments at first, and whether somebody asked for just these
 * @param {(told: Told) => void} tell
 * @param {AbortSignal} signal
 */
export async function walk(explore, rowsOf, { from, patient }, tell, signal) {
  for (let first = from; ; first += MORE) {
    const exploration = explore(first);
    try {
      const took = await round(exploration, tell, signal);
      if (signal.aborted) return;
      const explored = exploration.explored();
      tell({ explored, rows: rowsOf(exploration) });
      // Each segment more doubles them.
      if (!explored.more || first + MORE > MOST || patient || took * 2 ** MORE > ANSWER_MS) return;
    } finally {
      exploration.free();
    }
  }
}

/**
 * Walks to the end. Says how much of the time that took was its own, ms.
 *
 * @param {ExplorationOf} exploration
 * @param {(told: Told) => void} tell
 * @param {AbortSignal} signal
 */
async function round(exploration, tell, signal) {
  let took = 0;
  let told = performance.now();
  for (let more = true; more && !signal.aborted; ) {
    const since = performance.now();
    let now = since;
    for (; more && now - since < SLICE_MS; now = performance.now()) more = exploration.advance();
    took += now - since;
    if (now - told > TOLD_MS) {
      tell({ explored: exploration.explored(), rows: null });
      told = now;
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
  return took;
}
