// What the drawing, the table and the explanations are made from, on runs with everything in them.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { loadEngine } from "../src/engine.js";
import { stateAt } from "../src/moments.js";
import { bandsAfter } from "../src/run.js";
import { fetchPreset } from "../src/preset.js";
import { Store } from "../src/store.js";
import { loadSpeech } from "../src/strings/index.js";
import { columnsFor, fold, layOut, lineAt, LINE } from "../src/views/ladder/layout.js";
import { callText, icmpName, tag } from "../src/words.js";
import { numbers, segmentLabel } from "../src/words/segments.js";
import { loadTeller } from "../src/words/events/teller.js";
import { isFirstGuess } from "../src/words/waits.js";
import { CLOSED_WINDOW, CROWD, DATA, ROUTER, SCRIPTS } from "./scenarios.js";

/**
 * @import { Call, Engine } from "../src/engine.js"
 * @import { Speech } from "../src/strings/index.js"
 * @import { Script } from "./scenarios.js"
 */

/** @type {Engine} */
let engine;
/** @type {Speech} */
let english;

before(async () => {
  engine = await loadEngine(await readFile(new URL("../pkg/lastack_bg.wasm", import.meta.url)));
  english = await loadSpeech("en", { explains: true });
});

/** @param {object} scenario @param {Speech} [speech] */
async function open(scenario, speech = english) {
  const store = new Store(engine, speech, await fetchPreset());
  await store.openFile(new Blob([JSON.stringify(scenario)]));
  assert.equal(store.state.banner, null);
  return store;
}

/** Every mark of a host, in its words. @param {Store} store @param {"a" | "b"} host */
function marks(store, host) {
  return layOut(store.state, columnsFor(1440)).labels.filter((label) => label.host === host && label.kind !== "timer" && label.kind !== "state").map(({ lines }) => lines.map(({ text }) => text).join(" "));
}

test("a burst stands one below the other, an answer where what it answers has come", async () => {
  const { run, scale } = (await open(DATA)).state;
  const burst = run.flights.filter(({ record, sentAt }) => record.from === "a" && sentAt === 0);
  assert.deepEqual(burst.map(({ row }) => row), [0, 1, 2, 3, 4]);
  assert.deepEqual(burst.map(({ landings }) => landings[0]?.row), [0, 0.5, 1, 2, 3]);
  assert.deepEqual(run.flights.filter(({ record, sentAt }) => record.from === "b" && sentAt === 10_000).map(({ row }) => row), [0, 1, 2, 3]);
  assert.deepEqual([run.stacks.get(0), run.stacks.get(10_000)], [4, 3]);
  assert.ok(scale.toY(1000) - scale.toY(0) > 80, "and the time map makes room for it");
});

test("calls say what they were given and what they returned", async () => {
  const store = await open(DATA);
  assert.deepEqual(marks(store, "b").filter((text) => text.includes("(")), ["read() = 7000", "write(500) = 500", "write(100) = ECONNRESET", "write(100) = EPIPE", "read() = 0", "close()"]);
  const cases = /** @type {[Call, string, string][]} */ ([
    [{ name: "close" }, "0", "close()"],
    [{ name: "close" }, "blocks", "close() blocks"],
    [{ name: "shutdown_wr" }, "ENOTCONN", "shutdown(SHUT_WR) = ENOTCONN"],
    [{ name: "shutdown_rd" }, "0", "shutdown(SHUT_RD)"],
    [{ name: "shutdown_rdwr" }, "0", "shutdown(SHUT_RDWR)"],
    [{ name: "read", bytes: 1 << 20 }, "0", "read() = 0"],
    [{ name: "read", bytes: 10 }, "EAGAIN", "read(10) = EAGAIN"],
    [{ name: "write", bytes: 500 }, "500", "write(500) = 500"],
    [{ name: "linger", seconds: 0 }, "0", "setsockopt(SO_LINGER, {1, 0})"],
    [{ name: "setsockopt", opt: "TCP_LINGER2", value: -1 }, "0", "setsockopt(TCP_LINGER2, -1)"],
    [{ name: "connect", port: 40_000, to: 8080 }, "in progress", "connect(:8080) = EINPROGRESS"],
    [{ name: "listen", port: 80 }, "0", "listen(:80)"],
    [{ name: "unlisten" }, "0", "listens no more"],
    [{ name: "exit" }, "0", "exit()"],
    [{ name: "vanish" }, "0", "crash"],
    [{ name: "reboot" }, "0", "reboot"],
  ]);
  for (const [call, result, said] of cases) assert.equal(callText({ kind: "called", call, result }, english.say), said);
  assert.equal(callText({ kind: "returned", call: { name: "close" }, result: "0" }, english.say), "close() = 0");
});

