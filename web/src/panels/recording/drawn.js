// A recording as a trace that the ladder can draw: what was on the wire, what sock_diag showed, what the
// applications called.
//
// Pure functions. Nothing here stands in the recording but what it says: a kernel gives no reason for what
// it does, so no event has a rule. What kind of segment one is cannot be seen on the wire; where the engine
// has the same segment, its word is taken.

/**
 * @import { Host, SegmentRecord, State, Trace, TraceEvent, What } from "../../engine.js"
 */

/**
 * @typedef {object} Packet
 * @property {number} t_ms
 * @property {Host} from
 * @property {number} sport
 * @property {number} dport
 * @property {string} flags
 * @property {number} seq
 * @property {number} ack
 * @property {number} len
 * @property {number} win
 * @property {[number, number][]} [sack]
 * @property {"delivered" | "dropped" | "injected"} fate
 * @property {number[]} [arrive_ms]
 */

/**
 * @typedef {object} Recorded what `lab.py` writes, as far as it is drawn; the judge has read it
 * @property {Packet[]} packets
 * @property {{ t_ms: number, host: Host, sport: number, dport: number, state: string, timer?: string }[]} states
 * @property {{ t_ms: number, host: Host, event: string }[]} app
 */

/** @typedef {{ at: number, order: number, host: Host, socket: number | null, what: What }} Seen */
/** @typedef {{ id: number, state: State, mini: boolean }} Socket */

/** @type {readonly Host[]} */
const HOSTS = ["a", "b"];

/** Of what happens in one moment: what arrives comes before what answers it. */
const ORDER = { arrived: 0, called: 1, orphaned: 2, entered: 3, sent: 4, lost: 5 };

/** Sequence numbers before the initial one are written below 0. @param {number} number */
const wrapped = (number) => number >>> 0;

/** @param {number} ms */
const micros = (ms) => Math.max(0, Math.round(ms * 1000));

/**
 * @param {Recorded} recorded
 * @param {Trace} engine the run that it was judged by
 * @param {ReadonlySet<string>} states that the engine knows
 * @param {(host: Host, nth: number) => boolean} sameCall whether both sides made that call of that host
 * @returns {Trace}
 */
export function traceOf(recorded, engine, states, sameCall) {
  const { sockets, seen, socketAt } = readSockets(recorded, states);
  const { segments, wire } = readSegments(recorded, engine, socketAt);
  const all = [...wire, ...seen, ...readCalls(recorded, engine, sameCall, socketAt)].sort((x, y) => x.at - y.at || x.order - y.order);
  /** @type {TraceEvent[]} */
  const events = all.map(({ at, host, socket, what }, id) => ({ id, at, host, socket, cause: null, rule: "", what }));
  for (const { id, what } of events) if (what.kind === "sent" || what.kind === "injected") /** @type {SegmentRecord} */ (segments[what.segment]).event = id;
  // Nobody asks a recording how it ended in a sentence, or for sums.
  return /** @type {Trace} */ ({ events, segments, sockets, endedAt: events.at(-1)?.at ?? 0 });
}

