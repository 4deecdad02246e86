// Why a sysctl that somebody turned did nothing here, and what a value means that is not what it seems: a
// table of rules on a run. That it did nothing is not guessed but compared, by whoever asks.

import { optionOf } from "./options.js";

/**
 * @import { Host, Scenario, Sysctl, SysctlValue, Trace } from "../../engine.js"
 * @import words from "./en.js"
 */

/**
 * @typedef {object} Facts what a host met in a run
 * @property {ReadonlySet<string>} rules that decided anything on it
 * @property {ReadonlySet<string>} states that its sockets were in
 * @property {ReadonlySet<string>} options that its sockets have
 * @property {boolean} orphaned one of its sockets was left by its process
 * @property {"none" | "bound" | "picked"} connects whether it opened a connection, and who chose the port
 */

/**
 * @typedef {object} Case a sysctl on a host
 * @property {SysctlValue} value
 * @property {boolean} idle it is not at its default, and nothing else would have happened if it were
 * @property {boolean} changed it is not at its default
 * @property {(name: string) => SysctlValue} other the value of another sysctl on the same host
 */

/** @typedef {Extract<keyof typeof words, `lint.${string}`>} LintKey */
/** @typedef {{ key: LintKey, when: (it: Case & Facts) => boolean }} Rule */

/** @type {Rule} */
const USER_TIMEOUT = { key: "lint.user-timeout", when: ({ idle, options }) => idle && options.has("TCP_USER_TIMEOUT") };
/** @type {Rule} */
const NO_TIME_WAIT = { key: "lint.no-time-wait", when: ({ idle, states }) => idle && !states.has("TIME_WAIT") };
/** @type {Rule} */
const NO_CONNECT = { key: "lint.no-connect", when: ({ idle, connects }) => idle && connects === "none" };
/** @type {Rule} */
const BIND = { key: "lint.bind", when: ({ idle, connects }) => idle && connects === "bound" };
/** @type {Rule} */
const NO_KEEPALIVE = { key: "lint.no-keepalive", when: ({ idle, options }) => idle && !options.has("SO_KEEPALIVE") };
/** @type {Rule} */
const DATA_ALONE = { key: "lint.data-alone", when: ({ idle }) => idle };
/** @type {Rule} */
const AGREED = { key: "lint.agreed", when: ({ value }) => value === 0 };

