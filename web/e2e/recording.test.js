// A recording of a kernel, dropped onto the page: it is run, judged as `conform` judges it and drawn beside the
// engine's run. And what is no recording says what was expected.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../tools/paths.js";
import { faults } from "./axe.js";
import { clickSegment, inBrowser, open, openFile, shown } from "./page.js";

/** @import { Page } from "playwright-core" */

inBrowser();

const ONCE = JSON.parse(await readFile(join(ROOT, "crate/tests/kernel/fourth-wave-lost-once.json"), "utf8"));
/** A's three segments and b's three; the first FIN again is b's third. */
const SENT = ["a:1", "b:1", "b:2", "a:2", "b:3", "a:3"];

/** @param {(recording: any) => void} spoil */
function spoiled(spoil) {
  const recording = structuredClone(ONCE);
  spoil(recording);
  return recording;
}

/** Moves b's third segment, and its arrival, by 300 ms. */
const LATE = spoiled(({ packets }) => {
  packets[4].t_ms += 300;
  packets[4].arrive_ms[0] += 300;
});

/** Lets go of a file above the page, as a hand would. @param {Page} page @param {string} text @param {string} [name] */
async function drop(page, text, name = "anything.txt") {
  const transfer = await page.evaluateHandle(({ content, called }) => {
    const data = new DataTransfer();
    data.items.add(new File([content], called));
    return data;
  }, { content: text, called: name });
  const target = page.locator("last-ack");
  await target.dispatchEvent("dragover", { dataTransfer: transfer });
  await target.dispatchEvent("drop", { dataTransfer: transfer });
}

/** @param {Page} page */
async function verdict(page) {
  const told = page.locator(".recording-verdict");
  await told.waitFor();
  return { agrees: await told.getAttribute("data-agrees"), text: await told.innerText() };
}

/** The names of what is drawn in one of the two. @param {Page} page @param {0 | 1} which */
function drawn(page, which) {
  return page.locator("la-ladder").nth(which).locator("[data-segment]").evaluateAll((all) => all.map((one) => one.getAttribute("data-segment")));
}

test("a recording that is dropped is run and judged, and both ladders are drawn on one axis", async (context) => {
  /** @type {string[]} */
  const asked = [];
  const page = await open(context, "", {}, (path) => asked.push(path));
  assert.ok(!asked.some((path) => path.startsWith("pkg/tools/")), "the judge is fetched when it is wanted");
  await drop(page, JSON.stringify(ONCE));
  assert.deepEqual(await verdict(page), { agrees: "true", text: "Agrees with this kernel: 6 of 6 segments, worst timer 3.1 ms." });
  assert.ok(asked.some((path) => path.startsWith("pkg/tools/")));
  await page.locator("la-recording summary").click();
  const figures = await page.locator("la-recording [data-figure]").evaluateAll((cells) => cells.map((cell) => `${cell.getAttribute("data-figure")}: ${cell.textContent}`));
  assert.deepEqual(figures.slice(0, 5), ["segments: 6 of 6", "timers: 1 of 1", "states: 8 of 8", "calls: 2 of 2", "counters: 42 of 42"]);
  // Word for word what `conform crate/tests/kernel fourth-wave-lost-once` ends with.
  assert.equal(await page.locator(".recording-line").innerText(), "conformance: 1 of 1 recordings; segments 6 of 6; timers within 8 ms 1 of 1, worst 3.1 ms; states 8 of 8; calls 2 of 2; counters 42 of 42");
  assert.deepEqual([await drawn(page, 0), await drawn(page, 1)], [SENT, SENT]);
  const fates = (/** @type {0 | 1} */ which) => page.locator("la-ladder").nth(which).locator("[data-segment]").evaluateAll((all) => all.map((one) => one.getAttribute("data-fate")));
  assert.deepEqual(await fates(1), await fates(0));
  assert.equal(await page.locator("[data-differs]").count(), 0, "nothing is marked");
  assert.deepEqual(await page.locator(".compare-name").allInnerTexts(), ["= The engine: 6 of 6 segments as recorded", "Linux 6.18, recorded"]);
  // One time for both.
  await page.keyboard.press("End");
  const heads = await page.locator(".playhead").evaluateAll((all) => all.map((head) => /** @type {HTMLElement} */ (head).style.transform));
  assert.equal(heads[0], heads[1]);
});

