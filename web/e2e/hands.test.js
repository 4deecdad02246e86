// What a visitor does to a run with a mouse, a finger or keys alone: menus of segments and hosts, a head that is
// dragged, and the rules as a list.

import assert from "node:assert/strict";
import { test } from "node:test";
import { atRest, fate, inBrowser, open, segments } from "./page.js";

/** @import { Page } from "playwright-core" */

inBrowser();

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A place on an arrow, on the screen. @param {Page} page @param {string} name */
async function place(page, name) {
  await atRest(page, name);
  const line = page.locator(`[data-segment="${name}"] .hit`).first();
  return line.evaluate((element) => {
    element.scrollIntoView({ block: "center" });
    const path = /** @type {SVGPathElement} */ (element);
    const { x, y } = path.getPointAtLength(path.getTotalLength() * 0.3).matrixTransform(path.getScreenCTM() ?? undefined);
    return { x, y };
  });
}

/** An arrow's head, on the screen. @param {Page} page @param {string} name */
async function head(page, name) {
  await atRest(page, name);
  const line = page.locator(`[data-segment="${name}"] .hit`).first();
  return line.evaluate((element) => {
    element.scrollIntoView({ block: "center" });
    const path = /** @type {SVGPathElement} */ (element);
    const end = path.getTotalLength();
    const { x, y } = path.getPointAtLength(end - 3).matrixTransform(path.getScreenCTM() ?? undefined);
    return { x, y };
  });
}

/** @param {Page} page @param {string} name */
async function openMenu(page, name) {
  const { x, y } = await place(page, name);
  await page.mouse.click(x, y, { button: "right" });
  await page.locator("[role=menu]").waitFor();
}

/** @param {Page} page @param {string} item */
function item(page, item) {
  return page.locator(`[role=menuitem][data-item="${item}"]`);
}

/** @param {Page} page @param {"a" | "b"} host */
async function openHost(page, host) {
  await page.locator(`.column-head.${host}`).click();
  await page.locator("[role=menu]").waitFor();
}

/** What the page says of the last change. @param {Page} page */
function note(page) {
  return page.locator(".note [role=status]").innerText();
}

/** @param {Page} page */
function focused(page) {
  return page.evaluate(() => document.activeElement?.getAttribute("data-item") ?? document.activeElement?.getAttribute("data-segment") ?? document.activeElement?.getAttribute("data-host") ?? "");
}

/** What a finger does, which no method of a page's touchscreen holds or moves. @param {Page} page */
async function finger(page) {
  const session = await page.context().newCDPSession(page);
  const send = (/** @type {"touchStart" | "touchMove" | "touchEnd"} */ type, /** @type {{ x: number, y: number }[]} */ touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
  return {
    down: (/** @type {number} */ x, /** @type {number} */ y) => send("touchStart", [{ x, y }]),
    move: (/** @type {number} */ x, /** @type {number} */ y) => send("touchMove", [{ x, y }]),
    up: () => send("touchEnd", []),
  };
}

test("a right click opens the menu of a segment, which delays it by a number", async (context) => {
  const page = await open(context, "#s=clean-close");
  await openMenu(page, "a:2");
  await item(page, "delay").click();
  const field = page.locator("[data-ask=ms]");
  await field.fill("300");
  await field.press("Enter");
  assert.deepEqual(await segments(page), ["a:1", "b:1", "b:2", "a:2", "b:3", "a:3", "b:4"], "the late ACK meets nobody, and draws a RST");
  assert.equal(await note(page), "You delayed the client's segment 2 (ACK) by 300 ms.");
  await openMenu(page, "a:2");
  assert.match(await item(page, "delay").innerText(), /\+300 ms/);
  await item(page, "ruled").click();
  assert.deepEqual(await segments(page), ["a:1", "b:1", "b:2", "a:2"]);
  await page.locator("[data-control=undo]").click();
  assert.equal((await segments(page)).length, 7);
});

test("a segment arrives twice, and a router refuses one", async (context) => {
  const page = await open(context, "#s=clean-close");
  await openMenu(page, "a:1");
  await item(page, "duplicate").click();
  assert.equal(await page.locator('[data-segment="a:1"] .head').count(), 2);
  await openMenu(page, "b:2");
  await item(page, "icmp-3-13").click();
  assert.equal(await fate(page, "b:2"), "lost");
  assert.match((await page.locator(".label[data-kind=icmp]").allTextContents()).join(), /ICMP 3\/13/);
  assert.equal(await note(page), "You had a router refuse the server's segment 2 (FIN,ACK).");
});

test("keys alone: the menu of the segment in focus, its letters, and the focus back", async (context) => {
  const page = await open(context, "#s=clean-close");
  await page.locator('[data-segment="a:1"]').focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "b:1");
  await page.keyboard.press("m");
  await item(page, "toggle").waitFor();
  assert.equal(await focused(page), "toggle");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), "rules", "from the first to the last");
  await page.keyboard.type("po");
  assert.equal(await focused(page), "icmp-3-3");
  await page.keyboard.press("Home");
  await page.keyboard.press("Escape");
  await page.locator("[role=menu]").waitFor({ state: "detached" });
  assert.equal(await focused(page), "b:1");
  await page.keyboard.press("Shift+F10");
  await item(page, "duplicate").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator('[data-segment="b:1"] .head').count(), 2);
  assert.equal(await focused(page), "b:1", "made anew, it has the focus");
});

