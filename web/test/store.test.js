// The store and the player on the real engine, without a page.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { loadEngine } from "../src/engine.js";
import { Player, SPEEDS } from "../src/player.js";
import { causesOf, headline } from "../src/moments.js";
import { bandsAfter } from "../src/run.js";
import { leftOf } from "../src/run/ghost.js";
import { MODES } from "../src/scale.js";
import { fetchPreset } from "../src/preset.js";
import { Store } from "../src/store.js";
import { loadSpeech } from "../src/strings/index.js";

/**
 * @import { Engine, TraceEvent } from "../src/engine.js"
 * @import { Unit } from "../src/steps.js"
 * @import { Preset } from "../src/preset.js"
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
  speech = await loadSpeech("en", { explains: true });
  first = await fetchPreset();
});

const open = () => new Store(engine, speech, first);

/** @param {Store} store @param {string} name */
function segment(store, name) {
  const found = store.state.trace.segments.find((record) => record.name === name);
  assert.ok(found, name);
  return found;
}

test("it opens on the question, at t = 0, with the future known", () => {
  const { preset, cursor, trace, edited, focus } = open().state;
  assert.equal(preset, "last-ack-lost");
  assert.deepEqual([cursor.now, cursor.events], [0, 0]);
  assert.ok(trace.endedAt > 100e6);
  assert.equal(edited, false);
  assert.equal(focus, null);
});

test("a click loses a segment and the next gives it back; undo undoes both", async () => {
  const store = open();
  await store.loadPreset("clean-close");
  const clean = JSON.stringify(store.state.trace);
  store.toggleLoss("a:2");
  assert.deepEqual(segment(store, "a:2").fate, { kind: "lost", by: "hand" });
  assert.equal(store.state.selection, segment(store, "a:2").event);
  assert.equal(store.state.trace.summary.b.retransmissions, 1);
  assert.equal(store.state.before?.b.retransmissions, 0);
  assert.equal(store.state.edited, true);

  store.toggleLoss("a:2");
  assert.equal(segment(store, "a:2").fate.kind, "delivered");
  store.undo();
  store.undo();
  assert.equal(JSON.stringify(store.state.trace), clean);
  assert.equal(store.state.edited, false);
  assert.equal(store.state.canUndo, false);
});

test("an edit keeps the time that is looked at, as far as the run goes", () => {
  const store = open();
  store.seek(70e6);
  store.setSysctl("b", "tcp_orphan_retries", 1, "start");
  const { cursor, trace, scenario } = store.state;
  assert.equal(cursor.now, Math.min(70e6, trace.endedAt));
  assert.equal(scenario.sysctl?.["b"]?.["tcp_orphan_retries"], 1);
});

test("a knob back at its default leaves no trace", () => {
  const store = open();
  store.setSysctl("b", "tcp_orphan_retries", 1, "start");
  assert.equal(store.state.edited, true);
  store.setSysctl("b", "tcp_orphan_retries", 0, "start");
  assert.equal(store.state.edited, false);
});

test("from now on changes what is still to come alone", () => {
  const store = open();
  store.seek(1e6);
  const past = store.state.trace.events.slice(0, store.state.cursor.events);
  store.setSysctl("b", "tcp_orphan_retries", 1, "now");
  assert.deepEqual(store.state.trace.events.slice(0, past.length), past);
  assert.ok(store.state.trace.events.some(({ at, what }) => what.kind === "sysctl-changed" && at >= 1e6 && at <= 1e6 + 1));
  const orphanRetries = store.state.sysctls.find(({ name }) => name === "tcp_orphan_retries");
  assert.ok(orphanRetries);
  assert.deepEqual([store.sysctlValue("b", orphanRetries, "start"), store.sysctlValue("b", orphanRetries, "now")], [0, 1]);
});

test("what the engine refuses is said, and what is shown stays", async () => {
  const store = open();
  const { trace } = store.state;
  store.setSysctl("b", "tcp_orphan_retries", 999, "start");
  assert.match(String(store.state.banner?.values["reason"]), /tcp_orphan_retries/);
  assert.equal(store.state.trace, trace);
  await store.openFile(new Blob(['{"script":[],"delay":3}']));
  assert.equal(store.state.banner?.key, "banner.scenario");
  assert.match(String(store.state.banner?.values["reason"]), /delay/);
  await store.openFile(new Blob([" ".repeat(300 * 1024)]));
  assert.equal(store.state.banner?.values["reason"], "> 256 KB");
  assert.equal(store.state.trace, trace);
  store.dismissBanner();
  assert.equal(store.state.banner, null);
});

