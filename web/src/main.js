// Starts the page: engine, store, language, theme, and what the link says.

import { define, LastAck } from "./last-ack.js";
import { FIRST, FIRST_STORY } from "./preset.js";
import { TRAP } from "./reason.js";
import { recall, remember } from "./settings.js";
import { glance } from "./share/glance.js";
import { openStore } from "./store.js";
import { bestLanguage, LANGUAGES } from "./strings/index.js";
// A panel is part of every first picture, or a story, which is one too: what they share comes at once.
import "./views/panel.js";

/**
 * @import { Begun, Links } from "./share/links.js"
 * @import { Store } from "./store.js"
 * @import { Theme } from "./views/top-bar.js"
 */

const link = glance(location.hash);
const language = bestLanguage([link.language, recall("language") ?? "", ...navigator.languages]);
const page = /** @type {LastAck} */ (document.querySelector("last-ack"));

/** What keeps the address, once it is needed. @type {Promise<Links | null> | null} */
let links = null;

// A page of an older release, which asked for a part of this one, comes no further than that.
if (customElements.get("last-ack")) void import("./newer.js");
define();
void start();
for (const kind of ["error", "unhandledrejection"]) {
  addEventListener(kind, async (event) => {
    const { error, reason = error } = /** @type {ErrorEvent & PromiseRejectionEvent} */ (event);
    if (reason?.name === TRAP) (await import("./failed.js")).tellStopped(page, language, reason);
  });
}

/** Not awaited by the module: what it fetches needs what this module needs, and would wait for it in vain. */
async function start() {
  try {
    await (isEmbedded() ? startInFrame() : startPage());
  } catch (error) {
    console.error(error);
    // The words may be what did not come.
    page.textContent = `LastAck: ${error}`;
    (await import("./failed.js")).tellFailed(page, language, error);
  }
}

/** In an article's frame: embed.html says so, or a link to the one-file page does. */
function isEmbedded() {
  const { documentElement: { dataset } } = document;
  if (new URLSearchParams(location.search).has("embed")) dataset["embed"] = "";
  return dataset["embed"] !== undefined;
}

async function startInFrame() {
  const { startFrame } = await import("./embed/frame.js");
  const { hash } = location;
  const store = await startFrame(page, {
    language,
    preset: link.preset ?? FIRST,
    open: (store) => openLink(store, { preset: store.state.preset, hash }),
    links: (store) => fetchLinks(store, { preset: store.state.preset, hash }),
  });
  nameLanguage(store);
  store.subscribe((_, changes) => void (changes.has("language") && nameLanguage(store)));
}

async function startPage() {
  const theme = readTheme(recall("theme"));
  setTheme(theme);
  // Who comes for the first time, to no scenario in particular, is told the first story.
  const story = link.story ?? (location.hash === "" && recall("story") !== "left" ? FIRST_STORY : undefined);
  const [store] = await Promise.all([openStore(language, link.preset ?? FIRST, { describes: !story }), story ? fetchFirstStory() : fetchFront(), link.more ? import("./share/links.js") : null]);
  const begun = { preset: store.state.preset, story, hash: location.hash };
  const look = await openLink(store, begun);
  page.addEventListener("la-story-left", () => remember("story", "left"));
  const arrived = page.begin(store, story);
  page.showTheme(theme);
  store.subscribe((state, changes) => {
    if (changes.has("language")) remember("language", state.language);
    if (changes.has("language")) nameLanguage(store);
  });
  nameLanguage(store);
  page.addEventListener("la-theme", (event) => {
    const { detail } = /** @type {CustomEvent<Theme>} */ (event);
    setTheme(detail);
    remember("theme", detail);
  });
  await arrived;
  // The address stays what it is until somebody does something.
  const keep = () => void fetchLinks(store, begun);
  store.subscribe(keep);
  page.addEventListener("la-opened", keep);
  page.addEventListener("la-share", async () => (await fetchLinks(store, begun))?.share());
  addEventListener("hashchange", keep);
  if (look) void (await links)?.surround(look);
  // Where pages may be kept at all. Nobody waits for it.
  if (navigator.serviceWorker) setTimeout(() => import("./offline.js"), 3_000);
}

/**
 * The run of the address, before anything is drawn, and how it is to be looked at. A preset that is not there is
 * said by what reads links, too.
 *
 * @param {Store} store
 * @param {Begun} begun
 */
async function openLink(store, begun) {
  return link.more || (link.preset ?? FIRST) !== begun.preset ? (await fetchLinks(store, begun))?.open() : null;
}

/** Where what keeps the address does not come, the page is still a page. @param {Store} store @param {Begun} begun */
function fetchLinks(store, begun) {
  links ??= import("./share/links.js").then(({ Links }) => new Links(store, page, begun), () => (links = null));
  return links;
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
  return Promise.allSettled([...(language === "zh" ? [import("./strings/engine.zh.js"), import("./strings/front.zh.js")] : [import("./strings/engine.en.js"), import("./strings/front.en.js")]), import("./panels/front.js")]);
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
