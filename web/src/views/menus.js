// The door to the menus: what makes them is fetched when somebody opens the first.

/**
 * @import { Host } from "../engine.js"
 * @import { View } from "./view.js"
 */

/** @typedef {{ segment: string } | { host: Host }} Subject */
/** @typedef {Element | { x: number, y: number }} Anchor where on the screen: beside an element, or at a point */

/**
 * @param {Pick<View, "store" | "player">} view
 * @param {Subject} subject
 * @param {Anchor} anchor
 */
export async function openMenu({ store, player }, subject, anchor) {
  player.pause();
  try {
    const { open } = await import("../menus/subjects.js");
    await open(store, subject, anchor);
  } catch (error) {
    store.warn("banner.edit", { reason: String(error) });
  }
}
