// <la-ladder>: the run as a drawing. Time runs down; the client is on the left, the server on the right.
//
// The drawing is made once for a run. What has not happened yet lies under a veil, whose edge is the
// playhead: as it moves down, arrows advance, bars fill and states come true, and nothing is drawn anew.

import { clock } from "../format.js";
import { segmentOf } from "../moments.js";
import { html, set, svg, write } from "../svg.js";
import { columnsFor, layOut, LINE } from "./ladder/layout.js";
import { draw } from "./ladder/draw.js";
import { Heads } from "./ladder/heads.js";
import { drawLights, markLit } from "./ladder/lights.js";
import { Packets } from "./ladder/packets.js";
import { listenForZoom } from "./ladder/zoom.js";
import { reach } from "./ladder/reach.js";
import { openMenu } from "./menus.js";
import { View } from "./view.js";

/**
 * @import { Scale } from "../scale.js"
 * @import { Ghost, State } from "../store.js"
 * @import { Word } from "./ladder/draw.js"
 * @import { Columns } from "./ladder/layout.js"
 * @import { Parts } from "./ladder/part.js"
 */

/** Where the playhead stays while the drawing scrolls past it. */
const PLAYHEAD_SHARE = 0.56;
/** How near the edges the playhead may come before the drawing moves. */
const MARGIN_SHARE = 0.14;
/** The height of the columns' heads, which stay in sight. */
const HEADS = 44;
/** From here on a time is wider than its column. */
const LONG = 10_000e6;

/** A run of more segments is drawn in parts. */
const LARGE = 200;

let count = 0;

export class Ladder extends View {
  /** @type {Columns} */
  #columns = columnsFor(960);
  #scroller = html("div", { class: "ladder-scroll", id: `la-ladder-${(count += 1)}` });
  #sheet = html("div", { class: "ladder-sheet" });
  #drawing = svg("svg", { class: "ladder-drawing", role: "group" });
  #veil = html("div", { class: "ladder-veil" });
  #playhead = html("div", { class: "playhead", "aria-hidden": "true" });
  #playheadTime = html("span", { class: "playhead-time" });
  #wordsLayer = svg("svg", { class: "ladder-drawing ladder-words", "aria-hidden": "true" });
  /** @type {readonly Word[]} from the top down */
  #words = [];
  /** How many of them the playhead has passed. */
  #passed = 0;
  #live = svg("svg", { class: "ladder-live", "aria-hidden": "true" });
  #lights = svg("svg", { class: "ladder-live", "aria-hidden": "true" });
  /** @type {Map<number, SVGGElement>} the drawn segment of each id */
  #segments = new Map();
  #packets = new Packets(this.#live);
  /** What divides a large run. @type {Parts | null} */
  #parts = null;
  #heads = new Heads();
  /** @type {number | null} the event that is shown as chosen; nothing before the first pass */
  #selected = null;
  #lastScrollFor = -1;
  /** A segment that was reached with the keyboard is a button to it, Space included. */
  #byKeyboard = false;
  /** Somebody scrolled away during playback; we follow again at the next start or step. */
  #following = true;
  #height = 600;
  /** Where it begins on the page. */
  #top = 0;
  /** How tall the drawing is. */
  #tall = 0;
  /** The map that the drawing was made by. @type {Scale | null} */
  #drawn = null;
  /** What a zoom leaves where it is: a place of the drawing. @type {number | null} */
  #fixed = null;
  /** The next position pass follows nothing: the map has changed, and whoever looks stays where they were. */
  #still = false;
  /** Where the drawing is scrolled to; to ask the browser would make it lay out the frame twice. */
  #scrolled = 0;

