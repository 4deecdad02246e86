// Asks for what an item of a menu needs: a number, a word, one of several. Enter does it, Escape does not.

import { html } from "../svg.js";
import { Floating } from "./floating.js";

/** @import { Anchor } from "../views/menus.js" */

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {string | number} value
 * @property {string} [unit]
 * @property {{ min: number, max: number, step?: number }} [limits] where it is a number
 * @property {readonly (readonly [value: string, text: string])[]} [choices]
 * @property {(value: string) => Record<string, string | number>} [sets] what a choice makes of the other fields
 */

/** @typedef {Record<string, string>} Answers */

let asked = 0;

/**
 * @param {object} question
 * @param {string} question.label
 * @param {readonly Field[]} question.fields
 * @param {string} question.act the word for doing it
 * @param {string} question.cancel
 * @param {(answers: Answers) => void} question.run
 * @param {Anchor} anchor
 */
export function ask({ label, fields, act, cancel, run }, anchor) {
  asked += 1;
  const inputs = new Map(fields.map((field) => [field.name, control(field)]));
  const rows = fields.map(({ name, label: text, unit }) => {
    const input = inputs.get(name);
    if (input) input.id = `la-ask-${asked}-${name}`;
    return html("div", { class: "ask-row" }, html("label", { for: input?.id }, text), html("span", {}, input, unit && html("span", { class: "ask-unit" }, unit)));
  });
  const no = html("button", { type: "button" }, cancel);
  const form = html("form", {}, html("div", { class: "menu-label", "aria-hidden": "true" }, label), ...rows,
    html("div", { class: "ask-deeds" }, no, html("button", { type: "submit", class: "ask-do" }, act)));
  const box = html("div", { class: "ask", role: "dialog", "aria-label": label, "aria-modal": "true" }, form);
  const floating = new Floating(box, anchor);

  for (const { name, sets } of fields) {
    const input = inputs.get(name);
    input?.addEventListener("change", () => {
      for (const [other, value] of Object.entries(sets?.(input.value) ?? {})) {
        const target = inputs.get(other);
        if (target) target.value = String(value);
      }
    });
  }
  no.addEventListener("click", () => floating.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    floating.finish(() => run(Object.fromEntries([...inputs].map(([name, { value }]) => [name, value]))));
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") floating.close();
    else if (event.key === "Tab") keepInside(event, box);
    // By itself it would open the list.
    else if (event.key === "Enter" && event.target instanceof HTMLSelectElement) form.requestSubmit();
    else return;
    event.preventDefault();
  });
  const first = inputs.values().next().value;
  first?.focus();
  if (first instanceof HTMLInputElement) first.select();
}

/** @param {Field} field @returns {HTMLInputElement | HTMLSelectElement} */
function control({ name, value, limits, choices }) {
  if (!choices) {
    const { min, max, step } = limits ?? {};
    return /** @type {HTMLInputElement} */ (html("input", { name, value, type: limits ? "number" : "text", min, max, step, required: true, autocomplete: "off", "data-ask": name }));
  }
  const select = /** @type {HTMLSelectElement} */ (html("select", { name, "data-ask": name }, ...choices.map(([option, text]) => html("option", { value: option }, text))));
  select.value = String(value);
  return select;
}

/** @param {KeyboardEvent} event @param {HTMLElement} box */
function keepInside(event, box) {
  const stops = [.../** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll("input, select, button"))];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  const next = event.shiftKey ? stops.at(at - 1) : stops[(at + 1) % stops.length];
  next?.focus();
}
