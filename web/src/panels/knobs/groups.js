// Which sysctls belong together, by what they are about. Those in front and those that no teardown asks
// for are groups by themselves.

/** @import { Sysctl } from "../../engine.js" */

/** @typedef {keyof typeof NAMES | "inert" | "other"} Group */

const NAMES = /** @type {const} */ ({
  orphans: ["tcp_orphan_retries", "tcp_retries2", "tcp_max_orphans"],
  waits: ["tcp_fin_timeout", "tcp_rfc1337", "tcp_max_tw_buckets"],
  reuse: ["tcp_tw_reuse", "tcp_tw_reuse_delay", "ip_local_port_range"],
  timer: ["tcp_rto_max_ms", "tcp_rto_min_us", "tcp_timestamps", "tcp_frto"],
  loss: ["tcp_early_retrans", "tcp_sack", "tcp_dsack", "tcp_recovery", "tcp_retrans_collapse"],
  windows: ["tcp_slow_start_after_idle", "tcp_pingpong_thresh"],
  keepalive: ["tcp_keepalive_time", "tcp_keepalive_intvl", "tcp_keepalive_probes"],
  resets: ["tcp_invalid_ratelimit", "tcp_challenge_ack_limit", "tcp_abort_on_overflow"],
});

/** @type {readonly Group[]} */
export const GROUPS = [.../** @type {(keyof typeof NAMES)[]} */ (Object.keys(NAMES)), "other", "inert"];

/**
 * Where a row is. One that the engine has learnt and nobody has placed is still shown.
 *
 * @param {Sysctl} sysctl
 * @returns {Group}
 */
export function groupOf({ name, inert }) {
  if (inert) return "inert";
  const entry = Object.entries(NAMES).find(([, names]) => /** @type {readonly string[]} */ (names).includes(name));
  return /** @type {Group | undefined} */ (entry?.[0]) ?? "other";
}
