// LastAck in articles: the element, the frame, and what they say to each other. The article comes from another
// origin than the site, as on a blog.

import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch } from "../tools/browser.js";
import { HEIGHT } from "../src/share/dialog/formats.js";
import { DIST } from "../tools/paths.js";
import { serve } from "../tools/serve.js";

/**
 * @import { TestContext } from "node:test"
 * @import { Browser, BrowserContextOptions, FrameLocator, Page } from "playwright-core"
 * @import { LastAckElement } from "../src/embed/element.js"
 */

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** @type {Awaited<ReturnType<typeof serve>>} */
let blog;
/** @type {string} */
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "lastack-blog-"));
  [browser, site, blog] = await Promise.all([launch(), serve(DIST, { base: "/lastack/" }), serve(folder)]);
});
after(async () => {
  await browser?.close();
  await site?.close();
  await blog?.close();
  await rm(folder, { recursive: true });
});

/**
 * An article, as somebody wrote it.
 *
 * @param {TestContext} context
 * @param {string} body
 * @param {BrowserContextOptions & { lang?: string, policy?: string }} [options] what the blog forbids its articles
 */
async function read(context, body, { lang = "en", policy = "", ...options } = {}) {
  await writeFile(join(folder, "index.html"), `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>A blog</title><link rel="icon" href="data:,"><style>body { max-width: 720px; margin: 40px auto; font: 18px/1.5 serif } button { background: pink !important }</style><meta http-equiv="Content-Security-Policy" content="${policy}"><body><h1>On closing</h1><p>It is said…</p>${body}<p>${"And so on. ".repeat(600)}</p>`);
  const visit = await browser.newContext({ locale: "en-GB", viewport: { width: 1000, height: 800 }, ...options });
  /** @type {string[]} */
  const complaints = [];
  /** @type {string[]} what was fetched from the site */
  const fetched = [];
  visit.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  visit.on("weberror", (error) => complaints.push(String(error.error())));
  visit.on("request", (request) => {
    if (request.url().startsWith(site.url)) fetched.push(request.url().slice(site.url.length).replace(/[?#].*/, ""));
  });
  context.after(async () => {
    await visit.close();
    assert.deepEqual(complaints, []);
  });
  const page = await visit.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(blog.url);
  return { page, fetched };
}

const script = () => `<script async src="${site.url}embed.js"></script>`;

/** @param {string} attributes @param {string} [own] */
const element = (attributes, own = `<a href="${site.url}">See it run</a>`) => `<last-ack ${attributes}>${own}</last-ack>`;

/** @param {FrameLocator} frame */
const drawn = (frame) => frame.locator("[data-segment]").first().waitFor();

test("before anybody asks, the script is all that is fetched, and the content of the element is there", async (context) => {
  const { page, fetched } = await read(context, `${script()}${element('scenario="v=1&s=clean-close&rtt=40"')}`);
  await page.getByRole("button", { name: "Run it" }).waitFor();
  assert.deepEqual(fetched, ["embed.js"]);
  assert.ok(await page.getByRole("link", { name: "See it run" }).isVisible());
});

test("a press runs it, in a frame that is as tall as what is in it", async (context) => {
  const { page } = await read(context, `${script()}${element('scenario="clean-close"')}`);
  await page.getByRole("button", { name: "Run it" }).click();
  const frame = page.frameLocator("last-ack iframe");
  await drawn(frame);
  const body = frame.locator("last-ack");
  const fits = async () => {
    const [outer, inner] = await Promise.all([page.locator("last-ack iframe").boundingBox(), body.evaluate((it) => it.getBoundingClientRect().height)]);
    return Math.abs((outer?.height ?? 0) - inner) <= 2;
  };
  await until(fits, "the frame is as tall as the page in it");
  await frame.locator("[data-control=more]").click();
  await frame.locator("la-knobs").waitFor();
  await until(fits, "and grows with it");
  await frame.locator("la-knobs .more > summary").click();
  await frame.locator("la-all-knobs [data-group]").first().waitFor();
  await frame.locator("la-all-knobs").evaluate((all) => all.querySelectorAll("[data-group]").forEach((group) => group.setAttribute("open", "")));
  await until(fits, "also with every knob in it, so that it never scrolls in itself");
});

test("the article's text drives it, and hears of it", async (context) => {
  const { page } = await read(context, `${script()}${element('scenario="clean-close"')}`);
  const heard = await page.evaluate(async () => {
    await customElements.whenDefined("last-ack");
    const it = /** @type {LastAckElement} */ (document.querySelector("last-ack"));
    /** @type {string[]} */
    const events = [];
    for (const type of ["lastack-ready", "lastack-change", "lastack-end", "lastack-error"]) it.addEventListener(type, () => events.at(-1) !== type && events.push(type));
    const first = await it.ready;
    const stepped = await it.step();
    const sought = await it.seek(1);
    const lost = await it.injectLoss("a:2");
    const refused = await it.injectLoss("a:99").then(() => "", (error) => String(error));
    const nonsense = await it.seek(-1).then(() => "", (error) => String(error));
    const other = await it.load("half-close");
    const none = await it.load("no-such").then(() => "", (error) => String(error));
    return { first, stepped, sought, lost, refused, nonsense, other, none, events };
  });
  assert.equal(heard.first.events, 0);
  assert.ok((heard.stepped?.events ?? 0) > 0);
  assert.equal(heard.sought?.now, 1);
  assert.notEqual(heard.lost?.verdict, heard.first.verdict);
  assert.match(heard.refused, /no segment a:99/);
  assert.match(heard.nonsense, /seek: seconds/);
  assert.match(heard.other?.scenario ?? "", /^v=1&s=half-close\b/);
  assert.match(heard.none, /no preset no-such/);
  assert.deepEqual(heard.events.slice(0, 2), ["lastack-ready", "lastack-change"]);
});

test("by keys alone: what there is more of has the focus as it opens, and the button as it closes", async (context) => {
  const { page } = await read(context, `${script()}${element('scenario="clean-close"')}`);
  await page.getByRole("button", { name: "Run it" }).focus();
  await page.keyboard.press("Enter");
  const frame = page.frameLocator("last-ack iframe");
  await drawn(frame);
  const has = (/** @type {string} */ selector) => frame.locator("html").evaluate((html, wanted) => html.ownerDocument.activeElement?.matches(wanted) ?? false, selector);
  const tabTo = async (/** @type {string} */ selector, key = "Tab") => {
    for (let presses = 0; presses < 60 && !(await has(selector)); presses += 1) await page.keyboard.press(key);
    assert.ok(await has(selector), `${selector} is reached`);
  };
  await tabTo("[data-control=more]");
  await page.keyboard.press("Enter");
  assert.ok(await has("[data-panel=knobs]"));
  await frame.locator("la-knobs").waitFor();
  await tabTo("[data-control=more]");
  await page.keyboard.press("Enter");
  assert.ok(await has("[data-control=more]"));
  assert.equal(await frame.locator("la-knobs").isVisible(), false);
});

test("what was done in it goes along to the page", async (context) => {
  const { page } = await read(context, `${script()}${element('scenario="clean-close"')}`);
  const length = await page.evaluate(() => history.length);
  const moment = await page.evaluate(async () => {
    await customElements.whenDefined("last-ack");
    const it = /** @type {LastAckElement} */ (document.querySelector("last-ack"));
    await it.load("half-close");
    await it.load("v=1&s=clean-close&rtt=40&t=30ms");
    return it.injectLoss("a:2");
  });
  assert.match(moment?.scenario ?? "", /\brtt=40\b/);
  assert.match(moment?.scenario ?? "", /\blose=a:2\b/);
  const link = page.frameLocator("last-ack iframe").getByRole("link", { name: /Open in LastAck/ });
  const [opened] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
  assert.match(opened.url(), /\/lastack\/#v=1&s=clean-close&.*\blose=a:2\b/);
  await opened.locator('[data-segment="a:2"][data-fate="lost"]').waitFor();
  assert.equal(await page.evaluate(() => history.length), length, "Back is the article's");
});

test("it plays to its end and says so", async (context) => {
  const { page } = await read(context, `${script()}${element('scenario="linger-zero"')}`);
  const ended = await page.evaluate(async () => {
    await customElements.whenDefined("last-ack");
    const it = /** @type {LastAckElement} */ (document.querySelector("last-ack"));
    const end = new Promise((resolve) => it.addEventListener("lastack-end", (event) => resolve(/** @type {CustomEvent} */ (event).detail)));
    await it.play();
    return end;
  });
  assert.equal(ended.now, ended.end);
  assert.equal(ended.playing, false);
});

test("three of them and a frame in a sandbox stand on one page, and none hears of another", async (context) => {
  const { page, fetched } = await read(context, `${script()}${["clean-close", "linger-zero", "v=1&s=last-ack-lost&b.tcp_orphan_retries=1"].map((scenario) => element(`scenario="${scenario}"`)).join("")}<iframe id="boxed" sandbox="allow-scripts" src="${site.url}embed.html#v=1&s=half-close" width="700" height="560"></iframe>`);
  const moments = await page.evaluate(async () => {
    await customElements.whenDefined("last-ack");
    const [one, two, three] = /** @type {LastAckElement[]} */ ([...document.querySelectorAll("last-ack")]);
    await Promise.all([one?.ready, two?.ready, three?.ready]);
    await two?.seek(0.02);
    return [one?.moment, two?.moment, three?.moment];
  });
  assert.deepEqual(moments.map((moment) => moment?.now), [0, 0.02, 0]);
  assert.equal(new Set(moments.map((moment) => moment?.verdict)).size, 3);
  const boxed = page.frameLocator("#boxed");
  await drawn(boxed);
  assert.equal(await boxed.locator("[data-preset]").getAttribute("data-preset"), "half-close");
  assert.equal(fetched.filter((file) => file === "pkg/lastack_bg.wasm").length, 1);
});

test("ten of them fetch the engine once", async (context) => {
  const { page, fetched } = await read(context, `${script()}${Array.from({ length: 10 }, () => element('scenario="clean-close"')).join("")}`);
  await page.evaluate(async () => {
    await customElements.whenDefined("last-ack");
    await Promise.all([...document.querySelectorAll("last-ack")].map((it) => /** @type {LastAckElement} */ (it).ready));
  });
  assert.equal(await page.locator("last-ack iframe").count(), 10);
  assert.equal(fetched.filter((file) => file.endsWith("lastack_bg.wasm")).length, 1);
});

test("it starts by itself once it is seen, where that is asked for", async (context) => {
  const { page, fetched } = await read(context, `${script()}<p style="height: 3000px"></p>${element('scenario="clean-close" start="visible"')}`);
  await page.getByRole("button", { name: "Run it" }).waitFor({ state: "attached" });
  assert.ok(!fetched.includes("embed.html"));
  await page.locator("last-ack").scrollIntoViewIfNeeded();
  await drawn(page.frameLocator("last-ack iframe"));
});

test("a wheel over it scrolls the article", async (context) => {
  const { page } = await read(context, `${script()}${element('scenario="last-ack-lost"')}`);
  await page.getByRole("button", { name: "Run it" }).click();
  const frame = page.frameLocator("last-ack iframe");
  await drawn(frame);
  const box = await frame.locator("la-ladder").boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + 100);
  await page.mouse.wheel(0, 300);
  await page.waitForFunction(() => scrollY > 200);
  assert.equal(await frame.locator(".ladder-scroll").evaluate((it) => it.scrollTop), 0);
});

test("a wheel with Ctrl, or a finger, does not change what the drawing shows", async (context) => {
  const { page } = await read(context, `${script()}${element('scenario="last-ack-lost"')}`);
  await page.getByRole("button", { name: "Run it" }).click();
  const frame = page.frameLocator("last-ack iframe");
  await drawn(frame);
  const prevented = await frame.locator(".ladder-sheet").evaluate((sheet) => {
    const events = [new WheelEvent("wheel", { bubbles: true, cancelable: true, ctrlKey: true, deltaY: -100 }), new WheelEvent("wheel", { bubbles: true, cancelable: true, deltaY: 100 })];
    for (const event of events) sheet.dispatchEvent(event);
    return { prevented: events.some((event) => event.defaultPrevented), touch: getComputedStyle(/** @type {Element} */ (sheet.parentElement)).touchAction };
  });
  assert.deepEqual(prevented, { prevented: false, touch: "auto" });
});

test("a strict policy of the blog lets it look as it does", async (context) => {
  const { page } = await read(context, `${script()}${element('scenario="clean-close"')}`, { policy: `default-src 'none'; script-src ${site.url}; img-src ${site.url}; frame-src ${site.url}; style-src 'self'` });
  const button = page.getByRole("button", { name: "Run it" });
  assert.equal(await button.evaluate((it) => getComputedStyle(it).position), "absolute");
  await button.click();
  await drawn(page.frameLocator("last-ack iframe"));
  await page.locator("last-ack iframe:not(.arriving)").waitFor();
});

test("what a script set before the element was known is what runs, and it may be said later when to start", async (context) => {
  const { page } = await read(context, element(""));
  await page.evaluate(() => Object.assign(/** @type {Element} */ (document.querySelector("last-ack")), { scenario: "half-close" }));
  await page.evaluate((src) => document.head.append(Object.assign(document.createElement("script"), { src })), `${site.url}embed.js`);
  await page.getByRole("button", { name: "Run it" }).waitFor();
  await page.locator("last-ack").evaluate((it) => it.setAttribute("start", "visible"));
  await page.locator("last-ack").scrollIntoViewIfNeeded();
  const frame = page.frameLocator("last-ack iframe");
  await drawn(frame);
  await frame.locator("[data-preset=half-close]").waitFor();
});

test("a frame that is not LastAck's says nothing, and the picture comes back with a word about it", async (context) => {
  const { page } = await read(context, `${script()}${element('scenario="clean-close"')}`);
  await page.route(/embed\.html/, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Gone</title>" }));
  await page.clock.install();
  const failed = page.locator("last-ack").evaluate((it) => new Promise((resolve) => it.addEventListener("lastack-error", (event) => resolve(/** @type {CustomEvent} */ (event).detail.message))));
  await page.getByRole("button", { name: "Run it" }).click();
  await page.getByRole("button", { name: "Starting…" }).waitFor();
  await until(async () => (await page.frames()[1]?.title()) === "Gone", "the frame has loaded");
  await until(async () => {
    await page.clock.fastForward(30_000);
    return page.getByRole("status").isVisible();
  }, "the element gives up");
  assert.equal(await failed, "LastAck did not start.");
  await page.getByRole("button", { name: "Run it" }).waitFor();
  assert.equal(await page.locator("last-ack iframe").count(), 0);
});

test("an article on a disk runs it from the disk", async (context) => {
  const disk = await mkdtemp(join(tmpdir(), "lastack-disk-"));
  context.after(() => rm(disk, { recursive: true }));
  for (const file of ["embed.js", "embed.html", "src/embed/door.js", "lastack.html"]) await cp(join(DIST, file), join(disk, file));
  const article = join(disk, "article.html");
  await writeFile(article, `<!doctype html><meta charset="utf-8"><html lang="en"><title>A disk</title><script async src="embed.js"></script>${element('scenario="clean-close"')}`);
  const page = await browser.newPage();
  context.after(() => page.close());
  await page.goto(pathToFileURL(article).href);
  await page.getByRole("button", { name: "Run it" }).click();
  await drawn(page.frameLocator("last-ack iframe"));
  await page.locator("last-ack iframe:not(.arriving)").waitFor();
});

test("it wears the article's inks, and no more than inks", async (context) => {
  const { page } = await read(context, `${script()}<style>last-ack { --lastack-paper: rgb(1, 2, 3); --lastack-ink: 12px; --lastack-mono: Varela, serif }</style>${element('scenario="clean-close" theme="dark"')}`);
  await page.getByRole("button", { name: "Run it" }).click();
  const frame = page.frameLocator("last-ack iframe");
  await drawn(frame);
  const style = await frame.locator("html").evaluate((it) => ({ paper: it.style.getPropertyValue("--paper"), ink: it.style.getPropertyValue("--ink"), mono: it.style.getPropertyValue("--mono"), theme: it.dataset["theme"] }));
  assert.deepEqual(style, { paper: "rgb(1, 2, 3)", ink: "", mono: "Varela, serif", theme: "dark" });
});

test("it speaks the article's language", async (context) => {
  const { page } = await read(context, `${script()}${element('scenario="clean-close"')}`, { lang: "zh-CN" });
  await page.locator("last-ack img[src$='/picture.zh.svg']").waitFor();
  await page.getByRole("button", { name: "运行" }).click();
  const frame = page.frameLocator("last-ack iframe");
  await drawn(frame);
  await frame.getByRole("link", { name: /在 LastAck 中打开/ }).waitFor();
});

test("a frame that is as tall as we tell articles to make it scrolls nothing of its own", async (context) => {
  for (const [width, lang] of /** @type {const} */ ([[720, "en"], [720, "zh"], [360, "en"]])) {
    for (const preset of ["fin-timeout-61", "full-window-6-18", "last-ack-lost"]) {
      const { page } = await read(context, `<iframe src="${site.url}embed.html#v=1&s=${preset}&lang=${lang}" width="${width}" height="${HEIGHT}" style="border:0"></iframe>`);
      const frame = page.frameLocator("iframe");
      await frame.locator("la-frame-bar a").waitFor();
      assert.equal(await frame.locator("html").evaluate((html) => html.scrollHeight > html.clientHeight), false, `${preset}, ${width} px, ${lang}`);
    }
  }
});

test("a frame by itself works in a sandbox that allows scripts alone", async (context) => {
  const { page } = await read(context, `<iframe sandbox="allow-scripts" src="${site.url}embed.html#s=clean-close" width="700" height="560"></iframe>`);
  await drawn(page.frameLocator("iframe"));
  await page.frameLocator("iframe").locator("[data-action=step]").click();
});

test("a frame says how tall it would be, and hears its parent alone", async (context) => {
  const { page } = await read(context, `<iframe id="one" src="${site.url}embed.html#s=clean-close" width="700" height="300"></iframe><iframe id="foreign" srcdoc="<script>setInterval(() => { for (const frame of [parent.frames[0], parent]) { const { port1, port2 } = new MessageChannel(); frame.postMessage({ lastack: 1, kind: 'port', wasm: null, looks: null }, '*', [port2]); port1.postMessage({ lastack: 1, kind: 'command', id: 1, command: { name: 'load', value: 's=half-close' } }); frame.postMessage({ lastack: 1, kind: 'height', height: 9999 }, '*'); } }, 5)</script>"></iframe>`);
  const height = page.evaluate(() => new Promise((resolve) => addEventListener("message", ({ data, source }) => data.kind === "height" && source === frames[0] && resolve(data.height))));
  await drawn(page.frameLocator("#one"));
  assert.ok(Number(await height) > 300 && Number(await height) < 1200);
  assert.equal(await page.frameLocator("#one").locator("[data-preset]").getAttribute("data-preset"), "clean-close", "what a stranger asks for is not done");

  const answered = await page.evaluate(() => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => data.kind === "answer" && resolve(data);
    frames[0]?.postMessage({ lastack: 1, kind: "port", wasm: null, looks: null }, "*", [port2]);
    port1.postMessage({ lastack: 1, kind: "command", id: 7, command: { name: "format", value: "c:" } });
  }));
  assert.equal(answered.id, 7);
  assert.match(answered.error, /one of play, pause, state, step/);
});

test("without JavaScript the article shows what it says itself", async (context) => {
  const { page } = await read(context, `${script()}${element('scenario="clean-close"')}`, { javaScriptEnabled: false });
  assert.ok(await page.getByRole("link", { name: "See it run" }).isVisible());
});

/** @param {() => Promise<boolean>} holds @param {string} what */
async function until(holds, what) {
  const end = Date.now() + 10_000;
  while (!(await holds())) assert.ok(Date.now() < end, what);
}
