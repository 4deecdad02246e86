// Segments on the wire: from where to where, in which row of a burst, and which of the four waves.

/**
 * @import { Host, SegmentRecord, Trace } from "../engine.js"
 * @import { Flight, Life } from "../run.js"
 */

/** How far a lost segment gets. */
export const LOST_AT = 0.55;
/** More than a window holds. */
const LONGEST_BURST = 99;

/**
 * Segments that one host sends, or gets, in one moment stand one below the other, in their order. An
 * answer leaves where what it answers has come.
 *
 * @param {Trace} trace
 */
export function readRows({ events }) {
  /** @type {Map<number, number>} by the segment */
  const sent = new Map();
  /** @type {Map<number, number[]>} by the segment, a row for each arrival */
  const landed = new Map();
  /** @type {Map<number, number>} */
  const stacks = new Map();
  /** Those that leave in the moment in which what they answer has come. @type {Set<number>} */
  const answers = new Set();
  /** @type {Record<Host, { at: number, row: number, arrived: boolean } | null>} */
  const last = { a: null, b: null };
  for (const { at, host, what } of events) {
    if (what.kind !== "sent" && what.kind !== "arrived") continue;
    const before = last[host]?.at === at ? last[host] : null;
    const arrived = what.kind === "arrived";
    const answering = (before?.arrived ?? false) && !arrived;
    const row = before === null ? 0 : answering ? before.row : before.row + 1;
    last[host] = { at, row, arrived };
    if (row > (stacks.get(at) ?? 0)) stacks.set(at, row);
    if (arrived) landed.set(what.segment, [...(landed.get(what.segment) ?? []), row]);
    else sent.set(what.segment, row);
    if (answering) answers.add(what.segment);
  }
  return { sent, landed, stacks, answers };
}

/**
 * @param {Trace} trace
 * @param {number} delay
 * @param {ReadonlyMap<number, Life>} lifeOf
 * @param {ReadonlyMap<number, number>} sent
 * @param {ReadonlyMap<number, number[]>} landed
 * @param {ReadonlySet<number>} answers
 * @returns {Flight[]}
 */
export function readFlights({ events, segments }, delay, lifeOf, sent, landed, answers) {
  /** @type {Map<number, number[]>} */
  const tracks = new Map();
  for (const { socket, what } of events) {
    if (what.kind === "arrived") tracks.set(what.segment, [...(tracks.get(what.segment) ?? []), trackOf(socket)]);
  }
  const waves = readWaves(segments.filter(({ socket, how }) => how.kind !== "forged" && (socket === null || lifeOf.get(socket)?.nth === 1)));
  const overtaken = readOvertaken(segments);
  const flights = segments.map((record) => {
    const { id, sentAt, fate, how, socket } = record;
    const arrivals = fate.kind === "delivered" ? fate.at : [];
    const until = fate.kind === "delivered" ? Math.max(sentAt, ...fate.at) : Math.round(sentAt + LOST_AT * delay);
    const row = sent.get(id) ?? 0;
    const reaches = fate.kind === "delivered" ? fate.at : [sentAt + delay];
    const landings = reaches.map((at, i) => ({ at, track: tracks.get(id)?.[i] ?? 0, row: landed.get(id)?.[i] ?? (fate.kind === "lost" ? row : 0) }));
    return { record, forged: how.kind === "forged", answers: answers.has(id), overtaken: overtaken.has(id), sentAt, track: trackOf(socket), row, landings, arrivals, until, wave: waves.get(id) ?? null };
  });

  // What is lost out of a burst would have come between its neighbours.
  for (const [i, { record, landings, sentAt }] of flights.entries()) {
    if (record.fate.kind !== "lost") continue;
    const isNear = (/** @type {Flight | undefined} */ other) => other?.record.from === record.from && other.sentAt === sentAt && other.record.fate.kind === "delivered";
    const [before, after] = [flights.slice(Math.max(i - LONGEST_BURST, 0), i).findLast(isNear), flights.slice(i, i + LONGEST_BURST).find(isNear)];
    const row = after ? (after.landings[0]?.row ?? 0) - 0.5 : before ? (before.landings[0]?.row ?? 0) + 0.5 : null;
    for (const landing of landings) landing.row = row ?? landing.row;
  }
  return flights;

  /** @param {number | null} socket */
  function trackOf(socket) {
    return (socket === null ? undefined : lifeOf.get(socket)?.track) ?? 0;
  }
}

/** Those that one overtakes which was sent later. @param {readonly SegmentRecord[]} segments */
function readOvertaken(segments) {
  const overtaken = new Set();
  const first = { a: Infinity, b: Infinity };
  for (const { id, from, fate } of segments.toReversed()) {
    if (fate.kind !== "delivered") continue;
    const at = Math.min(...fate.at);
    if (first[from] < at) overtaken.add(id);
    else first[from] = at;
  }
  return overtaken;
}

/**
 * The four waves, where the close has four: each is the first segment that does its part. Where the
 * FINs cross there are none, and where one segment is both 2 and 3 it counts as 3.
 *
 * @param {readonly SegmentRecord[]} segments
 */
function readWaves(segments) {
  /** @type {Map<number, number>} */
  const waves = new Map();
  const isFin = (/** @type {SegmentRecord} */ record) => record.segment.flags.includes("F");
  const one = segments.find(isFin);
  if (!one) return waves;
  const answers = (/** @type {SegmentRecord} */ fin) => (/** @type {SegmentRecord} */ record) =>
    record.from !== fin.from && record.id > fin.id && record.relative.ack > fin.relative.seq + fin.segment.len;
  const two = segments.find(answers(one));
  const three = segments.find((record) => isFin(record) && record.from !== one.from);
  if (three && !answers(one)(three)) return waves;
  waves.set(one.id, 1);
  if (two) waves.set(two.id, 2);
  if (!three) return waves;
  waves.set(three.id, 3);
  const four = segments.find(answers(three));
  if (four) waves.set(four.id, 4);
  return waves;
}
