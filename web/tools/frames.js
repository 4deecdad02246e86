// How long it takes until a ladder is drawn, and how long the page's own code takes for a frame while a run is played,
// in a real browser: the second half of `npm --prefix web run bench`. Told, not judged.

/** @import { Browser } from "playwright-core" */

import { launch } from "./browser.js";
import { DIST } from "./paths.js";
import { serve } from "./serve.js";
import { assembleSite } from "./site.js";

/** Design, §10. */
const BUDGET_MS = 4;
const CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline"];
/** What a browser records when it runs a page's code. What one of these runs inside another counts once. */
const SCRIPTING = new Set(["FireAnimationFrame", "EventDispatch", "TimerFire", "FunctionCall", "RunMicrotasks", "MinorGC", "MajorGC"]);

/** @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number }} Recorded times in µs */

/** How often somebody comes for the first time. */
const VISITS = 9;

/**
 * When the first ladder of a first visit has been painted, ms from navigation.
 *
 * @param {Browser} browser
 * @param {string} url
 * @returns {Promise<number>}
 */
async function firstLadder(browser, url) {
  const visitor = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await visitor.newPage();
    await page.addInitScript(() => {
      const look = () => {
        if (!document.querySelector("[data-segment]")) return requestAnimationFrame(look);
        // The frame that it was seen in is painted before the next begins.
        return requestAnimationFrame(() => Object.assign(window, { drawn: performance.now() }));
      };
      requestAnimationFrame(look);
    });
    await page.goto(url);
    return Number(await (await page.waitForFunction("window.drawn")).jsonValue());
  } finally {
    await visitor.close();
  }
}

/** The number that such a share of them does not exceed. @param {readonly number[]} sorted @param {number} share */
function atShare(sorted, share) {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
}

/**
 * Plays a run from its start to its end.
 *
 * @param {{ name: string, events: number }} run a preset
 */
export async function measureFrames({ name, events }) {
  await assembleSite();
  const [browser, site] = await Promise.all([launch(), serve(DIST)]);
  try {
    /** @type {number[]} */
    const drawn = [];
    for (let visit = 0; visit < VISITS; visit += 1) drawn.push(await firstLadder(browser, site.url));
    drawn.sort((one, other) => one - other);
    const [least, middle, most] = [0, 0.5, 1].map((share) => atShare(drawn, share).toFixed(0));
    console.log(`to the first drawn ladder    ${middle} ms from navigation, the median of ${VISITS} first visits; ${least} to ${most} ms`);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${site.url}#s=${name}`);
    await page.locator("[data-segment]").first().waitFor();
    await browser.startTracing(page, { categories: CATEGORIES });
    await page.locator("[data-action=play]").click();
    await page.locator("[data-action=play]:not([data-playing])").waitFor({ timeout: 600_000 });
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
    const frames = framesOf(traceEvents);
    const at = (/** @type {number} */ share) => atShare(frames, share);
    console.log(`${name}, ${events} events, played in ${browser.version()} at 1440 × 900 without a GPU: ${frames.length} frames`);
    console.log(`scripting in a frame         ${at(0.5).toFixed(2)} ms, the median; ${at(0.95).toFixed(2)} ms, 95 of 100; ${at(1).toFixed(2)} ms, the longest`);
    console.log(`budget                       ${BUDGET_MS} ms, the median: ${at(0.5) <= BUDGET_MS ? "PASS" : "over"}`);
  } finally {
    await browser.close();
    await site.close();
  }
}

/**
 * What was scripted for each frame of an animation, in ms, the least first.
 *
 * @param {readonly Recorded[]} recorded
 */
function framesOf(recorded) {
  const first = recorded.find(({ name }) => name === "FireAnimationFrame");
  const all = recorded.filter(({ name, ph, pid, tid }) => ph === "X" && SCRIPTING.has(name) && pid === first?.pid && tid === first.tid).sort((one, other) => one.ts - other.ts);
  /** @type {number[]} */
  const frames = [];
  let free = -Infinity;
  for (const { name, ts, dur = 0 } of all) {
    if (ts < free) continue;
    free = ts + dur;
    if (name === "FireAnimationFrame") frames.push(0);
    if (frames.length > 0) frames[frames.length - 1] = (frames.at(-1) ?? 0) + dur / 1000;
  }
  return frames.sort((one, other) => one - other);
}
