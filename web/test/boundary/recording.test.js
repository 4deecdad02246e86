// A recording that is judged in the page comes to what `conform` says of it natively: the same figures, the same
// differences at the same times. And what is no recording is refused by an error that names the field.

import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { loadJudge } from "../../src/printer.js";
import { traceOf } from "../../src/panels/recording/drawn.js";
import { millis } from "../../src/panels/recording/saying.js";
import { runOf } from "../../src/run/axis.js";
import { ROOT } from "../../tools/paths.js";
import { engine } from "./engine.js";
import { nativeConform } from "./native.js";

const judge = await loadJudge(await readFile(new URL("../../pkg/tools/lastack_bg.wasm", import.meta.url)));

/** @param {string} name @param {string} [folder] */
async function recording(name, folder = "kernel") {
  return JSON.parse(await readFile(join(ROOT, "crate", "tests", folder, `${name}.json`), "utf8"));
}

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "recordings-"));
});
after(() => rm(folder, { recursive: true, force: true }));

const ONCE = "fourth-wave-lost-once";

/** Recordings, and what is spoiled in each. @type {Record<string, { name: string, from?: string, spoil?: (recording: any) => void }>} */
const CASES = {
  once: { name: ONCE },
  "window-bounded": { name: "zero-window-fin-behind-data-rcvbuf-2048" },
  "older-kernel": { name: ONCE, from: "kernel-6.1" },
  late: { name: ONCE, spoil: ({ packets }) => later(packets[4], 300) },
  less: { name: ONCE, spoil: ({ packets }) => packets.pop() },
  more: { name: ONCE, spoil: ({ packets }) => packets.push(packets[5]) },
  "another-state": { name: ONCE, spoil: ({ states }) => (states[3].state = "CLOSING") },
  "another-timer": { name: ONCE, spoil: ({ states }) => (states.find((/** @type {any} */ row) => row.state === "LAST_ACK").retrans = 7) },
  "another-counter": { name: ONCE, spoil: ({ counters }) => (counters.a.TCPTimeouts = 9) },
  "another-result": { name: ONCE, spoil: ({ app }) => (app[0].event = "close = -1 (EPIPE)") },
  "another-error": { name: ONCE, spoil: ({ app }) => app.push({ t_ms: 50, host: "b", event: "main: SO_ERROR EPIPE" }) },
};

/** Moves a segment, and its arrival with it. @param {any} packet @param {number} ms */
function later(packet, ms) {
  packet.t_ms += ms;
  packet.arrive_ms = packet.arrive_ms.map((/** @type {number} */ at) => at + ms);
}

test("the figures and the differences are those of conform", async () => {
  const texts = new Map();
  for (const [id, { name, from, spoil }] of Object.entries(CASES)) {
    const one = await recording(name, from);
    spoil?.(one);
    texts.set(id, JSON.stringify(one));
    await writeFile(join(folder, `${id}.json`), texts.get(id));
  }
  for (const [id, text] of texts) {
    const { judgement, simulation } = judge(text);
    const lines = (await nativeConform(folder, id)).split("\n");
    const native = lines.filter((line) => line.startsWith("  differs at ")).map((line) => line.slice("  differs at ".length));
    assert.equal(judgement.line, lines.findLast((line) => line.startsWith("conformance: ")), id);
    assert.equal(judgement.agrees, lines[0] === `PASS ${id}`, id);
    assert.equal(judgement.agrees, !CASES[id]?.spoil, id);
    assert.equal(judgement.differences.length, native.length, id);
    for (const [i, { at }] of judgement.differences.entries()) assert.ok(native[i]?.startsWith(`${millis(at)} `), `${id}: ${millis(at)} in ${native[i]}`);
    assert.equal(simulation.scenario().name, CASES[id]?.name);
    simulation.free();
  }
});

test("the run that is handed over sends what was judged", async () => {
  const one = await recording(ONCE);
  const { simulation } = judge(JSON.stringify(one));
  const sent = simulation.trace().segments.map(({ name, sentAt, segment }) => ({ name, at: sentAt / 1000, flags: segment.flags }));
  simulation.free();
  assert.deepEqual(sent.map(({ name, flags }) => `${name} ${flags}`), ["a:1 FA", "b:1 A", "b:2 FA", "a:2 A", "b:3 FA", "a:3 A"]);
  // A timer sends the fifth; what provokes the others has the times that were recorded.
  for (const [i, { at }] of sent.entries()) assert.ok(Math.abs(at - one.packets[i].t_ms) < 25, `${sent[i]?.name}: ${at} for ${one.packets[i].t_ms}`);
});

