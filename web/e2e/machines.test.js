// The state machines, beside the run: they follow it, say why, and lead into it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CROWD } from "../test/scenarios.js";
import { happened, inBrowser, now, open, openFile, playButton } from "./page.js";

/**
 * @import { TestContext } from "node:test"
 * @import { BrowserContextOptions, Page } from "playwright-core"
 */

inBrowser();

/** @param {TestContext} context @param {string} [link] @param {BrowserContextOptions} [options] */
async function openMachines(context, link = "#s=clean-close", options = {}) {
  const page = await open(context, link, options);
  await page.locator("[data-panel=machines]").click();
  await page.locator("la-machines .machine").first().waitFor();
  return page;
}

/** @param {Page} page @param {"a" | "b"} host */
function lit(page, host) {
  return page.locator(`.machine.${host} [aria-current]`).evaluateAll((states) => states.map((state) => state.getAttribute("data-state")));
}

/** @param {Page} page @param {"a" | "b"} host */
function taken(page, host) {
  return page.locator(`.machine.${host} [data-taken]`).evaluateAll((ways) => ways.map((way) => way.getAttribute("data-way")).sort());
}

/** Where a way can be pointed at. @param {Page} page @param {"a" | "b"} host @param {string} way */
async function pointOn(page, host, way) {
  const line = page.locator(`.machine.${host} [data-way="${way}"] .hit`);
  return line.evaluate((element, name) => {
    // What is said of it stays in sight below, and would cover what is merely in the panel.
    element.scrollIntoView({ block: "center" });
    const path = /** @type {SVGPathElement} */ (element);
    const matrix = path.getScreenCTM();
    if (!matrix) throw new Error("a drawing is on the screen");
    for (let share = 0.5; share < 1; share += 0.02) {
      for (const part of [share, 1 - share]) {
        const { x, y } = path.getPointAtLength(path.getTotalLength() * part).matrixTransform(matrix);
        if (document.elementFromPoint(x, y)?.closest("[data-way]") === path.parentNode) return { x, y };
      }
    }
    throw new Error(`nowhere on ${name} does a pointer hit it`);
  }, way);
}

/** @param {Page} page */
function about(page) {
  return page.locator(".machine-about").innerText();
}

test("they follow the run, step by step and back", async (context) => {
  const page = await openMachines(context);
  await page.locator("la-ladder").click({ position: { x: 5, y: 200 } });
  const walk = [await lit(page, "a")];
  const button = page.locator("[data-action=step]");
  while (await button.isEnabled()) {
    await button.click();
    const here = await lit(page, "a");
    if (here.join() !== walk.at(-1)?.join()) walk.push(here);
  }
  assert.deepEqual(walk, [["ESTABLISHED"], ["FIN_WAIT1"], ["FIN_WAIT2"], ["TIME_WAIT"], ["CLOSE"]]);
  assert.deepEqual(await lit(page, "b"), ["CLOSE"]);
  assert.deepEqual(await taken(page, "a"), ["ESTABLISHED FIN_WAIT1", "FIN_WAIT1 FIN_WAIT2", "FIN_WAIT2 TIME_WAIT", "TIME_WAIT CLOSE"]);
  assert.deepEqual(await taken(page, "b"), ["CLOSE_WAIT LAST_ACK", "ESTABLISHED CLOSE_WAIT", "LAST_ACK CLOSE"]);
  assert.equal(await page.locator(".machine.a [data-last]").getAttribute("data-way"), "TIME_WAIT CLOSE");
  await page.locator("[data-action=start]").click();
  assert.deepEqual([await lit(page, "a"), await taken(page, "a")], [["ESTABLISHED"], []]);
});

test("they move while the run plays", async (context) => {
  const page = await openMachines(context);
  await playButton(page).click();
  await page.locator('.machine.b [data-state=LAST_ACK][aria-current]').waitFor();
  await page.locator("[data-action=play][data-playing]").click();
});

test("pointing at an arrow says which rules take it, and what sets them off", async (context) => {
  const page = await openMachines(context);
  const { x, y } = await pointOn(page, "b", "LAST_ACK CLOSE");
  await page.mouse.move(x, y);
  const told = await about(page);
  assert.match(told, /server\s+LAST-ACK → CLOSED/);
  assert.match(told, /a segment\n.*ACK/);
  assert.match(told, /retransmission timer\n.*orphan/i);
  assert.match(told, /tcp_write_timeout\(\)|tcp_out_of_resources\(\)/);
  assert.ok((await page.locator(".machine-about li").count()) > 5);
});

test("clicking a state goes to when it was entered, and again to the next time", async (context) => {
  const page = await open(context);
  await openFile(page, CROWD);
  await page.locator("[data-panel=machines]").click();
  const established = page.locator(".machine.a [data-state=ESTABLISHED]");
  await page.locator(".machine.a [data-state=TIME_WAIT]").click();
  const entered = await now(page);
  assert.ok(entered > 0);
  assert.deepEqual(await lit(page, "a"), ["TIME_WAIT"]);
  assert.match(await page.locator("la-why-panel .why-what").innerText(), /FIN-WAIT-2 → TIME-WAIT/);
  const times = [];
  for (let i = 0; i < 4; i += 1) {
    await established.click();
    times.push(await now(page));
    assert.deepEqual(await lit(page, "a"), ["ESTABLISHED"]);
  }
  assert.equal(new Set(times.slice(0, 3)).size, 3, "three connections have been in it");
  assert.equal(times[3], times[0]);
});

