// The one place that holds state, and the only one that talks to the engine. Headless: it runs in Node
// as it does in a page.
//
// Owns the run, the cursor and what is done to them; how they are looked at is in store/shown.js. Refuses to know pixels, elements or animation frames.

import { loadEngine } from "./engine.js";
import { fetchPreset } from "./preset.js";
import { reasonOf } from "./reason.js";
import { sysctlAfter, sysctlAtStart, withSysctlOf } from "./run/sysctls.js";
import { litBy, nameOf, read } from "./store/reading.js";
import { Shown, SILENT } from "./store/shown.js";
import { loadSpeech } from "./strings/index.js";

/**
 * @import { Engine, Host, Intervention, Progress, Scenario, ScenarioText, Simulation, Summary, Sysctl, SysctlValue } from "./engine.js"
 * @import { Intro, Preset } from "./preset.js"
 * @import { Language, Speech } from "./strings/index.js"
 */

/**
 * @typedef {import("./store/reading.js").Found} Found
 * @typedef {import("./store/state.js").Note} Note
 * @typedef {import("./store/state.js").Ghost} Ghost
 * @typedef {import("./store/state.js").State} State
 * @typedef {import("./store/state.js").Change} Change
 */

const LARGEST_FILE = 256 * 1024;
const MOST_UNDO = 100;

export { fetchWasm } from "./engine.js";

/**
 * @param {Language} language
 * @param {string} name of the preset to begin with
 * @param {{ describes: boolean, wasm?: BufferSource | undefined }} options whether what the first sysctls do is said from the beginning; the engine's bytes, where somebody has them
 */
export async function openStore(language, name, { describes, wasm }) {
  const [engine, speech, preset] = await Promise.all([loadEngine(wasm), loadSpeech(language, { explains: false, describes }), fetchPreset(name)]);
  return new Store(engine, speech, preset, describes);
}

export class Store extends Shown {
  /** @type {Engine} */
  #engine;
  /** @type {Simulation} */
  #simulation;
  /** @type {{ scenario: Scenario, at: number, summary: Summary | null }[]} */
  #past = [];
  /** @type {Scenario} */
  #origin;
  /** Whether that is a preset as it was published: a story begins with a change. */
  #asPublished = true;
  /** What is being fetched or run: a preset by its name, or what a link asks for. @type {unknown} */
  #awaited = "";
  /** What is done with a file that is no scenario, and why it is none. @param {Blob} _file @param {string} reason @returns {Promise<unknown>} */
  openOther = async (_file, reason) => this.warn("banner.scenario", { reason });

  /**
   * @param {Engine} engine
   * @param {Speech} speech
   * @param {Preset} preset what it begins with
   * @param {boolean} [describes] whether the speech says what the first sysctls do
   */
  constructor(engine, speech, preset, describes = false) {
    const simulation = new engine.Simulation(preset.scenario);
    super({
      sysctls: engine.sysctls(),
      stateNames: new Map(engine.states().map(({ kernel, rfc }) => [kernel, rfc])),
      preset: preset.name,
      intro: preset.intro,
      edited: false,
      ...read(simulation),
      before: null,
      ghost: null,
      selection: null,
      focus: null,
      light: null,
      lit: new Set(),
      note: null,
      canUndo: false,
      banner: null,
      ...speech,
      tell: SILENT,
    }, describes);
    this.#engine = engine;
    this.#simulation = simulation;
    this.#origin = simulation.scenario();
  }

  // Time.

  /** @param {number} time */
  tick(time) {
    this.#move(this.#simulation.tick(Math.round(time)));
  }

  /**
   * To the start is before everything, also before what happens at t = 0.
   *
   * @param {number} time
   */
  seek(time) {
    const inside = Math.min(Math.max(Math.round(time), 0), this.state.run.endedAt);
    this.#move(inside > 0 ? this.#simulation.seek(inside) : this.#rewind());
  }

  step() {
    if (this.state.cursor.next !== null) this.#move(this.#simulation.step());
  }

  stepBack() {
    if (this.state.cursor.events > 0) this.#move(this.#simulation.stepBack());
  }

  /**
   * To where an event has just happened, with all that happens together with it, and chooses it.
   *
   * @param {number} event
   */
  reach(event) {
    this.enter(this.state.trace.events[event]?.at ?? 0, event + 1, { selection: event });
  }

