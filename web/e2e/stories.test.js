// Stories, as somebody who has never heard of an orphan follows them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { STORIES } from "../src/stories/index.js";
import { clickSegment, fate, inBrowser, now, open, openTable, playButton } from "./page.js";

/** @import { Page } from "playwright-core" */

inBrowser();

/** @param {Page} page @param {string} name */
const control = (page, name) => page.locator(`[data-control="${name}"]`);

/** @param {Page} page */
const caption = (page) => page.locator(".story-text").innerText();

/** @param {Page} page @param {number} n */
const atStep = (page, n) => page.locator(".story-place", { hasText: new RegExp(`^${n} /`) }).waitFor();

/** Opens a story from the list. @param {Page} page @param {string} id */
async function choose(page, id) {
  await control(page, "story").click();
  await page.locator(`.chooser[open] [data-story="${id}"]`).click();
  await atStep(page, 1);
}

/** The page of a first visit, once its story stands. @param {import("node:test").TestContext} context @param {object} [options] */
async function firstVisit(context, options = {}) {
  const page = await open(context, "", { firstVisit: true, ...options });
  await atStep(page, 1);
  return page;
}

test("a first visit opens on the article's question, ready to play, and does not give the answer away", async (context) => {
  const page = await firstVisit(context);
  assert.match(await page.locator(".story-name").innerText(), /wait for ever\?$/);
  assert.match(await caption(page), /For how long\?$/);
  assert.equal(await now(page), 0);
  assert.equal(await page.locator("[data-verdict]").isVisible(), false);
  assert.equal(await page.locator('[data-summary="b.gone"]').isVisible(), false);
  await playButton(page).click();
  await page.waitForFunction(() => Number.parseFloat(document.querySelector("[data-time=now]")?.textContent ?? "") > 0);
});

test("one action from opening the page to: it retried nine times over two minutes and then vanished", async (context) => {
  const page = await firstVisit(context);
  await control(page, "story-next").click();
  await atStep(page, 2);
  assert.match(await caption(page), /^The server retried nine times over two minutes and then vanished/);
  assert.equal(await page.locator("[data-verdict]").isVisible(), true);
  assert.equal((await now(page)).toFixed(3), "114.688");
});

test("a guess is made on a scale from a second to for ever, and stands beside the truth", async (context) => {
  const page = await firstVisit(context);
  const slider = control(page, "guess");
  await slider.focus();
  await page.keyboard.press("End");
  assert.equal(await slider.getAttribute("aria-valuetext"), "for ever");
  const box = await slider.boundingBox();
  assert.ok(box);
  await page.mouse.click(box.x + 8, box.y + box.height / 2);
  assert.match((await slider.getAttribute("aria-valuetext")) ?? "", /^1(\.\d)? s$/);
  await slider.focus();
  await page.keyboard.press("End");
  await control(page, "story-next").click();
  await atStep(page, 2);
  assert.equal(await page.locator(".guess-mine").innerText(), "your guess: for ever");
  assert.equal(await page.locator(".guess-truth").innerText(), "Linux: 115 s");
  const left = async (/** @type {string} */ name) => (await page.locator(name).boundingBox())?.x ?? 0;
  assert.ok((await left(".guess-truth")) < (await left(".guess-mine")));
});