test("a scenario from a file runs", async () => {
  const store = open();
  await store.openFile(new Blob(['{"name":"mine","delay_ms":5,"script":[{"at_ms":0,"host":"b","do":"close"}]}']));
  assert.equal(store.state.banner, null);
  assert.equal(store.state.preset, null);
  assert.equal(store.state.scenario.name, "mine");
});

test("a story that is not there changes nothing", async () => {
  const store = open();
  assert.equal(await store.loadPreset("nowhere"), false);
  assert.equal(store.state.preset, "last-ack-lost");
});

test("of two stories that are wanted at once the later one runs", async () => {
  const store = open();
  assert.deepEqual(await Promise.all([store.loadPreset("clean-close"), store.loadPreset("coin-flip")]), [false, true]);
  assert.equal(store.state.preset, "coin-flip");
  const waiting = store.loadPreset("clean-close");
  await store.openFile(new Blob(['{"name":"mine","script":[{"at_ms":0,"host":"b","do":"close"}]}']));
  await waiting;
  assert.equal(store.state.scenario.name, "mine");
});

test("what a segment is called survives an edit, so it stays chosen", () => {
  const store = open();
  store.select(segment(store, "b:3").event);
  store.toggleLoss("b:1");
  store.select(segment(store, "b:3").event);
  store.setRoundTrip(100);
  assert.equal(store.state.selection, segment(store, "b:3").event);
});

for (const preset of ["last-ack-lost", "last-ack-lost-once", "clean-close", "first-fin-lost", "server-never-closes", "simultaneous-close", "coin-flip"]) {
  test(`${preset}: bands follow each other, bars end, steps and headlines cover the run`, async () => {
    const store = open();
    assert.ok(await store.loadPreset(preset));
    const { run, trace } = store.state;
    for (const host of /** @type {const} */ (["a", "b"])) {
      const bands = run.bands.filter((band) => band.host === host);
      for (const [i, band] of bands.entries()) {
        assert.ok(band.to >= band.from);
        if (i > 0) assert.equal(band.from, bands[i - 1]?.to);
      }
      assert.deepEqual(bandsAfter(run, host, 0).map(({ state }) => state), ["ESTABLISHED"]);
      assert.equal(bandsAfter(run, host, trace.events.length).length === 0, trace.summary[host].goneAt !== null);
      assert.equal(bands.at(-1)?.stays, trace.summary[host].goneAt === null);
    }
    for (const bar of run.bars) assert.ok(bar.to > bar.from && bar.to <= trace.endedAt);

    let steps = 0;
    while (store.state.cursor.next !== null) {
      store.step();
      steps += 1;
      assert.ok(steps < 1000);
      assert.notEqual(headline(trace.events, store.state.cursor.events, run.behind), null);
    }
    for (const event of trace.events) for (const cause of causesOf(trace.events, event.id)) assert.ok(cause.id < event.id);
    while (steps > 0) {
      store.stepBack();
      steps -= 1;
    }
    assert.equal(store.state.cursor.events, 0);
  });
}

test("the four waves are counted where there are four", async () => {
  const store = open();
  const waves = () => store.state.run.flights.flatMap(({ wave, record }) => (wave === null ? [] : [`${wave} ${record.name}`]));
  await store.loadPreset("clean-close");
  assert.deepEqual(waves(), ["1 a:1", "2 b:1", "3 b:2", "4 a:2"]);
  await store.loadPreset("simultaneous-close");
  assert.deepEqual(waves(), []);
});

test("an edit at a moment keeps the past, and leaves what would have come as a ghost", () => {
  const store = open();
  store.seek(1e6);
  const { trace, run, cursor } = store.state;
  store.setSysctl("b", "tcp_orphan_retries", 1, "now");
  const { ghost, trace: fresh, cursor: after, scale } = store.state;
  assert.equal(ghost?.trace, trace);
  assert.equal(ghost?.run, run);
  assert.ok(after.now - 1e6 <= 1, "the cursor stays, with what was just done behind it");
  assert.deepEqual(fresh.events.slice(0, cursor.events), trace.events.slice(0, cursor.events));
  assert.ok(fresh.endedAt < trace.endedAt);
  assert.ok(scale.toY(trace.endedAt) > scale.toY(fresh.endedAt), "the time map is as long as the longer");

  const shown = JSON.stringify(fresh);
  store.dismissGhost();
  assert.equal(store.state.ghost, null);
  assert.equal(JSON.stringify(store.state.trace), shown, "only what would have come goes away");
  assert.equal(store.state.scale.toY(trace.endedAt), store.state.scale.toY(fresh.endedAt));
});