test("a press beside a menu closes it and does nothing else", async (context) => {
  const page = await open(context, "#s=clean-close");
  await openMenu(page, "b:2");
  const { x, y } = await place(page, "a:1");
  await page.mouse.click(x, y);
  await page.locator("[role=menu]").waitFor({ state: "detached" });
  assert.equal(await fate(page, "a:1"), "delivered");
  await page.mouse.click(x, y);
  assert.equal(await fate(page, "a:1"), "lost", "a plain click still loses it");
});

test("the ⋯ beside what is explained opens the menu, in the panel and in the caption", async (context) => {
  const page = await open(context, "#s=clean-close");
  await page.locator('[data-segment="a:1"]').focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.locator("la-why-panel [data-control=segment-menu]").click();
  await item(page, "duplicate").click();
  assert.equal(await note(page), "You had the client's segment 1 (FIN,ACK) arrive twice.");
  const phone = await open(context, "#s=clean-close", PHONE);
  const more = phone.locator("la-caption [data-control=segment-menu]");
  for (let steps = 0; steps < 9 && !(await more.isVisible()); steps += 1) await phone.locator("[data-action=step]").tap();
  await more.tap();
  await item(phone, "toggle").tap();
  assert.equal(await phone.locator('[data-fate="lost"].segment').count(), 1);
});

test("a finger that rests on an arrow opens its menu, and one that taps loses it", async (context) => {
  const page = await open(context, "#s=clean-close", PHONE);
  const hand = await finger(page);
  const { x, y } = await place(page, "b:2");
  await hand.down(x, y);
  await page.locator("[role=menu]").waitFor();
  await hand.up();
  assert.equal(await fate(page, "b:2"), "delivered", "what is held is not tapped");
  await item(page, "duplicate").tap();
  assert.equal(await page.locator('[data-segment="b:2"] .head').count(), 2);
  const at = await place(page, "a:1");
  await page.touchscreen.tap(at.x, at.y);
  assert.equal(await fate(page, "a:1"), "lost");
});

test("an arrow's head is dragged down to come later, and back up", async (context) => {
  const page = await open(context, "#s=clean-close");
  const from = await head(page, "a:2");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 60, { steps: 6 });
  const readout = await page.locator(".hand-text").textContent();
  assert.match(readout ?? "", /^\+[\d.]+ ms · 0\.\d{3} s$/);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".hand-text").count(), 0);
  await page.mouse.up();
  assert.equal(await fate(page, "a:2"), "delivered");
  assert.equal(await page.locator(".note").isVisible(), false, "Escape takes it back");

  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 60, { steps: 6 });
  const ms = /^\+([\d.]+)/.exec((await page.locator(".hand-text").textContent()) ?? "")?.[1];
  await page.mouse.up();
  assert.equal(await note(page), `You delayed the client's segment 2 (ACK) by ${ms} ms.`);
  const now = await head(page, "a:2");
  assert.ok(Number(ms) > 5, `${ms}`);

  await page.mouse.move(now.x, now.y);
  await page.mouse.down();
  await page.mouse.move(now.x, now.y - 300, { steps: 6 });
  assert.match((await page.locator(".hand-text").textContent()) ?? "", /^±0 ms/, "nothing comes before its time");
  await page.mouse.up();
  assert.equal(await note(page), "You left the client's segment 2 (ACK) to the rules again.");
});

