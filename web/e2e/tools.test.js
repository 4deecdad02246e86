// The tools that people know: what they print where the cursor stands, and what their lines have to do with
// the drawing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser, open, turn } from "./page.js";

/**
 * @import { TestContext } from "node:test"
 * @import { BrowserContextOptions, Page } from "playwright-core"
 */

inBrowser();

/** @param {Page} page @param {string} tool */
async function show(page, tool) {
  await page.locator(`[data-tool="${tool}"][role=tab]`).click();
}

/** @param {TestContext} context @param {string} link @param {string} tool @param {BrowserContextOptions} [options] */
async function openTool(context, link, tool, options) {
  const page = await open(context, link, options);
  await page.locator("[data-panel=tools]").click();
  await page.locator("la-tools .tool-pane").first().waitFor();
  await show(page, tool);
  // From here on keys are the player's.
  await page.locator("h1").click();
  return page;
}

/** The lines of one host, as they are read. @param {Page} page @param {"a" | "b"} host */
function lines(page, host) {
  return page.locator(`la-tools [data-host=${host}] li:not([hidden]) .tool-text`).allTextContents();
}

/** @param {Page} page @param {"a" | "b"} host @param {string | RegExp} text */
function line(page, host, text) {
  return page.locator(`la-tools [data-host=${host}] li:not([hidden]) .tool-line`, { hasText: text });
}

/** What is said of the event that is chosen. @param {Page} page */
function chosen(page) {
  return page.locator(".why-body").innerText();
}

test("nothing of it is fetched before somebody opens it", async (context) => {
  /** @type {string[]} */
  const asked = [];
  const page = await open(context, "", {}, (path) => asked.push(path));
  const isOfTools = (/** @type {string} */ path) => /pkg\/tools|panels\/tools/.test(path);
  assert.deepEqual(asked.filter(isOfTools), []);
  await page.locator("[data-panel=tools]").click();
  await page.locator("la-tools .tool-pane").first().waitFor();
  assert.ok(asked.some(isOfTools));
});

test("ss shows each socket with its queues and its timer where the cursor stands", async (context) => {
  const page = await openTool(context, "#s=last-ack-lost", "ss");
  assert.deepEqual(await lines(page, "a"), [
    "a$ ss -tano | cat",
    "State Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess",
    "ESTAB 0      0           10.9.0.1:40000     10.9.0.2:8080       ",
  ]);
  await page.keyboard.press("End");
  assert.deepEqual(await lines(page, "b"), [
    "b$ ss -tano | cat",
    "State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess",
    "LISTEN 0      16          10.9.0.2:8080      0.0.0.0:*          ",
  ]);
  for (let steps = 0; steps < 5 && (await line(page, "b", "LAST-ACK").count()) === 0; steps += 1) await page.keyboard.press("ArrowLeft");
  assert.match((await lines(page, "b")).join("\n"), /^LAST-ACK 1 +1 +10\.9\.0\.2:8080 +10\.9\.0\.1:40000 timer:\(on,[^,]*,[0-9]+\)$/m);
});

test("a socket's row chooses what brought it to its state", async (context) => {
  const page = await openTool(context, "#s=clean-close", "ss");
  await page.keyboard.press("End");
  for (let steps = 0; steps < 5 && (await line(page, "a", "TIME-WAIT").count()) === 0; steps += 1) await page.keyboard.press("ArrowLeft");
  await line(page, "a", "TIME-WAIT").click();
  assert.match(await chosen(page), /TIME-WAIT/);
  assert.equal(await line(page, "a", "TIME-WAIT").getAttribute("aria-current"), "true");
});

test("tcpdump grows with the cursor, and shrinks when it goes back", async (context) => {
  const page = await openTool(context, "#s=clean-close", "tcpdump");
  const dump = async () => (await lines(page, "a")).filter((text) => text.startsWith("17"));
  assert.deepEqual(await dump(), []);
  await page.keyboard.press("End");
  const whole = await dump();
  assert.match(whole[0] ?? "", /^1700000000\.\d{6} IP 10\.9\.0\.1\.40000 > 10\.9\.0\.2\.8080: Flags \[F\.\], seq 1, ack 1, win \d+, options \[nop,nop,TS val \d+ ecr \d+\], length 0$/);
  assert.equal(whole.length, 4, "four waves");
  await page.keyboard.press("Home");
  assert.deepEqual(await dump(), []);
});

test("a line that is pointed at shows its segment in the drawing, and lets go of it again", async (context) => {
  const page = await openTool(context, "#s=clean-close", "tcpdump");
  await page.keyboard.press("End");
  const fin = line(page, "b", "10.9.0.2.8080 > 10.9.0.1.40000: Flags [F.]");
  await fin.hover();
  await page.locator('[data-segment="b:2"][data-chosen]').waitFor();
  await page.locator("h1").hover();
  await page.locator('[data-segment="b:2"]:not([data-chosen])').waitFor();
  await fin.click();
  await page.locator("h1").hover();
  await page.locator('[data-segment="b:2"][data-chosen]').waitFor();
});

