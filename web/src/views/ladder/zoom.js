// Zooming by hand: Ctrl or ⌘ and the wheel, which is also what a touchpad's pinch is, or two fingers. A wheel
// or a finger alone scrolls, as anywhere.

/** @typedef {(y: number, factor: number) => void} Zoom the height on the screen that stays where it is, and how much larger */

/** A notch of a wheel is a hundred pixels, a pinch's step a few: neither jumps. */
const MOST_PER_EVENT = 25;

/**
 * @param {HTMLElement} element
 * @param {Zoom} zoom
 */
export function listenForZoom(element, zoom) {
  element.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const turned = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : MOST_PER_EVENT);
    zoom(event.clientY, Math.exp(-Math.min(Math.max(turned, -MOST_PER_EVENT), MOST_PER_EVENT) / 100));
  }, { passive: false });

  /** How far apart two fingers were; nothing where there are not two. @type {number | null} */
  let apart = null;
  const measure = (/** @type {TouchEvent} */ { touches: [one, other, third] }) => (one && other && !third ? { y: (one.clientY + other.clientY) / 2, apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) } : null);
  const moved = (/** @type {TouchEvent} */ event) => {
    const pinch = measure(event);
    if (!pinch || apart === null) return;
    if (event.cancelable) event.preventDefault();
    zoom(pinch.y, pinch.apart / apart);
    apart = pinch.apart;
  };
  const lifted = (/** @type {TouchEvent} */ event) => {
    apart = measure(event)?.apart ?? null;
    if (event.targetTouches.length === 0) listen(event.currentTarget, "removeEventListener");
  };
  // What a finger came down on hears of it until it is lifted, even when it is drawn anew meanwhile and stands in
  // no document any more: nothing of that reaches the element.
  const listen = (/** @type {EventTarget | null} */ target, /** @type {"addEventListener" | "removeEventListener"} */ change) => {
    target?.[change]("touchmove", /** @type {EventListener} */ (moved), { passive: false });
    for (const end of ["touchend", "touchcancel"]) target?.[change](end, /** @type {EventListener} */ (lifted));
  };
  element.addEventListener("touchstart", (event) => {
    apart = measure(event)?.apart ?? null;
    for (const { target } of event.changedTouches) listen(target, "addEventListener");
  }, { passive: true });
}
