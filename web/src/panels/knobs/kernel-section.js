// The kernel of both hosts: its version, and how it tells the time.

import { html, set, write } from "../../svg.js";
import { listen, makeField, nameField, show } from "../../views/knobs/field.js";

/**
 * @import { Kernel, Scenario, Sysctl, SysctlValue } from "../../engine.js"
 * @import { State, Store } from "../../store.js"
 * @import { SayKnobs } from "./remarks.js"
 */

const VERSIONS = /** @type {const} */ (["6.18", "6.12", "6.1"]);
const RATES = [100, 250, 300, 1000];
/** Ticks after which the first steps of the timer wheel come round. */
const PHASES = 64;

export class KernelSection {
  #store;
  #version = choice("version", VERSIONS, (version) => this.#change({ version }, `Linux ${version}`));
  #rate = choice("hz", RATES.map(String), (hz) => this.#change({ hz: Number(hz) }, `HZ ${hz}`));
  #ideal = choice("ideal", ["off", "on"], (ideal) => this.#change({ ideal: ideal === "on" }, ideal === "on" ? "HZ ∞" : `HZ ${this.#store.state.scenario.kernel.hz}`));
  #phase = makeField("phase");
  #names = [0, 1, 2, 3].map(() => html("span", { class: "knob-name" }));
  #abouts = [0, 1, 2, 3].map(() => html("p", { class: "knob-about" }));
  #unit = html("span", { class: "knob-unit" });
  #phaseRow = html("div", { class: "knob-sides" }, html("div", { class: "knob-side" }, this.#phase.element));
  element = html("div", { class: "kernel-section" }, ...[this.#version.element, this.#rate.element, this.#ideal.element, this.#phaseRow].map((control, i) =>
    html("div", { class: "knob" }, html("div", { class: "knob-head" }, this.#names[i], i === 3 && this.#unit), control, this.#abouts[i])));

  /** @param {Store} store */
  constructor(store) {
    this.#store = store;
    listen(this.#phase, { min: 0, max: PHASES - 1, step: 1 }, (ticks) => {
      const { jiffies } = store.state.scenario.kernel;
      this.#change({ jiffies: jiffies - (jiffies % PHASES) + ticks }, `jiffies % ${PHASES} = ${ticks}`);
    }, () => show(this.#phase, store.state.scenario.kernel.jiffies % PHASES));
  }

  /** @param {Readonly<State>} state @param {SayKnobs} say */
  show({ scenario: { kernel }, say: sayPage }, say) {
    const names = [say("kernel.version"), "HZ", say("kernel.ideal"), say("kernel.phase")];
    const abouts = [say("kernel.about"), say("kernel.hz.about"), say("kernel.ideal.about"), say("kernel.phase.about", { ms: 1000 / kernel.hz })];
    for (const [i, name] of this.#names.entries()) write(name, names[i] ?? "");
    for (const [i, about] of this.#abouts.entries()) write(about, abouts[i] ?? "");
    this.#version.show(kernel.version, say("kernel.version"), (version) => version);
    this.#rate.show(String(kernel.hz), say("kernel.hz"), (hz) => hz);
    this.#ideal.show(kernel.ideal ? "on" : "off", say("kernel.ideal"), (ideal) => say(ideal === "on" ? "kernel.ideal.on" : "kernel.ideal.off"));
    write(this.#unit, say("kernel.phase.unit"));
    nameField(this.#phase, say("kernel.phase"), sayPage);
    show(this.#phase, kernel.jiffies % PHASES);
    for (const part of [this.#phase.input, this.#rate.element]) set(part, { disabled: kernel.ideal });
  }

  /** @param {Partial<Kernel>} patch @param {string} value */
  #change(patch, value) {
    const { scenario, sysctls } = this.#store.state;
    const kernel = { ...scenario.kernel, ...patch };
    this.#store.revise({ key: "why.kernel", values: { value }, segment: null, sysctl: null }, withKernel(kernel, scenario, sysctls));
  }
}

/**
 * The same scenario on another kernel, without what that one does not have.
 *
 * @param {Kernel} kernel
 * @param {Scenario} scenario
 * @param {readonly Sysctl[]} sysctls
 * @returns {Scenario}
 */
export function withKernel(kernel, scenario, sysctls) {
  const absent = new Set(sysctls.filter(({ kernels }) => !kernels.includes(kernel.version)).map(({ name }) => name));
  const known = (/** @type {Record<string, SysctlValue> | undefined} */ values) => Object.fromEntries(Object.entries(values ?? {}).filter(([name]) => !absent.has(name)));
  return { ...scenario, kernel, ...(scenario.sysctl && { sysctl: { a: known(scenario.sysctl.a), b: known(scenario.sysctl.b) } }) };
}

/**
 * One of few, all of them in sight.
 *
 * @template {string} T
 * @param {string} name
 * @param {readonly T[]} values
 * @param {(value: T) => void} choose
 */
function choice(name, values, choose) {
  const options = values.map((value) => {
    const input = html("input", { type: "radio", name: `la-kernel-${name}`, value, "data-kernel": `${name}.${value}` });
    const text = html("span");
    input.addEventListener("change", () => choose(value));
    return { value, input, text };
  });
  const legend = html("legend", { class: "unseen" });
  const element = html("fieldset", { class: "choice" }, legend, ...options.map(({ input, text }) => html("label", {}, input, text)));
  return {
    element,
    /** @param {T} chosen @param {string} label @param {(value: T) => string} sayValue */
    show(chosen, label, sayValue) {
      write(legend, label);
      for (const { value, input, text } of options) {
        input.checked = value === chosen;
        write(text, sayValue(value));
        set(input, { "aria-label": `${label}: ${sayValue(value)}` });
      }
    },
  };
}
