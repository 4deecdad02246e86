// The page around the run: what it loads, how it is steered, what it says, and who can use it.

import assert from "node:assert/strict";
import { test } from "node:test";
import en from "../src/strings/en.js";
import zh from "../src/strings/zh.js";
import { SCENARIOS } from "../src/scenarios/index.js";
import { fetchedFor, firstLoad } from "../tools/first-load.js";
import { DIST } from "../tools/paths.js";
import { CROWD, DATA, ROUTER, SCRIPTS } from "../test/scenarios.js";
import { clickSegment, end, explains, fate, happened, inBrowser, now, open, openFile, openKnobs, openTable, playButton, segments, shown, turn } from "./page.js";

/** @import { Page } from "playwright-core" */

inBrowser();

const STORIES = Object.keys(SCENARIOS);

// What it loads.

for (const { locale, language } of [{ locale: "en-GB", language: "en" }, { locale: "zh-CN", language: "zh" }]) {
  for (const visit of /** @type {const} */ (["first", "later"])) {
    test(`the first load is what the budget counts, in ${locale}, on a ${visit} visit`, async (context) => {
      /** @type {Set<string>} */
      const asked = new Set();
      const page = await open(context, "", { locale, firstVisit: visit === "first" }, (path) => asked.add(path || "index.html"));
      await page.waitForLoadState("networkidle");
      const counted = [...(await firstLoad(DIST, "index.html", fetchedFor(language, visit))).keys()];
      assert.deepEqual([...asked].sort(), counted.sort());
    });
  }
}

test("it opens on the question, answered, before anything has happened", async (context) => {
  const page = await open(context);
  assert.match(await page.locator("h1").innerText(), /wait for ever\?$/);
  assert.match(await page.locator("[data-verdict]").innerText(), /^The server sent its FIN ten times /);
  assert.equal(await now(page), 0);
  assert.equal(await happened(page), 0);
  assert.ok((await end(page)) > 100);
});

test("every story opens by its link", async (context) => {
  const page = await open(context);
  for (const story of STORIES) {
    await page.evaluate((name) => (location.hash = `#s=${name}`), story);
    await page.locator(`[data-control=story][data-preset="${story}"]`).waitFor();
    assert.notEqual(await page.locator("[data-verdict]").innerText(), "");
  }
});

test("a link to a story that is not there is said, and its name is only text", async (context) => {
  const name = "<img src=x onerror=alert(1)>";
  const page = await open(context, `#s=${encodeURIComponent(name)}`);
  assert.match(await page.locator("la-banner").innerText(), new RegExp(name.replace(/[()]/g, "\\$&")));
  assert.equal(await page.locator("la-banner img").count(), 0);
  assert.match(await page.locator("[data-verdict]").innerText(), /^The server sent its FIN ten times /);
});

// How it is steered.

test("keys step forth and back, to the start and to the end", async (context) => {
  const page = await open(context, "#s=clean-close");
  await openTable(page);
  const rows = await page.locator("la-text-twin tbody tr").count();
  const places = [await happened(page)];
  for (let i = 0; i < 5; i += 1) {
    await page.keyboard.press("ArrowRight");
    places.push(await happened(page));
  }
  assert.deepEqual(places, [...new Set(places)].sort((a, b) => a - b), "each step does something");
  for (const place of places.slice(0, -1).reverse()) {
    await page.keyboard.press("ArrowLeft");
    assert.equal(await happened(page), place);
  }
  await page.keyboard.press("End");
  assert.deepEqual([await happened(page), await now(page)], [rows, await end(page)]);
  await page.keyboard.press("Home");
  assert.deepEqual([await happened(page), await now(page)], [0, 0]);
});

test("buttons do the same, and say when there is nowhere to go", async (context) => {
  const page = await open(context, "#s=clean-close");
  const button = (/** @type {string} */ action) => page.locator(`[data-action=${action}]`);
  assert.deepEqual([await button("back").isDisabled(), await button("start").isDisabled()], [true, true]);
  await button("step").click();
  const first = await happened(page);
  assert.ok(first > 0);
  await button("step").click();
  await button("back").click();
  assert.equal(await happened(page), first);
  await button("end").click();
  assert.deepEqual([await button("step").isDisabled(), await button("end").isDisabled()], [true, true]);
  await button("start").click();
  assert.equal(await happened(page), 0);
});

