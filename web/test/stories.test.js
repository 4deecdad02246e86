// Every story on the real engine, without a page: each step makes its run, its moment is there, and its
// caption says what the run says.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { loadEngine } from "../src/engine.js";
import { fetchPreset } from "../src/preset.js";
import { Store } from "../src/store.js";
import { FIRST_STORY } from "../src/preset.js";
import en from "../src/stories/en.js";
import { STORIES } from "../src/stories/index.js";
import { filledIn } from "../src/stories/moments.js";
import { begin, captionOf, guessAt, lookAt, playedIn, playOf, shareOf } from "../src/stories/tell.js";
import zh from "../src/stories/zh.js";
import { loadSpeech } from "../src/strings/index.js";

/**
 * @import { Engine } from "../src/engine.js"
 * @import { Preset } from "../src/preset.js"
 * @import { Played } from "../src/stories/moments.js"
 * @import { Speech } from "../src/strings/index.js"
 */

/** @type {Engine} */
let engine;
/** @type {Speech} */
let speech;
/** @type {Preset} */
let first;

before(async () => {
  engine = await loadEngine(await readFile(new URL("../pkg/lastack_bg.wasm", import.meta.url)));
  speech = await loadSpeech("en", { explains: false });
  first = await fetchPreset();
});

/** @param {string} id */
async function told(id) {
  const load = STORIES.get(id);
  assert.ok(load, id);
  return (await load()).default;
}

/** Every step's run and captions. @param {string} id */
async function walk(id) {
  const story = await told(id);
  const store = new Store(engine, speech, first);
  /** @type {Played[]} */
  const runs = [];
  const captions = [];
  for (const [i, step] of story.steps.entries()) {
    assert.ok(await begin(store, playOf(story, i)), `${id}, step ${i + 1}`);
    assert.equal(store.state.banner, null, `${id}, step ${i + 1}: ${store.state.banner?.values["reason"]}`);
    runs.push(playedIn(store.state));
    lookAt(store, step);
    captions.push({ en: filledIn(captionOf(step, "en", (key) => en[key]), runs, "en", "1 min"), zh: filledIn(captionOf(step, "zh", (key) => zh[key]), runs, "zh", "1 分钟"), focus: store.state.focus });
  }
  return { story, runs, captions };
}

test("there is a story for each of the 27 truths, and each has its line in the list in both languages", async () => {
  assert.equal(STORIES.size, 27);
  assert.equal([...STORIES.keys()][0], FIRST_STORY);
  const lists = await Promise.all([import("../src/stories/chooser.en.js"), import("../src/stories/chooser.zh.js")]);
  for (const { default: words } of lists) {
    for (const id of STORIES.keys()) assert.ok(id in words && `${id}.happens` in words, id);
  }
  assert.deepEqual(Object.keys(lists[0].default), Object.keys(lists[1].default));
});

for (const id of STORIES.keys()) {
  test(`${id}: every step's moment is in its run, and both captions say its numbers`, async () => {
    const { story, captions } = await walk(id);
    assert.ok(story.steps.length >= 2);
    for (const [i, { en, zh }] of captions.entries()) {
      for (const text of [en, zh]) assert.doesNotMatch(text.replaceAll("{1, 0}", ""), /[{}]|undefined|NaN/, `step ${i + 1}`);
      assert.match(zh, /[\u4e00-\u9fff]/);
      assert.doesNotMatch(en, /[\u4e00-\u9fff]/);
      const { choices, right = -1 } = story.steps[i] ?? {};
      if (!choices) continue;
      assert.equal(choices.en.length, choices.zh.length);
      assert.ok(right >= 0 && right < choices.en.length);
    }
    for (const [i, step] of story.steps.entries()) {
      const braces = (/** @type {string} */ text) => [...text.matchAll(/\{[^}]+\}/g)].map(String).sort();
      assert.deepEqual(braces(captionOf(step, "en", (key) => en[key])), braces(captionOf(step, "zh", (key) => zh[key])), `step ${i + 1} says the same numbers in both languages`);
    }
  });
}

test("the article's question is answered in the second step of the first story", async () => {
  const { captions } = await walk(FIRST_STORY);
  assert.match(captions[1]?.en ?? "", /^The server retried nine times over two minutes and then vanished\. 115 s after its FIN/);
  assert.match(captions[1]?.zh ?? "", /^服务器在 2 分钟内重试了 9 次，然后消失/);
});

test("what captions claim beside their numbers holds", async () => {
  const summary = async (/** @type {string} */ id) => (await walk(id)).runs.map(({ trace }) => trace.summary);
  const zero = await walk("zero-is-eight");
  assert.deepEqual(zero.runs[2]?.trace, zero.runs[0]?.trace, "0 and 8 are the same run");
  const nine = await summary("nine-not-eight");
  assert.deepEqual([nine[0]?.b.retransmissions, nine[0]?.b.probes, nine[4]?.b.probes], [9, 1, 0]);
  const clock = await summary("a-clock");
  assert.deepEqual([clock[0]?.b.retransmissions, clock[4]?.b.retransmissions], [3, 4]);
  const coin = await summary("coin-flip");
  assert.deepEqual([coin[1]?.b.retransmissions, coin[2]?.b.retransmissions], [3, 4]);
  const far = await summary("longer-round-trip");
  assert.deepEqual([far[0]?.b.retransmissions, far[1]?.b.retransmissions], [9, 8]);
  const icmp = await summary("icmp");
  assert.ok((icmp[2]?.b.retransmissions ?? 0) >= 3 * (icmp[3]?.b.retransmissions ?? 0));
  const cap = await summary("rto-max");
  assert.ok((cap[1]?.b.goneAt ?? 0) < 10e6 && (cap[2]?.b.goneAt ?? 0) > (cap[1]?.b.goneAt ?? 0));
  const limit = await summary("rate-limit");
  assert.ok(Math.abs((limit[1]?.a.goneAt ?? 0) / (limit[3]?.a.goneAt ?? 1) - 2) < 0.1, "half the time");
  const reuse = await walk("tw-reuse");
  const results = [0, 1, 3].map((i) => reuse.runs[i]?.trace.events.flatMap(({ what }) => (what.kind === "called" && what.call.name === "connect" ? [what.result] : []))[0]);
  assert.deepEqual([results[0], results[1] === "EADDRNOTAVAIL", results[2] === "EADDRNOTAVAIL"], ["EADDRNOTAVAIL", false, false]);
  const timers = await summary("timers");
  assert.ok((timers[1]?.a.goneAt ?? 0) > 61e6 && (timers[2]?.a.goneAt ?? 0) < 60.1e6);
});

test("a guess is a time from a second to for ever, on a log scale, in round figures", () => {
  assert.equal(guessAt(0), 1e6);
  assert.equal(guessAt(0.72), 600e6);
  assert.equal(guessAt(1), Infinity);
  for (let share = 0, last = 0; share <= 1; share += 0.01) {
    assert.ok(guessAt(share) >= last);
    last = guessAt(share);
  }
  assert.equal(shareOf(1e6), 0);
  assert.equal(shareOf(Infinity), 1);
  assert.ok(Math.abs(guessAt(shareOf(60e6)) - 60e6) < 10e6);
});