test("connections that live at the same time have lines of their own, and later ones a number", async () => {
  const { run, trace } = (await open(CROWD)).state;
  const lives = (/** @type {"a" | "b"} */ host) => run.lives.filter((life) => life.host === host).map((life) => ({ tag: tag(life), track: life.track, lived: [life.born, life.gone].map((event) => (event === null ? null : trace.events[event]?.at)) }));
  assert.deepEqual(lives("a"), [
    { tag: "", track: 0, lived: [null, 61_440_000] },
    { tag: "② ", track: 1, lived: [200_000, 420_000] },
    { tag: "③ ", track: 1, lived: [500_000, null] },
  ]);
  assert.deepEqual(lives("b").map(({ track }) => track), [0, 0, 0], "one after the other they share a line");
  const during = trace.events.findIndex(({ at }) => at > 230_000);
  assert.deepEqual(bandsAfter(run, "a", during).map(({ state }) => state), ["TIME_WAIT", "ESTABLISHED"]);
  const columns = columnsFor(1440);
  assert.ok(lineAt(columns, "a", 1) > columns.a && lineAt(columns, "b", 1) < columns.b, "nearer to the other host");
  const syn = run.flights.find(({ record }) => record.segment.flags === "S");
  assert.deepEqual([syn?.track, syn?.landings[0]?.track], [1, 0]);
});

test("the waves are the first connection's", async () => {
  const { run } = (await open(CROWD)).state;
  assert.deepEqual(run.flights.flatMap(({ wave, record }) => (wave === null ? [] : [`${wave} ${record.name}`])), ["1 a:1", "2 b:1", "3 b:2", "4 a:2"]);
});

test("what nobody sent has no sender, and can't be lost", async () => {
  const store = await open(CROWD);
  const { run, trace } = store.state;
  const forged = run.flights.filter((flight) => flight.forged);
  assert.deepEqual(forged.map(({ record }) => [record.name, record.how.kind]), [["b:0", "forged"]]);
  const before = JSON.stringify(trace);
  store.toggleLoss("b:0");
  assert.equal(JSON.stringify(store.state.trace), before);
  assert.equal(store.state.banner, null);
});

test("a router's answer comes back to the sender, with what it means", async () => {
  const store = await open(ROUTER);
  const { run, trace } = store.state;
  assert.deepEqual(run.reports.map(({ segment, at }) => [trace.segments[segment]?.name, at]), [["a:1", 30_000], ["a:2", 272_000], ["a:3", 516_000]]);
  assert.ok(marks(store, "a").includes("ICMP 3/13 forbidden by a filter"));
  const lost = trace.segments.filter(({ fate }) => fate.kind === "lost");
  assert.deepEqual(new Set(lost.map(({ fate }) => (fate.kind === "lost" ? fate.by : ""))), new Set(["router"]));
  store.toggleLoss("a:1");
  assert.equal(store.state.trace.segments[0]?.fate.kind, "delivered", "and it can be given back");
  for (const [type, code] of /** @type {const} */ ([[3, 0], [3, 1], [3, 2], [3, 3], [3, 4], [3, 5], [3, 13], [3, 99], [11, 0], [12, 0], [5, 1]])) {
    assert.notEqual(icmpName(type, code, english.say), "", `${type}/${code}`);
  }
});

test("a call that blocks returns later, and it's then that the socket is an orphan", async () => {
  const { run, trace } = (await open(ROUTER)).state;
  const calls = run.marks.filter(({ host, kind }) => host === "a" && (kind === "call" || kind === "return"));
  assert.deepEqual(calls.map(({ kind, at, orphans }) => [kind, at, orphans]), [["call", 2000, false], ["call", 10_000, false], ["return", 1_036_000, true], ["call", 2_000_000, false]]);
  assert.equal(trace.events.filter(({ what }) => what.kind === "returned").length, 1);
});

