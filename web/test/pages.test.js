// The static pages, as the build left them: each preset has one in each language, they lead to each other and to
// files that are there, and what they say is what the engine says.

import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, posix } from "node:path";
import { before, test } from "node:test";
import { DIST } from "../tools/paths.js";
import { frontCard } from "../tools/pages/head.js";
import { escaped } from "../tools/pages/markup.js";
import { filesOf } from "../tools/pages/pages.js";
import { runPresets } from "../tools/pages/runs.js";
import { PRESETS, simulate } from "./boundary/engine.js";

/** @import { PresetRun } from "../tools/pages/runs.js" */

/** @type {string[]} every page by its path from the site */
let pages;
/** @type {readonly PresetRun[]} */
let runs;

before(async () => {
  const files = await readdir(join(DIST, "s"), { recursive: true });
  pages = files.filter((file) => file.endsWith(".html")).map((file) => `s/${file}`);
  runs = await runPresets();
});

/** @param {string} file */
const read = (file) => readFile(join(DIST, file), "utf8");

/** What is between such a tag's quotes. @param {string} page @param {RegExp} tag */
function attribute(page, tag) {
  const [, value] = tag.exec(page) ?? [];
  assert.ok(value !== undefined, String(tag));
  return value.replaceAll("&amp;", "&");
}

test("each preset has a page in each language, and all are listed", async () => {
  const names = [...PRESETS.keys()];
  assert.deepEqual(pages.toSorted(), ["s/index.html", "s/zh/index.html", ...names.flatMap((name) => [`s/${name}/index.html`, `s/${name}/zh/index.html`])].sort());
  const [en, zh] = [await read("s/index.html"), await read("s/zh/index.html")];
  for (const name of names) {
    assert.ok(en.includes(`href="${name}/"`), name);
    assert.ok(zh.includes(`href="../${name}/zh/"`), name);
  }
});

test("an address on a page is one as HTML will have it: without a space", async () => {
  for (const page of [...pages, "index.html", "embed.html", "lastack.html"]) {
    for (const [whole] of (await read(page)).matchAll(/<(?:a|link|img|source|meta)\b[^>]* (?:href|src|srcset)="[^"]*"/g)) assert.doesNotMatch(whole.replace(/^.* (?=\w+="[^"]*"$)/s, ""), /\s/, page);
  }
});

test("whatever a page names is in the site", async () => {
  for (const page of pages) {
    const html = await read(page);
    const named = [...html.matchAll(/ (?:href|src|srcset|content)="((?:\.\.?\/|(?!image\/)[\w-]+\/|[\w.-]+\.(?:png|svg|json|css))[^"]*)"/g)].map(([, name = ""]) => name.replace(/#.*/, ""));
    assert.ok(named.length >= 10, page);
    for (const name of new Set(named)) {
      const file = posix.join(posix.dirname(page), name);
      assert.ok(!file.startsWith(".."), `${page}: ${name}`);
      await stat(join(DIST, file.endsWith("/") || file === "." ? posix.join(file, "index.html") : file)).catch(() => assert.fail(`${page} names ${name}`));
    }
  }
});

test("a page has the engine's words, a row for each event, and a way to run it", async () => {
  for (const name of PRESETS.keys()) {
    const { events, verdict } = simulate(name).trace();
    for (const language of /** @type {const} */ (["en", "zh"])) {
      const page = await read(language === "en" ? `s/${name}/index.html` : `s/${name}/zh/index.html`);
      assert.match(page, new RegExp(`<html lang="${language === "en" ? "en" : "zh-Hans"}">`));
      assert.ok(attribute(page, /<meta name="description" content="([^"]+)">/).includes(escaped(verdict[language]).replaceAll("&amp;", "&")), name);
      const body = /<tbody>(.*)<\/tbody>/s.exec(page)?.[1] ?? "";
      const rows = body.split("</tr>").slice(0, -1).map((row) => [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = ""]) => cell.replace(/<[^>]+>/g, "").trim()));
      assert.equal(rows.length, events.length, name);
      for (const [i, [time, host, what, why]] of rows.entries()) {
        assert.equal(time, `${((events[i]?.at ?? 0) / 1e6).toFixed(3)} s`, name);
        assert.ok(host && what && why, `${name}, row ${i}`);
      }
      const run = attribute(page, /<a class="run" href="([^"]+)"/);
      const [, link] = run.split("#");
      assert.equal(link, language === "en" ? `v=1&s=${name}` : `v=1&s=${name}&lang=zh`);
      assert.doesNotMatch(page, /<script|javascript:| on\w+=/i, name);
    }
  }
});

