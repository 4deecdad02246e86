// Runs that somebody might have made, the same ones each time.

/** Even numbers that look random, and are the same each time. @param {number} seed */
export function dice(seed) {
  return (/** @type {number} */ most) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * most);
  };
}

/** A run that somebody might have made of a preset. @param {any} preset @param {(most: number) => number} die */
export function edited(preset, die) {
  const host = () => (die(2) ? "a" : "b");
  const step = () => [
    { do: "close" }, { do: "shutdown_wr" }, { do: "write", bytes: die(20_000) }, { do: "read" }, { do: "vanish" }, { do: "reboot" }, { do: "linger", seconds: die(3) },
    { do: "setsockopt", opt: "TCP_USER_TIMEOUT", value: die(9_000) }, { do: "connect", sock: "again & again" }, { do: "sysctl", key: "tcp_orphan_retries", value: die(9) }, { do: "inject", flags: "RA", seq: die(5), ack: die(5) },
  ][die(11)];
  const rule = () => ({ from: host(), ...(die(2) && { has: "F" }), ...(die(2) && { after_ms: die(3_000) / 8 }), skip: die(3), count: die(4) - 1, ...[{ action: "drop" }, { action: "duplicate" }, { action: "delay", ms: die(800) }, { action: "icmp", type: 3, code: 1 }][die(4)] });
  const many = (/** @type {() => unknown} */ make) => Array.from({ length: die(3) }, make);
  return {
    ...preset,
    delay_ms: die(2) ? 10 : die(2_000) / 8,
    sysctl: { ...preset.sysctl, b: { ...preset.sysctl?.b, tcp_orphan_retries: die(16) } },
    rules: [...many(rule), ...(preset.rules ?? [])],
    lose: many(() => `${host()}:${die(9) + 1}`),
    script: [...preset.script, ...many(() => ({ at_ms: die(60_000_000) / 1_000, host: host(), ...step() }))],
  };
}
