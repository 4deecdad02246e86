// The menus of the page: of a segment, and of a host. They come with their words and styles.

import { loadWords } from "../strings/index.js";
import { useStyles } from "../views/panel.js";
import { hostMenu } from "./host.js";
import { Menu } from "./menu.js";
import { segmentMenu } from "./segment.js";

/**
 * @import { Store } from "../store.js"
 * @import { SayOf, Tables } from "../strings/index.js"
 * @import { Anchor, Subject } from "../views/menus.js"
 */

/** @typedef {keyof typeof import("./en.js").default} Key */
/** @typedef {SayOf<Key>} SayMenu */

/** @type {Tables<Key>} */
const WORDS = { en: () => import("./en.js"), zh: () => import("./zh.js") };

/**
 * @param {Store} store
 * @param {Subject} subject
 * @param {Anchor} anchor
 */
export async function open(store, subject, anchor) {
  const [say] = await Promise.all([loadWords(WORDS, store.state.language), useStyles(new URL("./menus.css", import.meta.url))]);
  const menu = "host" in subject ? hostMenu(store, say, subject.host, anchor) : segmentMenu(store, say, subject.segment, anchor);
  if (menu) new Menu({ ...menu, back: say("back") }, anchor);
}