  /** @override */
  build() {
    this.#playhead.append(this.#playheadTime);
    this.#sheet.append(this.#drawing, this.#veil, this.#lights, this.#wordsLayer, this.#live, this.#playhead);
    this.#scroller.append(this.#heads.element, this.#sheet);
    this.append(this.#scroller);

    reach(this, this.#sheet);
    this.#heads.listen((host, element) => void openMenu(this, { host }, element));
    this.#sheet.addEventListener("click", (event) => this.#clicked(event));
    this.#drawing.addEventListener("keydown", (event) => this.#pressed(event));
    // On the sheet, as browsers let a drawing that listens for focus take it.
    this.#sheet.addEventListener("focusin", (event) => this.#focused(event));
    for (const gesture of ["wheel", "touchmove", "pointerdown"]) {
      this.#scroller.addEventListener(gesture, () => (this.#following = false), { passive: true });
    }
    this.#scroller.addEventListener("scroll", () => {
      this.#scrolled = this.#scroller.scrollTop;
      this.#tell();
    }, { passive: true });
    listenForZoom(this.#scroller, (y, factor) => {
      this.#fixed = y - this.#sheet.getBoundingClientRect().top;
      this.store.setZoom(this.store.state.scale.zoom * factor);
      this.#fixed = null;
    });
    new ResizeObserver(([entry]) => entry && this.#resized(entry.contentRect)).observe(this.#scroller);
  }

  /** @param {DOMRectReadOnly} size */
  #resized({ width, height }) {
    this.#height = height;
    // Words above may take a line more, but what somebody points at or has chosen does not move away.
    const { offsetTop } = this.#scroller;
    if (this.#top > 0 && this.#scroller.matches(":hover, :focus-within")) this.#scroller.scrollTop += offsetTop - this.#top;
    this.#top = offsetTop;
    this.#tell();
    const columns = columnsFor(width);
    if (columns.width === this.#columns.width) return;
    this.#columns = columns;
    this.#redraw();
  }

  #redraw() {
    this.structure(this.store.state);
    this.position(this.store.state);
    this.lights(this.store.state);
  }