test("the scrubber goes anywhere, by keyboard and by pointer", async (context) => {
  const page = await open(context);
  const scrubber = page.locator("[data-control=scrubber]");
  await scrubber.focus();
  await page.keyboard.press("PageUp");
  const onward = await now(page);
  assert.ok(onward > 0);
  await page.keyboard.press("PageDown");
  assert.ok((await now(page)) < onward);
  assert.match((await scrubber.getAttribute("aria-valuetext")) ?? "", /^[\d.]+ s of [\d.]+ s/);
  const box = await scrubber.boundingBox();
  assert.ok(box);
  await page.mouse.click(box.x + box.width * 0.5, box.y + box.height / 2);
  const [middle, whole] = [await now(page), await end(page)];
  assert.ok(middle > onward && middle < whole, `${onward} < ${middle} < ${whole}`);
});

test("space plays and pauses; playing goes on from where it was", async (context) => {
  const page = await open(context);
  await openTable(page);
  await page.keyboard.press("Space");
  // Much happens before any time has passed.
  await page.waitForFunction(() => document.querySelectorAll("la-text-twin tr[data-happened]").length > 3 && Number(document.querySelector("[data-time=now]")?.textContent) > 0);
  await page.keyboard.press("Space");
  assert.equal(await page.locator("[data-action=play][data-playing]").count(), 0);
  const paused = await now(page);
  assert.ok(paused > 0);
  await page.keyboard.press("Space");
  await page.waitForFunction((before) => Number(document.querySelector("[data-time=now]")?.textContent) > before, paused);
  await page.keyboard.press("Space");
});

test("in play a click does what it does at rest", async (context) => {
  const page = await open(context, "#s=clean-close");
  await page.locator("[data-control=speed]").selectOption("0.2");
  await playButton(page).click();
  await clickSegment(page, "a:1");
  assert.equal(await fate(page, "a:1"), "lost");
  assert.equal(await page.locator("[data-action=play][data-playing]").count(), 1, "it plays on");
});

test("undo takes back one change after another, and starting over all of them", async (context) => {
  const page = await open(context, "#s=clean-close");
  const before = await shown(page);
  await turn(page, "b.tcp_orphan_retries", "1");
  await clickSegment(page, "a:2");
  await clickSegment(page, "a:3");
  const [three, { figures }] = [await segments(page), await shown(page)];
  await page.keyboard.press("Control+z");
  assert.notDeepEqual(await segments(page), three);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  assert.deepEqual(await shown(page), before);
  assert.equal(await page.locator("[data-control=start-over]").isDisabled(), true);

  await turn(page, "b.tcp_orphan_retries", "1");
  await clickSegment(page, "a:2");
  await clickSegment(page, "a:3");
  assert.deepEqual((await shown(page)).figures, figures);
  await page.locator("[data-control=start-over]").click();
  assert.deepEqual(await shown(page), before);
});

test("what a knob may not be is not what it becomes", async (context) => {
  const page = await open(context);
  const input = page.locator('[data-knob="b.tcp_early_retrans"]');
  for (const [typed, kept] of /** @type {const} */ ([["5", "4"], ["-1", "0"], ["2.4", "2"], ["", "2"], ["1", "1"]])) {
    await turn(page, "b.tcp_early_retrans", typed);
    assert.equal(await input.inputValue(), kept, `"${typed}"`);
  }
});

test("a range of ports is a text, and the kernel says which it takes", async (context) => {
  const page = await open(context);
  await openKnobs(page, "reuse");
  const input = page.locator('[data-knob="a.ip_local_port_range"]');
  await turn(page, "a.ip_local_port_range", "40000 40001");
  assert.equal(await input.inputValue(), "40000 40001");
  await turn(page, "a.ip_local_port_range", "40001 40000");
  assert.equal(await input.inputValue(), "40000 40001");
  assert.match(await page.locator("la-banner").innerText(), /must be two ports from 1024 on, the lower first, not 40001 40000/);
});

test("a knob that the kernel lacks can't be turned, and says since when there is one", async (context) => {
  const page = await open(context);
  const scenario = { kernel: { version: "6.1" }, script: [{ at_ms: 0, host: "a", do: "close" }] };
  await openFile(page, scenario);
  const row = page.locator("[data-sysctl=tcp_rto_max_ms]");
  await openKnobs(page, "timer");
  assert.match(await row.innerText(), /Linux 6\.1 has none: it came in 6\.15\.$/);
  assert.equal(await row.locator("input").first().isVisible(), false);
});

// Where less motion is wanted.