test("the segment that is chosen in the drawing is marked in both dumps", async (context) => {
  const page = await openTool(context, "#s=clean-close", "tcpdump");
  await page.keyboard.press("End");
  await page.locator('[data-segment="a:1"]').focus();
  for (const host of /** @type {const} */ (["a", "b"])) {
    const marked = page.locator(`la-tools [data-host=${host}] .tool-line[aria-current]`);
    assert.match(await marked.innerText(), /▸\s*17\d+\.\d{6} IP 10\.9\.0\.1\.40000 > .* Flags \[F\.\], seq 1/);
  }
});

test("lines are reached and followed by the keyboard alone", async (context) => {
  const page = await openTool(context, "#s=clean-close", "tcpdump");
  await page.keyboard.press("End");
  await page.locator("[role=tab][data-tool=tcpdump]").focus();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.locator("[role=tab][data-tool=nstat]").getAttribute("aria-selected"), "true");
  await page.keyboard.press("ArrowRight");
  for (const _ of ["copy", "the screen", "its first segment"]) await page.keyboard.press("Tab");
  await page.locator('[data-segment="a:1"][data-chosen]').waitFor();
});

test("nstat says which counters have just moved, and which event moved each", async (context) => {
  const page = await openTool(context, "#s=last-ack-lost", "nstat");
  const first = (await lines(page, "b"))[0] ?? "";
  assert.match(first, /^b\$ nstat -az TcpPassiveOpens TcpInSegs TcpOutSegs TcpRetransSegs .*TcpExtTCPTimeouts/);
  const timeouts = line(page, "b", /^\+?TcpExtTCPTimeouts /);
  assert.equal(await timeouts.isDisabled(), true, "nothing has moved it yet");
  for (let steps = 0; steps < 60 && (await timeouts.getAttribute("data-moved")) === null; steps += 1) await page.keyboard.press("ArrowRight");
  assert.match(await timeouts.innerText(), /^\+\s*TcpExtTCPTimeouts {15}1 {18}0\.0\s*, moved just now$/);
  await timeouts.click();
  assert.match(await chosen(page), /TCPTimeouts/);
});

test("cat shows a sysctl as it stands, and what set it", async (context) => {
  const page = await openTool(context, "#s=last-ack-lost", "proc");
  assert.deepEqual(await lines(page, "b"), ["b$ cat /proc/sys/net/ipv4/tcp_orphan_retries", "0"]);
  await page.locator("[data-panel=knobs]").click();
  await turn(page, "b.tcp_orphan_retries", "3");
  await page.locator("[data-panel=tools]").click();
  await line(page, "b", /^▸?3$/).waitFor();
  assert.deepEqual(await lines(page, "a"), ["a$ cat /proc/sys/net/ipv4/tcp_orphan_retries", "0"]);
});

test("a terminal is copied whole", async (context) => {
  const page = await openTool(context, "#s=clean-close", "ss");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator("la-tools [data-host=b] [data-control=copy]").click();
  await page.locator("la-tools [data-host=b] [data-control=copy]", { hasText: "Copied" }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, (await lines(page, "b")).map((text) => `${text}\n`).join(""));
});

test("it speaks Chinese, and fits a telephone", async (context) => {
  const page = await openTool(context, "#s=clean-close", "tcpdump", { locale: "zh-CN", viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await page.keyboard.press("End");
  assert.match(await page.locator(".tool-about").innerText(), /经过网卡的报文段/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
  for (const button of await page.locator("la-tools .tool-copy, la-tools .tool-tab, la-tools .tool-line:enabled").all()) {
    if (!(await button.isVisible())) continue;
    const box = await button.boundingBox();
    assert.ok(box && box.height >= 44, await button.innerText());
  }
});

test("the terminals are as wide as the drawing when that is asked for, and the drawing ends above them", async (context) => {
  const page = await openTool(context, "#s=last-ack-lost", "tcpdump");
  const box = async (/** @type {string} */ selector) => (await page.locator(selector).boundingBox()) ?? assert.fail(selector);
  const narrow = await box("la-tools");
  const whole = await box("la-ladder");
  await page.locator("[data-control=wide]").click();
  const [tools, ladder] = [await box("la-tools"), await box("la-ladder")];
  assert.ok(tools.width > 2 * narrow.width && ladder.height < whole.height);
  assert.ok(ladder.y + ladder.height <= tools.y + 1, "nothing is hidden");
  await page.locator("[data-panel=knobs]").click();
  assert.deepEqual(await box("la-ladder"), whole);
  await page.locator("[data-panel=tools]").click();
  await page.locator("[data-control=wide]").click();
  assert.deepEqual(await box("la-tools"), narrow);
});
