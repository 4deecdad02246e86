// Time: how the run is played, stepped through and scrubbed, and what an edit leaves of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { clickSegment, end, happened, inBrowser, now, open, playButton, turn } from "./page.js";

/** @import { Page } from "playwright-core" */

inBrowser();

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** What the chosen event is. @param {Page} page */
const chosen = (page) => page.locator(".why-what").innerText();

/** What is said of an edit. @param {Page} page */
const difference = (page) => page.locator("[data-difference]").innerText().then((text) => text.replaceAll("\u00a0", " "));

/** The same, once its words are there. @param {Page} page */
async function told(page) {
  await page.waitForFunction(() => document.querySelector("[data-difference]")?.textContent !== "");
  return difference(page);
}

/** @param {Page} page */
const ghosts = (page) => page.locator("[data-ghost]").evaluateAll((all) => all.map((element) => element.getAttribute("data-ghost")));

// Steps.

test("keys go to the next retransmission, change of state and timer, and back", async (context) => {
  const page = await open(context);
  await page.keyboard.press("n");
  assert.equal(await now(page), 0.284);
  assert.match(await chosen(page), /tail loss probe/);
  await page.keyboard.press("n");
  assert.equal(await now(page), 0.508);
  assert.match(await chosen(page), /retransmission 1/);
  await page.keyboard.press("Shift+N");
  assert.equal(await now(page), 0.284);

  await page.keyboard.press("Home");
  await page.keyboard.press("s");
  assert.match(await chosen(page), /ESTABLISHED → FIN-WAIT-1/);
  await page.keyboard.press("Shift+ArrowRight");
  assert.match(await chosen(page), /ESTABLISHED → CLOSE-WAIT/);
  await page.keyboard.press("Shift+S");
  assert.match(await chosen(page), /ESTABLISHED → FIN-WAIT-1/);

  await page.keyboard.press("t");
  assert.match(await chosen(page), /delayed-ACK timer runs out/);
  await page.keyboard.press("t");
  assert.match(await chosen(page), /loss probe timer runs out/);
  await page.keyboard.press("Shift+T");
  assert.equal(await now(page), 0.012);
});

test("what the step buttons go to is set, said in their names, and the arrows follow", async (context) => {
  const page = await open(context);
  const step = page.locator("[data-action=step]");
  assert.equal(await step.getAttribute("title"), "Next event (→)");
  await page.locator("[data-control=unit]").selectOption({ label: "by retransmission" });
  assert.equal(await step.getAttribute("title"), "Next retransmission (→)");
  await step.click();
  assert.equal(await now(page), 0.284);
  await page.locator("h1").click();
  await page.keyboard.press("ArrowRight");
  assert.equal(await now(page), 0.508);
  await page.locator("[data-action=back]").click();
  assert.equal(await now(page), 0.284);
  assert.equal(await page.locator("[data-action=back]").isDisabled(), true, "nothing was sent again before");
  await page.keyboard.press("End");
  assert.equal(await step.isDisabled(), true);
});

test("a step is said to whoever does not see it", async (context) => {
  const page = await open(context);
  await page.keyboard.press("n");
  await page.locator("la-announcer", { hasText: /^0\.284 s\. server: sends FIN,ACK again: tail loss probe\. / }).waitFor({ state: "attached" });
});

// Speed.

test("speed is set and turned by keys, in steps of a logarithm", async (context) => {
  const page = await open(context);
  const speed = page.locator("[data-control=speed]");
  const values = await speed.locator("option").allTextContents();
  assert.deepEqual([values[0], values.at(-1)], ["0.1×", "100×"]);
  await page.keyboard.press(">");
  await page.keyboard.press(">");
  assert.equal(await speed.inputValue(), "5");
  await page.keyboard.press("<");
  assert.equal(await speed.inputValue(), "2");
  await page.locator("la-announcer", { hasText: /^Speed 2×$/ }).waitFor({ state: "attached" });
  await speed.selectOption("100");
  await playButton(page).click();
  await page.locator("[data-action=play]:not([data-playing])").waitFor();
  assert.equal(await now(page), await end(page), "a hundred times as fast it is soon over");
});

