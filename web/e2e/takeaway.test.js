// A run leaves the page: as files, and as text for the clipboard.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { clickSegment, inBrowser, open } from "./page.js";

/** @import { Page } from "playwright-core" */

inBrowser();

/** @param {Page} page */
async function openPanel(page) {
  await page.locator("la-margin [data-panel=takeaway]").click();
  await page.locator("la-take-away .take-row").first().waitFor();
}

/** Saves in that format. @param {Page} page @param {string} format @returns {Promise<{ name: string, bytes: Buffer }>} */
async function save(page, format) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`[data-save=${format}]`).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("each format is saved under a name that its readers know", async (context) => {
  const page = await open(context, "#s=clean-close");
  await openPanel(page);
  const text = async (/** @type {string} */ format) => (await save(page, format)).bytes.toString();
  const { name, bytes } = await save(page, "pcapng");
  assert.equal(name, "clean-close.pcapng");
  assert.equal(bytes.subarray(0, 4).toString("hex"), "0a0d0d0a", "a section header");
  assert.equal((await save(page, "png")).bytes.subarray(1, 4).toString(), "PNG");
  assert.match(await text("svg"), /^<svg [^>]*xmlns=/);
  assert.match(await text("mermaid"), /^sequenceDiagram/m);
  assert.match(await text("tcpdump"), /Flags \[F\.\]/);
  assert.match(await text("ladder"), /TIME[-_]WAIT/);
  assert.ok(JSON.parse(await text("json")).segments.length >= 4);
  assert.ok(JSON.parse(await text("lab")).script.length >= 2);
  await page.locator(".take-said", { hasText: /^clean-close\.lab\.json saved/ }).waitFor();
});

/** How many packets are in a capture. @param {Buffer} capture */
function packetsOf(capture) {
  const PACKET = 6;
  let packets = 0;
  for (let at = 0; at < capture.length; at += capture.readUInt32LE(at + 4)) packets += capture.readUInt32LE(at) === PACKET ? 1 : 0;
  return packets;
}

test("what is chosen and what was done to the run is in what leaves", async (context) => {
  const page = await open(context, "#s=clean-close");
  await openPanel(page);
  const both = (await save(page, "tcpdump")).bytes.toString();
  await page.locator("[data-format=tcpdump] select").selectOption("b");
  const server = (await save(page, "tcpdump")).bytes.toString();
  assert.ok(server.length < both.length);
  const { segments } = JSON.parse((await save(page, "json")).bytes.toString());
  assert.equal(packetsOf((await save(page, "pcapng")).bytes), segments.length, "each segment once: a reader would take a second for sent again");
  await page.locator("[data-format=pcapng] select").selectOption("both");
  assert.equal(packetsOf((await save(page, "pcapng")).bytes), 2 * segments.length, "none is lost here");
  assert.doesNotMatch((await save(page, "svg")).bytes.toString(), /@keyframes|<animate/);
  await page.locator("[data-format=svg] input").check();
  assert.match((await save(page, "svg")).bytes.toString(), /@keyframes|<animate/);

  const before = JSON.parse((await save(page, "json")).bytes.toString());
  await clickSegment(page, "a:2");
  const after = JSON.parse((await save(page, "json")).bytes.toString());
  assert.ok(after.segments.length > before.segments.length, "a lost ACK has the FIN sent again");
});

test("text is copied, and that is said", async (context) => {
  const page = await open(context, "#s=clean-close", { permissions: ["clipboard-read", "clipboard-write"] });
  await openPanel(page);
  await page.locator("[data-copy=mermaid]").focus();
  await page.keyboard.press("Enter");
  await page.locator(".take-said", { hasText: /^Mermaid copied/ }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^sequenceDiagram/m);
});

test("it speaks Chinese, and fits a telephone", async (context) => {
  const page = await open(context, "#s=clean-close", { locale: "zh-CN", viewport: { width: 360, height: 740 }, hasTouch: true });
  await openPanel(page);
  await page.getByRole("button", { name: "保存 pcapng" }).waitFor();
  const wide = await page.locator("la-take-away").evaluate((it) => it.scrollWidth - it.clientWidth);
  assert.equal(wide, 0);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});
