// The presets, made by `cargo run -p lastack --example texts` from crate/src/scenario/preset.rs. Each is
// fetched when somebody wants it.

/** @type {Readonly<Record<string, () => Promise<{ default: object }>>>} by its name, the product's question first */
export const SCENARIOS = {
  "last-ack-lost": () => import("./last-ack-lost.js"),
  "last-ack-lost-once": () => import("./last-ack-lost-once.js"),
  "clean-close": () => import("./clean-close.js"),
  "first-fin-lost": () => import("./first-fin-lost.js"),
  "server-never-closes": () => import("./server-never-closes.js"),
  "simultaneous-close": () => import("./simultaneous-close.js"),
  "coin-flip": () => import("./coin-flip.js"),
};
