// Bad input is a typed error that names the key and what was expected, and changes nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { engine, simulate } from "./engine.js";

const CLOSE = { at_ms: 0, host: "a", do: "close" };

/** @typedef {{ name: string, field?: string | undefined, message: string | RegExp }} Expected */

/**
 * @param {() => unknown} act
 * @param {Expected} expected
 */
function refused(act, { name, field, message }) {
  assert.throws(act, (error) => {
    assert.ok(error instanceof Error);
    assert.equal(error.name, name);
    assert.equal(/** @type {{ field?: string }} */ (error).field, field);
    if (typeof message === "string") assert.equal(error.message, message);
    else assert.match(error.message, message);
    return true;
  });
}

/** @type {[string, unknown, string, string | RegExp][]} what is wrong, where, and what is said of it */
const SCENARIOS = [
  ["an unknown key", { script: [], dleay_ms: 10 }, "dleay_ms", /^dleay_ms: unknown key; expected one of name, about, /],
  ["an unknown key below", { script: [{ ...CLOSE, what: 1 }] }, "script[0].what", /^script\[0\]\.what: unknown key; expected one of at_ms, /],
  ["a wrong type", { script: [], delay_ms: "10" }, "delay_ms", 'delay_ms: expected milliseconds, 0 to 86400000, found "10"'],
  ["a time before the start", { script: [{ ...CLOSE, at_ms: -1 }] }, "script[0].at_ms", "script[0].at_ms: expected milliseconds, 0 to 86400000, found -1"],
  ["a time after a day", { script: [], run_ms: 86_400_001 }, "run_ms", "run_ms: expected milliseconds, 0 to 86400000, found 86400001"],
  ["a time that is no number", { script: [{ ...CLOSE, at_ms: Number.NaN }] }, "script[0].at_ms", "script[0].at_ms: expected milliseconds, 0 to 86400000, found null"],
  ["too long a way", { script: [], delay_ms: 30_001 }, "delay_ms", "delay_ms: expected at most 30000"],
  ["too many steps", { script: Array(257).fill(CLOSE) }, "script", "script: expected at most 256 entries, found 257"],
  ["an unknown sysctl", { script: [], sysctl: { b: { tcp_orphan_retry: 1 } } }, "sysctl.b.tcp_orphan_retry", /^sysctl\.b\.tcp_orphan_retry: `tcp_orphan_retry` is no sysctl of this engine; expected one of tcp_orphan_retries, /],
  ["a sysctl out of range", { script: [], sysctl: { b: { tcp_orphan_retries: 256 } } }, "sysctl.b.tcp_orphan_retries", "sysctl.b.tcp_orphan_retries: `tcp_orphan_retries` must be 0 to 255, not 256"],
  ["an unknown deed", { script: [{ ...CLOSE, do: "open" }] }, "script[0].do", 'script[0].do: expected one of close, shutdown_wr, shutdown_rd, shutdown_rdwr, read, write, linger, setsockopt, connect, listen, unlisten, exit, vanish, reboot, sysctl, inject, found "open"'],
  ["a missing script", {}, "script", "script: expected this key, but it is missing"],
  ["a script that is none", { script: {} }, "script", "script: expected a list, found an object"],
  ["a name of no segment", { script: [], lose: ["c:1"] }, "lose[0]", "lose[0]: `c:1` names no segment; expected a host and a number from 1, as in `b:2`"],
  ["text that is no JSON", "{", "", /JSON/],
  ["an empty text", "", "", /JSON/],
  ["depth without end", "[".repeat(50_000) + "]".repeat(50_000), "", "recursion limit exceeded"],
  ["a list", [], "", "expected an object, found a list"],
  ["nothing", null, "", "expected an object, found null"],
  ["a number", 7, "", "expected an object, found 7"],
  ["a text too long", `{"script": [], "note": "${"x".repeat(262_144)}"}`, "", /^expected at most 262144 bytes, found \d+$/],
];

for (const [what, scenario, field, message] of SCENARIOS) {
  test(`${what} is a ScenarioError`, () => {
    // @ts-expect-error: it is wrong on purpose.
    refused(() => new engine.Simulation(scenario), { name: "ScenarioError", field, message });
    const bytes = new TextEncoder().encode(typeof scenario === "string" ? scenario : JSON.stringify(scenario));
    refused(() => engine.Simulation.fromFile(bytes), { name: "ScenarioError", field, message });
  });
}

