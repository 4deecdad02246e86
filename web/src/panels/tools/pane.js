// One host's terminal: a prompt, what was printed, and a button that copies both.

import { html, set, write } from "../../svg.js";

/**
 * @import { Host } from "../../engine.js"
 * @import { Line } from "./commands.js"
 */

/** A screen keeps no more lines: those around the chosen one, else the last. All are copied. */
const MOST = 500;

/** @typedef {{ item: HTMLElement, button: HTMLButtonElement, sign: HTMLElement, text: HTMLElement, note: HTMLElement, line: Line | null }} Row */

export class Pane {
  name = html("h3", { class: "unseen" });
  copy = html("button", { type: "button", class: "quiet-button tool-copy", "data-control": "copy" });
  #list = html("ol", { class: "tool-lines" });
  #screen = html("div", { class: "tool-screen", tabindex: 0, role: "region" }, this.#list);
  element;
  /** @type {Row[]} made where a run needs more than any before, and kept */
  #rows = [];
  /** What was printed. @type {readonly Line[]} */
  #lines = [];
  #shown = 0;
  /** @type {Row | null} */
  #revealed = null;

  /** @param {Host} host */
  constructor(host) {
    this.element = html("section", { class: `tool-pane ${host}`, "data-host": host }, this.name, this.#screen, this.copy);
  }

  /** @param {string} label */
  label(label) {
    set(this.#screen, { "aria-label": label });
  }

  /**
   * Makes room for as many lines.
   *
   * @param {number} most
   */
  room(most) {
    while (this.#rows.length < Math.min(most, MOST)) {
      const [sign, text, note] = [html("span", { class: "tool-sign", "aria-hidden": "true" }), html("span", { class: "tool-text" }), html("span", { class: "unseen" })];
      const button = html("button", { type: "button", class: "tool-line" }, sign, text, note);
      const item = html("li", { hidden: true }, button);
      this.#rows.push({ item, button, sign, text, note, line: null });
      this.#list.append(item);
    }
  }

  /**
   * Shows those lines, and marks the one that is about what is chosen.
   *
   * @param {readonly Line[]} lines
   * @param {(line: Line) => boolean} isChosen
   * @param {string} moved what is said of a line that has just moved
   */
  show(lines, isChosen, moved) {
    /** @type {Row | null} */
    let sought = null;
    const first = this.#firstOf(lines, isChosen);
    for (const [i, row] of this.#rows.entries()) {
      const line = lines[first + i] ?? null;
      if (line !== row.line) draw(row, line, moved);
      const chosen = line !== null && isChosen(line);
      if (chosen) sought = row;
      set(row.button, { "aria-current": chosen ? "true" : null });
      if (line) write(row.sign, chosen ? "▸" : line.moved ? "+" : "");
    }
    // What grows is followed, as in a terminal.
    const last = lines.length > this.#shown && lines.at(-1)?.kind === "wrapped" ? (this.#rows[lines.length - 1 - first] ?? null) : null;
    this.#shown = lines.length;
    this.#lines = lines;
    this.#reveal(sought ?? last);
  }

  /** Which line comes first, where not all have room. @param {readonly Line[]} lines @param {(line: Line) => boolean} isChosen */
  #firstOf(lines, isChosen) {
    const last = lines.length - this.#rows.length;
    if (last <= 0) return 0;
    const chosen = lines.findIndex(isChosen);
    return chosen < 0 ? last : Math.min(Math.max(chosen - MOST / 2, 0), last);
  }

  /** Scrolls to a line that came or was chosen, unless somebody is at work here. @param {Row | null} row */
  #reveal(row) {
    if (row === this.#revealed || !row) return;
    this.#revealed = row;
    const screen = this.#screen;
    if (screen.matches(":hover, :focus-within")) return;
    const [top, bottom] = [row.item.offsetTop, row.item.offsetTop + row.item.offsetHeight];
    const covered = this.#rows[0]?.item.offsetHeight ?? 0;
    if (top - covered < screen.scrollTop) screen.scrollTop = top - covered;
    else if (bottom > screen.scrollTop + screen.clientHeight) screen.scrollTop = bottom - screen.clientHeight + 6;
  }

  /** What stands there, as it would be copied out of a terminal. */
  get content() {
    return this.#lines.map(({ text }) => `${text}\n`).join("");
  }
}

/**
 * @param {Row} row
 * @param {Line | null} line
 * @param {string} moved
 */
function draw(row, line, moved) {
  row.line = line;
  row.item.hidden = line === null;
  if (!line) return;
  row.button.disabled = line.about === null;
  set(row.button, { "data-kind": line.kind, "data-about": line.about, "data-moved": line.moved });
  write(row.text, line.text);
  write(row.note, line.moved ? `, ${moved}` : "");
}
