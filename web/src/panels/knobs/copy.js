// Lines of code with a button that copies them. It says "copied" for as long as what was copied is what
// stands there.

import { html, set, write } from "../../svg.js";

/** @import { SayKnobs } from "./remarks.js" */

export class Copyable {
  #code = html("code");
  #lines = html("pre", { class: "lines", tabindex: 0, role: "group" }, this.#code);
  #copy = html("button", { type: "button", class: "quiet-button" });
  #said = html("span", { class: "lines-said", role: "status" });
  #heading = html("h4");
  element;
  #text = "";
  /** @type {string | null} */
  #copied = null;
  /** @type {SayKnobs} */
  #say = (key) => key;

  /** @param {string} name */
  constructor(name) {
    set(this.#lines, { "data-lines": name });
    set(this.#copy, { "data-copy": name });
    this.element = html("div", { class: "copyable" }, html("div", { class: "copy-head" }, this.#heading, this.#said, this.#copy), this.#lines);
    this.#copy.addEventListener("click", () => void this.#toClipboard());
  }

  /** @param {string} heading @param {readonly string[]} lines @param {SayKnobs} say */
  show(heading, lines, say) {
    this.#say = say;
    write(this.#heading, heading);
    this.#text = lines.join("\n");
    this.#code.replaceChildren(...lines.map((line) => html("span", { class: "line" }, line)));
    set(this.#lines, { "aria-label": heading });
    write(this.#copy, say("lines.copy"));
    set(this.#copy, { "aria-label": `${say("lines.copy")}: ${heading}` });
    this.element.hidden = lines.length === 0;
    this.#showCopied();
  }

  async #toClipboard() {
    const text = `${this.#text}\n`;
    try {
      await navigator.clipboard.writeText(text);
      this.#copied = text;
      this.#showCopied();
    } catch {
      // Where a page may not write, as without TLS, a person still can.
      getSelection()?.selectAllChildren(this.#code);
      write(this.#said, this.#say("lines.refused"));
    }
  }

  #showCopied() {
    write(this.#said, this.#copied === `${this.#text}\n` ? this.#say("lines.copied") : "");
  }
}
