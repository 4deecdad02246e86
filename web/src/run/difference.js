// What tells two runs apart: where they part, and what came of each side.
//
// Pure functions of two traces. They know nothing of who made them differ: an edit, another kernel,
// another clock.

/**
 * @import { Host, SegmentRecord, Summary, Trace, TraceEvent } from "../engine.js"
 */

/** @typedef {Summary["a"]} Side */

/**
 * @typedef {object} SideDifference what came of one host, the second run against the first
 * @property {Side} was
 * @property {Side} now
 * @property {number | null} gone how much later it is over, µs, below 0 earlier; nothing unless it is over in both
 * @property {number} fins how many more
 * @property {number} retransmissions how many more
 * @property {"same" | "reason" | "ends" | "stays" | "state"} ending it is over for another reason, is over
 * where it was not, is not where it was, or stays in another state
 */

/**
 * @typedef {object} Parting
 * @property {number} at the earlier of both, µs
 * @property {number | null} was the first run's event, where it has one
 * @property {number | null} now the second's
 */

/**
 * @typedef {object} Difference
 * @property {Record<Host, SideDifference>} sides
 * @property {Parting | null} moment the first event that is not the same, to the microsecond
 * @property {Parting | null} segment the first segment that is another, or has another fate, whenever it was sent
 * @property {Parting | null} state the first state that is another, whenever it was entered
 */

/** @type {readonly Host[]} */
const HOSTS = ["a", "b"];

/**
 * @param {Trace} was
 * @param {Trace} now
 * @returns {Difference}
 */
export function differenceOf(was, now) {
  return {
    sides: { a: sideOf(was.summary.a, now.summary.a), b: sideOf(was.summary.b, now.summary.b) },
    moment: momentOfParting(was.events, now.events),
    segment: partingOf(was, now, (trace, host) => trace.segments.filter(({ from }) => from === host).map((record) => ({ event: record.event, at: record.sentAt, sign: signOf(record) }))),
    state: partingOf(was, now, (trace, host) => trace.events.flatMap(({ id, at, host: whose, what }) => (whose === host && what.kind === "entered" ? [{ event: id, at, sign: `${what.from} ${what.to}` }] : []))),
  };
}

/**
 * @param {Side} was
 * @param {Side} now
 * @returns {SideDifference}
 */
function sideOf(was, now) {
  return {
    was,
    now,
    gone: was.goneAt === null || now.goneAt === null ? null : now.goneAt - was.goneAt,
    fins: now.fins - was.fins,
    retransmissions: now.retransmissions - was.retransmissions,
    ending: endingOf(was.ending, now.ending),
  };
}

/**
 * @param {Side["ending"]} was
 * @param {Side["ending"]} now
 * @returns {SideDifference["ending"]}
 */
function endingOf(was, now) {
  if (was.kind === "waits") return now.kind !== "waits" ? "ends" : was.state === now.state ? "same" : "state";
  if (now.kind === "waits") return "stays";
  return was.rule === now.rule ? "same" : "reason";
}

/**
 * Ids are dense and causes are earlier, so that events before the parting are equal in everything.
 *
 * @param {readonly TraceEvent[]} was
 * @param {readonly TraceEvent[]} now
 * @returns {Parting | null}
 */
function momentOfParting(was, now) {
  const most = Math.max(was.length, now.length);
  for (let i = 0; i < most; i += 1) {
    const [one, other] = [was[i], now[i]];
    if (JSON.stringify(one) !== JSON.stringify(other)) return parting(one && { event: one.id, at: one.at }, other && { event: other.id, at: other.at });
  }
  return null;
}

/** @typedef {{ event: number, at: number }} Place */

/**
 * The first of a host's happenings that is another: each host has its own order, whatever the clock says.
 *
 * @param {Trace} was
 * @param {Trace} now
 * @param {(trace: Trace, host: Host) => readonly (Place & { sign: string })[]} read
 * @returns {Parting | null}
 */
function partingOf(was, now, read) {
  const partings = HOSTS.flatMap((host) => {
    const [ones, others] = [read(was, host), read(now, host)];
    const length = Math.max(ones.length, others.length);
    const first = Array.from({ length }, (_, i) => i).find((i) => ones[i]?.sign !== others[i]?.sign);
    return first === undefined ? [] : [parting(ones[first], others[first])];
  });
  return partings.sort((one, other) => one.at - other.at)[0] ?? null;
}

/**
 * @param {Place | undefined} was
 * @param {Place | undefined} now
 * @returns {Parting}
 */
function parting(was, now) {
  return { at: Math.min(was?.at ?? Infinity, now?.at ?? Infinity), was: was?.event ?? null, now: now?.event ?? null };
}

/** What a segment says and what becomes of it, but not when. @param {SegmentRecord} record */
function signOf({ how, segment, relative, fate }) {
  return [how.kind, segment.flags, relative.seq, relative.ack, segment.len, fate.kind].join(" ");
}
