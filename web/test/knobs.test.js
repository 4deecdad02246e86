import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import en from "../src/panels/knobs/en.js";
import { groupOf } from "../src/panels/knobs/groups.js";
import { optionLines, sysctlLines } from "../src/panels/knobs/lines.js";
import { factsOf, lint } from "../src/panels/knobs/lint.js";
import { optionAtStart, OPTIONS, withOption } from "../src/panels/knobs/options.js";
import { actsOf } from "../src/run/acts.js";
import { fetchPreset } from "../src/preset.js";
import { Store } from "../src/store.js";
import { differsFrom, differsWithout } from "../src/store/others.js";
import { governs } from "../src/strings/laws.js";
import { loadSpeech } from "../src/strings/index.js";
import { engine } from "./boundary/engine.js";
import { ROUTER } from "./scenarios.js";

/** @import { Host, Scenario, SysctlValue } from "../src/engine.js" */

const speech = await loadSpeech("en", { explains: true });
const clean = await fetchPreset("clean-close");

/** @param {object} scenario */
function storeOf(scenario) {
  return new Store(engine, speech, { ...clean, scenario: /** @type {typeof clean.scenario} */ (scenario) });
}

const CLOSE = [{ at_ms: 0, host: "a", do: "close" }, { when: "eof", after_ms: 50, host: "b", do: "close" }];
const NO_WAVE_4 = [{ from: "a", action: "drop", skip: 1, count: -1 }];

// Groups.

test("every sysctl has a place of its own", () => {
  const lost = engine.sysctls().filter((sysctl) => groupOf(sysctl) === "other").map(({ name }) => name);
  assert.deepEqual(lost, []);
});