  /**
   * Into the moment `time`, to where so many events have happened; not further than to its end.
   *
   * @param {number} time
   * @param {number} events
   * @param {Partial<State>} [patch] what changes with it
   */
  enter(time, events, patch) {
    // From before it: a moment may be long, and a step back costs as much as many forth.
    let cursor = time > 0 ? this.#simulation.seek(time - 1) : this.#rewind();
    while (cursor.events < events && cursor.next === time) cursor = this.#simulation.step();
    this.#move(cursor, patch);
  }

  /** To before everything. */
  #rewind() {
    this.#adopt(new this.#engine.Simulation(this.state.scenario), 0);
    return this.#simulation.progress();
  }

  /** What the run was before the last change, where it was another. @returns {Scenario | null} */
  get previous() {
    return this.#past.at(-1)?.scenario ?? null;
  }

  // What runs.

  /**
   * Runs a preset, once it is there. Whatever else is begun meanwhile is what was wanted last.
   *
   * @param {string} name
   * @param {(scenario: ScenarioText) => ScenarioText} [change] what the run begins as, where it is not the preset itself
   * @returns {Promise<boolean>} whether it runs
   */
  async loadPreset(name, change) {
    this.#awaited = name;
    try {
      const preset = await fetchPreset(name);
      if (this.#awaited !== name || preset.name !== name) return false;
      this.begin(new this.#engine.Simulation(change ? change(preset.scenario) : preset.scenario), preset, { asPublished: !change });
      return true;
    } catch (error) {
      if (this.#awaited === name) this.warn("banner.fetch", { name, reason: reasonOf(error) });
      return false;
    }
  }

  /**
   * Runs a scenario from a file. Where it is not one, what is shown stays.
   *
   * @param {Blob} file
   */
  async openFile(file) {
    if (file.size > LARGEST_FILE) return this.openOther(file, `> ${LARGEST_FILE / 1024} KB`);
    try {
      this.begin(this.#engine.Simulation.fromFile(new Uint8Array(await file.arrayBuffer())));
    } catch (error) {
      await this.openOther(file, reasonOf(error));
    }
  }

  /** What runs scenarios, for what opens links and runs others. */
  get engine() {
    return this.#engine;
  }

  /** Another run is wanted, which takes a while. @returns {() => boolean} whether it still is, and nothing was done to this one */
  want() {
    const wanted = (this.#awaited = {});
    const { scenario } = this.state;
    return () => this.#awaited === wanted && this.state.scenario === scenario;
  }

  /** Whether this is the run of a preset, and nobody changed it. */
  get published() {
    const { preset, edited } = this.state;
    return preset !== null && !edited && this.#asPublished;
  }

  /** Back to what the run began as. */
  startOver() {
    const { preset, intro } = this.state;
    this.begin(new this.#engine.Simulation(this.#origin), preset ? { name: preset, intro } : null, { asPublished: this.#asPublished });
  }

  // What is done to the run.

  /**
   * Loses a segment, or gives it back where it is lost.
   *
   * @param {string} name
   */
  toggleLoss(name) {
    const record = this.state.trace.segments.find((segment) => segment.name === name);
    if (!record || record.how.kind === "forged") return;
    const lost = record.fate.kind === "lost";
    /** @type {Note} */
    const note = { key: lost ? "why.given" : "why.lost", values: {}, segment: name, sysctl: null };
    this.#edit(note, (simulation) => (lost ? simulation.giveBack(name) : simulation.injectLoss(name)));
  }

  /**
   * @param {Host} host
   * @param {string} key
   * @param {SysctlValue} value
   * @param {"start" | "now"} since
   */
  setSysctl(host, key, value, since) {
    const sysctl = { host, key };
    if (since === "now") {
      const values = { key, value, at: this.state.cursor.now };
      this.intervene({ key: "why.set-from", values, segment: null, sysctl }, { kind: "sysctl", host, key, value });
      return;
    }
    const { scenario, sysctls } = this.state;
    this.revise({ key: "why.set", values: { key, value }, segment: null, sysctl }, withSysctlOf(sysctls, scenario, host, key, value));
  }

  /** @param {number} ms there and back */
  setRoundTrip(ms) {
    const scenario = { ...this.state.scenario, delay_ms: ms / 2 };
    this.revise({ key: "why.rtt", values: { value: ms }, segment: null, sysctl: null }, scenario);
  }

  /**
   * Runs another scenario in place of this one; what is looked at stays, as far as the run goes.
   *
   * @param {Note} note
   * @param {Scenario} scenario
   */
  revise(note, scenario) {
    const undo = this.#remember();
    let simulation;
    try {
      simulation = new this.#engine.Simulation(scenario);
    } catch (error) {
      return this.warn("banner.edit", { reason: reasonOf(error) });
    }
    this.#adopt(simulation, this.state.cursor.now);
    this.#keep(undo, note);
  }

  /**
   * Does something to the run, now.
   *
   * @param {Note} note
   * @param {Intervention} intervention
   */
  intervene(note, intervention) {
    this.#edit(note, (simulation) => simulation.intervene(intervention));
  }

  undo() {
    const last = this.#past.pop();
    if (!last) return;
    this.#adopt(new this.#engine.Simulation(last.scenario), last.at);
    this.#show({ before: last.summary, note: null });
  }

  /**
   * The value of a sysctl as the run starts with it, or as it stands where the cursor is.
   *
   * @param {Host} host
   * @param {Sysctl} sysctl
   * @param {"start" | "now"} when
   */
  sysctlValue(host, sysctl, when) {
    const { trace, cursor, scenario } = this.state;
    return when === "start" ? sysctlAtStart(scenario, host, sysctl) : sysctlAfter({ trace, scenario }, host, sysctl, cursor.events);
  }

  /**
   * @param {Simulation} simulation
   * @param {{ name: string, intro: Intro | null } | null} [preset]
   * @param {{ origin?: Scenario, asPublished?: boolean, found?: Found }} [as] what it began as, where it is no longer that; whether that is the preset as it was published; and what was found already
   */
  begin(simulation, preset = null, { origin = simulation.scenario(), asPublished = true, found } = {}) {
    this.#awaited = "";
    this.#origin = origin;
    this.#asPublished = asPublished;
    this.#past = [];
    this.#adopt(simulation, 0);
    this.#show({ preset: preset?.name ?? null, intro: preset?.intro ?? null, before: null, selection: null, light: null, lit: new Set(), note: null, banner: null }, found);
  }

  /**
   * @param {Note} note
   * @param {(simulation: Simulation) => Progress} act
   */
  #edit(note, act) {
    const undo = this.#remember();
    try {
      act(this.#simulation);
    } catch (error) {
      return this.warn("banner.edit", { reason: reasonOf(error) });
    }
    this.#keep(undo, note);
  }

  #remember() {
    return { scenario: this.state.scenario, at: this.state.cursor.now, summary: this.state.before };
  }

  /**
   * @param {{ scenario: Scenario, at: number, summary: Summary | null }} undo
   * @param {Note} note
   */
  #keep(undo, note) {
    this.#past.push(undo);
    if (this.#past.length > MOST_UNDO) this.#past.shift();
    const { trace, run } = this.state;
    this.#show({ before: trace.summary, ghost: { trace, run }, note, banner: null });
  }

  /**
   * @param {Simulation} simulation
   * @param {number} at
   */
  #adopt(simulation, at) {
    this.#simulation.free();
    this.#simulation = simulation;
    if (at > 0) simulation.seek(at);
  }

  /**
   * Reads the run anew. What was selected stays so where it is still there: a segment keeps its name.
   *
   * @param {Partial<State>} patch
   * @param {Found} [found] in it, already
   */
  #show(patch, found) {
    const fresh = read(this.#simulation, this.state.scale, patch.ghost ?? null, this.companion, found);
    const chosen = patch.note?.segment ?? nameOf(this.state.trace, this.state.selection);
    const record = fresh.trace.segments.find(({ name }) => name === chosen);
    this.change(
      {
        ...fresh,
        cursor: { ...fresh.cursor, now: Math.min(fresh.cursor.now, fresh.run.endedAt) },
        edited: JSON.stringify(fresh.scenario) !== JSON.stringify(this.#origin),
        canUndo: this.#past.length > 0,
        selection: record?.event ?? null,
        ghost: null,
        lit: litBy(this.state.light, fresh),
        ...patch,
      },
      ["run", "cursor", "selection", "banner"],
    );
  }

  /** @param {Progress} cursor @param {Partial<State>} [patch] */
  #move(cursor, patch) {
    const now = Math.min(cursor.now, this.state.run.endedAt);
    this.change({ cursor: { ...cursor, now }, ...patch }, ["cursor", "selection"]);
  }
}