test("a story is one step of the browser's history, however many scenarios it runs", async (context) => {
  const page = await open(context, "#s=first-fin-lost");
  const entries = () => page.evaluate(() => history.length);
  const before = await entries();
  await choose(page, "timers");
  const steps = Number((await page.locator(".story-place").innerText()).split("/")[1]);
  for (let step = 2; step <= steps; step += 1) {
    await control(page, "story-next").click();
    await atStep(page, step);
  }
  assert.match(page.url(), /#v=1&story=timers\./);
  assert.equal((await entries()) - before, 1);
  await page.goBack();
  await page.locator("[data-control=story][data-preset=first-fin-lost]").waitFor();
  await page.locator("la-story").waitFor({ state: "hidden" });
});

test("leaving takes one click, the run stays, and who has left is not told the story again", async (context) => {
  const page = await firstVisit(context);
  await control(page, "story-leave").click();
  await page.locator("la-story").waitFor({ state: "hidden" });
  assert.equal(await page.locator("[data-verdict]").isVisible(), true);
  await page.reload();
  await page.locator("[data-segment]").first().waitFor();
  assert.equal(await page.locator("la-story").count(), 0);
});

test("Escape leaves, and the list brings a story back", async (context) => {
  const page = await firstVisit(context);
  await control(page, "story-next").focus();
  await page.keyboard.press("Escape");
  await page.locator("la-story").waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-control")), "story");
  await page.keyboard.press("Enter");
  await page.locator(".chooser[open]").waitFor();
  assert.equal(await page.locator(".chooser [data-story]").count(), 27);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(".story-name", { hasText: "tcp_orphan_retries = 0" }).waitFor();
  await atStep(page, 1);
});

test("whoever comes by a link to a scenario is told no story", async (context) => {
  const page = await open(context, "#s=clean-close", { firstVisit: true });
  assert.equal(await page.locator("la-story").count(), 0);
});

test("the visitor may do as they like, and the story goes on as it was", async (context) => {
  const page = await firstVisit(context);
  await clickSegment(page, "a:1");
  assert.equal(await fate(page, "a:1"), "lost");
  await page.locator(".story-changed", { hasText: "You have changed this run" }).waitFor();
  await control(page, "story-next").click();
  await atStep(page, 2);
  assert.equal(await fate(page, "a:1"), "delivered");
  assert.match(await caption(page), /^The server retried nine times/);
  await control(page, "story-back").click();
  await atStep(page, 1);
});

test("a scenario that is opened beside a story ends it", async (context) => {
  const page = await firstVisit(context);
  await control(page, "story").click();
  await page.locator('.chooser[open] [data-preset="clean-close"]').click();
  await page.locator("la-story").waitFor({ state: "hidden" });
  assert.equal(await control(page, "story").getAttribute("data-preset"), "clean-close");
});

for (const { locale, right } of [{ locale: "en-GB", right: "That is so." }, { locale: "zh-CN", right: "正是如此。" }]) {
  test(`every story walks to its end, in ${locale}`, async (context) => {
    const page = await open(context, "", { locale });
    for (const [id, load] of STORIES) {
      const { steps } = (await load()).default;
      await choose(page, id);
      for (const [i, step] of steps.entries()) {
        await atStep(page, i + 1);
        assert.doesNotMatch((await caption(page)).replaceAll("{1, 0}", ""), /[{}]|undefined|NaN/, `${id}, step ${i + 1}`);
        if (step.play) assert.equal(await control(page, "story").getAttribute("data-preset"), step.play.preset, `${id}, step ${i + 1}`);
        if (step.right !== undefined) {
          await page.locator(`[data-choice="${step.right}"]`).click();
          assert.match(await page.locator("[data-judged=right]").innerText(), new RegExp(right));
        }
        if (i < steps.length - 1) await control(page, "story-next").click();
      }
    }
  });
}

for (const language of ["en-GB", "zh-CN"]) {
  test(`on a phone the story stands above the player and the drawing keeps its room, in ${language}`, async (context) => {
    const page = await firstVisit(context, { locale: language, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    for (const n of [1, 2, 3, 4, 5]) {
      await atStep(page, n);
      const [ladder, story, player] = await Promise.all(["la-ladder", "la-story", "la-player-bar"].map((tag) => page.locator(tag).boundingBox()));
      assert.ok(ladder && story && player);
      assert.ok(ladder.height >= 240, `${ladder.height}`);
      assert.ok(ladder.y + ladder.height <= story.y + 1 && story.y + story.height <= player.y + 1 && player.y + player.height <= 741);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
      if (n < 5) await control(page, "story-next").tap();
    }
  });
}

test("another story that is chosen while a link's is replayed has the page to itself", async (context) => {
  const page = await open(context, "#s=clean-close");
  /** @type {() => void} */
  let release = () => {};
  const gate = new Promise((resolve) => (release = () => resolve(null)));
  await page.route("**/scenarios/full-window-6-18.js", async (route) => {
    await gate;
    await route.continue();
  });
  const asked = page.waitForRequest("**/scenarios/full-window-6-18.js");
  await page.evaluate(() => (location.hash = "#v=1&story=kernels.4"));
  await asked;
  await choose(page, "three-segments");
  release();
  await page.waitForLoadState("networkidle");
  await page.locator(".story-name", { hasText: (await told("three-segments")).title.en }).waitFor();
  await atStep(page, 1);
  assert.equal(await control(page, "story").getAttribute("data-preset"), (await told("three-segments")).steps[0]?.play?.preset);
  await control(page, "story-next").click();
  await atStep(page, 2);
});

test("what could not be fetched is fetched when it is wanted again", async (context) => {
  const page = await open(context, "#s=clean-close", { mayComplain: /ERR_FAILED/ });
  /** @param {string} file @param {() => Promise<unknown>} act */
  const failing = async (file, act) => {
    await page.route(file, (route) => route.abort());
    await act();
    await page.locator("la-banner:not([hidden])").waitFor();
    await page.unroute(file);
    await page.locator("la-banner button").click();
    await page.locator("la-banner").waitFor({ state: "hidden" });
  };
  // The sentences of rules are fetched with the first that is asked for.
  await failing("**/strings/rules.en.js", () => page.locator("la-verdict").click());
  await failing("**/stories/chooser.en.js", () => control(page, "story").click());
  await failing("**/stories/en.js", async () => {
    await control(page, "story").click();
    await page.locator('.chooser[open] [data-story="kernels"]').click();
  });
  await choose(page, "kernels");
  await control(page, "story-leave").click();
  await openTable(page);
  await page.locator("la-text-twin tbody tr", { hasText: "The retransmission timer is armed with the RTO" }).first().waitFor();
});

/** @param {string} id */
async function told(id) {
  const load = STORIES.get(id);
  assert.ok(load);
  return (await load()).default;
}
