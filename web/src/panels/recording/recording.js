// <la-recording>: a recording of a kernel beside the engine's run of it, and what the judge says of the two.
//
// The figures are those that `conform` prints, of the very run that is drawn first. That one may be changed as any
// other; the recording may not.

import { html, write } from "../../svg.js";
import { Panel, useStyles } from "../../views/panel.js";
import { Stage } from "../compare/stage.js";
import { accompany } from "../compare/twin.js";
import { traceOf } from "./drawn.js";
import { engineOf } from "./playback.js";
import { differenceText, millis, placeOf, rounded, WORDS } from "./saying.js";

/**
 * @import { Host, Scenario, Simulation, Trace } from "../../engine.js"
 * @import { Difference, Judge, Judgement } from "../../printer.js"
 * @import { State, Store } from "../../store.js"
 * @import en from "./en.js"
 */

/** @typedef {{ judgement: Judgement, text: string, judge: Judge }} Judged */
/** @typedef {{ twin: Store, stage: Stage, trace: Trace, scenario: Scenario, end: () => void }} Drawn `trace` is of the run that was judged */

export const tag = "la-recording";

/** Differences that are listed; more of them nobody reads. */
const MOST_LISTED = 200;

await Promise.all([useStyles(new URL("../compare/compare.css", import.meta.url)), useStyles(new URL("./recording.css", import.meta.url))]);

/** @extends {Panel<keyof typeof en>} */
export default class RecordingPanel extends Panel {
  #heading = html("h2");
  #told = html("div", { class: "recording-told" });
  #edited = html("p", { class: "recording-edited", role: "status" });
  #list = html("div");
  #again = html("button", { type: "button", "data-control": "recording-again" });
  #close = html("button", { type: "button", "data-control": "recording-close" });
  /** @type {Judged | null} */
  #judged = null;
  /** @type {Drawn | null} */
  #drawn = null;

  constructor() {
    super(WORDS);
  }

