// <last-ack scenario="…"> in an article. Before anybody asks it is a picture, and this script all that is
// fetched; then a frame takes the picture's place, which the element drives and which drives the element.

import { fromFrame, FONTS, FRAME_NAME, INKS, said, sealed } from "./protocol.js";

/**
 * @import { Command, Moment, Theme } from "./protocol.js"
 */

/** How tall a frame is before it has said how tall it would be, in px. */
const FIRST_HEIGHT = 560;

/** @type {Record<"en" | "zh", { run: string, picture: string, frame: string, failed: string }>} */
const WORDS = {
  en: { run: "Run it", picture: "How the connection ends, drawn", frame: "LastAck: how a TCP connection ends", failed: "LastAck did not start." },
  zh: { run: "运行", picture: "连接如何结束的图示", frame: "LastAck：TCP 连接如何结束", failed: "LastAck 未能启动。" },
};

const STYLES = `
:host { display: block; position: relative; margin: 1em 0; color-scheme: var(--lastack-color-scheme, light dark); }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([hidden]) { display: none; }
.poster { position: relative; display: block; min-height: 120px; }
.poster:not(.own) { max-height: 560px; overflow: hidden; mask: linear-gradient(#000 calc(100% - 96px), transparent); }
img { display: block; width: 100%; height: auto; }
button {
  position: absolute; inset-inline-start: 50%; inset-block-end: 20px; translate: -50%;
  display: inline-flex; align-items: center; gap: 8px; min-height: 44px; padding: 0 18px;
  border: 0; border-radius: 4px; cursor: pointer;
  background: var(--lastack-ink, light-dark(#1c1e22, #e8e6e1)); color: var(--lastack-paper, light-dark(#fcfbf8, #14161a));
  font: 600 15px/20px var(--lastack-sans, system-ui, sans-serif);
}
.own button { position: static; translate: none; margin-block-start: 8px; }
button:focus-visible { outline: 2px solid; outline-offset: 3px; }
svg { width: 12px; height: 12px; fill: currentColor; }
iframe { display: block; width: 100%; border: 0; }
[hidden] { display: none; }
@media print { button { display: none; } }
`;

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
  static observedAttributes = ["scenario", "theme", "lang"];

  #root = this.attachShadow({ mode: "open" });
  #poster = document.createElement("div");
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
  /** @type {Map<number, { done: (moment: Moment | null) => void, failed: (error: Error) => void }>} */
  #waiting = new Map();
  #asked = 0;
  /** To be called with the engine, where this is the first frame. @type {((wasm: ArrayBuffer | null) => void) | null} */
  #shared = null;
  /** @type {IntersectionObserver | null} */
  #sight = null;

  constructor() {
    super();
    const style = document.createElement("style");
    style.textContent = STYLES;
    this.#root.append(style, this.#poster);
  }

  connectedCallback() {
    if (this.#frame) return;
    this.#drawPoster();
    if (this.start !== "visible") return;
    this.#sight = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#begin();
    });
    this.#sight.observe(this);
  }

  disconnectedCallback() {
    this.#sight?.disconnect();
    removeEventListener("message", this.#heard);
    // A frame that is moved in a document begins anew, and so does this.
    this.#end(new Error("The element was taken out of its document."));
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after || !this.isConnected) return;
    if (name === "theme") this.#port?.postMessage(sealed({ kind: "looks", looks: this.#looks() }));
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

  /** @returns {"en" | "zh"} */
  get #language() {
    const tag = this.closest("[lang]")?.getAttribute("lang") ?? navigator.language;
    return tag.toLowerCase().startsWith("zh") ? "zh" : "en";
  }

  /** A preset has a picture that was drawn when LastAck was built; of anything else the article's own content tells. */
  #drawPoster() {
    const preset = /^(?:v=1&)?s=([a-z0-9-]{1,64})$/.exec(this.scenario || "s=last-ack-lost")?.[1];
    const run = document.createElement("button");
    run.type = "button";
    run.part.add("run");
    run.append(triangle(), this.#words.run);
    run.addEventListener("click", () => void this.#begin().then(() => this.play()).then(() => this.#frame?.focus()).catch(() => {}));
    const own = document.createElement("slot");
    const parts = /** @type {(Node)[]} */ ([own, run]);
    this.#poster.className = preset ? "poster" : "poster own";
    if (preset) {
      const picture = document.createElement("img");
      picture.part.add("picture");
      picture.alt = this.querySelector("img")?.alt || this.#words.picture;
      picture.decoding = "async";
      picture.addEventListener("error", () => {
        picture.remove();
        own.hidden = false;
        this.#poster.className = "poster own";
      });
      picture.src = new URL(`s/${preset}/picture.svg`, LastAckElement.home).href;
      own.hidden = true;
      parts.unshift(picture);
    }
    this.#poster.replaceChildren(...parts);
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
      frame.part.add("frame");
      frame.style.height = `${Math.max(this.#poster.offsetHeight, FIRST_HEIGHT)}px`;
      frame.src = new URL(`embed.html#${this.#address()}`, LastAckElement.home).href;
      this.#frame = frame;
      this.#root.append(frame);
      this.#poster.hidden = true;
    });
    // Whoever asked hears of a failure; that nobody did is none.
    this.#started.catch(() => {});
    return this.#started;
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
    if (!frame || event.source !== frame.contentWindow || (event.origin !== LastAckElement.home.origin && event.origin !== "null")) return;
    const message = fromFrame(event.data);
    if (message?.kind === "height") frame.style.height = `${message.height}px`;
    if (message?.kind === "ready") void this.#handOver(frame, event.origin === "null" ? "*" : LastAckElement.home.origin);
  };

  /** @param {HTMLIFrameElement} frame @param {string} origin */
  async #handOver(frame, origin) {
    const wasm = (await engine) ?? "share";
    if (frame !== this.#frame || !frame.contentWindow) return;
    if (wasm === "share") engine ??= new Promise((resolve) => (this.#shared = resolve));
    const { port1, port2 } = new MessageChannel();
    this.#port?.close();
    this.#port = port1;
    port1.addEventListener("message", ({ data }) => this.#told(data));
    port1.start();
    frame.contentWindow.postMessage(sealed({ kind: "port", wasm, looks: this.#looks() }), origin, [port2]);
    this.#ask({ name: "state" }).then((moment) => moment && this.#isReady(moment)).catch(() => {});
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
      else waiting?.done(message.moment);
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

  /** @param {Command} command @returns {Promise<Moment | null>} */
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
    this.#share(null);
    this.#starting?.failed(error);
    for (const { failed } of this.#waiting.values()) failed(error);
    this.#waiting.clear();
    this.#failed(error);
  }

  /** @param {unknown} error */
  #failed(error) {
    this.#tell("lastack-error", { message: error instanceof Error ? error.message : String(error) });
  }

  /** @param {Error} why */
  #end(why) {
    this.#share(null);
    this.#starting?.failed(why);
    for (const { failed } of this.#waiting.values()) failed(why);
    this.#waiting.clear();
    this.#port?.close();
    this.#frame?.remove();
    [this.#starting, this.#port, this.#frame, this.#started, this.#moment] = [null, null, null, null, null];
    this.#poster.hidden = false;
  }

  /** @param {string} type @param {unknown} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function triangle() {
  const SVG = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 12 12");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M2 1 11 6 2 11Z");
  drawing.append(path);
  return drawing;
}
