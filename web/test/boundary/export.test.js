// What leaves the page is what the engine writes natively, and what is asked for in vain is a typed error.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { loadPrinter } from "../../src/printer.js";
import { PRESETS, simulate } from "./engine.js";
import { nativeExport } from "./native.js";

/**
 * @import { ExportFormat, ExportOptions } from "../../pkg/tools/lastack.js"
 * @import { Scenario } from "../../src/engine.js"
 */

const Printer = await loadPrinter(await readFile(new URL("../../pkg/tools/lastack_bg.wasm", import.meta.url)));

/** @type {readonly ExportFormat[]} */
const FORMATS = ["ladder", "svg", "mermaid", "json", "tcpdump", "pcapng", "lab"];

/** @param {string} name */
function printerOf(name) {
  return new Printer(/** @type {Scenario} */ (simulate(name).scenario()));
}

/** @type {readonly [string, ExportOptions][]} */
const RUNS = [
  ["last-ack-lost", { lang: "zh", title: "一个 <标题> & \"more\"", animated: true }],
  ["fin-meets-new-client", { host: "both", width: 1200, height: 630 }],
  ["icmp-unreachable", { host: "b", theme: "dark" }],
  ["zero-window", {}],
];

for (const [name, options] of RUNS) {
  test(`${name} leaves byte for byte as it does natively`, async () => {
    const printer = printerOf(name);
    // Natively a preset brings words of its own.
    const words = { title: name, about: "What it is about.", ...options };
    for (const format of FORMATS) {
      const exported = Buffer.from(printer.exportRun(format, words));
      const native = await nativeExport(format, name, words);
      assert.ok(exported.equals(native), `${format}: ${exported.length} bytes, natively ${native.length}`);
    }
  });
}

test("it leaves whole, wherever the cursor is", () => {
  const printer = printerOf("clean-close");
  const whole = FORMATS.map((format) => printer.exportRun(format));
  printer.seek({ now: 10_000, events: 9 });
  assert.deepEqual(FORMATS.map((format) => printer.exportRun(format)), whole);
  assert.ok(printer.exportRun("pcapng") instanceof Uint8Array);
});

test("what no kernel can be asked for is said", () => {
  assert.deepEqual(printerOf("clean-close").leftOutOfLab(), []);
  assert.deepEqual(printerOf("ideal-clock").leftOutOfLab(), ["Left out: the ideal clock; a kernel's timers fire on its ticks."]);
  assert.deepEqual(printerOf("ideal-clock").leftOutOfLab("zh"), ["未包含：理想时钟；内核的定时器只在节拍上触发。"]);
});

test("a lab scenario is a scenario", () => {
  for (const name of PRESETS.keys()) assert.equal(new Printer(JSON.parse(printerOf(name).exportRun("lab"))).exportRun("lab").length > 0, true, name);
});

test("a format or an option that there is not is named", () => {
  const printer = printerOf("clean-close");
  const refused = (/** @type {string} */ format, /** @type {unknown} */ options, /** @type {string} */ field, /** @type {RegExp} */ message) => {
    assert.throws(() => printer.exportRun(/** @type {ExportFormat} */ (format), /** @type {ExportOptions} */ (options)), (error) => {
      assert.ok(error instanceof Error && error.name === "ExportError");
      assert.equal(/** @type {{ field?: string }} */ (error).field, field);
      assert.match(error.message, message);
      return true;
    });
  };
  refused("gif", {}, "format", /^format: expected one of ladder, svg, mermaid, json, tcpdump, pcapng, lab, found "gif"$/);
  refused("svg", { width: 3 }, "width", /^width: expected a whole number of pixels, 560 to 2400, found 3$/);
  refused("svg", { width: Number.NaN }, "width", /found null$/);
  refused("svg", { size: 3 }, "size", /^size: no such option; expected one of lang, host, /);
  refused("pcapng", { host: "c" }, "host", /^host: expected a, b or both, found "c"$/);
  refused("svg", [], "options", /expected an object/);
});
