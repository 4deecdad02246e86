// What the views have in common: each is an element that draws what the store says.

/**
 * @import { Player } from "../player.js"
 * @import { Change, State, Store } from "../store.js"
 */

/**
 * Draws f(state): `build` once, `structure` when the run or the language changes, `rescale` when only the
 * time map does, `position` when the cursor or the selection moves. A position pass makes no elements.
 */
export class View extends HTMLElement {
  /** @type {Store | undefined} */
  #store;
  /** @type {Player | undefined} */
  #player;
  /** @type {(() => void)[]} */
  #endings = [];

  /**
   * @param {Store} store
   * @param {Player} player
   */
  connect(store, player) {
    this.#store = store;
    this.#player = player;
    this.build();
    this.#endings.push(store.subscribe((state, changes) => this.#update(state, changes)), player.subscribe(() => this.played()));
    this.structure(store.state);
    this.position(store.state);
    this.lights(store.state);
    this.notices(store.state);
    this.played();
  }

  disconnectedCallback() {
    for (const end of this.#endings.splice(0)) end();
  }

  get store() {
    if (!this.#store) throw new Error(`${this.localName} is not connected to a store`);
    return this.#store;
  }

  get player() {
    if (!this.#player) throw new Error(`${this.localName} is not connected to a player`);
    return this.#player;
  }

  build() {}

  /** @param {Readonly<State>} _state */
  structure(_state) {}

  /** @param {Readonly<State>} _state */
  rescale(_state) {}

  /** @param {Readonly<State>} _state */
  position(_state) {}

  /** Shows what is pointed out. @param {Readonly<State>} _state */
  lights(_state) {}

  /** @param {Readonly<State>} _state */
  notices(_state) {}

  played() {}

  /** What is said of events and rules has come. @param {Readonly<State>} state */
  learned(state) {
    this.position(state);
  }

  /**
   * @param {Readonly<State>} state
   * @param {ReadonlySet<Change>} changes
   */
  #update(state, changes) {
    const rebuilt = changes.has("run") || changes.has("language");
    const rescaled = changes.has("scale");
    if (rebuilt) this.structure(state);
    else if (rescaled) this.rescale(state);
    if (rebuilt || rescaled || changes.has("cursor") || changes.has("selection")) this.position(state);
    if (rebuilt || rescaled || changes.has("light")) this.lights(state);
    if (rebuilt || changes.has("banner")) this.notices(state);
    if (changes.has("rules")) this.learned(state);
  }
}

/**
 * @param {Element} element
 * @param {string} text
 */
export function title(element, text) {
  element.setAttribute("title", text);
  element.setAttribute("aria-label", text);
}

/**
 * What goes away when a button in it is pressed gives the focus back to where it came from.
 *
 * @param {HTMLElement} place that button, or what holds nothing else
 */
export function giveBack(place) {
  let before = /** @type {HTMLElement | null} */ (null);
  place.addEventListener("focusin", ({ relatedTarget }) => {
    const from = /** @type {HTMLElement | null} */ (relatedTarget);
    if (!place.contains(from)) before = from;
  });
  place.addEventListener("click", () => before?.focus());
}
