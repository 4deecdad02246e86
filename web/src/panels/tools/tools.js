// <la-tools>: what ss, nstat, tcpdump and cat would print on each host, where the cursor stands.
//
// A line that is pointed at, focused or clicked chooses the event that it is about, and so shows it in the
// drawing; what is chosen there is marked here.

import { segmentOf } from "../../moments.js";
import { HOSTS } from "../../run.js";
import { html, set, write } from "../../svg.js";
import { Panel, useStyles } from "../../views/panel.js";
import { knobsOf, PRINTS, wholeOf } from "./commands.js";
import { Pane } from "./pane.js";

/**
 * @import { Player } from "../../player.js"
 * @import { PrinterOfRun } from "../../printer.js"
 * @import { State, Store } from "../../store.js"
 * @import { Line, Tool, Whole } from "./commands.js"
 */

/** @typedef {keyof typeof import("./en.js").default} Key */

/** @type {readonly { tool: Tool, name: string }[]} in the order of their tabs */
const TOOLS = [
  { tool: "ss", name: "ss" },
  { tool: "nstat", name: "nstat" },
  { tool: "tcpdump", name: "tcpdump" },
  { tool: "proc", name: "/proc" },
];

/** What makes printers, once it is there. @type {Awaited<ReturnType<typeof import("../../printer.js").loadPrinter>>} */
let Printer;

await useStyles(new URL("./tools.css", import.meta.url));

export const tag = "la-tools";

/** @extends {Panel<Key>} */
export default class Tools extends Panel {
  #tabs = html("div", { class: "tool-tabs", role: "tablist" });
  #wide = html("button", { type: "button", class: "quiet-button tool-wide", "data-control": "wide", "aria-pressed": "false" });
  #about = html("p", { class: "tool-about" });
  #body = html("div", { class: "tool-panes", role: "tabpanel", id: "la-tool-panes" });
  #panes = HOSTS.map((host) => ({ host, pane: new Pane(host) }));
  /** @type {Tool} */
  #tool = "ss";
  /** @type {PrinterOfRun | null} */
  #printer = null;
  /** @type {State["scenario"] | null} */
  #scenario = null;
  /** @type {Map<string, Whole>} by the host */
  #wholes = new Map();
  /** What was chosen before the pointer came, while it is over a line. @type {{ selection: number | null } | null} */
  #before = null;

  constructor() {
    super({ en: () => import("./en.js"), zh: () => import("./zh.js") });
  }

  /** Asks for what prints: it did not come with the module, whose failure would be for ever. @override @param {Store} store @param {Player} player */
  async open(store, player) {
    const { loadPrinter } = await import("../../printer.js");
    Printer = await loadPrinter();
    await super.open(store, player);
  }