  /** What of the drawing is in sight, px; changes are told by `la-sight`. */
  get sight() {
    return { id: this.#scroller.id, top: this.#scrolled, bottom: Math.min(this.#scrolled + this.#height - HEADS, this.#tall) };
  }

  /** Puts another part of the drawing in sight, and playback does not take it back. @param {number} top px */
  show(top) {
    this.#following = false;
    this.#scrollTo(top);
  }

  #tell() {
    this.dispatchEvent(new CustomEvent("la-sight"));
    if (this.#parts?.isLeft(this.#scrolled)) this.#redraw();
  }

  /** @override @param {Readonly<State>} state */
  structure(state) {
    const { run, say } = state;
    if (run.flights.length > LARGE && !this.#parts) {
      void import("./ladder/part.js").then(({ Parts }) => {
        this.#parts = new Parts();
        this.#redraw();
      });
      return;
    }
    const columns = this.#columns;
    const focused = this.#focusedName();
    const part = this.#parts?.of(state, this.#scrolled, LARGE) ?? state;
    const plan = layOut(part, columns);
    const { groups, words, segments } = draw(plan, part, columns);
    this.#tall = plan.height;
    this.#drawn = state.scale;

    for (const layer of [this.#drawing, this.#lights, this.#wordsLayer, this.#live]) set(layer, { width: columns.width, height: this.#tall, viewBox: `0 0 ${columns.width} ${this.#tall}` });
    set(this.#drawing, { "aria-label": say("ladder.label") });
    this.#sheet.style.width = `${columns.width}px`;
    this.#playhead.style.setProperty("--from", `${columns.a - 30}px`);
    this.#playhead.style.setProperty("--to", `${columns.width - columns.b - 30}px`);
    this.#sheet.style.height = `${this.#tall}px`;
    this.#scroller.dataset["size"] = this.#sheet.dataset["size"] = columns.size;
    this.dataset["drop"] = say("top.drop");
    this.#drawing.replaceChildren(...groups);
    if (state.ghost) void this.#haunt(state.ghost, state);
    this.#words = words.sort((one, other) => one.y - other.y);
    this.#passed = 0;
    for (const { element } of this.#words) element.classList.add("ahead");
    this.#wordsLayer.replaceChildren(...this.#words.map(({ element }) => element));
    this.#segments = segments;
    this.#selected = null;

    this.#packets.make(part.run.flights);
    this.#heads.place(columns, say);
    this.#tell();
    if (focused) this.#elementOf(focused)?.focus({ preventScroll: true });
  }

  /**
   * By hand the place under the pointer stays where it is, else the playhead, or what is in the middle where
   * that is out of sight.
   *
   * @override
   * @param {Readonly<State>} state
   */
  rescale(state) {
    const before = this.#drawn ?? state.scale;
    const playhead = before.toY(state.cursor.now);
    const seen = playhead >= this.#scrolled && playhead < this.#scrolled + this.#height - HEADS;
    const y = this.#fixed ?? (seen ? playhead : this.#scrolled + this.#height / 2);
    const time = before.toTime(y);
    this.structure(state);
    this.#scrollTo(state.scale.toY(time) - before.toY(time) + this.#scrolled);
    this.#still = true;
  }

  /**
   * Draws what would have come below all the rest. How is fetched when there is a first such.
   *
   * @param {Ghost} ghost
   * @param {Readonly<State>} state
   */
  async #haunt(ghost, state) {
    const layer = svg("g", { class: "ghost", "aria-hidden": "true" });
    this.#drawing.prepend(layer);
    const { drawGhost } = await import("./ladder/ghost.js");
    if (layer.isConnected) layer.append(...drawGhost(ghost, state, this.#columns, this.#tall));
  }

  /** @override @param {Readonly<State>} state */
  position(state) {
    const { cursor, run, scale } = state;
    const y = scale.toY(cursor.now);
    // First, while nothing of this frame has been written that a scroll would have to lay out.
    if (this.#still) this.#still = false;
    else this.#follow(y, run.endedAt === cursor.now ? this.#endOf(state) : y);
    const veil = this.#veilFrom(state, y);
    this.#veil.style.transform = `translateY(${veil}px)`;
    this.#pass(veil);
    this.#sheet.toggleAttribute("data-unstarted", cursor.events === 0 && !this.player.playing);
    this.#playhead.style.transform = `translateY(${y}px)`;
    write(this.#playheadTime, clock(cursor.now));
    this.#playheadTime.toggleAttribute("data-long", cursor.now >= LONG);
    this.#packets.fly(state, this.#columns);
    this.#heads.nameStates(state, this.#columns);
    this.#showSelection(state);
  }

  /** Where the run ends with all that is written there; below may be what would have come. @param {Readonly<State>} state */
  #endOf({ run, scale, ghost }) {
    const end = scale.toY(run.endedAt) + 40;
    return ghost ? end : Math.max(end, this.#tall - 24);
  }

  /** Nothing of it is said here, and whoever has scrolled stays where they are. @override */
  learned() {}

  /** @override @param {Readonly<State>} state */
  lights(state) {
    this.#lights.replaceChildren(...drawLights(state, this.#columns));
    markLit(this.#sheet, this.#segments, state);
  }

  /** @override */
  played() {
    if (this.player.playing) this.#following = true;
  }

  /**
   * At the playhead; but words are not cut in half where it stands still, and at the end nothing is
   * still to come, not even what is written below the last line.
   *
   * @param {Readonly<State>} state
   * @param {number} y
   */
  #veilFrom({ cursor, trace }, y) {
    if (cursor.next === null) return this.#tall;
    if (this.player.playing) return y;
    if (cursor.events === 0) return y - LINE * 0.6;
    return trace.events[cursor.events - 1]?.at === cursor.now ? y + LINE * 0.6 : y;
  }

  /**
   * Words above the playhead are of what has happened, those below of what is still to come. Only those
   * that change sides are touched.
   *
   * @param {number} y
   */
  #pass(y) {
    for (let next = this.#words[this.#passed]; next && next.y <= y; next = this.#words[this.#passed]) {
      next.element.classList.remove("ahead");
      this.#passed += 1;
    }
    for (let last = this.#words[this.#passed - 1]; last && last.y > y; last = this.#words[this.#passed - 1]) {
      last.element.classList.add("ahead");
      this.#passed -= 1;
    }
  }

  /** @param {Readonly<State>} state */
  #showSelection({ focus, trace }) {
    const event = focus === null ? undefined : trace.events[focus];
    const id = event?.id ?? -1;
    if (id === this.#selected) return;
    this.#selected = id;
    for (const chosen of this.#sheet.querySelectorAll("[data-chosen]")) chosen.removeAttribute("data-chosen");
    for (const stop of this.#drawing.querySelectorAll('[tabindex="0"]')) stop.setAttribute("tabindex", "-1");
    const segment = event ? segmentOf(event.what) : null;
    const target = (segment === null ? undefined : this.#segments.get(segment)) ?? this.#sheet.querySelector(`[data-event="${id}"]`);
    target?.setAttribute("data-chosen", "");
    const stop = (segment === null ? undefined : this.#segments.get(segment)) ?? this.#segments.values().next().value;
    stop?.setAttribute("tabindex", "0");
  }

  /**
   * Keeps the playhead, or what was just chosen, in sight.
   *
   * @param {number} y
   * @param {number} lowest
   */
  #follow(y, lowest) {
    const { selection, trace, scale } = this.store.state;
    const chosen = selection === null ? undefined : trace.events[selection];
    if (chosen && !this.player.playing) {
      if (this.#lastScrollFor !== chosen.id) this.#bringIn(scale.toY(chosen.at));
      this.#lastScrollFor = chosen.id;
      return;
    }
    this.#lastScrollFor = -1;
    if (this.player.playing) {
      if (!this.#following) return;
      const wanted = y - this.#height * PLAYHEAD_SHARE;
      if (wanted > this.#scrolled || y < this.#scrolled) this.#scrollTo(wanted);
      return;
    }
    this.#bringIn(lowest);
  }

  /** @param {number} y */
  #bringIn(y) {
    const margin = this.#height * MARGIN_SHARE;
    const top = this.#scrolled;
    if (y < top + margin) this.#scrollTo(y - margin * 2);
    else if (y > top + this.#height - margin) this.#scrollTo(y - this.#height + margin * 2);
  }

  /** @param {number} y */
  #scrollTo(y) {
    const most = Math.max(this.#tall + HEADS - this.#height, 0);
    const top = Math.min(Math.max(y, 0), most);
    if (Math.abs(top - this.#scrolled) < 0.5) return;
    this.#scrolled = top;
    this.#scroller.scrollTop = top;
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const segment = /** @type {SVGGElement | null} */ (target.closest("[data-segment]"));
    if (segment) {
      this.store.toggleLoss(segment.dataset["segment"] ?? "");
      return;
    }
    const mark = /** @type {SVGGElement | null} */ (target.closest("[data-event]"));
    if (mark) this.store.select(Number(mark.dataset["event"]));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const name = this.#focusedName();
    if (!name) return;
    if (event.key === "Enter" || (event.key === " " && this.#byKeyboard)) {
      this.store.toggleLoss(name);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const names = [...this.#segments.values()].map((element) => element.dataset["segment"]);
      const next = names[names.indexOf(name) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) this.#elementOf(next)?.focus({ preventScroll: true });
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {FocusEvent} event */
  #focused({ target }) {
    const segment = /** @type {Element} */ (target).closest("[data-segment]");
    this.#byKeyboard = segment?.matches(":focus-visible") ?? false;
    if (!segment || !this.#byKeyboard) return;
    const record = this.store.state.trace.segments.find(({ name }) => name === segment.getAttribute("data-segment"));
    if (record) this.store.select(record.event);
  }

  #focusedName() {
    const active = document.activeElement;
    return active && this.#drawing.contains(active) ? active.getAttribute("data-segment") : null;
  }

  /** @param {string} name */
  #elementOf(name) {
    return [...this.#segments.values()].find((element) => element.dataset["segment"] === name);
  }
}