test("every option of the engine is offered", async () => {
  const types = await readFile(new URL("../pkg/lastack.d.ts", import.meta.url), "utf8");
  const [, union = ""] = /export type SocketOption = ([^;]+);/.exec(types) ?? [];
  const known = [...union.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  assert.deepEqual(OPTIONS.map(({ name }) => name).sort(), ["SO_LINGER", ...known].sort());
});

// Lines.

/** @param {Store} store @param {Host | null} host */
function linesOf({ state }, host) {
  return sysctlLines(host, state.scenario, state.sysctls, state.trace);
}

test("what differs from the default is a line, host by host, and nothing else is", () => {
  const store = storeOf({ script: CLOSE, sysctl: { b: { tcp_orphan_retries: 3, tcp_fin_timeout: 60 }, a: { ip_local_port_range: "40000 40001" } }, global_sysctl: { tcp_max_orphans: 0 } });
  assert.deepEqual(linesOf(store, "b"), [{ code: "sysctl -w net.ipv4.tcp_orphan_retries=3", from: null }]);
  assert.deepEqual(linesOf(store, "a"), [{ code: "sysctl -w net.ipv4.ip_local_port_range='40000 40001'", from: null }]);
  assert.deepEqual(linesOf(store, null), [{ code: "sysctl -w net.ipv4.tcp_max_orphans=0", from: null }]);
});

test("what is set in mid-run is a line with its time; what the kernel refuses is none", () => {
  assert.deepEqual(linesOf(storeOf(ROUTER), "b"), [{ code: "sysctl -w net.ipv4.tcp_orphan_retries=3", from: 1_700_000 }]);
});

test("whatever a file says, a line is one command", () => {
  const store = storeOf({ script: CLOSE, sysctl: { b: { tcp_orphan_retries: "1\n; touch '$(x)' `y`" } } });
  assert.deepEqual(linesOf(store, "b").map(({ code }) => code), ["sysctl -w net.ipv4.tcp_orphan_retries='1 ; touch '\\''$(x)'\\'' `y`'"]);
});

test("options are calls of setsockopt() in the order of the script", () => {
  assert.deepEqual(optionLines("b", storeOf({ ...ROUTER, rcvbuf: 4096 }).state.scenario).map(({ code }) => code), [
    "setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &(int){ 4096 }, sizeof(int));",
    "setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &(int){ 1 }, sizeof(int));",
    "setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &(int){ 1 }, sizeof(int));",
  ]);
  const script = [{ at_ms: 0, host: "a", do: "linger", seconds: 0 }, { at_ms: 5, host: "a", do: "connect", sock: "2 */ x", port: 40001 }, { at_ms: 9, host: "a", do: "setsockopt", sock: "2 */ x", opt: "TCP_USER_TIMEOUT", value: 500 }];
  assert.deepEqual(optionLines("a", storeOf({ script }).state.scenario).map(({ code }) => code), [
    "setsockopt(fd, SOL_SOCKET, SO_LINGER, &(struct linger){ 1, 0 }, sizeof(struct linger));",
    "setsockopt(fd_2____x, IPPROTO_TCP, TCP_USER_TIMEOUT, &(int){ 500 }, sizeof(int));",
  ]);
});

// Options.

test("an option is set before all else, once, and taken out without a trace", () => {
  const { scenario } = storeOf({ script: CLOSE }).state;
  const once = withOption("a", "SO_LINGER", 5, scenario);
  assert.deepEqual(once.script[0], { at_ms: 0, host: "a", do: "linger", seconds: 5 });
  const twice = withOption("a", "SO_LINGER", 0, once);
  assert.equal(twice.script.length, CLOSE.length + 1);
  assert.equal(optionAtStart("a", "SO_LINGER", twice), 0);
  assert.equal(optionAtStart("b", "SO_LINGER", twice), null);
  assert.deepEqual(withOption("a", "SO_LINGER", null, twice), scenario);
  assert.ok(storeOf(twice).state.trace.segments.some(({ segment }) => segment.flags.includes("R")), "close() of a's socket resets");
});

// Advice.

/** @type {[string, object, Host, string, SysctlValue, string | null, boolean][]} what is tried, on which host, what is said, and whether it is idle */
const ADVICE = [
  ["0 that stands for 8", { rules: NO_WAVE_4 }, "b", "tcp_orphan_retries", 0, "zero", false],
  ["8 that is 0", { rules: NO_WAVE_4 }, "b", "tcp_orphan_retries", 8, "eight", true],
  ["a limit that is reached", { rules: NO_WAVE_4 }, "b", "tcp_orphan_retries", 3, null, false],
  ["a limit that nothing reaches", {}, "b", "tcp_orphan_retries", 3, "answered", true],
  ["a limit of orphans, with a process at hand", { script: [{ at_ms: 0, host: "a", do: "shutdown_wr" }], run_ms: 500 }, "a", "tcp_orphan_retries", 3, "no-orphan", true],
  ["0 when the RTO has reached its maximum", { rules: NO_WAVE_4, sysctl: { b: { tcp_rto_max_ms: 1000 } } }, "b", "tcp_orphan_retries", 0, "zero-is-zero", false],
  ["a maximum that is deadly with 0", { rules: NO_WAVE_4 }, "b", "tcp_rto_max_ms", 1000, "deadly", false],
  ["a maximum that no RTO reaches", {}, "b", "tcp_rto_max_ms", 60_000, "rto-below", true],
  ["TCP_USER_TIMEOUT instead", { rules: NO_WAVE_4, script: [{ at_ms: 0, host: "b", do: "setsockopt", opt: "TCP_USER_TIMEOUT", value: 3000 }, ...CLOSE] }, "b", "tcp_orphan_retries", 3, "user-timeout", true],
  ["the process's limit, for an orphan", { rules: NO_WAVE_4 }, "b", "tcp_retries2", 3, "orphan", true],
  ["the FIN timeout and TIME-WAIT", {}, "a", "tcp_fin_timeout", 5, "time-wait", true],
  ["the FIN timeout of who closes last", {}, "b", "tcp_fin_timeout", 5, "no-fin-wait-2", true],
  ["the FIN timeout of half a close", { script: [{ at_ms: 0, host: "a", do: "shutdown_wr" }], run_ms: 90_000 }, "a", "tcp_fin_timeout", 5, "held", true],
  ["a FIN timeout above 60", { script: [{ at_ms: 0, host: "a", do: "close" }] }, "a", "tcp_fin_timeout", 61, "above-60", false],
  ["a FIN timeout that works", { script: [{ at_ms: 0, host: "a", do: "close" }] }, "a", "tcp_fin_timeout", 5, null, false],
  ["TCP_LINGER2 instead", { script: [{ at_ms: 0, host: "a", do: "setsockopt", opt: "TCP_LINGER2", value: 7 }, { at_ms: 0, host: "a", do: "close" }] }, "a", "tcp_fin_timeout", 5, "linger2", true],
  ["RFC 1337 without a RST", {}, "a", "tcp_rfc1337", 1, "no-reset", true],
  ["RFC 1337 without TIME-WAIT", {}, "b", "tcp_rfc1337", 1, "no-time-wait", true],
  ["reuse, asked by nobody", {}, "a", "tcp_tw_reuse", 1, "no-connect", true],
  ["reuse and an explicit bind()", { script: [...CLOSE, { at_ms: 2000, host: "a", do: "connect", sock: "again" }], run_ms: 5000 }, "a", "tcp_tw_reuse", 1, "bind", true],
  ["reuse on the loopback alone", { ephemeral: true, sysctl: { a: { ip_local_port_range: "40000 40000" } }, script: [...CLOSE, { at_ms: 2000, host: "a", do: "connect", sock: "again", ephemeral: true }], run_ms: 5000 }, "a", "tcp_tw_reuse", 2, "loopback", false],
  ["a delay of what is not allowed", { ephemeral: true, script: [...CLOSE, { at_ms: 2000, host: "a", do: "connect", sock: "again", ephemeral: true }], run_ms: 5000 }, "a", "tcp_tw_reuse_delay", 1, "needs-reuse", true],
  ["SACK that one host has off", { rules: NO_WAVE_4 }, "a", "tcp_sack", 0, "agreed", false],
  ["a probe without SACK", { rules: NO_WAVE_4, sysctl: { a: { tcp_sack: 0 }, b: { tcp_sack: 0 } } }, "b", "tcp_early_retrans", 0, "needs-sack", true],
  ["3 and 4", { rules: NO_WAVE_4 }, "b", "tcp_early_retrans", 4, "three-is-four", true],
  ["keepalive that nobody has", {}, "a", "tcp_keepalive_time", 1, "no-keepalive", true],
  ["what no teardown asks for", {}, "a", "tcp_syn_retries", 1, "inert", true],
  ["many orphans", {}, "a", "tcp_max_orphans", 100, "few-orphans", true],
  ["an RTO's least", { rules: NO_WAVE_4 }, "b", "tcp_rto_min_us", 5000, "same-deadline", false],
  ["a default", {}, "b", "tcp_rto_max_ms", 120_000, null, false],
];

for (const [what, more, host, name, value, said, idle] of ADVICE) {
  test(`${what}: ${name} = ${value} ${said ? `is said to be ${said}` : "needs no advice"}`, () => {
    const store = storeOf({ delay_ms: 10, script: CLOSE, ...more });
    const row = store.state.sysctls.find((sysctl) => sysctl.name === name);
    assert.ok(row);
    store.setSysctl(host, name, value, "start");
    assert.equal(store.state.banner, null);
    const { trace, scenario, sysctls } = store.state;
    const other = (/** @type {string} */ key) => {
      const found = sysctls.find((sysctl) => sysctl.name === key);
      return found ? store.sysctlValue(host, found, "start") : 0;
    };
    const changed = value !== row.default;
    const advice = lint(row, { value, changed, idle: changed && !differsWithout(store, host, name), other }, factsOf(host, trace, scenario));
    assert.deepEqual(advice, said === null ? null : { key: `lint.${said}`, idle });
  });
}

test("every advice that there are words for can be given", async () => {
  const source = (await Promise.all(["lint.js", "remarks.js", "options-section.js"].map((file) => readFile(new URL(`../src/panels/knobs/${file}`, import.meta.url), "utf8")))).join("");
  assert.deepEqual(Object.keys(en).filter((key) => key.startsWith("lint.") && !source.includes(`"${key}"`)), []);
});

// What is pointed out.

test("what a sysctl decided is pointed out on its host alone, and stays so when the run changes", () => {
  const store = storeOf({ script: CLOSE, rules: NO_WAVE_4 });
  const light = { name: "tcp_orphan_retries", host: /** @type {const} */ ("b"), rules: new Set(governs["tcp_orphan_retries"]) };
  store.point(light);
  const rules = () => new Set([...store.state.lit].map((id) => `${store.state.trace.events[id]?.host} ${store.state.trace.events[id]?.rule}`));
  assert.deepEqual(rules(), new Set(["b close-orphans", "b orphan-gives-up"]));
  assert.deepEqual([...store.state.lit], actsOf(light, store.state.trace, store.state.run));
  store.setSysctl("b", "tcp_orphan_retries", 1, "start");
  assert.deepEqual(rules(), new Set(["b close-orphans", "b orphan-gives-up"]));
  store.setSysctl("b", "tcp_orphan_retries", 0, "start");
  store.toggleLoss("a:2");
  assert.deepEqual(rules(), new Set(["b close-orphans"]));
  store.point(null);
  assert.equal(store.state.lit.size, 0);
});

test("whether anything else would have happened without an option is compared too", () => {
  const linger = [{ at_ms: 0, host: "a", do: "setsockopt", opt: "TCP_LINGER2", value: 7 }, { at_ms: 0, host: "b", do: "setsockopt", opt: "TCP_USER_TIMEOUT", value: 3000 }];
  const store = storeOf({ script: [...linger, ...CLOSE], rules: NO_WAVE_4 });
  const { scenario } = store.state;
  assert.equal(differsFrom(store, withOption("a", "TCP_LINGER2", null, scenario)), false);
  assert.equal(differsFrom(store, withOption("b", "TCP_USER_TIMEOUT", null, scenario)), true);
});

test("whether anything else would have happened with the default is compared, not guessed", () => {
  const store = storeOf({ script: CLOSE, rules: NO_WAVE_4, sysctl: { a: { tcp_orphan_retries: 1 }, b: { tcp_orphan_retries: 1 } } });
  assert.deepEqual([differsWithout(store, "a", "tcp_orphan_retries"), differsWithout(store, "b", "tcp_orphan_retries")], [false, true]);
  store.setSysctl("a", "tcp_fin_timeout", 5, "start");
  assert.equal(differsWithout(store, "a", "tcp_fin_timeout"), false, "a timer for another time, which never ran out");
});
