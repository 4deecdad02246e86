// The built site in a real browser, served from a sub-path as an article would embed it. Whatever a
// page complains of, or asks of another server, fails the test that opened it.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch } from "../tools/browser.js";
import { DIST } from "../tools/paths.js";
import { serve } from "../tools/serve.js";

/**
 * @import { TestContext } from "node:test"
 * @import { Browser, BrowserContextOptions, Locator, Page } from "playwright-core"
 */

const BASE = "/articles/last-ack/";

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;

/**
 * To be called once in each file: a browser and a server for its tests.
 *
 * @param {object} [options]
 * @param {Readonly<Record<string, string>>} [options.headers] what the server sends with everything
 * @param {readonly string[]} [options.flags] of the browser
 */
export function inBrowser({ headers = {}, flags = [] } = {}) {
  before(async () => {
    [browser, site] = await Promise.all([launch(flags), serve(DIST, { base: BASE, headers })]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
}

/**
 * The page, alive. It is closed with the test.
 *
 * @param {TestContext} context
 * @param {string} [link] what stands behind its address
 * @param {Parameters<typeof visit>[1]} [options] whoever comes for the first time is told a story
 * @param {(path: string) => void} [onRequest] told of each file of the site, by its path there
 */
export async function open(context, link, options, onRequest) {
  const page = await visit(context, options, onRequest);
  await page.goto(address(link));
  await page.locator("[data-segment]").first().waitFor();
  return page;
}

/** Where the page is. @param {string} [link] what stands behind its address */
export function address(link = "") {
  return `${site.url}${link}`;
}

/**
 * A window that has not gone anywhere yet.
 *
 * @param {TestContext} context
 * @param {BrowserContextOptions & { firstVisit?: boolean, keeps?: boolean, mayComplain?: RegExp }} [options] whether it may keep the release for later; what it may complain of
 * @param {(path: string) => void} [onRequest]
 */
export async function visit(context, { firstVisit = false, keeps = false, mayComplain = /^$/, ...options } = {}, onRequest = () => {}) {
  const visitor = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 }, ...options });
  // What a page keeps for later, some time after it is there, has a test of its own.
  if (!keeps) await visitor.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
  if (!firstVisit) await visitor.addInitScript(() => location.protocol !== "about:" && localStorage.setItem("lastack.story", "left"));
  /** @type {string[]} */
  const complaints = [];
  visitor.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  visitor.on("weberror", (error) => complaints.push(String(error.error())));
  visitor.on("dialog", (dialog) => complaints.push(`a dialog: ${dialog.message()}`));
  visitor.on("request", (request) => {
    const { url } = site;
    if (request.url().startsWith(url)) onRequest(request.url().slice(url.length).replace(/[?#].*/, ""));
    else if (!/^(?:data|blob):/.test(request.url())) complaints.push(`asked for ${request.url()}`);
  });
  visitor.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
  context.after(async () => {
    await visitor.close();
    assert.deepEqual(complaints.filter((complaint) => !mayComplain.test(complaint)), []);
  });
  const page = await visitor.newPage();
  page.setDefaultTimeout(10_000);
  return page;
}

/**
 * Clicks an arrow of the drawing, where it can be seen, as a hand would.
 *
 * @param {Page} page
 * @param {string} name `b:2` is b's second segment
 */
export async function clickSegment(page, name) {
  const line = page.locator(`[data-segment="${name}"] .hit`).first();
  // What was done before is drawn, and has moved what it moves.
  await atRest(page, name);
  await line.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const point = await line.evaluate((element, segment) => {
    const path = /** @type {SVGPathElement} */ (element);
    const matrix = path.getScreenCTM();
    if (!matrix) throw new Error("a drawing is on the screen");
    for (const share of [0.3, 0.15, 0.5, 0.7, 0.05]) {
      const { x, y } = path.getPointAtLength(path.getTotalLength() * share).matrixTransform(matrix);
      const hit = document.elementFromPoint(x, y)?.closest("[data-segment]");
      if (hit?.getAttribute("data-segment") === segment) return { x, y };
    }
    throw new Error(`nowhere on ${segment} does a click hit it`);
  }, name);
  await page.mouse.click(point.x, point.y);
}

/**
 * An edit is said above the drawing, by words that are fetched with the first: the drawing makes room for them.
 *
 * @param {Page} page
 * @param {string} name of a segment that is not to move any more
 */
export async function atRest(page, name) {
  await page.locator(`[data-segment="${name}"]`).first().waitFor();
  let last = "";
  for (let frames = 0; frames < 10; frames += 1) {
    const now = await page.evaluate((segment) => new Promise((resolve) => requestAnimationFrame(() => resolve(JSON.stringify(document.querySelector(`[data-segment="${segment}"] .hit`)?.getBoundingClientRect())))), name);
    if (String(now) !== last) frames = 0;
    last = String(now);
  }
}

/** What became of a segment. @param {Page} page @param {string} name */
export function fate(page, name) {
  return page.locator(`[data-segment="${name}"]`).getAttribute("data-fate");
}

/** The names of all segments, in the order of sending. @param {Page} page */
export function segments(page) {
  return page.locator("[data-segment]").evaluateAll((elements) => elements.map((element) => element.getAttribute("data-segment") ?? ""));
}

/**
 * What the page says came of a host's side: the figure that is read, and the number behind it.
 *
 * @param {Page} page
 * @param {"a" | "b"} host
 * @param {string} row
 */
export async function outcome(page, host, row) {
  const cell = page.locator(`[data-summary="${host}.${row}"]`);
  return { text: (await cell.innerText()).trim(), value: await cell.getAttribute("data-value") };
}

/** What a visitor sees of the run: the verdict and every figure. @param {Page} page */
export async function shown(page) {
  const texts = (/** @type {string} */ selector) => page.locator(selector).allInnerTexts();
  return { verdict: await texts("[data-verdict]"), figures: await texts("[data-summary]"), segments: await segments(page), time: await texts("[data-time]") };
}

/**
 * @param {Page} page
 * @param {string} key `b.tcp_orphan_retries`
 * @param {string} value as it is typed
 */
export async function turn(page, key, value) {
  const input = page.locator(`[data-knob="${key}"]`);
  await input.fill(value);
  await input.press("Enter");
}

/**
 * Brings a group of knobs to sight, as a visitor does: first all of them, then it.
 *
 * @param {Page} page
 * @param {string} group
 */
export async function openKnobs(page, group) {
  const all = page.locator("la-knobs .more");
  if ((await all.getAttribute("open")) === null) await all.locator("> summary").click();
  const fold = page.locator(`la-all-knobs [data-group=${group}]`);
  await fold.waitFor();
  if ((await fold.getAttribute("open")) === null) await fold.locator("summary").click();
  return fold;
}

/** @param {Page} page @returns {Locator} */
export function playButton(page) {
  return page.locator("[data-action=play]");
}

/** The playhead, in seconds. @param {Page} page */
export async function now(page) {
  return Number((await page.locator("[data-time=now]").innerText()).replace(/ s$/, ""));
}

/** The whole run's length, in seconds. @param {Page} page */
export async function end(page) {
  return Number((await page.locator("[data-time=end]").innerText()).replace(/ s$/, ""));
}

/** Waits until the explanation says so: its words are fetched with the first. @param {Page} page @param {RegExp} words */
export async function explains(page, words) {
  await page.locator("la-why-panel", { hasText: words }).waitFor();
}

/** The run as a table, which is made when somebody opens it. @param {Page} page */
export async function openTable(page) {
  await page.locator("la-text-twin details").evaluate((details) => details.setAttribute("open", ""));
  await page.locator("la-text-twin tbody tr").first().waitFor();
}

/** How many events have happened, by the table. @param {Page} page */
export async function happened(page) {
  await openTable(page);
  return page.locator("la-text-twin tr[data-happened]").count();
}

/**
 * Chooses a file in the page, as in a file dialog.
 *
 * @param {Page} page
 * @param {unknown} scenario an object, or a text that is to be taken as it stands
 */
export async function openFile(page, scenario) {
  const text = typeof scenario === "string" ? scenario : JSON.stringify(scenario);
  await page.locator("[data-control=file]").setInputFiles({ name: "scenario.json", mimeType: "application/json", buffer: Buffer.from(text) });
}