test("each time map has room for what would have come, and zooming keeps it", async () => {
  const store = open();
  store.setSysctl("b", "tcp_orphan_retries", 1, "start");
  const { ghost, run } = store.state;
  assert.ok(ghost && ghost.run.endedAt > run.endedAt);
  for (const mode of MODES) {
    await store.setScaleMode(mode);
    for (const zoom of [1, 2]) {
      store.setZoom(zoom);
      const { scale } = store.state;
      assert.equal(scale.mode, mode);
      assert.equal(Math.round(scale.toTime(scale.end)), ghost.run.endedAt, `${mode} ${zoom}`);
      assert.ok(scale.toY(ghost.run.endedAt) > scale.toY(run.endedAt) + 10);
    }
  }
  store.dismissGhost();
  assert.equal(store.state.scale.mode, MODES.at(-1), "the map stays what it is");
  assert.equal(Math.round(store.state.scale.toTime(store.state.scale.end)), run.endedAt);
});

test("a ghost is of the last edit, and goes with what is undone, begun anew or another story", async () => {
  for (const leave of /** @type {((store: Store) => unknown)[]} */ ([(store) => store.undo(), (store) => store.startOver(), (store) => store.loadPreset("clean-close")])) {
    const store = open();
    store.setRoundTrip(40);
    const { trace } = store.state;
    store.toggleLoss("b:3");
    assert.equal(store.state.ghost?.trace, trace);
    await leave(store);
    assert.equal(store.state.ghost, null);
  }
});

test("what the engine refuses leaves the ghost that was there", () => {
  const store = open();
  store.toggleLoss("b:3");
  const { ghost } = store.state;
  store.setSysctl("b", "tcp_orphan_retries", 999, "start");
  assert.equal(store.state.ghost, ghost);
});

test("what is left of a run is what the other has not, in segments, states and ends", async () => {
  const store = open();
  await store.loadPreset("clean-close");
  store.toggleLoss("a:2");
  const { ghost, run } = store.state;
  assert.ok(ghost);
  const { flights, pieces, ends } = leftOf(ghost.run, run);
  assert.deepEqual(flights.map(({ record }) => record.name), ["a:2"]);
  assert.deepEqual(ends.map(({ host, at }) => [host, at]), [["b", 80_000]]);
  assert.deepEqual(pieces, [], "each state was part of a longer one");
  const back = leftOf(run, ghost.run);
  assert.deepEqual(back.flights.map(({ record }) => record.name), ["a:2", "b:3", "a:3"]);
  assert.deepEqual(back.pieces.map(({ host, state, from, to }) => [host, state, from, to]), [["b", "LAST_ACK", 80_000, 304_000]]);
  assert.deepEqual(leftOf(run, run), { flights: [], pieces: [], ends: [] });
});

/** Frames that come when the test says so. @param {boolean} still */
function handCranked(still) {
  let now = 0;
  /** @type {((now: number) => void) | null} */
  let wanted = null;
  return {
    frames: { now: () => now, request: (/** @type {(now: number) => void} */ callback) => ((wanted = callback), 1), cancel: () => (wanted = null), reducedMotion: () => still },
    /** @param {number} ms */
    turn(ms) {
      now += ms;
      const callback = wanted;
      wanted = null;
      callback?.(now);
    },
    get idle() {
      return wanted === null;
    },
  };
}

test("playback moves at a constant speed over the drawing and stops at the end", () => {
  const store = open();
  const crank = handCranked(false);
  const player = new Player(store, crank.frames);
  player.play();
  /** @type {number[]} */
  const ys = [];
  for (let i = 0; i < 5000 && player.playing; i += 1) {
    crank.turn(16);
    ys.push(store.state.scale.toY(store.state.cursor.now));
  }
  const steps = ys.slice(1, -1).map((y, i) => y - (ys[i] ?? 0));
  assert.ok(Math.max(...steps) - Math.min(...steps) < 0.05);
  assert.equal(store.state.cursor.now, store.state.trace.endedAt);
  assert.ok(crank.idle);
  player.play();
  assert.equal(store.state.cursor.now, 0);
});

