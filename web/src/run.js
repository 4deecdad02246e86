// What a trace shows, before anybody draws it: bands of states, bars of timers, marks, flights.
//
// Pure functions of the trace. They know times and hosts, never pixels, and they decide nothing about
// TCP: whatever is here stands in the trace.

import { unreachable } from "./unreachable.js";

/**
 * @import { Host, SegmentRecord, State, Timer, Trace, TraceEvent, Wait, What } from "./engine.js"
 */

/** @type {readonly Host[]} */
export const HOSTS = ["a", "b"];

/**
 * @typedef {object} Band a state of a host's socket, for as long as it lasted
 * @property {Host} host
 * @property {State} state
 * @property {boolean} mini held by a mini-socket, not by a full one
 * @property {number} from
 * @property {number} to
 * @property {boolean} stays nothing ends it
 * @property {number | null} event what began it; nothing for the state at t = 0
 */

/**
 * @typedef {object} Bar a timer, from when it was armed until it fired or was taken back
 * @property {Host} host
 * @property {Timer} timer
 * @property {Wait} wait
 * @property {number} from
 * @property {number} to
 * @property {number} due
 * @property {number} fires
 * @property {"fired" | "taken-back" | "armed-again" | "gone" | "running"} end
 * @property {number} event
 */

/**
 * @typedef {object} Mark something that one host did or saw
 * @property {Host} host
 * @property {number} at
 * @property {number} event
 * @property {"call" | "signal" | "sysctl" | "gone"} kind
 * @property {boolean} orphans the call left the socket without a process
 */

/**
 * @typedef {object} Flight a segment on the wire
 * @property {SegmentRecord} record
 * @property {number} sentAt
 * @property {number[]} arrivals more than one where it was duplicated, none where it was lost
 * @property {number} until when the last trace of it is over: the last arrival, or where it was lost
 * @property {number | null} wave which of the four waves it is
 */

/**
 * @typedef {object} Run
 * @property {Band[]} bands
 * @property {Bar[]} bars
 * @property {Mark[]} marks
 * @property {Flight[]} flights in the order of sending
 * @property {number[]} moments when anything happens
 * @property {number} endedAt when the last of it is over
 * @property {ReadonlySet<number>} behind events of a full socket that a mini-socket has taken over from
 * @property {number} delay how long a lost segment would have taken
 */

/** How far a lost segment gets. */
export const LOST_AT = 0.55;

/**
 * @param {Trace} trace
 * @param {number} delay one way, µs
 * @param {number} horizon where the scenario ends every run, µs
 * @returns {Run}
 */
export function readRun(trace, delay, horizon) {
  const flights = readFlights(trace, delay);
  // What is lost in the last moment is still seen to fly.
  const landed = Math.max(0, ...flights.map(({ until }) => until));
  const endedAt = Math.max(trace.endedAt, Math.min(landed, horizon));
  return {
    bands: HOSTS.flatMap((host) => readBands(trace, host)),
    bars: readBars(trace, endedAt),
    marks: readMarks(trace),
    flights,
    behind: readBehind(trace),
    moments: [...trace.events.map(({ at }) => at), ...flights.map(({ until }) => until)],
    endedAt,
    delay,
  };
}

/**
 * One band after the other: what stands on the host's ports. A mini-socket takes over from the full
 * socket that parked it, and what becomes of that one after is not shown.
 *
 * @param {Trace} trace
 * @param {Host} host
 * @returns {Band[]}
 */
function readBands(trace, host) {
  const first = trace.sockets.find((socket) => socket.host === host);
  if (!first) return [];
  /** @type {Band[]} */
  const bands = [];
  let front = first.id;
  /** @type {Band | null} */
  let open = { host, state: first.state, mini: first.mini, from: first.born, to: trace.endedAt, stays: true, event: null };

  /** @param {number} at @param {Band | null} next */
  const change = (at, next) => {
    if (open && (at > open.from || open.event === null)) bands.push({ ...open, to: at, stays: false });
    open = next;
  };
  for (const { id, at, socket, host: whose, what } of trace.events) {
    if (whose !== host || socket !== front) continue;
    if (what.kind === "entered") {
      change(at, { host, state: what.to, mini: open?.mini ?? false, from: at, to: trace.endedAt, stays: true, event: id });
    } else if (what.kind === "parked") {
      front = what.mini;
      const record = trace.sockets.find((candidate) => candidate.id === front);
      const state = /** @type {State} */ (open?.state ?? record?.state ?? first.state);
      change(at, { host, state, mini: true, from: at, to: trace.endedAt, stays: true, event: id });
    } else if (what.kind === "freed") {
      change(at, null);
    }
  }
  if (open) bands.push({ .../** @type {Band} */ (open), stays: true });
  return bands;
}

/**
 * A full socket whose mini-socket stands on its ports still closes and is freed, out of sight.
 *
 * @param {Trace} trace
 */
function readBehind({ events }) {
  const parked = new Set();
  const behind = new Set();
  for (const { id, socket, what } of events) {
    if (parked.has(socket)) behind.add(id);
    else if (what.kind === "parked") parked.add(socket);
  }
  return behind;
}

/** The retransmission timer and the loss probe share one place in the kernel. @type {Record<Timer, string>} */
const SLOT = {
  retransmit: "transmit",
  "loss-probe": "transmit",
  "delayed-ack": "delayed-ack",
  keepalive: "keepalive",
  "time-wait": "time-wait",
};

/**
 * @param {Trace} trace
 * @param {number} endedAt
 * @returns {Bar[]}
 */
