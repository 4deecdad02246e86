// The hand over the drawing: a long press opens the menu of a segment, and a segment's head can be dragged down,
// or back up, to have it arrive later. It goes by the drawing's own map of time: a head comes to where it is let
// go.
//
// A plain click is the ladder's: it loses the segment.

import { delay, latenessOf, LONGEST_DELAY_MS } from "../../deeds.js";
import { clock, duration } from "../../format.js";
import { svg, write } from "../../svg.js";
import { openMenu } from "../menus.js";
import { useStyles } from "../panel.js";

/**
 * @import { SegmentRecord } from "../../engine.js"
 * @import { View } from "../view.js"
 */

const LONG_PRESS_MS = 500;
/** As far as a hand trembles. */
const STILL_PX = { mouse: 3, touch: 8 };
/** As near a head as it is taken by it, not by what lies across it. */
const NEAR_PX = { mouse: 12, touch: 22 };
/** As near an edge the drawing moves under a hand that drags. */
const EDGE_PX = 36;
/** A gap that is so tall on the map is so long, as the map has it, and one that is twice as long is taller by so much. */
const TEAR = { tall: 24, long: 10_000, doubles: 18 };
/** Nobody drags more exactly. */
const LEAST_US = 500;

/**
 * @typedef {object} Grip what is held of a segment
 * @property {SegmentRecord} record
 * @property {DOMPoint} start where the segment leaves
 * @property {DOMPoint} head
 * @property {number} off how far below the head it is held, px
 * @property {number} highest where the head would be if nothing delayed it, px
 * @property {number} punctual the same as a time, µs
 */

/**
 * @typedef {object} Press
 * @property {number} x
 * @property {number} y
 * @property {string} segment
 * @property {Grip | null} grip nothing where it is no head that is pressed
 * @property {"still" | "dragging" | "over"} phase
 * @property {number} late ms
 * @property {ReturnType<typeof setTimeout> | undefined} timer
 */

export class Hand {
  #view;
  #sheet;
  /** @type {Press | null} */
  #press = null;
  /** @type {{ first: Element | null, heads: { record: SegmentRecord, at: number, start: DOMPoint, head: DOMPoint }[] }} those of the drawing that begins with this element */
  #found = { first: null, heads: [] };
  #line = svg("path", { class: "hand-line" });
  #text = svg("text", { class: "hand-text" });
  #layer = svg("svg", { class: "ladder-drawing ladder-hand", "aria-hidden": "true" }, this.#line, this.#text);

