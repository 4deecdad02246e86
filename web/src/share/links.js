// The address of the page: what it says is shown, and what is shown it says. Fetched when somebody comes by a
// link that says more than a preset, or does anything.
//
// A link is followed when the page opens, and when the address changes under it: by Back, or by hand. It is
// written, not more often than a browser likes, while somebody plays; another preset is a step that Back undoes.

import { fetchPreset, FIRST } from "../preset.js";
import { reasonOf } from "../reason.js";
import { learnMode } from "../scale.js";
import { recall, remember } from "../settings.js";
import { openRun } from "../store/opening.js";
import { ageOf, bannerOf, cutOf } from "./problems.js";
import { lookOf, lookText, timeOf } from "./look.js";

/**
 * @import { Scenario } from "../engine.js"
 * @import { Look, Problem } from "../linker.js"
 * @import { Player } from "../player.js"
 * @import { Preset } from "../preset.js"
 * @import { Fact, Missing } from "./problems.js"
 * @import { Mode } from "../scale.js"
 * @import { Change, Store } from "../store.js"
 * @import { Rest } from "../store/opening.js"
 * @import { Language } from "../strings/index.js"
 */

/**
 * @typedef {object} Page what shows the run, as far as a link says something of it
 * @property {Player | undefined} player
 * @property {(story: string) => Promise<void>} tell
 */

/** @typedef {{ preset: Preset | null, scenario: Scenario | null, look: Look, problems: readonly Problem[], engine?: number | undefined }} Link `engine` is the version that made it, where it says so; `scenario` is nothing where it is the preset as it was published */

/** @typedef {{ hash: string, preset: string | null, story?: string | undefined }} Begun the address when the page was opened, and what it is about */

/** Safari takes a hundred in thirty seconds. */
const WAIT_MS = 500;

/** @type {readonly Change[]} what an address says */
const SAID = ["run", "cursor", "selection", "scale", "language"];

export class Links {
  #store;
  #page;
  /** How many are at work to show what the address says, which is then not written. */
  #following = 0;
  /** How often the address was followed. */
  #turn = 0;
  /** The address that was written or followed last. */
  #known;
  /** What that address is about: its preset, and its story. @type {{ preset: string | null, story: string }} */
  #about;
  /** The story that the address asks for, until it is seen which one is told. */
  #asked;
  /** The language, where the link asked for it. @type {Language | null} */
  #forced = null;
  /** @type {ReturnType<typeof setTimeout> | null} */
  #timer = null;
  /** What is wrong with the address that was followed last. @type {(Problem | Missing | Fact)[]} */
  #problems = [];
  /** What was written of a scenario. @type {{ scenario: Scenario, preset: string | null, text: string, leftOut: readonly string[] } | null} */
  #written = null;

