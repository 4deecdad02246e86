// <la-endings>: how the run on the page can end, if any of its first segments are lost: a table, of which each
// row opens as a run.
//
// What it opens are links like any other, so Back leads to where one was. The runs that they open are of the
// same choices: the table stays for them, and says which of its rows is the present run's.

import { duration } from "../../format.js";
import { fetchPreset } from "../../preset.js";
import { loadExploration } from "../../printer.js";
import { reasonOf } from "../../reason.js";
import { html, set, write, writeProse } from "../../svg.js";
import { Panel, useStyles } from "../../views/panel.js";
import { FIRST, MORE, MOST, walk } from "./walk.js";

/**
 * @import { Host, Scenario, ScenarioText } from "../../engine.js"
 * @import { Player } from "../../player.js"
 * @import { EndingRow, EndingSide, Explored } from "../../printer.js"
 * @import { State, Store } from "../../store.js"
 * @import { Told } from "./walk.js"
 * @import en from "./en.js"
 */

/** @typedef {keyof typeof en} Word */

export const tag = "la-endings";

/** What walks, once it is there. @type {Awaited<ReturnType<typeof loadExploration>>} */
let explore;

await useStyles(new URL("./endings.css", import.meta.url));

/** The name of this panel in a link. */
const PANEL = "endings";

/** @extends {Panel<Word>} */
export default class EndingsPanel extends Panel {
  #heading = html("h2");
  #about = html("p", { class: "endings-about" });
  #said = html("p", { class: "endings-said", role: "status" });
  #bar = html("progress", { max: 1, value: 0 });
  #far = html("span", { class: "figure" });
  #stop = html("button", { type: "button", "data-control": "endings-stop" });
  #walking = html("div", { class: "endings-walking", hidden: true }, this.#bar, this.#far, this.#stop);
  #more = html("button", { type: "button", "data-control": "endings-more", hidden: true });
  #table = html("div", { class: "endings-scroll" });
  #walk = new AbortController();
  /** What the table is of, and every run that it opens, as texts. @type {Set<string>} */
  #family = new Set();
  /** @type {Scenario | null} */
  #base = null;
  /** @type {{ explored: Explored, rows: readonly EndingRow[] } | null} */
  #found = null;

  constructor() {
    super({ en: () => import("./en.js"), zh: () => import("./zh.js") });
  }

  /** Asks for what walks: it did not come with the module, whose failure would be for ever. @override @param {Store} store @param {Player} player */
  async open(store, player) {
    explore = await loadExploration();
    await super.open(store, player);
  }

