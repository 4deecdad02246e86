// Stories on the page: where the one that is told stands, what comes after it, and the list to choose from. Fetched
// with the first story, or when somebody opens the list; which stories there are, with the second.

import { FIRST_STORY } from "../preset.js";
import { reasonOf } from "../reason.js";
import Story, { tag } from "./story.js";

/**
 * @import { Player } from "../player.js"
 * @import { Store } from "../store.js"
 * @import { default as Chooser } from "./chooser.js"
 */

export class Stories {
  #page;
  #store;
  #player;
  /** @type {Promise<Story> | null} what tells one, whichever it is */
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
    page.addEventListener("la-story-told", () => void this.#tellNext());
    page.addEventListener("la-chosen", (event) => {
      const { story, preset } = /** @type {CustomEvent<{ story?: string, preset?: string }>} */ (event).detail;
      player.pause();
      if (story) void this.tell(story);
      else if (preset) void this.#leaveFor(preset);
    });
  }

  /** @param {string} name `wait-for-ever`, or a step of it, `wait-for-ever.3` */
  async tell(name) {
    const [, id = name, step = "1"] = /^(.*?)(?:\.(\d{1,3}))?$/.exec(name) ?? [];
    try {
      this.#story ??= this.#place();
      // What could not be fetched is asked for anew the next time.
      this.#story.catch(() => (this.#story = null));
      await (await this.#story).tell(await fetchStory(id), Math.max(Number(step), 1) - 1);
    } catch (error) {
      this.#store.warn("banner.fetch", { name: id, reason: reasonOf(error) });
    }
  }

  /** After the one that has been told. */
  async #tellNext() {
    const story = await this.#story;
    const { STORIES } = await import("./index.js");
    const ids = [...STORIES.keys()];
    const next = ids[ids.indexOf(story?.told ?? "") + 1];
    if (next) await this.tell(next);
    else story?.leave();
  }

  /** @param {string} preset */
  async #leaveFor(preset) {
    (await this.#story)?.leave();
    await this.#store.loadPreset(preset);
  }

  /** Opens the list. */
  async choose() {
    try {
      const chooser = await (this.#chooser ??= this.#bringChooser());
      if (!chooser.isConnected) this.#page.append(chooser);
      const story = await this.#story;
      chooser.choose(story && !story.hidden ? story.told : "");
    } catch (error) {
      this.#chooser = null;
      this.#store.warn("banner.edit", { reason: reasonOf(error) });
    }
  }

  async #place() {
    if (!customElements.get(tag)) customElements.define(tag, Story);
    const story = new Story();
    await story.open(this.#store, this.#player);
    // Beside the drawing where there is room, else above the player, where a caption would be.
    const wide = matchMedia("(min-width: 1024px)");
    const place = () => this.#page.querySelector(wide.matches ? ".margin" : ".deck")?.prepend(story);
    wide.addEventListener("change", place);
    place();
    return story;
  }

  /** @returns {Promise<Chooser>} */
  async #bringChooser() {
    const { tag: name, default: Element } = await import("./chooser.js");
    if (!customElements.get(name)) customElements.define(name, Element);
    const chooser = new Element();
    await chooser.open(this.#store, this.#player);
    return chooser;
  }
}

/**
 * The first is fetched by its name alone, and stands for one that nobody knows.
 *
 * @param {string} id
 */
async function fetchStory(id) {
  const stories = id === FIRST_STORY ? null : (await import("./index.js")).STORIES;
  const load = stories?.get(id);
  const { default: told } = await (load ? load() : import("./told/wait-for-ever.js"));
  return { id: load ? id : FIRST_STORY, told, last: [...(stories ?? [])].at(-1)?.[0] === id };
}
