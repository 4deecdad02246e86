// A run that is too large to be drawn at once is drawn around what is in sight, and anew where somebody scrolls
// on. Fetched with the first such run: what people look at seldom is one.

import { few } from "../few.js";

/** @import { State } from "../../store.js" */

/** More than this at once is a pause that is felt. */
const MOST = 150;
/** How far above and below the upper edge of what is in sight is drawn, px, and how far one may scroll before that is done anew. */
const ABOVE = 600;
const BELOW = 1800;
const NEAR = 400;

export class Parts {
  /** Where the last part was taken; nothing where the run was drawn whole. @type {number | null} */
  #at = null;

  /**
   * What is drawn of the run. Where that is still too much, every so-manieth.
   *
   * @param {Readonly<State>} state
   * @param {number} top of what is in sight, px
   * @param {number} large how many segments are no part of a larger run
   * @returns {Readonly<State>}
   */
  of(state, top, large) {
    this.#at = state.run.flights.length > large ? top : null;
    if (this.#at === null) return state;
    const { run, scale } = state;
    const [first, last] = [scale.toTime(top - ABOVE), scale.toTime(top + BELOW)];
    const lasts = (/** @type {{ from: number, to: number }} */ { from, to }) => from <= last && to >= first;
    const happens = (/** @type {{ at: number }} */ { at }) => at <= last && at >= first;
    return {
      ...state,
      scale: { ...scale, gaps: few(scale.gaps.filter(lasts), MOST), ticks: few(scale.ticks.filter((at) => happens({ at })), MOST) },
      run: {
        ...run,
        flights: few(run.flights.filter(({ sentAt, until }) => lasts({ from: sentAt, to: until })), MOST),
        bands: few(run.bands.filter(lasts), MOST),
        holds: few(run.holds.filter(lasts), MOST),
        bars: few(run.bars.filter(lasts), MOST),
        marks: few(run.marks.filter(happens), MOST),
        reports: few(run.reports.filter(happens), MOST),
      },
    };
  }

  /** Whether somebody has come to where little or nothing is drawn. @param {number} top */
  isLeft(top) {
    return this.#at !== null && Math.abs(top - this.#at) > NEAR;
  }
}
