// One host's machine as a drawing: states that light up, and the ways between them.
//
// Owns elements and the keyboard among them. What is lit is told to it; what is pressed it tells.

import { set, svg, write } from "../../svg.js";
import { boxOf, headOf, HEIGHT, isSudden, lineThrough, ORIGIN, PLACES, STATES, WAYS, WIDTH } from "./geometry.js";

/**
 * @import { Host, State } from "../../engine.js"
 */

/** @typedef {{ state: State } | { way: string }} Part */

/**
 * @typedef {object} Listener
 * @property {(part: Part) => void} press
 * @property {(part: Part | null) => void} look at a part, or away
 */

export class Machine {
  element = svg("svg", { class: "machine", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group" });
  /** @type {Map<State, SVGGElement>} */
  #states = new Map();
  /** @type {Map<string, SVGGElement>} */
  #ways = new Map();

  /**
   * @param {Host} host
   * @param {Listener} listener
   */
  constructor(host, listener) {
    set(this.element, { "data-host": host, class: `machine ${host}` });
    for (const way of Object.keys(WAYS)) this.#ways.set(way, drawWay(way));
    for (const state of STATES) this.#states.set(state, drawState(state));
    this.#states.get("ESTABLISHED")?.setAttribute("tabindex", "0");
    // Ways lie above the states, whose targets are larger than they are drawn; those that are sudden below
    // the others, and where they run together the longest lowest.
    const depth = (/** @type {string} */ way) => (isSudden(way) ? (WAYS[way]?.[0]?.[1] ?? 0) : HEIGHT);
    const ways = [...this.#ways].sort(([one], [other]) => depth(one) - depth(other));
    this.element.append(...this.#states.values(), ...ways.map(([, way]) => way), svg("circle", { class: "origin", cx: ORIGIN[0], cy: ORIGIN[1], r: 3 }));

    this.element.addEventListener("click", ({ target }) => {
      const part = partOf(target);
      if (part) listener.press(part);
    });
    this.element.addEventListener("pointerover", ({ target }) => listener.look(partOf(target)));
    // A finger that is lifted has not looked away.
    this.element.addEventListener("pointerleave", ({ pointerType }) => pointerType !== "touch" && listener.look(null));
    this.element.addEventListener("focusin", ({ target }) => {
      this.#stopAt(target);
      listener.look(partOf(target));
    });
    this.element.addEventListener("focusout", () => listener.look(null));
    this.element.addEventListener("keydown", (event) => this.#pressed(event, listener));
  }

  /**
   * @param {string} label
   * @param {(state: State) => string} nameState
   * @param {(part: Part) => string} say what a screen reader hears of a part
   */
  name(label, nameState, say) {
    set(this.element, { "aria-label": label });
    for (const [state, element] of this.#states) {
      const text = element.querySelector("text");
      if (text) write(text, nameState(state));
      set(element, { "aria-label": say({ state }) });
    }
    for (const [way, element] of this.#ways) set(element, { "aria-label": say({ way }) });
  }

  /**
   * @param {State | null} current
   * @param {ReadonlySet<string>} taken
   * @param {string | null} last the way that was taken last
   */
  light(current, taken, last) {
    const been = new Set([...taken].flatMap((way) => way.split(" ")));
    for (const [state, element] of this.#states) set(element, { "aria-current": state === current ? "true" : null, "data-been": been.has(state) || state === current });
    for (const [way, element] of this.#ways) set(element, { "data-taken": taken.has(way), "data-last": way === last });
  }

  /** One stop for the tabulator; from there on the arrows go. @param {EventTarget | null} target */
  #stopAt(target) {
    const element = /** @type {Element} */ (target).closest("[data-state], [data-way]");
    if (!element) return;
    for (const stop of this.element.querySelectorAll('[tabindex="0"]')) stop.setAttribute("tabindex", "-1");
    element.setAttribute("tabindex", "0");
  }

  /** @param {KeyboardEvent} event @param {Listener} listener */
  #pressed(event, listener) {
    const part = partOf(event.target);
    if (!part) return;
    if (event.key === "Enter" || event.key === " ") {
      listener.press(part);
    } else {
      const next = this.#neighbour(part, event.key);
      if (!next) return;
      next.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Up and down from state to state, left and right over the ways that lead out of one. @param {Part} part @param {string} key */
  #neighbour(part, key) {
    const from = "state" in part ? part.state : /** @type {State} */ (part.way.split(" ")[0]);
    const [step, along] = /** @type {Record<string, [number, boolean]>} */ ({ ArrowUp: [-1, false], ArrowDown: [1, false], ArrowLeft: [-1, true], ArrowRight: [1, true] })[key] ?? [0, false];
    if (step === 0) return null;
    if (!along) return this.#states.get(around(STATES, from, step) ?? from) ?? null;
    const ring = ["", ...[...this.#ways.keys()].filter((way) => way.startsWith(`${from} `))];
    const next = around(ring, "way" in part ? part.way : "", step);
    return (next ? this.#ways.get(next) : this.#states.get(from)) ?? null;
  }
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {T} item
 * @param {number} step
 */
function around(list, item, step) {
  return list[(list.indexOf(item) + step + list.length) % list.length];
}

/** @param {State} state */
function drawState(state) {
  const [x, y] = PLACES[state];
  return svg("g", { class: "machine-state", "data-state": state, role: "button", tabindex: -1 },
    svg("rect", { class: "hit", x: x - 52, y: y - 22, width: 104, height: 44 }),
    svg("rect", { class: "box", rx: 3, ...boxOf(state) }),
    svg("text", { x, y: y + 4, "text-anchor": "middle" }));
}

/** @param {string} way */
function drawWay(way) {
  const corners = WAYS[way] ?? [];
  const d = lineThrough(corners);
  return svg("g", { class: "machine-way", "data-way": way, "data-sudden": isSudden(way), role: "button", tabindex: -1 },
    svg("path", { class: "hit", d }),
    svg("path", { class: "line", d }),
    svg("path", { class: "trail", d, pathLength: 1 }),
    svg("path", { class: "head", d: headOf(corners) }));
}

/** @param {EventTarget | null} target @returns {Part | null} */
function partOf(target) {
  const element = /** @type {SVGElement | null} */ (/** @type {Element} */ (target).closest("[data-state], [data-way]"));
  const { state, way } = element?.dataset ?? {};
  if (state) return { state: /** @type {State} */ (state) };
  return way ? { way } : null;
}
