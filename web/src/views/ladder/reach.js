// The hand over the drawing is fetched when it first comes near.

/** @import { View } from "../view.js" */

/**
 * @param {View} view
 * @param {HTMLElement} sheet
 */
export function reach(view, sheet) {
  const near = new AbortController();
  /** @type {PointerEvent | null} a finger that came down before the hand was there */
  let pressed = null;
  sheet.addEventListener("pointerdown", (event) => (pressed = event), near);
  for (const end of ["pointerup", "pointercancel"]) sheet.addEventListener(end, () => (pressed = null), near);
  const fetch = async () => {
    const { Hand } = await import("./hand.js");
    if (near.signal.aborted) return;
    near.abort();
    new Hand(view, sheet, pressed);
  };
  for (const sign of ["pointerover", "focusin"]) sheet.addEventListener(sign, () => void fetch(), { once: true });
}
