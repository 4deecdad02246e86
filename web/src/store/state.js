// What is so, and how it is called: types alone, which the store's parts share with whoever reads it.

/**
 * @import { Host, Progress, Scenario, Summary, Sysctl, Trace } from "../engine.js"
 * @import { Intro } from "../preset.js"
 * @import { Run } from "../run.js"
 * @import { Light } from "../run/acts.js"
 * @import { Scale } from "../scale.js"
 * @import { Key, Language, Speech, Values } from "../strings/index.js"
 * @import { Teller } from "../words/events/teller.js"
 */

/**
 * @typedef {object} Note what a visitor just did, to be said and undone
 * @property {Key | Record<Language, string>} key of the page's words, or words that came with what was done
 * @property {Values} values
 * @property {string | null} segment the name of the segment that it is about
 * @property {{ host: Host, key: string } | null} sysctl the knob that it is about
 */

/**
 * @typedef {object} Ghost the run as it was before an edit
 * @property {Trace} trace
 * @property {Run} run
 */

/**
 * @typedef {object} Facts
 * @property {readonly Sysctl[]} sysctls
 * @property {ReadonlyMap<string, string>} stateNames from the kernel's spelling to the RFC's
 * @property {string | null} preset the name of what the run began as; nothing where it came from a file
 * @property {Intro | null} intro what the preset is called, and what it is about
 * @property {boolean} edited the run is no longer what it began as
 * @property {Scenario} scenario everything that makes the run
 * @property {Trace} trace
 * @property {Run} run
 * @property {Scale} scale
 * @property {Progress} cursor
 * @property {Summary | null} before how the run ended before the last edit
 * @property {Ghost | null} ghost what would have come without the last edit, until it is dismissed
 * @property {number | null} selection an event that somebody chose
 * @property {number | null} focus the event to explain: the chosen one, else the last that happened
 * @property {Light | null} light what somebody wants to see pointed out
 * @property {ReadonlySet<number>} lit the events that it is
 * @property {Note | null} note
 * @property {boolean} canUndo
 * @property {{ key: Key | Record<Language, string>, values: Values } | null} banner
 */

/** @typedef {Facts & Speech & { tell: Teller }} State what is so, and how to say it */
/** @typedef {"run" | "cursor" | "selection" | "light" | "banner" | "language" | "rules" | "scale"} Change */
/** @typedef {(state: Readonly<State>, changes: ReadonlySet<Change>) => void} Listener */

export {};
