// The main job: somebody loses wave 4, watches the server repeat its FIN and vanish, turns
// tcp_orphan_retries and sees what changes; and finds in the page what the engine gives natively.

import assert from "node:assert/strict";
import { test } from "node:test";
import { nativeRun } from "../test/boundary/native.js";
import { clickSegment, end, fate, happened, inBrowser, now, open, openTable, outcome, playButton, segments, shown, turn } from "./page.js";

/** @import { Page } from "playwright-core" */

inBrowser();

/** Loses every ACK of the client from wave 4 on, one click each. @param {Page} page */
async function loseWave4(page) {
  const lost = [];
  for (let nth = 2; (await segments(page)).includes(`a:${nth}`); nth += 1) {
    await clickSegment(page, `a:${nth}`);
    assert.equal(await fate(page, `a:${nth}`), "lost");
    lost.push(`a:${nth}`);
  }
  return lost;
}

/** Presses play and waits until the run has played itself out. @param {Page} page */
async function playToTheEnd(page) {
  await page.locator("[data-control=speed]").selectOption("5");
  await playButton(page).click();
  await page.locator("[data-action=play][data-playing]").waitFor();
  await page.locator("[data-action=play]:not([data-playing])").waitFor({ timeout: 60_000 });
  assert.equal(await now(page), await end(page));
  assert.equal(await happened(page), await page.locator("la-text-twin tbody tr").count());
  assert.deepEqual(await page.locator(".column-state").allInnerTexts(), ["gone", "gone"]);
}

/**
 * @param {Page} page
 * @param {import("../test/boundary/native.js").Outcome} native
 */
async function assertServerIs(page, { fins, retransmissions, gone }) {
  assert.ok(gone !== null);
  assert.deepEqual(await outcome(page, "b", "fins"), { text: String(fins), value: String(fins) });
  assert.deepEqual(await outcome(page, "b", "retransmissions"), { text: String(retransmissions), value: String(retransmissions) });
  assert.deepEqual(await outcome(page, "b", "gone"), { text: `${(gone / 1e6).toFixed(3)} s`, value: String(gone) });
}

for (const [retries, expected] of /** @type {const} */ ([[0, 9], [1, 3], [3, 4]])) {
  test(`wave 4 lost by clicking, tcp_orphan_retries = ${retries}: what is seen is what the engine gives natively`, async (context) => {
    const page = await open(context, "#s=clean-close");
    await turn(page, "b.tcp_orphan_retries", String(retries));
    const lost = await loseWave4(page);
    assert.equal(lost.length, expected + 1, "one ACK for each FIN");

    await playToTheEnd(page);
    const native = await nativeRun("clean-close", ["--set", `b.tcp_orphan_retries=${retries}`, ...lost.flatMap((name) => ["--lose", name])]);
    assert.equal(native.b.retransmissions, expected);
    await assertServerIs(page, native.b);
    const words = /** @type {const} */ ({ 3: "four", 4: "five", 9: "ten" });
    assert.match(await page.locator("[data-verdict]").innerText(), new RegExp(`^The server sent its FIN ${words[expected]} times .* and vanished\\. Nobody was told\\.`));
  });
}

test("where the scenario loses wave 4, the knob alone changes what is seen", async (context) => {
  const page = await open(context);
  const meaning = page.locator('[data-sysctl=tcp_orphan_retries] [data-host=b] .meaning');
  assert.equal(await meaning.innerText(), "(= 8)");
  for (const retries of [0, 1, 3, 0]) {
    await turn(page, "b.tcp_orphan_retries", String(retries));
    assert.equal(await meaning.innerText(), retries === 0 ? "(= 8)" : "");
    await assertServerIs(page, (await nativeRun("last-ack-lost", ["--set", `b.tcp_orphan_retries=${retries}`])).b);
  }
});

test("the round trip and a sysctl from now on are the engine's too", async (context) => {
  const page = await open(context);
  await turn(page, "rtt", "200");
  await assertServerIs(page, (await nativeRun("last-ack-lost", ["--rtt", "200"])).b);
  await turn(page, "rtt", "20");

  await page.locator("[data-action=step]").click();
  const past = await happened(page);
  await page.locator("[data-control=since-now]").check();
  await turn(page, "b.tcp_orphan_retries", "1");
  assert.equal(await happened(page), past + 1, "the change has happened, and nothing else");
  assert.match((await page.locator("la-text-twin tr[data-happened]").last().textContent()) ?? "", /tcp_orphan_retries: 0 → 1/);
  assert.equal((await outcome(page, "b", "retransmissions")).value, "3");
});

test("another click gives a segment back", async (context) => {
  const page = await open(context, "#s=clean-close");
  const before = await shown(page);
  await clickSegment(page, "a:2");
  assert.equal(await fate(page, "a:2"), "lost");
  assert.equal((await outcome(page, "b", "retransmissions")).value, "1");
  await clickSegment(page, "a:2");
  assert.equal(await fate(page, "a:2"), "delivered");
  assert.deepEqual(await shown(page), before);
});

test("a segment can be lost when it is past, in flight and still to come", async (context) => {
  const page = await open(context, "#s=clean-close");
  const at = page.locator("[data-action=step]");
  await openTable(page);
  const seen = [];
  for (const arrived of [false, true]) {
    for (let i = 0; i < 100; i += 1) {
      const row = page.locator("la-text-twin tr[data-happened]", { hasText: "a:2" });
      const gone = await row.filter({ hasText: arrived ? "arrives" : "sends" }).count();
      if (gone > 0) break;
      await at.click();
    }
    const time = await now(page);
    await clickSegment(page, "a:2");
    assert.equal(await fate(page, "a:2"), "lost");
    assert.equal(await now(page), time, "nobody is moved in time");
    seen.push(await outcome(page, "b", "gone"));
    await page.keyboard.press("Control+z");
    assert.equal(await fate(page, "a:2"), "delivered");
  }
  await page.keyboard.press("Home");
  assert.equal(await happened(page), 0);
  await clickSegment(page, "a:2");
  seen.push(await outcome(page, "b", "gone"));
  assert.deepEqual(seen, [seen[0], seen[0], seen[0]]);
});