/** @param {Recorded} recorded @param {ReadonlySet<string>} states */
function readSockets({ states: rows, packets }, states) {
  /** @type {Trace["sockets"]} */
  const sockets = [];
  /** @type {Seen[]} */
  const seen = [];
  /** @type {Map<string, Socket>} those that live */
  const living = new Map();
  /** @type {{ key: string, from: number, id: number }[]} */
  const fronts = [];
  const keyOf = (/** @type {{ sport: number, dport: number }} */ { sport, dport }, /** @type {Host} */ host) => `${host} ${sport} ${dport}`;
  const see = (/** @type {number} */ at, /** @type {Host} */ host, /** @type {number} */ socket, /** @type {What} */ what) => seen.push({ at, order: ORDER.entered, host, socket, what });
  const make = (/** @type {{ sport: number, dport: number }} */ { sport, dport }, /** @type {Host} */ host, /** @type {number} */ born, /** @type {State} */ state, mini = false) => {
    const id = sockets.length;
    sockets.push({ id, host, sport, dport, mini, born, state });
    fronts.push({ key: keyOf({ sport, dport }, host), from: born, id });
    const socket = { id, state, mini };
    living.set(keyOf({ sport, dport }, host), socket);
    return socket;
  };
  const began = new Set();
  for (const row of rows) {
    const { host } = row;
    const at = micros(row.t_ms);
    const key = keyOf(row, host);
    let socket = living.get(key);
    if (row.state === "GONE") {
      if (socket) see(at, host, socket.id, { kind: "freed" });
      living.delete(key);
      continue;
    }
    if (!states.has(row.state)) continue;
    const state = /** @type {State} */ (row.state);
    if (!socket && !began.has(host) && !state.startsWith("SYN")) {
      // The connection that stands when the script starts.
      socket = make(row, host, 0, "ESTABLISHED");
    } else if (!socket) {
      socket = make(row, host, at, state);
      see(at, host, socket.id, { kind: "born", state });
    }
    began.add(host);
    if (socket.state !== state) {
      see(at, host, socket.id, { kind: "entered", from: socket.state, to: state });
      socket.state = state;
    }
    // sock_diag shows this timer of a mini-socket alone.
    if (row.timer === "timewait" && !socket.mini) {
      const mini = make(row, host, at, state, true);
      see(at, host, socket.id, { kind: "parked", mini: mini.id });
    }
  }
  for (const packet of packets) {
    // A host of which sock_diag showed nothing in time still has its end of the connection.
    if (!began.has(packet.from) && !packet.flags.includes("R")) {
      began.add(packet.from);
      make(packet, packet.from, 0, "ESTABLISHED");
    }
  }
  /** @param {Host} host @param {{ sport: number, dport: number }} ports @param {number} at */
  const socketAt = (host, ports, at) => fronts.findLast(({ key, from }) => key === keyOf(ports, host) && from <= at)?.id ?? null;
  return { sockets, seen, socketAt };
}

/**
 * @param {Recorded} recorded
 * @param {Trace} engine
 * @param {(host: Host, ports: { sport: number, dport: number }, at: number) => number | null} socketAt
 */
function readSegments({ packets, app }, engine, socketAt) {
  const same = new Map(engine.segments.map((record) => [record.name, record]));
  const sent = { a: 0, b: 0 };
  /** The highest number that a connection's end has sent, and how often it has sent one again. @type {Map<string, { end: number, again: number }>} */
  const flows = new Map();
  /** @type {SegmentRecord[]} */
  const segments = [];
  /** @type {Seen[]} */
  const wire = [];
  for (const packet of packets) {
    const { from, sport, dport, flags, len, win, fate } = packet;
    const [id, at] = [segments.length, micros(packet.t_ms)];
    const to = from === "a" ? "b" : "a";
    const forged = fate === "injected";
    const name = forged ? `${from}:0` : `${from}:${(sent[from] += 1)}`;
    const [seq, ack] = [wrapped(packet.seq), flags.includes("A") ? wrapped(packet.ack) : 0];
    const sack = (packet.sack ?? []).map(([start, end]) => /** @type {[number, number]} */ ([wrapped(start), wrapped(end)]));
    const arrivals = forged ? [at] : (packet.arrive_ms ?? []).map(micros);
    const twin = same.get(name);
    const isTwin = !forged && twin?.segment.flags === flags && twin.relative.seq === seq && twin.segment.len === len;
    const kind = kindOf(packet, flows);
    const how = isTwin ? twin.how : kind;
    const socket = forged ? null : socketAt(from, packet, at);
    segments.push({
      id,
      name,
      from,
      socket,
      segment: { sport, dport, flags, seq, ack, len, win, sack: sack.map(([start, end]) => ({ start, end })) },
      relative: { seq, ack, sack },
      how,
      sentAt: at,
      event: 0,
      rule: null,
      // One that was under way when the recording ended is drawn as long as the engine's flies.
      fate: fate === "dropped" ? { kind: "lost", by: "rule" } : { kind: "delivered", at: arrivals.length > 0 ? arrivals : [at + flightOf(twin)] },
    });
    const see = (/** @type {number} */ when, /** @type {keyof typeof ORDER} */ order, /** @type {Host} */ host, /** @type {What} */ what) =>
      wire.push({ at: when, order: ORDER[order], host, socket: host === from ? socket : socketAt(to, { sport: dport, dport: sport }, when), what });
    if (forged) see(at, "arrived", to, { kind: "injected", segment: id });
    else see(at, "sent", from, { kind: "sent", segment: id, how });
    if (fate === "dropped") see(at, "lost", from, { kind: "lost", segment: id, by: "rule" });
    for (const when of arrivals) see(when, "arrived", to, { kind: "arrived", segment: id });
  }
  for (const { t_ms, host, event } of app) {
    const [, icmpType, code] = /^icmp (\d+)\/(\d+) arrives$/.exec(event) ?? [];
    const about = segments.findLast(({ from, sentAt, fate }) => from === host && sentAt <= micros(t_ms) && fate.kind === "lost");
    if (icmpType && about) wire.push({ at: micros(t_ms), order: ORDER.arrived, host, socket: about.socket, what: { kind: "icmp-arrived", segment: about.id, icmpType: Number(icmpType), code: Number(code) } });
  }
  return { segments, wire };
}

