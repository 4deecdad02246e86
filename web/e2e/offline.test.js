// A second visit needs no network, a release is seen at once by whoever has one, and the embed keeps nothing.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "../tools/browser.js";
import { offlineWorker, WORKER } from "../tools/offline.js";
import { DIST } from "../tools/paths.js";
import { serve } from "../tools/serve.js";
import { list } from "../tools/site.js";
import { clickSegment, fate, now } from "./page.js";

/**
 * @import { TestContext } from "node:test"
 * @import { Browser, Page } from "playwright-core"
 */

/** @type {Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A site of its own, which can be released anew, and somebody who visits it. @param {TestContext} context @param {string} [locale] */
async function visit(context, locale = "en-GB") {
  const folder = await mkdtemp(join(tmpdir(), "lastack-offline-"));
  await cp(DIST, folder, { recursive: true });
  const site = await serve(folder, { base: "/articles/last-ack/" });
  const visitor = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } });
  await visitor.addInitScript(() => location.protocol !== "about:" && localStorage.setItem("lastack.story", "left"));
  context.after(async () => {
    await visitor.close();
    await site.close();
    await rm(folder, { recursive: true });
  });
  const page = await visitor.newPage();
  page.setDefaultTimeout(30_000);
  return { folder, site, visitor, page };
}

/** Until the release is kept whole. @param {Page} page */
async function kept(page) {
  await page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => new Promise((resolve) => {
    const done = () => active?.state === "activated" && resolve(null);
    active?.addEventListener("statechange", done);
    done();
  })));
}

/** @param {Page} page */
function caches(page) {
  return page.evaluate(() => window.caches.keys());
}

/** @param {Page} page @param {string} address */
async function open(page, address) {
  await page.goto(address);
  await page.locator("[data-segment]").first().waitFor();
}

test("on a second visit without a network a run is played, edited and looked into, and others are fetched", async (context) => {
  const { site, visitor, page } = await visit(context);
  await open(page, site.url);
  await kept(page);
  await visitor.setOffline(true);
  await site.close();

  await open(page, `${site.url}?from=nowhere#s=clean-close`);
  assert.match(await page.locator("[data-verdict]").innerText(), /^The server had its last ACK 20 ms after its FIN/);
  await page.keyboard.press("End");
  assert.ok((await now(page)) > 60);
  await clickSegment(page, "a:2");
  assert.equal(await fate(page, "a:2"), "lost");
  // Its words and its own wasm have never been fetched before.
  await page.locator("[data-panel=tools]").click();
  await page.locator("la-tools .tool-text").first().waitFor();
  await page.evaluate(() => (location.hash = "#s=half-close"));
  await page.locator("[data-control=story][data-preset=half-close]").waitFor();
});

test("a new release is seen at once, and what was kept of the old one goes", async (context) => {
  const { folder, site, visitor, page } = await visit(context);
  await open(page, site.url);
  await kept(page);
  const before = await caches(page);
  assert.equal(before.length, 1);

  const released = (await readFile(join(folder, "index.html"), "utf8")).replace(/<title>[^<]*/, "$&, again").replace("<body>", '<body data-release="2">');
  await writeFile(join(folder, "index.html"), released);
  const files = (await list(folder, true)).filter((file) => file !== WORKER);
  await writeFile(join(folder, WORKER), await offlineWorker(files, folder));

  await open(page, site.url);
  assert.equal(await page.locator("body").getAttribute("data-release"), "2");
  await page.evaluate(async (old) => {
    const isNew = (/** @type {string[]} */ names) => names.length === 1 && names[0] !== old;
    while (!isNew(await window.caches.keys())) await new Promise((resolve) => setTimeout(resolve, 100));
  }, before[0]);
  await kept(page);
  await visitor.setOffline(true);
  await site.close();
  await open(page, site.url);
  assert.equal(await page.locator("body").getAttribute("data-release"), "2");
});

