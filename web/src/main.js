// Starts the page: engine, store, language, theme, and the story that the link names.

import { define, LastAck } from "./last-ack.js";
import { recall, remember } from "./settings.js";
import { openStore } from "./store.js";
import { bestLanguage, LANGUAGES, speaker } from "./strings/index.js";

/** @import { Store } from "./store.js" */

const language = bestLanguage([recall("language") ?? "", ...navigator.languages]);
const page = /** @type {LastAck} */ (document.querySelector("last-ack"));

define();
setTheme(recall("theme") ?? "auto");
try {
  const store = await openStore(language);
  followLink(store);
  page.connect(store);
  page.showTheme(document.documentElement.dataset["theme"] ?? "auto");
  store.subscribe((state, changes) => {
    if (changes.has("language")) remember("language", state.language);
    if (changes.has("language")) nameLanguage(store);
    if (changes.has("run")) writeLink(store);
  });
  nameLanguage(store);
  addEventListener("hashchange", () => followLink(store));
  page.addEventListener("la-theme", (event) => {
    const theme = /** @type {CustomEvent<string>} */ (event).detail;
    setTheme(theme);
    remember("theme", theme);
  });
} catch (error) {
  console.error(error);
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.textContent = speaker(language)("page.failed", { reason: error instanceof Error ? error.message : String(error) });
  page.replaceChildren(message);
}

/** @param {string} theme */
function setTheme(theme) {
  if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
  else delete document.documentElement.dataset["theme"];
}

/** @param {Store} store */
function nameLanguage({ state }) {
  document.documentElement.lang = LANGUAGES.find((known) => known.language === state.language)?.tag ?? "en";
  document.title = state.say("page.title");
}

/**
 * `#s=clean-close` names a story.
 *
 * @param {Store} store
 */
function followLink(store) {
  const name = new URLSearchParams(location.hash.slice(1)).get("s");
  if (name === null || name === store.state.preset?.name) return;
  if (store.loadPreset(name)) return;
  store.warn("banner.preset", { name: name.slice(0, 40), shown: store.state.preset?.title[store.state.language] ?? store.state.scenario.name ?? "" });
}

/** @param {Store} store */
function writeLink({ state: { preset, presets } }) {
  const { pathname, search, hash } = location;
  const wanted = preset && (preset !== presets[0] || hash) ? `#s=${preset.name}` : "";
  if (hash !== wanted) history.replaceState(null, "", `${pathname}${search}${wanted}`);
}
