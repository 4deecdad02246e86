import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import en from "../src/strings/en.js";
import frontInEnglish from "../src/strings/front.en.js";
import frontInChinese from "../src/strings/front.zh.js";
import { bestLanguage, LANGUAGES, loadSpeech } from "../src/strings/index.js";
import zh from "../src/strings/zh.js";

/** @typedef {Record<"en" | "zh", Record<string, string>>} Tables */

/** @type {Tables} */
const TABLES = { en, zh };
const SOURCES = new URL("../src/", import.meta.url);

/** @type {{ folder: string, tables: Tables }[]} of the page, and of whatever brings its own */
const ALL = [{ folder: "", tables: TABLES }, { folder: "", tables: { en: frontInEnglish, zh: frontInChinese } }];
for (const folder of (await readdir(SOURCES, { recursive: true })).filter((file) => /\/en\.js$/.test(file) && !file.startsWith("strings/")).map((file) => file.slice(0, -"en.js".length))) {
  const [{ default: english }, { default: chinese }] = await Promise.all(["en", "zh"].map((language) => import(new URL(`${folder}${language}.js`, SOURCES).href)));
  ALL.push({ folder, tables: { en: english, zh: chinese } });
}

const holes = (/** @type {string} */ text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

test("every language says the same things", () => {
  for (const { folder, tables } of ALL) {
    const keys = Object.keys(tables.en).sort();
    for (const { language } of LANGUAGES) assert.deepEqual(Object.keys(tables[language]).sort(), keys, `${folder} ${language}`);
  }
});

test("every language fills in the same values", () => {
  for (const { folder, tables } of ALL) {
    for (const [key, text] of Object.entries(tables.en)) {
      for (const { language } of LANGUAGES) {
        const translated = tables[language][key] ?? "";
        assert.deepEqual(holes(translated), holes(text), `${folder} ${language} ${key}`);
        assert.notEqual(translated.trim(), "", `${folder} ${language} ${key}`);
      }
    }
  }
});

test("a value is filled in, and one that is missing is seen", async () => {
  const { say, sayRule } = await loadSpeech("en", { explains: true });
  assert.equal(sayRule("no-such-rule"), "no-such-rule");
  assert.equal(say("ladder.wave", { n: 4 }), "wave 4");
  assert.equal(say("ladder.wave"), "wave {n}");
});

test("the first language that we speak is spoken", () => {
  assert.equal(bestLanguage(["fr-FR", "zh-Hans-CN", "en"]), "zh");
  assert.equal(bestLanguage(["en-GB", "zh"]), "en");
  assert.equal(bestLanguage(["", "fr"]), "en");
  assert.equal(bestLanguage([]), "en");
});

test("what rules say is fetched when it is asked for", async () => {
  assert.equal((await loadSpeech("en", { explains: false })).sayRule("link-loses"), "");
  assert.match((await loadSpeech("en", { explains: true })).sayRule("link-loses"), /lost it on the way/);
});

test("nothing is said that the page never says", async () => {
  const files = (await readdir(SOURCES, { recursive: true })).filter((file) => file.endsWith(".js") && !file.startsWith("strings") && !/(^|\/)(en|zh)\.js$/.test(file));
  for (const { folder, tables } of ALL) {
    const own = files.filter((file) => file.startsWith(folder));
    const source = (await Promise.all(own.map((file) => readFile(new URL(file, SOURCES), "utf8")))).join("\n");
    const made = [...source.matchAll(/`((?:\w[\w-]*\.)+)\$\{/g)].map(([, beginning = ""]) => beginning);
    const unsaid = Object.keys(tables.en).filter((key) => !source.includes(`"${key}"`) && !made.some((beginning) => key.startsWith(beginning)));
    assert.deepEqual(unsaid, [], folder);
  }
});
