// Whoever writes a link, or a page around ours, wants a script to run, or the page to stand still. 500 links with a
// script in every field, without any policy that would help; and windows that never stop talking.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { serve } from "../tools/serve.js";
import { address, clickSegment, inBrowser, now, open, visit } from "./page.js";

/** @import { Page } from "playwright-core" */
/** @import { Store } from "../src/store.js" */

inBrowser();

/** Each calls a function that the test waits for. */
const SCRIPTS = [
  "<script>ran()</script>",
  "<img src=x onerror=ran()>",
  "<svg onload=ran()>",
  "<iframe srcdoc='<script>parent.ran()</script>'></iframe>",
  '"><script>ran()</script>',
  "' onfocus='ran()' autofocus='",
  "</title><script>ran()</script>",
  "</textarea><img src=x onerror=ran()>",
  "<details open ontoggle=ran()>",
  "<a href=javascript:ran()>x</a>",
  "javascript:ran()",
  "data:text/html,<script>ran()</script>",
  "${ran()}",
  "{{constructor.constructor('ran()')()}}",
  "`;ran();//",
  "');ran();//",
  "\u2028ran()\u2029",
  "<style>@import 'javascript:ran()'</style>",
  "--x:url(javascript:ran())",
  "__proto__[ran]=ran()",
];

/** What a link can say, with a place for something else. @type {readonly ((x: string) => string)[]} */
const FIELDS = [
  (x) => `s=${x}`,
  (x) => `s=clean-close&story=${x}`,
  (x) => `s=clean-close&name=${x}&about=${x}&note=${x}`,
  (x) => `s=blank&name=${x}&a.close=0&b.close=eof`,
  (x) => `s=clean-close&panel=${x}&compare=${x}`,
  (x) => `s=clean-close&panel=compare&compare=b.${x}:3`,
  (x) => `s=clean-close&sel=${x}&t=${x}&n=${x}`,
  (x) => `s=clean-close&lang=${x}&scale=${x}&zoom=${x}`,
  (x) => `s=clean-close&rtt=${x}&hz=${x}&jiffies=${x}&linux=${x}&clock=${x}`,
  (x) => `s=clean-close&b.tcp_orphan_retries=${x}`,
  (x) => `s=clean-close&b.tcp_congestion_control=${x}`,
  (x) => `s=clean-close&b.${x}=3`,
  (x) => `s=clean-close&a.${x}.connect=2s&a.${x}.close=3s`,
  (x) => `s=clean-close&a.inject=${x}@1s`,
  (x) => `s=clean-close&lose=${x}&deliver=${x}`,
  (x) => `s=clean-close&drop=${x}&delay=${x}&icmp=a,type:${x}`,
  (x) => `s=clean-close&drop=a,has:${x}`,
  (x) => `s=clean-close&z1:${x}`,
  (x) => `s=clean-close&${x}=1`,
  (x) => `s=clean-close&t=1s#${x}`,
  (x) => `s=clean-close&run=${x}&rcvbuf=${x}&ephemeral=${x}`,
  (x) => `s=${x}&s=clean-close&v=${x}`,
  (x) => `v=${x}&s=clean-close`,
  (x) => `${x}`,
  (x) => `s=clean-close&a.write=${x}&a.close=${x}&b.close=eof+${x}`,
];

const LINKS = FIELDS.flatMap((field) => SCRIPTS.map((script, i) => `#${i % 7 === 0 ? "" : "v=1&"}${field(i % 5 === 0 ? script : encodeURIComponent(script))}`));

/** Hears of each script that ran. @param {Page} page */
async function watch(page) {
  /** @type {string[]} */
  const ran = [];
  await page.context().exposeFunction("ran", (/** @type {unknown} */ what) => void ran.push(String(what)));
  return async () => {
    await page.evaluate("ran('this one, which shows that it would be heard')");
    assert.deepEqual(ran, ["this one, which shows that it would be heard"]);
  };
}

