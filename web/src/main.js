// Starts the page: engine, store, language, theme, and the story that the link names.

import { define, LastAck } from "./last-ack.js";
import { FIRST, FIRST_STORY } from "./preset.js";
import { recall, remember } from "./settings.js";
import { openStore } from "./store.js";
import { bestLanguage, LANGUAGES } from "./strings/index.js";
// A panel is part of every first picture, or a story, which is one too: what they share comes at once.
import "./views/panel.js";

/**
 * @import { Store } from "./store.js"
 * @import { Theme } from "./views/top-bar.js"
 */

const language = bestLanguage([recall("language") ?? "", ...navigator.languages]);
const page = /** @type {LastAck} */ (document.querySelector("last-ack"));

/** The preset before the one that a link is being written for. @type {string | null} */
let shown = FIRST;

define();
void start();

/** Not awaited by the module: what it fetches needs what this module needs, and would wait for it in vain. */
async function start() {
  try {
    await (isEmbedded() ? startInFrame() : startPage());
  } catch (error) {
    console.error(error);
    const message = document.createElement("p");
    message.setAttribute("role", "alert");
    // The words may be what did not come.
    message.textContent = `LastAck did not start. LastAck 未能启动。 ${error instanceof Error ? error.message : String(error)}`;
    page.replaceChildren(message);
  }
}

/** In an article's frame: embed.html says so, or a link to the one-file page does. */
function isEmbedded() {
  const { documentElement: { dataset } } = document;
  if (new URLSearchParams(location.search).has("embed")) dataset["embed"] = "";
  return dataset["embed"] !== undefined;
}

async function startInFrame() {
  const wanted = storyIn(location.hash);
  const { startFrame } = await import("./embed/frame.js");
  const store = await startFrame(page, { language: new URLSearchParams(location.hash.slice(1)).get("lang"), preset: wanted ?? FIRST });
  if (wanted !== null) warnOfLink(store, wanted);
  nameLanguage(store);
  store.subscribe((_, changes) => void (changes.has("language") && nameLanguage(store)));
}

async function startPage() {
  const theme = readTheme(recall("theme"));
  setTheme(theme);
  const wanted = storyIn(location.hash);
  // Who comes for the first time, to no scenario in particular, is told the first story.
  const story = wanted === null && recall("story") !== "left" ? FIRST_STORY : undefined;
  const [store] = await Promise.all([openStore(language, wanted ?? FIRST, { describes: !story }), story ? fetchFirstStory() : fetchFront()]);
  if (wanted !== null) warnOfLink(store, wanted);
  shown = store.state.preset;
  page.addEventListener("la-story-left", () => remember("story", "left"));
  const arrived = page.begin(store, story);
  page.showTheme(theme);
  store.subscribe((state, changes) => {
    if (changes.has("language")) remember("language", state.language);
    if (changes.has("language")) nameLanguage(store);
    if (changes.has("run")) writeLink(store);
    shown = state.preset;
  });
  nameLanguage(store);
  addEventListener("hashchange", () => void followLink(store));
  page.addEventListener("la-theme", (event) => {
    const { detail } = /** @type {CustomEvent<Theme>} */ (event);
    setTheme(detail);
    remember("theme", detail);
  });
  await arrived;
  // Where pages may be kept at all. Nobody waits for it.
  if (navigator.serviceWorker) setTimeout(() => import("./offline.js"), 3_000);
}

// What the first picture needs beside the store. Whatever of it does not come is asked for again by whoever shows
// it, who also says what is wrong.

function fetchFirstStory() {
  // Whoever does anything may want to turn something next.
  for (const doing of ["pointerdown", "keydown"]) addEventListener(doing, () => void fetchFront(), { once: true });
  const words = language === "zh" ? import("./stories/zh.js") : import("./stories/en.js");
  return Promise.allSettled([words, import("./stories/stories.js"), import("./stories/told/wait-for-ever.js")]);
}

function fetchFront() {
  return Promise.allSettled([language === "zh" ? import("./strings/engine.zh.js") : import("./strings/engine.en.js"), import("./panels/front.js")]);
}

/**
 * @param {string | null} name
 * @returns {Theme}
 */
function readTheme(name) {
  return name === "light" || name === "dark" ? name : "auto";
}

/** @param {Theme} theme */
function setTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

/** @param {Store} store */
function nameLanguage({ state }) {
  document.documentElement.lang = LANGUAGES.find((known) => known.language === state.language)?.tag ?? "en";
  document.title = state.say("page.title");
}

/**
 * `#s=clean-close` names a story; no hash is the first one.
 *
 * @param {Store} store
 */
async function followLink(store) {
  const name = storyIn(location.hash) ?? FIRST;
  if (name !== store.state.preset && !(await store.loadPreset(name))) warnOfLink(store, name);
}

/**
 * @param {Store} store
 * @param {string} name that a link wants
 */
function warnOfLink(store, name) {
  const { preset, intro, language, scenario, banner } = store.state;
  if (name === preset || banner?.key === "banner.fetch" || name !== storyIn(location.hash)) return;
  store.warn("banner.preset", { name: name.slice(0, 40), shown: intro?.[language].title ?? scenario.name ?? "" });
}

/** @param {string} hash */
function storyIn(hash) {
  return new URLSearchParams(hash.slice(1)).get("s");
}

/**
 * To another scenario is a step that Back undoes, but not from step to step of a story; a link that named none is
 * put right in its place.
 *
 * @param {Store} store
 */
function writeLink({ state: { preset } }) {
  const { pathname, search, hash } = location;
  const wanted = preset && (preset !== FIRST || hash) ? `#s=${preset}` : "";
  if (hash === wanted) return;
  const link = `${pathname}${search}${wanted}`;
  if (!page.telling && (hash === "" || storyIn(hash) === shown)) history.pushState(null, "", link);
  else history.replaceState(null, "", link);
}
