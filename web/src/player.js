// Owns time: the only module that asks for animation frames.
//
// Playback moves at a constant speed over the drawing, so that a burst can be followed and a gap of a
// minute passes in three seconds. Where less motion is wanted it goes from happening to happening.

import { stepTo } from "./steps.js";

/**
 * @import { Direction, Unit } from "./steps.js"
 * @import { Store } from "./store.js"
 */

/** How fast at 1×. A flight of 40 px takes a third of a second. */
const PX_PER_SECOND = 110;
/** How long a happening is shown where nothing moves. */
const STEP_MS = 700;
/** A tab that was hidden does not jump when it comes back. */
const LONGEST_FRAME_MS = 100;

/** Even steps of a logarithm. */
export const SPEEDS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

/** @typedef {(player: Player) => void} Listener */

export class Player {
  #store;
  #frames;
  /** @type {Set<Listener>} */
  #listeners = new Set();
  /** @type {number | null} */
  #frame = null;
  #last = 0;
  #waited = 0;
  /** Where the playhead is; the store keeps whole microseconds, which are too coarse to add to. */
  #y = 0;

  playing = false;
  speed = 1;
  /** How far a step goes. @type {Unit} */
  unit = "event";
  /** Somebody has the playhead in hand: it waits, and goes on from where it is let go. */
  held = false;

  /**
   * @param {Store} store
   * @param {Frames} [frames]
   */
  constructor(store, frames = browserFrames()) {
    this.#store = store;
    this.#frames = frames;
  }

  /**
   * @param {Listener} listener called when playing, speed or the unit of steps changes
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  play() {
    if (this.playing) return;
    if (this.atEnd) this.#store.seek(0);
    this.#store.select(null);
    this.playing = true;
    this.#waited = STEP_MS;
    this.#y = this.#cursorY();
    this.#last = this.#frames.now();
    this.#frame = this.#frames.request(this.#advance);
    this.#tell();
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    if (this.#frame !== null) this.#frames.cancel(this.#frame);
    this.#frame = null;
    this.#tell();
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** @param {number} speed */
  setSpeed(speed) {
    this.speed = speed;
    this.#tell();
  }

  /** @param {Direction} steps along {@link SPEEDS} */
  turn(steps) {
    this.setSpeed(SPEEDS[Math.min(Math.max(SPEEDS.indexOf(this.speed) + steps, 0), SPEEDS.length - 1)] ?? 1);
  }

  /** @param {Unit} unit */
  setUnit(unit) {
    this.unit = unit;
    this.#tell();
  }

  /** @param {Direction} direction @param {Unit} [unit] */
  step(direction, unit = this.unit) {
    this.pause();
    if (unit !== "event") {
      const event = stepTo(unit, direction, this.#store.state);
      if (event !== null) this.#store.reach(event);
      return;
    }
    this.#store.select(null);
    if (direction > 0) this.#store.step();
    else this.#store.stepBack();
  }

  /** Whether a step leads anywhere. @param {Direction} direction */
  canStep(direction) {
    const { state } = this.#store;
    if (this.unit !== "event") return stepTo(this.unit, direction, state) !== null;
    return direction > 0 ? state.cursor.next !== null : state.cursor.events > 0;
  }

  toStart() {
    this.pause();
    this.#store.select(null);
    this.#store.seek(0);
  }

  toEnd() {
    this.pause();
    this.#store.select(null);
    this.#store.seek(this.#store.state.run.endedAt);
  }

  /** @param {number} y of the drawing */
  scrubTo(y) {
    this.#store.select(null);
    this.#store.seek(this.#store.state.scale.toTime(y));
    this.#y = this.#cursorY();
  }

  get atEnd() {
    const { cursor, run } = this.#store.state;
    return cursor.now >= run.endedAt;
  }

  /** @param {number} now */
  #advance = (now) => {
    if (!this.playing) return;
    const passed = Math.min(Math.max(now - this.#last, 0), LONGEST_FRAME_MS);
    this.#last = now;
    if (!this.held) {
      if (this.#frames.reducedMotion()) this.#leap(passed);
      else this.#glide(passed);
      if (this.atEnd) return this.pause();
    }
    this.#frame = this.#frames.request(this.#advance);
  };

  /** @param {number} passed */
  #glide(passed) {
    const { scale, run } = this.#store.state;
    // An edit, a step or a scrub may have moved the cursor or the drawing under the playhead.
    if (Math.abs(this.#cursorY() - this.#y) > 1) this.#y = this.#cursorY();
    this.#y += (passed / 1000) * PX_PER_SECOND * this.speed;
    const time = Math.min(scale.toTime(this.#y), run.endedAt);
    this.#store.tick(Math.max(time, this.#store.state.cursor.now));
  }

  /** @param {number} passed */
  #leap(passed) {
    this.#waited += passed * this.speed;
    if (this.#waited < STEP_MS) return;
    this.#waited = 0;
    this.#store.step();
  }

  #cursorY() {
    const { cursor, scale } = this.#store.state;
    return scale.toY(cursor.now);
  }

  #tell() {
    for (const listener of [...this.#listeners]) listener(this);
  }
}

/**
 * @typedef {object} Frames where frames come from
 * @property {() => number} now ms
 * @property {(callback: (now: number) => void) => number} request
 * @property {(frame: number) => void} cancel
 * @property {() => boolean} reducedMotion
 */

/** @returns {Frames} */
function browserFrames() {
  const query = matchMedia("(prefers-reduced-motion: reduce)");
  return {
    now: () => performance.now(),
    request: (callback) => requestAnimationFrame(callback),
    cancel: (frame) => cancelAnimationFrame(frame),
    reducedMotion: () => query.matches,
  };
}
