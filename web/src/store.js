// The one place that holds state, and the only one that talks to the engine. Headless: it runs in Node
// as it does in a page.
//
// Owns the run, the cursor and what is done to them; how they are looked at is in store/shown.js. Refuses to know pixels, elements or animation frames.

import { loadEngine } from "./engine.js";
import { fetchPreset } from "./preset.js";
import { reasonOf } from "./reason.js";
import { outcomeOf } from "./run/outcome.js";
import { sysctlAfter, sysctlAtStart, withSysctl } from "./run/sysctls.js";
import { litBy, nameOf, read, rewind } from "./store/reading.js";
import { Shown, SILENT } from "./store/shown.js";
import { loadSpeech } from "./strings/index.js";

/**
 * @import { Engine, Host, Intervention, Progress, Scenario, ScenarioText, Simulation, Summary, Sysctl, SysctlValue } from "./engine.js"
 * @import { Intro, Preset } from "./preset.js"
 * @import { Language, Speech } from "./strings/index.js"
 */

/**
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
  /** The preset that is being fetched. */
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
    this.#move(inside === 0 ? rewind(this.#simulation) : this.#simulation.seek(inside));
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
    const { trace, run } = this.state;
    let cursor = this.#simulation.seek(trace.events[event]?.at ?? 0);
    while (cursor.events > event) cursor = this.#simulation.stepBack();
    while (cursor.events <= event) cursor = this.#simulation.step();
    this.change({ cursor: { ...cursor, now: Math.min(cursor.now, run.endedAt) }, selection: event }, ["cursor", "selection"]);
  }

  // Other runs, by which this one does not change.

  /**
   * What a scenario would come to. Throws what the engine says of one that cannot be run.
   *
   * @param {Scenario} scenario
   * @returns {Summary}
   */
  whatIf(scenario) {
    const simulation = new this.#engine.Simulation(scenario);
    try {
      return simulation.summary();
    } finally {
      simulation.free();
    }
  }

  /** What the run was before the last change, where it was another. @returns {Scenario | null} */
  get previous() {
    return this.#past.at(-1)?.scenario ?? null;
  }

  /**
   * Another run in a store of its own, which speaks and draws time as this one does. Throws as
   * {@link whatIf}.
   *
   * @param {Scenario} scenario
   * @param {Engine} [engine] what runs it
   */
  fork(scenario, engine = this.#engine) {
    const { language, say, sayRule, saySysctl, preset, intro, scale } = this.state;
    const store = new Store(engine, { language, say, sayRule, saySysctl }, { name: preset ?? "", intro, scenario });
    store.rescale(scale.mode, scale.zoom);
    return store;
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

  /**
   * Runs what a link says: what became of a preset, or a run of one's own. Throws what the engine says of one
   * that cannot be run.
   *
   * @param {ScenarioText} scenario
   * @param {Preset | null} preset what it began as
   */
  open(scenario, preset) {
    const simulation = new this.#engine.Simulation(scenario);
    const published = preset && new this.#engine.Simulation(preset.scenario);
    this.begin(simulation, preset, published ? { origin: published.scenario() } : {});
    published?.free();
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
    this.revise({ key: "why.set", values: { key, value }, segment: null, sysctl }, this.#withSysctl(host, key, value));
  }

  /**
   * Whether anything else would have happened, had the run begun with the default.
   *
   * @param {Host} host
   * @param {string} key
   */
  differsWithout(host, key) {
    return this.differsFrom(this.#withSysctl(host, key, this.state.sysctls.find(({ name }) => name === key)?.default));
  }

  /** Whether anything else would have happened in another scenario. @param {Scenario} scenario */
  differsFrom(scenario) {
    const other = new this.#engine.Simulation(scenario);
    const outcome = outcomeOf(other.trace());
    other.free();
    return outcome !== outcomeOf(this.state.trace);
  }

  /** @param {Host} host @param {string} key @param {SysctlValue} [value] */
  #withSysctl(host, key, value) {
    const { scenario, sysctls } = this.state;
    const sysctl = sysctls.find(({ name }) => name === key);
    return withSysctl(scenario, sysctl?.global ? null : host, key, value === sysctl?.default ? undefined : value);
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
   * @param {{ origin?: Scenario, asPublished?: boolean }} [as] what it began as, where it is no longer that; and whether that is the preset as it was published
   */
  begin(simulation, preset = null, { origin = simulation.scenario(), asPublished = true } = {}) {
    this.#awaited = "";
    this.#origin = origin;
    this.#asPublished = asPublished;
    this.#past = [];
    this.#adopt(simulation, 0);
    this.#show({ preset: preset?.name ?? null, intro: preset?.intro ?? null, before: null, selection: null, light: null, lit: new Set(), note: null, banner: null });
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
   */
  #show(patch) {
    const fresh = read(this.#simulation, this.state.scale, patch.ghost ?? null, this.companion);
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

  /** @param {Progress} cursor */
  #move(cursor) {
    const now = Math.min(cursor.now, this.state.run.endedAt);
    this.change({ cursor: { ...cursor, now } }, ["cursor"]);
  }
}
