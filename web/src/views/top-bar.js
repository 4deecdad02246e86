// <la-top-bar>: what this is, which story runs, and how it is shown.

import { LANGUAGES } from "../strings/index.js";
import { html, write } from "../svg.js";
import { View } from "./view.js";

/**
 * @import { State } from "../store.js"
 * @import { Language } from "../strings/index.js"
 */

const OWN = "";
const THEMES = /** @type {const} */ (["auto", "light", "dark"]);

export class TopBar extends View {
  #story = html("select", { class: "story", "data-control": "story" });
  #edited = html("span", { class: "edited" });
  #reset = html("button", { type: "button", class: "quiet-button", "data-control": "start-over" });
  #open = html("button", { type: "button", class: "quiet-button", "data-control": "open" });
  #file = html("input", { type: "file", accept: ".json,application/json", hidden: true, "data-control": "file" });
  #language = html("select", { class: "plain-select", "data-control": "language" });
  #theme = html("select", { class: "plain-select", "data-control": "theme" });

  /** @override */
  build() {
    const brand = html("span", { class: "brand" }, "Last", html("b", {}, "Ack"));
    const changed = html("span", { class: "changed" }, this.#edited, this.#reset);
    this.append(brand, this.#story, changed, html("span", { class: "spring" }), this.#open, this.#file, this.#language, this.#theme);
    this.#language.append(...LANGUAGES.map(({ language, tag, name }) => html("option", { value: language, lang: tag }, name)));

    this.#story.addEventListener("change", () => this.#choose());
    this.#reset.addEventListener("click", () => {
      this.player.pause();
      this.store.startOver();
    });
    this.#open.addEventListener("click", () => this.#file.click());
    this.#file.addEventListener("change", () => {
      const file = this.#file.files?.[0];
      if (file) void this.store.openFile(file);
      this.#file.value = "";
    });
    this.#language.addEventListener("change", () => this.store.setLanguage(/** @type {Language} */ (this.#language.value)));
    this.#theme.addEventListener("change", () => this.dispatchEvent(new CustomEvent("la-theme", { bubbles: true, detail: this.#theme.value })));
  }

  /** The theme is the page's, not the run's, so whoever keeps it tells us. @param {string} theme */
  showTheme(theme) {
    this.#theme.value = theme;
  }

  /** @override @param {Readonly<State>} state */
  structure({ presets, preset, scenario, edited, language, say }) {
    const stories = presets.map(({ name, title }) => html("option", { value: name }, title[language]));
    if (!preset) stories.unshift(html("option", { value: OWN }, scenario.name || say("top.own")));
    this.#story.replaceChildren(...stories);
    this.#story.value = preset?.name ?? OWN;
    this.#story.setAttribute("aria-label", say("top.story"));

    write(this.#edited, edited ? say("top.edited") : "");
    write(this.#reset, say("top.reset"));
    this.#reset.hidden = !edited;
    write(this.#open, say("top.open"));

    this.#language.value = language;
    this.#language.setAttribute("aria-label", say("top.language"));
    const theme = this.#theme.value || THEMES[0];
    this.#theme.replaceChildren(...THEMES.map((name) => html("option", { value: name }, say(`theme.${name}`))));
    this.#theme.value = theme;
    this.#theme.setAttribute("aria-label", say("top.theme"));
  }

  #choose() {
    if (this.#story.value === OWN) return;
    this.player.pause();
    this.store.loadPreset(this.#story.value);
  }
}
