// The drawing: how time is drawn and zoomed, what is in sight of it, who holds a socket, and what can become of
// a segment.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ODD } from "../test/scenarios.js";
import { clickSegment, fate, inBrowser, now, open, openFile, playButton } from "./page.js";

/** @import { Page } from "playwright-core" */

inBrowser();

/** Where the ladder is scrolled to, and how tall its drawing is. @param {Page} page */
function scrolled(page) {
  return page.locator(".ladder-scroll").evaluate((element) => ({ top: element.scrollTop, tall: element.scrollHeight }));
}

/** Where on the screen a segment begins. @param {Page} page @param {string} name */
function beginning(page, name) {
  return page.locator(`[data-segment="${name}"] .line`).first().evaluate((element) => {
    const path = /** @type {SVGPathElement} */ (element);
    const matrix = path.getScreenCTM();
    if (!matrix) throw new Error("a drawing is on the screen");
    const { x, y } = path.getPointAtLength(0).matrixTransform(matrix);
    return { x, y };
  });
}

/** The heights of the server's FINs, from the first that is sent again. @param {Page} page */
async function staircase(page) {
  const names = await page.locator('[data-segment][data-how="retransmission"]').evaluateAll((all) => all.map((element) => element.getAttribute("data-segment") ?? ""));
  return Promise.all(names.map(async (name) => (await beginning(page, name)).y));
}

/** @param {readonly number[]} values */
const steps = (values) => values.slice(1).map((value, i) => value - (values[i] ?? 0));

/** Lets the page draw what it was told. @param {Page} page */
const drawn = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** @param {Page} page @param {string} mode */
async function choose(page, mode) {
  await page.locator("[data-control=time-scale]").selectOption(mode);
  await page.locator(`la-time-scale[data-mode=${mode}]`).waitFor();
}

// How time is drawn.

test("compact time tears what is idle, and says how long it was", async (context) => {
  const page = await open(context);
  assert.ok((await page.locator(".tear").count()) > 8);
  assert.ok((await page.locator(".tear-text").allTextContents()).includes("57.3 s idle"));
  const grown = steps(steps(await staircase(page)));
  for (const step of grown) assert.ok(Math.abs(step - 18) < 2, `each doubling is 18 px more: ${grown}`);
});

test("a timer that was doubled is a wider bar, step by step", async (context) => {
  const page = await open(context);
  const widths = await page.locator('.bar.b[data-timer="retransmit"] .bar-body').evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute("width"))));
  assert.ok(widths.length > 7, String(widths));
  for (const step of steps(widths)) assert.ok(step > 0, String(widths));
});

test("log time makes backoff a staircase of even steps, and tears nothing", async (context) => {
  const page = await open(context);
  await choose(page, "log");
  assert.equal(await page.locator(".tear").count(), 0);
  const even = steps(await staircase(page)).slice(2);
  for (const step of even) assert.ok(Math.abs(step - (even[0] ?? 0)) < 6, String(even));
});

test("linear time is as it was: each wait is twice as tall as the one before", async (context) => {
  const page = await open(context);
  await choose(page, "linear");
  assert.equal(await page.locator(".tear").count(), 0);
  const waits = steps(await staircase(page));
  for (const [i, wait] of waits.entries()) if (i > 3) assert.ok(Math.abs(wait / (waits[i - 1] ?? 1) - 2) < 0.15, String(waits));
});

test("a key goes from one map to the next, and the playhead stays at its time", async (context) => {
  const page = await open(context);
  for (let i = 0; i < 30; i += 1) await page.keyboard.press("ArrowRight");
  const before = await now(page);
  for (const mode of ["log", "linear", "compact"]) {
    await page.keyboard.press("x");
    await page.locator(`la-time-scale[data-mode=${mode}]`).waitFor();
    assert.equal(await now(page), before);
    const playhead = await page.locator(".playhead").boundingBox();
    const ladder = await page.locator(".ladder-scroll").boundingBox();
    assert.ok(playhead && ladder && playhead.y > ladder.y && playhead.y < ladder.y + ladder.height, `${mode}: the playhead stays in sight`);
  }
});

test("in every map a click loses a segment, and playing comes to the end", async (context) => {
  const page = await open(context, "#s=clean-close");
  for (const mode of ["log", "linear"]) {
    await choose(page, mode);
    // As it is, a burst of a minute's run is a hairline.
    for (let i = 0; i < 12 && mode === "linear"; i += 1) await page.keyboard.press("+");
    await clickSegment(page, "b:1");
    assert.equal(await fate(page, "b:1"), "lost", mode);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("0");
    await page.keyboard.press("Home");
    await page.locator("[data-control=speed]").selectOption({ index: (await page.locator("[data-control=speed] option").count()) - 1 });
    await playButton(page).click();
    await page.locator("[data-action=play]:not([data-playing])").waitFor();
    assert.ok((await now(page)) > 61, mode);
  }
});

