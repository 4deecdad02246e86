// <la-player-bar>: play, step by what is set, scrub.

import { actionOf, actionWords } from "../actions.js";
import { seconds } from "../format.js";
import { SPEEDS } from "../player.js";
import { UNITS } from "../steps.js";
import { disable, html, icon, set, svg, write } from "../svg.js";
import { few } from "./few.js";
import { View } from "./view.js";

/**
 * @import { State } from "../store.js"
 * @import { Unit } from "../steps.js"
 */

const ICONS = {
  start: "M4 3V13M13 3 6 8 13 13Z",
  back: "M11 3 4.5 8 11 13Z",
  play: "M4.5 2.5 13 8 4.5 13.5Z",
  pause: "M4.5 3V13M11.5 3V13",
  step: "M5 3 11.5 8 5 13Z",
  end: "M12 3V13M3 3 10 8 3 13Z",
};

export class PlayerBar extends View {
  #start = button("start", ICONS.start);
  #back = button("back", ICONS.back);
  #play = html("button", { type: "button", class: "play", "data-action": "play" });
  #playIcon = icon(ICONS.play);
  #playText = html("span");
  #step = button("step", ICONS.step);
  #end = button("end", ICONS.end);
  #unit = html("select", { class: "plain-select", "data-control": "unit" }, ...UNITS.map((unit) => html("option", { value: unit })));
  #speed = html("select", { class: "plain-select figure", "data-control": "speed" }, ...SPEEDS.map((speed) => html("option", { value: speed, selected: speed === 1 }, `${speed}×`)));
  #scrubber = html("input", { type: "range", class: "scrubber", step: "any", "data-control": "scrubber" });
  #ticks = svg("svg", { class: "scrubber-ticks", preserveAspectRatio: "none", "aria-hidden": "true" });
  #now = html("span", { "data-time": "now" });
  #length = html("span", { "data-time": "end" });
  #help = html("button", { type: "button", class: "quiet-button help-button", "data-action": "help" }, "?");
  #buttons = [this.#start, this.#back, this.#step, this.#end];

  /** @override */
  build() {
    this.setAttribute("role", "group");
    this.#play.append(this.#playIcon, this.#playText);
    const buttons = html("div", { class: "buttons" }, this.#start, this.#back, this.#play, this.#step, this.#end);
    const track = html("div", { class: "track" }, this.#ticks, this.#scrubber);
    const time = html("div", { class: "clock figure" }, this.#now, html("span", { class: "of" }, " / "), this.#length);
    this.append(buttons, this.#unit, this.#speed, track, time, this.#help);

    for (const element of [this.#play, ...this.#buttons]) {
      element.addEventListener("click", () => actionOf(element.dataset["action"])?.run(this));
    }
    this.#help.addEventListener("click", () => this.dispatchEvent(new CustomEvent("la-help", { bubbles: true })));
    this.#unit.addEventListener("change", () => {
      this.player.setUnit(/** @type {Unit} */ (this.#unit.value));
      // Whoever chose by pointer goes on with the arrows, which a list would keep for itself.
      if (!this.#unit.matches(":focus-visible")) this.#unit.blur();
    });
    this.#speed.addEventListener("change", () => this.player.setSpeed(Number(this.#speed.value)));
    this.#scrubber.addEventListener("input", () => this.player.scrubTo(this.#scrubber.valueAsNumber));
    this.#scrubber.addEventListener("pointerdown", () => (this.player.held = true));
    // It may be let go anywhere.
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => (this.player.held = false), { capture: true });
  }

  /** @override @param {Readonly<State>} state */
  structure(state) {
    const { run, say } = state;
    this.setAttribute("aria-label", say("player.label"));
    for (const option of this.#unit.options) write(option, say("player.by", { what: say(`unit.${/** @type {Unit} */ (option.value)}`) }));
    name(this.#unit, say("player.unit"));
    name(this.#speed, say("player.speed"), "< >");
    name(this.#help, say("player.help"), "?");
    this.#scrubber.setAttribute("aria-label", say("player.scrubber"));
    write(this.#length, `${seconds(run.endedAt)} s`);
    this.#now.style.minWidth = `${seconds(run.endedAt).length}ch`;
    this.rescale(state);
    this.played();
  }

  /** @override @param {Readonly<State>} state */
  rescale({ run, scale }) {
    const end = scale.toY(run.endedAt);
    set(this.#scrubber, { min: scale.start, max: end });
    const span = Math.max(end - scale.start, 1);
    set(this.#ticks, { viewBox: "0 0 1000 10" });
    this.#ticks.replaceChildren(...few(run.flights).map(({ record, forged, sentAt }) => {
      const x = ((scale.toY(sentAt) - scale.start) / span) * 1000;
      return svg("line", { class: forged ? "forged" : record.from, "data-fate": record.fate.kind, x1: x, x2: x, y1: record.from === "a" ? 0 : 5, y2: record.from === "a" ? 5 : 10 });
    }));
  }

  /** @override @param {Readonly<State>} state */
  position(state) {
    const { cursor, run, scale, trace, focus, say, tell } = state;
    const y = scale.toY(cursor.now);
    if (Math.abs(this.#scrubber.valueAsNumber - y) > 0.01) this.#scrubber.value = String(y);
    this.#scrubber.style.setProperty("--share", String((y - scale.start) / Math.max(scale.toY(run.endedAt) - scale.start, 1)));
    const event = focus === null ? undefined : trace.events[focus];
    const at = say("player.at", { now: `${seconds(cursor.now)} s`, end: `${seconds(run.endedAt)} s` });
    set(this.#scrubber, { "aria-valuetext": event && !this.player.playing ? `${at}. ${say(`host.${event.host}`)}: ${tell.event(event, state)}` : at });
    write(this.#now, seconds(cursor.now));
    this.#enable();
    this.#namePlay();
  }

  /** @override */
  played() {
    const { say } = this.store.state;
    const { unit, speed } = this.player;
    this.#unit.value = unit;
    this.#speed.value = String(speed);
    for (const element of this.#buttons) {
      const action = actionOf(element.dataset["action"]);
      if (!action) continue;
      const words = element === this.#step ? "keys.next" : element === this.#back ? "keys.previous" : action.words;
      if (words) name(element, actionWords({ words, unit }, say), action.shown);
    }
    this.#enable();
    this.#namePlay();
  }

  /** Says where there is nowhere to go. */
  #enable() {
    const { cursor } = this.store.state;
    disable(this.#start, cursor.events === 0 && cursor.now === 0);
    disable(this.#end, cursor.next === null);
    disable(this.#back, !this.player.canStep(-1));
    disable(this.#step, !this.player.canStep(1));
  }

  #namePlay() {
    const { say } = this.store.state;
    const { playing } = this.player;
    const words = say(playing ? "player.pause" : this.player.atEnd ? "player.again" : "player.play");
    if (this.#playText.textContent === words) return;
    write(this.#playText, words);
    this.#playIcon.firstElementChild?.setAttribute("d", playing ? ICONS.pause : ICONS.play);
    set(this.#play, { "data-playing": playing, title: `${words} (${actionOf("play")?.shown})` });
  }
}

/**
 * What it is, and with which keys it goes too.
 *
 * @param {HTMLElement} element
 * @param {string} words
 * @param {string} [keys]
 */
function name(element, words, keys) {
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  set(element, { "aria-label": text, title: keys ? `${text} (${keys})` : text });
}

/**
 * @param {string} action
 * @param {string} drawing
 */
function button(action, drawing) {
  return html("button", { type: "button", class: "quiet-button", "data-action": action }, icon(drawing));
}
