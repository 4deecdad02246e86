// <la-story>: one story, step by step, on the page as it is: each step makes a run, puts the cursor where
// something happens and says it. The visitor can always do something else, and go on where the story was.

import { duration } from "../format.js";
import { html, icon, set, write, writeProse } from "../svg.js";
import { Panel, useStyles } from "../views/panel.js";
import { title } from "../views/view.js";
import { filledIn, momentNamed } from "./moments.js";
import { begin, captionOf, guessAt, lookAt, playOf, shareOf, playedIn } from "./tell.js";

/**
 * @import { State } from "../store.js"
 * @import { Played } from "./moments.js"
 * @import { Key, Step, Story as Told } from "./tell.js"
 */

export const tag = "la-story";

const CROSS = "M4 4 12 12M12 4 4 12";
/** Times that the scale of guesses names, µs. */
const TICKS = [1e6, 10e6, 60e6, 600e6, Infinity];

await useStyles(new URL("./story.css", import.meta.url));

/** @extends {Panel<Key>} */
export default class Story extends Panel {
  #name = html("h2", { class: "story-name" });
  #place = html("span", { class: "figure story-place" });
  #choose = html("button", { type: "button", class: "quiet-button", "data-control": "stories" });
  #leave = html("button", { type: "button", class: "quiet-button icon-button", "data-control": "story-leave" }, icon(CROSS));
  #text = html("p", { class: "story-text", "aria-live": "polite", tabindex: -1 });
  #choices = html("div", { class: "story-choices", role: "group" });
  #slider = html("input", { type: "range", class: "scrubber guess-slider", min: 0, max: 1, step: 0.01, value: 0.35, "data-control": "guess" });
  #scale = html("div", { class: "guess-scale" });
  #changed = html("p", { class: "story-changed" });
  #back = html("button", { type: "button", class: "quiet-button", "data-control": "story-back" });
  #next = html("button", { type: "button", class: "story-next", "data-control": "story-next" });

  /** @type {Told | null} */
  #told = null;
  #id = "";
  #last = false;
  #index = 0;
  /** @type {Played[]} the runs of the steps so far */
  #runs = [];
  /** The run as the step made it. */
  #made = "";
  /** Whether the step is being made. */
  #making = false;
  #guess = 0;
  /** @type {number | null} */
  #chosen = null;

  constructor() {
    super({ en: () => import("./en.js"), zh: () => import("./zh.js") });
  }

  /** It lives as long as the page does, and is moved about in it. @override */
  disconnectedCallback() {}

