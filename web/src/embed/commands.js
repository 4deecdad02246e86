// What an article may ask of the run in its frame.

import { unreachable } from "../unreachable.js";

/**
 * @import { Player } from "../player.js"
 * @import { Links } from "../share/links.js"
 * @import { Store } from "../store.js"
 * @import { Command } from "./protocol.js"
 */

/**
 * @param {Command} command whose value is as its name wants it
 * @param {Store} store
 * @param {Player} player
 * @param {Links | null} links
 * @returns {Promise<string | null>} why it could not be done
 */
export async function obey({ name, value }, store, player, links) {
  switch (name) {
    case "play":
      player.play();
      return null;
    case "pause":
      player.pause();
      return null;
    case "state":
      return null;
    case "step":
      // By an event, whatever the reader has the keys step by.
      player.step(value === -1 ? -1 : 1, "event");
      return null;
    case "seek":
      player.pause();
      store.select(null);
      store.seek(Math.min(Number(value) * 1e6, store.state.run.endedAt));
      return null;
    case "injectLoss":
      return lose(store, String(value));
    case "load":
      return load(store, player, links, String(value));
    default:
      return unreachable(name);
  }
}

/** @param {Store} store @param {string} name */
function lose(store, name) {
  const record = store.state.trace.segments.find((segment) => segment.name === name);
  if (!record) return `injectLoss: this run has no segment ${name}`;
  if (record.fate.kind === "lost") return null;
  store.toggleLoss(name);
  const lost = store.state.trace.segments.some((segment) => segment.name === name && segment.fate.kind === "lost");
  return lost ? null : `injectLoss: ${name} cannot be lost`;
}

/**
 * Another scenario is another address of the frame: as one that is written by hand, but no step of the article's
 * history.
 *
 * @param {Store} store
 * @param {Player} player
 * @param {Links | null} links
 * @param {string} link
 */
async function load(store, player, links, link) {
  player.pause();
  const name = new URLSearchParams(link).get("s");
  if (!links) return name === null || (await store.loadPreset(name)) ? null : unknown(name);
  location.replace(`#${link}`);
  await links.open();
  return name === null || name === store.state.preset || name === "blank" ? null : unknown(name);
}

/** @param {string} name */
function unknown(name) {
  return `load: there is no preset ${name.slice(0, 40)}`;
}