test("a segment that is 300 ms late is a difference, said with its times and marked at its place", async (context) => {
  const page = await open(context);
  await drop(page, JSON.stringify(LATE));
  assert.equal((await verdict(page)).agrees, "false");
  // What a sends has come before what provokes it: that is earlier.
  assert.match(await page.locator(".recording-list li").first().innerText(), /^301\.15 ms client’s segment 3: recorded 299\.94 ms before what causes it; the engine sends it at once, at 30\d\.\d\d ms$/);
  const late = page.locator("[data-place]", { hasText: /^590\.66 ms server’s segment 3: recorded at 590\.66 ms, by a timer of the engine at 290\.\d\d ms$/ });
  assert.equal(await late.count(), 1);
  const marked = (/** @type {0 | 1} */ which) => page.locator("la-ladder").nth(which).locator("[data-segment][data-differs]").evaluateAll((all) => all.map((one) => `${one.getAttribute("data-segment")} ${one.getAttribute("data-differs")}`));
  assert.ok((await marked(0)).includes("b:3 moved"), "in the engine's");
  assert.ok((await marked(1)).includes("b:3 moved"), "and in the recording");
  // It leads there.
  await late.click();
  for (const which of [0, 1]) await page.locator("la-ladder").nth(which).locator('[data-segment="b:3"][data-chosen]').waitFor();
});

test("a segment that is missing is a difference that only one of them has", async (context) => {
  const page = await open(context);
  await drop(page, JSON.stringify(spoiled(({ packets }) => packets.pop())));
  assert.match((await verdict(page)).text, /^Differs from this kernel: 5 of 6 segments agree/);
  assert.deepEqual([(await drawn(page, 0)).length, (await drawn(page, 1)).length], [6, 5]);
  const only = page.locator("[data-place]", { hasText: "client’s segment 3: the engine has A seq 2 ack 2 len 0 delivered; none was recorded" });
  assert.equal(await only.count(), 1);
  assert.equal(await page.locator("la-ladder").first().locator('[data-segment="a:3"]').getAttribute("data-differs"), "only");
  // By the keyboard.
  await only.focus();
  await page.keyboard.press("Enter");
  await page.locator("la-ladder").first().locator('[data-segment="a:3"][data-chosen]').waitFor();
});

test("what is no recording says what was expected, and what is shown stays", async (context) => {
  const page = await open(context);
  await page.keyboard.press("End");
  const before = await shown(page);
  const banner = page.locator("la-banner p");
  /** @type {readonly [string, RegExp][]} */
  const wrong = [
    ["junk <script>alert(1)</script>", /could not be read: it is not JSON .*Expected a scenario, which is an object with “script”, or a recording/],
    ['{"pets": []}', /neither a scenario nor a recording of a kernel\. Expected a JSON object with “script”.*lab\.py/],
    ["[]", /neither a scenario nor a recording/],
    [JSON.stringify(spoiled(({ packets }) => (packets[2].flags = "FX"))), /as a recording of a kernel, packets\[2\]\.flags: `X` is none of the flags/],
    [JSON.stringify(spoiled((recording) => delete recording.jiffies)), /missing field `jiffies`/],
    [JSON.stringify(spoiled(({ scenario }) => (scenario.script[0].do = "<img src=x onerror=alert(1)>"))), /script\[0\]\.do/],
    [JSON.stringify(ONCE).slice(0, -200), /it is not JSON/],
    ["[".repeat(200_000), /it is not JSON/],
    [`"${"x".repeat(1 << 20)}"`, /more than 256 KB/],
    ['{"script": [], "dleay": 1}', /This scenario was not loaded: dleay/],
  ];
  for (const [text, said] of wrong) {
    await drop(page, text);
    await banner.getByText(said).waitFor();
    assert.deepEqual(await shown(page), before);
    await page.locator("la-banner button").click();
  }
  assert.equal(await page.locator("la-recording").count(), 0);
});

