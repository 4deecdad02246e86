// What floats over the page: one box at a time, beside what it is about and inside the window. A press outside
// it closes it and does nothing else; the focus goes back to where it was.

import { html } from "../svg.js";

/** @import { Anchor } from "../views/menus.js" */

/** As far as a box keeps from the edges of the window. */
const EDGE = 8;

/** @type {Floating | null} the one that is open */
let open = null;

export class Floating {
  #ground = html("div", { class: "floating-ground" });
  #box;
  #anchor;
  #before = /** @type {HTMLElement | SVGElement | null} */ (document.activeElement);
  #ended = new AbortController();

  /**
   * @param {HTMLElement} box
   * @param {Anchor} anchor
   */
  constructor(box, anchor) {
    open?.close();
    open = this;
    this.#box = box;
    this.#anchor = anchor instanceof Element ? anchor.getBoundingClientRect() : new DOMRect(anchor.x, anchor.y, 0, 0);
    box.classList.add("floating");
    (document.querySelector("last-ack main") ?? document.body).append(this.#ground, box);
    const { signal } = this.#ended;
    // What ends a press that began before, as the one that opened this box, doesn't close it; and it is closed by
    // the end of a press, whose click would else fall on what is below.
    let pressed = false;
    this.#ground.addEventListener("pointerdown", () => (pressed = true), { signal });
    for (const end of ["click", "contextmenu", "wheel"]) {
      this.#ground.addEventListener(end, (event) => {
        event.preventDefault();
        if (pressed || end === "wheel") this.close();
      }, { signal, passive: false });
    }
    window.addEventListener("resize", () => this.close(), { signal });
    // Keys are the box's own while it is open.
    box.addEventListener("keydown", (event) => event.stopPropagation(), { signal });
    this.place();
  }

  /** Anew, as its content has changed. */
  place() {
    const { left, top, bottom } = this.#anchor;
    const { offsetWidth: width, offsetHeight: height } = this.#box;
    const x = Math.max(EDGE, Math.min(left, innerWidth - width - EDGE));
    const below = bottom + 4;
    const y = below + height + EDGE <= innerHeight ? below : top - height - 4 >= EDGE ? top - height - 4 : Math.max(EDGE, innerHeight - height - EDGE);
    this.#box.style.setProperty("--x", `${Math.round(x)}px`);
    this.#box.style.setProperty("--y", `${Math.round(y)}px`);
  }

  close() {
    if (open !== this) return;
    open = null;
    this.#ended.abort();
    this.#ground.remove();
    this.#box.remove();
    this.#before?.focus({ preventScroll: true });
  }

  /**
   * Closes, then does what was chosen. What had the focus may be made anew by it, and has it again.
   *
   * @param {() => void} act
   */
  finish(act) {
    this.close();
    const before = this.#before;
    const control = before?.closest("[data-control]")?.getAttribute("data-control");
    act();
    if (control && !before?.isConnected && !open) document.querySelector(/** @type {"button"} */ (`[data-control="${control}"]`))?.focus({ preventScroll: true });
  }
}