  /** @override */
  build() {
    for (const { tool, name } of TOOLS) {
      this.#tabs.append(html("button", { type: "button", role: "tab", class: "tool-tab", "data-tool": tool, id: `la-tool-${tool}`, "aria-controls": "la-tool-panes" }, name));
    }
    this.#body.append(...this.#panes.map(({ pane }) => pane.element));
    this.append(html("div", { class: "tool-bar" }, this.#tabs, this.#wide), this.#about, this.#body);
    this.#wide.addEventListener("click", () => {
      const isWide = this.toggleAttribute("data-wide");
      set(this.#wide, { "aria-pressed": String(isWide) });
    });
    this.#tabs.addEventListener("click", ({ target }) => this.#open(/** @type {Element} */ (target).closest("[data-tool]")));
    this.#tabs.addEventListener("keydown", (event) => this.#pressed(event));
    for (const { pane } of this.#panes) pane.copy.addEventListener("click", () => void this.#copy(pane));
    this.#body.addEventListener("click", (event) => this.#choose(event));
    this.#body.addEventListener("focusin", (event) => /** @type {Element} */ (event.target).matches(":focus-visible") && this.#choose(event));
    this.#body.addEventListener("pointerover", (event) => this.#point(event));
    this.#body.addEventListener("pointerleave", () => this.#leave());
    // Out of sight nothing is printed; what is seen again is printed anew.
    new ResizeObserver(() => this.position(this.store.state)).observe(this);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#printer?.free();
    this.#printer = null;
    this.#scenario = null;
  }

  /** @override @param {Readonly<State>} state */
  show(state) {
    set(this.#tabs, { "aria-label": this.say("tools.label") });
    write(this.#wide, this.say("tools.wide"));
    for (const { host, pane } of this.#panes) {
      const name = state.say(`host.${host}`);
      write(pane.name, name);
      pane.label(this.say("tools.pane", { host: name }));
      write(pane.copy, this.say("tools.copy"));
    }
    this.#run(state);
    this.#name();
  }

  /** @override @param {Readonly<State>} state */
  position(state) {
    const printer = this.#printer;
    if (!printer || this.closest("[hidden]")) return;
    printer.seek(state.cursor);
    const { focus, cursor, trace } = state;
    const what = focus === null ? undefined : trace.events[focus]?.what;
    const segment = what ? segmentOf(what) : null;
    /** @param {Line} line */
    const isChosen = ({ about }) => {
      if (about === null || focus === null) return false;
      if (this.#tool !== "tcpdump") return about === state.selection;
      const seen = trace.events[about]?.what;
      return segment !== null && seen !== undefined && segmentOf(seen) === segment;
    };
    for (const { host, pane } of this.#panes) {
      const whole = this.#wholes.get(host);
      if (!whole) continue;
      const lines = PRINTS[this.#tool]({ state, store: this.store, printer, host, whole });
      pane.show(lines.filter(({ about }) => about === null || about < cursor.events), isChosen, this.say("tools.moved"));
    }
  }

  /** The run that is shown, once more, with all that it will print. @param {Readonly<State>} state */
  #run({ scenario, trace }) {
    if (scenario === this.#scenario) return;
    this.#printer?.free();
    const printer = new Printer(scenario);
    printer.toEnd();
    this.#wholes = new Map(HOSTS.map((host) => [host, wholeOf(printer, host)]));
    [this.#printer, this.#scenario] = [printer, scenario];
    for (const { host, pane } of this.#panes) {
      const whole = this.#wholes.get(host);
      const sockets = trace.sockets.filter((socket) => socket.host === host);
      // More than any tool prints of it, with what stands before.
      if (whole) pane.room(8 + Math.max(whole.dump.length, whole.counters.size, sockets.length, 2 * knobsOf(this.store.state, host).length));
    }
  }

  /** @param {Element | null} tab */
  #open(tab) {
    const entry = TOOLS.find(({ tool }) => tool === tab?.getAttribute("data-tool"));
    if (!entry) return;
    this.#tool = entry.tool;
    this.#name();
    this.position(this.store.state);
  }

  #name() {
    for (const tab of this.#tabs.children) {
      const isOpen = tab.getAttribute("data-tool") === this.#tool;
      set(tab, { "aria-selected": String(isOpen), tabindex: isOpen ? 0 : -1 });
    }
    set(this.#body, { "aria-labelledby": `la-tool-${this.#tool}`, "data-tool": this.#tool });
    write(this.#about, this.say(`tools.${this.#tool}`));
  }

  /** As in any row of tabs. @param {KeyboardEvent} event */
  #pressed(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const tabs = [...this.#tabs.children];
    const next = tabs[(TOOLS.findIndex(({ tool }) => tool === this.#tool) + step + tabs.length) % tabs.length] ?? null;
    this.#open(next);
    /** @type {HTMLElement | null} */ (next)?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Event} event */
  #choose(event) {
    const about = aboutOf(event);
    if (about === null) return;
    if (this.#before) this.#before.selection = about;
    this.store.select(about);
  }

  /** @param {PointerEvent} event */
  #point(event) {
    if (event.pointerType !== "mouse") return;
    const about = aboutOf(event);
    if (about === null) return this.#leave();
    this.#before ??= { selection: this.store.state.selection };
    this.store.select(about);
  }

  #leave() {
    if (!this.#before) return;
    const { selection } = this.#before;
    this.#before = null;
    this.store.select(selection);
  }

  /** @param {Pane} pane */
  async #copy(pane) {
    await navigator.clipboard.writeText(pane.content);
    write(pane.copy, this.say("tools.copied"));
    pane.copy.addEventListener("blur", () => write(pane.copy, this.say("tools.copy")), { once: true });
  }
}

/** @param {Event} event */
function aboutOf({ target }) {
  const about = /** @type {Element} */ (target).closest("[data-about]")?.getAttribute("data-about");
  return about === null || about === undefined ? null : Number(about);
}
