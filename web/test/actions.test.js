import assert from "node:assert/strict";
import { test } from "node:test";
import help from "../src/panels/help/en.js";
import { ACTIONS, actionFor } from "../src/actions.js";

const press = (/** @type {string} */ key, held = {}) => actionFor({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })?.id;

test("each key does one thing", () => {
  const keys = ACTIONS.flatMap((action) => action.keys);
  assert.equal(new Set(keys).size, keys.length);
});

test("keys are found, and a browser's own are left to it", () => {
  assert.equal(press(" "), "play");
  assert.equal(press("ArrowRight"), "step");
  assert.equal(press("L"), "toggle");
  assert.equal(press("z", { metaKey: true }), "undo");
  assert.equal(press("z"), undefined);
  assert.equal(press("l", { ctrlKey: true }), undefined);
  assert.equal(press("ArrowLeft", { altKey: true }), undefined);
});

test("Shift goes back where it goes back, and is nothing elsewhere", () => {
  assert.deepEqual([press("n"), press("N", { shiftKey: true })], ["retransmission1", "retransmission-1"]);
  assert.deepEqual([press("ArrowRight", { shiftKey: true }), press("ArrowLeft", { shiftKey: true })], ["state1", "state-1"]);
  assert.equal(press("L", { shiftKey: true }), "toggle");
  assert.deepEqual([press("<", { shiftKey: true }), press("<")], ["slower", "slower"], "whichever keyboard it is");
});

test("each action has words: a button's, or the help's", () => {
  for (const { id, words } of ACTIONS) assert.ok(words ?? `key.${id}` in help, id);
});
