// <la-sweep>: the sweep in the panel: which knob, the chart, what a point says, and the table.

import { clock } from "../../format.js";
import { html, set, write } from "../../svg.js";
import { View } from "../../views/view.js";
import { Chart } from "./chart.js";
import { presentOf, sweep } from "./sweep.js";
import { whatIf } from "../../store/others.js";

/**
 * @import { Host } from "../../engine.js"
 * @import { State } from "../../store.js"
 * @import { SayOf } from "../../strings/index.js"
 * @import { Knob, Point } from "./sweep.js"
 * @import en from "./en.js"
 */

/** @typedef {SayOf<keyof typeof en>} SayCompare */

export class SweepView extends View {
  #heading = html("h2");
  #knobName = html("span");
  #hostName = html("span");
  #knob = /** @type {HTMLSelectElement} */ (html("select", { "data-control": "sweep-knob" }));
  #host = /** @type {HTMLSelectElement} */ (html("select", { "data-control": "sweep-host" }));
  #chart = new Chart((value) => this.#open(value), (value) => this.#look(value));
  #said = html("p", { class: "sweep-said" });
  #hint = html("p", { class: "knob-about" });
  #table = html("details", { class: "more" });
  #tableName = html("summary");
  #tableBody = html("div", { class: "twin-scroll" });
  /** @type {readonly Point[]} */
  #points = [];
  #looked = /** @type {number | null} */ (null);
  #running = new AbortController();
  /** @type {SayCompare} */
  #say = (key) => key;
  #swept = "";

