// The one place that holds state, and the only one that talks to the engine. Headless: it runs in Node
// as it does in a page.
//
// Owns the run, the cursor, the selection, the language and what went wrong. Refuses to know pixels,
// elements or animation frames.

import { loadEngine } from "./engine.js";
import { headline, segmentOf } from "./moments.js";
import { fetchPreset } from "./preset.js";
import { actsOf } from "./run/acts.js";
import { outcomeOf } from "./run/outcome.js";
import { axisOf, runOf } from "./run/axis.js";
import { sysctlAfter, sysctlAtStart, withSysctl } from "./run/sysctls.js";
import { learnMode } from "./scale.js";
import { loadSpeech } from "./strings/index.js";

/**
 * @import { Engine, Host, Intervention, Progress, Scenario, ScenarioText, Simulation, Summary, Sysctl, SysctlValue, Trace } from "./engine.js"
 * @import { Intro, Preset } from "./preset.js"
 * @import { Run } from "./run.js"
 * @import { Light } from "./run/acts.js"
 * @import { Mode, Scale } from "./scale.js"
 * @import { Key, Language, Speech, Values } from "./strings/index.js"
 * @import { Teller } from "./words/events/teller.js"
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
 * @property {number} at where the cursor was
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
 * @property {{ key: Key, values: Values } | null} banner
 */

/** @typedef {Facts & Speech & { tell: Teller }} State what is so, and how to say it */
/** @typedef {"run" | "cursor" | "selection" | "light" | "banner" | "language" | "rules" | "scale"} Change */
/** @typedef {(state: Readonly<State>, changes: ReadonlySet<Change>) => void} Listener */

const LARGEST_FILE = 256 * 1024;
const MOST_UNDO = 100;

/** Until somebody wants to know what happened. @type {Teller} */
const SILENT = { event: () => "", timer: () => "", sums: () => [] };

/**
 * @param {Language} language
 * @param {string} name of the preset to begin with
 * @param {boolean} describes whether what the first sysctls do is said from the beginning
 */
export async function openStore(language, name, describes) {
  const [engine, speech, preset] = await Promise.all([loadEngine(), loadSpeech(language, { explains: false, describes }), fetchPreset(name)]);
  return new Store(engine, speech, preset, describes);
}

export class Store {
  /** @type {Engine} */
  #engine;
  /** @type {Simulation} */
  #simulation;
  /** @type {Set<Listener>} */
  #listeners = new Set();
  /** @type {{ scenario: Scenario, at: number, summary: Summary | null }[]} */
  #past = [];
  /** @type {Scenario} */
  #origin;
  /** @type {State} */
  #state;
  /** Whether somebody wants to know what rules say. */
  #explains = false;
  /** Whether somebody sees the first sysctls. */
  #describes;
  /** How often words were fetched. */
  #turn = 0;
  /** The preset that is being fetched. */
  #awaited = "";
  /** A run that this one is compared with: they share one axis. @type {Store | null} */
  #beside = null;

  /**
   * @param {Engine} engine
   * @param {Speech} speech
   * @param {Preset} preset what it begins with
   * @param {boolean} [describes] whether the speech says what the first sysctls do
   */
  constructor(engine, speech, preset, describes = false) {
    this.#describes = describes;
    this.#engine = engine;
    this.#simulation = new engine.Simulation(preset.scenario);
    this.#origin = this.#simulation.scenario();
    this.#state = {
      sysctls: engine.sysctls(),
      stateNames: new Map(engine.states().map(({ kernel, rfc }) => [kernel, rfc])),
      preset: preset.name,
      intro: preset.intro,
      edited: false,
      ...read(this.#simulation),
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
    };
  }

  /** @returns {Readonly<State>} */
  get state() {
    return this.#state;
  }

