// By keys alone: what has the focus keeps it, whatever a press makes of it, and is seen wherever it is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser, open } from "./page.js";

/** @import { Page } from "playwright-core" */

inBrowser();

/** What has the focus: its name among our controls. @param {Page} page */
function focused(page) {
  return page.evaluate(() => {
    const { localName, dataset } = /** @type {HTMLElement} */ (document.activeElement);
    return dataset["control"] ?? dataset["action"] ?? dataset["less"] ?? dataset["more"] ?? dataset["host"] ?? localName;
  });
}

/** @param {Page} page @param {string} selector @param {string} [key] */
async function tabTo(page, selector, key = "Tab") {
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press(key);
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  assert.fail(`${selector} is not reached by ${key}`);
}

test("a button that a press leaves with nothing to do keeps the focus, and does nothing", async (context) => {
  const page = await open(context, "#v=1&s=clean-close&b.tcp_orphan_retries=1");
  await page.locator("la-knobs").waitFor();
  await tabTo(page, "[data-action=end]");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "end");
  assert.equal(await page.locator("[data-action=end]").isDisabled(), true);
  await tabTo(page, "[data-action=start]", "Shift+Tab");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "start");

  await tabTo(page, "[data-less='b.tcp_orphan_retries']", "Shift+Tab");
  for (const retries of ["0", "0"]) {
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("[data-knob='b.tcp_orphan_retries']").inputValue(), retries);
    assert.equal(await focused(page), "b.tcp_orphan_retries");
  }
  await page.keyboard.press("ArrowRight");
  await tabTo(page, "[data-control=start-over]", "Shift+Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("[data-control=start-over]").isDisabled(), true);
  assert.equal(await focused(page), "start-over");
  await page.keyboard.press("End");
  const at = await page.locator("[data-time=now]").innerText();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("[data-time=now]").innerText(), at, "there is nothing to start over");
});

test("what is dismissed gives the focus back to where it came from", async (context) => {
  const page = await open(context, "#v=1&s=clean-close&nonsense=1");
  await page.locator("la-banner:not([hidden])").waitFor();
  await tabTo(page, "la-banner button");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("la-banner").isVisible(), false);
  assert.equal(await focused(page), "theme");

  await page.keyboard.press("ArrowRight");
  await tabTo(page, "[data-segment='a:1']");
  await page.keyboard.press("Enter");
  await page.locator("[data-control=dismiss-ghost]").waitFor();
  await tabTo(page, "[data-control=dismiss-ghost]", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.locator("[data-control=dismiss-ghost]").waitFor({ state: "hidden" });
  assert.notEqual(await focused(page), "body");
});

for (const [width, height] of /** @type {const} */ ([[1440, 900], [768, 800], [360, 740]])) {
  test(`at ${width} px nothing that has the focus is behind the tabs or the player, forth or back`, async (context) => {
    const page = await open(context, "#v=1&s=clean-close&sel=a:1", { viewport: { width, height } });
    await page.locator("la-knobs").waitFor();
    // What explains moves what is below when it comes.
    await page.locator("la-why-panel a").first().waitFor();
    for (const key of ["Tab", "Shift+Tab"]) {
      let stops = 0;
      while (stops < 150) {
        const before = await page.evaluate(() => scrollY);
        await page.keyboard.press(key);
        stops += 1;
        const inPlayer = await page.evaluate(() => document.activeElement?.closest(".deck") != null);
        if (inPlayer) assert.equal(await page.evaluate(() => scrollY), before, "the player is always there: nothing scrolls for it");
        const behind = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return null;
          const { left, right, top, bottom } = element.getBoundingClientRect();
          const there = document.elementFromPoint((left + right) / 2, Math.min(Math.max((top + bottom) / 2, 0), innerHeight - 1));
          const isSeen = bottom > 0 && top < innerHeight && there && (element.contains(there) || there.contains(element));
          return isSeen ? "" : `${element.outerHTML.slice(0, 80)} is behind ${there?.outerHTML.slice(0, 80)}`;
        });
        if (behind === null) break;
        assert.equal(behind, "");
      }
      assert.ok(stops > 40, `${stops} stops by ${key}`);
    }
  });
}