// Zoom.

test("the wheel scrolls; with Ctrl it zooms, and what is under the pointer stays there", async (context) => {
  const page = await open(context);
  const place = await beginning(page, "b:2");
  await page.mouse.move(place.x - 40, place.y);
  await page.mouse.wheel(0, 120);
  await drawn(page);
  const before = await scrolled(page);
  assert.ok(before.top > 0, "a wheel scrolls");

  const here = await beginning(page, "b:3");
  await page.mouse.move(here.x - 40, here.y);
  await page.keyboard.down("Control");
  for (let i = 0; i < 5; i += 1) await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await drawn(page);
  assert.ok((await scrolled(page)).tall > before.tall * 2, "it is taller");
  const moved = (await beginning(page, "b:3")).y - here.y;
  assert.ok(Math.abs(moved) < 5, `here it has moved by ${moved}`);
  assert.match(await page.locator("[data-control=zoom]").innerText(), /^\d\.\d×$/);
  const size = () => page.locator(".arrow-text").first().evaluate((text) => getComputedStyle(text).fontSize);
  assert.equal(await size(), "12px", "words stay as large as they were");

  await page.locator("[data-control=zoom]").click();
  assert.equal((await scrolled(page)).tall, before.tall);
  assert.equal(await page.locator("[data-control=zoom]").isVisible(), false);
});

test("plus, minus and nought zoom by key", async (context) => {
  const page = await open(context);
  const { tall } = await scrolled(page);
  await page.keyboard.press("+");
  assert.ok((await scrolled(page)).tall > tall * 1.2);
  await page.keyboard.press("0");
  assert.equal((await scrolled(page)).tall, tall);
  await page.keyboard.press("-");
  assert.ok((await scrolled(page)).tall < tall);
});

