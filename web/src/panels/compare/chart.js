// The sweep as a drawing: when a side is over, and how often it sent something again, one below the other
// over the same values. Times are on a logarithmic axis, so that backoff is a straight line.

import { duration } from "../../format.js";
import { set, svg } from "../../svg.js";

/** @import { Point } from "./sweep.js" */

const WIDTH = 320;
const LEFT = 44;
const RIGHT = 312;
/** Top and bottom of both plots. */
const DEATH = { top: 36, bottom: 124 };
const COUNT = { top: 156, bottom: 208 };
const HEIGHT = 232;
/** Where a death that never comes is drawn. */
const NEVER = 24;
/** No death is sooner than a tick or so. */
const SOONEST = 1000;

/**
 * @typedef {object} Words
 * @property {string} death
 * @property {string} count
 * @property {string} never
 * @property {(value: number) => string} value of the knob
 * @property {(point: Point) => string} point
 */

export class Chart {
  element = svg("svg", { class: "sweep-chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group" });
  #focused = 0;

  /** @param {(value: number) => void} choose @param {(value: number | null) => void} look */
  constructor(choose, look) {
    const valueOf = (/** @type {EventTarget | null} */ target) => {
      const value = /** @type {Element} */ (target).closest("[data-value]")?.getAttribute("data-value");
      return value === null || value === undefined ? null : Number(value);
    };
    this.element.addEventListener("click", ({ target }) => {
      const value = valueOf(target);
      if (value !== null) choose(value);
    });
    for (const event of ["pointerover", "focusin"]) this.element.addEventListener(event, ({ target }) => look(valueOf(target)));
    for (const event of ["pointerleave", "focusout"]) this.element.addEventListener(event, () => look(null));
    this.element.addEventListener("keydown", (event) => {
      const value = valueOf(event.target);
      const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
      if (value !== null && (event.key === "Enter" || event.key === " ")) choose(value);
      else if (step !== undefined) this.#go(step);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  /**
   * @param {readonly Point[]} points
   * @param {number} present the value of the present run
   * @param {Words} words
   */
  draw(points, present, words) {
    const hadFocus = this.element.contains(document.activeElement);
    const deaths = points.flatMap(({ outcome, spread }) => [outcome?.gone, spread?.gone[0], spread?.gone[1]].filter((gone) => typeof gone === "number")).map((gone) => Math.max(gone, SOONEST));
    const [first, last] = [powerBelow(Math.min(...deaths, 1e6)), Math.max(...deaths, 1e6)];
    const most = Math.max(1, ...points.flatMap(({ outcome, spread }) => [outcome?.retransmissions ?? 0, spread?.retransmissions[1] ?? 0]));
    const count = stepOf(most);
    const top = Math.max(powerBelow(last) === last ? last : powerBelow(last) * 10, first * 10);
    const high = Math.ceil(most / count) * count;
    const x = (/** @type {number} */ i) => LEFT + 8 + ((RIGHT - LEFT - 16) * i) / Math.max(points.length - 1, 1);
    const yDeath = (/** @type {number | null} */ gone) => (gone === null ? NEVER : DEATH.bottom - ((DEATH.bottom - DEATH.top) * Math.log(Math.max(gone, SOONEST) / first)) / Math.log(top / first));
    const yCount = (/** @type {number} */ n) => COUNT.bottom - ((COUNT.bottom - COUNT.top) * n) / high;
    const ever = points.some(({ outcome, spread }) => outcome?.gone === null || spread?.gone[1] === null);
    const here = points.findIndex(({ value }) => value === present);
    const every = points.length > 10 && Math.max(...points.map(({ value }) => words.value(value).length)) > 2 ? Math.ceil(points.length / 7) : 1;
    this.#focused = Math.min(this.#focused, Math.max(points.length - 1, 0));
    const step = x(1) - x(0);

    this.element.replaceChildren(
      ...powers(first, top).map((time) => axis(yDeath(time), duration(time))),
      ...(ever ? [axis(NEVER, words.never)] : []),
      ...ticks(count, high).map((n) => axis(yCount(n), String(n))),
      ...(here < 0 ? [] : [DEATH, COUNT].map(({ top: from, bottom }) => svg("line", { class: "sweep-present", x1: x(here), x2: x(here), y1: (from === DEATH.top && ever ? NEVER : from) - 4, y2: bottom + 4 }))),
      svg("text", { class: "sweep-title", x: LEFT, y: 12 }, words.death),
      svg("text", { class: "sweep-title", x: LEFT, y: COUNT.top - 10 }, words.count),
      ...points.map((point, i) => svg("g", { class: "sweep-point", "data-value": point.value, "data-present": i === here, role: "button", tabindex: i === this.#focused ? 0 : -1, "aria-label": words.point(point) },
        svg("rect", { class: "hit", x: x(i) - step / 2, width: Math.max(step, 8), y: 0, height: HEIGHT }),
        point.spread && point.spread.gone[0] !== point.spread.gone[1] && spreadOf(x(i), yDeath(point.spread.gone[0]), yDeath(point.spread.gone[1])),
        point.spread && point.spread.retransmissions[0] !== point.spread.retransmissions[1] && spreadOf(x(i), yCount(point.spread.retransmissions[0]), yCount(point.spread.retransmissions[1])),
        point.outcome && svg("circle", { class: "dot", "data-never": point.outcome.gone === null, cx: x(i), cy: yDeath(point.outcome.gone), r: 3.5 }),
        point.outcome && svg("rect", { class: "dot", x: x(i) - 3, y: yCount(point.outcome.retransmissions) - 3, width: 6, height: 6 }),
        (i === here || i % every === 0) && !(i !== here && Math.abs(i - here) < every && every > 1 && here >= 0) && svg("text", { class: "sweep-value", x: x(i), y: HEIGHT - 6, "text-anchor": "middle" }, words.value(point.value)))),
    );
    if (hadFocus) this.#stop()?.focus();
  }

  /** @param {string} label */
  name(label) {
    set(this.element, { "aria-label": label });
  }

  #stop() {
    return /** @type {SVGElement | null} */ (this.element.querySelector('[tabindex="0"]'));
  }

  /** @param {number} step */
  #go(step) {
    const points = [...this.element.querySelectorAll(".sweep-point")];
    this.#focused = Math.min(Math.max(this.#focused + step, 0), points.length - 1);
    for (const [i, point] of points.entries()) set(point, { tabindex: i === this.#focused ? 0 : -1 });
    this.#stop()?.focus();
  }
}

/** @param {number} x @param {number} least @param {number} most */
function spreadOf(x, least, most) {
  return svg("line", { class: "spread", x1: x, x2: x, y1: Math.max(least, most) + 1, y2: Math.min(least, most) - 1 });
}

/** @param {number} y @param {string} text */
function axis(y, text) {
  return svg("g", { class: "sweep-axis", "aria-hidden": "true" }, svg("line", { x1: LEFT, x2: RIGHT, y1: y, y2: y }), svg("text", { x: LEFT - 6, y: y + 3.5, "text-anchor": "end" }, text));
}

/** Round steps of a count, of which no more than four lead to the top. @param {number} most */
export function stepOf(most) {
  const least = Math.max(most / 4, 1);
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((digit) => digit * power >= least) ?? 10) * power;
}

/** @param {number} time */
function powerBelow(time) {
  return 10 ** Math.floor(Math.log10(time) + 1e-9);
}

/** @param {number} first @param {number} top */
function powers(first, top) {
  return Array.from({ length: Math.round(Math.log10(top / first)) + 1 }, (_, i) => first * 10 ** i);
}

/** @param {number} step @param {number} top */
function ticks(step, top) {
  return Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step);
}