/** What becomes of the worker that the site has now. @param {Page} page */
function installed(page) {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.register("sw.js");
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    return new Promise((resolve) => {
      const done = () => (worker?.state === "redundant" || worker?.state === "activated") && resolve(worker.state);
      worker?.addEventListener("statechange", done);
      done();
    });
  });
}

test("a release of which a file is not as it was built is not kept", async (context) => {
  const { folder, site, page } = await visit(context);
  await writeFile(join(folder, "page.css"), "body { color: red }");
  await open(page, site.url);
  assert.equal(await installed(page), "redundant");
  assert.deepEqual(await caches(page), []);
});

test("of a release that there is no room for nothing is kept, and what was kept before stays", async (context) => {
  const { folder, site, visitor, page } = await visit(context);
  await open(page, site.url);
  await kept(page);
  const before = await caches(page);

  await writeFile(join(folder, "page.css"), `${await readFile(join(folder, "page.css"), "utf8")}\n`);
  const files = (await list(folder, true)).filter((file) => file !== WORKER);
  const full = `let room = 5; const { put } = Cache.prototype; Cache.prototype.put = function (...entry) { return (room -= 1) < 0 ? Promise.reject(new DOMException("full", "QuotaExceededError")) : put.apply(this, entry); };`;
  await writeFile(join(folder, WORKER), full + (await offlineWorker(files, folder)));
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const found = new Promise((resolve) => registration?.addEventListener("updatefound", () => resolve(registration.installing)));
    await registration?.update();
    const worker = /** @type {ServiceWorker} */ (await found);
    while (worker.state !== "redundant") await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
  });
  assert.deepEqual(await caches(page), before);
  await visitor.setOffline(true);
  await site.close();
  await open(page, site.url);
});

test("a host that sends whoever comes to another name of the page has it there without a network, too", async (context) => {
  const { site, visitor, page } = await visit(context);
  const { pathname, href } = new URL(site.url);
  const host = createServer(async ({ url }, response) => {
    if (url === pathname) return response.writeHead(302, { Location: "index.html" }).end();
    const answer = await fetch(new URL(url ?? "", href));
    response.writeHead(answer.status, { "Content-Type": answer.headers.get("content-type") ?? "" }).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise((resolve) => host.listen(0, "localhost", () => resolve(null)));
  const there = new URL(site.url);
  there.port = String(/** @type {import("node:net").AddressInfo} */ (host.address()).port);
  context.after(() => host.close());
  await open(page, there.href);
  await kept(page);
  await visitor.setOffline(true);
  host.closeAllConnections();
  await open(page, there.href);
});

test("a page that was open when a release came says so, as it goes no further", async (context) => {
  for (const locale of ["en-GB", "zh-CN"]) {
    const { folder, site, page } = await visit(context, locale);
    await open(page, site.url);
    // The first load has a name of its own in each release.
    const [, old = ""] = /src\/([A-Z0-9]{8})\.js/.exec(await readFile(join(folder, "index.html"), "utf8")) ?? [];
    for (const file of (await list(folder, true)).filter((name) => /\.(?:html|js)$/.test(name))) {
      const text = await readFile(join(folder, file), "utf8");
      if (text.includes(old)) await writeFile(join(folder, file), text.replaceAll(old, "RELEASED"));
    }
    await rename(join(folder, `src/${old}.js`), join(folder, "src/RELEASED.js"));

    await page.locator("[data-panel=rules]").click();
    const said = page.getByRole("alert");
    await said.filter({ hasText: locale === "en-GB" ? /has been renewed/ : /更新了/ }).waitFor();
    assert.equal(await said.count(), 1);
    await said.getByRole("button").click();
    await page.locator("[data-panel=rules]").click();
    await page.locator("#la-panel-rules > *").waitFor();
  }
});

test("the embed keeps nothing, nor does the page in one file", async (context) => {
  const { site, page } = await visit(context);
  for (const address of ["embed.html#v=1&s=clean-close", "lastack.html#s=clean-close"]) {
    await open(page, `${site.url}${address}`);
    // Longer than the page waits.
    await page.waitForTimeout(5_000);
    assert.equal(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then(({ length }) => length)), 0, address);
  }
});
