import assert from "node:assert/strict";
import { test } from "node:test";
import { ACTIONS, actionFor } from "../src/actions.js";

const press = (/** @type {string} */ key, held = {}) => actionFor({ key, ctrlKey: false, metaKey: false, altKey: false, ...held })?.id;

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