test("with reduced motion, playing goes from happening to happening", async (context) => {
  const page = await open(context, "#s=clean-close", { reducedMotion: "reduce" });
  await page.evaluate(() => {
    const seen = /** @type {string[]} */ ([]);
    const time = document.querySelector("[data-time=now]");
    if (!time) throw new Error("the page shows the time");
    new MutationObserver(() => seen.push(time.textContent ?? "")).observe(time, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { seen });
  });
  await page.locator("[data-control=speed]").selectOption("5");
  await playButton(page).click();
  await page.locator("[data-action=play]:not([data-playing])").waitFor();
  await page.waitForFunction(() => document.querySelector("[data-time=now]")?.textContent?.trim() === document.querySelector("[data-time=end]")?.textContent?.replace(/ s$/, ""));
  const seen = await page.evaluate(() => /** @type {Window & { seen: string[] }} */ (/** @type {unknown} */ (window)).seen);
  await openTable(page);
  const times = new Set((await page.locator("la-text-twin tbody tr td:first-child").allTextContents()).map((text) => text.replace(/ s$/, "")));
  assert.ok(seen.length >= 5, String(seen));
  assert.deepEqual(seen.filter((time) => !times.has(time)), []);
});

// Files.

const VALID = { script: [{ at_ms: 0, host: "a", do: "close" }, { when: "eof", after_ms: 10, host: "b", do: "close" }] };

test("a scenario file that is wrong is named in a banner, and what was shown stays", async (context) => {
  const page = await open(context, "#s=clean-close");
  await clickSegment(page, "a:2");
  await page.keyboard.press("ArrowRight");
  const before = await shown(page);
  for (const [scenario, said] of /** @type {[unknown, RegExp][]} */ ([
    [{ ...VALID, dleay_ms: 5 }, /dleay_ms: unknown key; expected one of name, /],
    [{ ...VALID, delay_ms: "ten" }, /delay_ms: expected milliseconds, 0 to 86400000, found "ten"/],
    [{ ...VALID, script: [{ at_ms: 1e9, host: "a", do: "close" }] }, /script\[0\]\.at_ms: expected milliseconds, 0 to 86400000, found 1000000000/],
    [{ script: Array(257).fill({ at_ms: 0, host: "a", do: "close" }) }, /script: expected at most 256 entries, found 257/],
    ["{", /JSON/],
    [`{"note": "${"x".repeat(300_000)}"}`, /256 KB/],
  ])) {
    await openFile(page, scenario);
    const banner = page.locator("la-banner");
    await banner.getByText(said).waitFor();
    assert.equal(await banner.getAttribute("role"), "alert");
    assert.deepEqual(await shown(page), before, String(said));
    await banner.getByRole("button").click();
    assert.equal(await banner.isVisible(), false);
  }
});

test("a scenario file that is right runs, and its words are only text", async (context) => {
  const page = await open(context);
  const name = '<img src=x onerror="alert(1)">';
  await openFile(page, { ...VALID, name, about: `${name} again` });
  const question = page.locator("h1");
  await question.getByText("again").waitFor();
  assert.equal(await question.innerText(), `${name} again`);
  assert.equal(await page.locator("[data-control=story]").textContent(), name);
  assert.equal(await page.locator("la-top-bar img, h1 img").count(), 0);
  assert.deepEqual(await segments(page), ["a:1", "b:1", "b:2", "a:2"]);
});

// What else can happen.

/** The words of every label beside a lifeline. @param {Page} page */
function labels(page) {
  return page.locator(".label").evaluateAll((all) => all.map((label) => [...label.querySelectorAll("text")].map((text) => text.textContent).join(" ").replaceAll("\u00a0", " ")));
}

test("a burst of data shows each segment's length, and each is lost by a click", async (context) => {
  const page = await open(context);
  await openFile(page, DATA);
  await page.locator("h1, [data-segment='a:5']").last().waitFor();
  const texts = await page.locator(".arrow-text").allTextContents();
  assert.ok(texts.includes("PSH,ACK seq 5793 ack 1 len 1208"), String(texts));
  assert.ok(texts.some((text) => /^fast ↻ (PSH,)?ACK seq 1449 ack 1 len 1448$/.test(text)), String(texts));
  const said = await labels(page);
  for (const text of ["write(7000) = 7000", "write(100) = EPIPE", "read() = 0"]) assert.ok(said.includes(text), String(said));
  for (const name of ["a:1", "a:3", "a:5"]) {
    await clickSegment(page, name);
    assert.equal(await fate(page, name), "lost", name);
  }
});

test("what is forged is no button: a click explains it", async (context) => {
  const page = await open(context);
  await openFile(page, CROWD);
  const forged = page.locator(".ladder-drawing g.forged");
  await forged.locator(".hit").scrollIntoViewIfNeeded();
  assert.match((await forged.getAttribute("aria-label")) ?? "", /^a forged segment for the client: RST, seq 5000$/);
  const before = await shown(page);
  await forged.locator(".nowhere").click();
  await explains(page, /somebody forges RST, as if from the server/);
  assert.equal(await page.locator("la-why-panel [data-control=toggle-loss]").count(), 0);
  await page.keyboard.press("l");
  assert.deepEqual(await shown(page), before);
});