test("a card is a PNG of the size that it says, another for each preset", async () => {
  const cards = await Promise.all([...PRESETS.keys()].map((name) => readFile(join(DIST, `s/${name}/card.png`))));
  for (const card of cards) {
    assert.equal(card.toString("latin1", 1, 4), "PNG");
    assert.deepEqual([card.readUInt32BE(16), card.readUInt32BE(20)], [1200, 630]);
    // One that is a single colour is some 5 KB.
    assert.ok(card.length > 20_000);
  }
  // Some presets differ in what is asked, and draw the same run.
  assert.ok(new Set(cards.map((card) => card.toString("latin1"))).size > cards.length - 3);
});

test("with SITE_URL whatever others read is a whole address, on every page of every language", () => {
  const home = "https://example.org/last/";
  const files = filesOf(runs, new URL(home));
  for (const [file, text] of files) {
    if (file.endsWith("index.html")) {
      const canonical = attribute(text, /<link rel="canonical" href="([^"]+)">/);
      assert.equal(`${canonical}index.html`, `${home}${file}`);
      for (const [, tag, there = ""] of text.matchAll(/hreflang="([^"]+)" href="(https[^"]+)"/g)) {
        const other = files.get(`${there.slice(home.length)}index.html`) ?? "";
        assert.ok(other.includes(`rel="alternate" hreflang="${attribute(text, /<html lang="([^"]+)"/)}" href="${canonical}"`), `${file} and its ${tag}`);
      }
      for (const key of ["og:url", "og:image", "twitter:image"]) assert.ok(attribute(text, new RegExp(`="${key}" content="([^"]+)"`)).startsWith(home), file);
    }
    if (file.endsWith("oembed.json")) {
      const answer = JSON.parse(text);
      assert.deepEqual([answer.type, answer.version], ["rich", "1.0"]);
      assert.ok(answer.html.startsWith(`<iframe src="${home}embed.html#v=1&amp;s=`) && answer.thumbnail_url.startsWith(home), file);
    }
  }
  const sitemap = files.get("sitemap.xml") ?? "";
  const listed = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address);
  assert.deepEqual(listed.toSorted(), [home, ...[...files.keys()].filter((file) => file.endsWith("/index.html")).map((file) => home + file.replace(/index\.html$/, ""))].sort());
  assert.match(files.get("robots.txt") ?? "", /^Sitemap: https:\/\/example\.org\/last\/sitemap\.xml$/m);
});

test("with SITE_URL a link to a run, which is one to the page, has a card, too", async () => {
  assert.equal(frontCard(null), "");
  const head = frontCard(new URL("https://example.org/last/"));
  assert.equal(attribute(head, /<link rel="canonical" href="([^"]+)">/), "https://example.org/last/");
  const card = attribute(head, /<meta property="og:image" content="([^"]+)">/);
  await stat(join(DIST, card.slice("https://example.org/last/".length)));
});

test("without SITE_URL the sitemap says what it lacks", () => {
  const files = filesOf(runs.slice(0, 1), null);
  assert.match(files.get("sitemap.xml") ?? "", /Built without SITE_URL/);
  assert.doesNotMatch(files.get("robots.txt") ?? "", /^Sitemap:/m);
});

test("what a preset is called stays text", () => {
  const [run] = runs;
  assert.ok(run);
  const evil = `</title><script>alert("1")</script>`;
  const told = { ...run.told.en, title: evil, about: evil, verdict: evil, text: evil };
  for (const [file, text] of filesOf([{ ...run, told: { en: told, zh: told } }], new URL("https://example.org/"))) {
    if (file.endsWith(".html")) assert.ok(!text.includes("<script"), file);
    if (file.endsWith(".json")) assert.ok(!JSON.parse(text).html.includes("<script"), file);
  }
});
