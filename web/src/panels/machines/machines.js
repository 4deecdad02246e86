// <la-machines>: the state machine of each host, drawn from the engine's own graph, with the connection in
// it: where it is, which way it came, and which rules could take it on.

import { clock } from "../../format.js";
import { HOSTS } from "../../run.js";
import { laws } from "../../strings/laws.js";
import { html, set, write } from "../../svg.js";
import { Panel, useStyles } from "../../views/panel.js";
import { tag as ordinal } from "../../words.js";
import { graph } from "./graph.js";
import { Machine } from "./machine.js";
import { newestLife, placeOf, stepsOf } from "./walk.js";

/**
 * @import { Host, State as TcpState } from "../../engine.js"
 * @import { Life } from "../../run.js"
 * @import { State } from "../../store.js"
 * @import { By } from "./graph.js"
 * @import { Part } from "./machine.js"
 * @import { Place, Step } from "./walk.js"
 * @import en from "./en.js"
 */

/** @typedef {keyof typeof en} Word */

/**
 * @typedef {object} Side one host's half of the panel
 * @property {Host} host
 * @property {Machine} machine
 * @property {HTMLElement} name
 * @property {HTMLElement} state
 * @property {HTMLSelectElement} choice of the connection, where there are several
 * @property {HTMLDetailsElement} list
 * @property {HTMLElement} listName
 * @property {HTMLElement} listBody
 * @property {HTMLElement} element
 * @property {ReadonlyMap<Life, readonly Step[]>} walks
 * @property {Life | null} life
 * @property {Place | null} place
 * @property {string} shown
 */

export const tag = "la-machines";

await useStyles(new URL("./machines.css", import.meta.url));

/** @extends {Panel<Word>} */
export default class Machines extends Panel {
  #sides = HOSTS.map((host) => this.#makeSide(host));
  #about = html("div", { class: "machine-about" });
  /** What is under the pointer, or focused. @type {{ side: Side, part: Part } | null} */
  #looked = null;
  /** What the words below are about; nothing before the first. @type {string | null} */
  #said = null;

  constructor() {
    super({ en: () => import("./en.js"), zh: () => import("./zh.js") });
  }

