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
 * @typedef {object} Life one end of a connection: a full socket, and the mini-socket that took over from it
 * @property {Host} host
 * @property {number} nth which of its host's it is, from 1
 * @property {number} track the line that it is drawn on, from 0; those that live at the same time are apart
 * @property {readonly number[]} sockets
 * @property {number | null} born the event that made it; nothing for those that are there at t = 0
 * @property {number | null} gone the event that ended it
 */

/**
 * @typedef {object} Band a state of a life, for as long as it lasted
 * @property {Host} host
 * @property {Life} life
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
 * @property {Life | null} life
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
 * @property {Life | null} life
 * @property {number} at
 * @property {number} event
 * @property {"call" | "return" | "signal" | "sysctl" | "icmp" | "born" | "gone"} kind
 * @property {boolean} orphans the call left the socket without a process
 */

/**
 * @typedef {object} Landing where a segment arrives
 * @property {number} at
 * @property {number} track of the socket that it is for
 * @property {number} row
 */

/**
 * @typedef {object} Flight a segment on the wire
 * @property {SegmentRecord} record
 * @property {boolean} forged nobody sent it: it comes from outside
 * @property {number} sentAt
 * @property {number} track of the socket that sent it
 * @property {number} row where several are sent or arrive in one moment, how far down it is drawn
 * @property {readonly Landing[]} landings
 * @property {number[]} arrivals more than one where it was duplicated, none where it was lost
 * @property {number} until when the last trace of it is over: the last arrival, or where it was lost
 * @property {number | null} wave which of the four waves it is
 */

/**
 * @typedef {object} Report a router's answer to a segment that it did not pass on, by ICMP
 * @property {number} segment
 * @property {number} at when it reaches the segment's sender
 * @property {number} event
 */

/**
 * @typedef {object} Run
 * @property {Life[]} lives
 * @property {ReadonlyMap<number, Life>} lifeOf by the socket
 * @property {Band[]} bands
 * @property {Bar[]} bars
 * @property {Mark[]} marks
 * @property {Flight[]} flights in the order of sending
 * @property {Report[]} reports
 * @property {ReadonlyMap<number, number>} stacks how many rows a moment needs below its first, where it needs any
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
  const { lives, lifeOf } = readLives(trace);
  const { sent, landed, stacks } = readRows(trace);
  const flights = readFlights(trace, delay, lifeOf, sent, landed);
  // What is lost in the last moment is still seen to fly.
  const last = Math.max(0, ...flights.map(({ until }) => until));
  const endedAt = Math.max(trace.endedAt, Math.min(last, horizon));
  return {
    lives,
    lifeOf,
    bands: lives.flatMap((life) => readBands(trace, life)),
    bars: readBars(trace, endedAt, lifeOf),
    marks: readMarks(trace, lifeOf),
    flights,
    reports: trace.events.flatMap(({ id, at, what }) => (what.kind === "icmp-arrived" ? [{ segment: what.segment, at, event: id }] : [])),
    stacks,
    behind: readBehind(trace),
    moments: [...trace.events.map(({ at }) => at), ...flights.map(({ until }) => until)],
    endedAt,
    delay,
  };
}

/**
 * Each line belongs to one life at a time: a later one gets the first that is free.
 *
 * @param {Trace} trace
 */
function readLives({ events, sockets }) {
  /** @type {(Life & { sockets: number[] })[]} */
  const lives = [];
  /** @type {Map<number, Life & { sockets: number[] }>} */
  const lifeOf = new Map();

  /** @param {Host} host @param {number} socket @param {number | null} born */
  const begin = (host, socket, born) => {
    const at = born === null ? 0 : (events[born]?.at ?? 0);
    const mine = lives.filter((life) => life.host === host);
    const taken = new Set(mine.filter(({ gone }) => gone === null && !endsAt(host, at).has(socket)).map(({ track }) => track));
    let track = 0;
    while (taken.has(track)) track += 1;
    const life = { host, nth: mine.length + 1, track, sockets: [socket], born, gone: null };
    lives.push(life);
    lifeOf.set(socket, life);
  };
  /** The sockets that end in that very moment: what is made then takes their place. @param {Host} host @param {number} at */
  const endsAt = (host, at) => new Set(events.flatMap((event) => (event.host === host && event.at === at && event.what.kind === "freed" ? [event.socket] : [])));

  const later = new Set(events.flatMap(({ socket, what }) => (what.kind === "born" ? [socket] : what.kind === "parked" ? [what.mini] : [])));
  for (const { id, host } of sockets) if (!later.has(id)) begin(host, id, null);
  for (const { id, host, socket, what } of events) {
    const life = socket === null ? undefined : lifeOf.get(socket);
    if (what.kind === "born" && socket !== null) {
      begin(host, socket, id);
    } else if (what.kind === "parked" && life) {
      life.sockets.push(what.mini);
      lifeOf.set(what.mini, life);
    } else if (what.kind === "freed" && life && socket === life.sockets.at(-1)) {
      life.gone = id;
    }
  }
  return { lives, lifeOf };
}