test("two fingers zoom, one scrolls", async (context) => {
  const page = await open(context, "", { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true });
  const session = await page.context().newCDPSession(page);
  const touch = (/** @type {"touchStart" | "touchMove" | "touchEnd"} */ type, /** @type {{ x: number, y: number }[]} */ ...touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
  const box = await page.locator(".ladder-scroll").boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const before = await scrolled(page);

  await touch("touchStart", { x, y: y + 60 });
  for (let i = 1; i <= 6; i += 1) await touch("touchMove", { x, y: y + 60 - i * 20 });
  await touch("touchEnd");
  await page.waitForFunction(() => (document.querySelector(".ladder-scroll")?.scrollTop ?? 0) > 20);
  assert.equal((await scrolled(page)).tall, before.tall, "a finger alone does not zoom");

  const wide = (/** @type {number} */ half) => [{ x, y: y - half }, { x, y: y + half }];
  await touch("touchStart", ...wide(30));
  for (let half = 35; half <= 70; half += 5) await touch("touchMove", ...wide(half));
  await touch("touchEnd");
  await page.waitForFunction((tall) => (document.querySelector(".ladder-scroll")?.scrollHeight ?? 0) > tall * 1.6, before.tall);
  assert.equal(await page.evaluate(() => visualViewport?.scale), 1, "and the page stays as large as it was");
});

// What is in sight.

test("the overview shows what the ladder shows, and scrolls it by drag, click and key", async (context) => {
  const page = await open(context);
  const bar = page.getByRole("scrollbar");
  const frame = page.locator(".overview-window");
  const [box, first] = [await bar.boundingBox(), await frame.boundingBox()];
  assert.ok(box && first);
  assert.ok(first.y - box.y < 4 && first.height < box.height / 4, "a burst is a small part of two minutes");

  const time = await now(page);
  await page.mouse.click(box.x + box.width / 4, box.y + box.height * 0.6);
  await drawn(page);
  const there = await frame.boundingBox();
  assert.ok(there && there.y < box.y + box.height * 0.6 && there.y + there.height > box.y + box.height * 0.6);
  const { top } = await scrolled(page);
  assert.ok(top > 500);

  await page.mouse.move(there.x + 10, there.y + there.height / 2);
  await page.mouse.down();
  await page.mouse.move(there.x + 10, there.y + there.height / 2 - 60, { steps: 4 });
  await page.mouse.up();
  assert.ok((await scrolled(page)).top < top, "dragged up");

  await bar.focus();
  await page.keyboard.press("Home");
  assert.equal((await scrolled(page)).top, 0);
  await page.keyboard.press("PageDown");
  assert.ok((await scrolled(page)).top > 200);
  await page.keyboard.press("End");
  await drawn(page);
  assert.match((await bar.getAttribute("aria-valuetext")) ?? "", /– 118\.784 s$/);
  assert.equal(await page.locator(`[id="${await bar.getAttribute("aria-controls")}"]`).count(), 1);
  assert.equal(await now(page), time, "to look somewhere is not to go there");
});

test("on a tablet the overview is slim, on a phone it makes room", async (context) => {
  const tablet = await open(context, "", { viewport: { width: 768, height: 900 } });
  assert.equal(await tablet.getByRole("scrollbar").isVisible(), true);
  assert.equal(await tablet.locator(".overview-numbers").isVisible(), false);
  const phone = await open(context, "", { viewport: { width: 390, height: 800 } });
  assert.equal(await phone.getByRole("scrollbar").isVisible(), false);
});

// Who holds a socket.

test("each host's lane says who holds its socket: a process, nobody, a mini-socket", async (context) => {
  const page = await open(context);
  const lane = (/** @type {string} */ host) => page.locator(`.hold-lane.${host}`).evaluateAll((all) => all.map((element) => element.getAttribute("data-holder")));
  assert.deepEqual(await lane("a"), ["process", "orphan", "mini"]);
  assert.deepEqual(await lane("b"), ["process", "orphan"]);
  const words = async (/** @type {string} */ host) => [...new Set(await page.locator(`.hold-text.${host}`).allTextContents())].sort();
  assert.deepEqual(await words("a"), ["mini-socket", "orphan", "process"]);
  assert.deepEqual(await words("b"), ["orphan", "process"]);
  const dashes = await page.locator(".hold-lane.a .hold").evaluateAll((lines) => lines.map((line) => getComputedStyle(line).strokeDasharray));
  assert.equal(new Set(dashes).size, 3, "not by colour alone");
  await page.locator("[data-control=language]").click();
  await page.locator("html[lang=zh-Hans]").waitFor();
  assert.deepEqual(await words("b"), ["孤儿", "进程持有"].sort());
});

test("on a phone the words are beside the states", async (context) => {
  const page = await open(context, "", { viewport: { width: 360, height: 740 } });
  const said = await page.locator(".label.a").evaluateAll((all) => all.map((label) => [...label.querySelectorAll("text")].map((text) => text.textContent).join(" ")));
  assert.ok(said.includes("close() orphan") && said.includes("FIN-WAIT-2 mini-socket"), String(said));
});

// What can become of a segment.

test("what is delivered, lost, overtaken or doubled, and what a router says, are drawn apart", async (context) => {
  const page = await open(context);
  await openFile(page, ODD);
  await page.locator("[data-control=story]", { hasText: ODD.name }).waitFor();
  const of = (/** @type {string} */ name) => page.locator(`[data-segment="${name}"]`);
  const words = await page.locator(".arrow-text").allTextContents();

  assert.equal(await of("a:1").getAttribute("data-arrives"), "overtaken");
  assert.ok(words.some((text) => text.includes("PSH,ACK overtaken")), String(words));
  assert.match((await of("a:1").getAttribute("aria-label")) ?? "", /arrives after one that was sent later/);
  const ends = await page.locator('[data-segment="a:1"] .line, [data-segment="a:2"] .line').evaluateAll((lines) => lines.map((line) => /** @type {SVGPathElement} */ (line).getPointAtLength(1e9).y));
  assert.ok((ends[0] ?? 0) > (ends[1] ?? 0), "they cross");

  const twice = page.locator('[data-segment][data-arrives="twice"]');
  assert.equal(await twice.locator(".head").count(), 2);
  assert.ok(words.some((text) => text.includes(" ×2")), String(words));
  assert.match((await twice.getAttribute("aria-label")) ?? "", /arrives more than once/);

  const lost = page.locator('[data-segment][data-fate="lost"]').first();
  assert.notEqual(await lost.locator(".line").evaluate((line) => getComputedStyle(line).strokeDasharray), "none");
  assert.equal(await page.locator(".reports .report").count(), 1);
  const legend = await page.locator(".legend").innerText();
  for (const sign of ["lost on the way", "arrives twice", "a router's answer"]) assert.ok(legend.includes(sign), sign);
});

test("a tail loss probe is dotted and says so, unlike what is sent again on a timeout", async (context) => {
  const page = await open(context);
  const probe = page.locator('[data-segment][data-how="loss-probe"]');
  assert.equal(await probe.count(), 1);
  assert.equal(await probe.locator(".core").count(), 0);
  assert.match(await probe.locator(".line").evaluate((line) => getComputedStyle(line).strokeDasharray), /^0\.1px, 5px$/);
  assert.equal(await page.locator('[data-segment][data-how="retransmission"] .core').count(), 8);
  assert.ok((await page.locator(".arrow-text").allTextContents()).some((text) => text.startsWith("TLP FIN,ACK")));
});
