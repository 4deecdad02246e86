// The static pages in a browser that runs no script: a reader has the drawing, the run in words, and a way to run it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../tools/browser.js";
import { DIST } from "../tools/paths.js";
import { serve } from "../tools/serve.js";
import { faults } from "./axe.js";

/**
 * @import { TestContext } from "node:test"
 * @import { Browser, BrowserContextOptions } from "playwright-core"
 */

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;

before(async () => {
  [browser, site] = await Promise.all([launch(), serve(DIST, { base: "/articles/last-ack/" })]);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/**
 * @param {TestContext} context
 * @param {string} path
 * @param {BrowserContextOptions} [options]
 */
async function read(context, path, options = {}) {
  const visit = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 }, ...options });
  /** @type {string[]} */
  const complaints = [];
  visit.on("console", (message) => complaints.push(message.text()));
  visit.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
  context.after(async () => {
    await visit.close();
    assert.deepEqual(complaints, []);
  });
  const page = await visit.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${site.url}${path}`);
  return page;
}

test("without a script a run can be read: the question, the answer, the drawing, every event", async (context) => {
  const page = await read(context, "s/last-ack-lost/");
  assert.equal(await page.locator("h1").innerText(), "Last ACK lost for ever");
  assert.match(await page.locator(".verdict").innerText(), /sent its FIN ten times in 57 s/);
  const drawing = await page.getByRole("img").boundingBox();
  assert.ok(drawing && drawing.width > 500 && drawing.height > 1000);
  assert.equal(await page.getByRole("img").evaluate((image) => /** @type {HTMLImageElement} */ (image).complete && /** @type {HTMLImageElement} */ (image).naturalWidth > 0), true);
  assert.ok((await page.getByRole("row").count()) > 100);
  await page.getByText("The run as text").click();
  assert.match(await page.locator("pre").innerText(), /LAST-ACK/);
});

test("its links lead to its neighbours, to the other language, to all, and to the run", async (context) => {
  const page = await read(context, "s/last-ack-lost/");
  await page.getByRole("link", { name: /^Next/ }).click();
  assert.equal(page.url(), `${site.url}s/last-ack-lost-once/`);
  await page.getByRole("link", { name: "简体中文" }).click();
  assert.equal(page.url(), `${site.url}s/last-ack-lost-once/zh/`);
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
  await page.getByRole("link", { name: "全部运行" }).click();
  assert.equal(page.url(), `${site.url}s/zh/`);
  await page.getByRole("link", { name: "干净的关闭" }).click();
  assert.equal(page.url(), `${site.url}s/clean-close/zh/`);
  await page.getByRole("link", { name: "亲手运行" }).click();
  assert.equal(page.url(), `${site.url}#v=1&s=clean-close&lang=zh`);
});

test("who follows the link has that run before them, in the language of the page", async (context) => {
  for (const [path, link, verdict] of /** @type {const} */ ([
    ["s/clean-close/", "Run it yourself", /^The server had its last ACK 20 ms after its FIN/],
    ["s/clean-close/zh/", "亲手运行", /^服务器/],
  ])) {
    const page = await read(context, path, { javaScriptEnabled: true });
    await page.getByRole("link", { name: link }).click();
    await page.locator("[data-segment]").first().waitFor();
    assert.match(await page.locator("[data-verdict]").innerText(), verdict);
  }
});

for (const width of [320, 768, 1440, 2560]) {
  test(`at ${width} px nothing is wider than the page, light and dark`, async (context) => {
    for (const [path, colorScheme] of /** @type {const} */ ([["s/zero-window/", "light"], ["s/full-window-6-1/zh/", "dark"], ["s/", "dark"]])) {
      const page = await read(context, path, { viewport: { width, height: 800 }, colorScheme, javaScriptEnabled: true });
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, path);
      assert.deepEqual(await faults(page), []);
    }
  });
}