test("what JSON cannot say is a ScenarioError", () => {
  /** @type {Record<string, unknown>} */
  const round = { script: [] };
  round["note"] = round;
  for (const scenario of [undefined, round, () => {}, { script: [], run_ms: 1n }]) {
    // @ts-expect-error: it is wrong on purpose.
    refused(() => new engine.Simulation(scenario), { name: "ScenarioError", field: undefined, message: "expected an object that JSON can say" });
  }
});

test("a file that is no UTF-8 is a ScenarioError", () => {
  for (const bytes of [[0xff, 0xfe, 0x7b, 0x00], [0x89, 0x50, 0x4e, 0x47], [0xc3]]) {
    refused(() => engine.Simulation.fromFile(new Uint8Array(bytes)), { name: "ScenarioError", field: undefined, message: "expected a scenario as UTF-8 text" });
  }
  refused(() => engine.Simulation.fromFile(new Uint8Array()), { name: "ScenarioError", field: "", message: /JSON/ });
});

/** @type {[string, (simulation: import("./engine.js").Simulation) => unknown, Expected][]} */
const CALLS = [
  ...["", "a", "c:1", "a:0", "a:-1", "a:1.5", "a:x", "A:1", " a:1"].flatMap((segment) => {
    const expected = { name: "SegmentError", message: `\`${segment}\` names no segment; expected a host and a number from 1, as in \`b:2\`` };
    return /** @type {typeof CALLS} */ ([
      [`injectLoss("${segment}")`, (simulation) => simulation.injectLoss(segment), expected],
      [`giveBack("${segment}")`, (simulation) => simulation.giveBack(segment), expected],
    ]);
  }),
  ...[Number.NaN, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].flatMap((time) => {
    const expected = { name: "TimeError", message: "expected microseconds from 0 on" };
    return /** @type {typeof CALLS} */ ([
      [`tick(${time})`, (simulation) => simulation.tick(time), expected],
      [`seek(${time})`, (simulation) => simulation.seek(time), expected],
    ]);
  }),
  ["a sysctl that there is not", (simulation) => simulation.intervene({ kind: "sysctl", host: "b", key: "tcp_nothing", value: 1 }), { name: "ScenarioError", field: "key", message: /^key: `tcp_nothing` is no sysctl/ }],
  ["a value out of range", (simulation) => simulation.intervene({ kind: "sysctl", host: "b", key: "tcp_orphan_retries", value: 256 }), { name: "ScenarioError", field: "value", message: "value: `tcp_orphan_retries` must be 0 to 255, not 256" }],
  ["half a retry", (simulation) => simulation.intervene({ kind: "sysctl", host: "b", key: "tcp_orphan_retries", value: 0.5 }), { name: "ScenarioError", field: "value", message: "value: expected a whole number, found another number" }],
  ["a segment that is none", (simulation) => simulation.intervene({ kind: "lose", segment: "c:1" }), { name: "ScenarioError", field: "segment", message: /^segment: `c:1` names no segment/ }],
  // @ts-expect-error: it is wrong on purpose.
  ["an intervention that there is not", (simulation) => simulation.intervene({ kind: "reboot" }), { name: "ScenarioError", field: "kind", message: 'kind: expected one of step, sysctl, lose, deliver, delay, duplicate, icmp, found "reboot"' }],
  // @ts-expect-error: it is wrong on purpose.
  ["no intervention", (simulation) => simulation.intervene({}), { name: "ScenarioError", field: "kind", message: "kind: expected this key, but it is missing" }],
];

test("a call that is refused changes nothing", () => {
  const simulation = simulate("last-ack-lost");
  simulation.injectLoss("b:2");
  simulation.seek(1e6);
  const before = [simulation.progress(), simulation.hash(), simulation.scenario()];
  for (const [what, call, expected] of CALLS) {
    refused(() => call(simulation), { field: undefined, ...expected });
    assert.deepEqual([simulation.progress(), simulation.hash(), simulation.scenario()], before, what);
  }
});
