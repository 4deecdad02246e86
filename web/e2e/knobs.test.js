// The knobs: all of them in their groups, found by a word, by mouse, keyboard and touch; where each was asked,
// why one does nothing, the options of sockets, the kernel, and what is copied.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ROUTER } from "../test/scenarios.js";
import { faults } from "./axe.js";
import { explains, inBrowser, now, open, openFile, openKnobs, openTable, outcome, turn } from "./page.js";

/** @import { Page } from "playwright-core" */

inBrowser();

/** The names of the sysctls that are in sight. @param {Page} page */
function inSight(page) {
  return page.locator("[data-sysctl]").evaluateAll((rows) => rows.filter((row) => row.checkVisibility()).map((row) => row.getAttribute("data-sysctl")));
}

const GROUPS = ["orphans", "waits", "reuse", "timer", "loss", "windows", "keepalive", "resets", "inert", "options", "kernel", "lines"];
const FRONT = ["tcp_orphan_retries", "tcp_fin_timeout", "tcp_retries2", "tcp_early_retrans"];

test("the first knobs are there at once; all others come, in groups, when somebody wants them", async (context) => {
  /** @type {string[]} */
  const asked = [];
  const page = await open(context, "", {}, (path) => asked.push(path));
  assert.deepEqual(await inSight(page), FRONT);
  assert.equal(asked.some((path) => path.includes("panels/knobs")), false);
  await openKnobs(page, "keepalive");
  assert.ok(asked.some((path) => path.includes("panels/knobs")));
  assert.deepEqual(await inSight(page), [...FRONT, "tcp_keepalive_time", "tcp_keepalive_intvl", "tcp_keepalive_probes"]);
  const row = page.locator("[data-sysctl=tcp_keepalive_intvl]");
  assert.match(await row.innerText(), /default 75/);
  assert.match(await row.innerText(), /\bs\b/);
  assert.match(await row.innerText(), /The time between two keepalive probes that nobody answers\./);
  for (const group of GROUPS) await openKnobs(page, group);
  assert.equal(new Set(await inSight(page)).size, 34);
});

test("a sysctl says where in the run it was asked: a click points it out, in the drawing and the table, to step through", async (context) => {
  const page = await open(context);
  await page.locator("la-knobs").hover();
  const client = page.locator("[data-acts='a.tcp_early_retrans']");
  const server = page.locator("[data-acts='b.tcp_orphan_retries']");
  assert.equal(await server.innerText(), "asked 2×");
  assert.equal(await page.locator("[data-sysctl=tcp_retries2] [data-host=b]").getByText("not asked").count(), 1);
  await server.click();
  assert.equal(await server.getAttribute("aria-pressed"), "true");
  assert.equal(await page.locator("circle[data-lit]").count(), 2);
  await openTable(page);
  const rows = page.locator("la-text-twin tr[data-lit]");
  assert.deepEqual([...new Set(await rows.evaluateAll((all) => all.map((row) => row.getAttribute("data-rule"))))], ["close-orphans", "orphan-gives-up"]);

  const places = page.getByRole("group", { name: "Where tcp_orphan_retries of the server was asked" });
  assert.equal(await places.locator("li").count(), 2);
  await places.getByRole("button", { name: "The next one" }).click();
  await places.getByRole("button", { name: "The next one" }).click();
  assert.match(await places.locator("[aria-current=true]").innerText(), /LAST-ACK → CLOSED/);
  assert.match(await page.locator("la-why-panel").innerText(), /LAST-ACK → CLOSED/);
  await places.locator("li").first().getByRole("button").click();
  assert.match(await page.locator("la-why-panel").innerText(), /close\(\)/);

  await client.click();
  assert.equal(await server.getAttribute("aria-pressed"), "false", "one at a time");
  assert.equal(await places.isVisible(), false);
  await client.click();
  assert.equal(await page.locator("[data-lit]").count(), 0);
});

test("what is pointed out follows an edit", async (context) => {
  const page = await open(context);
  await page.locator("la-knobs").hover();
  await page.locator("[data-acts='b.tcp_orphan_retries']").click();
  const last = page.locator("circle[data-lit]").last();
  const before = await last.getAttribute("cy");
  await turn(page, "b.tcp_orphan_retries", "1");
  assert.equal(await page.locator("circle[data-lit]").count(), 2);
  assert.notEqual(await last.getAttribute("cy"), before);
  await page.locator("[data-control=language]").click();
  await page.locator("html[lang=zh-Hans]").waitFor();
  await page.getByRole("group", { name: "服务器的 tcp_orphan_retries 在何处用到" }).waitFor();
});

