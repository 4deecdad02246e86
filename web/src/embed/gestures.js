// A wheel, with Ctrl or without, and a finger or two over the drawing are the article's: they scroll it, and make
// it larger. In the page the drawing zooms by them, and no longer follows the playhead; in a frame it hears of none.

/** @param {ParentNode} page whose drawing is there */
export function leaveGestures(page) {
  const stop = (/** @type {Event} */ event) => event.stopPropagation();
  page.querySelector(".ladder-scroll")?.addEventListener("wheel", stop, { capture: true, passive: true });
  // What a hand does to a segment is listened for on the sheet itself, and goes on.
  for (const part of page.querySelectorAll(".ladder-heads, .ladder-sheet")) {
    for (const gesture of ["touchstart", "touchmove"]) part.addEventListener(gesture, stop, { passive: true });
    part.addEventListener("pointerdown", (event) => {
      if (/** @type {PointerEvent} */ (event).pointerType === "touch") stop(event);
    });
  }
}
