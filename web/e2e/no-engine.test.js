// The engine does not come, is not what it should be, or stops: the page says which, in a clear sentence, and
// still answers what it is about.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { DIST } from "../tools/paths.js";
import { faults } from "./axe.js";
import { address, inBrowser, open, visit } from "./page.js";

/**
 * @import { TestContext } from "node:test"
 * @import { Route } from "playwright-core"
 */

inBrowser();

const ENGINE = "**/pkg/lastack_bg.wasm";
const wasm = await readFile(join(DIST, "pkg/lastack_bg.wasm"));

/** @type {{ what: string, answer: (route: Route) => Promise<void>, says: RegExp, zh: RegExp }[]} */
const BROKEN = [
  { what: "missing", answer: (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "Not found" }), says: /did not come/, zh: /没有取到/ },
  { what: "not to be reached", answer: (route) => route.abort(), says: /did not come/, zh: /没有取到/ },
  { what: "truncated", answer: (route) => route.fulfill({ contentType: "application/wasm", body: wasm.subarray(0, 50_000) }), says: /not what it should be/, zh: /引擎文件不对/ },
  { what: "empty", answer: (route) => route.fulfill({ contentType: "application/wasm", body: "" }), says: /not what it should be/, zh: /引擎文件不对/ },
  { what: "a page that a server sends for everything", answer: (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Hello</title>" }), says: /not what it should be/, zh: /引擎文件不对/ },
];

for (const { what, answer, says, zh } of BROKEN) {
  for (const locale of ["en-GB", "zh-CN"]) {
    test(`the wasm is ${what}: that is said and the question is answered, ${locale}`, async (context) => {
      const page = await visit(context, { locale, mayComplain: /./ });
      await page.route(ENGINE, answer);
      await page.goto(address());
      const told = page.getByRole("alert");
      await told.filter({ hasText: locale === "en-GB" ? says : zh }).waitFor();
      assert.match(await page.locator("main").innerText(), locale === "en-GB" ? /does not wait for ever/ : /不会永远等下去/);
      assert.deepEqual(await faults(page), []);
      await page.unroute(ENGINE);
      await page.locator("[data-control=again]").click();
      await page.locator("[data-segment]").first().waitFor();
    });
  }
}

test("who cannot run it can read it", async (context) => {
  const page = await visit(context, { mayComplain: /./ });
  await page.route(ENGINE, (route) => route.abort());
  await page.goto(address());
  await page.getByRole("link", { name: "Read the runs" }).click();
  await page.locator("a[href$='last-ack-lost/']").first().waitFor();
});

test("a server that does not know wasm sends it as something else, and it runs", async (context) => {
  const page = await visit(context, { mayComplain: /does not serve Wasm with `application\/wasm`/ });
  await page.route(ENGINE, (route) => route.fulfill({ contentType: "text/plain", body: wasm }));
  await page.goto(address());
  await page.locator("[data-segment]").first().waitFor();
});

test("a browser without WebAssembly is told so", async (context) => {
  const page = await visit(context, { mayComplain: /WebAssembly/ });
  await page.addInitScript(() => Reflect.deleteProperty(window, "WebAssembly"));
  await page.goto(address());
  await page.getByRole("alert").filter({ hasText: "has no WebAssembly" }).waitFor();
});

test("a site that forbids it is told what to allow", async (context) => {
  const page = await visit(context, { mayComplain: /Content Security Policy|CompileError/ });
  await page.route(address(), async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": "script-src 'self'" } });
  });
  await page.goto(address());
  await page.getByRole("alert").filter({ hasText: "'wasm-unsafe-eval' in script-src" }).waitFor();
});

test("in an article's frame it is said in the frame", async (context) => {
  const page = await visit(context, { mayComplain: /./ });
  await page.route(ENGINE, (route) => route.abort());
  await page.goto(address("embed.html#s=clean-close"));
  await page.getByRole("alert").filter({ hasText: "did not come" }).waitFor();
});

/** What is fetched when it is asked for, and by which tab. */
const LATER = [
  { what: "tools", file: "**/pkg/tools/lastack_bg.wasm", tab: "tools", there: "la-tools .tool-pane" },
  { what: "endings", file: "**/pkg/tools/lastack_bg.wasm", tab: "endings", there: "la-endings .endings-table" },
  { what: "exports", file: "**/pkg/tools/lastack_bg.wasm", tab: "takeaway", there: "la-take-away .take-row" },
];

for (const { what, file, tab, there } of LATER) {
  test(`the other wasm does not come for ${what}: the run stays, and the next try is one`, async (context) => {
    const page = await visit(context, { mayComplain: /ERR_FAILED/ });
    await page.route(file, (route) => route.abort());
    await page.goto(address("#s=clean-close"));
    await page.locator("[data-segment]").first().waitFor();
    await page.locator(`la-margin [data-panel=${tab}]`).click();
    await page.getByText(/Failed to fetch/).first().waitFor();
    assert.equal(await page.locator("[data-segment]").count(), 4);
    await page.unroute(file);
    await page.locator("la-margin [data-panel=knobs]").click();
    await page.locator(`la-margin [data-panel=${tab}]`).click();
    await page.locator(there).first().waitFor();
  });
}

test("what reads links does not come: the preset is shown, and what is missing is said", async (context) => {
  const page = await visit(context, { mayComplain: /ERR_FAILED/ });
  await page.route("**/pkg/link/lastack_bg.wasm", (route) => route.abort());
  await page.goto(address("#v=1&s=clean-close&rtt=200"));
  await page.locator("[data-control=story][data-preset=clean-close]").waitFor();
  await page.locator("la-banner p", { hasText: "could not be fetched" }).waitFor();
});