function readBars(trace, endedAt) {
  /** @type {Bar[]} */
  const bars = [];
  /** @type {Map<string, Bar>} */
  const running = new Map();

  /** @param {string} key @param {number} at @param {Bar["end"]} end */
  const stop = (key, at, end) => {
    const bar = running.get(key);
    if (!bar) return;
    running.delete(key);
    if (at > bar.from) bars.push({ ...bar, to: at, end });
  };
  for (const { id, at, host, socket, what } of trace.events) {
    if (what.kind === "armed") {
      const key = `${socket} ${SLOT[what.timer]}`;
      stop(key, at, "armed-again");
      const { timer, wait, due, fires } = what;
      running.set(key, { host, timer, wait, due, fires, from: at, to: fires, end: "running", event: id });
    } else if (what.kind === "disarmed" || what.kind === "fired") {
      stop(`${socket} ${SLOT[what.timer]}`, at, what.kind === "fired" ? "fired" : "taken-back");
    } else if (what.kind === "freed" || what.kind === "parked") {
      for (const slot of new Set(Object.values(SLOT))) stop(`${socket} ${slot}`, at, "gone");
    }
  }
  for (const [key, { fires }] of [...running]) stop(key, Math.min(fires, endedAt), "running");
  return bars.sort((x, y) => x.event - y.event);
}

/**
 * @param {Trace} trace
 * @returns {Mark[]}
 */
function readMarks(trace) {
  /** @type {Mark[]} */
  const marks = [];
  for (const { id, at, host, what } of trace.events) {
    const mark = { host, at, event: id, orphans: false };
    switch (what.kind) {
      case "called":
        marks.push({ ...mark, kind: "call" });
        break;
      case "orphaned": {
        const call = marks.findLast((other) => other.host === host && other.kind === "call");
        if (call) call.orphans = true;
        break;
      }
      case "woke":
        marks.push({ ...mark, kind: "signal" });
        break;
      case "sysctl-changed":
      case "sysctl-refused":
        marks.push({ ...mark, kind: "sysctl" });
        break;
      case "freed":
        if (trace.summary[host].goneAt === at) marks.push({ ...mark, kind: "gone" });
        break;
      case "sent":
      case "lost":
      case "arrived":
      case "ignored":
      case "entered":
      case "armed":
      case "disarmed":
      case "fired":
      case "parked":
      case "counted":
        break;
      default:
        unreachable(what);
    }
  }
  return marks;
}

/**
 * @param {Trace} trace
 * @param {number} delay
 * @returns {Flight[]}
 */
function readFlights(trace, delay) {
  const waves = readWaves(trace.segments);
  return trace.segments.map((record) => {
    const { sentAt, fate } = record;
    const arrivals = fate.kind === "delivered" ? fate.at : [];
    const until = fate.kind === "delivered" ? Math.max(sentAt, ...fate.at) : Math.round(sentAt + LOST_AT * delay);
    return { record, sentAt, arrivals, until, wave: waves.get(record.id) ?? null };
  });
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

/** How much an event says of the moment it is part of; the others are its details. @type {Record<What["kind"], number>} */
const WEIGHT = {
  freed: 5,
  entered: 6,
  sent: 7,
  called: 8,
  "sysctl-changed": 8,
  "sysctl-refused": 8,
  parked: 4,
  woke: 4,
  ignored: 3,
  arrived: 2,
  fired: 2,
  lost: 1,
  armed: 1,
  disarmed: 1,
  orphaned: 1,
  counted: 0,
};

/**
 * The events that happened on one host in one moment, around the given one.
 *
 * @param {readonly TraceEvent[]} events
 * @param {number} id
 * @returns {readonly TraceEvent[]}
 */
export function momentOf(events, id) {
  const here = events[id];
  if (!here) return [];
  const same = (/** @type {TraceEvent | undefined} */ other) => other !== undefined && other.at === here.at && other.host === here.host;
  let from = id;
  let to = id + 1;
  while (same(events[from - 1])) from -= 1;
  while (same(events[to])) to += 1;
  return events.slice(from, to);
}

/**
 * The event that a caption is about when the cursor has just passed `count` of them.
 *
 * @param {readonly TraceEvent[]} events
 * @param {number} count
 * @param {ReadonlySet<number>} behind
 * @returns {number | null}
 */
export function headline(events, count, behind) {
  /** @type {TraceEvent | null} */
  let best = null;
  for (const event of momentOf(events, count - 1)) {
    if (event.id >= count) break;
    if (behind.has(event.id)) continue;
    if (!best || weight(event.what) >= weight(best.what)) best = event;
  }
  return best?.id ?? null;
}

/** @param {What} what */
function weight(what) {
  const dies = what.kind === "entered" && what.to === "CLOSE";
  return dies ? 9 : WEIGHT[what.kind];
}

/**
 * From an event back to what began it.
 *
 * @param {readonly TraceEvent[]} events
 * @param {number} id
 * @returns {TraceEvent[]} nearest first
 */
export function causesOf(events, id) {
  const causes = [];
  let cause = events[id]?.cause ?? null;
  while (cause !== null) {
    const event = events[cause];
    if (!event) break;
    causes.push(event);
    cause = event.cause;
  }
  return causes;
}

/**
 * The segment that an event is about.
 *
 * @param {What} what
 * @returns {number | null}
 */
export function segmentOf(what) {
  return what.kind === "sent" || what.kind === "lost" || what.kind === "arrived" ? what.segment : null;
}

/**
 * What a host's socket is doing when so many events have happened; nothing when it is gone.
 *
 * @param {Run} run
 * @param {Host} host
 * @param {number} events
 * @returns {Band | null}
 */
export function bandAfter(run, host, events) {
  if (run.marks.some((mark) => mark.host === host && mark.kind === "gone" && mark.event < events)) return null;
  return run.bands.findLast((band) => band.host === host && (band.event ?? -1) < events) ?? null;
}
