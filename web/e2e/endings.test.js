// How a run can end: the table, and the runs that it opens.

import assert from "node:assert/strict";
import { test } from "node:test";
import { end, inBrowser, now, open } from "./page.js";

/**
 * @import { TestContext } from "node:test"
 * @import { BrowserContextOptions, Page } from "playwright-core"
 */

inBrowser();

/** @param {TestContext} context @param {string} [link] @param {BrowserContextOptions} [options] */
async function openEndings(context, link = "", options = {}) {
  const page = await open(context, link, options);
  await page.locator("la-margin [data-panel=endings]").click();
  await found(page);
  return page;
}

/** Waits until all that is walked is walked. @param {Page} page */
async function found(page) {
  await page.locator("la-endings[data-done] .endings-table").waitFor({ timeout: 30_000 });
}

/** @param {Page} page */
function rows(page) {
  return page.locator(".endings-table tbody tr");
}

/** @param {Page} page */
function told(page) {
  return page.locator(".endings-said").innerText();
}

test("all choices are counted, and the row of the present run is marked", async (context) => {
  const page = await openEndings(context);
  const [, of] = /in ([\d,]+) choices of losing the first \d+ segments/.exec(await told(page)) ?? [];
  const cases = await rows(page).locator("td:nth-child(2)").evaluateAll((cells) => cells.map((cell) => Number(cell.firstChild?.textContent?.replaceAll(",", ""))));
  assert.equal(cases.reduce((sum, n) => sum + n, 0), Number(of?.replaceAll(",", "")));
  assert.deepEqual(cases, cases.toSorted((one, other) => other - one));
  const present = page.locator(".endings-table tr[data-present]");
  assert.equal(await present.count(), 1);
  assert.match(await present.innerText(), /client TIME-WAIT ran out; told nothing\s+server gave up, and nobody was told; told EOF\s+as this run/);
});

test("a row opens the run that shows it, the table stays, and Back leads back", async (context) => {
  const page = await openEndings(context);
  const before = await told(page);
  const row = rows(page).filter({ hasText: "still open, never heard of it" });
  await row.locator("th a").click();
  await page.locator("la-verdict", { hasText: "The server never heard of it" }).waitFor();
  assert.match(await page.evaluate(() => location.hash), /lose=a:1/);
  await page.locator(".endings-table tr[data-present]", { hasText: "still open, never heard of it" }).waitFor();
  assert.equal(await told(page), before, "nothing is walked again");
  await page.goBack();
  await page.locator("la-verdict", { hasText: "The server sent its FIN ten times" }).waitFor();
  await page.locator(".endings-table tr[data-present]", { hasText: "gave up, and nobody was told; told EOF" }).waitFor();
});

test("a time opens the run that lasts so long", async (context) => {
  const page = await openEndings(context, "#s=clean-close");
  const link = page.locator(".endings-table td a").first();
  const seconds = Number((await link.innerText()).replace(/ s$/, ""));
  await link.click();
  await page.locator("[data-segment][data-fate=lost]").first().waitFor({ state: "attached" });
  assert.ok(Math.abs((await end(page)) - seconds) < 1, `${await end(page)} s, and ${seconds} s was said`);
  assert.equal(await now(page), 0);
});

test("another run has other endings; one that sends little has all of them at once", async (context) => {
  const page = await openEndings(context, "#s=orphan-limit");
  assert.match(await told(page), /these are all/);
  assert.equal(await page.locator("[data-control=endings-more]").isVisible(), false);
  const before = await rows(page).count();
  await page.evaluate(() => (location.hash = "#v=1&s=time-wait-rst&panel=endings"));
  await page.locator(".endings-table", { hasText: "a RST ended TIME-WAIT" }).waitFor();
  await found(page);
  assert.notEqual(await rows(page).count(), before);
});

test("who asks for more gets more, and who stops keeps what there is", async (context) => {
  const page = await openEndings(context);
  const before = await told(page);
  const more = page.locator("[data-control=endings-more]");
  await more.evaluate((button) => {
    /** @type {HTMLElement} */ (button).click();
    /** @type {HTMLElement | null} */ (document.querySelector("[data-control=endings-stop]"))?.click();
  });
  assert.equal(await told(page), before);
  assert.equal(await more.evaluate((button) => button === document.activeElement), true);
  await more.click();
  await page.waitForFunction((said) => document.querySelector(".endings-said")?.textContent !== said, before, { timeout: 30_000 });
  assert.match(await told(page), /endings in/);
});

test("by keys alone, in Chinese, on a phone", async (context) => {
  const page = await openEndings(context, "#v=1&s=clean-close&panel=endings", { locale: "zh-CN", viewport: { width: 360, height: 740 } });
  assert.match(await told(page), /^前 \d+ 个报文段丢或不丢共/);
  const fits = await page.evaluate(() => [document.documentElement, document.querySelector(".endings-scroll")].every((element) => element && element.scrollWidth <= element.clientWidth));
  assert.ok(fits);
  const link = rows(page).nth(1).locator("th a");
  await link.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".endings-table tr:nth-child(2)")?.hasAttribute("data-present"));
  assert.equal(await rows(page).nth(1).locator("th a").evaluate((element) => element === document.activeElement), true);
});
