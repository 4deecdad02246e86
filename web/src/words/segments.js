// Segments in words: their numbers, their names, and what a screen reader says of them.

import { flags } from "../format.js";

/**
 * @import { Host, SegmentRecord } from "../engine.js"
 * @import { Flight } from "../run.js"
 * @import { Say } from "../strings/index.js"
 */

/**
 * "seq 1 ack 2 len 500", as tcpdump has it, with what is not always there.
 *
 * @param {SegmentRecord} record
 */
export function numbers({ segment, relative }) {
  const parts = [`seq ${signed(relative.seq)}`];
  if (segment.flags.includes("A")) parts.push(`ack ${signed(relative.ack)}`);
  if (segment.len > 0) parts.push(`len ${segment.len}`);
  if (closesWindow(segment)) parts.push("win 0");
  if (relative.sack.length > 0) parts.push(`sack ${relative.sack.map(([from, to]) => `${signed(from)}–${signed(to)}`).join(" ")}`);
  return parts.join(" ");
}

/** What a SYN says of its sender. @param {SegmentRecord["segment"]} segment */
export function options({ win, syn }) {
  return syn ? `win ${win} mss ${syn.mss} wscale ${syn.wscale}${syn.sack_ok ? " sackOK" : ""}` : `win ${win}`;
}

/** Whether its sender takes no more. @param {{ flags: string, win: number }} segment */
function closesWindow({ flags: letters, win }) {
  return win === 0 && !/[SR]/.test(letters);
}

/** What is said of a segment even where there is little room. @param {SegmentRecord["segment"]} segment */
export function inShort(segment) {
  return payload(segment) + (closesWindow(segment) ? " win 0" : "");
}

/** " len 500" of a segment that carries data. @param {{ len: number }} segment */
export function payload({ len }) {
  return len > 0 ? ` len ${len}` : "";
}

/** A number before the initial one is below 0, not near 2³². @param {number} relative */
function signed(relative) {
  return relative > 0x7fff_ffff ? relative - 0x1_0000_0000 : relative;
}

/**
 * A segment and what can be done to it, for whoever does not see the drawing.
 *
 * @param {Flight} flight
 * @param {Say} say
 */
export function segmentLabel({ record, arrivals, overtaken, wave }, say) {
  const { from, how, segment, relative } = record;
  const lost = record.fate.kind === "lost";
  return say("segment.label", {
    host: say(`host.${from}`),
    n: nth(record),
    flags: flags(segment.flags),
    seq: signed(relative.seq),
    ack: signed(relative.ack),
    data: payload(segment),
    how: how.kind === "first" || how.kind === "ack" ? "" : say(`segment.how.${how.kind}`, { nth: how.kind === "retransmission" ? how.nth : "" }),
    wave: wave === null ? "" : `; ${say("ladder.wave", { n: wave })}`,
    fate: say(arrivals.length > 1 ? "segment.fate.twice" : overtaken ? "segment.fate.overtaken" : `segment.fate.${record.fate.kind}`),
    action: say(lost ? "segment.press.deliver" : "segment.press.lose"),
  });
}

/**
 * A segment that nobody sent, for whoever does not see the drawing.
 *
 * @param {Flight} flight
 * @param {Say} say
 */
export function forgedLabel({ record }, say) {
  return say("segment.label.forged", { host: say(`host.${peerOf(record.from)}`), flags: flags(record.segment.flags), numbers: numbers(record) });
}

/**
 * "server's segment 2 (FIN,ACK)": enough to know which is meant.
 *
 * @param {SegmentRecord} record
 * @param {Say} say
 */
export function segmentName(record, say) {
  return say("segment.name", { host: say(`host.${record.from}`), n: nth(record), flags: flags(record.segment.flags) });
}

/** @param {{ name: string }} record */
function nth({ name }) {
  return name.split(":")[1] ?? name;
}

/** @param {Host} host @returns {Host} */
export function peerOf(host) {
  return host === "a" ? "b" : "a";
}
