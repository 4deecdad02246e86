// Links in the wasm: the same grammar as natively, and what the page writes by itself is part of it.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { loadLinker } from "../../src/linker.js";
import { SCENARIOS } from "../../src/scenarios/index.js";
import { lookText, timeOf, timeText } from "../../src/share/look.js";
import { MOST_EVENTS } from "../../src/share/problems.js";
import { engine } from "./engine.js";
import { dice, edited } from "./random-runs.js";

/** @import { Look } from "../../src/linker.js" */

/** @type {Awaited<ReturnType<typeof loadLinker>>} */
let linker;
/** @type {any} */
let first;

before(async () => {
  linker = await loadLinker(await readFile(new URL("../../pkg/link/lastack_bg.wasm", import.meta.url)));
  first = (await SCENARIOS["last-ack-lost"]?.())?.default;
});

test("a run comes back from its link, event for event", async () => {
  const die = dice(7);
  for (const load of Object.values(SCENARIOS)) {
    const { default: preset } = /** @type {{ default: any }} */ (await load());
    for (let i = 0; i < 25; i += 1) {
      const run = new engine.Simulation(edited(preset, die));
      const [scenario, base] = [run.scenario(), die(4) ? preset : null];
      const { text } = linker.writeLink(scenario, base);
      const reading = linker.readLink(`#${text}`, base ?? first);
      assert.deepEqual(reading.problems, [], text);
      assert.deepEqual(reading.scenario, scenario, text);
      assert.equal(reading.preset, base?.name, text);
      if (i < 3) {
        const again = new engine.Simulation(reading.scenario);
        assert.equal(again.hash(), run.hash(), text);
        again.free();
      }
      run.free();
    }
  }
});

test("a link that asks for a storm has as much of it as the page says", (context) => {
  context.mock.method(console, "warn", () => {});
  const { scenario, problems } = linker.readLink("v=1&s=blank&rtt=20&dup=any&a.inject=PA,seq:1,ack:1,len:1000&b.inject=PA,seq:1,ack:1,len:5000&tcp_challenge_ack_limit=2147483647&tcp_invalid_ratelimit=0", first);
  assert.deepEqual(problems, []);
  const run = new engine.Simulation(scenario);
  const { length } = run.trace().events;
  assert.ok(length >= MOST_EVENTS && length < MOST_EVENTS + 100, `${length}`);
  assert.equal(run.tick(86_400e6).events, length);
  run.free();
});

test("a preset has a link of its name alone", async () => {
  for (const [name, load] of Object.entries(SCENARIOS)) {
    const { default: preset } = /** @type {{ default: any }} */ (await load());
    const run = new engine.Simulation(preset);
    assert.equal(linker.writeLink(run.scenario(), preset).text, `v=1&s=${name}`);
    run.free();
  }
});

test("every form that was released is read here as natively", async () => {
  const folder = new URL("../../../crate/tests/links/forms/", import.meta.url);
  const forms = await readdir(folder);
  assert.ok(forms.length >= 17);
  for (const form of forms) {
    const { link, reading } = JSON.parse(await readFile(new URL(form, folder), "utf8"));
    const { default: preset } = /** @type {{ default: any }} */ (await SCENARIOS[reading.preset ?? "last-ack-lost"]?.());
    assert.deepEqual({ preset: null, ...linker.readLink(link, preset) }, reading, form);
  }
});

test("the page writes how it is looked at as the grammar has it", () => {
  const die = dice(11);
  for (let i = 0; i < 2_000; i += 1) {
    /** @type {Look} */
    const look = {};
    if (die(2)) look.t = [0, 1, 1_000, 60_000_000, die(2 ** 31), die(2 ** 31) * 40][die(6)] ?? 0;
    if (die(2)) look.n = die(500);
    if (die(2)) look.sel = die(2) ? `b:${die(40) + 1}` : die(500);
    if (die(2)) look.scale = ["log", "linear"][die(2)] ?? "log";
    if (die(2)) look.zoom = die(1_000);
    if (die(2)) look.panel = "machines";
    if (die(2)) look.compare = "b.tcp_orphan_retries:3";
    if (die(2)) look.story = "wait-for-ever.3";
    if (die(2)) look.lang = "zh";
    const text = ["v=1", "s=last-ack-lost", ...lookText(look)].join("&");
    const reading = linker.readLink(text, first);
    assert.deepEqual(reading.problems, [], text);
    assert.deepEqual(reading.view, look, text);
    if (look.t !== undefined) assert.equal(timeOf(timeText(look.t)), look.t);
  }
});

test("a bad link is read at once, and what it wants is only text", () => {
  const megabyte = "x".repeat(1 << 20);
  const links = ["", "#", "%", "v=9", `s=${megabyte}`, `a=${"&k=1".repeat(1 << 18)}`, `z1:${megabyte}`, `s=clean-close&name=${"<script>alert(1)</script>".repeat(3)}`, "rtt=NaN&t=-1&n=1e99&sel=9999999999", `lose=${"a:1-4294967295,".repeat(4_000)}`, "[".repeat(60_000), `a.write=${"9".repeat(5_000)}`];
  for (const link of links) {
    const began = process.cpuUsage();
    const { scenario, problems } = linker.readLink(link, first);
    const took = process.cpuUsage(began).user / 1_000;
    assert.ok(took < 100, `${took} ms for ${link.slice(0, 40)}`);
    assert.ok(problems.length <= 24);
    new engine.Simulation(scenario).free();
  }
});
