// The address of the page says what is seen, and whoever opens it sees the same. Whatever somebody writes there
// does no harm.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { loadLinker } from "../src/linker.js";
import { SCENARIOS } from "../src/scenarios/index.js";
import { engine } from "../test/boundary/engine.js";
import { dice, edited } from "../test/boundary/random-runs.js";
import { faults } from "./axe.js";
import { clickSegment, fate, happened, inBrowser, now, open, openFile, openTable, playButton, shown, turn } from "./page.js";

/** @import { Page } from "playwright-core" */

inBrowser();

test("whatever somebody made of a run opens in the page as what it is, from its link", async (context) => {
  const { readLink, writeLink } = await loadLinker(await readFile(new URL("../pkg/link/lastack_bg.wasm", import.meta.url)));
  const die = dice(5);
  const page = await open(context, "#s=coin-flip");
  for (const [i, load] of Object.values(SCENARIOS).entries()) {
    const { default: preset } = /** @type {{ default: any }} */ (await load());
    const run = new engine.Simulation(edited(preset, die));
    const { text } = writeLink(run.scenario(), i % 4 ? preset : null);
    const { segments: sent, verdict } = run.trace();
    await page.evaluate((link) => (location.hash = link), text);
    await page.locator("[data-verdict]", { hasText: verdict.en.slice(0, 60) }).waitFor();
    // A larger run is drawn in parts.
    if (sent.length <= 200) await page.waitForFunction((names) => [...document.querySelectorAll("[data-segment]")].map((each) => each.getAttribute("data-segment")).sort().join() === names, [...new Set(sent.filter(({ how }) => how.kind !== "forged").map(({ name }) => name))].sort().join());
    assert.ok(await page.locator("la-banner").isHidden(), text);
    assert.equal(await page.evaluate(() => location.hash.slice(1)), text);
    assert.deepEqual(readLink(text, preset).problems, []);
    run.free();
  }
});

/** Waits until the address says so. @param {Page} page @param {RegExp} pattern */
async function address(page, pattern) {
  await page.waitForFunction(({ source }) => new RegExp(source).test(location.hash), { source: pattern.source });
  return page.evaluate(() => location.hash);
}

/** All that the run is, event for event, and all that is seen of it. @param {Page} page */
async function seen(page) {
  await openTable(page);
  const table = await page.locator("la-text-twin table").innerText();
  const scale = await page.locator("[data-control=time-scale]").count();
  return { ...(await shown(page)), table, happened: await happened(page), scale };
}

