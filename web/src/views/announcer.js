// <la-announcer>: says what a step did, and where playback stopped, to whoever cannot see it. Silent
// during playback.

import { clock } from "../format.js";
import { write } from "../svg.js";
import { View } from "./view.js";

/** @import { State } from "../store.js" */

export class Announcer extends View {
  #said = -1;
  #speed = 1;

  /** @override */
  build() {
    this.setAttribute("role", "status");
    this.className = "unseen";
  }

  /** @override */
  played() {
    const { say } = this.store.state;
    const { speed } = this.player;
    // Its list says it to whoever chose in it; whoever pressed a key is elsewhere.
    if (speed !== this.#speed && !document.activeElement?.matches("[data-control=speed]")) write(this, `${say("player.speed")} ${speed}×`);
    else this.position(this.store.state);
    this.#speed = speed;
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