test("a finger drags a head, and the drawing stays where it is", async (context) => {
  const page = await open(context, "#s=clean-close", PHONE);
  const { x, y } = await head(page, "a:1");
  const top = await page.locator(".ladder-scroll").evaluate(({ scrollTop }) => scrollTop);
  const hand = await finger(page);
  await hand.down(x, y);
  // The first touch of a page fetches the hand.
  for (let moves = 0; moves < 200 && !(await page.locator(".hand-text").isVisible()); moves += 1) await hand.move(x, y + 10 + (moves % 2));
  await hand.move(x, y + 40);
  assert.equal(await page.locator(".ladder-scroll").evaluate(({ scrollTop }) => scrollTop), top);
  await hand.up();
  await page.locator(".hand-text").waitFor({ state: "detached" });
  assert.match(await note(page), /^You delayed the client's segment 1 \(FIN,ACK\) by [\d.]+ ms\.$/);
});

test("a host makes calls, and the kernel answers", async (context) => {
  const page = await open(context, "#s=server-never-closes");
  await page.locator("[data-action=end]").click();
  await openHost(page, "b");
  assert.match(await page.locator(".menu-title").first().innerText(), /:8080 → :40000 · CLOSE-WAIT/);
  await item(page, "write").click();
  await page.locator("[data-ask=bytes]").fill("10");
  await page.locator(".ask-do").click();
  assert.match((await segments(page)).join(), /b:/);
  assert.match((await page.locator(".label[data-kind=call]").allTextContents()).join(), /write\(10\)/);
  await openHost(page, "a");
  await item(page, "close").click();
  assert.match((await page.locator(".label[data-kind=call]").allTextContents()).join(), /close\(\) = EBADF/);
  assert.match(await note(page), /^You interfered at /);
});

test("a host connects again from its port, forges, sets a sysctl and reboots, all with keys", async (context) => {
  const page = await open(context, "#s=clean-close");
  await page.locator("[data-action=end]").click();
  const before = (await segments(page)).length;
  const choose = async (/** @type {"a" | "b"} */ host, /** @type {string} */ name) => {
    await page.locator(`.column-head.${host}`).focus();
    await page.keyboard.press("Enter");
    await item(page, name).waitFor();
    while ((await focused(page)) !== name) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
  };
  await choose("a", "connect");
  assert.ok((await segments(page)).length > before);
  assert.equal(await focused(page), "a", "the focus is back at the host");

  await openHost(page, "a");
  assert.equal(await page.locator('[role=menuitem][aria-haspopup="menu"]').count(), 2, "of two sockets each has its calls");
  await item(page, "socket-2").click();
  await item(page, "shutdown_wr").click();
  assert.match((await page.locator(".label[data-kind=call]").allTextContents()).join(), /shutdown\(SHUT_WR\)/);

  await choose("b", "sysctl");
  await page.locator("[data-ask=key]").selectOption("tcp_fin_timeout");
  assert.equal(await page.locator("[data-ask=value]").inputValue(), "60", "as it stands");
  await page.locator("[data-ask=value]").fill("7");
  await page.keyboard.press("Enter");
  assert.match((await page.locator(".label[data-kind=sysctl]").allTextContents()).join(), /tcp_fin_timeout = 7/);

  await choose("b", "inject");
  await page.keyboard.press("Enter");
  await page.locator(".strangers .forged").first().waitFor();
  await choose("b", "reboot");
  assert.match((await page.locator(".label[data-kind=call]").allTextContents()).join(), /reboot/);
});

test("what the kernel or the run refuses is said", async (context) => {
  const page = await open(context, "#s=clean-close");
  await openHost(page, "b");
  await item(page, "sysctl").click();
  await page.locator("[data-ask=key]").selectOption("tcp_orphan_retries");
  await page.locator("[data-ask=value]").fill("256");
  await page.keyboard.press("Enter");
  assert.match(await page.locator("la-banner").innerText(), /must be 0 to 255, not 256/);
});

test("every ACK of the client from here on is lost, by a rule to read and to change", async (context) => {
  const page = await open(context, "#s=clean-close");
  await openMenu(page, "a:2");
  assert.equal(await item(page, "like").innerText(), "Lose every ACK from the client");
  await item(page, "like").click();
  assert.equal(await fate(page, "a:2"), "lost");
  assert.ok((await segments(page)).length > 10, "the server goes on");
  await page.locator("[data-panel=rules]").click();
  const rule = page.locator("la-rules .rule");
  await rule.first().waitFor();
  assert.equal(await rule.locator("summary").innerText(), "Lose every segment from the client with ACK, without FIN or SYN or RST, without data, from 70 ms on");
  assert.match(await rule.locator(".rule-hits").innerText(), /a:2\s*a:3/);

  await rule.locator("summary").click();
  await page.locator('[data-field="0.count"]').fill("1");
  await page.locator('[data-field="0.count"]').press("Enter");
  assert.match(await rule.locator("summary").innerText(), /^Lose the first segment/);
  assert.equal(await page.locator('[data-field="0.count"]').isVisible(), true, "its parts stay in sight");
  assert.equal(await rule.locator(".rule-hits button").count(), 1);
  await page.locator('[data-field="0.action"]').selectOption("delay");
  assert.equal(await fate(page, "a:2"), "delivered");
  assert.match(await rule.locator("summary").innerText(), /^Delay the first segment .* by 50 ms$/);
  await page.locator('[data-field="0.F"]').click();
  assert.match(await rule.locator("summary").innerText(), /without SYN or RST/);
  await rule.locator(".rule-hits button").first().click();
  assert.equal(await page.locator("[data-chosen]").first().getAttribute("data-segment"), "a:2");
});

test("rules are added, moved and removed, losses by hand are taken back, and the script is changed", async (context) => {
  const page = await open(context, "#s=clean-close");
  await page.locator("[data-panel=rules]").click();
  await page.locator("[data-rule=add]").click();
  assert.equal(await page.locator("la-rules .rule summary").innerText(), "Lose the first segment from the client");
  assert.equal(await fate(page, "a:1"), "lost");
  await page.locator("[data-rule=add]").click();
  await page.locator('[data-field="1.from"]').selectOption("b");
  await page.locator('[data-at="1"] [data-rule=up]').click();
  assert.deepEqual(await page.locator("la-rules .rule summary").allInnerTexts(), ["Lose the first segment from the server", "Lose the first segment from the client"]);
  await page.locator('.rule[data-at="0"] [data-rule=remove]').click();
  await page.locator('.rule[data-at="0"] [data-rule=remove]').click();
  assert.equal(await page.locator("la-rules .rule").count(), 0);

  await openMenu(page, "b:1");
  await item(page, "toggle").click();
  await page.locator('[data-rule="take-back"]').click();
  assert.equal(await fate(page, "b:1"), "delivered");
  assert.equal(await page.locator('[data-rule="take-back"]').count(), 0);

  const times = page.locator("la-rules .script input");
  const steps = await times.count();
  await times.first().fill("25");
  await times.first().press("Enter");
  assert.equal(await page.locator("la-rules .script input").first().inputValue(), "25");
  await page.locator("la-rules [data-rule=unstep]").last().click();
  assert.equal(await times.count(), steps - 1);
});

test("menus and rules speak Chinese, and fit a narrow screen", async (context) => {
  const page = await open(context, "#s=clean-close", { ...PHONE, viewport: { width: 320, height: 640 }, locale: "zh-CN", reducedMotion: "reduce" });
  await page.locator(".column-head.a").tap();
  const menu = page.locator("[role=menu]");
  await menu.waitFor();
  assert.match(await menu.innerText(), /重启：忘掉一切/);
  assert.doesNotMatch(await menu.innerText(), /[{}]/);
  const box = await menu.boundingBox();
  assert.ok(box && box.x >= 0 && box.x + box.width <= 320 && box.y >= 0 && box.y + box.height <= 641, JSON.stringify(box));
  for (const row of await page.locator("[role=menuitem]").all()) assert.ok(((await row.boundingBox())?.height ?? 0) >= 44);
  await item(page, "write").tap();
  assert.match(await page.locator("[role=dialog]").innerText(), /字节数/);
  await page.keyboard.press("Escape");
  await page.locator("[role=dialog]").waitFor({ state: "detached" });
});
