// A number, or a text, to be set by typing, and where it is a number by the next one down and up.

import { disable, html, icon, set } from "../../svg.js";

/**
 * @import { SysctlValue } from "../../engine.js"
 * @import { Say } from "../../strings/index.js"
 */

/**
 * @typedef {object} Field
 * @property {HTMLInputElement} input
 * @property {HTMLButtonElement} less
 * @property {HTMLButtonElement} more
 * @property {HTMLElement} element
 */

/**
 * @param {string} name
 * @returns {Field}
 */
export function makeField(name) {
  const input = html("input", { type: "number", inputmode: "numeric", "data-knob": name });
  keepTyped(input);
  const less = html("button", { type: "button", class: "step-button", "data-less": name }, icon("M3.5 8H12.5"));
  const more = html("button", { type: "button", class: "step-button", "data-more": name }, icon("M3.5 8H12.5M8 3.5V12.5"));
  return { input, less, more, element: html("span", { class: "field" }, less, input, more) };
}

/**
 * @param {Field} field
 * @param {{ min: number, max: number, step: number }} limits
 * @param {(value: number) => void} turn
 * @param {() => void} restore shows again what is so, whatever was typed
 */
export function listen({ input, less, more }, limits, turn, restore) {
  const { min, max, step } = limits;
  set(input, limits);
  const use = (/** @type {number} */ value) => turn(Math.min(Math.max(Math.round(value / step) * step, min), max));
  input.addEventListener("change", () => {
    if (Number.isFinite(input.valueAsNumber)) use(input.valueAsNumber);
    restore();
  });
  less.addEventListener("click", () => use(input.valueAsNumber - 1));
  more.addEventListener("click", () => use(input.valueAsNumber + 1));
}

/**
 * A value that is more than a number has no next one. Whether it may be is the engine's to say.
 *
 * @param {Field} field
 * @param {(value: string) => void} turn
 * @param {() => void} restore
 */
export function listenToText({ input }, turn, restore) {
  set(input, { type: "text", inputmode: null });
  input.addEventListener("change", () => {
    if (input.value.trim() !== "") turn(input.value.trim());
    restore();
  });
}

/** From where to where, the ends of an int by their names. @param {{ min: number, max: number }} limits @param {Say} say */
export function range({ min, max }, say) {
  const ends = { [-(2 ** 31)]: "INT_MIN", [2 ** 31 - 1]: "INT_MAX" };
  const end = (/** @type {number} */ bound) => ends[bound] ?? String(bound).replace("-", "−");
  return min === -max ? `±${max}` : say("knobs.range", { min: end(min), max: end(max) });
}

/** @param {Field} field @param {string} name @param {Say} say */
export function nameField({ input, less, more }, name, say) {
  input.setAttribute("aria-label", name);
  less.setAttribute("aria-label", `${name}: ${say("knobs.less")}`);
  more.setAttribute("aria-label", `${name}: ${say("knobs.plus")}`);
}

/** @type {WeakSet<HTMLInputElement>} those in which somebody is typing */
const typing = new WeakSet();

/**
 * What somebody is typing is never written over.
 *
 * @param {HTMLInputElement} input
 */
export function keepTyped(input) {
  input.addEventListener("input", () => typing.add(input));
  for (const end of ["change", "blur"]) input.addEventListener(end, () => typing.delete(input));
}

/** @param {HTMLInputElement} input @param {string} text */
export function fillIn(input, text) {
  if (!typing.has(input) && input.value !== text) input.value = text;
}

/** @param {Field} field @param {SysctlValue} value */
export function show({ input, less, more }, value) {
  fillIn(input, String(value));
  disable(less, Number(value) <= Number(input.min));
  disable(more, Number(value) >= Number(input.max));
}