  /**
   * @param {View} view
   * @param {HTMLElement} sheet
   * @param {PointerEvent | null} pressed what came down before we were here, and is still down
   */
  constructor(view, sheet, pressed) {
    this.#view = view;
    this.#sheet = sheet;
    void useStyles(new URL("./hand.css", import.meta.url));
    sheet.addEventListener("pointerdown", (event) => this.#pressed(event));
    sheet.addEventListener("pointermove", (event) => this.#moved(event));
    sheet.addEventListener("pointerup", () => this.#released());
    sheet.addEventListener("pointercancel", () => this.#end());
    // A finger on a head drags it: nothing is to be scrolled by that.
    sheet.addEventListener("touchmove", (event) => {
      if (this.#press?.grip && event.cancelable) event.preventDefault();
    }, { passive: false });
    document.addEventListener("keydown", (event) => this.#keyed(event), true);
    if (pressed) this.#pressed(pressed);
  }

  /** @param {PointerEvent} event */
  #pressed(event) {
    this.#end();
    const segment = segmentAt(event.target);
    if (!segment || event.button !== 0 || !event.isPrimary) return;
    const { clientX: x, clientY: y } = event;
    const name = segment.dataset["segment"] ?? "";
    const timer = event.pointerType === "mouse" ? undefined : setTimeout(() => {
      if (this.#press?.phase !== "still") return;
      this.#press.phase = "over";
      void openMenu(this.#view, { segment: name }, { x, y });
    }, LONG_PRESS_MS);
    this.#press = { x, y, segment: name, grip: this.#gripAt(event), phase: "still", late: 0, timer };
  }

  /** @param {PointerEvent} event */
  #moved(event) {
    const press = this.#press;
    if (!press) this.#sheet.toggleAttribute("data-near", event.pointerType === "mouse" && this.#gripAt(event) !== null);
    if (!press || press.phase === "over") return;
    if (press.phase === "still") {
      const still = event.pointerType === "mouse" ? STILL_PX.mouse : STILL_PX.touch;
      if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < still) return;
      clearTimeout(press.timer);
      if (!press.grip) return this.#end();
      press.phase = "dragging";
      press.late = latenessOf(this.#view.store.state.scenario, press.grip.record);
      this.#view.player.pause();
      this.#sheet.setPointerCapture(event.pointerId);
      this.#sheet.append(this.#layer);
      this.#sheet.toggleAttribute("data-held", true);
    }
    if (press.grip) this.#drag(press, press.grip, event);
  }

  /** @param {Press} press @param {Grip} grip @param {PointerEvent} event */
  #drag(press, grip, { clientY }) {
    this.#scrollNear(clientY);
    const { scale } = this.#view.store.state;
    const y = Math.max(clientY - this.#sheet.getBoundingClientRect().top - grip.off, grip.highest);
    const rows = grip.highest - scale.toY(grip.punctual);
    const on = y - rows;
    const time = this.#timeAt(on);
    const step = roundStep(this.#timeAt(on + 0.5) - this.#timeAt(on - 0.5));
    const late = Math.max(Math.round((time - grip.punctual) / step) * step, 0);
    press.late = Math.min(late / 1000, LONGEST_DELAY_MS);
    const { start, head } = grip;
    this.#line.setAttribute("d", `M${start.x} ${start.y}L${head.x} ${y}`);
    const side = Math.sign(head.x - start.x);
    this.#text.setAttribute("x", String(head.x - side * 14));
    this.#text.setAttribute("y", String(y + 20));
    this.#text.setAttribute("text-anchor", side > 0 ? "end" : "start");
    write(this.#text, `${late > 0 ? `+${duration(late)}` : "±0 ms"} · ${clock(grip.punctual + late)}`);
  }

  /**
   * What arrives in a tear makes two of it, and a short one is less torn than a long one: so a head comes to
   * where it was let go, not to where the long tear had that time. Beyond the end a new tear begins.
   *
   * @param {number} y
   */
  #timeAt(y) {
    const { scale, run } = this.#view.store.state;
    const { gaps, end, mode, zoom } = scale;
    const tear = mode !== "compact" ? undefined : y > end ? { from: run.endedAt, to: Infinity, top: end } : gaps.find(({ top, bottom }) => y > top && y < bottom);
    if (!tear) return y > end ? run.endedAt + (y - end) * LEAST_US : scale.toTime(y);
    const tall = (y - tear.top) / zoom;
    const long = tall < TEAR.tall ? (TEAR.long * tall) / TEAR.tall : TEAR.long * 2 ** ((tall - TEAR.tall) / TEAR.doubles);
    return Math.min(tear.from + long, tear.to);
  }

  #released() {
    const press = this.#press;
    this.#end();
    if (press && press.phase !== "still") swallowClick();
    if (press?.phase === "dragging" && press.grip) delay(this.#view.store, press.grip.record, press.late);
  }

  /** @param {KeyboardEvent} event */
  #keyed(event) {
    if (event.key !== "Escape" || this.#press?.phase !== "dragging") return;
    event.preventDefault();
    event.stopPropagation();
    this.#press.phase = "over";
    this.#hide();
  }

  #end() {
    clearTimeout(this.#press?.timer);
    this.#press = null;
    this.#hide();
  }

  #hide() {
    this.#layer.remove();
    this.#sheet.toggleAttribute("data-held", false);
  }

  /** The head that is nearest, as far as one is near. @param {PointerEvent} event @returns {Grip | null} */
  #gripAt({ clientX, clientY, pointerType }) {
    const { left, top } = this.#sheet.getBoundingClientRect();
    const [x, y] = [clientX - left, clientY - top];
    const apart = (/** @type {{ head: DOMPoint }} */ { head }) => Math.hypot(head.x - x, head.y - y);
    const near = this.#heads().filter((one) => apart(one) <= (pointerType === "mouse" ? NEAR_PX.mouse : NEAR_PX.touch));
    const [first] = near.sort((one, other) => apart(one) - apart(other));
    if (!first) return null;
    const { record, start, head, at } = first;
    const { scenario, scale } = this.#view.store.state;
    const punctual = at - latenessOf(scenario, record) * 1000;
    return { record, start, head, off: y - head.y, highest: head.y - scale.toY(at) + scale.toY(punctual), punctual };
  }

  /** Where segments arrive in the drawing, found once for each. */
  #heads() {
    const first = this.#sheet.querySelector("[data-segment]");
    if (this.#found.first === first) return this.#found.heads;
    const { segments } = this.#view.store.state.trace;
    const heads = segments.flatMap((record) => {
      const at = record.fate.kind === "delivered" ? record.fate.at[0] : undefined;
      const way = /** @type {SVGPathElement | null} */ (this.#sheet.querySelector(`[data-segment="${record.name}"] .hit`));
      return way && at !== undefined ? [{ record, at, start: way.getPointAtLength(0), head: way.getPointAtLength(way.getTotalLength()) }] : [];
    });
    this.#found = { first, heads };
    return heads;
  }

  /** @param {number} y on the screen */
  #scrollNear(y) {
    const scroller = this.#sheet.parentElement;
    if (!scroller) return;
    const { top, bottom } = scroller.getBoundingClientRect();
    if (y > bottom - EDGE_PX) scroller.scrollTop += y - bottom + EDGE_PX;
    else if (y < top + EDGE_PX) scroller.scrollTop -= top + EDGE_PX - y;
  }
}

/** @param {EventTarget | null} target */
function segmentAt(target) {
  return target instanceof Element ? /** @type {SVGElement | null} */ (target.closest("[data-segment]")) : null;
}

/** What a pixel is worth, as a number that people like. @param {number} us */
function roundStep(us) {
  const power = 10 ** Math.floor(Math.log10(Math.max(us, 1)));
  return Math.max([1, 2, 5, 10].map((n) => n * power).find((step) => step >= us) ?? us, LEAST_US);
}

/** What was dragged or held was not clicked: the click of this press is nobody's, the next press has its own. */
function swallowClick() {
  const swallow = (/** @type {Event} */ event) => event.stopPropagation();
  document.addEventListener("click", swallow, { capture: true, once: true });
  document.addEventListener("pointerdown", () => document.removeEventListener("click", swallow, true), { capture: true, once: true });
}
