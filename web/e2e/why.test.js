// Why something happened: the rule, its sum, what each sysctl gave, and the way back to what began it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { explains, inBrowser, open, openTable } from "./page.js";

/** @import { Page } from "playwright-core" */

inBrowser();

const WHY = "la-why-panel";

/** Goes to the event that ends the server. @param {Page} page */
async function toTheDeath(page) {
  await openTable(page);
  await page.locator("la-text-twin tr", { hasText: "LAST-ACK → CLOSED" }).locator(".event-link").click();
  await explains(page, /the orphan is dropped/);
}

test("the death of an orphan is counted out, against the limit that its sysctl stands for", async (context) => {
  const page = await open(context);
  await toTheDeath(page);
  const sum = page.locator(`${WHY} [data-patience=over] .figure`);
  assert.deepEqual(await sum.allInnerTexts(), [
    "tcp_orphan_retries = 0, which stands for 8, allows (2⁹ − 1) × 200 ms = 102 s",
    "counted from 0.508 s: 114 s have passed, so this is the end",
  ]);
});

test("each timeout before it says how much is left", async (context) => {
  const page = await open(context);
  for (let i = 0; i < 3; i += 1) await page.keyboard.press("n");
  await explains(page, /so it tries again/);
  assert.match(await page.locator(`${WHY} [data-patience=left]`).innerText(), /counted from 0\.508 s: 452 ms have passed/);
});

test("a sysctl that the kernel asked is shown with its value, and a press goes to its knob", async (context) => {
  const page = await open(context);
  await toTheDeath(page);
  const asked = page.locator(`${WHY} [data-knob-of="b.tcp_orphan_retries"]`);
  assert.match(await asked.locator("..").innerText(), /tcp_orphan_retries = 0 \(stands for 8, default\)/);
  await asked.click();
  await page.waitForFunction(() => document.activeElement?.getAttribute("data-knob") === "b.tcp_orphan_retries");
});

test("the way back leads to the call that began it, however long it is", async (context) => {
  const page = await open(context);
  await toTheDeath(page);
  const links = page.locator(".why-causes [data-select]");
  assert.match(await links.last().innerText(), /close\(\)/);
  assert.equal(await links.filter({ visible: true }).count(), 6, "five, and the call");
  await page.locator(".more-causes").click();
  assert.equal(await links.filter({ visible: true }).count(), await links.count());
  await links.last().click();
  await page.locator(".why-what", { hasText: /^close\(\)$/ }).waitFor();
});

test("where a rule stands is a link to the RFC and to the kernel", async (context) => {
  const page = await open(context);
  await toTheDeath(page);
  const links = await page.locator(`${WHY} .cite a`).evaluateAll((all) => all.map((link) => `${link.textContent} ${link.getAttribute("href")} ${link.getAttribute("rel")}`));
  assert.deepEqual(links.slice(0, 2), [
    "RFC 9293 §3.8.3 https://www.rfc-editor.org/rfc/rfc9293.html#section-3.8.3 noopener",
    "tcp_orphan_retries() https://elixir.bootlin.com/linux/v6.18/A/ident/tcp_orphan_retries noopener",
  ]);
});

test("in Chinese the reasons are Chinese, also when the language changes under them", async (context) => {
  const page = await open(context);
  await toTheDeath(page);
  await page.locator("[data-control=language]").click();
  await explains(page, /相当于 8，允许 \(2⁹ − 1\) × 200 ms = 102 s/);
  await explains(page, /孤儿被丢弃/);
  assert.doesNotMatch(await page.locator(WHY).innerText(), /have passed|Because/);
});