test("the engine's run may be changed, the recording may not; it comes back as it was judged", async (context) => {
  const page = await open(context);
  await openFile(page, ONCE);
  await verdict(page);
  const again = page.locator("[data-control=recording-again]");
  assert.ok(!(await again.isVisible()));
  await clickSegment(page, "b:1");
  await page.locator('la-ladder [data-segment="b:1"][data-fate=lost]').first().waitFor();
  await again.waitFor();
  assert.equal(await page.locator("la-ladder").nth(1).locator('[data-segment="b:1"]').getAttribute("data-fate"), "delivered");
  await again.click();
  await page.locator('la-ladder').first().locator('[data-segment="b:1"][data-fate=delivered]').waitFor();
  assert.equal((await verdict(page)).agrees, "true");
  await page.locator("[data-control=recording-close]").click();
  await page.locator("la-recording").waitFor({ state: "detached" });
  assert.equal(await page.locator("la-ladder").count(), 1);
});

test("a recording that differs in thousands of places is judged, and the first of them are listed", async (context) => {
  const page = await open(context, "", { mayComplain: /no more than 16000 events/ });
  await drop(page, JSON.stringify(spoiled(({ scenario }) => {
    const unlimited = { tcp_invalid_ratelimit: 0, tcp_challenge_ack_limit: 2_147_483_647 };
    const forged = (/** @type {string} */ host, /** @type {number} */ len) => ({ at_ms: 0, host, do: "inject", flags: "PA", seq: 1, ack: 1, len });
    Object.assign(scenario, { sysctl: { a: unlimited, b: unlimited }, rules: [{ action: "duplicate", count: -1 }], script: [forged("a", 1000), forged("b", 5000)], run_ms: 86_400_000 });
  })));
  await page.locator("la-recording").waitFor({ timeout: 60_000 });
  assert.equal((await verdict(page)).agrees, "false");
  assert.equal(await page.locator(".recording-list li").count(), 200);
  await page.locator("la-recording", { hasText: /\d more are not listed\./ }).waitFor();
  assert.ok((await page.locator("*").count()) < 20_000);
});

test("another run ends it", async (context) => {
  const page = await open(context);
  await openFile(page, ONCE);
  await verdict(page);
  await openFile(page, { name: "mine", script: [{ at_ms: 0, host: "b", do: "close" }, { at_ms: 50, host: "a", do: "close" }] });
  await page.locator("la-recording").waitFor({ state: "detached" });
  assert.equal(await page.locator("la-ladder").count(), 1);
});

test("in Chinese, on a phone: one of both at a time, nothing sticks out, and axe finds nothing", async (context) => {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    const page = await open(context, "", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, locale: "zh-CN", colorScheme });
    await drop(page, JSON.stringify(LATE));
    assert.match((await verdict(page)).text, /^与该内核不一致：6 个报文段中有 \d 个一致/);
    assert.match(await page.locator(".recording-list li").first().innerText(), /^301\.15 ms 客户端的第 3 个报文段：记录中比起因还早 299\.94 ms；引擎在起因之后立即发出，在 300\.94 ms$/);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    const ladders = page.locator("la-ladder");
    assert.deepEqual([await ladders.nth(0).isVisible(), await ladders.nth(1).isVisible()], [true, false]);
    await page.locator(".compare-switch[data-run=b]").click();
    assert.deepEqual([await ladders.nth(0).isVisible(), await ladders.nth(1).isVisible()], [false, true]);
    const { height } = await page.locator("[data-place]").first().boundingBox() ?? { height: 0 };
    assert.ok(height >= 44, `${height} px is enough for a finger`);
    assert.deepEqual(await faults(page), []);
  }
});