  /** @override */
  build() {
    this.append(html("div", { class: "machines" }, ...this.#sides.map(({ element }) => element)), this.#about);
    this.#about.addEventListener("click", (event) => this.#chose(event));
    this.store.explain();
  }

  /** @override @param {Readonly<State>} state */
  show(state) {
    const { trace, run, stateNames, say } = state;
    for (const side of this.#sides) {
      const { host, machine, name, choice, listName } = side;
      const lives = run.lives.filter((life) => life.host === host);
      side.walks = new Map(lives.map((life) => [life, stepsOf(trace, run, life)]));
      side.shown = "";
      write(name, `${host} · ${say(`host.${host}`)}`);
      machine.name(this.say("machine.label", { host: say(`host.${host}`) }), (tcp) => stateNames.get(tcp) ?? tcp, (part) => this.#name(part, state));
      write(listName, this.say("list.label"));
      choice.hidden = lives.length < 2;
      set(choice, { "aria-label": this.say("choice.label") });
      const chosen = choice.value;
      choice.replaceChildren(html("option", { value: "" }, this.say("choice.newest")), ...lives.map((life) => html("option", { value: life.nth }, this.#nameLife(life, state))));
      choice.value = lives.some(({ nth }) => String(nth) === chosen) ? chosen : "";
    }
    this.#said = null;
  }

  /** @override @param {Readonly<State>} state */
  position(state) {
    for (const side of this.#sides) this.#placeSide(side, state);
    this.#tell(state);
  }

  /** @param {Side} side @param {Readonly<State>} state */
  #placeSide(side, state) {
    const { trace, run, cursor, stateNames, say } = state;
    const { host, machine, choice, walks } = side;
    const life = [...walks.keys()].find(({ nth }) => String(nth) === choice.value) ?? newestLife(run, host, cursor.events);
    const walk = (life && walks.get(life)) ?? [];
    const place = life ? placeOf(trace, life, walk, cursor.events) : null;
    Object.assign(side, { life, place });
    const shown = `${life?.nth} ${place?.taken} ${place?.mini} ${place?.gone}`;
    if (shown === side.shown) return;
    side.shown = shown;
    const steps = walk.slice(0, place?.taken ?? 0);
    const last = place?.step ?? null;
    const current = last?.to ?? null;
    machine.light(current, new Set(steps.flatMap((step) => wayOf(step) ?? [])), last && wayOf(last));
    const words = !life || !place || current === null ? this.say("state.none") : place.gone ? say("ladder.gone") : `${ordinal(life)}${stateNames.get(current) ?? current}`;
    write(side.state, place?.mini && !place.gone ? this.say("state.mini", { state: words }) : words);
    set(side.state, { title: current });
    if (side.list.open) this.#fillList(side, state);
  }

  /**
   * Below the drawings: which rules take what is looked at, else what was done last.
   *
   * @param {Readonly<State>} state
   */
  #tell(state) {
    const { side, part } = this.#looked ?? this.#latest() ?? {};
    const key = part && side ? `${side.host} ${"state" in part ? part.state : part.way} ${side.shown} ${state.sayRule("syn-sent")}` : "";
    if (key === this.#said) return;
    this.#said = key;
    const told = side && part ? ("state" in part ? this.#aboutState(side, part.state, state) : this.#aboutWay(side, part.way, state)) : [html("p", { class: "quiet" }, this.say("about.empty"))];
    this.#about.replaceChildren(...told);
  }

  /** What was taken last on either side. @returns {{ side: Side, part: Part } | null} */
  #latest() {
    const newest = this.#sides.toSorted((one, other) => (other.place?.step?.event ?? -1) - (one.place?.step?.event ?? -1))[0];
    const way = newest?.place?.step ? wayOf(newest.place.step) : null;
    return newest && way ? { side: newest, part: { way } } : null;
  }

  /** @param {Side} side @param {string} way @param {Readonly<State>} state */
  #aboutWay(side, way, state) {
    const step = this.#taken(side).findLast((candidate) => wayOf(candidate) === way);
    const rows = rulesOf(way);
    const taken = step ? rows.filter(({ rule }) => rule === step.rule) : [];
    return [
      html("p", { class: "machine-what" }, this.#title(side, this.#nameWay(way, state), state), step && this.#when(step)),
      html("ul", { class: "machine-rules" }, ...[...taken, ...rows.filter((row) => !taken.includes(row))].map((row) => this.#rule(row, step ?? null, state))),
    ];
  }

  /** @param {Side} side @param {TcpState} tcp @param {Readonly<State>} state */
  #aboutState(side, tcp, state) {
    const { stateNames } = state;
    const entered = this.#taken(side).filter(({ to }) => to === tcp);
    const onward = [...new Set(graph.filter(([from]) => from === tcp).map(([, to]) => stateNames.get(to) ?? to))];
    return [
      html("p", { class: "machine-what" }, this.#title(side, `${stateNames.get(tcp) ?? tcp}`, state), ...entered.map((step) => this.#when(step))),
      html("p", { class: "quiet" }, this.say(entered.length > 0 ? "state.jump" : "state.never"), " ", tcp === "CLOSE" ? "" : this.say("state.onward", { states: onward.join(this.say("list.comma")) })),
    ];
  }

  /** @param {Side} side @param {string} text @param {Readonly<State>} state */
  #title({ host, life }, text, { say }) {
    return html("span", {}, html("span", { class: `host-name ${host}` }, say(`host.${host}`), ` ${ordinal(life)}`), " ", html("b", { class: "unbroken" }, text));
  }

  /** @param {Step} step */
  #when({ event, at }) {
    return event === null ? html("span", { class: "figure" }, clock(at)) : html("button", { type: "button", class: "event-link", "data-select": event }, html("span", { class: "figure" }, clock(at)));
  }

  /** @param {{ rule: string, by: readonly By[] }} row @param {Step | null} step @param {Readonly<State>} state */
  #rule({ rule, by }, step, state) {
    const isIt = step?.rule === rule;
    const [rfc = "", kernel = ""] = laws[rule] ?? [];
    const which = isIt && step?.by ? [step.by] : by;
    return html("li", { "data-rule": rule, "data-taken": isIt },
      html("span", { class: "machine-by" }, which.map((one) => this.#nameBy(one, rule, state)).join(this.say("list.or"))),
      html("span", {}, state.sayRule(rule), " ", html("span", { class: "cite" }, [rfc, kernel].filter((part) => part !== "").join(" · "))));
  }

  /** @param {By} by @param {string} rule @param {Readonly<State>} state */
  #nameBy(by, rule, { tell }) {
    if (by === "call" || by === "segment" || by === "icmp") return this.say(`by.${by}`);
    // The keepalive timer, or a mini-socket's, is what bounds FIN-WAIT-2.
    const bounds = (by === "keepalive" && rule !== "keepalive-gives-up") || (by === "time-wait" && rule === "fin-wait-2-expired");
    return bounds ? tell.timer("keepalive", { kind: "fin-timeout", seconds: 0 }) : tell.timer(by, undefined);
  }

  /** @param {Side} side @param {Readonly<State>} state */
  #fillList(side, state) {
    const { place } = side;
    const steps = this.#taken(side).filter(({ event }) => event !== null);
    const now = place?.step?.to ?? null;
    const onward = now === null || place?.gone ? [] : graph.filter(([from]) => from === now);
    const ways = [...new Set(onward.map(([from, to]) => `${from} ${to}`))];
    side.listBody.replaceChildren(
      html("h3", {}, this.say("list.taken")),
      steps.length === 0 ? html("p", { class: "quiet" }, this.say("list.none")) : html("ol", {}, ...steps.map((step) => html("li", {},
        html("button", { type: "button", class: "event-link", "data-select": step.event }, html("span", { class: "figure" }, clock(step.at)), " ", this.#nameWay(wayOf(step) ?? "", state), step.by ? ` (${this.#nameBy(step.by, step.rule, state)})` : "")))),
      ...(now === null || ways.length === 0 ? [] : [
        html("h3", {}, this.say("list.onward", { state: state.stateNames.get(now) ?? now })),
        html("ul", {}, ...ways.map((way) => html("li", {}, html("b", {}, this.#nameWay(way, state)), html("ul", { class: "machine-rules" }, ...rulesOf(way).map((row) => this.#rule(row, null, state)))))),
      ]),
    );
  }

  /** @param {Part} part @param {Readonly<State>} state */
  #name(part, state) {
    return "state" in part ? this.say("part.state", { state: state.stateNames.get(part.state) ?? part.state }) : this.#nameWay(part.way, state);
  }

  /** @param {string} way @param {Readonly<State>} state */
  #nameWay(way, { stateNames }) {
    const [from = "", to = ""] = way.split(" ");
    return `${from === "CLOSE" ? this.say("state.nothing") : (stateNames.get(from) ?? from)} → ${stateNames.get(to) ?? to}`;
  }

  /** @param {Life} life @param {Readonly<State>} state */
  #nameLife({ nth, sockets }, { trace }) {
    const record = trace.sockets.find(({ id }) => id === sockets[0]);
    return `${nth <= 20 ? String.fromCodePoint(0x245f + nth) : `#${nth}`} :${record?.sport} → :${record?.dport}`;
  }

  /** What has been taken so far of the connection that is shown. @param {Side} side */
  #taken({ life, walks, place }) {
    return ((life && walks.get(life)) ?? []).slice(0, place?.taken ?? 0);
  }

  /** @param {Side} side @param {Part} part */
  #press(side, part) {
    if ("way" in part) {
      const step = this.#taken(side).findLast((candidate) => wayOf(candidate) === part.way);
      if (step && step.event !== null) this.store.select(step.event);
      return;
    }
    const { selection, run } = this.store.state;
    const entered = [...side.walks].flatMap(([life, steps]) => steps.filter(({ to }) => to === part.state).map((step) => ({ life, step })));
    entered.sort((one, other) => (one.step.event ?? -1) - (other.step.event ?? -1));
    const here = selection ?? (side.place?.step?.to === part.state ? side.place.step.event : undefined);
    const next = entered[(entered.findIndex(({ step }) => step.event === here) + 1) % entered.length];
    if (!next) return;
    const { life, step } = next;
    side.choice.value = newestLife(run, side.host, (step.event ?? -1) + 1) === life ? "" : String(life.nth);
    this.player.pause();
    if (step.event !== null) return this.store.reach(step.event);
    this.store.select(null);
    this.store.seek(0);
  }

  /** @param {Event} event */
  #chose({ target }) {
    const link = /** @type {Element} */ (target).closest("[data-select]");
    if (link) this.store.select(Number(link.getAttribute("data-select")));
  }

  /** @param {Host} host @returns {Side} */
  #makeSide(host) {
    const machine = new Machine(host, {
      press: (part) => this.#press(side, part),
      look: (part) => {
        this.#looked = part && { side, part };
        this.#tell(this.store.state);
      },
    });
    const [name, state] = [html("h3", { class: `host-name ${host}` }), html("span", { class: "machine-now" })];
    const choice = /** @type {HTMLSelectElement} */ (html("select", { class: "plain-select", "data-control": `machine-${host}` }));
    const [listName, listBody] = [html("summary"), html("div", { class: "machine-list" })];
    const list = /** @type {HTMLDetailsElement} */ (html("details", { class: "more" }, listName, listBody));
    const element = html("section", { class: "machine-side", "data-host": host }, html("header", {}, name, state, choice), machine.element, list);
    /** @type {Side} */
    const side = { host, machine, name, state, choice, list, listName, listBody, element, walks: new Map(), life: null, place: null, shown: "" };
    choice.addEventListener("change", () => this.position(this.store.state));
    list.addEventListener("toggle", () => list.open && this.#fillList(side, this.store.state));
    listBody.addEventListener("click", (event) => this.#chose(event));
    return side;
  }
}

/** @param {Step} step */
function wayOf({ from, to }) {
  return from === null ? null : `${from} ${to}`;
}

/** The rules that take a way, each with what sets it off. @param {string} way */
function rulesOf(way) {
  /** @type {Map<string, By[]>} */
  const rules = new Map();
  for (const [from, to, rule, by] of graph) if (`${from} ${to}` === way) rules.set(rule, [...(rules.get(rule) ?? []), by]);
  return [...rules].map(([rule, by]) => ({ rule, by }));
}
