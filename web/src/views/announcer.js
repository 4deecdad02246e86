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
  position(state) {
    const { focus, trace, tell, say, sayRule, cursor } = state;
    const event = focus === null ? undefined : trace.events[focus];
    if (!event || this.player.playing || cursor.events === 0 || event.id === this.#said) return;
    const said = tell.event(event, state);
    // Half a sentence is not said: the words are on their way.
    if (said === "") return;
    this.#said = event.id;
    write(this, `${clock(event.at)}. ${say(`host.${event.host}`)}: ${said}. ${sayRule(event.rule)}`);
  }
}