  /** @override */
  build() {
    this.#table.append(this.#tableName, this.#tableBody);
    this.append(this.#heading, html("div", { class: "sweep-form" }, html("label", {}, this.#knobName, this.#knob), html("label", {}, this.#hostName, this.#host)), this.#chart.element, this.#said, this.#hint, this.#table);
    for (const select of [this.#knob, this.#host]) select.addEventListener("change", () => this.#start());
    this.#table.addEventListener("toggle", () => this.#fillTable());
    this.#tableBody.addEventListener("click", ({ target }) => {
      const value = /** @type {HTMLElement} */ (target).closest("button")?.dataset["value"];
      if (value !== undefined) this.#open(Number(value));
    });
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#running.abort();
  }

  /** The words have come, or the run is another. @param {SayCompare} sayCompare @param {Readonly<State>} state */
  tell(sayCompare, { sysctls, scenario, say, language }) {
    this.#say = sayCompare;
    const [knob, host] = [this.#knob.value || "tcp_orphan_retries", this.#host.value || "b"];
    const numbers = sysctls.filter((row) => !row.global && !row.inert && row.unit !== "ports" && row.kernels.includes(scenario.kernel.version));
    write(this.#heading, sayCompare("sweep.label"));
    write(this.#knobName, sayCompare("sweep.knob"));
    write(this.#hostName, sayCompare("sweep.host"));
    this.#knob.replaceChildren(...["tcp_orphan_retries", "rtt", ...numbers.map(({ name }) => name).filter((name) => name !== "tcp_orphan_retries")].map((name) => html("option", { value: name }, name === "rtt" ? sayCompare("sweep.rtt") : name)));
    this.#host.replaceChildren(...["b", "a"].map((one) => html("option", { value: one }, say(one === "a" ? "host.a" : "host.b"))));
    [this.#knob.value, this.#host.value] = [knob, host];
    write(this.#tableName, sayCompare("sweep.table"));
    write(this.#hint, sayCompare(scenario.kernel.ideal ? "sweep.hint.ideal" : "sweep.hint"));
    const swept = JSON.stringify(scenario);
    if (swept !== this.#swept) this.#start();
    else this.#draw();
    this.#swept = swept;
    set(this.#chart.element, { lang: language });
  }

  get #what() {
    return /** @type {Knob} */ ({ host: /** @type {Host} */ (this.#host.value), key: this.#knob.value });
  }

  #start() {
    this.#running.abort();
    this.#running = new AbortController();
    const { scenario, sysctls } = this.store.state;
    const tell = (/** @type {readonly Point[]} */ points, /** @type {boolean} */ done) => {
      this.#points = points;
      set(this, { "data-done": done });
      this.#draw();
    };
    void sweep(this.#what, { scenario, sysctls, whatIf: (one) => whatIf(this.store, one) }, tell, this.#running.signal);
  }

  #draw() {
    const { scenario, sysctls, say } = this.store.state;
    const present = presentOf(this.#what, scenario, sysctls);
    this.#chart.name(this.#say("sweep.chart", { knob: this.#name, host: say(`host.${this.#what.host}`) }));
    this.#chart.draw(this.#points, present, {
      death: this.#say("sweep.death"),
      count: this.#say("sweep.count"),
      never: this.#say("sweep.never"),
      value: (value) => this.#value(value),
      point: (point) => this.#sayPoint(point),
    });
    this.#look(this.#looked);
    this.#fillTable();
  }

  get #name() {
    return this.#what.key === "rtt" ? this.#say("sweep.rtt") : this.#what.key;
  }

  /** In as little room as there is. @param {number} value */
  #value(value) {
    if (Math.abs(value) >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
    return Math.abs(value) >= 1e4 ? `${Number((value / 1e3).toPrecision(3))}k` : String(value);
  }

  /** @param {number | null} value */
  #look(value) {
    this.#looked = value;
    const { scenario, sysctls } = this.store.state;
    const present = presentOf(this.#what, scenario, sysctls);
    const point = this.#points.find((one) => one.value === (value ?? present));
    write(this.#said, point ? `${this.#sayPoint(point)}${point.value === present ? this.#say("sweep.present") : ""}` : this.#say("sweep.running"));
  }

  /** @param {Point} point */
  #sayPoint({ value, outcome, spread }) {
    if (!outcome) return `${this.#name} ${value}: ${this.#say("sweep.none")}`;
    const varies = spread && (spread.gone[0] !== spread.gone[1] || spread.retransmissions[0] !== spread.retransmissions[1]);
    const told = varies ? this.#say("sweep.spread", { gone: this.#range(this.#gone(spread.gone[0]), this.#gone(spread.gone[1])), times: this.#range(...spread.retransmissions) }) : "";
    return this.#say(outcome.gone === null ? "sweep.point.never" : "sweep.point", { knob: this.#name, value: this.#what.key === "rtt" ? `${value} ms` : value, gone: this.#gone(outcome.gone), n: outcome.retransmissions, spread: told });
  }

  /** @param {number | null} at */
  #gone(at) {
    return at === null ? this.#say("sweep.never") : clock(at);
  }

  /** @param {string | number} least @param {string | number} most */
  #range(least, most) {
    return least === most ? String(least) : `${least} – ${most}`;
  }

  #fillTable() {
    if (!this.#table.hasAttribute("open")) return;
    const rows = this.#points.map(({ value, outcome, spread }) => html("tr", {},
      html("th", { scope: "row" }, String(value)),
      html("td", {}, outcome ? this.#gone(outcome.gone) : this.#say("sweep.none"), spread && spread.gone[0] !== spread.gone[1] ? ` (${this.#range(this.#gone(spread.gone[0]), this.#gone(spread.gone[1]))})` : ""),
      html("td", {}, outcome ? String(outcome.retransmissions) : "", spread && spread.retransmissions[0] !== spread.retransmissions[1] ? ` (${this.#range(...spread.retransmissions)})` : ""),
      html("td", {}, outcome && html("button", { type: "button", class: "event-link", "data-value": value, "aria-label": `${this.#say("sweep.table.open")}: ${this.#name} ${value}` }, this.#say("sweep.table.open")))));
    this.#tableBody.replaceChildren(html("table", { class: "sweep-table figure" },
      html("thead", {}, html("tr", {}, ...["sweep.table.value", "sweep.death", "sweep.count"].map((word) => html("th", { scope: "col" }, this.#say(/** @type {keyof typeof en} */ (word)))), html("td"))),
      html("tbody", {}, ...rows)));
  }

  /** That run in place of the present one. @param {number} value */
  #open(value) {
    const { host, key } = this.#what;
    const point = this.#points.find((one) => one.value === value);
    const { scenario, sysctls } = this.store.state;
    if (!point?.outcome || value === presentOf(this.#what, scenario, sysctls)) return;
    if (key === "rtt") this.store.setRoundTrip(value);
    else this.store.setSysctl(host, key, value, "start");
  }
}

customElements.define("la-sweep", SweepView);