  /** @override */
  build() {
    this.append(this.#heading, this.#about, this.#walking, this.#said, this.#table, this.#more);
    this.#stop.addEventListener("click", () => this.#halt());
    this.#more.addEventListener("click", () => {
      if (this.#base && this.#found) void this.#begin(this.#base, { from: this.#found.explored.first + MORE, patient: true });
    });
    // Out of sight nothing is walked.
    new ResizeObserver(() => this.#follow(this.store.state)).observe(this);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#walk.abort();
  }

  /** @override @param {Readonly<State>} state */
  show(state) {
    write(this.#heading, this.say("endings.heading"));
    write(this.#stop, this.say("endings.stop"));
    write(this.#more, this.say("endings.more", { n: MORE }));
    this.#draw(state);
    this.#follow(state);
  }

  /** Another run has other endings, unless it is one of these. @param {Readonly<State>} state */
  #follow(state) {
    if (this.closest("[hidden]")) return;
    const { scenario } = state;
    if (scenario === this.#base || this.#family.has(JSON.stringify(scenario))) return;
    this.#found = null;
    void this.#begin(scenario, { from: FIRST, patient: false });
  }

  /** @param {Scenario} scenario @param {{ from: number, patient: boolean }} how */
  async #begin(scenario, how) {
    this.#walk.abort();
    this.#walk = new AbortController();
    const { signal } = this.#walk;
    this.#base = scenario;
    this.#family = new Set([JSON.stringify(scenario)]);
    this.#draw(this.store.state);
    try {
      const { preset } = this.store.state;
      const published = preset === null ? null : (await fetchPreset(preset)).scenario;
      if (signal.aborted) return;
      this.#walking.hidden = false;
      await walk((first) => explore(scenario, first), (exploration) => exploration.endings(published, PANEL), how, (told) => this.#tell(told, signal), signal);
    } catch (error) {
      write(this.#said, this.say("endings.failed", { reason: reasonOf(error) }));
    }
    if (!signal.aborted) this.#end();
  }

  /** @param {Told} told @param {AbortSignal} signal */
  #tell({ explored, rows }, signal) {
    if (signal.aborted) return;
    const { cases, of, first } = explored;
    set(this.#bar, { value: cases / of });
    write(this.#far, this.say("endings.far", { n: first, cases: this.#number(cases), of: this.#number(of) }));
    if (!rows) return;
    this.#found = { explored, rows };
    for (const { shown, lives } of rows) {
      for (const run of [shown, lives?.shown]) if (run) this.#family.add(JSON.stringify(run.scenario));
    }
    this.#draw(this.store.state);
  }

  /** Somebody has seen enough. */
  #halt() {
    this.#walk.abort();
    this.#end();
    this.#goOn();
  }

  #end() {
    const focused = [this.#stop, this.#more].find((button) => button.matches(":focus"));
    this.#walking.hidden = true;
    set(this, { "data-done": true });
    const { explored, rows } = this.#found ?? {};
    this.#more.hidden = !explored?.more || explored.first + MORE > MOST;
    if (explored && rows) write(this.#said, this.say(explored.more ? "endings.said" : "endings.said.all", { n: explored.first, endings: rows.length, of: this.#number(explored.of), runs: this.#number(explored.runs) }));
    else write(this.#said, this.say("endings.stopped"));
    if (focused?.closest("[hidden]")) this.#goOn();
  }

  /** What had the focus is there no more: to what there is to do next. */
  #goOn() {
    (this.#more.hidden ? this.#table.querySelector("a") : this.#more)?.focus();
  }

  /** @param {Readonly<State>} state */
  #draw(state) {
    const found = this.#found;
    const isWalking = !this.#walk.signal.aborted && !found;
    if (isWalking) set(this, { "data-done": false });
    writeProse(this.#about, this.say("endings.about"));
    if (!found) return this.#table.replaceChildren();
    const present = this.#presentOf(state.scenario);
    const focused = this.#table.querySelector(":focus")?.getAttribute("data-run");
    // It says what it is: a table that is laid out otherwise is none to some screen readers.
    this.#table.replaceChildren(html("table", { class: "endings-table", role: "table" },
      html("thead", { role: "rowgroup" }, html("tr", { role: "row" }, ...(/** @type {const} */ (["ending", "cases", "fewest", "life"])).map((word) => html("th", { scope: "col", role: "columnheader", title: this.say(`endings.${word}.about`) }, this.say(`endings.${word}`))))),
      html("tbody", { role: "rowgroup" }, ...found.rows.map((row, place) => this.#row(row, place, found.explored, state, present)))));
    if (focused) /** @type {HTMLElement | null} */ (this.#table.querySelector(`[data-run="${focused}"]`))?.focus();
  }

  /** @param {EndingRow} row @param {number} place @param {Explored} explored @param {Readonly<State>} state @param {string} present */
  #row(row, place, { of }, state, present) {
    const { cases, fewest, shown, lives } = row;
    const isPresent = keyOf(row) === present;
    return html("tr", { role: "row", "data-present": isPresent },
      html("th", { scope: "row", role: "rowheader" },
        html("a", { href: `#${shown.link}`, "data-run": place, "aria-current": isPresent ? "true" : null }, this.#side("a", row.a, state), this.#side("b", row.b, state)),
        isPresent && html("span", { class: "endings-present" }, this.say("endings.present"))),
      html("td", { role: "cell", class: "figure" }, this.#number(cases), html("span", { class: "quiet" }, ` ${percent(cases, of)}`)),
      html("td", { role: "cell", class: "figure" }, this.#number(fewest)),
      html("td", { role: "cell", class: "figure" }, lives ? this.#lives(lives, place) : this.say("endings.never")));
  }

  /** @param {Host} host @param {EndingSide} side @param {Readonly<State>} state */
  #side(host, { said, told }, { say, language }) {
    const text = html("span", { class: "endings-side" });
    const learned = told.length === 0 ? this.say("endings.told.nothing") : this.say("endings.told", { what: told.join(this.say("endings.comma")) });
    const words = html("span", { class: "endings-what" });
    writeProse(words, said[language]);
    text.append(html("span", { class: `host-name ${host}` }, say(`host.${host}`)), " ", words, html("span", { class: "quiet" }, learned));
    return text;
  }

  /** @param {NonNullable<EndingRow["lives"]>} lives @param {number} place */
  #lives({ shortest, longest, shown }, place) {
    const link = html("a", { href: `#${shown.link}`, "data-run": `${place}-longest`, "aria-label": this.say("endings.longest", { time: duration(longest) }) }, duration(longest));
    return html("span", {}, shortest === longest ? null : html("span", { class: "unbroken" }, `${duration(shortest)} –`), " ", link);
  }

  /** How the present run ends, as a key of the rows. @param {Scenario} scenario */
  #presentOf(scenario) {
    const exploration = explore(scenario, 0);
    try {
      while (exploration.advance());
      const [row] = exploration.endings(null, PANEL);
      return row ? keyOf(row) : "";
    } finally {
      exploration.free();
    }
  }

  /** @param {number} n */
  #number(n) {
    return n.toLocaleString(this.store.state.language);
  }
}

/** Some are more than none, and fewer than all. @param {number} cases @param {number} of */
function percent(cases, of) {
  const share = (100 * cases) / of;
  if (share < 1) return "<1 %";
  return share > 99 && cases < of ? ">99 %" : `${Math.round(share)} %`;
}

/** What makes two rows the same. @param {EndingRow} row */
function keyOf({ a, b }) {
  return JSON.stringify([a, b]);
}