test("what somebody made of a run, and where it is looked at, opens elsewhere as it was", async (context) => {
  const page = await open(context, "#s=clean-close");
  await turn(page, "b.tcp_orphan_retries", "2");
  await clickSegment(page, "b:2");
  await page.locator('[data-segment="b:2"][data-fate=lost]').waitFor();
  await page.keyboard.press("x");
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowRight");
  await page.locator("[data-panel=machines]").click();
  const link = await address(page, /^#v=1&s=clean-close&b\.tcp_orphan_retries=2&lose=b:2&t=.*&scale=log&panel=machines$/);
  assert.ok(link.length < 200, link);
  const there = await open(context, link);
  await there.locator("[data-panel=machines][aria-selected=true]").waitFor();
  assert.deepEqual(await seen(there), await seen(page));
  assert.equal(await fate(there, "b:2"), "lost");
  assert.ok(await there.locator("la-banner").isHidden());
  assert.equal(await there.evaluate(() => location.hash), link);
});

test("a segment that is explained is explained elsewhere too, though it takes longer to arrive", async (context) => {
  const page = await open(context, "#v=1&s=clean-close&rtt=300&t=1s&sel=b:2");
  await page.locator('[data-segment="b:2"][data-chosen]').waitFor();
});

test("the address goes along while the run is played", async (context) => {
  const page = await open(context, "#s=clean-close");
  const entries = await page.evaluate(() => history.length);
  await playButton(page).click();
  const first = await address(page, /^#v=1&s=clean-close&t=/);
  await page.waitForFunction((before) => location.hash !== before && location.hash.includes("t="), first);
  assert.equal(await page.evaluate(() => history.length), entries, "nothing is pushed");
});

test("Back leads to the preset before, as it was left", async (context) => {
  const page = await open(context, "#s=clean-close");
  await clickSegment(page, "b:2");
  await address(page, /lose=b:2/);
  await page.evaluate(() => (location.hash = "#s=coin-flip"));
  await page.locator("[data-control=story][data-preset=coin-flip]").waitFor();
  await page.goBack();
  await page.locator("[data-control=story][data-preset=clean-close]").waitFor();
  await page.locator('[data-segment="b:2"][data-fate=lost]').waitFor();
  await page.goForward();
  await page.locator("[data-control=story][data-preset=coin-flip]").waitFor();
});

test("Reset leads back to the preset that a link made something of", async (context) => {
  const page = await open(context, "#v=1&s=clean-close&lose=b:2");
  assert.equal(await fate(page, "b:2"), "lost");
  await page.locator("[data-control=start-over]").click();
  await page.locator('[data-segment="b:2"][data-fate=delivered]').waitFor();
  await address(page, /^#v=1&s=clean-close$/);
});

test("a file has a link too, which needs no file", async (context) => {
  const page = await open(context);
  const steps = Array.from({ length: 12 }, (_, i) => ({ at_ms: 100 * i, host: i % 2 ? "b" : "a", do: "write", bytes: 100 + i }));
  await openFile(page, { name: "mine", about: "All my own.", script: [...steps, { at_ms: 2000, host: "a", do: "close" }, { when: "eof", after_ms: 40, host: "b", do: "close" }] });
  await page.locator("h1", { hasText: "All my own." }).waitFor();
  const link = await address(page, /^#v=1&s=blank&/);
  assert.ok(link.length < 400, `${link.length}: ${link}`);
  const there = await open(context, link);
  assert.deepEqual(await seen(there), await seen(page));
});

test("a story has a link to each of its steps", async (context) => {
  const page = await open(context, "#v=1&story=timers.2");
  await page.locator(".story-place", { hasText: "2 / " }).waitFor();
  await page.locator("[data-control=story-next]").click();
  await page.locator(".story-place", { hasText: "3 / " }).waitFor();
  const link = await address(page, /^#v=1&story=timers\.3$/);
  const there = await open(context, link);
  await there.locator(".story-place", { hasText: "3 / " }).waitFor();
  assert.equal(await there.locator(".story-text").innerText(), await page.locator(".story-text").innerText());
  assert.deepEqual(await shown(there), await shown(page));
});

test("what a run is compared with is part of its link", async (context) => {
  const page = await open(context, "#v=1&s=last-ack-lost&panel=compare&compare=b.tcp_orphan_retries:1");
  await page.locator("la-compare .compare-told", { hasText: /\w/ }).waitFor();
  await page.locator("[data-choice=clock]").click();
  const link = await address(page, /&panel=compare&compare=clock$/);
  const there = await open(context, link);
  await there.locator("la-compare [data-choice=clock][aria-pressed=true]").waitFor();
});

test("a language that a link asks for is not what the visitor chose", async (context) => {
  const page = await open(context, "#v=1&s=clean-close&lang=zh&t=1s");
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
  await page.keyboard.press("Home");
  await address(page, /^#v=1&s=clean-close&lang=zh$/);
  await page.goto(page.url().replace(/#.*/, "#s=coin-flip"));
  await page.reload();
  await page.locator("[data-segment]").first().waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
});

/** What is written, what the banner names of it, and the moment that is kept. */
const BAD = [
  { link: "#v=2&s=clean-close&t=1s", names: /v: expected 1/ },
  { link: "#v=1&s=clean-close&frobnicate=1&t=1s", names: /frobnicate: / },
  { link: "#v=1&s=clean-close&hz=NaN&rtt=-5&t=1s", names: /hz: .*; rtt: / },
  { link: "#v=1&s=clean-close&b.tcp_orphan_retries=99999999999999999999&t=1s", names: /b\.tcp_orphan_retries: / },
  { link: "#v=1&s=clean-close&s=coin-flip&t=1s&t=2s", names: /s: it is there twice.*; t: it is there twice/ },
  { link: "#v=1&s=clean-close&z1:S9RLzskvTrU1UEuCslLz07RN&t=1s", names: /z1: / },
  { link: "#v=1&s=clean-close&name=%zz&t=1s", names: /name: / },
  { link: `#v=1&s=clean-close&t=1s&note=${"x".repeat(1 << 20)}`, names: /65536 bytes, found 1048/ },
  { link: `#v=1&s=clean-close&t=1s&${"[{".repeat(20_000)}`, names: /there is no such key/ },
  { link: `#v=1&s=clean-close&t=1s&panel=${encodeURIComponent("<img src=x onerror=alert(1)>")}`, names: /panel: / },
  { link: `#v=1&s=clean-close&t=1s&${encodeURIComponent("<img src=x onerror=alert(1)>")}=1`, names: /<img src=x onerror=alert\(1\)>: / },
  { link: "#v=1&s=clean-close&t=1s&panel=cellar", names: /panel=cellar: there is no such panel/ },
  { link: "#v=1&s=clean-close&t=1s&compare=chalk", names: /compare=chalk: / },
  { link: "#v=1&s=clean-close&rtt=abc&t=1s&panel=cellar", names: /rtt: .*; panel=cellar: there is no such panel/ },
];

test("a bad link shows what can be kept of it and names the rest, and what it wants is only text", async (context) => {
  const page = await open(context, "#s=clean-close");
  for (const { link, names } of BAD) {
    await page.evaluate(() => (location.hash = "#v=1&s=coin-flip"));
    await page.locator("[data-control=story][data-preset=coin-flip]").waitFor();
    await page.evaluate((hash) => (location.hash = hash), link);
    await page.locator("la-banner p", { hasText: names }).waitFor();
    assert.equal(await page.locator("[data-control=story]").getAttribute("data-preset"), "clean-close", link.slice(0, 60));
    assert.equal(await now(page), 1, link.slice(0, 60));
    assert.equal(await page.locator("la-banner img").count(), 0);
    assert.equal(await page.evaluate(() => location.hash.slice(0, 24)), link.slice(0, 24), "the address is left to whoever wrote it");
  }
});

for (const { link, names } of BAD.slice(0, 9)) {
  test(`a page that begins with a bad link begins: ${link.slice(0, 60)}`, async (context) => {
    const page = await open(context, link);
    await page.locator("la-banner p", { hasText: names }).waitFor();
    assert.equal(await now(page), 1);
  });
}

for (const name of ["constructor", "__proto__", "toString", "", "<b>", "x".repeat(5_000)]) {
  test(`no preset is called “${name.slice(0, 12)}”, and the first is shown`, async (context) => {
    const page = await open(context, `#v=1&s=${encodeURIComponent(name)}&rtt=200`);
    await page.locator("la-banner p", { hasText: "there is no such preset" }).waitFor();
    assert.equal(await page.locator("[data-control=story]").getAttribute("data-preset"), "last-ack-lost");
  });
}

test("what is wrong with a link is said in Chinese", async (context) => {
  const page = await open(context, "#v=1&s=clean-close&hz=3&rtt=x&nothing=1", { locale: "zh-CN" });
  await page.locator("la-banner p", { hasText: "hz：应为 100、250、300 或 1000" }).waitFor();
  assert.doesNotMatch(await page.locator("la-banner p").innerText(), /expected|unknown/);
});

test("a story that nobody knows is said", async (context) => {
  const page = await open(context, "#v=1&story=no-such.2");
  await page.locator("la-banner p", { hasText: "story=no-such: there is no such story" }).waitFor();
});

/** Opens the dialog with its key. @param {Page} page */
async function share(page) {
  await page.keyboard.press("c");
  await page.locator("la-share dialog[open]").waitFor();
  return page.locator("[data-share=text]");
}

test("the dialog offers what is seen in four forms, says how long each is, and copies by click and by key", async (context) => {
  const page = await open(context, "#s=clean-close", { permissions: ["clipboard-read", "clipboard-write"] });
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await clickSegment(page, "b:2");
  await page.locator("[data-control=share]").click();
  const text = page.locator("la-share dialog[open] [data-share=text]");
  await text.waitFor();
  const link = await text.innerText();
  assert.match(link, /\/articles\/last-ack\/#v=1&s=clean-close&lose=b:2/);
  assert.equal(await page.locator("[data-share=length]").innerText(), `${link.length} characters`);
  await page.keyboard.press("Enter");
  await page.locator("la-share [role=status]", { hasText: "copied" }).waitFor();
  assert.equal(await clipboard(), link);
  await page.locator("[data-form=markdown]").click();
  assert.equal(await page.locator("la-share [role=status]").innerText(), "");
  assert.match(await text.innerText(), /^\[Clean close · LastAck\]\(http.*lose=b:2.*\): /);
  await page.locator("[data-control=share-copy]").click();
  await page.locator("la-share [role=status]", { hasText: "copied" }).waitFor();
  assert.equal(await clipboard(), await text.innerText());
  await page.keyboard.press("3");
  assert.match(await text.innerText(), /^<iframe src="http.*embed\.html#v=1&amp;s=clean-close&amp;lose=b:2/);
  await page.keyboard.press("4");
  await page.keyboard.press("c");
  await page.locator("la-share [role=status]", { hasText: "copied" }).waitFor();
  assert.match(await clipboard(), /^<script async src="http.*embed\.js"><\/script>\n<last-ack scenario="v=1&amp;s=clean-close&amp;lose=b:2/);
  await page.keyboard.press("Escape");
  await page.locator("la-share dialog").waitFor({ state: "hidden" });
});

test("the dialog leaves out what somebody does not want to share, and shows what a reader sees", async (context) => {
  const page = await open(context, "#v=1&s=clean-close&t=1s&scale=log&panel=machines");
  const text = await share(page);
  assert.match(await text.innerText(), /&t=1s&scale=log&panel=machines&e=\d+$/);
  await page.locator("[data-share=looks]").uncheck();
  await page.waitForFunction(() => document.querySelector("[data-share=text]")?.textContent?.match(/#v=1&s=clean-close&e=\d+$/));
  await page.locator("[data-share=language]").check();
  await page.waitForFunction(() => document.querySelector("[data-share=text]")?.textContent?.match(/#v=1&s=clean-close&lang=en&e=\d+$/));
  assert.match(await page.locator("[data-share=preview]").innerText(), /Clean close · LastAck/);
  await page.locator("[data-form=iframe]").click();
  const frame = page.frameLocator("[data-share=preview] iframe");
  await frame.locator("[data-segment]").first().waitFor();
  await page.locator("[data-control=share-close]").click();
  assert.equal(await page.locator("[data-share=preview] iframe").count(), 0, "nothing runs that nobody sees");
});

test("a story that is shared keeps its answer to itself, and the tabs stay where they are", async (context) => {
  const page = await open(context, "#v=1&story=wait-for-ever");
  const text = await share(page);
  const top = () => page.locator("[data-form=link]").evaluate((tab) => tab.getBoundingClientRect().top);
  const before = await top();
  for (const form of ["link", "markdown", "iframe", "element"]) {
    await page.locator(`[data-form=${form}]`).click();
    assert.match(await text.innerText(), /story=wait-for-ever/);
    assert.doesNotMatch(await text.innerText(), /vanished/);
    assert.equal(await top(), before, form);
  }
});

test("the dialog is whole on a phone, in Chinese, for whoever cannot see it too", async (context) => {
  const page = await open(context, "#v=1&s=clean-close&rtt=200", { locale: "zh-CN", viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });
  await page.locator("[data-control=share]").tap();
  await page.locator("la-share dialog[open]").waitFor();
  assert.equal(await page.locator("la-share h2").innerText(), "分享你看到的");
  for (const form of ["link", "markdown", "iframe", "element"]) {
    await page.locator(`[data-form=${form}]`).tap();
    assert.ok(await page.locator("la-share dialog").evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth), form);
    assert.deepEqual(await faults(page), [], form);
  }
  for (const box of await page.locator("la-share button, la-share label").evaluateAll((all) => all.filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect().height))) assert.ok(box >= 44, `${box} px`);
});

test("a link that another engine made says so, in both languages, and one of this engine says nothing", async (context) => {
  const own = await open(context, "#v=1&s=clean-close");
  const version = Number(/e=(\d+)$/.exec(await (await share(own)).innerText())?.[1]);
  for (const link of ["#v=1&s=clean-close", "#v=1&s=clean-close&t=1s", "#v=1&s=clean-close&lose=b:2"]) {
    const same = await open(context, `${link}&e=${version}`);
    await same.keyboard.press("ArrowRight");
    await same.waitForFunction(() => !location.hash.includes("&e="));
    assert.ok(await same.locator("la-banner").isHidden(), link);
    for (const [e, en, zh] of /** @type {const} */ ([[version - 1, "An older engine", "较旧的第"], [version + 1, "A newer engine", "较新的第"]])) {
      const page = await open(context, `${link}&e=${e}`);
      const banner = page.locator("la-banner");
      await banner.waitFor();
      const said = await banner.innerText();
      assert.ok(said.startsWith(`${en}, version ${e}, made this link. This is version ${version}: the run may differ`), said);
      const chinese = await open(context, `${link}&e=${e}&lang=zh`);
      await chinese.locator("la-banner", { hasText: `${zh} ${e} 版引擎` }).waitFor();
    }
  }
});

test("what is wrong with a link of another engine is said beside that", async (context) => {
  const page = await open(context, "#v=1&s=clean-close&rtt=NaN&e=0");
  const banner = page.locator("la-banner");
  await banner.waitFor();
  assert.match(await banner.innerText(), /^Not all of this link was understood.*rtt: .*\. An older engine, version 0, made this link\./);
  const story = await open(context, "#v=1&story=wait-for-ever.2&e=0");
  await story.locator("la-story:not([hidden])").waitFor();
  assert.ok(await story.locator("la-banner").isHidden(), "a story brings its own runs");
  const wrong = await open(context, "#v=1&s=clean-close&e=new");
  await wrong.locator("la-banner", { hasText: "e: expected a whole number" }).waitFor();
});

test("the keys' help says which engine it is", async (context) => {
  const page = await open(context, "#s=clean-close");
  await page.keyboard.press("?");
  await page.locator("[data-engine]", { hasText: /^Engine, version \d+$/ }).waitFor();
});

/** Two hosts that contradict each other for ever, each of whose segments arrives twice. */
const STORM = "#v=1&s=blank&rtt=20&dup=any&a.inject=PA,seq:1,ack:1,len:1000&b.inject=PA,seq:1,ack:1,len:5000&tcp_challenge_ack_limit=2147483647&tcp_invalid_ratelimit=0";
/** A megabyte, and somebody who reads it. */
const LONG = `#v=1&s=blank&rtt=20${Array.from({ length: 16 }, (_, n) => `&a.write=65536@${n * 200}ms&b.read=1048576@${n * 200 + 100}ms`).join("")}`;

test("a link that asks for too much is run as far as a run may go, drawn in parts, and that is said", async (context) => {
  const page = await open(context, STORM, { mayComplain: /no more than 16000 events/ });
  await page.locator("la-banner", { hasText: "the run ends early: after 16,000 events" }).waitFor();
  assert.ok((await page.locator("[data-segment]").count()) <= 150);
  assert.ok((await page.locator("*").count()) < 15_000);
  assert.ok((await page.locator(".scrubber-ticks line").count()) <= 999);
});

test("nothing is made for each event of a run of one moment, whatever is looked at", async (context) => {
  const page = await open(context, `${STORM.replace("rtt=20", "rtt=0")}&n=9000&panel=tools`, { mayComplain: /no more than 16000 events/ });
  await page.locator("la-banner", { hasText: "the run ends early: after 16,000 events" }).waitFor();
  await page.locator(".why-links .more-causes").last().waitFor();
  await page.locator("[data-tool=tcpdump]").click();
  await page.locator(".tool-lines [data-about]").last().waitFor();
  assert.ok((await page.locator("*").count()) < 15_000);
  // All of it is there for whoever asks.
  const more = page.locator(".why-links .more-causes").last();
  const [links, text] = [await page.locator(".why-links li").count(), await more.innerText()];
  await more.click();
  assert.equal(await page.locator(".why-links li").count(), links + 50);
  assert.notEqual(await more.innerText(), text);
});

test("of a long run what is in sight is drawn, wherever that is, and whatever is chosen", async (context) => {
  const page = await open(context, LONG);
  assert.ok(await page.locator("la-banner").isHidden());
  const names = await page.locator("[data-segment]").count();
  assert.ok(names > 20 && names <= 150, `${names}`);
  assert.equal(await page.locator('[data-segment="a:1"]').count(), 1);
  await page.keyboard.press("End");
  await page.locator('[data-segment="a:700"]').waitFor();
  assert.equal(await page.locator('[data-segment="a:1"]').count(), 0);
  // A part is as much a drawing as the whole.
  await page.evaluate((hash) => (location.hash = hash), `${LONG}&t=1.21s&sel=a:400`);
  await page.locator('[data-segment="a:400"][data-chosen]').waitFor();
  await page.locator('[data-segment="a:400"]').focus();
  await page.keyboard.press("Enter");
  await page.locator('[data-segment="a:400"][data-fate=lost]').waitFor();
  assert.ok((await page.locator("[data-segment]").count()) <= 150);
});
