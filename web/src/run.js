// What a trace shows, before anybody draws it: bands of states, bars of timers, marks, flights.
//
// Pure functions of the trace. They know times and hosts, never pixels, and they decide nothing about
// TCP: whatever is here stands in the trace.

import { readBars } from "./run/bars.js";
import { readFlights, readRows } from "./run/flights.js";
import { readHolds } from "./run/holds.js";
import { readBands, readBehind, readLives } from "./run/lives.js";
import { readMarks } from "./run/marks.js";

/**
 * @import { Host, SegmentRecord, State, Timer, Trace, Wait } from "./engine.js"
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
 * @typedef {object} Hold who holds an end of a connection, for as long as that lasts
 * @property {Host} host
 * @property {Life} life
 * @property {"process" | "orphan" | "mini"} holder
 * @property {number} from
 * @property {number} to
 * @property {number | null} event what began it; nothing for how it is at t = 0
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
 * @property {boolean} answers it leaves in the moment in which another has come
 * @property {number} sentAt
 * @property {number} track of the socket that sent it
 * @property {number} row where several are sent or arrive in one moment, how far down it is drawn
 * @property {readonly Landing[]} landings
 * @property {number[]} arrivals more than one where it was duplicated, none where it was lost
 * @property {number} until when the last trace of it is over: the last arrival, or where it was lost
 * @property {boolean} overtaken one that was sent after it arrives before it
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
 * @property {Hold[]} holds
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

/**
 * @param {Trace} trace
 * @param {number} delay one way, µs
 * @param {number} horizon where the scenario ends every run, µs
 * @returns {Run}
 */
export function readRun(trace, delay, horizon) {
  const { lives, lifeOf } = readLives(trace);
  const { sent, landed, stacks, answers } = readRows(trace);
  const flights = readFlights(trace, delay, lifeOf, sent, landed, answers);
  // What is lost in the last moment is still seen to fly.
  const last = Math.max(0, ...flights.map(({ until }) => until));
  const endedAt = Math.max(trace.endedAt, Math.min(last, horizon));
  return {
    lives,
    lifeOf,
    bands: lives.flatMap((life) => readBands(trace, life)),
    holds: lives.flatMap((life) => readHolds(trace, life)),
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
