// For everyone: what axe finds wrong with the page, which is nothing, in whatever dress it wears.

import assert from "node:assert/strict";
import { test } from "node:test";
import { faults } from "./axe.js";
import { inBrowser, open, openTable } from "./page.js";

inBrowser();

for (const { locale, colorScheme } of /** @type {const} */ ([
  { locale: "en-GB", colorScheme: "light" },
  { locale: "en-GB", colorScheme: "dark" },
  { locale: "zh-CN", colorScheme: "light" },
  { locale: "zh-CN", colorScheme: "dark" },
])) {
  test(`axe finds nothing, in ${locale} and ${colorScheme}`, async (context) => {
    const page = await open(context, "", { locale, colorScheme });
    assert.deepEqual(await faults(page), [], "as it opens");
    await page.locator("[data-action=end]").click();
    await page.locator(".why-causes").waitFor();
    assert.deepEqual(await faults(page), [], "with an explanation");
    await openTable(page);
    assert.deepEqual(await faults(page), [], "with the table");
    for (const tab of await page.locator("la-margin [role=tab]").all()) {
      await tab.click();
      const panel = page.locator(`#${await tab.getAttribute("aria-controls")} > *`).first();
      await panel.waitFor();
      assert.deepEqual(await faults(page), [], await tab.innerText());
    }
  });

  test(`axe finds nothing while a story is told, in ${locale} and ${colorScheme}`, async (context) => {
    const page = await open(context, "", { locale, colorScheme, firstVisit: true });
    await page.locator("[data-control=story-next]").waitFor();
    assert.deepEqual(await faults(page), []);
  });

  test(`axe finds nothing on a phone, in ${locale} and ${colorScheme}`, async (context) => {
    const page = await open(context, "#s=clean-close", { locale, colorScheme, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    await page.locator("[data-action=step]").tap();
    await page.locator(".why-causes, .why-rule").first().waitFor();
    assert.deepEqual(await faults(page), []);
    await page.locator("[data-panel=tools]").tap();
    for (const pane of await page.locator("la-tools [role=tab]").all()) {
      await pane.tap();
      await page.locator("la-tools .tool-line").first().waitFor();
      assert.deepEqual(await faults(page), [], `${await pane.innerText()}, as on a phone`);
    }
  });

  test(`axe finds nothing while a menu is open, in ${locale} and ${colorScheme}`, async (context) => {
    const page = await open(context, "#s=clean-close", { locale, colorScheme });
    await page.locator(".column-head.a").click();
    await settled(page.getByRole("menu"));
    assert.deepEqual(await faults(page), [], "of a host");
    await page.keyboard.press("Escape");
    await page.locator('[data-segment="b:1"]').first().focus();
    await page.keyboard.press("m");
    await settled(page.getByRole("menu"));
    assert.deepEqual(await faults(page), [], "of a segment");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await settled(page.locator(".ask"));
    assert.deepEqual(await faults(page), [], "and what it asks");
  });
}

/** What comes in is seen through on its way. @param {import("playwright-core").Locator} floating */
async function settled(floating) {
  await floating.waitFor();
  await floating.evaluate((element) => Promise.all(element.getAnimations().map(({ finished }) => finished)));
}

test("on paper stand the verdict, the whole drawing and the table, and nothing to press", async (context) => {
  const page = await open(context);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.match(await page.locator("[data-verdict]").innerText(), /^The server sent its FIN ten times /);
  assert.equal(await page.locator(".deck").isVisible(), false);
  assert.equal(await page.locator("la-margin").isVisible(), false);
  const [drawing, shown] = await page.evaluate(() => [".ladder-drawing", ".ladder-scroll"].map((selector) => document.querySelector(selector)?.getBoundingClientRect().height ?? 0));
  assert.ok((drawing ?? 0) <= (shown ?? 0), "no part of it is scrolled out of sight");
  await page.locator("la-text-twin tbody tr:visible").nth(100).waitFor();
});
