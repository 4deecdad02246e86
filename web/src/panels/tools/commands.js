// What is typed on a host, and the lines that come of it, each with the event that it is about.
//
// Pure functions of the state and of what the printer prints there.

import { bandsAfter } from "../../run.js";

/**
 * @import { Host } from "../../engine.js"
 * @import { PrinterOfRun } from "../../printer.js"
 * @import { State, Store } from "../../store.js"
 */

/**
 * @typedef {object} Line
 * @property {"prompt" | "output" | "wrapped"} kind what is no table of a few columns is wrapped where it is long
 * @property {string} text
 * @property {number | null} about the event to choose
 * @property {boolean} moved it changed in this very moment
 */

/**
 * @typedef {object} Subject
 * @property {Readonly<State>} state
 * @property {Store} store
 * @property {PrinterOfRun} printer which stands where the cursor does
 * @property {Host} host
 * @property {Whole} whole
 */

/**
 * @typedef {object} Whole what a host prints in the whole run
 * @property {readonly Line[]} dump
 * @property {ReadonlySet<string>} counters that are not 0 in the end
 */

/** @typedef {"ss" | "nstat" | "tcpdump" | "proc"} Tool */

/** What tcpdump says before it begins. */
const LISTENING = [
  "tcpdump: verbose output suppressed, use -v[v]... for full protocol decode",
  "listening on tun0, link-type RAW (Raw IP), snapshot length 262144 bytes",
];

/** @type {Record<Tool, (subject: Subject) => Line[]>} */
export const PRINTS = {
  ss: ({ state, printer, host }) => [
    prompt(`${host}$ ss -tano | cat`),
    ...printer.ss(host).map(({ text, about }) => wrapped(text, about === null ? null : stateOf(state, host, about))),
  ],
  nstat: ({ state, printer, host, whole }) => [
    prompt(`${host}$ nstat -az ${[...whole.counters].join(" ")}`),
    output("#kernel"),
    ...printer.nstat(host).flatMap(({ text, about }) => (whole.counters.has(nameOf(text)) ? [{ ...output(text, about), moved: isOfNow(state, about) }] : [])),
  ],
  tcpdump: ({ host, whole }) => [prompt(`${host}# tcpdump -tt -n -i tun0`), ...LISTENING.map((text) => wrapped(text, null)), ...whole.dump],
  proc: ({ state, store, host }) =>
    knobsOf(state, host).flatMap((name) => {
      const row = state.sysctls.find((sysctl) => sysctl.name === name);
      const value = row ? store.sysctlValue(host, row, "now") : "";
      const about = changeOf(state, host, name);
      // A range is two numbers with a tabulator between them.
      const line = output(String(value).replace(" ", "\t"), about);
      return [prompt(`${host}$ cat /proc/sys/net/ipv4/${name}`), { ...line, moved: isOfNow(state, about) }];
    }),
};

/**
 * @param {PrinterOfRun} printer which stands at the end
 * @param {Host} host
 * @returns {Whole}
 */
export function wholeOf(printer, host) {
  return {
    dump: printer.tcpdump(host).map(({ text, about }) => wrapped(text, about)),
    counters: new Set(printer.nstat(host).flatMap(({ text }) => (/\s0\s+0\.0$/.test(text) ? [] : [nameOf(text)]))),
  };
}

/** @param {string} text @returns {Line} */
function prompt(text) {
  return { kind: "prompt", text, about: null, moved: false };
}

/** @param {string} text @param {number | null} [about] @returns {Line} */
function output(text, about = null) {
  return { kind: "output", text, about, moved: false };
}

/** @param {string} text @param {number | null} about @returns {Line} */
function wrapped(text, about) {
  return { kind: "wrapped", text, about, moved: false };
}

/** @param {string} line of nstat */
function nameOf(line) {
  return line.split(" ", 1)[0] ?? "";
}

/** What brought a socket to its state; nothing where it began with it. @param {Readonly<State>} state @param {Host} host @param {number} socket */
function stateOf({ run, cursor }, host, socket) {
  const life = run.lifeOf.get(socket);
  return bandsAfter(run, host, cursor.events).find((band) => band.life === life)?.event ?? null;
}

/** Whether it happened in the moment that the cursor has just passed. @param {Readonly<State>} state @param {number | null} event */
function isOfNow({ trace, cursor }, event) {
  return event !== null && trace.events[event]?.at === trace.events[cursor.events - 1]?.at;
}

/** Sysctls: the one that everybody asks for, those that the run begins with, and those that are set while it runs. @param {Readonly<State>} state @param {Host} host */
export function knobsOf({ scenario, trace, run }, host) {
  const set = run.marks.flatMap(({ kind, event }) => {
    const { what } = trace.events[event] ?? {};
    return kind === "sysctl" && what?.kind === "sysctl-changed" && trace.events[event]?.host === host ? [what.key] : [];
  });
  return [...new Set(["tcp_orphan_retries", ...Object.keys(scenario.sysctl?.[host] ?? {}), ...set])];
}

/** What changed a sysctl last. @param {Readonly<State>} state @param {Host} host @param {string} name */
function changeOf({ trace, run, cursor }, host, name) {
  return (
    run.marks.findLast(({ kind, event }) => {
      const { host: whose, what } = trace.events[event] ?? {};
      return kind === "sysctl" && event < cursor.events && whose === host && what?.kind === "sysctl-changed" && what.key === name;
    })?.event ?? null
  );
}
