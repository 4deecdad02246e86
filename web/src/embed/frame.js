// The page in an article's frame: the same views, with the drawing as all that is seen at once. Never takes the
// wheel, says how tall it is, and does what the article asks by the channel that its parent handed over.

import { reasonOf } from "../reason.js";
import { fetchWasm, openStore } from "../store.js";
import { bestLanguage } from "../strings/index.js";
import { useStyles } from "../views/panel.js";
import { obey } from "./commands.js";
import { FrameBar } from "./frame-bar.js";
import { leaveGestures } from "./gestures.js";
import { asked, FONTS, FRAME_NAME, fromArticle, INKS, sealed } from "./protocol.js";

/**
 * @import { LastAck } from "../last-ack.js"
 * @import { Links } from "../share/links.js"
 * @import { Player } from "../player.js"
 * @import { Store } from "../store.js"
 * @import { FromArticle, FromFrame, Looks, Moment, Said } from "./protocol.js"
 * @typedef {{ language: string, preset: string, open: (store: Store) => Promise<unknown>, links: (store: Store) => Promise<Links | null> }} Wanted what the link asks for; what shows all the rest of it, and what keeps it from then on
 */

/** How long an article's element may take to hand over the engine, ms: another frame is fetching it. */
const PATIENCE_MS = 15_000;

/** What is posted by window, either way, is heard from the parent alone. */
class Article {
  /** @type {MessagePort | null} */
  #port = null;
  /** @type {Set<(port: MessagePort) => void>} */
  #listeners = new Set();

  constructor() {
    addEventListener("message", (/** @type {MessageEvent<unknown>} */ event) => {
      const [port] = event.ports;
      if (event.source !== parent || parent === window || !port) return;
      const message = fromArticle(event.data);
      if (!message) return;
      this.#port?.close();
      this.#port = port;
      this.welcome(message);
      for (const listener of this.#listeners) listener(port);
    });
  }

  /** @type {(message: FromArticle) => void} */
  welcome = () => {};

  /** @param {(port: MessagePort) => void} listener called with each channel that is handed over, also if it was already */
  onPort(listener) {
    this.#listeners.add(listener);
    if (this.#port) listener(this.#port);
  }

  /** @param {FromFrame} message */
  tell(message) {
    if (parent !== window) parent.postMessage(sealed(message), "*");
  }

  /** @param {Said} message */
  say(message) {
    this.#port?.postMessage(sealed(message));
  }
}

/**
 * @param {LastAck} page
 * @param {Wanted} wanted
 */
export async function startFrame(page, wanted) {
  const article = new Article();
  try {
    return await open(page, wanted, article);
  } catch (error) {
    article.say({ kind: "failed", why: reasonOf(error) });
    throw error;
  }
}

/**
 * @param {LastAck} page
 * @param {Wanted} wanted
 * @param {Article} article
 */
async function open(page, { language, preset, open: openLink, links: keepLink }, article) {
  const [wasm] = await Promise.all([engineOf(article), useStyles(new URL("./embed.css", import.meta.url))]);
  const store = await openStore(bestLanguage([language, ...navigator.languages]), preset, { describes: false, wasm: wasm ?? undefined });
  await openLink(store);
  const { player, margin } = page.connect(store);
  leaveGestures(page);
  customElements.define("la-frame-bar", FrameBar);
  const links = await keepLink(store);
  const bar = new FrameBar(page, margin, links);
  await bar.open(store, player);
  page.append(bar);
  tellHeight(page, article);
  serve(store, player, links, article);
  return store;
}

/**
 * The bytes of the engine, where an element has them or wants them; nothing for a frame that stands by itself.
 *
 * @param {Article} article
 * @returns {Promise<ArrayBuffer | null>}
 */
async function engineOf(article) {
  /** @type {Promise<ArrayBuffer | "share" | null>} */
  const welcomed = new Promise((resolve) => {
    article.welcome = ({ wasm, looks }) => {
      if (looks) wear(looks);
      resolve(wasm);
    };
    if (window.name === FRAME_NAME) setTimeout(resolve, PATIENCE_MS, null);
    else resolve(null);
  });
  article.tell({ kind: "ready" });
  const wasm = await welcomed;
  if (wasm !== "share") return wasm;
  const bytes = await fetchWasm();
  article.say({ kind: "engine", wasm: bytes });
  return bytes;
}

/** @param {LastAck} page @param {Article} article */
function tellHeight(page, article) {
  const measure = () => article.tell({ kind: "height", height: page.getBoundingClientRect().bottom + scrollY });
  new ResizeObserver(measure).observe(page);
  // Whoever comes later has not heard it.
  article.onPort(measure);
}

/**
 * @param {Store} store
 * @param {Player} player
 * @param {Links | null} links
 * @param {Article} article
 */
function serve(store, player, links, article) {
  /** The address of what is shown, as it was last known. */
  let scenario = location.hash.slice(1);
  const moment = () => momentOf(scenario, store, player);
  article.onPort((port) => {
    port.addEventListener("message", async (/** @type {MessageEvent<unknown>} */ { data }) => {
      const message = asked(data);
      if (message?.kind === "looks") wear(message.looks);
      if (message?.kind === "refused") article.say({ kind: "answer", id: message.id, error: message.why, moment: null });
      if (message?.kind !== "command") return;
      // Whatever becomes of it, whoever asked is answered.
      const error = await obey(message.command, store, player, links).catch(String);
      scenario = (await links?.text().catch(() => null)) ?? scenario;
      article.say({ kind: "answer", id: message.id, error, moment: moment() });
    });
    port.start();
  });
  let told = "";
  let wasPlaying = false;
  const tell = () => {
    const now = moment();
    const { playing } = player;
    if (wasPlaying && !playing && player.atEnd) article.say({ kind: "ended", moment: now });
    wasPlaying = playing;
    // While it plays the time alone changes with each frame: what happens is worth a message.
    const text = JSON.stringify({ ...now, now: playing ? 0 : now.now });
    if (text === told) return;
    told = text;
    article.say({ kind: "moment", moment: now });
  };
  store.subscribe((_, changes) => {
    tell();
    if (changes.has("run")) void links?.text().then((text) => (scenario = text), () => {});
  });
  player.subscribe(tell);
}

/**
 * @param {string} scenario
 * @param {Store} store
 * @param {Player} player
 * @returns {Moment}
 */
function momentOf(scenario, { state: { cursor, run, trace, language } }, { playing }) {
  return { scenario, now: cursor.now / 1e6, end: run.endedAt / 1e6, events: cursor.events, playing, verdict: trace.verdict[language] };
}

/** An article's inks are taken where they are colours, and its fonts where they are fonts. @param {Looks} looks */
function wear({ theme, properties }) {
  const { style, dataset } = document.documentElement;
  if (theme === "auto") delete dataset["theme"];
  else dataset["theme"] = theme;
  for (const [names, property] of /** @type {const} */ ([[INKS, "color"], [FONTS, "font-family"]])) {
    for (const name of names) {
      const value = properties[name];
      if (value !== undefined && CSS.supports(property, value) && !/(?:var|env|attr)\(/i.test(value)) style.setProperty(`--${name}`, value);
      else style.removeProperty(`--${name}`);
    }
  }
}
