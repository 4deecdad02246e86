import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, duration, flags, superscript } from "../src/format.js";

test("a length of time has about three figures and its unit", () => {
  const said = [0, 500, 6_400, 99_960, 220_000, 999_400, 3_520_000, 56_320_000, 118_784_000].map(duration);
  assert.deepEqual(said, ["0 ms", "0.5 ms", "6.4 ms", "100 ms", "220 ms", "999 ms", "3.52 s", "56.3 s", "119 s"]);
});

test("a point in time has milliseconds", () => {
  assert.deepEqual([0, 284_000, 118_784_000].map(clock), ["0.000 s", "0.284 s", "118.784 s"]);
});

test("flags are spelt out and powers raised", () => {
  assert.equal(flags("FA"), "FIN,ACK");
  assert.equal(flags("R"), "RST");
  assert.equal(superscript(10), "¹⁰");
});
