// What tells two runs apart, and how it is said.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { loadEngine } from "../src/engine.js";
import { differenceOf } from "../src/run/difference.js";
import { SCENARIOS } from "../src/scenarios/index.js";
import { fetchPreset } from "../src/preset.js";
import { loadWords } from "../src/strings/index.js";
import { DIFFERENCE_WORDS, differenceText } from "../src/words/difference/difference.js";

/**
 * @import { Engine, Scenario, Trace } from "../src/engine.js"
 * @import { SayDifference } from "../src/words/difference/difference.js"
 */

/** @type {Engine} */
let engine;
/** @type {Record<"en" | "zh", SayDifference>} */
let say;
/** @type {Map<string, string>} */
let states;
/** @type {Map<string, Scenario>} */
let presets;

before(async () => {
  engine = await loadEngine(await readFile(new URL("../pkg/lastack_bg.wasm", import.meta.url)));
  const [en, zh] = await Promise.all([loadWords(DIFFERENCE_WORDS, "en"), loadWords(DIFFERENCE_WORDS, "zh")]);
  say = { en, zh };
  const texts = await Promise.all(Object.keys(SCENARIOS).map((name) => fetchPreset(name)));
  presets = new Map(texts.map(({ name, scenario }) => [name, new engine.Simulation(scenario).scenario()]));
  states = new Map(engine.states().map(({ kernel, rfc }) => [kernel, rfc]));
});

/** @param {Scenario} scenario @returns {Trace} */
const run = (scenario) => new engine.Simulation(scenario).trace();

/** @param {string} name @returns {Scenario} */
function preset(name) {
  const found = presets.get(name);
  assert.ok(found, name);
  return found;
}

/** @param {Scenario} scenario @param {Record<string, number>} b */
const withSysctls = (scenario, b) => /** @type {Scenario} */ ({ ...scenario, sysctl: { b } });

/** @param {Trace} was @param {Trace} now @param {"en" | "zh"} [language] */
const told = (was, now, language = "en") => differenceText(differenceOf(was, now), say[language], states);

test("a run does not differ from itself", () => {
  const trace = run(preset("last-ack-lost"));
  const difference = differenceOf(trace, run(preset("last-ack-lost")));
  assert.deepEqual([difference.moment, difference.segment, difference.state], [null, null, null]);
  assert.deepEqual([difference.sides.a.ending, difference.sides.a.gone, difference.sides.b.fins], ["same", 0, 0]);
  assert.equal(told(trace, trace).whole, "Nothing is different: to the microsecond, it is the same run.");
  assert.equal(told(trace, trace).a, "");
});

test("fewer retries are a death so much earlier, in both languages", () => {
  const was = run(preset("last-ack-lost"));
  const now = run(withSysctls(preset("last-ack-lost"), { tcp_orphan_retries: 2 }));
  const { sides, moment, segment, state } = differenceOf(was, now);
  const { b } = sides;
  assert.equal(b.gone, (now.summary.b.goneAt ?? 0) - (was.summary.b.goneAt ?? 0));
  assert.equal(b.retransmissions, now.summary.b.retransmissions - was.summary.b.retransmissions);
  assert.equal(b.ending, "same");
  assert.deepEqual(was.events.slice(0, moment?.was ?? 0), now.events.slice(0, moment?.now ?? 0), "the past is the same");
  assert.notDeepEqual(was.events[moment?.was ?? 0], now.events[moment?.now ?? 0]);
  assert.ok(segment && segment.now === null && was.events[segment.was ?? -1]?.what.kind === "sent", "the first that is not sent any more");
  assert.equal(was.events[state?.was ?? -1]?.what.kind ?? "none", "none", "the same states in the same order");
  assert.match(told(was, now).b, /^dies 11\d\ss earlier, [56] fewer retransmissions$/);
  assert.match(told(was, now).whole, /^The same until [\d.]+\ss; then the server dies 11\d\ss earlier, . fewer retransmissions; the client is gone 5\d(\.\d)?\ss earlier\.$/);
  assert.match(told(was, now, "zh").whole, /^[\d.]+\ss 之前完全相同；此后服务器早 11\d\ss 消亡，少重传 [56] 次；客户端早 [\d.]+\ss 消失。$/);
  assert.match(told(now, was).b, /^dies 11\d\ss later, . more retransmissions$/);
});

test("a lost last ACK is one more retransmission, and a run that parts where it is lost", () => {
  const clean = run(preset("clean-close"));
  const simulation = new engine.Simulation(preset("clean-close"));
  simulation.injectLoss("a:2");
  const { moment, segment } = differenceOf(clean, simulation.trace());
  const lost = clean.segments.find(({ name }) => name === "a:2");
  assert.equal(moment?.at, lost?.sentAt);
  assert.equal(segment?.was, lost?.event);
  assert.match(told(clean, simulation.trace()).b, /^is gone 22\d\sms later, 1 more retransmission$/);
});

test("who never closes, stays; who does, ends", () => {
  const [closes, never] = [run(preset("clean-close")), run(preset("server-never-closes"))];
  const { sides } = differenceOf(closes, never);
  assert.deepEqual([sides.b.ending, sides.b.gone], ["stays", null]);
  assert.equal(told(closes, never).b, "is still in CLOSE-WAIT when the run ends, 1 fewer FIN");
  assert.match(told(never, closes).b, /^is gone at [\d.]+\ss instead of staying in CLOSE-WAIT, 1 more FIN$/);
  assert.match(told(never, closes, "zh").b, /^在 [\d.]+\ss 消失，不再停在 CLOSE-WAIT，多发 1 个 FIN$/);
});

test("another clock gives other times, and where the segments part is told apart from it", () => {
  const scenario = preset("clean-close");
  const [was, now] = [run(scenario), run({ ...scenario, kernel: { ...scenario.kernel, ideal: true } })];
  const { moment, segment, state } = differenceOf(was, now);
  assert.ok(moment);
  assert.deepEqual([segment, state], [null, null]);
  assert.match(told(was, now).whole, /the client is gone [\d.]+\sm?s earlier/);
});

test("counts alone have a verb", () => {
  const trace = run(preset("last-ack-lost"));
  const { a, b } = trace.summary;
  const now = { ...trace, summary: { a, b: { ...b, retransmissions: b.retransmissions - 3, fins: b.fins - 1 } } };
  assert.equal(told(trace, now).b, "sends 3 fewer retransmissions, 1 fewer FIN");
});
