// <la-caption>: the event that is explained, in one line, with what can be done to it. For screens where
// the drawing and the explanation do not fit side by side.

import { focusedSegment, toggleFocused } from "../actions.js";
import { clock } from "../format.js";
import { html, write } from "../svg.js";
import { openMenu } from "./menus.js";
import { title, View } from "./view.js";

/** @import { State } from "../store.js" */

export class Caption extends View {
  #time = html("span", { class: "figure" });
  #host = html("span", { class: "host-name" });
  #text = html("span", { class: "caption-text" });
  #button = html("button", { type: "button", "data-control": "toggle-loss" });
  #more = html("button", { type: "button", class: "icon-button", "data-control": "segment-menu", "aria-haspopup": "menu" }, "⋯");

  /** @override */
  build() {
    this.append(html("p", {}, this.#time, " ", this.#host, " ", this.#text), this.#button, this.#more);
    this.#button.addEventListener("click", () => toggleFocused(this.store));
    this.#more.addEventListener("click", () => void openMenu(this, { segment: focusedSegment(this.store)?.name ?? "" }, this.#more));
  }

  /** @override @param {Readonly<State>} state */
  position(state) {
    const { focus, trace, tell, say } = state;
    const event = focus === null ? undefined : trace.events[focus];
    const record = focusedSegment(this.store);
    write(this.#time, event ? clock(event.at) : "");
    write(this.#host, event ? say(`host.${event.host}`) : "");
    this.#host.className = `host-name ${event?.host ?? ""}`;
    write(this.#text, event ? tell.event(event, state) : say("why.empty"));
    this.#button.hidden = this.#more.hidden = record === undefined;
    title(this.#more, say("segment.more"));
    write(this.#button, say(record?.fate.kind === "lost" ? "segment.deliver" : "segment.lose"));
  }
}