test("a second connection is told from the first, in the drawing, its head and the table", async (context) => {
  const page = await open(context);
  await openFile(page, CROWD);
  await page.locator(".label", { hasText: "② SYN-SENT" }).first().waitFor();
  assert.ok((await labels(page)).includes("② :40001 → :8080"));
  await openTable(page);
  await page.locator("la-text-twin tbody tr", { hasText: "a new socket, :40001 → :8080" }).waitFor();
  while (!(await page.locator(".column-head.a .column-state").innerText()).includes("②")) await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator(".column-head.a .column-state").innerText(), "TIME-WAIT · ② SYN-SENT");
  assert.equal(await page.locator("la-text-twin tbody tr td:nth-child(5)", { hasText: "② " }).count() > 10, true, "what happens to it says so");
});

test("a router's answer is drawn, said and explained", async (context) => {
  const page = await open(context);
  await openFile(page, ROUTER);
  await page.locator(".reports .report").first().waitFor();
  assert.equal(await page.locator(".reports .report").count(), 3);
  await page.locator(".label", { hasText: "ICMP 3/13" }).first().click();
  await explains(page, /ICMP 3\/13 arrives from a router, about FIN,ACK: forbidden by a filter/);
  await explains(page, /not passed on by a router/);
});

test("nothing sticks out of any of it, at any width, in either language", async (context) => {
  for (const width of [360, 768, 1440]) {
    const page = await open(context, "", { viewport: { width, height: 800 } });
    for (const tag of ["en", "zh-Hans"]) {
      await page.locator(`html[lang=${tag}]`).waitFor();
      for (const script of SCRIPTS) {
        await openFile(page, script);
        await page.locator("[data-control=story]", { hasText: script.name }).waitFor();
        await page.keyboard.press("End");
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `${script.name} in ${tag}`);
        const outside = await page.locator(".ladder-words text").evaluateAll((texts) => {
          const sheet = document.querySelector(".ladder-sheet")?.getBoundingClientRect();
          return texts.filter((text) => {
            const { left, right, width: wide } = text.getBoundingClientRect();
            return sheet && wide > 0 && (left < sheet.left - 2 || right > sheet.right + 2);
          }).map((text) => text.textContent);
        });
        assert.deepEqual(outside, [], `${script.name} at ${width} in ${tag}`);
      }
      if (tag === "en") await page.locator("[data-control=language]").click();
    }
  }
});

// Both languages.

/** Every text of the page that somebody reads or hears, and which is not a number or a name of the field. @param {Page} page */
function texts(page) {
  return page.evaluate(() => {
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) found.add(walker.currentNode.textContent?.trim());
    for (const element of document.querySelectorAll("[aria-label], [title], [aria-valuetext]")) {
      for (const attribute of ["aria-label", "title", "aria-valuetext"]) found.add(element.getAttribute(attribute)?.trim());
    }
    return [.../** @type {Set<string>} */ (found)].filter(Boolean);
  });
}

test("in Chinese nothing is left in English", async (context) => {
  const page = await open(context);
  await page.locator("[data-control=language]").click();
  await page.locator("html[lang=zh-Hans]").waitFor();
  await clickSegment(page, "b:1");
  await page.keyboard.press("End");
  await assertChinese(page);
  for (const script of SCRIPTS) {
    await openFile(page, script);
    await page.locator("[data-control=story]", { hasText: script.name }).waitFor();
    await page.keyboard.press("End");
    await assertChinese(page);
  }
  assert.match(await page.title(), /[\u4e00-\u9fff]/);
});

/** @param {Page} page */
async function assertChinese(page) {
  const keys = /** @type {(keyof typeof en)[]} */ (Object.keys(en));
  const english = new Set(keys.filter((key) => en[key] !== zh[key]).map((key) => en[key]));
  const said = await texts(page);
  assert.deepEqual(said.filter((text) => english.has(text)), []);
  // Whole words of prose: names of the field, units, keys and code are the same in every language.
  const prose = said.filter((text) => /\b(the|is|of|and|to|from|its|it|not|by|no|with|lost|sends|arrives|client|server)\b/i.test(text));
  assert.deepEqual(prose, []);
}