  /**
   * @param {Store} store
   * @param {HTMLElement & Page} page
   * @param {Begun} begun
   */
  constructor(store, page, { hash, preset, story = "" }) {
    this.#store = store;
    this.#page = page;
    this.#known = hash;
    this.#asked = idOf(story);
    this.#about = { preset, story: this.#asked };
    store.subscribe((_, changes) => this.#note(changes));
    page.addEventListener("la-opened", () => this.#note());
    addEventListener("hashchange", () => void this.#follow());
    // What this was fetched for has happened already. But what opens the address asks for that itself.
    if (location.hash !== hash) void this.#follow();
    else this.#note();
  }

  // What the address says is shown.

  /** Shows the run of the address. @returns {Promise<Look | null>} how it is to be looked at; nothing where another address came between */
  async open() {
    const turn = (this.#turn += 1);
    const { hash } = location;
    this.#known = hash;
    this.#problems = [];
    this.#stop();
    try {
      const link = await this.#read(hash);
      if (turn !== this.#turn) return null;
      this.#page.player?.pause();
      const shown = await this.#quietly(async () => {
        // A story brings its own runs.
        const rest = link.look.story === undefined ? await this.#run(link) : () => Promise.resolve(true);
        if (!rest) return false;
        const whole = await this.#look(link.look, rest);
        if (turn !== this.#turn) return false;
        const { trace } = this.#store.state;
        const facts = link.look.story === undefined ? [...ageOf(link.engine, trace.engine), ...cutOf(trace.events.length)] : [];
        this.#warn([...link.problems, ...facts]);
        return whole;
      });
      if (shown) return link.look;
      // What somebody did instead is what the address is to say.
      if (turn === this.#turn) this.#note();
      return null;
    } catch (error) {
      this.#store.warn("banner.fetch", { name: hash.slice(0, 40), reason: reasonOf(error) });
      return null;
    }
  }

  /** What stands around the run; for when the page is there. @param {Look} look */
  surround(look) {
    return this.#quietly(() => this.#surround(look));
  }

  /** @param {Look} look */
  async #surround({ panel, compare, story }) {
    const wanted = compare === undefined ? panel : "compare";
    /** @type {Missing[]} */
    const problems = [];
    if (wanted !== undefined && !(await this.#openPanel(wanted))) problems.push({ key: `panel=${wanted}`, kind: "panel" });
    if (compare !== undefined && !compareIn(this.#page)?.compareWith(compare)) problems.push({ key: `compare=${compare}`, kind: "compare" });
    const told = storyIn(this.#page);
    if (story === undefined) told?.leave();
    else if (told?.link !== story) {
      await this.#page.tell(story);
      this.#asked = idOf(story);
      this.#warnOfStory();
    }
    this.#warn(problems);
  }

  /** Of one address all that is wrong is said at once. @param {readonly (Problem | Missing | Fact)[]} problems */
  #warn(problems) {
    if (problems.length === 0) return;
    this.#problems.push(...problems);
    this.#store.warn(bannerOf(this.#problems));
  }

  /** The address changed under the page. */
  async #follow() {
    if (location.hash === this.#known) return;
    const look = await this.open();
    if (look) await this.surround(look);
  }

  /** @template T @param {() => Promise<T>} act */
  async #quietly(act) {
    this.#following += 1;
    try {
      const done = await act();
      // Who is told of changes is told a moment later.
      await new Promise((resolve) => setTimeout(resolve));
      return done;
    } finally {
      this.#following -= 1;
      this.#about = this.#subject();
    }
  }

  /** @param {string} hash @returns {Promise<Link>} */
  async #read(hash) {
    const pairs = new URLSearchParams(hash.slice(1));
    const name = pairs.get("s") ?? FIRST;
    const preset = await fetchPreset(name);
    const seen = glanced(pairs);
    if (seen && preset.name === name) return { preset, scenario: null, problems: [], ...seen };
    const { readLink } = await linker();
    const reading = readLink(hash, preset.scenario);
    return { preset: reading.preset ? preset : null, scenario: reading.scenario, look: reading.view, problems: reading.problems, engine: reading.engine };
  }

  /** @param {Link} link */
  #run({ preset, scenario }) {
    return openRun(this.#store, scenario ?? preset?.scenario ?? { script: [] }, preset);
  }

  /** @param {Look} look @param {Rest} rest @returns {Promise<boolean>} whether all of it was done, and nothing else in between */
  async #look({ t = 0, n, sel, scale, zoom, lang }, rest) {
    const store = this.#store;
    this.#forced = /** @type {Language | undefined} */ (lang) ?? null;
    if (this.#forced && this.#forced !== store.state.language) {
      // The visitor's own choice stays what it was.
      const own = recall("language") ?? store.state.language;
      await store.setLanguage(this.#forced);
      remember("language", own);
    }
    const mode = /** @type {Mode} */ (scale ?? "compact");
    await learnMode(mode);
    if (!(await rest())) return false;
    store.rescale(mode, (zoom ?? 100) / 100);
    if (!(await rest())) return false;
    if (n !== undefined && (t === 0 || store.state.trace.events[n]?.at === t)) store.enter(t, n);
    else if (t > 0) store.seek(t);
    if (!(await rest())) return false;
    if (sel !== undefined) {
      const { trace } = store.state;
      const event = typeof sel === "number" ? trace.events[sel]?.id : trace.segments.find(({ name }) => name === sel)?.event;
      store.select(event ?? null);
    }
    return true;
  }

  /** @param {string} id @returns {Promise<boolean>} whether there is such a panel */
  async #openPanel(id) {
    const tab = [...this.#page.querySelectorAll("[role=tab][data-panel]")].find((tab) => tab.getAttribute("data-panel") === id);
    if (!tab) return false;
    if (tab.getAttribute("aria-selected") === "true") return true;
    const opened = new Promise((resolve) => this.#page.addEventListener("la-opened", resolve, { once: true }));
    tab.dispatchEvent(new CustomEvent("la-panel", { bubbles: true, detail: id }));
    await opened;
    return true;
  }

  // What is shown the address says.

  /** Something changed. @param {ReadonlySet<Change>} [changes] */
  #note(changes) {
    if (this.#following > 0 || (changes && !SAID.some((change) => changes.has(change)))) return;
    if (this.#store.state.preset !== this.#about.preset) {
      this.#stop();
      void this.#write();
    } else {
      this.#timer ??= setTimeout(() => void this.#write(), WAIT_MS);
    }
  }

  #stop() {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #write() {
    this.#timer = null;
    const { state } = this.#store;
    const turn = this.#turn;
    if (storyIn(this.#page)?.link === null) return;
    this.#warnOfStory();
    const text = await this.text().catch(() => null);
    // While the words for it came, something else did, which is written in its turn.
    if (text === null || turn !== this.#turn || this.#store.state.scenario !== state.scenario) return;
    const hash = text === `v=1&s=${FIRST}` && location.hash === "" ? "" : `#${text}`;
    // From step to step of a story is none of the browser's, and neither is to leave it where it was.
    const [was, is] = [this.#about, this.#subject()];
    const steps = is.story === "" ? is.preset !== was.preset : is.story !== was.story;
    this.#about = is;
    this.#known = hash;
    if (hash === location.hash) return;
    const address = `${location.pathname}${location.search}${hash}`;
    try {
      // In a frame Back is the article's.
      if (steps && parent === window) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch {
      // A page in a sandbox has no address to change, and a browser that is asked too often refuses.
    }
  }

  /** Another is told in place of one that nobody knows. */
  #warnOfStory() {
    const { told = "" } = storyIn(this.#page) ?? {};
    const asked = this.#asked;
    this.#asked = "";
    if (asked !== "" && told !== "" && asked !== told) this.#warn([{ key: `story=${asked}`, kind: "story" }]);
  }

  #subject() {
    return { preset: this.#store.state.preset, story: storyIn(this.#page)?.told ?? "" };
  }

  /** Offers the link in the forms in which people pass it on. */
  async share() {
    const { player } = this.#page;
    try {
      const { ask } = await import("./dialog/dialog.js");
      if (player) await ask(this.#page, this.#store, player, this);
    } catch (error) {
      this.#store.warn("banner.edit", { reason: reasonOf(error) });
    }
  }

  /**
   * The link of what is shown, without `#`, and which words for people would have made it too long.
   *
   * @param {{ looks: boolean, language: boolean }} options whether it says how the run is looked at, and in which language
   */
  async linkWith({ looks, language }) {
    const { state } = this.#store;
    const text = looks ? await this.text(language ? state.language : undefined) : [await this.#runText(), ...lookText(language ? { lang: state.language } : {})].join("&");
    return { text, leftOut: (this.#written?.scenario === state.scenario && this.#written.leftOut) || [] };
  }

  /** The link of what is shown, without `#`. @param {Language} [wanted] in which it is to be read, where that is not the reader's to say */
  async text(wanted) {
    const { state } = this.#store;
    const lang = wanted ?? (this.#forced === state.language ? this.#forced : undefined);
    const story = storyIn(this.#page)?.link;
    if (story) return ["v=1", ...lookText({ story, ...(lang && { lang }) })].join("&");
    const panel = this.#page.querySelector("[role=tab][data-panel][aria-selected=true]")?.getAttribute("data-panel");
    const compare = panel === "compare" ? compareIn(this.#page)?.link : undefined;
    return [await this.#runText(), ...lookText({ ...lookOf(state), ...(panel && panel !== "knobs" && { panel }), ...(compare && { compare }), ...(lang && { lang }) })].join("&");
  }

  async #runText() {
    const { published, state: { preset, scenario } } = this.#store;
    if (published && preset) return `v=1&s=${preset}`;
    if (this.#written?.scenario !== scenario || this.#written.preset !== preset) {
      const [{ writeLink }, base] = await Promise.all([linker(), preset ? fetchPreset(preset) : null]);
      this.#written = { scenario, preset, ...written(writeLink(scenario, base?.scenario ?? null)) };
    }
    return this.#written.text;
  }
}

/** What reads and writes all that is more than a glance. */
async function linker() {
  return (await import("../linker.js")).loadLinker();
}

/** @param {{ text: string, left_out: string[] }} link */
function written({ text, left_out: leftOut }) {
  return { text, leftOut };
}

/** The story that a step belongs to. @param {string} story */
function idOf(story) {
  return story.split(".")[0] ?? "";
}

/** What needs no more than a glance. @param {URLSearchParams} pairs @returns {Pick<Link, "look" | "engine"> | null} */
function glanced(pairs) {
  /** @type {Look} */
  const look = {};
  let engine;
  const seen = new Set();
  for (const [key, value] of pairs) {
    if (seen.has(key)) return null;
    seen.add(key);
    if (key === "s" || (key === "v" && value === "1")) continue;
    if (key === "e" && /^\d{1,9}$/.test(value)) {
      engine = Number(value);
      continue;
    }
    const t = key === "t" ? timeOf(value) : null;
    if (t === null) return null;
    look.t = t;
  }
  return { look, engine };
}

/** @param {HTMLElement} page */
function storyIn(page) {
  return /** @type {(HTMLElement & { link: string | null, told: string, leave: () => void }) | null} */ (page.querySelector("la-story:not([hidden])"));
}

/** @param {HTMLElement} page */
function compareIn(page) {
  return /** @type {(HTMLElement & { link: string, compareWith: (name: string) => boolean }) | null} */ (page.querySelector("la-compare"));
}
