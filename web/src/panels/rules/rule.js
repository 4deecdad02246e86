// One rule of the link: its sentence, which segments it has taken, and every part of it to change.

import { LONGEST_DELAY_MS } from "../../deeds.js";
import { HOSTS } from "../../run.js";
import { html, icon } from "../../svg.js";
import { icmpName } from "../../words.js";
import { ruleText } from "./sentence.js";

/**
 * @import { RuleLine } from "../../deeds.js"
 * @import { State } from "../../store.js"
 * @import { SayRules } from "./sentence.js"
 */

/** What a change makes of a rule, by the name of what was changed. @typedef {(rule: RuleLine) => RuleLine} Change */

/** @typedef {{ at: number, rule: RuleLine, of: number, open: boolean }} Place a rule among its list, from 0 */

const FLAGS = /** @type {const} */ (["S", "F", "R", "P", "A"]);
const NAMES = { S: "SYN", F: "FIN", R: "RST", P: "PSH", A: "ACK" };
const ANSWERS = /** @type {const} */ ([[3, 1], [3, 0], [3, 3], [3, 13], [11, 0]]);
/** No more of them are named: the rest are counted. */
const MOST_HITS = 12;

const UP = "M8 12.5V3.5M4.5 7 8 3.5 11.5 7";
const DOWN = "M8 3.5V12.5M4.5 9 8 12.5 11.5 9";
const REMOVE = "M4 4 12 12M12 4 4 12";

/**
 * @param {Place} place
 * @param {Readonly<State>} state
 * @param {SayRules} say
 * @param {(change: Change) => void} change
 */
export function drawRule({ at, rule, of, open }, state, say, change) {
  const sentence = ruleText(rule, state, say);
  const deed = (/** @type {"up" | "down" | "remove"} */ name, /** @type {string} */ d, /** @type {boolean} */ disabled) =>
    html("button", { type: "button", class: "quiet-button icon-button", "data-rule": name, "data-field": `${at}.${name}`, "aria-label": `${say(`rule.${name}`)}: ${sentence}`, title: say(`rule.${name}`), disabled }, icon(d));
  return html("li", { class: "rule", "data-at": at },
    html("details", { open, "data-at": at },
      html("summary", { "data-field": `${at}.summary` }, sentence),
      html("div", { class: "rule-parts" }, ...fields(at, rule, state, say, change))),
    html("div", { class: "rule-foot" }, hits(at, state, say), html("span", { class: "rule-deeds" }, deed("up", UP, at === 0), deed("down", DOWN, at === of - 1), deed("remove", REMOVE, false))));
}

/** @param {number} at @param {Readonly<State>} state @param {SayRules} say */
function hits(at, { trace }, say) {
  const taken = trace.segments.filter(({ rule }) => rule === at);
  if (taken.length === 0) return html("p", { class: "rule-hits" }, say("hits.none"));
  const more = taken.length - MOST_HITS;
  return html("p", { class: "rule-hits" }, say("hits"), " ",
    ...taken.slice(0, MOST_HITS).map(({ name, event }) => html("button", { type: "button", class: "event-link figure", "data-select": event }, name)),
    more > 0 && say("hits.more", { n: more }));
}

/**
 * @param {number} at
 * @param {RuleLine} rule
 * @param {Readonly<State>} state
 * @param {SayRules} say
 * @param {(change: Change) => void} change
 */
