// Stories on the page: where the one that is told stands, and the list to choose from. Fetched with the first
// story, or when somebody opens the list.

/**
 * @import { Player } from "../player.js"
 * @import { Store } from "../store.js"
 * @import { Panel } from "../views/panel.js"
 * @import { default as Chooser } from "./chooser.js"
 * @import { default as Story } from "./story.js"
 */

export class Stories {
  #page;
  #store;
  #player;
  /** @type {Promise<Story> | null} */
  #story = null;
  /** @type {Promise<Chooser> | null} */
  #chooser = null;

  /**
   * @param {HTMLElement} page
   * @param {Store} store
   * @param {Player} player
   */
  constructor(page, store, player) {
    this.#page = page;
    this.#store = store;
    this.#player = player;
    page.addEventListener("la-chosen", (event) => {
      const { story, preset } = /** @type {CustomEvent<{ story?: string, preset?: string }>} */ (event).detail;
      player.pause();
      if (story) void this.tell(story);
      else if (preset) void store.loadPreset(preset);
    });
  }

  /** @param {string} id */
  async tell(id) {
    const story = await (this.#story ??= this.#place());
    await story.tell(id);
  }

  /** Opens the list. */
  async choose() {
    const chooser = await (this.#chooser ??= this.#bring(() => import("./chooser.js")));
    if (!chooser.isConnected) this.#page.append(chooser);
    const story = await this.#story;
    chooser.choose(story && !story.hidden ? story.told : "");
  }

  async #place() {
    const story = await this.#bring(() => import("./story.js"));
    // Beside the drawing where there is room, else above the player, where a caption would be.
    const wide = matchMedia("(min-width: 1024px)");
    const place = () => this.#page.querySelector(wide.matches ? ".margin" : ".deck")?.prepend(story);
    wide.addEventListener("change", place);
    place();
    return story;
  }

  /**
   * @template {Panel<any>} P
   * @param {() => Promise<{ tag: string, default: new () => P }>} load
   */
  async #bring(load) {
    const { tag, default: Element } = await load();
    if (!customElements.get(tag)) customElements.define(tag, Element);
    const element = new Element();
    await element.open(this.#store, this.#player);
    return element;
  }
}
