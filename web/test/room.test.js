// Words of arrows: where they go when the arrows are nearer to each other than words are tall.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Room } from "../src/views/ladder/room.js";

/** @param {number} y @param {Partial<import("../src/views/ladder/room.js").Arrow>} [other] */
function arrow(y, other) {
  return { x: 100, y, side: 1, steepness: 0.1, reach: 400, apart: 0, below: false, turns: false, ...other };
}

test("words that nobody is near are at the beginning of their arrow, above it or below", () => {
  const room = new Room();
  assert.deepEqual(room.take(arrow(100), [150, 40]), { free: true, form: 0, x: 100, y: 95 });
  assert.deepEqual(room.take(arrow(200, { below: true }), [150, 40]), { free: true, form: 0, x: 100, y: 213 });
});

test("arrows a few pixels apart have their words one after the other", () => {
  const room = new Room();
  const places = [100, 105, 110].map((y) => room.take(arrow(y), [120, 40]));
  assert.deepEqual(places.map(({ form }) => form), [0, 0, 0]);
  assert.deepEqual(places.map(({ x }) => x), [100, 240, 380]);
});

test("the last of them turns to its free side rather than say less", () => {
  const room = new Room();
  const short = { reach: 250 };
  assert.equal(room.take(arrow(100, short), [150, 40]).form, 0);
  assert.equal(room.take(arrow(105, short), [150, 40]).form, 1);
  assert.deepEqual(room.take(arrow(110, { ...short, turns: true }), [150, 40]), { free: true, form: 0, x: 100, y: 123 });
});

test("words keep clear of what stands in the drawing, to the left as to the right", () => {
  const room = new Room();
  room.keep(60, 95, 60);
  assert.notEqual(room.take(arrow(100, { side: -1 }), [50]).x, 100);
  assert.equal(room.take(arrow(100), [50]).x, 100);
});
