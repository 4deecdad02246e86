// The two things that a person must bring: Node and Rust.

import { output, Refusal } from "./process.js";

const OLDEST_NODE = 20;

export function requireNode() {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return;
  throw new Refusal(
    `LastAck's tools need Node ${OLDEST_NODE} or later and this is ${process.version}: install one from https://nodejs.org, then run this again.`,
  );
}

export async function requireRust() {
  for (const program of ["cargo", "rustc"]) {
    if (await output([program, "--version"])) continue;
    throw new Refusal(
      `LastAck's engine is written in Rust and \`${program} --version\` does not run here: install Rust from https://rustup.rs, then run this again.`,
    );
  }
}
