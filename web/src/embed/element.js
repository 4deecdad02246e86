// <last-ack scenario="…"> in an article. Before anybody asks it is a picture, and this script all that is
// fetched; then a frame takes the picture's place, which the element drives and which drives the element.

import { reasonOf } from "../reason.js";
import { Poster, STYLES, WORDS } from "./poster.js";
import { fromFrame, FONTS, FRAME_NAME, INKS, said, sealed } from "./protocol.js";

/**
 * @import { Language } from "./poster.js"
 * @import { Command, Moment, Theme } from "./protocol.js"
 */

/** How tall a frame is that has come to nothing, in px: it says so in a line or two. */
const LEAST_HEIGHT = 160;

/** How long a frame that has loaded may take until it says a word, ms: an error page of the browser's never does. */
const PATIENCE_MS = 20_000;
/** Where an article has less room than that, a picture for phones has larger letters, px. */
const NARROW = 560;

/** Properties that a script may have set before there was a class that knows them. */
const PROPERTIES = /** @type {const} */ (["scenario", "start", "theme"]);

/**
 * The engine's bytes, once for every element of the article: the first frame fetches them, since its origin is
 * theirs, and the element hands them to the others. Null where that frame came to nothing: the next is the first.
 *
 * @type {Promise<ArrayBuffer | null> | null}
 */
let engine = null;

/**
 * Attributes: `scenario`, what stands behind `#` in a link, or the name of a preset alone; `start`, "click" (if
 * nothing is said) or "visible"; `theme`, "auto", "light" or "dark"; `lang`, as in all of HTML.
 *
 * Events, none of which bubbles: `lastack-ready`, `lastack-change`, `lastack-end`, each with a {@link Moment} as its
 * detail, and `lastack-error` with `{ message }`.
 *
 * Its looks: custom properties `--lastack-paper`, `-ink`, `-quiet`, `-hair`, `-wire`, `-sunk`, `-a`, `-b`, `-loss`,
 * `-focus`, `-sans`, `-mono`; part `picture`, `run` and `frame`.
 */
export class LastAckElement extends HTMLElement {
  /** Where LastAck's pages are; whoever defines the element says so. */
  static home = new URL(".", document.baseURI);
  static observedAttributes = ["scenario", "start", "theme", "lang"];