  /**
   * Calls back after each change, and says what changed.
   *
   * @param {Listener} listener
   * @returns {() => void} ends it
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
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
    const inside = Math.min(Math.max(Math.round(time), 0), this.#state.run.endedAt);
    this.#move(inside === 0 ? rewind(this.#simulation) : this.#simulation.seek(inside));
  }

  step() {
    if (this.#state.cursor.next !== null) this.#move(this.#simulation.step());
  }

  stepBack() {
    if (this.#state.cursor.events > 0) this.#move(this.#simulation.stepBack());
  }

  /**
   * To where an event has just happened, with all that happens together with it, and chooses it.
   *
   * @param {number} event
   */
  reach(event) {
    const { trace, run } = this.#state;
    let cursor = this.#simulation.seek(trace.events[event]?.at ?? 0);
    while (cursor.events > event) cursor = this.#simulation.stepBack();
    while (cursor.events <= event) cursor = this.#simulation.step();
    this.#change({ cursor: { ...cursor, now: Math.min(cursor.now, run.endedAt) }, selection: event }, ["cursor", "selection"]);
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
   */
  fork(scenario) {
    const { language, say, sayRule, saySysctl, preset, intro, scale } = this.#state;
    const store = new Store(this.#engine, { language, say, sayRule, saySysctl }, { name: preset ?? "", intro, scenario });
    store.#rescale(scale.mode, scale.zoom);
    return store;
  }

  /** From now on both axes are one, as long as the longer; with nothing, this run has its own again. @param {Store | null} other */
  beside(other) {
    this.#beside = other;
    const { trace, scenario, ghost, scale } = this.#state;
    this.#change(axisOf(runOf(trace, scenario), ghost?.run ?? null, other && other.state, scale), ["run"]);
  }

  // What is looked at.

  /** @param {number | null} event */
  select(event) {
    if (event === this.#state.selection) return;
    this.#change({ selection: event }, ["selection"]);
  }

  /** @param {Light | null} light */
  point(light) {
    this.#change({ light, lit: litBy(light, this.#state) }, ["light"]);
  }

  /** @param {Language} language */
  async setLanguage(language) {
    await this.#speak(language, "language");
  }

  /** @param {Language} language @param {"language" | "rules"} change */
  async #speak(language, change) {
    const explains = this.#explains;
    const describes = explains || this.#describes;
    const turn = (this.#turn += 1);
    try {
      const [speech, tell] = await Promise.all([loadSpeech(language, { explains, describes }), explains ? import("./words/events/teller.js").then(({ loadTeller }) => loadTeller(language)) : SILENT]);
      // Whoever asked later has the word.
      if (turn === this.#turn) this.#change({ ...speech, tell }, [change]);
    } catch (error) {
      this.warn("banner.edit", { reason: reasonOf(error) });
    }
  }

  /** From now on rules are said: their sentences are fetched when the first is asked for. */
  explain() {
    if (this.#explains) return;
    this.#explains = true;
    void this.#speak(this.#state.language, "rules");
  }

  /** From now on it is said what the first sysctls do. */
  describe() {
    if (this.#describes || this.#explains) return;
    this.#describes = true;
    void this.#speak(this.#state.language, "rules");
  }

  /**
   * @param {Key} key
   * @param {Values} [values]
   */
  warn(key, values = {}) {
    this.#change({ banner: { key, values } }, ["banner"]);
  }

  dismissBanner() {
    this.#change({ banner: null }, ["banner"]);
  }

  // How time is drawn.

  /** @param {Mode} mode */
  async setScaleMode(mode) {
    await learnMode(mode);
    this.#rescale(mode, 1);
  }

  /** @param {number} zoom 1 is how a run is first seen */
  setZoom(zoom) {
    this.#rescale(this.#state.scale.mode, zoom);
  }

  /** @param {Mode} mode @param {number} zoom */
  #rescale(mode, zoom) {
    const { run, ghost, scale: before } = this.#state;
    const { scale } = axisOf(run, ghost?.run ?? null, this.#beside && this.#beside.state, { mode, zoom });
    if (scale.mode !== before.mode || scale.zoom !== before.zoom) this.#change({ scale }, ["scale"]);
  }

  // What runs.

  /**
   * Runs a preset, once it is there. Whatever else is begun meanwhile is what was wanted last.
   *
   * @param {string} name
   * @param {(scenario: ScenarioText) => ScenarioText} [change] what the run begins as, where it is not the preset itself
   * @returns {Promise<boolean>} whether it runs
   */
  async loadPreset(name, change = (scenario) => scenario) {
    this.#awaited = name;
    try {
      const preset = await fetchPreset(name);
      if (this.#awaited !== name || preset.name !== name) return false;
      this.#begin(new this.#engine.Simulation(change(preset.scenario)), preset);
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
    if (file.size > LARGEST_FILE) {
      const reason = this.#state.say("banner.large", { most: LARGEST_FILE / 1024 });
      return this.warn("banner.file", { reason });
    }
    try {
      this.#begin(this.#engine.Simulation.fromFile(new Uint8Array(await file.arrayBuffer())), null);
    } catch (error) {
      this.warn("banner.scenario", { reason: reasonOf(error) });
    }
  }

  /** Back to what the run began as. */
  startOver() {
    const { preset, intro } = this.#state;
    this.#begin(new this.#engine.Simulation(this.#origin), preset ? { name: preset, intro } : null);
  }

  // What is done to the run.

  /**
   * Loses a segment, or gives it back where it is lost.
   *
   * @param {string} name
   */
  toggleLoss(name) {
    const record = this.#state.trace.segments.find((segment) => segment.name === name);
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
      const values = { key, value, at: this.#state.cursor.now };
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
    return this.differsFrom(this.#withSysctl(host, key, this.#state.sysctls.find(({ name }) => name === key)?.default));
  }

  /** Whether anything else would have happened in another scenario. @param {Scenario} scenario */
  differsFrom(scenario) {
    const other = new this.#engine.Simulation(scenario);
    const outcome = outcomeOf(other.trace());
    other.free();
    return outcome !== outcomeOf(this.#state.trace);
  }

  /** @param {Host} host @param {string} key @param {SysctlValue} [value] */
  #withSysctl(host, key, value) {
    const { scenario, sysctls } = this.#state;
    const sysctl = sysctls.find(({ name }) => name === key);
    return withSysctl(scenario, sysctl?.global ? null : host, key, value === sysctl?.default ? undefined : value);
  }

  /** @param {number} ms there and back */
  setRoundTrip(ms) {
    const scenario = { ...this.#state.scenario, delay_ms: ms / 2 };
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
    this.#adopt(simulation, this.#state.cursor.now);
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

  /** What would have been is no longer shown. */
  dismissGhost() {
    const { ghost, run, scale } = this.#state;
    if (ghost) this.#change({ ghost: null, ...axisOf(run, null, this.#beside && this.#beside.state, scale) }, ["scale"]);
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
    const { trace, cursor, scenario } = this.#state;
    return when === "start" ? sysctlAtStart(scenario, host, sysctl) : sysctlAfter({ trace, scenario }, host, sysctl, cursor.events);
  }

  /**
   * @param {Simulation} simulation
   * @param {{ name: string, intro: Intro | null } | null} preset
   */
  #begin(simulation, preset) {
    this.#awaited = "";
    this.#origin = simulation.scenario();
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
    return { scenario: this.#state.scenario, at: this.#state.cursor.now, summary: this.#state.before };
  }

  /**
   * @param {{ scenario: Scenario, at: number, summary: Summary | null }} undo
   * @param {Note} note
   */
  #keep(undo, note) {
    this.#past.push(undo);
    if (this.#past.length > MOST_UNDO) this.#past.shift();
    const { trace, run } = this.#state;
    this.#show({ before: trace.summary, ghost: { trace, run, at: undo.at }, note, banner: null });
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
    const fresh = read(this.#simulation, this.#state.scale, patch.ghost ?? null, this.#beside);
    const chosen = patch.note?.segment ?? nameOf(this.#state.trace, this.#state.selection);
    const record = fresh.trace.segments.find(({ name }) => name === chosen);
    this.#change(
      {
        ...fresh,
        cursor: { ...fresh.cursor, now: Math.min(fresh.cursor.now, fresh.run.endedAt) },
        edited: JSON.stringify(fresh.scenario) !== JSON.stringify(this.#origin),
        canUndo: this.#past.length > 0,
        selection: record?.event ?? null,
        ghost: null,
        lit: litBy(this.#state.light, fresh),
        ...patch,
      },
      ["run", "cursor", "selection", "banner"],
    );
  }

  /** @param {Progress} cursor */
  #move(cursor) {
    const now = Math.min(cursor.now, this.#state.run.endedAt);
    this.#change({ cursor: { ...cursor, now } }, ["cursor"]);
  }

  /**
   * @param {Partial<State>} patch
   * @param {Change[]} changes
   */
  #change(patch, changes) {
    const state = { ...this.#state, ...patch };
    state.focus = state.selection ?? headline(state.trace.events, state.cursor.events, state.run.behind);
    this.#state = state;
    const set = new Set(changes);
    for (const listener of [...this.#listeners]) listener(state, set);
  }
}

/** @param {Light | null} light @param {{ trace: Trace, run: Run }} run */
function litBy(light, { trace, run }) {
  return new Set(light ? actsOf(light, trace, run) : []);
}

/** @param {Simulation} simulation */
function rewind(simulation) {
  let progress = simulation.seek(0);
  while (progress.events > 0) progress = simulation.stepBack();
  return progress;
}

/**
 * @param {Simulation} simulation
 * @param {Scale} [like] the map that is shown
 * @param {Ghost | null} [ghost]
 * @param {Store | null} [beside]
 */
function read(simulation, like, ghost = null, beside = null) {
  const scenario = simulation.scenario();
  const trace = simulation.trace();
  return { scenario, trace, ...axisOf(runOf(trace, scenario), ghost?.run ?? null, beside && beside.state, like), cursor: simulation.progress() };
}

/**
 * @param {Trace} trace
 * @param {number | null} event
 */
function nameOf(trace, event) {
  const what = event === null ? undefined : trace.events[event]?.what;
  const segment = what ? segmentOf(what) : null;
  return segment === null ? null : (trace.segments[segment]?.name ?? null);
}

/** @param {unknown} error */
function reasonOf(error) {
  return error instanceof Error ? error.message : String(error);
}
