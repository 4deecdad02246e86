// Which sockets the application of a host has had, by the name under which it calls them, and what a host
// would take from the wire.

/**
 * @import { Host, State as TcpState } from "../engine.js"
 * @import { Life } from "../run.js"
 * @import { State } from "../store.js"
 */

/**
 * @typedef {object} Descriptor
 * @property {string} name
 * @property {boolean} open whether a call reaches its socket
 * @property {number} sport
 * @property {number} dport
 * @property {Life | undefined} life
 * @property {TcpState | null} state nothing where the connection is gone
 */

/**
 * @param {Readonly<State>} state
 * @param {Host} host
 * @returns {Descriptor[]} the oldest first
 */
export function descriptorsOf({ trace, run, cursor }, host) {
  const first = trace.sockets.find((socket) => socket.host === host);
  /** @type {Map<string, { socket: number, open: boolean }>} */
  const held = new Map(first ? [["main", { socket: first.id, open: true }]] : []);
  for (const event of trace.events.slice(0, cursor.events)) {
    if (event.host !== host || event.what.kind !== "called") continue;
    const { name, call } = event.what;
    const one = held.get(name);
    const born = call.name === "connect" ? trace.events.find(({ cause, what }) => cause === event.id && what.kind === "born") : undefined;
    if (born?.socket != null) held.set(name, { socket: born.socket, open: true });
    else if ((call.name === "close" || call.name === "vanish") && one) one.open = false;
    else if (call.name === "exit" || call.name === "reboot") for (const other of held.values()) other.open = false;
  }
  return [...held].flatMap(([name, { socket: id, open }]) => {
    const socket = trace.sockets[id];
    if (!socket) return [];
    const life = run.lifeOf.get(id);
    const gone = life === undefined || (life.gone !== null && life.gone < cursor.events);
    const band = run.bands.findLast((candidate) => candidate.life === life && (candidate.event ?? -1) < cursor.events);
    return [{ name, open, sport: socket.sport, dport: socket.dport, life, state: gone ? null : (band?.state ?? null) }];
  });
}

/**
 * The numbers of a segment that a host would take next, as far as both ends have said on the wire.
 *
 * @param {Readonly<State>} state
 * @param {Host} host
 */
export function expectedBy({ trace, cursor }, host) {
  const sent = trace.segments.filter(({ event, how, segment }) => event < cursor.events && how.kind !== "forged" && segment.flags.includes("A"));
  const said = (/** @type {boolean} */ own) => sent.findLast(({ from }) => (from === host) === own)?.relative.ack ?? 1;
  return { seq: said(true), ack: said(false) };
}
