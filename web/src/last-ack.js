// <last-ack>: the whole playground. Puts the views in their places, connects them, and listens to the
// keyboard and to files that are dropped.

import { actionFor } from "./actions.js";
import { Margin } from "./margin.js";
import { Player } from "./player.js";
import { reasonOf } from "./reason.js";
import { html } from "./svg.js";
import { Announcer } from "./views/announcer.js";
import { Banner } from "./views/banner.js";
import { Caption } from "./views/caption.js";
import { Ladder } from "./views/ladder.js";
import { openMenu } from "./views/menus.js";
import { Overview } from "./views/overview.js";
import { PlayerBar } from "./views/player-bar.js";
import { TimeScale } from "./views/time-scale.js";
import { TextTwin } from "./views/text-twin.js";
import { TopBar } from "./views/top-bar.js";
import { Verdict } from "./views/verdict.js";
import { WhyPanel } from "./views/why-panel.js";

/**
 * @import { Stories } from "./stories/stories.js"
 * @import { Store } from "./store.js"
 * @import { Theme } from "./views/top-bar.js"
 */

/** @type {Record<string, CustomElementConstructor>} */
const TAGS = {
  "la-announcer": Announcer,
  "la-banner": Banner,
  "la-caption": Caption,
  "la-ladder": Ladder,
  "la-margin": Margin,
  "la-overview": Overview,
  "la-player-bar": PlayerBar,
  "la-text-twin": TextTwin,
  "la-time-scale": TimeScale,
  "la-top-bar": TopBar,
  "la-verdict": Verdict,
  "la-why-panel": WhyPanel,
};

export class LastAck extends HTMLElement {
  /** @type {Store | undefined} */
  #store;
  /** @type {Player | undefined} */
  #player;
  #top = new TopBar();
  /** @type {Promise<Stories> | null} */
  #stories = null;

  /**
   * Shows everything at once, when all of it is there: what appeared a moment later would push the rest away.
   *
   * @param {Store} store
   * @param {string} [story] to be told; without one the panels are open
   */
  async begin(store, story) {
    this.toggleAttribute("data-arriving", true);
    try {
      const { margin } = this.connect(store);
      await (story ? this.tell(story) : margin.unfold());
    } finally {
      this.toggleAttribute("data-arriving", false);
    }
  }

  /** The views in their places, the panels closed. @param {Store} store */
  connect(store) {
    const player = new Player(store);
    this.#store = store;
    this.#player = player;
    // The ladder comes first: it scrolls, which is cheap only before anybody has written anything.
    const views = {
      ladder: new Ladder(),
      overview: new Overview(),
      timeScale: new TimeScale(),
      banner: new Banner(),
      verdict: new Verdict(),
      why: new WhyPanel(),
      margin: new Margin(),
      caption: new Caption(),
      bar: new PlayerBar(),
      twin: new TextTwin(),
      announcer: new Announcer(),
    };
    views.overview.ladder = views.ladder;
    const plate = html("div", { class: "plate" },
      html("div", { class: "front" },
        html("header", { class: "masthead" }, this.#top, views.banner, views.verdict),
        html("div", { class: "stage" }, views.overview, views.ladder, views.timeScale)),
      html("aside", { class: "margin" }, views.why, views.margin));
    this.replaceChildren(html("main", {}, plate, html("div", { class: "deck" }, views.caption, views.bar), views.twin), views.announcer);
    for (const view of [...Object.values(views), this.#top]) view.connect(store, player);

    // It may be a recording of a kernel: the judge is fetched when the first is opened.
    const { openOther } = store;
    store.openOther = (file, reason) => import("./panels/recording/open.js").then(({ openFile }) => openFile(file, reason, store, player)).catch(() => openOther(file, reason));
    this.addEventListener("la-help", () => void this.#askHelp());
    this.addEventListener("la-knob", (event) => void views.margin.reveal(/** @type {CustomEvent<string>} */ (event).detail));
    this.addEventListener("la-stories", () => void this.tell());
    this.addEventListener("la-story-left", () => void views.margin.unfold());
    this.addEventListener("la-panel", (event) => void views.margin.open(/** @type {CustomEvent<string>} */ (event).detail));
    document.addEventListener("keydown", (event) => this.#pressed(event));
    this.#acceptFiles(store);
    return { player, margin: views.margin };
  }

  /** @param {Theme} theme */
  showTheme(theme) {
    this.#top.showTheme(theme);
  }

  get player() {
    return this.#player;
  }

  /**
   * Tells a story, or opens the list of all. They are fetched when the first is wanted.
   *
   * @param {string} [id] `wait-for-ever`, or a step of it, `wait-for-ever.3`
   */
  async tell(id) {
    const [store, player] = [this.#store, this.#player];
    if (!store || !player) return;
    try {
      this.#stories ??= import("./stories/stories.js").then(({ Stories }) => new Stories(this, store, player));
      const stories = await this.#stories;
      await (id ? stories.tell(id) : stories.choose());
    } catch (error) {
      this.#stories = null;
      store.warn("banner.edit", { reason: reasonOf(error) });
    }
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (!this.#store || !this.#player || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const target = /** @type {Element} */ (event.target);
    if (event.key === "?" && !isField(target)) {
      void this.#askHelp();
      return;
    }
    const action = actionFor(event);
    if (!action || isField(target) || (event.key === " " && target.matches("button, summary, a"))) return;
    const view = { store: this.#store, player: this.#player };
    action.run({ ...view, share: () => this.dispatchEvent(new CustomEvent("la-share")), openMenu: (segment) => void openMenu(view, { segment }, this.querySelector(`[data-segment="${segment}"] .line`) ?? this) });
    event.preventDefault();
  }

  async #askHelp() {
    try {
      const { ask } = await import("./panels/help/help.js");
      if (this.#store && this.#player) await ask(this, this.#store, this.#player);
    } catch (error) {
      this.#store?.warn("banner.edit", { reason: reasonOf(error) });
    }
  }

  /** @param {Store} store */
  #acceptFiles(store) {
    const carriesFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") ?? false;
    this.addEventListener("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      this.toggleAttribute("data-dragging", true);
    });
    for (const end of ["dragleave", "drop"]) this.addEventListener(end, () => this.toggleAttribute("data-dragging", false));
    this.addEventListener("drop", (event) => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      this.#player?.pause();
      void store.openFile(file);
    });
  }
}

/** Something that wants keys for itself. The scrubber does not: its arrows step. @param {Element} element */
function isField(element) {
  return element.matches("input:not([type=range]), select, textarea");
}

export function define() {
  for (const [tag, element] of Object.entries(TAGS)) customElements.define(tag, element);
  customElements.define("last-ack", LastAck);
}
