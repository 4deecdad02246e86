// Two runs side by side, and the sweep: what a visitor does with them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { nativeRun } from "../test/boundary/native.js";
import { clickSegment, end, inBrowser, now, open, outcome, turn } from "./page.js";

/**
 * @import { TestContext } from "node:test"
 * @import { BrowserContextOptions, Page } from "playwright-core"
 */

inBrowser();

/** @param {TestContext} context @param {string} [link] @param {BrowserContextOptions} [options] */
async function openCompare(context, link = "", options = {}) {
  const page = await open(context, link, options);
  await page.locator("[data-panel=compare]").click();
  await page.locator("la-compare [data-choice]").first().waitFor();
  return page;
}

/** @param {Page} page @param {string} choice */
async function compareWith(page, choice) {
  await page.locator(`[data-choice=${choice}]`).click();
  await page.locator(".compare-second [data-segment]").first().waitFor({ state: "attached" });
}

/** @param {Page} page @param {0 | 1} run */
function segmentsOf(page, run) {
  return page.locator("la-ladder").nth(run).locator("[data-segment]");
}

/** The playheads of both drawings. @param {Page} page */
function playheads(page) {
  return page.locator(".playhead").evaluateAll((heads) => heads.map((head) => /** @type {HTMLElement} */ (head).style.transform));
}

test("tcp_orphan_retries 0 beside 3: both are drawn, what differs is marked and said", async (context) => {
  const page = await openCompare(context);
  await compareWith(page, "retries");
  const native = await nativeRun("last-ack-lost", ["--set", "b.tcp_orphan_retries=3"]);
  assert.equal(await page.locator(".compare-name").nth(1).innerText(), "tcp_orphan_retries = 3");
  assert.match(await page.locator(".compare-told").innerText(), /the server dies 111\ss earlier, 5 fewer retransmissions/);
  assert.match(await page.locator(".compare-table").innerText(), new RegExp(`server sent again\\s+9\\s+${native.b.retransmissions}`));
  const only = await segmentsOf(page, 0).and(page.locator("[data-differs=only]")).count();
  assert.equal(only, 2 * (9 - native.b.retransmissions), "each FIN that the other lacks, and its ACK");
  assert.equal(await segmentsOf(page, 1).and(page.locator("[data-differs=only]")).count(), 0);
  assert.equal(await page.locator(".compare-list li").count(), only + 2);
});

test("both have one time: steps, the scrubber and the end move both, as far as the longer run goes", async (context) => {
  const page = await openCompare(context);
  const alone = await end(page);
  await compareWith(page, "book");
  assert.ok((await end(page)) > alone);
  for (const action of ["step", "step", "step", "back", "end", "start"]) {
    await page.locator(`[data-action=${action}]`).click();
    const [one, other] = await playheads(page);
    assert.equal(one, other, action);
  }
  await page.locator("[data-control=scrubber]").focus();
  await page.keyboard.press("PageUp");
  const [one, other] = await playheads(page);
  assert.equal(one, other);
  assert.ok((await now(page)) > 0);
  assert.equal(await page.locator(".column-state").count(), 4);
});

test("who scrolls one drawing scrolls both", async (context) => {
  const page = await openCompare(context);
  await compareWith(page, "clock");
  const box = await page.locator("la-ladder").nth(1).boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, 400);
  await page.waitForFunction(() => {
    const [one, other] = [...document.querySelectorAll(".ladder-scroll")].map(({ scrollTop }) => scrollTop);
    return one !== undefined && one > 100 && one === other;
  });
});

test("an edit of the run is one of both, and the run before it can be compared with", async (context) => {
  const page = await openCompare(context, "#s=clean-close");
  await compareWith(page, "retries");
  assert.match(await page.locator(".compare-told").innerText(), /Nothing is different/);
  await clickSegment(page, "a:2");
  await page.locator('.compare-second [data-segment="a:2"][data-fate=lost]').waitFor();
  await compareWith(page, "before");
  await page.locator('.compare-second [data-segment="a:2"][data-fate=delivered]').waitFor();
  assert.equal(await page.locator('[data-segment="a:2"][data-differs=only]').count(), 2);
});

test("swapping makes the other the run, and undo takes that back", async (context) => {
  const page = await openCompare(context);
  await compareWith(page, "retries");
  await page.locator("[data-control=compare-swap]").click();
  await page.locator(".compare-told", { hasText: "later" }).waitFor();
  await page.locator("[data-panel=knobs]").click();
  assert.equal((await outcome(page, "b", "retransmissions")).value, "4");
  assert.equal(await page.locator('[data-knob="b.tcp_orphan_retries"]').inputValue(), "3");
  await page.keyboard.press("Control+z");
  assert.equal((await outcome(page, "b", "retransmissions")).value, "9");
});

