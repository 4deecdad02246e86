// web/dist/lastack.html, opened from a disk: no server, no network, and all that the page does.

import assert from "node:assert/strict";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch } from "../tools/browser.js";
import { DIST } from "../tools/paths.js";
import { clickSegment, end, fate, now, openKnobs, outcome, playButton } from "./page.js";

/**
 * @import { TestContext } from "node:test"
 * @import { Browser } from "playwright-core"
 */

/** @type {Browser} */
let browser;
/** A folder with nothing in it but the file. @type {string} */
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "lastack-"));
  await copyFile(join(DIST, "lastack.html"), join(folder, "lastack.html"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

/**
 * @param {TestContext} context
 * @param {{ link?: string, firstVisit?: boolean }} [options]
 */
async function doubleClick(context, { link = "", firstVisit = false } = {}) {
  const visit = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 }, offline: true });
  if (!firstVisit) await visit.addInitScript(() => location.protocol === "file:" && localStorage.setItem("lastack.story", "left"));
  /** @type {string[]} */
  const complaints = [];
  const file = pathToFileURL(join(folder, "lastack.html")).href;
  visit.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  visit.on("weberror", (error) => complaints.push(String(error.error())));
  visit.on("request", (request) => {
    if (!request.url().startsWith(file) && !request.url().startsWith("data:")) complaints.push(`asked for ${request.url()}`);
  });
  context.after(async () => {
    await visit.close();
    assert.deepEqual(complaints, []);
  });
  const page = await visit.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${file}${link}`);
  await page.locator("[data-segment]").first().waitFor();
  return page;
}

test("the last ACK is lost in it, and the server tries again", async (context) => {
  const page = await doubleClick(context, { link: "#s=clean-close" });
  await clickSegment(page, "a:2");
  assert.equal(await fate(page, "a:2"), "lost");
  await page.keyboard.press("End");
  assert.equal(await now(page), await end(page));
  assert.ok(Number((await outcome(page, "b", "retransmissions")).value) > 0);
});

test("it plays to the end", async (context) => {
  const page = await doubleClick(context, { link: "#s=clean-close" });
  await page.locator("[data-control=speed]").selectOption("100");
  await playButton(page).click();
  await page.waitForFunction(() => [...document.querySelectorAll(".column-state")].every((state) => state.textContent === "gone"), null, { timeout: 60_000 });
  assert.equal(await now(page), await end(page));
});

test("every panel opens, and what tools print is printed", async (context) => {
  const page = await doubleClick(context);
  await openKnobs(page, "orphans");
  for (const panel of ["rules", "machines", "tools", "compare", "endings", "takeaway"]) {
    await page.locator(`la-margin [data-panel=${panel}]`).click();
    await page.locator(`#la-panel-${panel} > *`).waitFor();
  }
  await page.locator("la-margin [data-panel=tools]").click();
  await page.locator("la-tools", { hasText: "State" }).waitFor();
  await page.locator("body").press("?");
  await page.locator("dialog[open]").waitFor();
});

test("a first visit is told the first story, and others can be chosen", async (context) => {
  const page = await doubleClick(context, { firstVisit: true });
  await page.locator("[data-control=story-next]").click();
  await page.locator(".story-place", { hasText: /^2 / }).waitFor();
  await page.locator("[data-control=story]").click();
  await page.locator(".chooser[open] [data-story=coin-flip]").click();
  await page.locator(".story-place", { hasText: /^1 / }).waitFor();
});

test("it speaks Chinese at a press", async (context) => {
  const page = await doubleClick(context);
  await page.locator("[data-control=language]").click();
  await page.locator("html[lang=zh-Hans]").waitFor();
});
