// <la-frame-bar>: below the run in an article, what else there is: the margin, once somebody wants it, and the
// page itself, with the run as it stands.

import { html, set, write } from "../svg.js";
import { Panel } from "../views/panel.js";

/**
 * @import { Margin } from "../margin.js"
 * @import { State } from "../store.js"
 * @import en from "./en.js"
 */

/** @typedef {keyof typeof en} Word */

/** @extends {Panel<Word>} */
export class FrameBar extends Panel {
  #more = html("button", { type: "button", class: "quiet-button", "data-control": "more", "aria-expanded": "false" });
  #open = html("a", { target: "_blank", rel: "noopener", "data-control": "open-page" });
  #page;
  #margin;

  /**
   * @param {HTMLElement} page
   * @param {Margin} margin of that page
   */
  constructor(page, margin) {
    super({ en: () => import("./en.js"), zh: () => import("./zh.js") });
    this.#page = page;
    this.#margin = margin;
  }

  /** @override */
  build() {
    this.append(this.#more, this.#open);
    this.#more.addEventListener("click", () => {
      const open = this.#page.toggleAttribute("data-more");
      set(this.#more, { "aria-expanded": String(open) });
      this.#name(open);
      if (open) void this.#margin.unfold();
    });
    this.#open.addEventListener("click", () => this.player.pause());
  }

  /** @override @param {Readonly<State>} state */
  show({ preset, language }) {
    this.#name(this.#page.hasAttribute("data-more"));
    write(this.#open, `${this.say("frame.open")} ↗`);
    set(this.#open, { href: `${new URL("./", location.href).href}#${preset ? `s=${preset}&` : ""}lang=${language}` });
  }

  /** @param {boolean} open */
  #name(open) {
    write(this.#more, this.say(open ? "frame.less" : "frame.more"));
  }
}
