// What a run had that another one has not: what is left of it when both are laid one on the other.
//
// Pure functions of two runs. A segment is the same where what it says, its times and its fate are: what
// it is called counts those before it. A state is the same where it is the same one at the same time.

/**
 * @import { Band, Flight, Mark, Run } from "../run.js"
 */

/** @typedef {Pick<Band, "host" | "life" | "state" | "from" | "to">} Piece a state for as long as only the first run was in it */

/**
 * @param {Run} was
 * @param {Run} now
 */
export function leftOf(was, now) {
  const flights = new Set(now.flights.map(signOf));
  const ends = new Set(now.marks.filter(isEnd).map(placeOf));
  return {
    flights: was.flights.filter((flight) => !flight.forged && !flights.has(signOf(flight))),
    pieces: was.bands.flatMap((band) => piecesOf(band, now.bands)),
    ends: was.marks.filter((mark) => isEnd(mark) && !ends.has(placeOf(mark))),
  };
}

/** @param {Flight} flight */
function signOf({ record: { from, segment, relative, how }, sentAt, arrivals }) {
  return [from, segment.flags, relative.seq, relative.ack, segment.len, how.kind, sentAt, ...arrivals].join(" ");
}

/** @param {Mark} mark */
function isEnd({ kind }) {
  return kind === "gone";
}

/** @param {Mark} mark */
function placeOf({ host, life, at }) {
  return `${host} ${life?.nth} ${at}`;
}

/**
 * What stays goes on for ever.
 *
 * @param {Band} band
 * @param {readonly Band[]} others
 * @returns {Piece[]}
 */
function piecesOf(band, others) {
  const { host, life, state } = band;
  let pieces = [{ from: band.from, to: lastOf(band) }];
  for (const other of others) {
    if (other.host !== host || other.life.nth !== life.nth || other.state !== state || other.mini !== band.mini) continue;
    pieces = pieces.flatMap(({ from, to }) => [{ from, to: Math.min(to, other.from) }, { from: Math.max(from, lastOf(other)), to }].filter((piece) => piece.from < piece.to));
  }
  return pieces.map(({ from, to }) => ({ host, life, state, from, to }));
}

/** @param {Band} band */
function lastOf({ to, stays }) {
  return stays ? Infinity : to;
}