test("closing leaves one drawing, as it was", async (context) => {
  const page = await openCompare(context);
  const length = await end(page);
  await compareWith(page, "book");
  await page.locator("[data-control=compare-close]").click();
  assert.equal(await page.locator("la-ladder").count(), 1);
  assert.equal(await page.locator("[data-differs]").count(), 0);
  assert.equal(await page.locator(".compare-head").count(), 0);
  assert.equal(await end(page), length);
});

test("any knob can be compared, and what the engine refuses is said", async (context) => {
  const page = await openCompare(context);
  await page.locator("la-compare > details summary").click();
  await page.locator("[data-control=compare-knob]").selectOption("rtt");
  await page.locator("[data-control=compare-value]").fill("200");
  await page.keyboard.press("Enter");
  await page.locator(".compare-second [data-segment]").first().waitFor();
  assert.equal(await page.locator(".compare-name").nth(1).innerText(), "RTT 200 ms");
  await page.locator("[data-control=compare-knob]").selectOption("tcp_orphan_retries");
  await page.locator("[data-control=compare-value]").fill("999999");
  await page.keyboard.press("Enter");
  await page.locator("la-banner", { hasText: "tcp_orphan_retries" }).waitFor();
  assert.equal(await page.locator("la-ladder").count(), 1);
});

test("every difference is in a list, from which it is found in either drawing", async (context) => {
  const page = await openCompare(context);
  await compareWith(page, "book");
  await page.locator(".compare-result details summary").click();
  const row = page.locator(".compare-list li", { hasText: "b:3" }).first();
  assert.match(await row.innerText(), /A 0\.284 s\s+B/);
  await page.locator(".compare-list li", { hasText: "b:3" }).locator("[data-select-b]").first().click();
  await page.locator(".compare-second [data-chosen]").first().waitFor({ state: "attached" });
});

test("on a phone one drawing is seen at a time, and the heads switch", async (context) => {
  const page = await openCompare(context, "", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await compareWith(page, "retries");
  const visible = () => page.locator("la-ladder").evaluateAll((ladders) => ladders.map((ladder) => getComputedStyle(ladder).visibility));
  assert.deepEqual(await visible(), ["visible", "hidden"]);
  await page.locator(".compare-switch").nth(1).tap();
  assert.deepEqual(await visible(), ["hidden", "visible"]);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
});

test("the sweep shows every value, and a click opens that run", async (context) => {
  const page = await openCompare(context, "#s=coin-flip");
  await page.locator("la-sweep[data-done]").waitFor();
  assert.equal(await page.locator(".sweep-point").count(), 16);
  const two = page.locator('.sweep-point[data-value="2"]');
  assert.match((await two.getAttribute("aria-label")) ?? "", /by the phase of the clock .*3 – 4 times/);
  await page.locator('.sweep-point[data-value="5"]').click();
  const native = await nativeRun("coin-flip", ["--set", "b.tcp_orphan_retries=5"]);
  await page.locator('.sweep-point[data-value="5"][data-present]').waitFor();
  await page.locator(".sweep-said", { hasText: new RegExp(`^tcp_orphan_retries 5: gone at ${((native.b.gone ?? 0) / 1e6).toFixed(3)} s, sent again ${native.b.retransmissions} times.*\\(this run\\)$`) }).waitFor();
});

test("the sweep is read with the keyboard, and turns any knob of either host", async (context) => {
  const page = await openCompare(context);
  await page.locator("[data-control=sweep-knob]").selectOption("rtt");
  await page.locator("la-sweep[data-done]").waitFor();
  await page.locator('.sweep-point[tabindex="0"]').focus();
  await page.keyboard.press("End");
  assert.equal(await page.locator(":focus").getAttribute("data-value"), "5000");
  await page.keyboard.press("ArrowLeft");
  const value = await page.locator(":focus").getAttribute("data-value");
  await page.locator(".sweep-said", { hasText: new RegExp(`^round trip ${value} ms: gone at `) }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(`.sweep-point[data-value="${value}"][data-present]`).waitFor();
  await page.locator("la-sweep summary").click();
  assert.match(await page.locator(".sweep-table").innerText(), /5000/);
});

test("a knob that is turned elsewhere is swept anew, in the reader's language", async (context) => {
  const page = await openCompare(context);
  await page.locator("la-sweep[data-done]").waitFor();
  await page.locator("[data-panel=knobs]").click();
  await turn(page, "b.tcp_orphan_retries", "7");
  await page.locator("[data-control=language]").click();
  await page.locator("[data-panel=compare]").click();
  await page.locator('.sweep-point[data-value="7"][data-present]').waitFor();
  await page.locator(".sweep-said", { hasText: "当前运行" }).waitFor();
});
