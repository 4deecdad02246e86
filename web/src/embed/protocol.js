// What an article and the frame in it say to each other. Both sides read it here, and neither takes anything
// from anybody but the other: a message has its sender checked where it arrives, and its shape here.
//
// The frame says to its parent that it is ready, and how tall it would be. The parent answers with one end of a
// channel; commands go in by it, and what happens comes out.

/** Which version of these words: what says another is not heard. */
const VERSION = 1;

/** The name of a frame whose parent is the element: it waits for the channel, and for the engine that comes with it. */
export const FRAME_NAME = "last-ack";

/** The tallest that a frame may ask to be, and the lowest, in px: every knob unfolded on a phone is 9,200. */
const TALLEST = 16_000;
const LOWEST = 160;

/** What an article may set of the frame's looks, as custom properties that begin with --lastack-. */
export const INKS = /** @type {const} */ (["paper", "sunk", "ink", "quiet", "hair", "wire", "a", "b", "loss", "focus"]);
export const FONTS = /** @type {const} */ (["sans", "mono"]);

/** @typedef {"play" | "pause" | "step" | "seek" | "injectLoss" | "load" | "state"} CommandName */
/** @typedef {{ name: CommandName, value?: string | number }} Command */
/** @typedef {"auto" | "light" | "dark"} Theme */
/** @typedef {{ theme: Theme, properties: Record<string, string> }} Looks */

/**
 * @typedef {object} Moment where the run stands
 * @property {string} scenario what stands behind # in a link to it
 * @property {number} now s
 * @property {number} end when the last thing happens, s
 * @property {number} events how many have happened
 * @property {boolean} playing
 * @property {string} verdict how it ends, in the language of the frame
 */

/** @typedef {{ kind: "ready" } | { kind: "height", height: number }} FromFrame */
/** @typedef {{ kind: "port", wasm: ArrayBuffer | "share" | null, looks: Looks | null }} FromArticle the engine's bytes; "share" has the frame fetch them, and hand them over for others */
/** @typedef {{ kind: "engine", wasm: ArrayBuffer } | { kind: "failed", why: string } | { kind: "answer", id: number, error: string | null, moment: Moment | null } | { kind: "moment", moment: Moment } | { kind: "ended", moment: Moment }} Said what comes out of the channel */
/** @typedef {{ kind: "command", id: number, command: Command } | { kind: "looks", looks: Looks }} Asked what goes in */

/** @param {FromFrame | FromArticle | Said | Asked} message */
export function sealed(message) {
  return { lastack: VERSION, ...message };
}

/** @param {unknown} data @returns {FromFrame | null} */
export function fromFrame(data) {
  const message = opened(data);
  switch (message?.["kind"]) {
    case "ready":
      return { kind: "ready" };
    case "height": {
      const { height } = message;
      return typeof height === "number" && Number.isFinite(height) ? { kind: "height", height: Math.min(Math.max(Math.ceil(height), LOWEST), TALLEST) } : null;
    }
    default:
      return null;
  }
}

/** @param {unknown} data @returns {FromArticle | null} */
export function fromArticle(data) {
  const message = opened(data);
  if (message?.["kind"] !== "port") return null;
  const { wasm } = message;
  return { kind: "port", wasm: wasm instanceof ArrayBuffer || wasm === "share" ? wasm : null, looks: looksOf(message["looks"]) };
}

/** @param {unknown} data @returns {Said | null} */
export function said(data) {
  const message = opened(data);
  switch (message?.["kind"]) {
    case "engine":
      return message["wasm"] instanceof ArrayBuffer ? { kind: "engine", wasm: message["wasm"] } : null;
    case "failed":
    case "answer":
    case "moment":
    case "ended":
      // It comes by a channel that the frame alone has the other end of, and the frame is ours.
      return /** @type {Said} */ (/** @type {unknown} */ (message));
    default:
      return null;
  }
}

/**
 * @param {unknown} data
 * @returns {Asked | { kind: "refused", id: number, why: string } | null} what cannot be told from noise is null
 */
export function asked(data) {
  const message = opened(data);
  switch (message?.["kind"]) {
    case "looks": {
      const looks = looksOf(message["looks"]);
      return looks && { kind: "looks", looks };
    }
    case "command": {
      const { id } = message;
      if (typeof id !== "number") return null;
      const command = commandOf(message["command"]);
      return typeof command === "string" ? { kind: "refused", id, why: command } : { kind: "command", id, command };
    }
    default:
      return null;
  }
}

/** What the value of a command must be: a sentence about it, or null where it is right. @type {Record<CommandName, (value: unknown) => string | null>} */
const VALUES = {
  play: nothing,
  pause: nothing,
  state: nothing,
  step: (value) => (value === undefined || value === 1 || value === -1 ? null : "step: 1 or -1 was expected"),
  seek: (value) => (typeof value === "number" && value >= 0 && Number.isFinite(value) ? null : "seek: seconds, at least 0, were expected"),
  injectLoss: (value) => (typeof value === "string" && /^[ab]:\d{1,6}$/.test(value) ? null : 'injectLoss: the name of a segment was expected, such as "a:2"'),
  load: (value) => (typeof value === "string" ? null : "load: a scenario was expected, as it stands behind # in a link"),
};

/** @param {unknown} value */
function nothing(value) {
  return value === undefined ? null : "no value was expected";
}

/** @param {unknown} data @returns {Command | string} */
function commandOf(data) {
  if (!isObject(data)) return "command: an object was expected";
  const { name, value } = data;
  if (typeof name !== "string" || !Object.hasOwn(VALUES, name)) return `command: one of ${Object.keys(VALUES).join(", ")} was expected`;
  const known = /** @type {CommandName} */ (name);
  return VALUES[known](value) ?? { name: known, ...(typeof value === "string" || typeof value === "number" ? { value } : {}) };
}

/** @param {unknown} data @returns {Looks | null} */
function looksOf(data) {
  if (!isObject(data) || !isObject(data["properties"])) return null;
  const theme = data["theme"];
  const given = data["properties"];
  /** @type {Record<string, string>} */
  const properties = {};
  for (const name of [...INKS, ...FONTS]) {
    const value = given[name];
    if (typeof value === "string" && value.length <= 200) properties[name] = value;
  }
  return { theme: theme === "light" || theme === "dark" ? theme : "auto", properties };
}

/** @param {unknown} data */
function opened(data) {
  return isObject(data) && data["lastack"] === VERSION ? data : null;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null;
}
