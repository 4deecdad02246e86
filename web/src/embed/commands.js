// What an article may ask of the run in its frame.

import { unreachable } from "../unreachable.js";

/**
 * @import { Player } from "../player.js"
 * @import { Store } from "../store.js"
 * @import { Command } from "./protocol.js"
 */

/**
 * @param {Command} command whose value is as its name wants it
 * @param {Store} store
 * @param {Player} player
 * @returns {Promise<string | null>} why it could not be done
 */
export async function obey({ name, value }, store, player) {
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
      player.step(value === -1 ? -1 : 1);
      return null;
    case "seek":
      player.pause();
      store.select(null);
      store.seek(Math.min(Number(value) * 1e6, store.state.run.endedAt));
      return null;
    case "injectLoss":
      return lose(store, String(value));
    case "load":
      return load(store, player, String(value));
    default:
      return unreachable(name);
  }
}

/** @param {Store} store @param {string} name */
function lose(store, name) {
  const record = store.state.trace.segments.find((segment) => segment.name === name);
  if (!record) return `injectLoss: this run has no segment ${name}`;
  if (record.fate.kind !== "lost") store.toggleLoss(name);
  return null;
}

/** @param {Store} store @param {Player} player @param {string} link */
async function load(store, player, link) {
  player.pause();
  const name = new URLSearchParams(link).get("s") ?? undefined;
  return name === undefined || (await store.loadPreset(name)) ? null : `load: there is no preset ${name.slice(0, 40)}`;
}