test("a knob that did nothing says why, on which host, and one that does something says nothing", async (context) => {
  const page = await open(context, "#s=clean-close");
  await turn(page, "a.tcp_fin_timeout", "5");
  const advice = page.locator("[data-sysctl=tcp_fin_timeout] .lint");
  await advice.waitFor();
  assert.equal(await advice.innerText(), "client No effect here. tcp_fin_timeout never shortens TIME-WAIT, which is 60 s, a constant of the kernel.");
  await turn(page, "b.tcp_fin_timeout", "5");
  assert.deepEqual(await advice.evaluateAll((all) => all.map((line) => `${line.getAttribute("data-host")} ${line.getAttribute("data-lint")}`)), ["a time-wait", "b no-fin-wait-2"]);
  await page.locator("[data-reset='a.tcp_fin_timeout']").click();
  await page.locator("[data-reset='b.tcp_fin_timeout']").click();
  assert.equal(await advice.count(), 0);
  await turn(page, "b.tcp_orphan_retries", "3");
  assert.equal(await page.locator("[data-sysctl=tcp_orphan_retries] .lint").innerText(), "server No effect here. Whatever was repeated was answered before any limit.");
  await page.goto(page.url().replace("clean-close", "last-ack-lost"));
  await page.locator('[data-segment="b:9"]').waitFor({ state: "attached" });
  await turn(page, "b.tcp_orphan_retries", "3");
  assert.equal(await page.locator("[data-sysctl=tcp_orphan_retries] .lint").count(), 0);
});

