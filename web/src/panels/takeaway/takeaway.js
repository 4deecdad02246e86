// <la-take-away>: the run in the formats that other people's tools read. The second wasm writes them all.

import { loadPrinter } from "../../printer.js";
import { reasonOf } from "../../reason.js";
import { html, set, write } from "../../svg.js";
import { Panel, useStyles } from "../../views/panel.js";
import { fileOf, FORMATS } from "./formats.js";

/**
 * @import { Host } from "../../engine.js"
 * @import { Player } from "../../player.js"
 * @import { State, Store } from "../../store.js"
 * @import { Format } from "./formats.js"
 * @import en from "./en.js"
 */

/** @typedef {keyof typeof en} Word */

export const tag = "la-take-away";

/** What makes printers, once it is there. @type {Awaited<ReturnType<typeof loadPrinter>>} */
let Printer;

await useStyles(new URL("./takeaway.css", import.meta.url));

/** How long the address of a saved file holds: a browser reads it at once, but not before we return. */
const SAVING_MS = 60_000;

/** @extends {Panel<Word>} */
export default class TakeAway extends Panel {
  #heading = html("h2");
  #about = html("p", { class: "take-about" });
  #left = html("div", { class: "take-left", hidden: true });
  #rows = FORMATS.map((format) => new Row(format, this));

  constructor() {
    super({ en: () => import("./en.js"), zh: () => import("./zh.js") });
  }

  /** Asks for what prints: it did not come with the module, whose failure would be for ever. @override @param {Store} store @param {Player} player */
  async open(store, player) {
    Printer = await loadPrinter();
    await super.open(store, player);
  }

  /** @override */
  build() {
    this.append(this.#heading, this.#about, html("ul", { class: "take-rows" }, ...this.#rows.map(({ element }) => element)), this.#left);
  }

  /** @override @param {Readonly<State>} state */
  show({ scenario, say, language }) {
    write(this.#heading, this.say("take.heading"));
    write(this.#about, this.say("take.about"));
    this.#tell(null, "");
    for (const row of this.#rows) row.show(this.say, { a: say("host.a"), b: say("host.b") });
    const printer = new Printer(scenario);
    const left = printer.leftOutOfLab(language);
    printer.free();
    this.#left.hidden = left.length === 0;
    this.#left.replaceChildren(html("p", {}, this.say("take.left")), html("ul", {}, ...left.map((text) => html("li", {}, text))));
  }

  /** What became of a row is said in it, and of no other any more. @param {Row | null} row @param {string} text @param {boolean} [done] */
  #tell(row, text, done = false) {
    for (const each of this.#rows) each.tell(each === row ? text : "", done);
  }

  /** @param {Row} row */
  async copy(row) {
    const { format, options } = row;
    try {
      const file = await this.#write(format, options);
      await navigator.clipboard.writeText(await file.text());
      this.#tell(row, this.say("take.copied", { format: format.shown, size: sizeOf(file) }), true);
    } catch (error) {
      const refused = !navigator.clipboard || (error instanceof DOMException && error.name === "NotAllowedError");
      this.#tell(row, refused ? this.say("take.refused") : this.say("take.failed", { reason: reasonOf(error) }));
    }
  }

  /** @param {Row} row */
  async save(row) {
    const { format, options } = row;
    try {
      const file = await this.#write(format, options);
      const name = `${this.store.state.preset ?? "lastack"}.${format.ending}`;
      const url = URL.createObjectURL(file);
      html("a", { href: url, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(url), SAVING_MS);
      this.#tell(row, this.say("take.saved", { file: name, size: sizeOf(file) }), true);
    } catch (error) {
      this.#tell(row, this.say("take.failed", { reason: reasonOf(error) }));
    }
  }

  /** @param {Format} format @param {Row["options"]} options */
  async #write(format, options) {
    const { scenario, intro, language } = this.store.state;
    const printer = new Printer(scenario);
    try {
      const told = intro?.[language];
      return await fileOf(printer, format, { lang: language, ...(told ? { title: told.title, about: told.about } : {}), ...options });
    } finally {
      printer.free();
    }
  }
}

/** One format. */
class Row {
  #what = html("p", { class: "take-what" });
  #said = html("p", { class: "take-said", role: "status" });
  #copy = html("button", { type: "button" });
  #save = html("button", { type: "button" });
  #animated = html("input", { type: "checkbox" });
  #animatedWords = html("span");
  #host;
  #hostWords = html("span");
  element;

  /** @param {Format} format @param {TakeAway} panel */
  constructor(format, panel) {
    this.format = format;
    set(this.#copy, { "data-copy": format.id });
    set(this.#save, { "data-save": format.id });
    const { places } = format;
    this.#host = html("select", { class: "plain-select" }, ...places.map((value) => html("option", { value })));
    const options = format.moves ? [html("label", {}, this.#animated, this.#animatedWords)] : places.length > 0 ? [html("label", {}, this.#hostWords, this.#host)] : [];
    this.element = html("li", { class: "take-row", "data-format": format.id },
      html("span", { class: "take-name" }, format.shown), this.#what,
      html("div", { class: "take-options", hidden: options.length === 0 }, ...options),
      html("div", { class: "take-buttons" }, ...(format.copies ? [this.#copy] : []), this.#save), this.#said);
    this.#copy.addEventListener("click", () => void panel.copy(this));
    this.#save.addEventListener("click", () => void panel.save(this));
  }

  /** What was chosen. @returns {{ animated?: boolean, host?: Host | "both" }} */
  get options() {
    const place = this.format.places[this.#host.selectedIndex] ?? "wire";
    return { ...(this.format.moves ? { animated: this.#animated.checked } : {}), ...(place === "wire" ? {} : { host: place }) };
  }

  /** @param {string} text @param {boolean} done */
  tell(text, done) {
    write(this.#said, text);
    this.#said.toggleAttribute("data-done", done && text !== "");
    if (text !== "") this.element.scrollIntoView({ block: "nearest" });
  }

  /** @param {TakeAway["say"]} say @param {Record<Host, string>} hosts */
  show(say, hosts) {
    const { id, shown } = this.format;
    write(this.#what, say(`take.${id}`));
    write(this.#copy, say("take.copy"));
    write(this.#save, say("take.save"));
    set(this.#copy, { "aria-label": say("take.copy.of", { format: shown }) });
    set(this.#save, { "aria-label": say("take.save.of", { format: shown }) });
    write(this.#animatedWords, say("take.animated"));
    write(this.#hostWords, say("take.host"));
    const names = { wire: say("take.wire"), both: say("take.both"), ...hosts };
    for (const [i, place] of this.format.places.entries()) write(/** @type {HTMLOptionElement} */ (this.#host.options[i]), names[place]);
  }
}

/** @param {Blob} file */
function sizeOf({ size }) {
  return size < 1000 ? `${size} B` : `${(size / 1000).toFixed(size < 10_000 ? 1 : 0)} KB`;
}