test("a closed window is seen, and so are the probes that ask it", async () => {
  const { run, trace } = (await open(CLOSED_WINDOW)).state;
  assert.ok(trace.segments.some((record) => numbers(record).endsWith("win 0")));
  const probes = run.flights.filter(({ record }) => record.how.kind === "window-probe");
  assert.ok(probes.length > 1);
  for (const probe of probes) assert.match(segmentLabel(probe, english.say), /; probe; arrives\./);
  assert.ok(run.bars.some(({ timer }) => timer === "persist"));
});

test("before a round trip is measured, the timeout is a first guess", async () => {
  const { run, trace } = (await open(CROWD)).state;
  const guesses = run.bars.filter(({ wait, event }) => isFirstGuess(wait, stateAt(trace, event)));
  assert.deepEqual(guesses.map(({ timer }) => timer), ["retransmit", "syn-ack", "retransmit", "syn-ack"]);
});

test("a number before the initial one is below 0", () => {
  const segment = { flags: "A", len: 0, win: 9 };
  assert.equal(numbers(/** @type {any} */ ({ segment, relative: { seq: 2 ** 32 - 3, ack: 1, sack: [[2 ** 32 - 2, 1]] } })), "seq -3 ack 1 sack -2–1");
});

test("what is too long for the margin is broken where it may be", () => {
  assert.deepEqual(fold("", 12), []);
  assert.deepEqual(fold("close()", 12), ["close()"]);
  assert.deepEqual(fold("delayed ACK 4 ms", 12), ["delayed ACK", "4 ms"]);
  assert.deepEqual(fold("write(500) = 500", 12), ["write(500)", "= 500"]);
  assert.deepEqual(fold("setsockopt(TCP_USER_TIMEOUT, 5000)", 12), ["setsockopt(", "TCP_USER_", "TIMEOUT,", "5000)"]);
  assert.deepEqual(fold("被过滤规则禁止了", 12), ["被过滤规则禁", "止了"]);
});

/** Says all that can be said of a run, in whatever place. @param {Store} store @param {string} name */
async function sayAll(store, name) {
  const { run, trace, scale, language } = store.state;
  const tell = await loadTeller(language);
  for (const event of trace.events) {
    const said = tell.event(event, store.state);
    assert.ok(said !== "" && !/\{\w+\}|undefined|NaN/.test(said), `${name}: ${said}`);
    if (event.what.kind !== "armed") continue;
    const { timer, wait, due, fires } = event.what;
    const sums = tell.sums(timer, wait, event.at, due, fires, isFirstGuess(wait, stateAt(trace, event.id)));
    assert.doesNotMatch(sums.join(), /\{\w+\}|undefined|NaN/, name);
  }
  for (const width of [320, 768, 1440]) {
    const { labels } = layOut(store.state, columnsFor(width));
    for (const host of /** @type {const} */ (["a", "b"])) {
      const mine = labels.filter((label) => label.host === host).sort((x, y) => x.top - y.top);
      for (const [i, { top, lines }] of mine.entries()) {
        for (const { text } of lines) assert.doesNotMatch(text, /\{\w+\}|undefined|NaN/, name);
        const next = mine[i + 1];
        if (next) assert.ok(next.top >= top + lines.length * LINE, `${name} at ${width}: ${lines[0]?.text} on ${next.lines[0]?.text}`);
      }
    }
  }
  for (const flight of run.flights) {
    assert.ok(flight.landings.length > 0 && flight.row >= 0, name);
    for (const { at } of flight.landings) assert.ok(scale.toY(at) >= scale.toY(flight.sentAt), name);
  }
  for (const host of /** @type {const} */ (["a", "b"])) for (let events = 0; events <= trace.events.length; events += 1) bandsAfter(run, host, events);
}

for (const language of /** @type {const} */ (["en", "zh"])) {
  test(`whatever happens is said, in ${language}`, async () => {
    const speech = await loadSpeech(language, { explains: true });
    for (const script of SCRIPTS) await sayAll(await open(script, speech), script.name);
  });
}

test("every run that a kernel was recorded on is drawn", async () => {
  const folder = new URL("../../crate/tests/kernel/", import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json"));
  assert.ok(files.length > 100);
  for (const file of files) {
    const { scenario } = JSON.parse(await readFile(new URL(file, folder), "utf8"));
    await sayAll(await open(scenario), file);
  }
});