test("with less motion it goes from happening to happening", () => {
  const store = open();
  const crank = handCranked(true);
  const player = new Player(store, crank.frames);
  player.play();
  const seen = new Set();
  for (let i = 0; i < 3000 && player.playing; i += 1) {
    crank.turn(100);
    seen.add(store.state.cursor.events);
  }
  assert.equal(store.state.cursor.next, null);
  assert.ok(seen.size > 20);
});

test("steps go to what they are set to, both ways, and each is met once", () => {
  const store = open();
  const player = new Player(store, handCranked(true).frames);
  const { trace, run } = store.state;
  for (const [unit, wanted] of /** @type {[Unit, (event: TraceEvent) => boolean][]} */ ([
    ["state", ({ id, what }) => what.kind === "entered" && !run.behind.has(id)],
    ["timer", ({ what }) => what.kind === "fired"],
    ["retransmission", ({ what }) => what.kind === "sent" && (what.how.kind === "retransmission" || what.how.kind === "loss-probe")],
  ])) {
    const all = trace.events.filter(wanted).map(({ id }) => id);
    assert.ok(all.length > 4, unit);
    player.setUnit(unit);
    player.toStart();
    const met = [];
    while (player.canStep(1)) {
      player.step(1);
      met.push(store.state.selection);
      const event = trace.events[store.state.selection ?? -1];
      assert.equal(store.state.cursor.now, event?.at);
      assert.ok(store.state.cursor.events > (event?.id ?? Infinity), "it has happened");
    }
    assert.deepEqual(met, all, unit);
    player.toEnd();
    const back = [];
    while (player.canStep(-1)) {
      player.step(-1);
      back.push(store.state.selection);
    }
    // The last one is where the run ends: from there one goes back to those before.
    const ends = all.filter((id) => trace.events[id]?.at !== trace.endedAt);
    assert.deepEqual(back, ends.reverse(), unit);
    player.step(-1);
    assert.equal(store.state.selection, ends.at(-1), "and no further");
  }
});

test("a step goes to a moment's event and no further", async () => {
  const store = open();
  await store.loadPreset("simultaneous-close");
  const player = new Player(store, handCranked(true).frames);
  player.step(1, "state");
  player.step(1, "state");
  const { trace, selection, cursor } = store.state;
  assert.deepEqual([trace.events[selection ?? -1]?.host, cursor.now], ["b", 0], "both close at once");
  player.step(-1, "state");
  assert.deepEqual([trace.events[store.state.selection ?? -1]?.host, store.state.cursor.now], ["a", 0]);
  assert.ok(store.state.cursor.events <= (selection ?? 0), "the other's has not happened yet");
});

test("speeds are even steps of a logarithm, and end where they end", () => {
  const player = new Player(open(), handCranked(false).frames);
  assert.deepEqual([SPEEDS[0], SPEEDS.at(-1)], [0.1, 100]);
  for (const [i, speed] of SPEEDS.slice(1).entries()) assert.ok(Math.abs(Math.log10(speed / (SPEEDS[i] ?? 0)) - 1 / 3) < 0.07);
  for (let i = 0; i < 20; i += 1) player.turn(1);
  assert.equal(player.speed, 100);
  for (let i = 0; i < 20; i += 1) player.turn(-1);
  assert.equal(player.speed, 0.1);
});

test("playback stops where the run ends, though what would have come goes on", () => {
  const store = open();
  store.setSysctl("b", "tcp_orphan_retries", 1, "start");
  assert.ok((store.state.ghost?.run.endedAt ?? 0) > store.state.run.endedAt);
  const crank = handCranked(false);
  const player = new Player(store, crank.frames);
  player.setSpeed(100);
  player.play();
  for (let i = 0; i < 1000 && player.playing; i += 1) crank.turn(16);
  assert.deepEqual([player.playing, store.state.cursor.now], [false, store.state.run.endedAt]);
});

test("a playhead in hand waits, and goes on from where it is let go", () => {
  const store = open();
  const crank = handCranked(false);
  const player = new Player(store, crank.frames);
  player.play();
  crank.turn(100);
  player.held = true;
  player.scrubTo(store.state.scale.toY(1e6));
  crank.turn(100);
  assert.equal(store.state.cursor.now, 1e6);
  player.held = false;
  crank.turn(100);
  assert.ok(store.state.cursor.now > 1e6);
  assert.ok(player.playing);
});