/** @type {Record<string, readonly Rule[]>} the first that holds is said */
const RULES = {
  tcp_orphan_retries: [
    USER_TIMEOUT,
    { key: "lint.zero-is-zero", when: ({ value, rules }) => value === 0 && rules.has("orphan-at-rto-max") },
    { key: "lint.zero", when: ({ value, rules }) => value === 0 && rules.has("orphan-gives-up") },
    { key: "lint.eight", when: ({ idle, value, rules }) => idle && value === 8 && rules.has("orphan-gives-up") },
    { key: "lint.no-orphan", when: ({ idle, orphaned }) => idle && !orphaned },
    { key: "lint.answered", when: ({ idle, rules }) => idle && !rules.has("orphan-gives-up") },
  ],
  tcp_retries2: [
    USER_TIMEOUT,
    { key: "lint.orphan", when: ({ idle, orphaned }) => idle && orphaned },
    { key: "lint.answered", when: ({ idle, rules }) => idle && !rules.has("process-gives-up") },
  ],
  tcp_max_orphans: [{ key: "lint.few-orphans", when: ({ idle }) => idle }],
  tcp_fin_timeout: [
    { key: "lint.linger2", when: ({ idle, options }) => idle && options.has("TCP_LINGER2") },
    { key: "lint.time-wait", when: ({ idle, states }) => idle && states.has("TIME_WAIT") },
    { key: "lint.held", when: ({ idle, states, orphaned }) => idle && states.has("FIN_WAIT2") && !orphaned },
    { key: "lint.no-fin-wait-2", when: ({ idle, states }) => idle && !states.has("FIN_WAIT2") },
    { key: "lint.above-60", when: ({ value, rules }) => Number(value) > 60 && rules.has("fin-wait-2-kept-full") },
  ],
  tcp_rfc1337: [NO_TIME_WAIT, { key: "lint.no-reset", when: ({ idle }) => idle }],
  tcp_max_tw_buckets: [NO_TIME_WAIT, { key: "lint.few-minis", when: ({ idle }) => idle }],
  tcp_tw_reuse: [
    NO_CONNECT,
    BIND,
    { key: "lint.loopback", when: ({ value, connects }) => value === 2 && connects === "picked" },
    { key: "lint.needs-timestamps", when: ({ value, connects, other }) => value === 1 && connects === "picked" && other("tcp_timestamps") === 0 },
  ],
  tcp_tw_reuse_delay: [NO_CONNECT, BIND, { key: "lint.needs-reuse", when: ({ idle, other }) => idle && other("tcp_tw_reuse") !== 1 }],
  ip_local_port_range: [NO_CONNECT, { key: "lint.port-given", when: ({ idle, connects }) => idle && connects === "bound" }],
  tcp_rto_max_ms: [
    { key: "lint.deadly", when: ({ changed, rules, other }) => changed && rules.has("orphan-at-rto-max") && other("tcp_orphan_retries") === 0 },
    { key: "lint.rto-below", when: ({ idle }) => idle },
  ],
  tcp_rto_min_us: [{ key: "lint.same-deadline", when: ({ changed, idle, rules }) => changed && !idle && (rules.has("orphan-gives-up") || rules.has("process-gives-up")) }],
  tcp_timestamps: [AGREED],
  tcp_sack: [AGREED],
  tcp_early_retrans: [
    { key: "lint.three-is-four", when: ({ idle, value }) => idle && value === 4 },
    { key: "lint.needs-sack", when: ({ idle, other }) => idle && other("tcp_sack") === 0 },
    { key: "lint.no-probe", when: ({ idle }) => idle },
  ],
  tcp_dsack: [{ key: "lint.nothing-twice", when: ({ idle }) => idle }],
  tcp_frto: [{ key: "lint.no-spurious", when: ({ idle }) => idle }],
  tcp_recovery: [DATA_ALONE],
  tcp_retrans_collapse: [DATA_ALONE],
  tcp_slow_start_after_idle: [DATA_ALONE],
  tcp_keepalive_time: [NO_KEEPALIVE, { key: "lint.keepidle", when: ({ idle, options }) => idle && options.has("TCP_KEEPIDLE") }],
  tcp_keepalive_intvl: [NO_KEEPALIVE, { key: "lint.keepintvl", when: ({ idle, options }) => idle && options.has("TCP_KEEPINTVL") }],
  tcp_keepalive_probes: [NO_KEEPALIVE, { key: "lint.keepcnt", when: ({ idle, options }) => idle && options.has("TCP_KEEPCNT") }],
  tcp_invalid_ratelimit: [{ key: "lint.few-answers", when: ({ idle }) => idle }],
  tcp_challenge_ack_limit: [{ key: "lint.few-challenges", when: ({ idle }) => idle }],
  tcp_abort_on_overflow: [{ key: "lint.no-overflow", when: ({ idle }) => idle }],
};

/**
 * What is to be said of a sysctl on a host, if anything.
 *
 * @param {Sysctl} sysctl
 * @param {Case} it
 * @param {Facts} facts
 * @returns {{ key: LintKey, idle: boolean } | null}
 */
export function lint({ name, inert }, it, facts) {
  const { idle } = it;
  const found = RULES[name]?.find(({ when }) => when({ ...it, ...facts }))?.key;
  if (found) return { key: found, idle };
  if (!idle) return null;
  return { key: inert ? "lint.inert" : "lint.same", idle };
}

/**
 * @param {Host} host
 * @param {Trace} trace
 * @param {Pick<Scenario, "script">} scenario
 * @returns {Facts}
 */
export function factsOf(host, { events, sockets }, { script }) {
  const own = events.filter((event) => event.host === host);
  const entered = own.flatMap(({ what }) => (what.kind === "entered" ? [what.to] : what.kind === "born" ? [what.state] : []));
  const asked = own.flatMap(({ what }) => (what.kind === "called" && what.call.name === "connect" ? [what.call.port] : []));
  return {
    rules: new Set(own.map(({ rule }) => rule)),
    states: new Set([...sockets.filter((socket) => socket.host === host).map(({ state }) => state), ...entered]),
    options: new Set(script.flatMap((step) => optionSet(step, host))),
    orphaned: own.some(({ what }) => what.kind === "orphaned"),
    connects: asked.length === 0 ? "none" : asked.some((port) => typeof port !== "number") ? "picked" : "bound",
  };
}

/** @param {Scenario["script"][number]} step @param {Host} host */
function optionSet(step, host) {
  const option = step.host === host ? optionOf(step) : null;
  return option && option.value !== 0 ? [option.name] : [];
}
