// A hand that comes near the drawing: by the right button or the menu key it has the menu of a segment. What
// else it does is fetched now.

import { openMenu } from "../menus.js";

/** @import { View } from "../view.js" */

/**
 * @param {View} view
 * @param {HTMLElement} sheet
 */
export function reach(view, sheet) {
  sheet.addEventListener("contextmenu", (event) => {
    const segment = /** @type {Element} */ (event.target).closest("[data-segment]");
    if (!segment) return;
    event.preventDefault();
    // A finger's long press is told by its length.
    if (/** @type {PointerEvent} */ (event).pointerType === "touch") return;
    void openMenu(view, { segment: segment.getAttribute("data-segment") ?? "" }, event.button === 2 ? event : (segment.querySelector(".line") ?? segment));
  });
  const near = new AbortController();
  /** @type {PointerEvent | null} what came down before the hand was there */
  let pressed = null;
  sheet.addEventListener("pointerdown", (event) => (pressed = event), near);
  for (const end of ["pointerup", "pointercancel"]) sheet.addEventListener(end, () => (pressed = null), near);
  sheet.addEventListener("pointerover", async () => {
    const { Hand } = await import("./hand.js");
    near.abort();
    new Hand(view, sheet, pressed);
  }, { once: true });
}
