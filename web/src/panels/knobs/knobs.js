// <la-all-knobs>: every sysctl of the engine's table in its group, what each did in this run, the options of
// sockets, the kernel and its clock, and all of it as lines to copy. What is to be seen of the rows in front
// is here too. The rows are made when somebody unfolds them.

import { html, set, write } from "../../svg.js";
import { Panel, useStyles } from "../../views/panel.js";
import { GROUPS, groupOf } from "./groups.js";
import { KernelSection } from "./kernel-section.js";
import { LinesSection } from "./lines-section.js";
import { OptionsSection } from "./options-section.js";
import { meet, Remarks } from "./remarks.js";

/**
 * @import { Group } from "./groups.js"
 * @import { State } from "../../store.js"
 * @import { Desk, Search } from "../../views/knobs.js"
 * @import { Row } from "../../views/knobs/row.js"
 * @import words from "./en.js"
 */

/** @typedef {keyof typeof words} Word */
/** @typedef {{ id: Group | "options" | "kernel" | "lines", fold: HTMLDetailsElement, name: HTMLElement, about: HTMLElement, rows: Entry[] }} Section */
/** @typedef {{ row: Row, remarks: Remarks }} Entry */

export const tag = "la-all-knobs";

/** @type {Promise<typeof import("../../strings/laws.js")>} */
const laws = import("../../strings/laws.js");
await useStyles(new URL("./knobs.css", import.meta.url));
const { governs } = await laws;

/** @extends {Panel<Word>} */
export default class AllKnobs extends Panel {
  #desk;
  /** @type {Entry[]} */
  #front = [];
  /** @type {Section[]} */
  #sections = [];
  /** @type {OptionsSection | null} */
  #options = null;
  /** @type {KernelSection | null} */
  #kernel = null;
  /** @type {LinesSection | null} */
  #lines = null;
  #nothing = html("p", { class: "found-none", role: "status" });
  /** @type {Search} */
  #search = { words: "", changed: false };
  /** Advice comes when somebody wants it, or has turned something: never under a pointer that only passes. */
  #advises = false;

  /** @param {Desk} desk */
  constructor(desk) {
    super({ en: () => import("./en.js"), zh: () => import("./zh.js") });
    this.#desk = desk;
  }

  /** @override */
  build() {
    this.#front = this.#desk.front.map((row) => this.#entry(row));
  }

  /** @override @param {Readonly<State>} state */
  structure(state) {
    if (this.isConnected || state.edited) this.#advises = true;
    super.structure(state);
  }

