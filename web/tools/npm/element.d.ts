// What `lastack/element` is to TypeScript: the class as its comments type it, and what those cannot say, its events
// and its tag. It is beside element.js in the package, and what it names is there.

import type { LastAckElement } from "./embed/element.js";
import type { Moment, Theme } from "./embed/protocol.js";

export { LastAckElement } from "./embed/element.js";
export type { Moment, Theme };

/** None of them bubbles. */
export interface LastAckEvents {
  "lastack-ready": CustomEvent<Moment>;
  "lastack-change": CustomEvent<Moment>;
  "lastack-end": CustomEvent<Moment>;
  "lastack-error": CustomEvent<{ message: string }>;
}

interface AllEvents extends HTMLElementEventMap, LastAckEvents {}

declare module "./embed/element.js" {
  interface LastAckElement {
    addEventListener<K extends keyof AllEvents>(type: K, listener: (this: LastAckElement, event: AllEvents[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
    addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
    removeEventListener<K extends keyof AllEvents>(type: K, listener: (this: LastAckElement, event: AllEvents[K]) => unknown, options?: boolean | EventListenerOptions): void;
    removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "last-ack": LastAckElement;
  }
}
