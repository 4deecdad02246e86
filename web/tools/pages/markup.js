// Text as HTML. What is put into a template is text, and stays text, unless it came from a template itself.

const ESCAPED = /** @type {Record<string, string>} */ ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" });

/** HTML that was made here, which needs no escaping any more. */
export class Markup {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** @typedef {string | number | Markup | readonly Markup[]} Part */

/**
 * @param {TemplateStringsArray} strings
 * @param {...Part} parts text, or markup as it is
 */
export function html(strings, ...parts) {
  return new Markup(String.raw({ raw: strings }, ...parts.map(written)));
}

/** @param {Part} part @returns {string} */
function written(part) {
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(written).join("");
  return escaped(String(part));
}

/** As XML has it, too. @param {string} text */
export function escaped(text) {
  return text.replace(/[&<>"']/g, (letter) => ESCAPED[letter] ?? letter);
}

/** Text in which no name like TIME-WAIT is broken at the end of a line, and no number from its unit. @param {string} text */
export function prose(text) {
  return text.split(/([A-Z]+(?:-[A-Z0-9]+)+|\d[\d.]* (?:ms|s|min|KB|MB|bytes|秒|毫秒|分钟|字节)(?![A-Za-z]))/).map((part, i) => (i % 2 ? html`<span class="unbroken">${part}</span>` : html`${part}`));
}
