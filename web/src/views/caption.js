// <la-caption>: the event that is explained, in one line, with what can be done to it. For screens where
// the drawing and the explanation do not fit side by side.

import { toggleFocused } from "../actions.js";
import { clock } from "../format.js";
import { segmentOf } from "../moments.js";
import { html, write } from "../svg.js";
import { describe } from "../words.js";
import { View } from "./view.js";

/** @import { State } from "../store.js" */

export class Caption extends View {
  #time = html("span", { class: "figure" });
  #host = html("span", { class: "host-name" });
  #text = html("span", { class: "caption-text" });
  #button = html("button", { type: "button", "data-control": "toggle-loss" });

  /** @override */
  build() {
    this.append(html("p", {}, this.#time, " ", this.#host, " ", this.#text), this.#button);
    this.#button.addEventListener("click", () => toggleFocused(this.store));
  }

  /** @override @param {Readonly<State>} state */
  position({ focus, trace, stateNames, say }) {
    const event = focus === null ? undefined : trace.events[focus];
    const segment = event ? segmentOf(event.what) : null;
    const record = segment === null ? undefined : trace.segments[segment];
    write(this.#time, event ? clock(event.at) : "");
    write(this.#host, event ? say(`host.${event.host}`) : "");
    this.#host.className = `host-name ${event?.host ?? ""}`;
    write(this.#text, event ? describe(event, trace, stateNames, say) : say("why.empty"));
    this.#button.hidden = record === undefined || record.how.kind === "forged";
    write(this.#button, say(record?.fate.kind === "lost" ? "segment.deliver" : "segment.lose"));
  }
}