test("the help lists every key", async (context) => {
  const page = await open(context);
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog");
  for (const words of ["next state change", "previous timer", "next retransmission", "slower", "faster", "no longer show what would have come"]) await dialog.getByText(words, { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await dialog.isVisible(), false);
});

// Scrubbing.

test("the playhead is dragged by mouse, and playing waits while it is held", async (context) => {
  const page = await open(context);
  const box = await page.locator("[data-control=scrubber]").boundingBox();
  assert.ok(box);
  const y = box.y + box.height / 2;
  const at = (/** @type {number} */ share) => box.x + box.width * share;
  await playButton(page).click();
  await page.mouse.move(at(0.3), y);
  await page.mouse.down();
  await page.mouse.move(at(0.5), y, { steps: 5 });
  const held = await now(page);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  assert.equal(await now(page), held);
  await page.mouse.move(at(0.4), y, { steps: 5 });
  assert.ok((await now(page)) < held);
  const left = await now(page);
  await page.mouse.move(at(0.4), y - 300);
  await page.mouse.up();
  await page.waitForFunction((before) => Number(document.querySelector("[data-time=now]")?.textContent) > before, left);
  assert.equal(await page.locator("[data-action=play][data-playing]").count(), 1, "it plays on");
});

test("the playhead is dragged by a finger at 360 px, and nothing scrolls for it", async (context) => {
  const page = await open(context, "", PHONE);
  const box = await page.locator("[data-control=scrubber]").boundingBox();
  assert.ok(box && box.height >= 40);
  const session = await page.context().newCDPSession(page);
  const y = box.y + box.height / 2;
  const touch = (/** @type {"touchStart" | "touchMove" | "touchEnd"} */ type, /** @type {number} */ share) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: box.x + box.width * share, y }] });
  await touch("touchStart", 0.1);
  const times = [];
  for (const share of [0.2, 0.35, 0.5, 0.65]) {
    await touch("touchMove", share);
    times.push(await now(page));
  }
  assert.deepEqual(times, [...new Set(times)].sort((one, other) => one - other), "it goes with the finger");
  await touch("touchMove", 0.3);
  assert.ok((await now(page)) < (times[2] ?? 0), "and back");
  await touch("touchEnd", 0);
  assert.deepEqual(await page.evaluate(() => [scrollX, scrollY]), [0, 0]);
});

test("at 360 px each control is there, and large enough for a finger", async (context) => {
  const page = await open(context, "", PHONE);
  for (const control of ["[data-action=back]", "[data-action=play]", "[data-action=step]", "[data-control=unit]", "[data-control=speed]"]) {
    const box = await page.locator(control).boundingBox();
    assert.ok(box && box.width >= 44 && box.height >= 40, `${control} ${JSON.stringify(box)}`);
    assert.ok(box.x >= 0 && box.x + box.width <= 360, control);
  }
  await page.locator("[data-control=unit]").selectOption("retransmission");
  await page.locator("[data-action=step]").tap();
  assert.equal(await now(page), 0.284);
  assert.equal(await playButton(page).innerText().then((text) => text.trim()), "Play", "a drawing alone has a name all the same");
});

// Edits, and what they leave.

test("an edit at a moment keeps the past and leaves the old future, with the difference in words, until it is dismissed", async (context) => {
  const page = await open(context);
  await page.keyboard.press("n");
  await page.keyboard.press("n");
  const [time, count] = [await now(page), await happened(page)];
  const past = await page.locator("la-text-twin tr[data-happened]").allInnerTexts();
  const old = await end(page);
  await page.locator(".since input").nth(1).check();
  await turn(page, "b.tcp_orphan_retries", "2");

  await page.locator("[data-ghost]").first().waitFor();
  assert.match(await told(page), /^The same until 0\.508 s; then the server dies 11\d s earlier, \d fewer retransmissions; the client is gone [\d.]+ s earlier\.$/);
  assert.equal(await now(page), time, "the cursor stays where it was");
  const after = await page.locator("la-text-twin tr[data-happened]").allInnerTexts();
  assert.deepEqual(after.slice(0, count), past, "and so does what has happened");
  assert.ok((await end(page)) < old);
  assert.equal(await page.locator("[data-difference]").getAttribute("aria-live"), "polite");
  assert.equal(await page.locator(".ghost-end").count(), 2, "where each would have been gone");
  const lowest = await page.evaluate(() => {
    const sheet = document.querySelector(".ladder-sheet")?.getBoundingClientRect();
    return [...document.querySelectorAll(".ghost-end")].every((element) => sheet && element.getBoundingClientRect().bottom <= sheet.bottom);
  });
  assert.ok(lowest, "the drawing is long enough for it");

  await page.locator("[data-control=dismiss-ghost]").click();
  assert.deepEqual(await ghosts(page), []);
  assert.equal(await difference(page), "");
  assert.equal(await page.locator("[data-control=dismiss-ghost]").isVisible(), false);
  assert.equal(await now(page), time);
  assert.ok((await end(page)) < old, "the edit itself stays");
});

