// Runs that no preset has: everything else that the drawing must show.

/** @typedef {{ name: string, script: object[] } & Record<string, unknown>} Script */

/** A burst of data with a hole in it, what is sent again for it, and calls that fail. @type {Script} */
export const DATA = {
  name: "burst",
  delay_ms: 10,
  run_ms: 5000,
  rules: [{ from: "a", data: true, action: "drop", skip: 1, count: 1 }],
  script: [
    { at_ms: 0, host: "a", do: "write", bytes: 7000 },
    { at_ms: 1, host: "a", do: "setsockopt", opt: "TCP_USER_TIMEOUT", value: 5000 },
    { at_ms: 60, host: "b", do: "read" },
    { at_ms: 70, host: "b", do: "write", bytes: 500 },
    { at_ms: 120, host: "a", do: "close" },
    { at_ms: 200, host: "b", do: "write", bytes: 100 },
    { at_ms: 300, host: "b", do: "write", bytes: 100 },
    { at_ms: 310, host: "b", do: "read" },
    { at_ms: 320, host: "b", do: "close" },
  ],
};

/** Later connections while the first waits in TIME-WAIT, a forged RST, a host that restarts. @type {Script} */
export const CROWD = {
  name: "crowd",
  delay_ms: 10,
  run_ms: 90_000,
  script: [
    { at_ms: 0, host: "a", do: "close" },
    { at_ms: 30, host: "b", do: "close" },
    { at_ms: 200, host: "a", do: "connect", sock: "again", port: 40001 },
    { at_ms: 260, host: "a", do: "write", sock: "again", bytes: 300 },
    { at_ms: 320, host: "a", do: "inject", flags: "R", seq: 5000, sport: 8080, dport: 40001 },
    { at_ms: 400, host: "a", do: "linger", sock: "again", seconds: 0 },
    { at_ms: 420, host: "a", do: "close", sock: "again" },
    { at_ms: 500, host: "a", do: "connect", sock: "third", port: 40002 },
    { at_ms: 560, host: "b", do: "reboot" },
    { at_ms: 600, host: "a", do: "write", sock: "third", bytes: 10 },
  ],
};

/** A router that answers, a close() that blocks, keepalive, a sysctl that the kernel refuses, an exit. @type {Script} */
export const ROUTER = {
  name: "router",
  delay_ms: 20,
  run_ms: 90_000,
  rules: [{ from: "a", has: "F", action: "icmp", type: 3, code: 13, count: 3 }, { from: "b", has: "A", action: "duplicate", count: 1 }],
  script: [
    { at_ms: 0, host: "b", do: "setsockopt", opt: "SO_KEEPALIVE", value: 1 },
    { at_ms: 1, host: "b", do: "setsockopt", opt: "TCP_KEEPIDLE", value: 1 },
    { at_ms: 2, host: "a", do: "linger", seconds: 2 },
    { at_ms: 10, host: "a", do: "close" },
    { at_ms: 1600, host: "b", do: "shutdown_rdwr" },
    { at_ms: 1700, host: "b", do: "sysctl", key: "tcp_orphan_retries", value: 3 },
    { at_ms: 1800, host: "b", do: "sysctl", key: "tcp_retries2", value: 300 },
    { at_ms: 1900, host: "b", do: "unlisten" },
    { at_ms: 2000, host: "a", do: "connect", sock: "again", port: 40005 },
    { at_ms: 2600, host: "b", do: "exit" },
  ],
};

/** A window that stays closed, and is asked. @type {Script} */
export const CLOSED_WINDOW = {
  name: "closed-window",
  delay_ms: 10,
  run_ms: 4000,
  rcvbuf: 4096,
  script: [{ at_ms: 0, host: "a", do: "write", bytes: 60_000 }, { at_ms: 2000, host: "b", do: "read" }, { at_ms: 3000, host: "b", do: "close" }],
};

/** What a network does besides losing: one segment overtakes another, one comes twice, a router refuses one. @type {Script} */
export const ODD = {
  name: "odd",
  delay_ms: 10,
  run_ms: 5000,
  rules: [
    { from: "a", data: true, action: "delay", ms: 8, count: 1 },
    { from: "a", has: "F", action: "icmp", type: 3, code: 1, count: 1 },
    { from: "b", data: true, action: "duplicate", count: 1 },
  ],
  script: [
    { at_ms: 0, host: "a", do: "write", bytes: 1000 },
    { at_ms: 3, host: "a", do: "write", bytes: 500 },
    { at_ms: 25, host: "b", do: "write", bytes: 700 },
    { at_ms: 40, host: "a", do: "read" },
    { at_ms: 60, host: "a", do: "close" },
    { at_ms: 400, host: "b", do: "close" },
  ],
};

export const SCRIPTS = [DATA, CROWD, ROUTER, CLOSED_WINDOW, ODD];
