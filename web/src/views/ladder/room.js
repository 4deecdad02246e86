// Finds room for the words of arrows. Segments that are sent a millisecond or two apart are nearer to
// each other than words are tall: theirs go further along the arrow, to its other side, or are fewer.

/** How far apart the baselines of two lines of words are at least. */
const APART = 11;
/** Words are above an arrow or below it. */
const ABOVE = -5;
const BELOW = 13;
/** Who comes long after is nowhere near. */
const RECENT = 60;

/** @typedef {{ from: number, to: number, y: number, slope: number }} Line words as a line: `y` is where it begins, at `from` */

/**
 * @typedef {object} Arrow
 * @property {number} x where its words may begin
 * @property {number} y
 * @property {number} side 1 where it goes to the right
 * @property {number} steepness
 * @property {number} reach how far words may go from there
 * @property {number} apart how much further from the arrow they are than usual
 * @property {boolean} below its words are below, where both sides are free
 * @property {boolean} turns they may go to the other side
 */

/** How near the middle of words may come to an arrow that is not theirs. */
const CLEAR = 8;
const HALF = 4;

export class Room {
  /** @type {Line[]} what stays in the way for all arrows */
  #fixed = [];
  /** Arrows that words are not to be written across. @type {Line[]} */
  #arrows = [];
  /** @type {Line[]} */
  #taken = [];

  /** @param {{ x: number, y: number }} one @param {{ x: number, y: number }} other */
  avoid(one, other) {
    const [left, right] = one.x < other.x ? [one, other] : [other, one];
    this.#arrows.push({ from: left.x, to: right.x, y: left.y + HALF, slope: (right.y - left.y) / (right.x - left.x) });
  }

  /** @param {number} centre @param {number} y @param {number} length */
  keep(centre, y, length) {
    this.#fixed.push({ from: centre - length / 2, to: centre + length / 2, y, slope: 0 });
  }

  /**
   * Where words of the first of these lengths go that have room; those of the first, at the arrow's
   * beginning, where none has.
   *
   * @param {Arrow} arrow
   * @param {readonly number[]} lengths
   */
  take(arrow, lengths) {
    const [above, below] = [ABOVE - arrow.apart, BELOW + arrow.apart];
    const own = arrow.below ? below : above;
    const sides = arrow.turns ? [own, above + below - own] : [own];
    const places = lengths.flatMap((length, form) => {
      const spare = Math.max(arrow.reach - length, 0);
      const along = spare > 8 ? [0, spare / 2, spare] : [0];
      return sides.flatMap((off) => along.map((shift) => ({ form, length, shift, off })));
    });
    const free = places.find((place) => this.#isFree(lineOf(arrow, place)));
    const { form, length, shift, off } = free ?? /** @type {typeof places[number]} */ (places[0]);
    this.#taken.push(lineOf(arrow, { length, shift, off }));
    if (this.#taken.length > RECENT) this.#taken.shift();
    return { free: free !== undefined, form, x: arrow.x + arrow.side * shift, y: arrow.y + shift * arrow.steepness + off };
  }

  /** @param {Line} line */
  #isFree(line) {
    const meets = (/** @type {Line} */ other) => meet(line, other, APART);
    return !this.#taken.some(meets) && !this.#fixed.some(meets) && !this.#arrows.some((arrow) => meet(line, arrow, CLEAR));
  }
}

/** @param {Arrow} arrow @param {{ length: number, shift: number, off: number }} place @returns {Line} */
function lineOf({ x, y, side, steepness }, { length, shift, off }) {
  const width = length / Math.hypot(1, steepness);
  const begin = { x: x + side * shift, y: y + shift * steepness + off };
  return side > 0
    ? { from: begin.x, to: begin.x + width, y: begin.y, slope: steepness }
    : { from: begin.x - width, to: begin.x, y: begin.y + width * steepness, slope: -steepness };
}

/** @param {Line} one @param {Line} other @param {number} clear */
function meet(one, other, clear) {
  const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
  if (from >= to) return false;
  const apart = (/** @type {number} */ x) => one.y + (x - one.from) * one.slope - other.y - (x - other.from) * other.slope;
  const [first, last] = [apart(from), apart(to)];
  const least = clear * Math.hypot(1, Math.max(Math.abs(one.slope), Math.abs(other.slope))) - 1;
  return first * last <= 0 || Math.min(Math.abs(first), Math.abs(last)) < least;
}
