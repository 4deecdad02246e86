// What one of two runs has that the other lacks, or has at another time: pure functions of both traces.

/**
 * @import { Host, SegmentRecord, Trace } from "../../engine.js"
 * @import { Run } from "../../run.js"
 */

/** @typedef {"only" | "moved"} Mark what is only in this run, or in both at another time */

/**
 * @typedef {object} Pair one thing of both runs that differs
 * @property {"segment" | "state"} kind
 * @property {Host} host
 * @property {{ event: number, at: number } | null} was where the first run has it
 * @property {{ event: number, at: number } | null} now where the second has it
 */

/** Times that are shown alike are alike. */
const SHOWN = 1000;

/**
 * Segments are paired by their names, states of a host by their order.
 *
 * @param {{ trace: Trace, run: Run }} was
 * @param {{ trace: Trace, run: Run }} now
 * @returns {Pair[]} in the order of time
 */
export function pairsOf(was, now) {
  /** @type {Pair[]} */
  const pairs = [];
  for (const host of /** @type {const} */ (["a", "b"])) {
    for (const { kind, of } of [{ kind: /** @type {const} */ ("segment"), of: segmentsOf }, { kind: /** @type {const} */ ("state"), of: statesOf }]) {
      const [ones, others] = [of(was, host), of(now, host)];
      for (const key of new Set([...ones.keys(), ...others.keys()])) {
        const [one, other] = [ones.get(key), others.get(key)];
        if (one && other && one.sign === other.sign) {
          if (Math.abs(one.at - other.at) >= SHOWN) pairs.push({ kind, host, was: placeOf(one), now: placeOf(other) });
          continue;
        }
        if (one) pairs.push({ kind, host, was: placeOf(one), now: null });
        if (other) pairs.push({ kind, host, was: null, now: placeOf(other) });
      }
    }
  }
  return pairs.sort((one, other) => firstOf(one) - firstOf(other));
}

/**
 * What is to be marked in one of the runs, by the event.
 *
 * @param {readonly Pair[]} pairs
 * @param {"was" | "now"} which
 * @returns {ReadonlyMap<number, Mark>}
 */
export function marksOf(pairs, which) {
  const other = which === "was" ? "now" : "was";
  return new Map(pairs.flatMap((pair) => (pair[which] ? [/** @type {const} */ ([pair[which].event, pair[other] ? "moved" : "only"])] : [])));
}

/** @typedef {{ event: number, at: number, sign: string }} Thing */

/** @param {{ trace: Trace }} run @param {Host} host @returns {Map<string, Thing>} */
function segmentsOf({ trace }, host) {
  return new Map(trace.segments.filter(({ from, how }) => from === host && how.kind !== "forged").map((record) => [record.name, { event: record.event, at: record.sentAt, sign: signOf(record) }]));
}

/** @param {{ trace: Trace, run: Run }} run @param {Host} host @returns {Map<string, Thing>} */
function statesOf({ trace, run }, host) {
  const entered = trace.events.flatMap(({ id, at, host: whose, what }) => (whose === host && what.kind === "entered" && !run.behind.has(id) ? [{ event: id, at, sign: `${what.from} ${what.to}` }] : []));
  return new Map(entered.map((thing, i) => [String(i), thing]));
}

/** @param {SegmentRecord} record */
function signOf({ how, segment, relative, fate }) {
  return [how.kind, segment.flags, relative.seq, relative.ack, segment.len, fate.kind].join(" ");
}

/** @param {Thing} thing */
function placeOf({ event, at }) {
  return { event, at };
}

/** @param {Pair} pair */
function firstOf({ was, now }) {
  return Math.min(was?.at ?? Infinity, now?.at ?? Infinity);
}
