// What a visitor's hand does to a run beyond losing and giving back: each is one edit, with its note.

/**
 * @import { Host, Intervention, Scenario, SegmentRecord } from "./engine.js"
 * @import { Note, Store } from "./store.js"
 */

/** @typedef {Scenario["rules"][number]} RuleLine */
/** @typedef {Scenario["script"][number]} StepLine */
/** @template T @typedef {T extends unknown ? Omit<T, "kind" | "host" | "sock"> : never} Task */
/** @typedef {Task<Extract<Intervention, { kind: "step" }>>} Deed what a host does, and the keys that come with it */

/** What is said of each deed. */
const NOTES = {
  late: { en: "You delayed {segment} by {value} ms.", zh: "你让{segment}晚到 {value} ms。" },
  twice: { en: "You had {segment} arrive twice.", zh: "你让{segment}到达两次。" },
  refused: { en: "You had a router refuse {segment}.", zh: "你让路由器拒绝了{segment}。" },
  ruled: { en: "You left {segment} to the rules again.", zh: "你把{segment}重新交给规则处理。" },
  did: { en: "You interfered at {time}.", zh: "你在 {time} 进行了干预。" },
  rewritten: { en: "You changed the scenario.", zh: "你修改了场景。" },
};

/** The most that a scenario may ask for: a day. */
export const LONGEST_DELAY_MS = 86_400_000;
/** What a read() takes at most. */
export const MOST_BYTES = 1 << 20;

/** The rule that is about this segment alone. @param {Scenario} scenario @param {string} name */
export function treatmentOf({ rules = [] }, name) {
  return rules.find(({ segment }) => segment === name);
}

/** How much later than the link would have it a segment comes, by a rule; ms. @param {Scenario} scenario @param {SegmentRecord} record */
export function latenessOf({ rules = [] }, { rule }) {
  const line = rule === null ? undefined : rules[rule];
  return line?.action === "delay" ? line.ms : 0;
}

/**
 * Has a segment come so much later than the link would have it: not at all late means as the rules have it.
 *
 * @param {Store} store
 * @param {SegmentRecord} record
 * @param {number} ms
 */
export function delay(store, record, ms) {
  const { scenario } = store.state;
  if (ms === latenessOf(scenario, record)) return;
  if (ms === 0 && treatmentOf(scenario, record.name)) return leaveToRules(store, record.name);
  store.intervene(about(record.name, NOTES.late, { value: ms }), { kind: "delay", segment: record.name, ms });
}

/** @param {Store} store @param {string} segment */
export function duplicate(store, segment) {
  store.intervene(about(segment, NOTES.twice), { kind: "duplicate", segment });
}

/** @param {Store} store @param {string} segment @param {number} type @param {number} code */
export function refuse(store, segment, type, code) {
  store.intervene(about(segment, NOTES.refused), { kind: "icmp", segment, type, code });
}

/** Takes back what was wanted of a segment alone. @param {Store} store @param {string} segment */
export function leaveToRules(store, segment) {
  const rules = (store.state.scenario.rules ?? []).filter((rule) => rule.segment !== segment);
  store.revise(about(segment, NOTES.ruled), { ...store.state.scenario, rules });
}

/**
 * Loses every segment like this one from it on, whatever the other rules say.
 *
 * @param {Store} store
 * @param {SegmentRecord} record
 */
export function loseAllLike(store, record) {
  const { has, hasnt } = kindOf(record);
  /** @type {RuleLine} */
  const rule = { from: record.from, has, hasnt, data: record.segment.len > 0, after_ms: record.sentAt / 1000, skip: 0, count: -1, action: "drop" };
  setRules(store, [rule, ...(store.state.scenario.rules ?? [])]);
}

/** Which of the flags that tell kinds of segments apart one has. @param {SegmentRecord} record */
export function kindOf({ segment }) {
  const of = (/** @type {boolean} */ set) => [..."SFRA"].filter((letter) => segment.flags.includes(letter) === set).join("");
  return { has: of(true), hasnt: of(false) };
}

/** @param {Store} store @param {RuleLine[]} rules */
export function setRules(store, rules) {
  store.revise(REWRITTEN, { ...store.state.scenario, rules });
}

/** @param {Store} store @param {StepLine[]} script */
export function setScript(store, script) {
  store.revise(REWRITTEN, { ...store.state.scenario, script });
}

/**
 * Has a host do something, now.
 *
 * @param {Store} store
 * @param {Host} host
 * @param {Deed} deed
 * @param {string} [sock] the name under which its application holds the socket
 */
export function act(store, host, deed, sock) {
  const { now } = store.state.cursor;
  const step = /** @type {Intervention} */ ({ kind: "step", host, ...deed, ...(sock && { sock }) });
  store.intervene({ key: NOTES.did, values: { at: now }, segment: null, sysctl: null }, step);
}

/** @type {Note} */
const REWRITTEN = { key: NOTES.rewritten, values: {}, segment: null, sysctl: null };

/** @param {string} segment @param {Note["key"]} key @param {Note["values"]} [values] @returns {Note} */
function about(segment, key, values = {}) {
  return { key, values, segment, sysctl: null };
}
