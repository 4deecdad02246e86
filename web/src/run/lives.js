// The ends of connections, on which line each is drawn, and which states they were in.

/**
 * @import { Host, Trace } from "../engine.js"
 * @import { Band, Life } from "../run.js"
 */

/**
 * Each line belongs to one life at a time: a later one gets the first that is free.
 *
 * @param {Trace} trace
 */
export function readLives({ events, sockets }) {
  /** @type {(Life & { sockets: number[] })[]} */
  const lives = [];
  /** @type {Map<number, Life & { sockets: number[] }>} */
  const lifeOf = new Map();

  /** @param {Host} host @param {number} socket @param {number | null} born */
  const begin = (host, socket, born) => {
    const mine = lives.filter((life) => life.host === host);
    const taken = new Set(mine.filter(({ gone }) => gone === null).map(({ track }) => track));
    let track = 0;
    while (taken.has(track)) track += 1;
    const life = { host, nth: mine.length + 1, track, sockets: [socket], born, gone: null };
    lives.push(life);
    lifeOf.set(socket, life);
  };
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
export function readBands(trace, life) {
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
export function readBehind({ events }) {
  const parked = new Set();
  const behind = new Set();
  for (const { id, socket, what } of events) {
    if (parked.has(socket)) behind.add(id);
    else if (what.kind === "parked") parked.add(socket);
  }
  return behind;
}