  /** @override */
  build() {
    this.append(this.#heading, this.#told, this.#edited, this.#list, html("p", { class: "compare-actions" }, this.#again, " ", this.#close));
    this.#again.addEventListener("click", () => this.#runAgain());
    this.#close.addEventListener("click", () => this.#leave());
    this.#list.addEventListener("click", ({ target }) => {
      const pressed = /** @type {HTMLElement} */ (target).closest("button");
      const difference = this.#judged?.judgement.differences[Number(pressed?.dataset["place"])];
      if (difference) this.#lead(difference);
    });
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#erase();
  }

  /** @param {Judged} judged @param {Simulation} simulation the run that was judged */
  present(judged, simulation) {
    this.#erase();
    this.store.begin(simulation);
    this.#judged = judged;
    this.#draw();
    this.#tell();
    this.show(this.store.state);
    this.scrollTop = 0;
  }

  /** @override @param {Readonly<State>} state */
  show(state) {
    write(this.#heading, this.say("recording.label"));
    write(this.#again, this.say("again"));
    write(this.#close, this.say("close"));
    const drawn = this.#drawn;
    if (!drawn || !this.#judged) return;
    // Somebody has begun another run, or compares this one with something else.
    const isAnother = !state.edited && JSON.stringify(state.scenario) !== JSON.stringify(drawn.scenario);
    if (isAnother || this.store.companion !== drawn.twin) return this.#leave();
    // Beside the recording there is no room for what would have been.
    if (state.ghost) this.store.dismissGhost();
    const changed = state.trace !== drawn.trace;
    this.#again.hidden = !changed;
    write(this.#edited, changed ? this.say("edited") : "");
    const { kernel, agrees, segments: { good, of } } = this.#judged.judgement;
    // Where the panel is below the drawing this is all of the judgement that is in sight.
    const names = /** @type {const} */ ([`${agrees ? "=" : "≠"} ${this.say("stage.engine", { good, of })}`, this.say("stage.recorded", { kernel })]);
    drawn.stage.name(names, [this.say("stage.show", { run: this.say("run.engine") }), this.say("stage.show", { run: this.say("run.recorded") })]);
    this.#tell();
    this.#mark();
  }

  /** Both drawings, on one axis and with one time. */
  #draw() {
    this.#erase();
    const judged = this.#judged;
    const stage = /** @type {HTMLElement | null} */ (this.closest("last-ack")?.querySelector(".stage"));
    if (!judged || !stage) return;
    const { trace, scenario, stateNames } = this.store.state;
    const different = new Set(judged.judgement.differences.flatMap(({ about }) => (about.kind === "call" ? [`${about.host} ${about.nth}`] : [])));
    const recorded = traceOf(JSON.parse(judged.text), trace, new Set(stateNames.keys()), (host, nth) => !different.has(`${host} ${nth}`));
    const { twin, end } = accompany(this.store, scenario, engineOf(recorded, this.store.state, () => new Error(this.say("refused"))));
    const tell = twin.subscribe(({ banner }, changes) => {
      if (changes.has("banner") && banner) this.store.warn(banner.key, banner.values);
    });
    this.#drawn = {
      twin,
      trace,
      scenario,
      stage: new Stage(stage, twin, this.player),
      end: () => {
        tell();
        end();
      },
    };
  }

  #erase() {
    const drawn = this.#drawn;
    this.#drawn = null;
    drawn?.stage.close();
    drawn?.end();
  }

  #mark() {
    const { judgement } = this.#judged ?? {};
    const drawn = this.#drawn;
    if (!judgement || !drawn) return;
    const marksIn = (/** @type {Trace} */ trace, /** @type {"engine" | "recorded"} */ side) => {
      const places = judgement.differences.map((difference) => /** @type {const} */ ([placeOf(difference, trace, side), difference.contrast.kind.startsWith("only") ? "only" : "moved"]));
      return { trace, marks: new Map(places.flatMap(([event, mark]) => (event === null ? [] : [/** @type {const} */ ([event, mark])]))) };
    };
    drawn.stage.mark(marksIn(this.store.state.trace, "engine"), marksIn(drawn.twin.state.trace, "recorded"));
  }

  #tell() {
    const judgement = this.#judged?.judgement;
    if (!judgement) return;
    const { name, kernel, agrees, segments, timers, worst, differences } = judgement;
    const worstText = timers.of === 0 ? this.say("worst.none") : this.say("worst", { ms: rounded(worst, 1) });
    this.#told.replaceChildren(
      html("p", { class: "knob-about" }, this.say("recording.of", { name, kernel })),
      html("p", { class: "recording-verdict", role: "status", "data-agrees": String(agrees) }, this.say(agrees ? "agrees" : "differs", { good: segments.good, of: segments.of, worst: worstText })),
    );
    const opened = this.#list.querySelector("details")?.open ?? false;
    this.#list.replaceChildren(
      ...(differences.length === 0 ? [] : [
        html("h3", {}, this.say(differences.length === 1 ? "list.one" : "list", { n: differences.length })),
        html("p", { class: "knob-about" }, this.say("marks")),
        html("ol", { class: "recording-list" }, ...differences.slice(0, MOST_LISTED).map((difference, i) => html("li", {}, html("button", { type: "button", class: "event-link", "data-place": i }, html("span", { class: "figure" }, millis(difference.at)), " ", this.#text(difference))))),
        ...(differences.length > MOST_LISTED ? [html("p", { class: "knob-about" }, this.say("list.more", { n: differences.length - MOST_LISTED }))] : []),
      ]),
      html("details", { class: "more", open: opened }, html("summary", {}, this.say("figures")), this.#figures(judgement), html("p", { class: "knob-about" }, this.say("rules")), html("p", { class: "knob-about" }, this.say("drawn")), html("code", { class: "recording-line" }, judgement.line)),
    );
  }

  /** @param {Judgement} judgement */
  #figures(judgement) {
    const kinds = /** @type {const} */ (["segments", "timers", "states", "calls", "counters"]);
    const row = (/** @type {string} */ word, /** @type {string} */ text, /** @type {string} */ id) => html("tr", {}, html("th", { scope: "row" }, word), html("td", { class: "figure", "data-figure": id }, text));
    return html("div", {},
      html("table", { class: "compare-table" }, html("tbody", {},
        ...kinds.map((kind) => row(this.say(`figure.${kind}`), this.say("figure.of", { good: judgement[kind].good, of: judgement[kind].of }), kind)),
        row(this.say("figure.worst"), millis(judgement.worst), "worst"),
        row(this.say("figure.phase"), millis(judgement.phase), "phase"))),
      ...(judgement.late ? [html("p", { class: "knob-about" }, this.say("figure.late"))] : []));
  }

  /** @param {Difference} difference */
  #text(difference) {
    return differenceText(difference, this.say, (/** @type {Host} */ host) => this.store.state.say(`host.${host}`));
  }

  /** To where a difference is, in the drawings that have it. @param {Difference} difference */
  #lead(difference) {
    const drawn = this.#drawn;
    if (!drawn) return;
    this.player.pause();
    const [engine, recorded] = [placeOf(difference, this.store.state.trace, "engine"), placeOf(difference, drawn.twin.state.trace, "recorded")];
    this.store.seek(Math.max(0, difference.at));
    this.store.select(engine);
    drawn.twin.select(recorded);
    if (engine === null && recorded !== null) drawn.stage.turnTo("b");
    if (engine !== null && recorded === null) drawn.stage.turnTo("a");
  }

  #runAgain() {
    const judged = this.#judged;
    if (!judged) return;
    this.present(judged, judged.judge(judged.text).simulation);
    this.#close.focus();
  }

  /** One drawing again; the run stays. */
  #leave() {
    this.#erase();
    this.remove();
  }
}
