// The wasm asks the world for nothing but objects, strings, errors, the console and the profiler's marks:
// no clock, no chance, no network. And it says nothing unless something is wrong.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { BYTES, engine, PRESETS, simulate } from "./engine.js";

/** What the wasm may import, by the names that wasm-bindgen gives, without their hashes. */
const ALLOWED = [
  // Objects, strings and errors.
  /^(new|set|get|get_unchecked|set_name|message|length|isArray|entries|prototypesetcall|parse|stringify|String|Error|error|stack)$/,
  // Where a run stands, field by field.
  /^set_(now|events|next)$/,
  /^static_accessor_PERFORMANCE$/,
  /^__wbindgen_/,
  // The profiler's marks, and the console.
  /^(mark|measure|clearMarks|clearMeasures)$/,
  /^(debug|warn)$/,
];

test("the wasm imports nothing impure", async () => {
  const imports = WebAssembly.Module.imports(await WebAssembly.compile(BYTES));
  const names = imports.map(({ name }) => name.replace(/^__wbg_/, "").replace(/_[0-9a-f]{16}$/, ""));
  assert.ok(names.includes("mark"), "the names are read as they are written");
  assert.deepEqual(names.filter((name) => !ALLOWED.some((allowed) => allowed.test(name))), []);
});

test("its glue reaches for no clock, no chance and nothing on the network", async () => {
  const glue = await readFile(new URL("../../pkg/lastack.js", import.meta.url), "utf8");
  const [, imports = ""] = /function __wbg_get_imports\(.*?\) \{([^]*?)\n\}\n/.exec(glue) ?? [];
  assert.match(imports, /\.mark\(/);
  // A field of ours that is set is no clock that is read.
  const read = imports.replaceAll(/\barg0\.\w+ = arg1;/g, "");
  assert.doesNotMatch(read, /\b(Date|now|random|crypto|getRandomValues|fetch|XMLHttpRequest|WebSocket|setTimeout|setInterval|localStorage|document|navigator|process|require)\b/);
});

test("a run needs neither clock nor chance, and says nothing", (context) => {
  const hashes = () => [...PRESETS.keys()].map((name) => simulate(name).hash());
  const before = hashes();
  /** @type {string[]} */
  const asked = [];
  const watch = (/** @type {any} */ owner, /** @type {string} */ name) => {
    context.mock.method(owner, name, () => {
      asked.push(name);
      return 0.5;
    });
  };
  watch(Date, "now");
  watch(Math, "random");
  watch(crypto, "getRandomValues");
  watch(globalThis, "fetch");
  watch(globalThis, "setTimeout");
  for (const level of ["debug", "log", "info", "warn", "error"]) watch(console, level);
  const after = hashes();
  context.mock.restoreAll();
  assert.deepEqual(after, before);
  assert.deepEqual(asked, []);
});

test("a run that its scenario cuts off is warned of on the console", (context) => {
  const warn = context.mock.method(console, "warn", () => {});
  new engine.Simulation({ script: [{ at_ms: 0, host: "a", do: "close" }], run_ms: 1_000 }).trace();
  assert.deepEqual(warn.mock.calls.map(({ arguments: [text] }) => text), ["LastAck: more would happen, but the scenario's run_ms ends the run here."]);
});

test("a run leaves a measure on the timeline, and no mark", () => {
  performance.clearMeasures();
  simulate("clean-close").trace();
  assert.ok(performance.getEntriesByName("lastack: run", "measure").length > 0);
  assert.deepEqual(performance.getEntriesByType("mark").filter(({ name }) => name.startsWith("lastack")), []);
});