/** How long one was under way that arrived, µs. @param {SegmentRecord | undefined} record */
function flightOf(record) {
  return record?.fate.kind === "delivered" ? (record.fate.at[0] ?? record.sentAt) - record.sentAt : 0;
}

/**
 * What can be told of a segment by its numbers alone.
 *
 * @param {Packet} packet
 * @param {Map<string, { end: number, again: number }>} flows
 * @returns {SegmentRecord["how"]}
 */
function kindOf({ from, sport, dport, flags, seq, len, fate }, flows) {
  if (fate === "injected") return { kind: "forged" };
  if (flags.includes("R")) return { kind: "reset" };
  const key = `${from} ${sport} ${dport}`;
  const flow = flows.get(key) ?? { end: 0, again: 0 };
  const end = wrapped(seq) + len + (flags.includes("F") ? 1 : 0) + (flags.includes("S") ? 1 : 0);
  if (end === wrapped(seq)) return { kind: "ack" };
  const again = end <= flow.end;
  flows.set(key, again ? { ...flow, again: flow.again + 1 } : { end, again: 0 });
  return again ? { kind: "retransmission", nth: flow.again + 1 } : { kind: "first" };
}

/**
 * The calls that both sides made, at the times at which they were recorded: of the others the judge tells.
 *
 * @param {Recorded} recorded
 * @param {Trace} engine
 * @param {(host: Host, nth: number) => boolean} sameCall
 * @param {(host: Host, ports: { sport: number, dport: number }, at: number) => number | null} socketAt
 * @returns {Seen[]}
 */
function readCalls({ app }, engine, sameCall, socketAt) {
  /** @type {Seen[]} */
  const calls = [];
  for (const host of HOSTS) {
    const rows = app.filter(({ host: whose, event }) => whose === host && event.includes(" = ") && !event.startsWith("inject"));
    const made = engine.events.filter((event) => event.host === host && ["called", "sysctl-changed", "sysctl-refused"].includes(event.what.kind));
    for (const [i, { t_ms }] of rows.entries()) {
      const call = made[i];
      if (call?.what.kind !== "called" || !sameCall(host, i + 1)) continue;
      const about = engine.sockets.find(({ id }) => id === call.socket);
      const at = micros(t_ms);
      const socket = about ? socketAt(host, about, at) : null;
      calls.push({ at, order: ORDER.called, host, socket, what: call.what });
      const orphans = engine.events.some((event) => event.at === call.at && event.socket === call.socket && event.what.kind === "orphaned");
      if (orphans) calls.push({ at, order: ORDER.orphaned, host, socket, what: { kind: "orphaned" } });
    }
  }
  return calls;
}
