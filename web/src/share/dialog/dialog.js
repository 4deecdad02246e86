// <la-share>: the link of what is seen, in the forms in which people pass it on, with how long each is and what
// its reader will see.

import { html, icon, set, write } from "../../svg.js";
import { Panel, useStyles } from "../../views/panel.js";
import { title } from "../../views/view.js";
import { addressOf, FORMS, frameOf, textOf } from "./formats.js";

/**
 * @import { Player } from "../../player.js"
 * @import { State, Store } from "../../store.js"
 * @import { Form } from "./formats.js"
 * @import en from "./en.js"
 */

/** @typedef {keyof typeof en} Word */

/**
 * @typedef {object} Address what makes links
 * @property {(options: { looks: boolean, language: boolean }) => Promise<{ text: string, leftOut: readonly string[] }>} linkWith
 */

const TAG = "la-share";
/** Programs cut what is longer. */
const COMFORTABLE = 2_000;

await useStyles(new URL("./dialog.css", import.meta.url));

/** @extends {Panel<Word>} */
class Share extends Panel {
  #address;
  #dialog = html("dialog", { class: "share", "aria-labelledby": "la-share-name" });
  #name = html("h2", { id: "la-share-name" });
  #close = html("button", { type: "button", class: "quiet-button icon-button", "data-control": "share-close" }, icon("M4 4 12 12M12 4 4 12"));
  #tabs = html("div", { class: "tabs", role: "tablist" });
  /** @type {Map<Form, HTMLElement>} */
  #offered = new Map();
  #body = html("div", { class: "share-body", role: "tabpanel", id: "la-share-body" });
  #code = html("code", { "data-share": "text" });
  #lines = html("pre", { class: "lines share-lines", role: "group", tabindex: 0 }, this.#code);
  #length = html("span", { class: "share-length figure", "data-share": "length" });
  #said = html("span", { class: "share-said", role: "status" });
  #copyName = html("span");
  #copy = html("button", { type: "button", class: "share-copy", "data-control": "share-copy", "aria-keyshortcuts": "C" }, this.#copyName, html("kbd", { "aria-hidden": "true" }, "C"));
  #remark = html("p", { class: "share-remark" });
  #looks = check("looks", true);
  #language = check("language", false);
  #previewName = html("h3");
  #preview = html("div", { class: "share-preview", "data-share": "preview" });
  /** @type {Form} */
  #form = "link";
  #link = "";
  /** @type {readonly string[]} */
  #leftOut = [];

  /** @param {Address} address */
  constructor(address) {
    super({ en: () => import("./en.js"), zh: () => import("./zh.js") });
    this.#address = address;
  }