/**
 * One band after the other. A mini-socket takes over from the full socket that parked it, and what
 * becomes of that one after is not shown.
 *
 * @param {Trace} trace
 * @param {Life} life
 * @returns {Band[]}
 */
function readBands(trace, life) {
  const { host } = life;
  let front = life.sockets[0];
  const first = trace.sockets.find(({ id }) => id === front);
  if (!first) return [];
  /** @type {Band[]} */
  const bands = [];
  const band = { host, life, to: trace.endedAt, stays: true };
  /** @type {Band | null} */
  let open = { ...band, state: first.state, mini: first.mini, from: first.born, event: life.born };

  /** @param {number} at @param {Band | null} next */
  const change = (at, next) => {
    if (open && (at > open.from || open.event === null)) bands.push({ ...open, to: at, stays: false });
    open = next;
  };
  for (const { id, at, socket, what } of trace.events) {
    if (socket !== front) continue;
    if (what.kind === "entered") {
      change(at, { ...band, state: what.to, mini: open?.mini ?? false, from: at, event: id });
    } else if (what.kind === "parked") {
      front = what.mini;
      change(at, { ...band, state: open?.state ?? first.state, mini: true, from: at, event: id });
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

/** Timers that share one place in the kernel replace each other. @type {Record<Timer, string>} */
const SLOT = {
  retransmit: "transmit",
  "loss-probe": "transmit",
  reorder: "transmit",
  persist: "transmit",
  "delayed-ack": "delayed-ack",
  "compressed-ack": "compressed-ack",
  keepalive: "keepalive",
  "time-wait": "time-wait",
  linger: "linger",
  "syn-ack": "syn-ack",
};

/**
 * @param {Trace} trace
 * @param {number} endedAt
 * @param {ReadonlyMap<number, Life>} lifeOf
 * @returns {Bar[]}
 */
function readBars(trace, endedAt, lifeOf) {
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
      const life = (socket === null ? undefined : lifeOf.get(socket)) ?? null;
      running.set(key, { host, life, timer, wait, due, fires, from: at, to: fires, end: "running", event: id });
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
 * @param {ReadonlyMap<number, Life>} lifeOf
 * @returns {Mark[]}
 */
function readMarks(trace, lifeOf) {
  /** @type {Mark[]} */
  const marks = [];
  for (const { id, at, host, socket, what } of trace.events) {
    const life = (socket === null ? undefined : lifeOf.get(socket)) ?? null;
    const mark = { host, life, at, event: id, orphans: false };
    switch (what.kind) {
      case "called":
        marks.push({ ...mark, kind: "call" });
        break;
      case "returned":
        marks.push({ ...mark, kind: "return" });
        break;
      case "orphaned": {
        const call = marks.findLast((other) => other.host === host && (other.kind === "call" || other.kind === "return"));
        if (call) call.orphans = true;
        break;
      }
      case "woke": {
        // Each segment of a burst wakes its reader, who has not run in between.
        const last = marks.findLast((other) => other.host === host && other.life === life && other.kind === "signal");
        const before = last?.at === at ? trace.events[last.event]?.what : undefined;
        if (before?.kind !== "woke" || before.signal !== what.signal) marks.push({ ...mark, kind: "signal" });
        break;
      }
      case "sysctl-changed":
      case "sysctl-refused":
        marks.push({ ...mark, kind: "sysctl" });
        break;
      case "icmp-arrived":
        marks.push({ ...mark, kind: "icmp" });
        break;
      case "born": {
        marks.push({ ...mark, kind: "born" });
        // Whoever asked for a socket had none.
        const call = marks.findLast((other) => other.host === host && other.kind === "call");
        if (call && call.event === trace.events[id]?.cause) call.life = life;
        break;
      }
      case "freed":
        if (life?.gone === id) marks.push({ ...mark, kind: "gone" });
        break;
      case "injected":
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
 * Segments that one host sends, or gets, in one moment stand one below the other, in their order. An
 * answer leaves where what it answers has come.
 *
 * @param {Trace} trace
 */
function readRows({ events }) {
  /** @type {Map<number, number>} by the segment */
  const sent = new Map();
  /** @type {Map<number, number[]>} by the segment, a row for each arrival */
  const landed = new Map();
  /** @type {Map<number, number>} */
  const stacks = new Map();
  /** @type {Record<Host, { at: number, row: number, arrived: boolean } | null>} */
  const last = { a: null, b: null };
  for (const { at, host, what } of events) {
    if (what.kind !== "sent" && what.kind !== "arrived") continue;
    const before = last[host]?.at === at ? last[host] : null;
    const arrived = what.kind === "arrived";
    const row = before === null ? 0 : before.arrived && !arrived ? before.row : before.row + 1;
    last[host] = { at, row, arrived };
    if (row > (stacks.get(at) ?? 0)) stacks.set(at, row);
    if (arrived) landed.set(what.segment, [...(landed.get(what.segment) ?? []), row]);
    else sent.set(what.segment, row);
  }
  return { sent, landed, stacks };
}

/**
 * @param {Trace} trace
 * @param {number} delay
 * @param {ReadonlyMap<number, Life>} lifeOf
 * @param {ReadonlyMap<number, number>} sent
 * @param {ReadonlyMap<number, number[]>} landed
 * @returns {Flight[]}
 */
function readFlights({ events, segments }, delay, lifeOf, sent, landed) {
  /** @type {Map<number, number[]>} */
  const tracks = new Map();
  for (const { socket, what } of events) {
    if (what.kind === "arrived") tracks.set(what.segment, [...(tracks.get(what.segment) ?? []), trackOf(socket)]);
  }
  const waves = readWaves(segments.filter(({ socket, how }) => how.kind !== "forged" && (socket === null || lifeOf.get(socket)?.nth === 1)));
  const flights = segments.map((record) => {
    const { id, sentAt, fate, how, socket } = record;
    const arrivals = fate.kind === "delivered" ? fate.at : [];
    const until = fate.kind === "delivered" ? Math.max(sentAt, ...fate.at) : Math.round(sentAt + LOST_AT * delay);
    const row = sent.get(id) ?? 0;
    const reaches = fate.kind === "delivered" ? fate.at : [sentAt + delay];
    const landings = reaches.map((at, i) => ({ at, track: tracks.get(id)?.[i] ?? 0, row: landed.get(id)?.[i] ?? (fate.kind === "lost" ? row : 0) }));
    return { record, forged: how.kind === "forged", sentAt, track: trackOf(socket), row, landings, arrivals, until, wave: waves.get(id) ?? null };
  });

  // What is lost out of a burst would have come between its neighbours.
  for (const [i, { record, landings, sentAt }] of flights.entries()) {
    if (record.fate.kind !== "lost") continue;
    const isNear = (/** @type {Flight | undefined} */ other) => other?.record.from === record.from && other.sentAt === sentAt && other.record.fate.kind === "delivered";
    const [before, after] = [flights.slice(0, i).findLast(isNear), flights.slice(i).find(isNear)];
    const row = after ? (after.landings[0]?.row ?? 0) - 0.5 : before ? (before.landings[0]?.row ?? 0) + 0.5 : null;
    for (const landing of landings) landing.row = row ?? landing.row;
  }
  return flights;

  /** @param {number | null} socket */
  function trackOf(socket) {
    return (socket === null ? undefined : lifeOf.get(socket)?.track) ?? 0;
  }
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
  returned: 8,
  injected: 8,
  born: 5,
  "icmp-arrived": 7,
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
  return what.kind === "sent" || what.kind === "lost" || what.kind === "arrived" || what.kind === "injected" || what.kind === "icmp-arrived" ? what.segment : null;
}

/**
 * What a host's sockets are doing when so many events have happened, the older ones first; none when
 * all are gone.
 *
 * @param {Run} run
 * @param {Host} host
 * @param {number} events
 * @returns {Band[]}
 */
export function bandsAfter(run, host, events) {
  const living = run.lives.filter(({ host: whose, born, gone }) => whose === host && (born ?? -1) < events && (gone === null || gone >= events));
  return living.flatMap((life) => run.bands.findLast((band) => band.life === life && (band.event ?? -1) < events) ?? []);
}

/**
 * The state that a socket is in when an event has happened to it.
 *
 * @param {Trace} trace
 * @param {number} id
 * @returns {State | null}
 */
export function stateAt({ events, sockets }, id) {
  const socket = events[id]?.socket ?? null;
  for (let i = id; i >= 0 && socket !== null; i -= 1) {
    const event = events[i];
    if (event?.socket !== socket) continue;
    if (event.what.kind === "entered") return event.what.to;
    if (event.what.kind === "born") return event.what.state;
  }
  return sockets.find((candidate) => candidate.id === socket)?.state ?? null;
}