test("a word finds knobs by what they are called and by what they do, by keyboard alone", async (context) => {
  const page = await open(context);
  await page.locator("[data-control=search]").focus();
  await page.keyboard.type("keepalive");
  await page.locator("[data-sysctl=tcp_keepalive_time]").waitFor();
  assert.deepEqual(await inSight(page), ["tcp_keepalive_time", "tcp_keepalive_intvl", "tcp_keepalive_probes"]);
  await page.locator("[data-control=search]").fill("nobody needs this");
  await page.getByText("No knob says “nobody needs this”.").waitFor();
  assert.deepEqual(await inSight(page), []);
  await page.locator("[data-control=search]").fill("mini-socket");
  assert.deepEqual(await inSight(page), ["tcp_max_tw_buckets"]);
  for (let i = 0; i < 12 && (await page.evaluate(() => document.activeElement?.getAttribute("data-knob") ?? null)) !== "a.tcp_max_tw_buckets"; i += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("0");
  await page.keyboard.press("Enter");
  assert.equal((await outcome(page, "a", "gone")).value === null, false);
  assert.match(await page.locator("la-why-panel").innerText(), /client: tcp_max_tw_buckets is now 0\./);
  await page.locator("[data-control=search]").fill("");
  assert.deepEqual((await inSight(page)).slice(0, 4), FRONT);
});

test("the changed ones alone are shown, and reset all at once", async (context) => {
  const page = await open(context);
  const changed = page.locator("[data-control=changed]");
  assert.equal(await changed.isVisible(), false);
  await turn(page, "b.tcp_orphan_retries", "2");
  await openKnobs(page, "timer");
  await turn(page, "a.tcp_rto_min_us", "5000");
  assert.equal(await changed.innerText(), "2 changed");
  await changed.click();
  assert.deepEqual(await inSight(page), ["tcp_orphan_retries", "tcp_rto_min_us"]);
  await openKnobs(page, "lines");
  await page.locator("[data-control=reset-sysctls]").click();
  await page.getByText("Every sysctl is at its default.").first().waitFor();
  assert.deepEqual(await inSight(page), []);
  await changed.click();
  assert.deepEqual((await inSight(page)).slice(0, 4), FRONT);
  await page.keyboard.press("Control+z");
  assert.equal(await page.locator("[data-knob='b.tcp_orphan_retries']").inputValue(), "2", "one step back");
});

test("what differs from the defaults is copied as sysctl -w lines, host by host", async (context) => {
  const page = await open(context, "", { permissions: ["clipboard-read", "clipboard-write"] });
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await openKnobs(page, "lines");
  await page.getByText("Nothing differs from the defaults.").waitFor();
  await turn(page, "b.tcp_orphan_retries", "3");
  await page.locator("[data-copy='sysctl.b']").click();
  assert.equal(await clipboard(), "sysctl -w net.ipv4.tcp_orphan_retries=3\n");
  const said = page.locator("[data-group=lines]").getByText("Copied", { exact: true });
  assert.equal(await said.count(), 1);
  assert.equal(await page.locator("[data-copy='sysctl.a']").isVisible(), false);
  await page.locator("[data-control=since-now]").check();
  for (const action of ["end", "back"]) await page.locator(`[data-action=${action}]`).click();
  const time = await now(page);
  await turn(page, "b.tcp_retries2", "8");
  assert.equal(await said.count(), 0, "what was copied is no longer what stands there");
  assert.equal(await page.locator("[data-lines='sysctl.b']").innerText(), `sysctl -w net.ipv4.tcp_orphan_retries=3\nsysctl -w net.ipv4.tcp_retries2=8  # from ${time.toFixed(3)} s on`);
  assert.equal(await page.locator("[data-sysctl=tcp_retries2] .knob-changes").innerText(), `b 15 → 8 at ${time.toFixed(3)} s`);
});

test("an option of a socket is set from the start, does what it does, and is a line of C", async (context) => {
  const page = await open(context);
  const group = await openKnobs(page, "options");
  const fill = async (/** @type {string} */ key, /** @type {string} */ value) => {
    await group.locator(`[data-option='${key}']`).fill(value);
    await page.keyboard.press("Enter");
  };
  const before = (await outcome(page, "b", "gone")).value;
  await fill("b.TCP_USER_TIMEOUT", "3000");
  assert.ok(Number((await outcome(page, "b", "gone")).value) < Number(before));
  await openKnobs(page, "lines");
  assert.equal(await page.locator("[data-lines='setsockopt.b']").innerText(), "setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &(int){ 3000 }, sizeof(int));");
  await fill("a.SO_LINGER", "0");
  assert.equal(await page.locator("[data-lines='setsockopt.a']").innerText(), "setsockopt(fd, SOL_SOCKET, SO_LINGER, &(struct linger){ 1, 0 }, sizeof(struct linger));");
  assert.match((await page.locator("[data-segment='a:1']").getAttribute("aria-label")) ?? "", /RST/);
  await group.locator("[data-reset='a.SO_LINGER']").click();
  await fill("b.TCP_USER_TIMEOUT", "");
  assert.equal((await outcome(page, "b", "gone")).value, before);
  await fill("b.TCP_KEEPCNT", "1000");
  assert.equal(await group.locator("[data-row=TCP_KEEPCNT] .lint").innerText(), "server No effect here. Only a socket with SO_KEEPALIVE asks for it, and none here has it.");
  assert.equal(await group.locator("[data-option='b.TCP_KEEPCNT']").inputValue(), "127", "Linux takes no more");
});

test("an option is set from now on, where that is chosen", async (context) => {
  const page = await open(context, "#s=clean-close");
  await openKnobs(page, "options");
  for (let i = 0; i < 3; i += 1) await page.locator("[data-action=step]").click();
  await page.locator("[data-control=since-now]").check();
  await page.locator("[data-option='b.SO_KEEPALIVE']").fill("1");
  await page.keyboard.press("Enter");
  await openTable(page);
  await page.locator("la-text-twin tbody tr[data-happened]", { hasText: "setsockopt(SO_KEEPALIVE, 1)" }).waitFor({ state: "attached" });
});

test("the machine's own limit is one for both hosts", async (context) => {
  const page = await open(context);
  await openKnobs(page, "orphans");
  assert.match(await page.locator("[data-sysctl=tcp_max_orphans]").innerText(), /machine/);
  await turn(page, "tcp_max_orphans", "0");
  await page.locator("[data-segment][data-how=reset]").first().waitFor({ state: "attached" });
  await openKnobs(page, "lines");
  assert.equal(await page.locator("[data-lines='sysctl.machine']").innerText(), "sysctl -w net.ipv4.tcp_max_orphans=0");
});

test("the kernel and its clock are chosen, and decide", async (context) => {
  const page = await open(context, "#s=coin-flip");
  const group = await openKnobs(page, "kernel");
  const gone = async () => (await outcome(page, "b", "gone")).value;
  /** @type {Set<string | null>} */
  const seen = new Set([await gone()]);
  const choose = (/** @type {string} */ kernel) => group.locator(`[data-kernel="${kernel}"]`).check();
  await choose("ideal.on");
  seen.add(await gone());
  await choose("ideal.off");
  await choose("hz.1000");
  seen.add(await gone());
  await choose("hz.250");
  await turn(page, "phase", "33");
  seen.add(await gone());
  assert.equal(seen.size, 4, String([...seen]));
  await choose("version.6.1");
  await openKnobs(page, "timer");
  assert.match(await page.locator("[data-sysctl=tcp_rto_max_ms]").innerText(), /Linux 6\.1 has none/);
  assert.match(await page.locator("la-why-panel").innerText(), /The kernel is now Linux 6\.1\./);
});

test("another kernel comes without what it does not have", async (context) => {
  const page = await open(context);
  await openKnobs(page, "timer");
  await turn(page, "b.tcp_rto_max_ms", "1000");
  const kernel = await openKnobs(page, "kernel");
  await kernel.locator('[data-kernel="version.6.12"]').check();
  assert.equal(await page.locator("la-banner").isVisible(), false);
  assert.match(await page.locator("[data-sysctl=tcp_rto_max_ms]").innerText(), /Linux 6\.12 has none: it came in 6\.15\./);
  assert.equal(await page.locator("[data-control=changed]").isVisible(), false);
});

test("why an event happened leads to its knob, wherever that is", async (context) => {
  const page = await open(context);
  await page.locator("[data-action=end]").click();
  await page.evaluate(() => document.querySelector("la-why-panel")?.dispatchEvent(new CustomEvent("la-knob", { bubbles: true, detail: "b.tcp_max_orphans" })));
  await page.locator("[data-knob=tcp_max_orphans]:focus").waitFor();
  await page.evaluate(() => document.querySelector("la-why-panel")?.dispatchEvent(new CustomEvent("la-knob", { bubbles: true, detail: "b.tcp_keepalive_time" })));
  await page.locator("[data-knob='b.tcp_keepalive_time']:focus").waitFor();
});

test("the places of a sysctl are left by keyboard to where they came from", async (context) => {
  const page = await open(context);
  await page.locator("[data-knob='b.tcp_orphan_retries']").focus();
  const button = page.locator("[data-acts='b.tcp_orphan_retries']");
  await button.waitFor();
  await button.focus();
  await page.keyboard.press("Enter");
  const places = page.getByRole("group", { name: "Where tcp_orphan_retries of the server was asked" });
  await places.waitFor();
  await places.getByRole("button", { name: "Show them no more" }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await places.isVisible(), false);
  assert.equal(await button.evaluate((element) => element === document.activeElement), true);
});

test("a sysctl that was set or refused in mid-run says so, and a click goes there", async (context) => {
  const page = await open(context);
  await openFile(page, ROUTER);
  await page.locator("la-knobs").hover();
  const changes = page.locator("[data-sysctl=tcp_retries2] .knob-changes");
  assert.equal(await changes.innerText(), "b 300 refused at 1.800 s: EINVAL");
  await changes.getByRole("button").click();
  await explains(page, /tcp_retries2 = 300 is refused: EINVAL/);
});

test("with a finger every knob is large enough, and nothing sticks out at 360 px, in either language", async (context) => {
  const page = await open(context, "", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await page.locator("la-knobs .more > summary").tap();
  for (const group of GROUPS) {
    await page.locator(`[data-group=${group}] > summary`).tap();
  }
  await page.locator("[data-more='b.tcp_orphan_retries']").tap();
  await page.locator("[data-acts='b.tcp_orphan_retries']").tap();
  for (const tag of ["en", "zh-Hans"]) {
    await page.locator(`html[lang=${tag}]`).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, tag);
    const small = await page.locator("la-knobs button, la-knobs summary, la-knobs .choice label").evaluateAll((all) => all.filter((element) => element.checkVisibility() && !element.matches(".event-link, .knob-reset, .step-button, .knob-changed")).filter((element) => element.getBoundingClientRect().height < 43.5).map((element) => element.outerHTML.slice(0, 80)));
    assert.deepEqual(small, [], tag);
    if (tag === "en") await page.locator("[data-control=language]").tap();
  }
});

for (const { locale, colorScheme } of /** @type {const} */ ([{ locale: "en-GB", colorScheme: "light" }, { locale: "zh-CN", colorScheme: "dark" }])) {
  test(`axe finds nothing in all of the knobs, in ${locale} and ${colorScheme}`, async (context) => {
    const page = await open(context, "", { locale, colorScheme });
    for (const group of GROUPS) await openKnobs(page, group);
    await turn(page, "a.tcp_fin_timeout", "5");
    await turn(page, "b.tcp_orphan_retries", "3");
    await page.locator("[data-option='b.TCP_USER_TIMEOUT']").fill("70000");
    await page.keyboard.press("Enter");
    await page.locator("[data-acts='b.tcp_orphan_retries']").click();
    await page.locator(".lint").first().waitFor();
    assert.deepEqual(await faults(page), []);
  });
}
