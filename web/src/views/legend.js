// How to read the drawing: a sample of each sign, drawn with the drawing's own styles.

import { html, svg } from "../svg.js";

/**
 * @import { Child } from "../svg.js"
 * @import { Run } from "../run.js"
 * @import { Ghost, State } from "../store.js"
 * @import { Key } from "../strings/index.js"
 */

const LINE = "M2 8H46";

/** @type {readonly { words: Key, how?: string, fate?: string, when?: (run: Run, ghost: Ghost | null, lit: ReadonlySet<number>) => boolean, sample: () => Child[] }[]} */
const SIGNS = [
  { words: "legend.first", how: "first", sample: () => [part("line", LINE), part("head", "M48 8 38 4V12Z")] },
  { words: "legend.lost", how: "first", fate: "lost", sample: () => [part("line", "M2 8H34"), part("cross", "M31 3l10 10m0-10-10 10")] },
  { words: "legend.probe", how: "loss-probe", sample: () => [part("line", "M4 8H38"), part("head", "M48 8 38 4V12Z")] },
  { words: "legend.again", how: "retransmission", sample: () => [part("line", LINE), part("core", LINE), part("head", "M48 8 38 4V12Z")] },
  { words: "legend.reset", how: "reset", sample: () => [part("line", "M2 8H40"), part("head", "M48 8 38 3V13Z")] },
  { words: "legend.fast", how: "fast-retransmission", when: sends("fast-retransmission"), sample: () => [part("line", LINE), part("core", LINE), part("head", "M48 8 38 4V12Z")] },
  { words: "legend.window-probe", how: "window-probe", when: sends("window-probe"), sample: () => [part("line", "M2 8H40"), part("head", "M48 8 38 4V12Z")] },
  { words: "legend.forged", how: "forged", when: sends("forged"), sample: () => [part("line", "M18 8H40"), svg("circle", { class: "nowhere", cx: 15, cy: 8, r: 3.5 }), part("head", "M48 8 38 4V12Z")] },
  { words: "legend.icmp", how: "icmp", when: ({ reports }) => reports.length > 0, sample: () => [part("line", "M2 8H40"), part("head", "M48 8 38 4V12Z")] },
  { words: "legend.ghost", when: (_, ghost) => ghost !== null, sample: () => [part("tube", "M2 8H40"), part("tube-core", "M2 8H40"), part("tube-head", "M48 8 39 4V12Z")] },
  { words: "legend.second", when: ({ lives }) => lives.some(({ nth }) => nth > 1), sample: () => [svg("rect", { class: "band b", x: 14, y: 0, width: 8, height: 16 }), svg("rect", { class: "band b", "data-state": "SYN_RECV", x: 34, y: 0.6, width: 8, height: 14.8 })] },
  { words: "legend.twice", how: "first", when: ({ flights }) => flights.some(({ arrivals }) => arrivals.length > 1), sample: () => [part("line", "M2 3 38 5"), part("head", "M48 6 38 2V9Z"), part("line copy", "M2 3 38 12"), part("head copy", "M48 14 39 8 37 15Z")] },
  { words: "legend.hold", sample: () => [part("hold", "M2 8H15"), svg("g", { "data-holder": "orphan" }, part("hold", "M19 8H32")), svg("g", { "data-holder": "mini" }, part("hold", "M36 8H48"))] },
  { words: "legend.asked", when: (_run, _ghost, lit) => lit.size > 0, sample: () => [svg("circle", { class: "ring", cx: 25, cy: 8, r: 5.5 })] },
  { words: "legend.timer", sample: () => [svg("g", { class: "bar" }, svg("rect", { class: "bar-body", x: 2, y: 5.5, width: 44, height: 5 }))] },
  { words: "legend.gap", sample: () => [part("tear-edge", "M2 7 8 3 14 7 20 3 26 7 32 3 38 7 44 3 48 5M2 13 8 9 14 13 20 9 26 13 32 9 38 13 44 9 48 11")] },
];

/** The signs that are always there to be met, and those others that this run has. @param {Readonly<State>} state */
export function legend({ run, ghost, lit, say }) {
  return html("ul", { class: "legend" }, ...SIGNS.filter(({ when }) => when?.(run, ghost, lit) ?? true).map(({ words, how, fate, sample }) =>
    html("li", {},
      svg("svg", { width: 50, height: 16, viewBox: "0 0 50 16", "aria-hidden": "true", class: "b" }, svg("g", { class: how === "icmp" ? "report" : how === "forged" ? "segment forged" : how ? "segment" : null, "data-how": how, "data-fate": fate }, ...sample())),
      say(words))));
}

/** @param {string} className @param {string} d */
function part(className, d) {
  return svg("path", { class: className, d });
}

/** @param {string} kind */
function sends(kind) {
  return (/** @type {Run} */ { flights }) => flights.some(({ record }) => record.how.kind === kind);
}
