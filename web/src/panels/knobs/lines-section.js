// What the run was set to, as lines to copy: sysctls for a shell, options for a program.

import { clock } from "../../format.js";
import { HOSTS } from "../../run.js";
import { html, write } from "../../svg.js";
import { Copyable } from "./copy.js";
import { optionLines, sysctlLines } from "./lines.js";

/**
 * @import { Host, StepLine } from "../../engine.js"
 * @import { State, Store } from "../../store.js"
 * @import { SayKnobs } from "./remarks.js"
 */

/** @type {readonly (Host | null)[]} */
const OWNERS = [...HOSTS, null];

export class LinesSection {
  #sysctls = html("h3");
  #options = html("h3");
  #none = html("p", { class: "knob-about" });
  #reset = html("button", { type: "button", class: "quiet-button lines-reset", "data-control": "reset-sysctls" });
  #shell = OWNERS.map((host) => new Copyable(`sysctl.${host ?? "machine"}`));
  #program = HOSTS.map((host) => new Copyable(`setsockopt.${host}`));
  element = html("div", { class: "lines-section" }, this.#none,
    this.#sysctls, ...this.#shell.map(({ element }) => element), this.#reset,
    this.#options, ...this.#program.map(({ element }) => element));

  /** @param {Store} store */
  constructor(store) {
    this.#reset.addEventListener("click", () => {
      const { sysctl: _, global_sysctl: __, ...rest } = store.state.scenario;
      store.revise({ key: "why.defaults", values: {}, segment: null, sysctl: null }, rest);
    });
  }

  /** @param {Readonly<State>} state @param {SayKnobs} say */
  show({ scenario, sysctls, trace, say: sayPage }, say) {
    const shell = OWNERS.map((host) => sysctlLines(host, scenario, sysctls, trace));
    const program = HOSTS.map((host) => optionLines(host, scenario));
    write(this.#sysctls, say("lines.sysctl"));
    write(this.#options, say("lines.options"));
    write(this.#none, say("lines.none"));
    write(this.#reset, say("lines.reset"));
    for (const [i, host] of OWNERS.entries()) {
      this.#shell[i]?.show(host ? sayPage(`host.${host}`) : say("host.machine"), (shell[i] ?? []).map(({ code, from }) => (from === null ? code : `${code}  # ${say("lines.from", { time: clock(from) })}`)), say);
    }
    for (const [i, host] of HOSTS.entries()) {
      this.#program[i]?.show(sayPage(`host.${host}`), (program[i] ?? []).map(({ code, step }) => (step && when(step, say) ? `${code}  /* ${when(step, say)} */` : code)), say);
    }
    this.#sysctls.hidden = shell.flat().length === 0;
    this.#reset.hidden = !scenario.sysctl && !scenario.global_sysctl;
    this.#options.hidden = program.flat().length === 0;
    this.#none.hidden = !this.#sysctls.hidden || !this.#options.hidden;
  }
}

/**
 * When a step comes; nothing at t = 0.
 *
 * @param {StepLine} step
 * @param {SayKnobs} say
 */
function when({ at_ms, when: waits, after_ms }, say) {
  if (waits) return after_ms ? say("lines.eof.later", { ms: after_ms }) : say("lines.eof");
  return at_ms ? say("lines.from", { time: clock(at_ms * 1000) }) : "";
}
