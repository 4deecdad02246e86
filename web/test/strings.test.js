import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import en from "../src/strings/en.js";
import { bestLanguage, LANGUAGES, loadSpeech } from "../src/strings/index.js";
import zh from "../src/strings/zh.js";

/** @type {Record<"en" | "zh", Record<keyof typeof en, string>>} */
const TABLES = { en, zh };

const holes = (/** @type {string} */ text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

test("every language says the same things", () => {
  const keys = Object.keys(TABLES.en).sort();
  for (const { language } of LANGUAGES) assert.deepEqual(Object.keys(TABLES[language]).sort(), keys, language);
});

test("every language fills in the same values", () => {
  for (const [key, text] of Object.entries(TABLES.en)) {
    for (const { language } of LANGUAGES) {
      const translated = TABLES[language][/** @type {keyof typeof TABLES.en} */ (key)];
      assert.deepEqual(holes(translated), holes(text), `${language} ${key}`);
      assert.notEqual(translated.trim(), "", `${language} ${key}`);
    }
  }
});

test("a value is filled in, and one that is missing is seen", async () => {
  const { say, sayRule } = await loadSpeech("en");
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

test("nothing is said that the page never says", async () => {
  const folder = new URL("../src/", import.meta.url);
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".js") && !file.startsWith("strings"));
  const source = (await Promise.all(files.map((file) => readFile(new URL(file, folder), "utf8")))).join("\n");
  const made = [...source.matchAll(/`((?:\w[\w-]*\.)+)\$\{/g)].map(([, beginning = ""]) => beginning);
  const unsaid = Object.keys(TABLES.en).filter((key) => !source.includes(`"${key}"`) && !made.some((beginning) => key.startsWith(beginning)));
  assert.deepEqual(unsaid, []);
});