test("what is no recording is refused by an error that names the field", async () => {
  const one = await recording(ONCE);
  const spoiled = (/** @type {(recording: any) => void} */ spoil) => {
    const other = structuredClone(one);
    spoil(other);
    return JSON.stringify(other);
  };
  /** @type {readonly [string, string, RegExp][]} */
  const wrong = [
    ["", "", /EOF/],
    ["[", "", /EOF/],
    ["[".repeat(100_000), "[0]", /recursion|expected|invalid/],
    [spoiled((r) => (r.packets[2].flags = "FX")), "packets[2].flags", /`X` is none of the flags/],
    [spoiled((r) => (r.packets[0].t_ms = null)), "packets[0].t_ms", /before t = 0/],
    [spoiled((r) => (r.packets[0].from = "c")), "packets[0].from", /expected one of a, b, found `c`/],
    [spoiled((r) => (r.states[0].t_ms = 1e300)), "states[0].t_ms", /milliseconds of a run/],
    [spoiled((r) => (r.app[0].event = "<script>")), "app[0].event", /expected a line like `close = 0`.*found `<script>`/],
    [spoiled((r) => delete r.tcp_info.a), "tcp_info", /missing field `a`/],
    [spoiled((r) => (r.tcp_info.b.rcv_wscale = 40)), "tcp_info.b.rcv_wscale", /at most 15/],
    [spoiled((r) => (r.tcp_info.b.snd_mss = 0)), "tcp_info.b.snd_mss", /expected 48 to 65535, found 0/],
    [spoiled((r) => (r.jiffies.hz = 0)), "scenario.kernel.hz", /expected 100, 250/],
    [spoiled((r) => (r.kernel = "2.4")), "scenario.kernel.version", /expected/],
    [spoiled((r) => (r.scenario.script[0].do = "explode")), "scenario.script[0].do", /expected/],
    [spoiled((r) => (r.packets = Array(1001).fill(r.packets[0]))), "packets", /at most 1000 rows, found 1001/],
  ];
  for (const [text, field, message] of wrong) {
    assert.throws(() => judge(text), (error) => error instanceof Error && error.name === "RecordingError" && Reflect.get(error, "field") === field && message.test(error.message), `${field || "the whole text"}: ${failure(text)}`);
  }
});

test("every recording that we have agrees here too, and can be drawn", async () => {
  const states = new Set(engine.states().map(({ kernel }) => String(kernel)));
  for (const from of ["kernel", "kernel-6.12", "kernel-6.1"]) {
    for (const file of (await readdir(join(ROOT, "crate", "tests", from))).filter((name) => name.endsWith(".json"))) {
      const text = await readFile(join(ROOT, "crate", "tests", from, file), "utf8");
      const { judgement, simulation } = judge(text);
      assert.deepEqual(judgement.differences, [], file);
      const [ours, scenario] = [simulation.trace(), simulation.scenario()];
      simulation.free();
      const recorded = traceOf(JSON.parse(text), ours, states, () => true);
      const { flights, bands } = runOf(recorded, scenario);
      assert.equal(recorded.segments.length, JSON.parse(text).packets.length, file);
      for (const { record, landings, arrivals } of flights) assert.ok(landings.length > 0 && arrivals.every((at) => at >= record.sentAt), `${file}: ${record.name}`);
      for (const { what, at } of recorded.events) if (what.kind === "sent") assert.equal(recorded.segments[what.segment]?.sentAt, at);
      assert.ok(["a", "b"].every((host) => bands.some((band) => band.host === host)), file);
    }
  }
});

test("the longest recording that is taken is judged soon", async () => {
  const one = await recording(ONCE);
  for (const key of ["packets", "states", "app"]) one[key] = Array.from({ length: 1000 }, (_, i) => one[key][i % one[key].length]);
  const text = JSON.stringify(one);
  const began = performance.now();
  judge(text).simulation.free();
  const took = performance.now() - began;
  // A few hundredths of a second; a busy machine has its time.
  assert.ok(took < 1000, `${took} ms`);
});

/** @param {string} text */
function failure(text) {
  try {
    judge(text);
    return "nothing was thrown";
  } catch (error) {
    return `${Reflect.get(Object(error), "field")} ${error}`;
  }
}