/** What stands in the page that nobody of ours put there. @param {Page} page */
function foreign(page) {
  return page.evaluate(() => {
    const isOurs = (/** @type {Element} */ element) => element instanceof HTMLScriptElement && element.src.startsWith(new URL("src/", location.href).href);
    const active = [...document.querySelectorAll("script, iframe, object, embed, style, base, img[src=x], a[href^='javascript:' i], details[ontoggle]")].filter((element) => !isOurs(element));
    const listening = [...document.querySelectorAll("*")].filter((element) => element.getAttributeNames().some((name) => name.startsWith("on")));
    return [...active, ...listening].map((element) => element.outerHTML.slice(0, 200));
  });
}

/** Goes to a link, and waits until the page shows what it makes of it. @param {Page} page @param {string} link */
async function follow(page, link) {
  await page.evaluate(async (hash) => {
    const { store } = /** @type {HTMLElement & { store: Store }} */ (document.querySelector("la-banner"));
    const told = new Promise((resolve) => store.subscribe(resolve));
    location.hash = hash;
    await told;
    // What is said of a run, and what a link opens beside it, comes a moment later.
    for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
  }, link);
}

/** A link that is good: the page that shows it is well. @param {Page} page @param {number} seconds */
async function isWell(page, seconds) {
  await page.evaluate((at) => (location.hash = `#v=1&s=clean-close&t=${at}s`), seconds);
  await page.waitForFunction((at) => document.querySelector("[data-time=now]")?.textContent?.startsWith(`${at}.000`), seconds);
  await page.locator("[data-control=story][data-preset=clean-close]").waitFor();
}

test("there are 500 of them, and no two alike", () => {
  assert.equal(new Set(LINKS).size, 500);
});

for (let part = 0; part < 5; part += 1) {
  test(`no script runs by any of them, ${part + 1} of 5, and after each the page is well`, async (context) => {
    const page = await visit(context, { mayComplain: /^warning: / });
    const noneRan = await watch(page);
    await page.goto(address("#s=clean-close"));
    await page.locator("[data-segment]").first().waitFor();
    for (const [i, link] of LINKS.entries()) {
      if (i % 5 !== part) continue;
      await follow(page, link);
      // What a link says is shown by what it brings along: the panels that it opens, or the dialog with its text.
      if (i % 3 === 0) {
        await page.keyboard.press("c");
        await page.waitForFunction(() => document.querySelector("la-share dialog[open]") !== null || document.querySelector("[role=alert]:not([hidden])") !== null);
        await page.keyboard.press("Escape");
      }
      assert.deepEqual(await foreign(page), [], link);
      await isWell(page, 1 + (i % 50));
    }
    await noneRan();
  });
}

test("no script runs in a page that begins with one, nor in an article's frame", async (context) => {
  const page = await visit(context, { mayComplain: /^warning: / });
  const noneRan = await watch(page);
  // One of each field, each with another script, in the page and in a frame's by turns.
  for (const [i, link] of LINKS.filter((_, i) => i % 20 === (i / 20 | 0) % 20).entries()) {
    await page.goto(address(`${i % 2 ? "embed.html" : ""}?${i}${link}`));
    await page.locator("[data-segment], .story-text").first().waitFor();
    assert.deepEqual(await foreign(page), [], link);
  }
  await noneRan();
});

test("no script runs in an article by what its element is to show", async (context) => {
  const page = await visit(context, { mayComplain: /./ });
  const noneRan = await watch(page);
  await page.goto(address("s/"));
  await page.addScriptTag({ url: address("embed.js") });
  for (const link of LINKS.filter((_, i) => i % 10 === 3)) {
    const inside = await page.evaluate((scenario) => {
      const element = document.createElement("last-ack");
      element.setAttribute("scenario", scenario);
      document.body.append(element);
      const root = /** @type {ShadowRoot} */ (element.shadowRoot);
      const found = [...root.querySelectorAll("*")].filter((each) => each.matches("script, iframe, style, img[src=x]") || each.getAttributeNames().some((name) => name.startsWith("on"))).map((each) => each.outerHTML);
      element.remove();
      return found;
    }, link.slice(1));
    assert.deepEqual(inside, [], link);
  }
  await noneRan();
});