  /** @override @param {Readonly<State>} state */
  show(state) {
    const met = this.#advises ? meet(state) : null;
    for (const { remarks } of this.#front) remarks.show(state, met, this.say);
    for (const { id, name, about, rows } of this.#sections) {
      write(name, this.say(`group.${id}`));
      for (const { row, remarks } of rows) {
        row.structure(state, this.say(`unit.${row.sysctl.unit}`), row.sysctl.global ? this.say("host.machine") : undefined);
        remarks.show(state, met, this.say);
      }
      const changed = id === "options" ? (this.#options?.count(state) ?? 0) : rows.filter(({ remarks }) => remarks.isChanged(state)).length;
      const asked = rows.filter(({ remarks }) => remarks.isAsked(state)).length;
      write(about, [changed > 0 && this.say("group.changed", { n: changed }), asked > 0 && this.say("group.asked", { n: asked })].filter(Boolean).join(" · "));
    }
    this.#options?.show(state, this.say);
    this.#kernel?.show(state, this.say);
    this.#lines?.show(state, this.say);
    this.showValues();
    this.#sift(state);
  }

  /** @override @param {Readonly<State>} state */
  position(state) {
    for (const { remarks } of this.#all) remarks.position(state, this.say);
  }

  /** @override @param {Readonly<State>} state */
  lights(state) {
    const met = this.#advises ? meet(state) : null;
    for (const { remarks } of this.#all) remarks.show(state, met, this.say);
  }

  /** What most sysctls do is fetched with what rules say. @override @param {Readonly<State>} state */
  learned(state) {
    this.show(state);
  }

  /** Makes the rows, once. */
  unfold() {
    this.#advises = true;
    this.store.explain();
    if (this.#sections.length === 0) {
      const rows = this.store.state.sysctls.filter(({ front }) => !front);
      const groups = GROUPS.map((group) => this.#makeSection(group, rows.filter((sysctl) => groupOf(sysctl) === group).map((sysctl) => this.#entry(this.#desk.makeRow(sysctl)))));
      this.#options = new OptionsSection(this.store, this.#desk.when);
      this.#kernel = new KernelSection(this.store);
      this.#lines = new LinesSection(this.store);
      this.#sections = groups.filter(({ rows: own }) => own.length > 0);
      for (const [id, { element }] of /** @type {const} */ ([["options", this.#options], ["kernel", this.#kernel], ["lines", this.#lines]])) {
        const section = this.#makeSection(id, []);
        section.fold.append(element);
        this.#sections.push(section);
      }
      this.replaceChildren(this.#nothing, ...this.#sections.map(({ fold }) => fold));
    }
    this.show(this.store.state);
  }

  /** @param {Search} search */
  search(search) {
    this.#search = search;
    if (this.#sections.length === 0) this.unfold();
    else this.#sift(this.store.state);
    const wanted = search.words.trim() !== "" || search.changed;
    for (const { fold } of this.#sections) fold.open = wanted && !fold.hidden;
  }

  showValues() {
    for (const { row } of this.#all) row.showValues((host, sysctl) => this.store.sysctlValue(host, sysctl, this.#desk.when()));
  }

  get #all() {
    return [...this.#front, ...this.#sections.flatMap(({ rows }) => rows)];
  }

  /** @param {Row} row @returns {Entry} */
  #entry(row) {
    return { row, remarks: new Remarks(row, this.store, governs[row.sysctl.name] ?? []) };
  }

  /** @param {Section["id"]} id @param {Entry[]} rows @returns {Section} */
  #makeSection(id, rows) {
    const [name, about] = [html("span", { class: "group-name" }), html("span", { class: "group-about" })];
    const fold = html("details", { class: "group", "data-group": id }, html("summary", {}, name, about), ...rows.map(({ row }) => row.element));
    return { id, fold, name, about, rows };
  }

  /** Shows what is looked for, and nothing else. @param {Readonly<State>} state */
  #sift(state) {
    const words = this.#search.words.trim().toLowerCase();
    const { changed } = this.#search;
    const wants = (/** @type {Entry} */ { row, remarks }, /** @type {string} */ about) =>
      (!changed || remarks.isChanged(state)) && `${row.sysctl.name} ${state.saySysctl(row.sysctl.name)} ${about}`.toLowerCase().includes(words);
    let found = 0;
    const sift = (/** @type {Entry} */ entry, /** @type {string} */ about) => {
      const wanted = wants(entry, about);
      entry.row.element.hidden = !wanted;
      found += Number(wanted);
    };
    for (const entry of this.#front) sift(entry, this.say(`group.${groupOf(entry.row.sysctl)}`));
    for (const { id, fold, rows } of this.#sections) {
      const about = this.say(`group.${id}`);
      for (const entry of rows) sift(entry, about);
      fold.hidden = id === "options" ? !this.#siftOptions(words, changed) : rows.length > 0 ? rows.every(({ row }) => row.element.hidden) : id === "kernel" && (changed || !about.toLowerCase().includes(words));
      found += Number(id !== "lines" && rows.length === 0 && !fold.hidden);
    }
    set(this.#nothing, { hidden: found > 0 });
    write(this.#nothing, found > 0 ? "" : changed && words === "" ? this.say("found.unchanged") : this.say("found.none", { words: this.#search.words.trim() }));
  }

  /** @param {string} words @param {boolean} changed */
  #siftOptions(words, changed) {
    return (this.#options?.search(words, this.say) ?? false) && (!changed || (this.#options?.count(this.store.state) ?? 0) > 0);
  }
}
