// The reasons of an event: where its rule stands, which sysctls the kernel asked and what each gave, how
// much patience is left, and the way back to the call that began it.

import { clock, duration, superscript } from "../../format.js";
import { causesOf } from "../../moments.js";
import { BASE, patienceAt } from "../../run/patience.js";
import { sysctlAfter } from "../../run/sysctls.js";
import { governs, laws } from "../../strings/laws.js";
import { html } from "../../svg.js";
import { folded, items } from "./links.js";

/**
 * @import { Sysctl, SysctlValue, TraceEvent } from "../../engine.js"
 * @import { Patience } from "../../run/patience.js"
 * @import { State } from "../../store.js"
 * @import { SayOf } from "../../strings/index.js"
 */

/** @typedef {SayOf<keyof typeof import("./en.js")["default"]>} Say what the explanation says by itself */

/** A longer chain of causes shows its near end and the call at its far one. */
const NEAR_CAUSES = 5;

/**
 * @param {TraceEvent} event
 * @param {Readonly<State>} state
 * @param {Say} say
 */
export function reasons(event, state, say) {
  return [cite(event.rule), patienceOf(event, state, say), asked(event, state, say), chain(event, state, say)];
}

/** @param {string} rule */
function cite(rule) {
  const [rfc, kernel, spec] = laws[rule] ?? ["", "", ""];
  const parts = [rfc && rfcLink(rfc), ...kernel.split(", ").map(kernelLink), spec && html("span", { class: "unbroken" }, spec)].filter((part) => part !== "");
  return parts.length === 0 ? null : html("p", { class: "cite" }, ...parts.flatMap((part, i) => (i === 0 ? [part] : [" · ", part])));
}

/** @param {string} rfc "RFC 9293 §3.10.4" */
function rfcLink(rfc) {
  const [, number, section] = /^RFC (\d+)(?: §([\d.]+))?/.exec(rfc) ?? [];
  if (!number) return html("span", {}, rfc);
  return html("a", { href: `https://www.rfc-editor.org/rfc/rfc${number}.html${section ? `#section-${section}` : ""}`, rel: "noopener", target: "_blank" }, rfc);
}

/** @param {string} name "tcp_fin()" */
function kernelLink(name) {
  const [, identifier] = /^(\w+)\(\)$/.exec(name) ?? [];
  if (!identifier) return name && html("span", {}, name);
  return html("a", { class: "figure", href: `https://elixir.bootlin.com/linux/v6.18/A/ident/${identifier}`, rel: "noopener", target: "_blank" }, name);
}

/**
 * Whether a timeout was the last, as a sum.
 *
 * @param {TraceEvent} event
 * @param {Readonly<State>} state
 * @param {Say} say
 */
function patienceOf(event, state, say) {
  const patience = patienceAt(state, event);
  if (!patience) return null;
  const { key, value, retries, limit, since, passed } = patience;
  const values = { key, value, n: retries, sum: sumOf(patience), limit: duration(limit), since: clock(since), passed: duration(passed) };
  const over = passed >= limit;
  return html("p", { class: "why-sums", "data-patience": over ? "over" : "left" },
    html("span", { class: "sum-name" }, say("patience")),
    html("span", { class: "figure" }, say(value === retries ? "patience.limit" : "patience.limit.stands", values)),
    html("span", { class: "figure" }, say(passed === 0 ? "patience.starts" : over ? "patience.over" : "patience.passed", values)));
}

/** @param {Patience} patience */
function sumOf({ retries, doublings, longest }) {
  const rest = retries - doublings;
  return `(2${superscript(doublings + 1)} − 1) × ${duration(BASE)}${rest > 0 ? ` + ${rest} × ${duration(longest)}` : ""}`;
}

/**
 * The sysctls that govern the rule, with the values that the kernel read.
 *
 * @param {TraceEvent} event
 * @param {Readonly<State>} state
 * @param {Say} say
 */
function asked(event, state, say) {
  const bounding = patienceAt(state, event)?.key;
  const rows = state.sysctls.filter(({ name, kernels }) => (governs[name]?.includes(event.rule) || name === bounding) && kernels.includes(state.scenario.kernel.version));
  if (rows.length === 0) return null;
  const items = rows.map((sysctl) => {
    const value = sysctlAfter(state, event.host, sysctl, event.id);
    const key = `${event.host}.${sysctl.name}`;
    const show = html("button", { type: "button", class: "event-link figure", "data-knob-of": key, "aria-label": say("asked.show", { key: sysctl.name, host: state.say(`host.${event.host}`) }) }, html("b", {}, sysctl.name), ` = ${value}`);
    return html("li", {}, show, html("span", { class: "asked-note" }, noteOf(sysctl, value, say)), html("span", { class: "asked-about" }, state.saySysctl(sysctl.name)));
  });
  return html("div", { class: "why-links why-asked" }, html("h3", {}, say("asked")), html("ul", {}, ...items));
}

/** @param {Sysctl} sysctl @param {SysctlValue} value @param {Say} say */
function noteOf({ standsFor, default: fallback }, value, say) {
  const notes = [standsFor?.[0] === value && say("asked.stands", { n: standsFor[1] }), value === fallback && say("asked.default")];
  const said = notes.filter((note) => note !== false);
  return said.length === 0 ? "" : ` (${said.join(", ")})`;
}

/**
 * From the event back to what began it.
 *
 * @param {TraceEvent} event
 * @param {Readonly<State>} state
 * @param {Say} say
 */
function chain(event, state, say) {
  // That a timer was armed is said again when it runs out.
  const causes = causesOf(state.trace.events, event.id).filter(({ what }) => what.kind !== "armed");
  if (causes.length === 0) return null;
  const between = causes.slice(NEAR_CAUSES, -1);
  const list = between.length > 1 ? [...items(causes.slice(0, NEAR_CAUSES), state), folded(between, state, (n) => say("because.more", { n })), ...items(causes.slice(-1), state)] : items(causes, state);
  return html("div", { class: "why-links why-causes" }, html("h3", {}, say("because")), html("ol", {}, ...list));
}