  /** @override */
  build() {
    this.setAttribute("role", "region");
    this.append(
      html("div", { class: "story-head" }, this.#name, this.#place),
      html("div", { class: "story-body" }, this.#text, this.#choices, this.#slider, this.#scale, this.#changed),
      html("div", { class: "story-foot" }, this.#choose, this.#back, this.#next),
      this.#leave,
    );
    this.#leave.addEventListener("click", () => this.leave());
    this.#choose.addEventListener("click", () => this.dispatchEvent(new CustomEvent("la-stories", { bubbles: true })));
    this.#back.addEventListener("click", () => void this.#go(this.#index - 1));
    this.#next.addEventListener("click", () => this.#forth());
    this.#slider.addEventListener("input", () => this.#guessed());
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.leave();
    });
    // Its keys are not the page's.
    this.#slider.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") event.stopPropagation();
    });
  }

  /** Which story is told. */
  get told() {
    return this.#id;
  }

  /** How a link names the step that is told: "" once the visitor has changed its run, nothing while it is made. */
  get link() {
    if (this.#making) return null;
    return JSON.stringify(this.store.state.scenario) === this.#made ? `${this.#id}.${this.#index + 1}` : "";
  }

  /**
   * Tells a story from its beginning, or from a step of it.
   *
   * @param {{ id: string, told: Told, last: boolean }} story `last` where none comes after it
   * @param {number} step from 0
   */
  async tell({ id, told, last }, step) {
    this.#told = told;
    this.#id = id;
    this.#last = last;
    /** @type {Played[]} */
    const runs = (this.#runs = []);
    this.hidden = false;
    this.#slider.value = "0.35";
    this.#guess = guessAt(0.35);
    // What a step says may be about the runs of those before it. Who chooses something else meanwhile has it.
    let index = 0;
    while (runs === this.#runs && index <= step && (await this.#go(index))) index += 1;
  }

  leave() {
    if (!this.#told) return;
    this.#told = null;
    this.#runs = [];
    this.#making = false;
    this.#veil(false);
    const chooser = this.closest("last-ack")?.querySelector("[data-control=story]");
    if (this.contains(document.activeElement) && chooser instanceof HTMLElement) chooser.focus();
    this.hidden = true;
    this.dispatchEvent(new CustomEvent("la-story-left", { bubbles: true }));
  }

  /** Who watches to the end has the answer. @override @param {Readonly<State>} state */
  position({ cursor, run }) {
    if (!this.#making && cursor.now >= run.endedAt) this.#veil(false);
  }

  /** @override @param {Readonly<State>} state */
  show({ preset, scenario }) {
    if (!this.#told || this.#making) return;
    // Another scenario was opened: that is no part of the story.
    if (preset !== playOf(this.#told, this.#index).preset) return this.leave();
    this.#draw(JSON.stringify(scenario) !== this.#made);
  }

  #forth() {
    const last = (this.#told?.steps.length ?? 0) - 1;
    if (this.#index < last) return void this.#go(this.#index + 1);
    this.dispatchEvent(new CustomEvent("la-story-told", { bubbles: true }));
  }

  /** @param {number} index @returns {Promise<boolean>} whether the step is there, and nothing came between */
  async #go(index) {
    const runs = this.#runs;
    const step = this.#told?.steps[index];
    if (!this.#told || !step) return false;
    this.player.pause();
    const play = playOf(this.#told, index);
    const { preset, scenario } = this.store.state;
    const same = index > 0 && play === playOf(this.#told, this.#index) && preset === play.preset && JSON.stringify(scenario) === this.#made;
    this.#index = index;
    this.#chosen = null;
    if (!same) {
      this.#making = true;
      const begun = await begin(this.store, play);
      if (runs !== this.#runs || index !== this.#index) return false;
      this.#making = false;
      if (!begun) return false;
      this.#made = JSON.stringify(this.store.state.scenario);
    }
    runs.splice(index, Infinity, playedIn(this.store.state));
    lookAt(this.store, step);
    this.#veil((step.guess !== undefined || step.choices !== undefined) && !this.#told.steps[index + 1]?.play);
    if (step.panel) this.dispatchEvent(new CustomEvent("la-panel", { bubbles: true, detail: step.panel }));
    this.#draw(false);
    return true;
  }

  #guessed() {
    this.#guess = guessAt(this.#slider.valueAsNumber);
    this.#draw(false);
  }

  /** @param {number} chosen */
  #take(chosen) {
    this.#chosen = chosen;
    this.#veil(false);
    this.#draw(false);
    this.#next.focus();
  }

  /** Hides what gives the answer away for as long as the visitor guesses. @param {boolean} veiled */
  #veil(veiled) {
    this.closest("last-ack")?.toggleAttribute("data-guessing", veiled);
  }

  /** @param {boolean} changed whether the visitor has changed the run */
  #draw(changed) {
    const { store: { state: { language } }, say } = this;
    const told = this.#told;
    const step = told?.steps[this.#index];
    if (!told || !step) return;
    const { steps } = told;
    this.setAttribute("aria-label", say("label"));
    writeProse(this.#name, told.title[language]);
    write(this.#place, `${this.#index + 1} / ${steps.length}`);
    this.#place.setAttribute("aria-label", say("place", { n: this.#index + 1, of: steps.length }));
    write(this.#choose, say("all"));
    title(this.#leave, say("leave"));
    writeProse(this.#text, filledIn(captionOf(step, language, say), this.#runs, language, this.#timeText(this.#guess)));
    this.#drawChoices(step);
    this.#drawGuess(step);
    write(this.#changed, changed ? say("changed") : "");
    this.#changed.hidden = !changed;
    write(this.#back, say("back"));
    this.#back.hidden = this.#index === 0;
    const last = this.#index === steps.length - 1;
    const asks = step.guess !== undefined || (step.choices !== undefined && this.#chosen === null);
    write(this.#next, say(last ? (this.#last ? "end" : "another") : asks ? "show" : "next"));
  }

  /** @param {Step} step */
  #drawChoices({ choices, right }) {
    const { store: { state: { language } }, say } = this;
    this.#choices.hidden = choices === undefined;
    this.#choices.setAttribute("aria-label", say("guess"));
    const buttons = (choices?.[language] ?? []).map((text, i) => {
      const judged = this.#chosen === null ? "" : i === right ? say("right") : i === this.#chosen ? say("wrong") : "";
      const button = html("button", { type: "button", class: "story-choice", "data-choice": i, "data-judged": judged === "" ? null : i === right ? "right" : "wrong", "aria-pressed": String(i === this.#chosen) }, text, judged === "" ? null : html("b", {}, judged));
      button.addEventListener("click", () => this.#take(i));
      return button;
    });
    this.#choices.replaceChildren(...buttons);
  }

  /** @param {Step} step */
  #drawGuess({ guess, truth }) {
    const { say } = this;
    const played = this.#runs.at(-1);
    this.#slider.hidden = guess === undefined;
    this.#scale.hidden = guess === undefined && truth === undefined;
    set(this.#slider, { "aria-label": say("guess"), "aria-valuetext": this.#timeText(this.#guess) });
    if (this.#scale.hidden || !played) return;
    const [from = "", to = ""] = truth?.split("..") ?? [];
    const took = truth ? lengthOf(from, to, played) : null;
    /** @type {[number, string, string][]} */
    const marks = [[this.#guess, "guess-mine", say("mine", { time: this.#timeText(this.#guess) })]];
    if (took !== null) marks.push([took, "guess-truth", say("truth", { time: duration(took) })]);
    this.#scale.replaceChildren(
      html("span", { class: "guess-line" }),
      ...TICKS.map((time) => placed(time, "guess-tick figure", this.#timeText(time))),
      ...marks.map(([time, name, text]) => placed(time, name, text)),
    );
  }

  /** @param {number} time */
  #timeText(time) {
    if (time === Infinity) return this.say("for-ever");
    return time >= 60e6 ? this.say("minutes", { n: Number((time / 60e6).toFixed(1)) }) : duration(time);
  }
}

/**
 * @param {string} from
 * @param {string} to
 * @param {Played} played
 */
function lengthOf(from, to, played) {
  return momentNamed(to, played).at - momentNamed(from, played).at;
}

/**
 * Text at its place on the scale; near an end it grows inwards.
 *
 * @param {number} time
 * @param {string} name
 * @param {string} text
 */
function placed(time, name, text) {
  const share = shareOf(time);
  const side = share < 0.2 ? "start" : share > 0.8 ? "end" : "middle";
  const element = html("span", { class: name, "data-side": side }, text);
  element.style.setProperty("--at", String(share));
  return element;
}
