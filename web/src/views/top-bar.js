// <la-top-bar>: what this is, which story runs, and how it is shown.

import { LANGUAGES } from "../strings/index.js";
import { disable, html, icon, set, write } from "../svg.js";
import { title, View } from "./view.js";

/** @import { State } from "../store.js" */

/** @typedef {"auto" | "light" | "dark"} Theme */

/** @type {Record<Theme, { next: Theme, drawing: string }>} */
const THEMES = {
  auto: { next: "light", drawing: "M8 2a6 6 0 0 0 0 12ZM8 2a6 6 0 0 1 0 12" },
  light: { next: "dark", drawing: "M8 5a3 3 0 0 0 0 6 3 3 0 0 0 0-6M8 1V2.5M8 13.5V15M1 8H2.5M13.5 8H15M3 3 4 4M12 12 13 13M3 13 4 12M12 4 13 3" },
  dark: { next: "auto", drawing: "M13 10A5.5 5.5 0 0 1 6 3 5.5 5.5 0 1 0 13 10Z" },
};

export class TopBar extends View {
  #story = html("button", { type: "button", class: "story", "aria-haspopup": "dialog", "data-control": "story" });
  #storyName = html("span", { class: "story-title" });
  #reset = html("button", { type: "button", class: "quiet-button icon-button", "data-control": "start-over" }, icon("M4 5.5H10a3.5 3.5 0 0 1 0 7H5M6.5 2.5 3.5 5.5 6.5 8.5"));
  #edited = html("span", { class: "edited" });
  #share = html("button", { type: "button", class: "quiet-button", "data-control": "share" });
  #open = html("button", { type: "button", class: "quiet-button", "data-control": "open" });
  #file = html("input", { type: "file", accept: ".json,application/json", hidden: true, "data-control": "file" });
  #language = html("button", { type: "button", class: "quiet-button", "data-control": "language" });
  #themeIcon = icon(THEMES.auto.drawing);
  #theme = html("button", { type: "button", class: "quiet-button icon-button", "data-control": "theme" }, this.#themeIcon);
  /** @type {Theme} */
  #shownTheme = "auto";

  /** @override */
  build() {
    const brand = html("span", { class: "brand" }, "Last", html("b", {}, "Ack"));
    this.#story.append(this.#storyName, icon("M4 6.5 8 10.5 12 6.5"));
    this.append(brand, this.#story, this.#reset, this.#edited, html("span", { class: "spring" }), this.#share, this.#open, this.#file, this.#language, this.#theme);

    this.#story.addEventListener("click", () => this.dispatchEvent(new CustomEvent("la-stories", { bubbles: true })));
    this.#reset.addEventListener("click", () => {
      if (!this.store.state.edited) return;
      this.player.pause();
      this.store.startOver();
    });
    this.#share.addEventListener("click", () => this.dispatchEvent(new CustomEvent("la-share", { bubbles: true })));
    this.#open.addEventListener("click", () => this.#file.click());
    this.#file.addEventListener("change", () => {
      const file = this.#file.files?.[0];
      this.player.pause();
      if (file) void this.store.openFile(file).finally(() => (this.#file.value = ""));
    });
    this.#language.addEventListener("click", () => void this.store.setLanguage(this.#otherLanguage().language));
    this.#theme.addEventListener("click", () => {
      const { next } = THEMES[this.#shownTheme];
      this.showTheme(next);
      this.dispatchEvent(new CustomEvent("la-theme", { bubbles: true, detail: next }));
    });
  }

  /**
   * The theme is the page's, not the run's, so whoever keeps it tells us.
   *
   * @param {Theme} theme
   */
  showTheme(theme) {
    const { say } = this.store.state;
    this.#shownTheme = theme;
    this.#themeIcon.firstElementChild?.setAttribute("d", THEMES[theme].drawing);
    this.#theme.dataset["theme"] = theme;
    title(this.#theme, `${say("top.theme")}: ${say(`theme.${theme}`)}`);
  }

  /** @override @param {Readonly<State>} state */
  structure({ preset, intro, scenario, edited, language, say }) {
    const name = intro?.[language].title ?? (scenario.name || say("top.own"));
    write(this.#storyName, name);
    set(this.#story, { "data-preset": preset, "aria-label": `${say("top.story")}: ${name}` });

    write(this.#edited, edited ? say("top.edited") : "");
    title(this.#reset, say("top.reset"));
    disable(this.#reset, !edited);
    write(this.#share, say("top.share"));
    write(this.#open, say("top.open"));

    const other = this.#otherLanguage();
    write(this.#language, other.short);
    this.#language.lang = other.tag;
    title(this.#language, other.name);
    // What is read out begins with what is seen.
    this.#language.setAttribute("aria-label", `${other.short}, ${other.name}`);
    this.showTheme(this.#shownTheme);
  }

  #otherLanguage() {
    const { language } = this.store.state;
    const other = LANGUAGES.find((known) => known.language !== language);
    if (!other) throw new Error("the page speaks two languages");
    return other;
  }
}