test("clicking an arrow that was taken chooses its event, and one that was not does nothing", async (context) => {
  const page = await openMachines(context);
  await page.locator("[data-action=end]").click();
  const before = await happened(page);
  const taken = await pointOn(page, "b", "CLOSE_WAIT LAST_ACK");
  await page.mouse.click(taken.x, taken.y);
  assert.match(await page.locator("la-why-panel .why-what").innerText(), /CLOSE-WAIT → LAST-ACK/);
  const other = await pointOn(page, "a", "CLOSING TIME_WAIT");
  await page.mouse.click(other.x, other.y);
  assert.match(await page.locator("la-why-panel .why-what").innerText(), /CLOSE-WAIT → LAST-ACK/);
  assert.equal(await happened(page), before, "nobody is moved in time");
});

test("the keyboard goes from state to state and along the arrows", async (context) => {
  const page = await openMachines(context);
  await page.locator("[data-action=end]").click();
  await page.locator(".machine.a [tabindex='0']").focus();
  assert.equal(await page.locator(":focus").getAttribute("data-state"), "ESTABLISHED");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator(":focus").getAttribute("data-state"), "FIN_WAIT1");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator(":focus").getAttribute("data-way"), "FIN_WAIT1 FIN_WAIT2");
  assert.match(await about(page), /FIN-WAIT-1 → FIN-WAIT-2/);
  const before = await now(page);
  await page.keyboard.press("Enter");
  assert.match(await page.locator("la-why-panel .why-what").innerText(), /FIN-WAIT-1 → FIN-WAIT-2/);
  assert.equal(await now(page), before);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  assert.equal(await now(page), 0, "to where it was ESTABLISHED");
  assert.equal(await page.locator(".machine.a [tabindex='0']").count(), 1, "one stop for the tabulator");
});

test("every arrow can be pointed at", async (context) => {
  const page = await openMachines(context);
  const ways = await page.locator(".machine.a [data-way]").evaluateAll((elements) => elements.map((element) => element.getAttribute("data-way") ?? ""));
  assert.equal(ways.length, 22);
  for (const way of ways) await pointOn(page, "a", way);
});

test("a host with several connections shows the newest, or the one that is chosen", async (context) => {
  const page = await open(context);
  await openFile(page, CROWD);
  await page.locator("[data-panel=machines]").click();
  await page.locator("[data-action=end]").click();
  const choice = page.locator("[data-control=machine-a]");
  // The panel is fetched when it is opened.
  await choice.locator("option").nth(3).waitFor({ state: "attached" });
  assert.equal(await choice.locator("option").count(), 4);
  assert.deepEqual(await lit(page, "a"), ["CLOSE"]);
  await choice.selectOption("2");
  assert.deepEqual(await taken(page, "a"), ["CLOSE SYN_SENT", "ESTABLISHED CLOSE", "SYN_SENT ESTABLISHED"]);
});

test("the list says the same as the drawing, and where it can go on", async (context) => {
  const page = await openMachines(context, "#s=last-ack-lost");
  for (let i = 0; i < 4; i += 1) await page.locator("[data-action=step]").click();
  const side = page.locator(".machine-side[data-host=b]");
  await side.locator("summary").click();
  await page.locator(".machine.b [data-state=CLOSE_WAIT][aria-current]").waitFor();
  assert.match(await side.locator("ol").innerText(), /^0\.010 s ESTABLISHED → CLOSE-WAIT \(a segment\)$/);
  assert.match(await side.locator(".machine-list").innerText(), /From CLOSE-WAIT it can go on\s+CLOSE-WAIT → LAST-ACK/);
  await side.locator("ol button").click();
  assert.match(await page.locator("la-why-panel .why-what").innerText(), /ESTABLISHED → CLOSE-WAIT/);
});

test("they speak the reader's language", async (context) => {
  const page = await openMachines(context);
  await page.locator("[data-action=end]").click();
  await page.locator("[data-control=language]").click();
  await page.locator(".machine-side summary", { hasText: "以列表呈现" }).first().waitFor();
  assert.match(await about(page), /客户端\s+TIME-WAIT → CLOSED/);
});

for (const viewport of [{ width: 320, height: 640 }, { width: 768, height: 1024 }, { width: 1440, height: 900 }]) {
  test(`they fit at ${viewport.width} px`, async (context) => {
    const page = await openMachines(context, "#s=clean-close", { viewport });
    for (const box of await page.locator(".machine").evaluateAll((machines) => machines.map((machine) => [machine.getBoundingClientRect(), machine.closest("[role=tabpanel]")?.getBoundingClientRect()]))) {
      const [machine, panel] = box;
      assert.ok(machine && panel && machine.left >= panel.left && machine.right <= panel.right && machine.width > 240);
    }
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  });
}