test("a lost segment's ghost arrives, and Escape dismisses it", async (context) => {
  const page = await open(context, "#s=clean-close");
  await clickSegment(page, "a:2");
  await page.locator("[data-ghost]").first().waitFor();
  assert.deepEqual(await ghosts(page), ["a:2"]);
  assert.equal(await page.locator("[data-ghost='a:2']").getAttribute("data-fate"), "delivered");
  assert.equal(await told(page), "The same until 0.070 s; then the server is gone 224 ms later, 1 more retransmission.");
  await page.keyboard.press("Escape");
  assert.deepEqual(await ghosts(page), []);
  assert.equal(await difference(page), "");
});

test("what a pointer is on does not move away when the difference is said", async (context) => {
  const page = await open(context, "#s=clean-close");
  const line = page.locator('[data-segment="a:2"] .hit').first();
  await line.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const before = await line.boundingBox();
  await clickSegment(page, "a:2");
  await page.locator("[data-ghost]").first().waitFor();
  assert.notEqual(await told(page), "");
  const after = await line.boundingBox();
  assert.ok(before && after && Math.abs(before.y - after.y) < 2, `${before?.y} ${after?.y}`);
});

test("nor from under a finger", async (context) => {
  const page = await open(context, "#s=clean-close", PHONE);
  const line = page.locator('[data-segment="a:2"] .hit').first();
  await page.locator(".ladder-scroll").evaluate((element) => element.scrollTo(0, 120));
  const before = await line.boundingBox();
  assert.ok(before);
  await page.touchscreen.tap(before.x + before.width * 0.3, before.y + before.height * 0.3);
  await page.locator("[data-ghost]").first().waitFor();
  assert.equal(await page.locator('[data-segment="a:2"]').getAttribute("data-fate"), "lost");
  const after = await line.boundingBox();
  assert.ok(after && Math.abs(before.y - after.y) < 2, `${before.y} ${after?.y}`);
  await page.locator("[data-control=undo-edit]").tap();
  assert.equal(await page.locator('[data-segment="a:2"]').getAttribute("data-fate"), "delivered", "undo is at hand");
  assert.equal(await difference(page), "");
});

test("the ghost is of the last edit; undo takes it away; what changes nothing says so", async (context) => {
  const page = await open(context, "#s=clean-close");
  await clickSegment(page, "a:2");
  await page.locator("[data-ghost]").first().waitFor();
  await clickSegment(page, "a:2");
  await page.waitForFunction(() => document.querySelector("[data-difference]")?.textContent?.includes("1 fewer retransmission"));
  assert.deepEqual(await ghosts(page), ["a:2", "b:3", "a:3"]);
  await page.keyboard.press("Control+z");
  assert.deepEqual([await ghosts(page), await difference(page)], [[], ""]);
  await page.locator("[data-control=start-over]").click();
  await turn(page, "b.tcp_orphan_retries", "4");
  assert.equal(await told(page), "Nothing is different: to the microsecond, it is the same run.");
  assert.deepEqual(await ghosts(page), []);
});

test("the difference is said in the language of the page", async (context) => {
  const page = await open(context, "#s=clean-close", PHONE);
  await page.locator('[data-segment="a:2"]').focus();
  await page.keyboard.press("Enter");
  await page.locator("[data-ghost]").first().waitFor();
  await page.locator("[data-control=language]").click();
  await page.waitForFunction(() => document.querySelector("[data-difference]")?.textContent?.includes("重传"));
  assert.equal(await told(page), "0.070 s 之前完全相同；此后服务器晚 224 ms 消失，多重传 1 次。");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  assert.equal(await page.locator("[data-control=dismiss-ghost]").getAttribute("aria-label"), "不再显示原来的走向");
  await page.locator("[data-control=dismiss-ghost]").tap();
  assert.equal(await difference(page), "");
});

test("with reduced motion a played run leaps, and steps are the same", async (context) => {
  const page = await open(context, "", { reducedMotion: "reduce" });
  await page.keyboard.press("n");
  assert.equal(await now(page), 0.284);
  await page.locator("[data-control=speed]").selectOption("100");
  await playButton(page).click();
  await page.locator("[data-action=play]:not([data-playing])").waitFor();
  assert.equal(await now(page), await end(page));
});