test("a visitor's own language comes first, and what was chosen is kept", async (context) => {
  const page = await open(context, "", { locale: "zh-CN" });
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
  assert.match(await page.locator("[data-verdict]").innerText(), /^服务器/);
  await page.locator("[data-control=language]").click();
  await page.locator("html[lang=en]").waitFor();
  assert.match(await page.locator("[data-verdict]").innerText(), /^The server/);
  await page.reload();
  await page.locator("[data-segment]").first().waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
});

// Who can use it.

test("every segment is reached and toggled by keyboard", async (context) => {
  const page = await open(context, "#s=clean-close");
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-segment") ?? null);
  for (let i = 0; i < 60 && (await focused()) === null; i += 1) await page.keyboard.press("Tab");
  for (let i = 0; i < 10; i += 1) await page.keyboard.press("ArrowUp");
  const reached = [];
  for (const name of await segments(page)) {
    reached.push(await focused());
    await page.keyboard.press("Enter");
    assert.equal(await fate(page, name), "lost", name);
    assert.equal(await focused(), name, "the focus stays");
    assert.match((await page.locator(`[data-segment="${name}"]`).getAttribute("aria-label")) ?? "", /; lost\. Press to give it back\.$/);
    await page.keyboard.press("Enter");
    assert.equal(await fate(page, name), "delivered", name);
    await page.keyboard.press("ArrowDown");
  }
  assert.deepEqual(reached, await segments(page));
});

test("whatever can be used has a name and a role", async (context) => {
  const page = await open(context);
  await openKnobs(page, "lines");
  await page.locator("details").evaluateAll((all) => all.forEach((details) => details.setAttribute("open", "")));
  await clickSegment(page, "b:1");
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const used = nodes.filter(({ ignored, role }) => !ignored && /^(button|textbox|searchbox|spinbutton|slider|combobox|listbox|checkbox|radio|radiogroup|link|tab|menuitem|image|img|group|region|table|DisclosureTriangle)$/.test(String(role?.value)));
  const count = (/** @type {string} */ kind) => used.filter(({ role }) => role?.value === kind).length;
  assert.ok(count("button") > 30 && count("spinbutton") > 20 && count("slider") === 1 && count("combobox") === 3, "the tree is there");
  const nameless = used.filter(({ role, name }) => !["group", "region", "table", "img", "image"].includes(String(role?.value)) && !String(name?.value ?? "").trim());
  assert.deepEqual(nameless.map(({ role, backendDOMNodeId }) => `${role?.value} ${backendDOMNodeId}`), []);
  assert.equal(await page.locator("h1").count(), 1);
  assert.equal(await page.locator("main").count(), 1);
});

test("at 360 px nothing sticks out, in either language, in any story", async (context) => {
  const page = await open(context, "", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  for (const language of ["en", "zh-Hans"]) {
    await page.locator(`html[lang=${language}]`).waitFor();
    for (const story of STORIES) {
      await page.evaluate((name) => (location.hash = `#s=${name}`), story);
      await page.locator(`[data-control=story][data-preset="${story}"]`).waitFor();
      await page.keyboard.press("End");
      assert.equal(await width(), 360, `${story} in ${language}`);
    }
    if (language === "en") await page.locator("[data-control=language]").click();
  }
  await openFile(page, { ...VALID, name: "x".repeat(300), dleay: 1 });
  await page.locator("la-banner").getByText("dleay").waitFor();
  assert.equal(await width(), 360, "with a banner");
  await openFile(page, { ...VALID, name: "x".repeat(300), about: "y".repeat(300) });
  await page.locator("h1").getByText("yyy").waitFor();
  assert.equal(await width(), 360, "with a long name");
});

// What it costs: told, not judged, for machines differ.

test("how much scripting a frame takes is told", async (context) => {
  const page = await open(context);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const read = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return new Map(metrics.map(({ name, value }) => [name, value]));
  };
  await page.evaluate(() => {
    let frames = 0;
    const count = () => {
      frames += 1;
      document.documentElement.dataset["frames"] = String(frames);
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  await playButton(page).click();
  const [before, first] = [await read(), Number(await page.locator("html").getAttribute("data-frames"))];
  await page.waitForTimeout(2_000);
  const [after, last] = [await read(), Number(await page.locator("html").getAttribute("data-frames"))];
  const frames = last - first;
  assert.ok(frames > 10, `${frames} frames`);
  const each = (/** @type {string} */ name) => (((after.get(name) ?? 0) - (before.get(name) ?? 0)) / frames * 1e3).toFixed(2);
  context.diagnostic(`a frame of ${frames} takes ${each("ScriptDuration")} ms of scripting, ${each("LayoutDuration")} ms of layout, ${each("RecalcStyleDuration")} ms of style`);
});
