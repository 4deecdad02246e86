// <la-announcer>: says what a step did, and where playback stopped, to whoever cannot see it. Silent
// during playback.

import { clock } from "../format.js";
import { write } from "../svg.js";
import { View } from "./view.js";

/** @import { State } from "../store.js" */

export class Announcer extends View {
  #said = -1;

  /** @override */
  build() {
    this.setAttribute("role", "status");
    this.className = "unseen";
  }

  /** @override */
  played() {
    this.position(this.store.state);
  }

  /** @override @param {Readonly<State>} state */
  learned(state) {
    this.#said = -1;
    this.position(state);
  }

  /** @override @param {Readonly<State>} state */
  position(state) {
    const { focus, trace, tell, say, sayRule, cursor } = state;
    if (this.player.playing || cursor.events === 0 || focus === this.#said) return;
    this.#said = focus ?? -1;
    const event = focus === null ? undefined : trace.events[focus];
    if (!event) return;
    write(this, `${clock(event.at)}. ${say(`host.${event.host}`)}: ${tell.event(event, state)}. ${sayRule(event.rule)}`);
  }
}
