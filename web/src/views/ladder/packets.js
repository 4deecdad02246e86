// What flies: a sign for each segment that is on the wire at this moment. There are as many as ever fly at once,
// made with the drawing; a frame only moves them.

import { LOST_AT } from "../../run/flights.js";
import { set, write } from "../../svg.js";
import { drawFlight } from "./draw.js";
import { lineAt } from "./layout.js";

/**
 * @import { Flight } from "../../run.js"
 * @import { State } from "../../store.js"
 * @import { Columns } from "./layout.js"
 */

export class Packets {
  #layer;
  /** @type {SVGGElement[]} one for each segment that is in flight at the same time */
  #packets = [];

  /** @param {SVGSVGElement} layer */
  constructor(layer) {
    this.#layer = layer;
  }

  /** @param {readonly Flight[]} flights */
  make(flights) {
    this.#packets = Array.from({ length: mostAtOnce(flights) }, () => drawFlight());
    this.#layer.replaceChildren(...this.#packets);
  }

  /**
   * @param {Readonly<State>} state
   * @param {Columns} columns
   */
  fly({ cursor: { now, events }, run, scale }, columns) {
    let used = 0;
    for (const { record, forged, sentAt, track, row, landings, arrivals, until } of run.flights) {
      if (record.event >= events) break;
      if (until <= now || forged) continue;
      const lost = arrivals.length === 0;
      const landing = lost ? landings[0] : landings.findLast(({ at }) => at === until);
      const share = lost ? ((now - sentAt) / (until - sentAt)) * LOST_AT : (now - sentAt) / (until - sentAt);
      const from = lineAt(columns, record.from, track);
      const to = lineAt(columns, record.from === "a" ? "b" : "a", landing?.track ?? 0);
      const pushed = (row * scale.row - scale.pushed(sentAt)) * (1 - share) + (landing?.row ?? 0) * scale.row * share;
      const packet = this.#packets[used];
      if (!packet) break;
      used += 1;
      const x = from + (to - from) * share;
      packet.setAttribute("transform", `translate(${x.toFixed(2)} ${(scale.toY(now) + pushed).toFixed(2)})`);
      set(packet, { class: `packet ${record.from}`, "data-lost": lost });
      const label = packet.lastElementChild;
      if (label) write(label, shortly(record.segment));
    }
    for (const packet of this.#packets.slice(used)) set(packet, { class: "packet", "data-lost": null });
  }
}

/** What a segment is, in a word that fits on it. @param {{ flags: string, len: number }} segment */
function shortly({ flags, len }) {
  if (flags.includes("R")) return "RST";
  if (flags.includes("S")) return "SYN";
  if (flags.includes("F")) return "FIN";
  return len > 0 ? "DATA" : "ACK";
}

/** @param {readonly Flight[]} flights */
function mostAtOnce(flights) {
  let most = 0;
  for (const { sentAt } of flights) {
    most = Math.max(most, flights.filter((other) => other.sentAt <= sentAt && sentAt < other.until).length);
  }
  return most;
}
