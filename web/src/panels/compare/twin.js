// The other run: a store of its own, whose time is the first one's.

import { fork } from "../../store/others.js";

/**
 * @import { Store } from "../../store.js"
 * @import { Engine, Scenario } from "../../engine.js"
 */

/**
 * Both have one axis from now on, and one time, until it is ended. Throws what the engine says of a
 * scenario that cannot be run.
 *
 * @param {Store} first
 * @param {Scenario} scenario
 * @param {Engine} [engine] what runs it, where that is not what runs the first
 */
export function accompany(first, scenario, engine) {
  const twin = fork(first, scenario, engine);
  const share = () => {
    first.beside(twin);
    twin.beside(first);
  };
  /** As far as the first has come. A step of its may stop within a moment: the twin does all of that moment. */
  const follow = () => {
    const { now, events } = first.state.cursor;
    if (events === 0) twin.seek(0);
    else if (now >= twin.state.cursor.now) twin.tick(now);
    else twin.seek(now);
  };
  share();
  follow();
  const end = first.subscribe((state, changes) => {
    if (changes.has("language")) void twin.setLanguage(state.language);
    if (changes.has("rules")) twin.explain();
    if (changes.has("scale") && state.scale.mode !== twin.state.scale.mode) void twin.setScaleMode(state.scale.mode);
    if (changes.has("scale") && state.scale.zoom !== twin.state.scale.zoom) twin.setZoom(state.scale.zoom);
    if (changes.has("cursor")) follow();
  });
  // Who zooms in the other drawing zooms both, and chooses in one of them at a time.
  const back = twin.subscribe((state, changes) => {
    if (changes.has("scale") && state.scale.zoom !== first.state.scale.zoom) first.setZoom(state.scale.zoom);
  });
  return {
    twin,
    end: () => {
      end();
      back();
      // Whoever came later has its place.
      if (first.companion === twin) first.beside(null);
    },
  };
}
