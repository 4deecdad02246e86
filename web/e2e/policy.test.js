// A host that forbids what it can: no script or style but the site's own files, no eval but wasm's, trusted types,
// nothing from anywhere else. And a browser that lets a page keep nothing.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { DIST, ROOT } from "../tools/paths.js";
import { serve } from "../tools/serve.js";
import { address, clickSegment, inBrowser, open, openFile, playButton, turn, visit } from "./page.js";

/** @import { Page } from "playwright-core" */

/** As the README says it. */
const [, POLICY = ""] = /Content-Security-Policy: (.*)/.exec(await readFile(join(ROOT, "README.md"), "utf8")) ?? [];

inBrowser({ headers: { "Content-Security-Policy": POLICY } });

/** Whatever is refused is said in the console, and fails the test. */

test("the policy is as strict as it says", () => {
  assert.match(POLICY, /^default-src 'none'; /);
  assert.match(POLICY, /require-trusted-types-for 'script'/);
  assert.doesNotMatch(POLICY, /unsafe-inline|'unsafe-eval'|https?:|\*/);
});

test("a script in the page would be refused", async (context) => {
  const page = await visit(context, { mayComplain: /Content Security Policy|Trusted/ });
  await page.goto(address());
  await page.locator("[data-segment]").first().waitFor();
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.append("window.ran = true");
    try {
      document.body.append(script);
      document.body.innerHTML = "<b>x</b>";
    } catch {}
    return "ran" in window || document.querySelector("b") !== null && document.body.children.length === 1;
  });
  assert.equal(ran, false);
});

test("everything that the page has works under it", async (context) => {
  const page = await open(context, "#v=1&s=last-ack-lost&rtt=40&t=5s");
  for (const panel of ["rules", "machines", "tools", "compare", "endings", "takeaway", "knobs"]) {
    await page.locator(`la-margin [data-panel=${panel}]`).click();
    await page.locator(`#la-panel-${panel} > *`).first().waitFor();
  }
  await page.locator("[data-panel=takeaway]").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-save=png]").click()]);
  assert.equal((await readFile(await download.path())).subarray(1, 4).toString(), "PNG");
  await page.locator("[data-panel=knobs]").click();
  await turn(page, "b.tcp_orphan_retries", "3");
  await clickSegment(page, "b:2");
  await page.locator('[data-segment="b:2"]').first().waitFor();
  await playButton(page).click();
  await playButton(page).click();
  await page.keyboard.press("c");
  await page.locator("la-share dialog[open] [data-share=text]").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.locator("la-help dialog[open]").waitFor();
  await page.keyboard.press("Escape");
  await openFile(page, await readFile(join(ROOT, "crate/tests/kernel/fourth-wave-lost-once.json"), "utf8"));
  await page.locator(".recording-verdict").waitFor();
});

test("a story is told under it", async (context) => {
  const page = await open(context, "", { firstVisit: true });
  await page.locator(".story-text").waitFor();
});

test("the release is kept for later under it", async (context) => {
  const page = await visit(context, { keeps: true });
  await page.goto(address("#s=clean-close"));
  await page.evaluate(() => navigator.serviceWorker.ready);
});

test("a frame runs under it", async (context) => {
  const page = await open(context, "embed.html#s=clean-close");
  await clickSegment(page, "a:2");
  await page.locator('[data-segment="a:2"][data-fate=lost]').waitFor();
});

test("the pages that run nothing are as they were drawn", async (context) => {
  const page = await visit(context);
  for (const path of ["s/", "s/last-ack-lost/", "s/last-ack-lost/zh/"]) {
    await page.goto(address(path));
    await page.locator("h1").waitFor();
  }
  const { width, height } = (await page.getByRole("img").boundingBox()) ?? { width: 0, height: 0 };
  assert.ok(height > 2 * width, "the drawing without its heading");
});

test("the page in one file has its own policy: its two hashes, and what is in it", async (context) => {
  const file = await readFile(join(DIST, "lastack.html"), "utf8");
  const hash = (/** @type {RegExp} */ element) => `'sha256-${createHash("sha256").update(element.exec(file)?.[1] ?? "").digest("base64")}'`;
  const policy = `default-src 'none'; script-src ${hash(/<script type="module">([^]*?)<\/script>/)} 'wasm-unsafe-eval'; style-src ${hash(/<style>([^]*?)<\/style>/)} data:; img-src data: blob:; connect-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lastack`;
  const site = await serve(DIST, { headers: { "Content-Security-Policy": policy } });
  context.after(() => site.close());
  const page = await visit(context, { mayComplain: /asked for/ });
  await page.goto(`${site.url}lastack.html#s=clean-close`);
  await page.locator("[data-segment]").first().waitFor();
  await page.locator("la-margin [data-panel=tools]").click();
  await page.locator("la-tools .tool-pane").first().waitFor();
});

test("where nothing may be kept, all works, and a choice holds as long as the page", async (context) => {
  const page = await visit(context, { firstVisit: true });
  await page.addInitScript(() => {
    const refused = { get() { throw new DOMException("The operation is insecure.", "SecurityError"); } };
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) Object.defineProperty(window, name, refused);
    Object.defineProperty(document, "cookie", refused);
  });
  await page.goto(address());
  await page.locator(".story-text").waitFor();
  await page.goto(address("#s=clean-close"));
  await page.reload();
  await page.locator("[data-segment]").first().waitFor();
  await page.locator("[data-control=theme]").click();
  await page.locator("[data-control=language]").click();
  await page.locator("html[lang=zh-Hans]").waitFor();
  await clickSegment(page, "a:2");
  await page.locator('[data-segment="a:2"][data-fate=lost]').waitFor();
});