function fields(at, rule, state, say, change) {
  const row = (/** @type {string} */ label, /** @type {HTMLElement[]} */ ...controls) => html("label", { class: "rule-part" }, html("span", {}, label), ...controls);
  const choice = (/** @type {string} */ name, /** @type {string} */ value, /** @type {readonly (readonly [string, string])[]} */ choices, /** @type {(value: string) => Change} */ to) => {
    const select = /** @type {HTMLSelectElement} */ (html("select", { "data-field": `${at}.${name}` }, ...choices.map(([key, text]) => html("option", { value: key }, text))));
    select.value = value;
    select.addEventListener("change", () => change(to(select.value)));
    return select;
  };
  /** Blank means that nothing is asked for. */
  const number = (/** @type {string} */ name, /** @type {number | undefined} */ value, /** @type {{ min: number, max: number, step?: number | "any" }} */ limits, /** @type {(value: number | undefined) => Change} */ to) => {
    const input = /** @type {HTMLInputElement} */ (html("input", { type: "number", inputmode: "decimal", "data-field": `${at}.${name}`, value, placeholder: "–", ...limits }));
    input.addEventListener("change", () => {
      if (input.checkValidity()) change(to(input.value === "" ? undefined : input.valueAsNumber));
    });
    return input;
  };
  const ms = { min: 0, max: LONGEST_DELAY_MS, step: /** @type {const} */ ("any") };

  /** @type {HTMLElement[]} */
  const list = [
    row(say("part.action"), choice("action", rule.action, /** @type {const} */ (["drop", "delay", "duplicate", "icmp"]).map((action) => [action, say(`action.${action}`)]), (action) => (before) => acting(before, action))),
  ];
  if (rule.action === "delay") list.push(row(say("part.ms"), number("ms", rule.ms, ms, (value) => (before) => ({ ...before, action: "delay", ms: value ?? 0 }))));
  if (rule.action === "icmp") {
    const key = `${rule.type}/${rule.code}`;
    const known = ANSWERS.map(([type, code]) => `${type}/${code}`);
    const choices = (known.includes(key) ? known : [key, ...known]).map((answer) => /** @type {const} */ ([answer, `${answer} ${icmpName(Number(answer.split("/")[0]), Number(answer.split("/")[1]), state.say)}`]));
    list.push(row(say("part.icmp"), choice("icmp", key, choices, (value) => (before) => ({ ...before, action: "icmp", type: Number(value.split("/")[0]), code: Number(value.split("/")[1]) }))));
  }
  // What is about one segment asks for nothing else.
  if (rule.segment !== undefined) return list;
  const whole = { min: 0, max: 4_294_967_295, step: 1 };
  list.push(
    row(say("part.from"), choice("from", rule.from ?? "", [["", say("from.any")], ...HOSTS.map((host) => /** @type {const} */ ([host, state.say(`host.${host}`)]))], (value) => setting("from", value === "" ? undefined : value))),
    html("div", { class: "rule-part", role: "group", "aria-label": say("part.flags") }, html("span", {}, say("part.flags")), html("span", { class: "rule-flags" }, ...FLAGS.map((flag) => flagButton(at, rule, flag, say, change)))),
    row(say("part.data"), choice("data", rule.data === undefined ? "" : String(rule.data), [["", say("data.any")], ["true", say("data.some")], ["false", say("data.none")]], (value) => setting("data", value === "" ? undefined : value === "true"))),
    row(say("part.after"), number("after", rule.after_ms, ms, (value) => setting("after_ms", value))),
    row(say("part.before"), number("before", rule.before_ms, ms, (value) => setting("before_ms", value))),
    row(say("part.skip"), number("skip", rule.skip, whole, (value) => setting("skip", value ?? 0))),
    row(say("part.count"), number("count", rule.count < 0 ? undefined : rule.count, whole, (value) => setting("count", value ?? -1))),
  );
  return list;
}

/**
 * A flag is asked for, is refused, or doesn't matter: each press goes on to the next.
 *
 * @param {number} at
 * @param {RuleLine} rule
 * @param {typeof FLAGS[number]} flag
 * @param {SayRules} say
 * @param {(change: Change) => void} change
 */
function flagButton(at, { has = "", hasnt = "" }, flag, say, change) {
  const asked = has.includes(flag) ? "with" : hasnt.includes(flag) ? "without" : "any";
  const button = html("button", { type: "button", class: "rule-flag figure", "data-asked": asked, "data-field": `${at}.${flag}`, "aria-label": `${NAMES[flag]}: ${say(`flag.${asked}`)}`, title: say(`flag.${asked}`) }, NAMES[flag]);
  const without = (/** @type {string} */ letters) => letters.replace(flag, "");
  button.addEventListener("click", () => {
    const next = { any: { has: has + flag, hasnt }, with: { has: without(has), hasnt: hasnt + flag }, without: { has, hasnt: without(hasnt) } }[asked];
    change((rule) => setting("hasnt", next.hasnt || undefined)(setting("has", next.has || undefined)(rule)));
  });
  return button;
}

/** @param {keyof RuleLine} key @param {unknown} value nothing takes it out @returns {Change} */
function setting(key, value) {
  return (rule) => {
    const changed = /** @type {Record<string, unknown>} */ ({ ...rule });
    if (value === undefined) delete changed[key];
    else changed[key] = value;
    return /** @type {RuleLine} */ (/** @type {unknown} */ (changed));
  };
}

/** The same about the same segments, doing something else. @param {RuleLine} rule @param {string} action @returns {RuleLine} */
function acting(rule, action) {
  const about = /** @type {Record<string, unknown>} */ ({ ...rule });
  for (const key of ["ms", "type", "code"]) delete about[key];
  const keys = { delay: { ms: 50 }, icmp: { type: 3, code: 1 } }[action] ?? {};
  return /** @type {RuleLine} */ (/** @type {unknown} */ ({ ...about, action, ...keys }));
}