  /** @override */
  build() {
    // A page that was opened from a disk has nothing beside it that could be embedded.
    for (const form of FORMS.slice(0, location.protocol === "file:" ? 2 : FORMS.length)) {
      const tab = html("button", { type: "button", role: "tab", class: "tab", "data-form": form, "aria-controls": "la-share-body" });
      tab.addEventListener("click", () => this.#choose(form));
      this.#offered.set(form, tab);
      this.#tabs.append(tab);
    }
    this.#body.append(
      this.#lines,
      html("div", { class: "share-row" }, this.#length, this.#said, this.#copy),
      this.#remark,
      html("div", { class: "share-options" }, this.#looks.element, this.#language.element),
      this.#previewName, this.#preview,
    );
    this.#dialog.append(html("div", { class: "share-head" }, this.#name, this.#close), this.#tabs, this.#body);
    this.append(this.#dialog);
    this.#close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
    // A frame that nobody sees runs nothing.
    this.#dialog.addEventListener("close", () => this.#preview.replaceChildren());
    this.#dialog.addEventListener("keydown", (event) => this.#pressed(event));
    this.#copy.addEventListener("click", () => void this.#toClipboard());
    for (const { input } of [this.#looks, this.#language]) input.addEventListener("change", () => void this.#write());
  }

  async ask() {
    await this.#write();
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#copy.focus();
  }

  /** @override @param {Readonly<State>} state */
  show({ language }) {
    const { say } = this;
    write(this.#name, say("share.title"));
    title(this.#close, say("share.close"));
    set(this.#tabs, { "aria-label": say("share.forms") });
    for (const [form, tab] of this.#offered) {
      write(tab, say(`form.${form}`));
      set(tab, { "data-text": say(`form.${form}`) });
    }
    write(this.#copyName, say("share.copy"));
    write(this.#looks.text, say("share.looks"));
    write(this.#language.text, say(language === "zh" ? "share.in-zh" : "share.in-en"));
    this.#draw();
  }

  /** The link, anew. */
  async #write() {
    const { text, leftOut } = await this.#address.linkWith({ looks: this.#looks.input.checked, language: this.#language.input.checked });
    this.#link = text;
    this.#leftOut = leftOut;
    this.#draw();
  }

  /** @param {Form} form */
  #choose(form) {
    this.#form = form;
    this.#draw();
  }

  #draw() {
    const { say } = this;
    const text = textOf(this.#form, this.#shared());
    for (const [form, tab] of this.#offered) set(tab, { "aria-selected": String(form === this.#form), tabindex: form === this.#form ? 0 : -1 });
    set(this.#body, { "aria-label": say(`form.${this.#form}`) });
    set(this.#lines, { "aria-label": say(`form.${this.#form}`) });
    write(this.#code, text);
    write(this.#length, say("share.length", { n: text.length }));
    this.#tell("");
    write(this.#previewName, say(this.#form === "element" ? "share.preview.runs" : "share.preview"));
    const remarks = [
      ...(location.protocol === "file:" ? [say("share.disk")] : []),
      ...(text.length > COMFORTABLE ? [say("share.long", { most: COMFORTABLE })] : []),
      ...(this.#leftOut.length > 0 ? [say("share.left-out", { list: this.#leftOut.join(", ") })] : []),
      ...(this.#form === "iframe" || this.#form === "element" ? [say(`about.${this.#form}`)] : []),
    ];
    write(this.#remark, remarks.join(" "));
    this.#drawPreview();
  }

  /** What the reader of each form sees. */
  #drawPreview() {
    const { title: name, verdict, page, link, engine } = this.#shared();
    if (this.#form === "link" || this.#form === "markdown") {
      const address = addressOf({ page, link, engine });
      const anchor = html("a", { href: address, target: "_blank", rel: "noopener" }, this.#form === "link" ? address : name);
      this.#preview.replaceChildren(this.#form === "link"
        ? html("div", { class: "share-card" }, html("b", {}, name), html("p", {}, verdict), anchor)
        : html("p", {}, anchor, `: ${verdict}`));
      return;
    }
    // What is embedded is not kept for when there is no network.
    if (!navigator.onLine) return this.#preview.replaceChildren(html("p", { class: "share-remark" }, this.say("share.offline")));
    const src = frameOf({ link, page });
    const shown = this.#preview.querySelector("iframe");
    if (shown?.src !== src) this.#preview.replaceChildren(html("iframe", { src, title: name, height: 420 }));
  }

  #shared() {
    const { trace, intro, scenario, language, say } = this.store.state;
    const name = intro?.[language].title ?? (scenario.name || say("top.own"));
    // Who follows a link to a story is asked first what comes of the run.
    const told = (this.#link.includes("&story=") && intro?.[language].about) || trace.verdict[language];
    return { link: this.#link, page: location.href.replace(/[?#].*/, ""), engine: trace.engine, title: `${name} · LastAck`, verdict: told };
  }

  async #toClipboard() {
    try {
      await navigator.clipboard.writeText(this.#code.textContent ?? "");
      this.#tell(this.say("share.copied"), true);
    } catch {
      // Where a page may not write, as without TLS, a person still can.
      getSelection()?.selectAllChildren(this.#code);
      this.#tell(this.say("share.refused"));
    }
  }

  /** What became of copying. @param {string} text @param {boolean} [copied] */
  #tell(text, copied = false) {
    write(this.#said, text);
    this.#said.toggleAttribute("data-copied", copied);
  }

  /** As in any row of tabs; and the key that opened it copies. @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const forms = [...this.#offered.keys()];
    const step = this.#tabs.contains(/** @type {Node} */ (event.target)) ? { ArrowLeft: -1, ArrowRight: 1 }[event.key] : undefined;
    const named = forms[Number(event.key) - 1];
    const next = step === undefined ? named : forms[(forms.indexOf(this.#form) + step + forms.length) % forms.length];
    if (next) {
      this.#choose(next);
      if (step !== undefined) this.#offered.get(next)?.focus();
    } else if (event.key.toLowerCase() === "c") {
      void this.#toClipboard();
    } else return;
    event.preventDefault();
  }
}

/** @param {string} name @param {boolean} checked */
function check(name, checked) {
  const input = html("input", { type: "checkbox", "data-share": name });
  input.checked = checked;
  const text = html("span");
  return { input, text, element: html("label", { class: "share-check" }, input, text) };
}

/** The one of the page, once somebody has asked for it. @type {Promise<Share> | null} */
let share = null;

/**
 * Opens it.
 *
 * @param {HTMLElement} page
 * @param {Store} store
 * @param {Player} player
 * @param {Address} address
 */
export async function ask(page, store, player, address) {
  player.pause();
  share ??= place(page, store, player, address);
  try {
    await (await share).ask();
  } catch (error) {
    share = null;
    throw error;
  }
}

/** @param {HTMLElement} page @param {Store} store @param {Player} player @param {Address} address */
async function place(page, store, player, address) {
  if (!customElements.get(TAG)) customElements.define(TAG, Share);
  const made = new Share(address);
  await made.open(store, player);
  page.append(made);
  return made;
}
