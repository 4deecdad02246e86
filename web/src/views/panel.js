// What the panels of the margin have in common: their words and their styles come with them, when
// somebody opens one.

import { loadWords } from "../strings/index.js";
import { html } from "../svg.js";
import { View } from "./view.js";

/**
 * @import { Player } from "../player.js"
 * @import { State, Store } from "../store.js"
 * @import { Language, SayOf, Tables } from "../strings/index.js"
 */

/**
 * A view with words of its own. Where another draws its structure in `structure`, a panel does in `show`,
 * which is only called when its words are there.
 *
 * @template {string} K
 */
export class Panel extends View {
  /** @type {Tables<K>} */
  #tables;
  /** @type {Language | null} */
  #spoken = null;
  /** @type {SayOf<K>} */
  say = (key) => key;

  /** @param {Tables<K>} tables */
  constructor(tables) {
    super();
    this.#tables = tables;
  }

  /**
   * Fetches the words, then connects.
   *
   * @param {Store} store
   * @param {Player} player
   */
  async open(store, player) {
    await this.#learn(store.state.language);
    this.connect(store, player);
  }

  /** @override @param {Readonly<State>} state */
  structure(state) {
    if (state.language === this.#spoken) return this.show(state);
    void this.#learn(state.language).then(() => {
      this.structure(this.store.state);
      this.position(this.store.state);
      this.lights(this.store.state);
    });
  }

  /** @param {Readonly<State>} _state */
  show(_state) {}

  /** @param {Language} language */
  async #learn(language) {
    this.say = await loadWords(this.#tables, language);
    this.#spoken = language;
  }
}

/**
 * Fetches a style sheet once, and waits for it.
 *
 * @param {URL} url
 */
export async function useStyles({ href }) {
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return;
  const link = html("link", { rel: "stylesheet", href });
  document.head.append(link);
  await new Promise((resolve) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
  });
}
