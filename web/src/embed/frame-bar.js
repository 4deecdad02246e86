// <la-frame-bar>: below the run in an article, what else there is: the margin, once somebody wants it, and the
// page itself, with the run as it stands.

import { html, set, write } from "../svg.js";
import { Panel } from "../views/panel.js";

/**
 * @import { Margin } from "../margin.js"
 * @import { Links } from "../share/links.js"
 * @import en from "./en.js"
 */

/** @typedef {keyof typeof en} Word */

/** @extends {Panel<Word>} */
export class FrameBar extends Panel {
  #more = html("button", { type: "button", class: "quiet-button", "data-control": "more", "aria-expanded": "false" });
  #open = html("a", { target: "_blank", rel: "noopener", "data-control": "open-page" });
  #page;
  #margin;
  #links;

  /**
   * @param {HTMLElement} page
   * @param {Margin} margin of that page
   * @param {Links | null} links
   */
  constructor(page, margin, links) {
    super({ en: () => import("./en.js"), zh: () => import("./zh.js") });
    this.#page = page;
    this.#margin = margin;
    this.#links = links;
  }

  /** @override */
  build() {
    this.append(this.#more, this.#open);
    this.#more.addEventListener("click", () => {
      const byKey = this.#more.matches(":focus-visible");
      this.#unfold(!this.#page.hasAttribute("data-more"));
      // It comes above the button, which moves far away: who has no pointer is taken to it.
      if (byKey) /** @type {HTMLElement | null} */ (this.#page.querySelector("[data-more] [role=tab][tabindex='0']"))?.focus();
    });
    // Whoever wants a knob or a panel wants to see it.
    for (const wanted of ["la-knob", "la-panel"]) this.#page.addEventListener(wanted, () => this.#unfold(true));
    this.#open.addEventListener("click", () => this.player.pause());
    // What it leads to is known when somebody is about to follow it.
    for (const about of ["pointerenter", "pointerdown", "focus"]) this.#open.addEventListener(about, () => void this.#point());
  }

  /** @override */
  show() {
    this.#name(this.#page.hasAttribute("data-more"));
    write(this.#open, `${this.say("frame.open")}\u00a0↗`);
    void this.#point();
  }

  /** The page with the run as it stands. */
  async #point() {
    const { pathname, href, hash } = location;
    const page = pathname.endsWith("/embed.html") ? "./" : pathname;
    const text = await this.#links?.text().catch(() => null);
    set(this.#open, { href: `${new URL(page, href).href}${text ? `#${text}` : hash}` });
  }

  /** @param {boolean} open */
  #unfold(open) {
    this.#page.toggleAttribute("data-more", open);
    set(this.#more, { "aria-expanded": String(open) });
    this.#name(open);
    if (open) void this.#margin.unfold();
  }

  /** @param {boolean} open */
  #name(open) {
    write(this.#more, this.say(open ? "frame.less" : "frame.more"));
  }
}
