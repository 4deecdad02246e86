// What a visitor can do with a key: one table, from which the keyboard, the buttons' titles and the
// help are made.

import { segmentOf } from "./moments.js";
import { MODES } from "./scale.js";

/**
 * @import { Player } from "./player.js"
 * @import { Direction, Unit } from "./steps.js"
 * @import { Store } from "./store.js"
 * @import { Key, Say } from "./strings/index.js"
 */

/**
 * @typedef {object} Context
 * @property {Store} store
 * @property {Player} player
 * @property {() => void} [share] where there is an address to share
 * @property {(segment: string) => void} [openMenu] where there is a drawing for a menu to be beside
 */

/**
 * @typedef {object} Action
 * @property {string} id
 * @property {Key} [words] where a button says them too; else the help alone has them
 * @property {readonly string[]} keys as KeyboardEvent.key has them; "Mod+" is Ctrl or ⌘, "Shift+" counts for letters and arrows alone
 * @property {string} shown the keys as the help shows them
 * @property {Unit} [unit] what a step goes to; by itself it goes to what is set
 * @property {(context: Context) => void} run
 */

/** A press of a key zooms by so much. */
const ZOOM = 1.5;

/** @type {readonly Action[]} */
export const ACTIONS = [
  { id: "play", keys: [" ", "k"], shown: "Space", run: ({ player }) => player.toggle() },
  { id: "step", keys: ["ArrowRight"], shown: "→", run: ({ player }) => player.step(1) },
  { id: "back", keys: ["ArrowLeft"], shown: "←", run: ({ player }) => player.step(-1) },
  stepping("state", 1, ["s", "Shift+ArrowRight"], "S"),
  stepping("state", -1, ["Shift+s", "Shift+ArrowLeft"], "⇧ S"),
  stepping("timer", 1, ["t"], "T"),
  stepping("timer", -1, ["Shift+t"], "⇧ T"),
  stepping("retransmission", 1, ["n"], "N"),
  stepping("retransmission", -1, ["Shift+n"], "⇧ N"),
  { id: "start", words: "keys.start", keys: ["Home"], shown: "Home", run: ({ player }) => player.toStart() },
  { id: "end", words: "keys.end", keys: ["End"], shown: "End", run: ({ player }) => player.toEnd() },
  { id: "slower", keys: ["<", ","], shown: "<", run: ({ player }) => player.turn(-1) },
  { id: "faster", keys: [">", "."], shown: ">", run: ({ player }) => player.turn(1) },
  { id: "toggle", keys: ["l"], shown: "L", run: ({ store }) => toggleFocused(store) },
  { id: "time", keys: ["x"], shown: "X", run: ({ store }) => void store.setScaleMode(MODES[(MODES.indexOf(store.state.scale.mode) + 1) % MODES.length] ?? "compact") },
  { id: "zoom-in", keys: ["+", "="], shown: "+", run: ({ store }) => store.setZoom(store.state.scale.zoom * ZOOM) },
  { id: "zoom-out", keys: ["-", "_"], shown: "−", run: ({ store }) => store.setZoom(store.state.scale.zoom / ZOOM) },
  { id: "zoom-reset", keys: ["0"], shown: "0", run: ({ store }) => store.setZoom(1) },
  { id: "menu", keys: ["m"], shown: "M", run: ({ store, openMenu }) => openMenu?.(focusedSegment(store)?.name ?? "") },
  { id: "share", keys: ["c"], shown: "C", run: ({ share }) => share?.() },
  { id: "undo", keys: ["Mod+z"], shown: "Ctrl Z", run: ({ store }) => store.undo() },
  { id: "dismiss", keys: ["Escape"], shown: "Esc", run: ({ store }) => store.dismissGhost() },
];

/**
 * @param {Unit} unit
 * @param {Direction} direction
 * @param {readonly string[]} keys
 * @param {string} shown
 * @returns {Action}
 */
function stepping(unit, direction, keys, shown) {
  return { id: `${unit}${direction}`, words: direction > 0 ? "keys.next" : "keys.previous", keys, shown, unit, run: ({ player }) => player.step(direction, unit) };
}

/**
 * What an action does, in words.
 *
 * @param {{ words: Key, unit?: Unit }} action
 * @param {Say} say
 */
export function actionWords({ words, unit }, say) {
  return say(words, unit && { what: say(`unit.${unit}`) });
}

/**
 * @param {{ key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean }} event
 * @returns {Action | undefined}
 */
export function actionFor({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (altKey) return undefined;
  const pressed = `${ctrlKey || metaKey ? "Mod+" : ""}${key.length === 1 ? key.toLowerCase() : key}`;
  const find = (/** @type {string} */ name) => ACTIONS.find(({ keys }) => keys.includes(name));
  return (shiftKey && find(`Shift+${pressed}`)) || find(pressed);
}

/** The action with that id. @param {string | undefined} id */
export function actionOf(id) {
  return ACTIONS.find((action) => action.id === id);
}

/**
 * Loses, or gives back, the segment that is being explained.
 *
 * @param {Store} store
 */
export function toggleFocused(store) {
  const record = focusedSegment(store);
  if (record) store.toggleLoss(record.name);
}

/**
 * The segment that is being explained; none that is forged, as nobody can do anything to it.
 *
 * @param {Store} store
 */
export function focusedSegment(store) {
  const { focus, trace } = store.state;
  const event = focus === null ? undefined : trace.events[focus];
  const segment = event ? segmentOf(event.what) : null;
  const record = segment === null ? undefined : trace.segments[segment];
  return record?.how.kind === "forged" ? undefined : record;
}
