// <la-overview>: the whole run in true proportion, beside the ladder. What backoff really looks like.

import { duration } from "../format.js";
import { html, set, svg, write } from "../svg.js";
import { View } from "./view.js";

/** @import { State } from "../store.js" */

const WIDTH = 40;
const TALL = 1000;
const HOUR = 3600e6;
const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600];

export class Overview extends View {
  #drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${TALL}`, preserveAspectRatio: "none" });
  #playhead = html("div", { class: "overview-playhead" });
  #name = html("span", { class: "overview-name" });
  #numbers = html("div", { class: "overview-numbers" });

  /** @override */
  build() {
    this.setAttribute("aria-hidden", "true");
    this.append(this.#name, this.#drawing, this.#numbers, this.#playhead);
    const go = (/** @type {PointerEvent} */ event) => {
      if (event.buttons !== 1) return;
      const { top, height } = this.getBoundingClientRect();
      const { run } = this.store.state;
      this.store.select(null);
      this.store.seek(((event.clientY - top) / height) * run.endedAt);
    };
    this.addEventListener("pointerdown", go);
    this.addEventListener("pointermove", go);
  }

  /** @override @param {Readonly<State>} state */
  structure({ run, say }) {
    this.title = say("ladder.overview");
    write(this.#name, say("ladder.true"));
    const end = Math.max(run.endedAt, 1);
    const y = (/** @type {number} */ time) => (time / end) * TALL;
    const step = (STEPS.find((candidate) => (candidate * 1e6) / end >= 1 / 9) ?? 3600) * 1e6;
    const grid = Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
    const apart = Math.min(5, 12 / Math.max(1, ...run.lives.map(({ track }) => track)));
    this.#drawing.replaceChildren(
      ...grid.map((time) => svg("line", { class: "grid", x1: 0, x2: WIDTH, y1: y(time), y2: y(time) })),
      ...run.bands.map(({ host, life, state, from, to }) => svg("rect", { class: `band ${host}`, "data-state": state, x: host === "a" ? 4 + life.track * apart : WIDTH - 8 - life.track * apart, width: 4, y: y(from), height: y(to) - y(from) })),
      ...run.flights.map(({ record, forged, sentAt }) => svg("line", { class: `tick ${forged ? "forged" : record.from}`, "data-fate": record.fate.kind, x1: record.from === "a" ? 9 : WIDTH / 2 + 1, x2: record.from === "a" ? WIDTH / 2 - 1 : WIDTH - 9, y1: y(sentAt), y2: y(sentAt) })),
    );
    this.#numbers.replaceChildren(...grid.slice(1).map((time) => {
      const label = html("span", {}, step < HOUR ? duration(time) : `${time / HOUR} h`);
      label.style.top = `${(time / end) * 100}%`;
      return label;
    }));
  }

  /** @override @param {Readonly<State>} state */
  position({ cursor, run }) {
    this.#playhead.style.top = `${(cursor.now / Math.max(run.endedAt, 1)) * 100}%`;
    set(this.#playhead, { "data-at": cursor.now });
  }
}
