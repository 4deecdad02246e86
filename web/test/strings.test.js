import assert from "node:assert/strict";
import { test } from "node:test";
import { bestLanguage, LANGUAGES, speaker, TABLES } from "../src/strings/index.js";

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

test("a value is filled in, and one that is missing is seen", () => {
  const say = speaker("en");
  assert.equal(say("ladder.wave", { n: 4 }), "wave 4");
  assert.equal(say("ladder.wave"), "wave {n}");
});

test("the first language that we speak is spoken", () => {
  assert.equal(bestLanguage(["fr-FR", "zh-Hans-CN", "en"]), "zh");
  assert.equal(bestLanguage(["en-GB", "zh"]), "en");
  assert.equal(bestLanguage(["", "fr"]), "en");
  assert.equal(bestLanguage([]), "en");
});