  #root = this.attachShadow({ mode: "open" });
  #poster = new Poster(() => void this.#begin().then(() => this.play()).catch(() => {}));
  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  /** @type {MessagePort | null} */
  #port = null;
  /** @type {Moment | null} */
  #moment = null;
  /** @type {Promise<Moment> | null} */
  #started = null;
  /** @type {{ done: (moment: Moment) => void, failed: (error: Error) => void } | null} */
  #starting = null;
  /** @type {Map<number, { done: (moment: Moment) => void, failed: (error: Error) => void }>} */
  #waiting = new Map();
  #asked = 0;
  /** Whether the frame has said a word. */
  #spoke = false;
  /** To be called with the engine, where this is the first frame. @type {((wasm: ArrayBuffer | null) => void) | null} */
  #shared = null;
  /** @type {IntersectionObserver | null} */
  #sight = null;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [STYLES];
    this.#root.append(this.#poster.element);
  }

  connectedCallback() {
    for (const name of PROPERTIES) this.#takeUp(name);
    if (this.#frame) return;
    this.#drawPoster();
    this.#watch();
  }

  /** What was moved with all that it holds goes on, where a browser can do that. */
  connectedMoveCallback() {}

  disconnectedCallback() {
    this.#sight?.disconnect();
    removeEventListener("message", this.#heard);
    // A frame that is moved in a document begins anew, and so does this.
    this.#end(new Error("The element was taken out of its document."));
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    // Those that it comes with are read when it is put into its document.
    if (before === after || !this.isConnected || !(this.#frame || this.#poster.drawn)) return;
    if (name === "theme") this.#port?.postMessage(sealed({ kind: "looks", looks: this.#looks() }));
    else if (name === "start") this.#watch();
    else if (!this.#frame) this.#drawPoster();
    else if (name === "scenario") this.load(after ?? "").catch((error) => this.#failed(error));
  }

  /** What stands behind # in a link to what is to run; "" is the first preset. */
  get scenario() {
    const given = (this.getAttribute("scenario") ?? "").replace(/^#/, "");
    return given === "" || given.includes("=") ? given : `s=${given}`;
  }

  set scenario(scenario) {
    this.setAttribute("scenario", scenario);
  }

  /** @returns {"click" | "visible"} */
  get start() {
    return this.getAttribute("start") === "visible" ? "visible" : "click";
  }

  set start(start) {
    this.setAttribute("start", start);
  }

  /** @returns {Theme} */
  get theme() {
    const theme = this.getAttribute("theme");
    return theme === "light" || theme === "dark" ? theme : "auto";
  }

  set theme(theme) {
    this.setAttribute("theme", theme);
  }

  /** Where the run stands; null until it is there. */
  get moment() {
    return this.#moment;
  }

  /** Starts the engine if need be, and resolves once it is there. */
  get ready() {
    return this.#begin();
  }

  play() {
    return this.#command({ name: "play" });
  }

  pause() {
    return this.#command({ name: "pause" });
  }

  /** @param {1 | -1} by one event on, or back */
  step(by = 1) {
    return this.#command({ name: "step", value: by });
  }

  /** @param {number} seconds since the run began */
  seek(seconds) {
    return this.#command({ name: "seek", value: seconds });
  }

  /** @param {string} segment `a:2` is a's second */
  injectLoss(segment) {
    return this.#command({ name: "injectLoss", value: segment });
  }

  /** @param {string} scenario as the attribute */
  load(scenario) {
    const link = scenario.replace(/^#/, "");
    return this.#command({ name: "load", value: link === "" || link.includes("=") ? link : `s=${link}` });
  }

  /** Chinese where the article is. */
  get #words() {
    return WORDS[this.#language];
  }

  /** @returns {Language} */
  get #language() {
    const tag = (this.closest("[lang]") ?? document.documentElement).getAttribute("lang") || navigator.language;
    return tag.toLowerCase().startsWith("zh") ? "zh" : "en";
  }

  /** A preset has a picture that was drawn when LastAck was built; of anything else the article's own content tells. */
  #drawPoster() {
    const preset = /^(?:v=1&)?s=([a-z0-9-]{1,64})$/.exec(this.scenario || "s=last-ack-lost")?.[1] ?? null;
    this.#poster.draw({ preset, language: this.#language, narrow: this.clientWidth < NARROW, says: this.querySelector("img")?.alt ?? "", home: LastAckElement.home });
  }

  /** A property that was set on what was no element of ours yet stands before the one that is. @param {(typeof PROPERTIES)[number]} name */
  #takeUp(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete (/** @type {Partial<LastAckElement>} */ (this)[name]);
    this.setAttribute(name, value);
  }

  /** Starts by itself as soon as it is seen, where that is asked for. */
  #watch() {
    this.#sight?.disconnect();
    if (this.start !== "visible" || this.#frame) return;
    this.#sight = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#begin();
    });
    this.#sight.observe(this);
  }

  /** @returns {Promise<Moment>} */
  #begin() {
    this.#started ??= new Promise((done, failed) => {
      this.#starting = { done, failed };
      this.#sight?.disconnect();
      addEventListener("message", this.#heard);
      const frame = document.createElement("iframe");
      frame.name = FRAME_NAME;
      frame.title = this.#words.frame;
      frame.allow = "clipboard-write";
      frame.className = "arriving";
      frame.part.add("frame");
      frame.src = new URL(`embed.html#${this.#address()}`, LastAckElement.home).href;
      frame.addEventListener("load", () => setTimeout(() => frame === this.#frame && !this.#spoke && this.#giveUp(), PATIENCE_MS));
      [this.#frame, this.#spoke] = [frame, false];
      this.#root.append(frame);
      this.#poster.starts(true);
    });
    // Whoever asked hears of a failure; that nobody did is none.
    this.#started.catch(() => {});
    return this.#started;
  }

  /** The frame takes the picture's place, and the focus from the button. @param {HTMLIFrameElement} frame @param {number} height px */
  #unveil(frame, height) {
    frame.style.height = `${height}px`;
    if (!frame.classList.contains("arriving")) return;
    frame.classList.remove("arriving");
    if (this.#root.activeElement) frame.focus();
    this.#poster.element.hidden = true;
  }

  /** The article's language goes with it, unless the link names one. */
  #address() {
    const { scenario } = this;
    return /(?:^|&)lang=/.test(scenario) ? scenario : [...(scenario ? [scenario] : []), `lang=${this.#language}`].join("&");
  }

  /** From the frame, or from anybody: whoever is not the frame is not heard. @param {MessageEvent<unknown>} event */
  #heard = (event) => {
    const frame = this.#frame;
    // Where the article has no origin of its own, on a disk or in a sandbox, its frames have none either.
    const nowhere = event.origin === "null" && self.origin === "null";
    if (!frame || event.source !== frame.contentWindow || (event.origin !== LastAckElement.home.origin && !nowhere)) return;
    const message = fromFrame(event.data);
    if (message?.kind === "height") this.#unveil(frame, message.height);
    if (message?.kind === "ready") void this.#handOver(frame, nowhere ? "*" : LastAckElement.home.origin);
  };

  /** @param {HTMLIFrameElement} frame @param {string} origin */
  async #handOver(frame, origin) {
    // A frame that says so again has begun anew: what it was asked for, and what it was to hand over, is lost.
    this.#drop(new Error(this.#words.failed));
    this.#spoke = true;
    /** @type {ArrayBuffer | null} */
    let wasm = null;
    while (engine && !wasm) wasm = await engine;
    if (frame !== this.#frame || !frame.contentWindow) return;
    if (!wasm) engine = new Promise((resolve) => (this.#shared = resolve));
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.addEventListener("message", ({ data }) => this.#told(data));
    port1.start();
    frame.contentWindow.postMessage(sealed({ kind: "port", wasm: wasm ?? "share", looks: this.#looks() }), origin, [port2]);
    this.#ask({ name: "state" }).then((moment) => this.#isReady(moment)).catch(() => {});
  }

  /** @param {Moment} moment */
  #isReady(moment) {
    this.#moment = moment;
    this.#starting?.done(moment);
    this.#starting = null;
    this.#tell("lastack-ready", moment);
  }

  /** @param {unknown} data */
  #told(data) {
    const message = said(data);
    if (!message) return;
    if (message.kind === "engine") return this.#share(message.wasm);
    if (message.kind === "failed") return this.#broken(new Error(`${this.#words.failed} ${message.why}`));
    if (message.kind === "answer") {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error !== null) waiting?.failed(new Error(message.error));
      else if (message.moment) waiting?.done(message.moment);
      return;
    }
    this.#moment = message.moment;
    this.#tell(message.kind === "ended" ? "lastack-end" : "lastack-change", message.moment);
  }

  /** @param {ArrayBuffer | null} wasm */
  #share(wasm) {
    if (this.#shared && !wasm) engine = null;
    this.#shared?.(wasm);
    this.#shared = null;
  }

  /** @param {Command} command */
  async #command(command) {
    await this.#begin();
    return this.#ask(command);
  }

  /** @param {Command} command @returns {Promise<Moment>} */
  #ask(command) {
    return new Promise((done, failed) => {
      if (!this.#port) return failed(new Error(this.#words.failed));
      const id = (this.#asked += 1);
      this.#waiting.set(id, { done, failed });
      this.#port.postMessage(sealed({ kind: "command", id, command }));
    });
  }

  #looks() {
    const style = getComputedStyle(this);
    /** @type {Record<string, string>} */
    const properties = {};
    for (const name of [...INKS, ...FONTS]) {
      const value = style.getPropertyValue(`--lastack-${name}`).trim();
      if (value) properties[name] = value;
    }
    return { theme: this.theme, properties };
  }

  /** The frame says so itself, to whoever reads; this is for scripts. @param {Error} error */
  #broken(error) {
    this.#starting?.failed(error);
    this.#drop(error);
    if (this.#frame) this.#unveil(this.#frame, LEAST_HEIGHT);
    this.#failed(error);
  }

  /** A frame that never says a word cannot say either that it failed. */
  #giveUp() {
    const error = new Error(this.#words.failed);
    this.#end(error);
    this.#poster.failed();
    this.#failed(error);
  }

  /** Nothing more comes by the channel. @param {Error} why */
  #drop(why) {
    this.#share(null);
    for (const { failed } of this.#waiting.values()) failed(why);
    this.#waiting.clear();
    this.#port?.close();
    this.#port = null;
  }

  /** @param {unknown} error */
  #failed(error) {
    this.#tell("lastack-error", { message: reasonOf(error) });
  }

  /** @param {Error} why */
  #end(why) {
    this.#starting?.failed(why);
    this.#drop(why);
    this.#frame?.remove();
    [this.#starting, this.#frame, this.#started, this.#moment] = [null, null, null, null];
    this.#poster.element.hidden = false;
    this.#poster.starts(false);
  }

  /** @param {string} type @param {unknown} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