test("a link of a megabyte is refused in words, and the page is well", async (context) => {
  const page = await open(context, `#v=1&s=clean-close&name=${"%3Cscript%3E".repeat(80_000)}`);
  await page.locator("la-banner p", { hasText: /65536 bytes, found 9600/ }).waitFor();
  await isWell(page, 2);
});

/** Says everything that our pages say to each other, to everybody, over and over. */
const FLOOD = `
  const kinds = [null, 1, "x", [], {}, { lastack: 1 }, { lastack: 1, kind: "ready" }, { lastack: 1, kind: "height", height: 1e9 },
    { lastack: 1, kind: "height", height: NaN }, { lastack: 1, kind: "port", wasm: "share", looks: { theme: "dark", properties: { paper: "url(x)" } } },
    { lastack: 1, kind: "command", id: 1, command: { name: "load", value: "<script>ran()<\\/script>" } }, { lastack: 2, kind: "ready" }, { __proto__: { lastack: 1 } }];
  const frames = () => [parent, top, ...Array.from({ length: parent.length }, (_, i) => parent[i]), ...Array.from({ length: window.length }, (_, i) => window[i])];
  let sent = 0;
  const flood = () => {
    for (const window of frames()) for (const kind of kinds) window.postMessage(kind, "*"), sent += 1;
    document.title = String(sent);
    setTimeout(flood, 0);
  };
  flood();`;

test("a page is framed by another that floods it with messages, and does what its own visitor says", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "lastack-flood-"));
  const other = await serve(folder);
  context.after(async () => {
    await other.close();
    await rm(folder, { recursive: true });
  });
  for (const path of ["#s=clean-close", "embed.html#s=clean-close"]) {
    await writeFile(join(folder, "index.html"), `<!doctype html><title>0</title><link rel="icon" href="data:,"><iframe src="${address(path)}" style="width: 1200px; height: 760px"></iframe><script>${FLOOD}</script>`);
    const page = await visit(context, { mayComplain: /asked for http:\/\/localhost/ });
    const noneRan = await watch(page);
    await page.goto(other.url);
    const frame = page.frameLocator("iframe");
    await frame.locator('[data-segment="a:2"]').waitFor();
    await frame.locator('[data-segment="a:2"]').focus();
    await frame.locator('[data-segment="a:2"]').press("Enter");
    await frame.locator('[data-segment="a:2"][data-fate=lost]').waitFor();
    assert.ok(Number(await page.title()) > 1_000);
    await noneRan();
  }
});

test("a foreign frame in an article floods the article and our frame, and neither the height nor the run is its", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "lastack-flood-"));
  const other = await serve(folder);
  context.after(async () => {
    await other.close();
    await rm(folder, { recursive: true });
  });
  await writeFile(join(folder, "flood.html"), `<!doctype html><title>0</title><script>${FLOOD}</script>`);
  await writeFile(join(folder, "index.html"), `<!doctype html><title>A blog</title><link rel="icon" href="data:,"><script async src="${address("embed.js")}"></script><last-ack scenario="clean-close"></last-ack><iframe src="flood.html" sandbox="allow-scripts" style="height: 20px"></iframe>`);
  const page = await visit(context, { mayComplain: /asked for http:\/\/localhost|The document is sandboxed/ });
  await page.goto(other.url);
  await page.getByRole("button", { name: "Run it" }).click();
  const frame = page.frameLocator("last-ack iframe");
  await frame.locator('[data-segment="a:2"]').focus();
  await frame.locator('[data-segment="a:2"]').press("Enter");
  await frame.locator('[data-segment="a:2"][data-fate=lost]').waitFor();
  const box = await page.locator("last-ack iframe").boundingBox();
  assert.ok(box && box.height > 300 && box.height < 5_000, `${box?.height} px`);
});

test("the page is well at the end of it", async (context) => {
  const page = await open(context, "#s=clean-close&t=1s");
  assert.equal(await now(page), 1);
  await clickSegment(page, "a:2");
  await page.locator('[data-segment="a:2"][data-fate=lost]').waitFor();
});
