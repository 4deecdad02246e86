// The heads of the two columns, which stay in sight: whose each is, and what its sockets are doing at this moment.

import { bandsAfter, HOSTS } from "../../run.js";
import { html, set, write } from "../../svg.js";
import { tag } from "../../words.js";

/**
 * @import { Host } from "../../engine.js"
 * @import { State } from "../../store.js"
 * @import { Say } from "../../strings/index.js"
 * @import { Columns } from "./layout.js"
 */

export class Heads {
  #heads = HOSTS.map((host) => {
    const name = html("span", { class: "column-name" });
    const state = html("span", { class: "column-state" });
    return { host, name, state, element: html("button", { type: "button", class: `column-head ${host}`, "data-host": host, "aria-haspopup": "menu" }, name, state) };
  });
  element = html("div", { class: "ladder-heads" }, ...this.#heads.map(({ element }) => element));

  /** @param {(host: Host, element: HTMLElement) => void} press */
  listen(press) {
    for (const { host, element } of this.#heads) element.addEventListener("click", () => press(host, element));
  }

  /**
   * @param {Columns} columns
   * @param {Say} say
   */
  place(columns, say) {
    for (const { host, name, element } of this.#heads) {
      write(name, `${host} · ${say(`host.${host}`)}`);
      element.style.setProperty("--x", `${host === "a" ? columns.a : columns.b}px`);
    }
  }

  /**
   * @param {Readonly<State>} state
   * @param {Columns} columns
   */
  nameStates({ run, cursor, stateNames, say }, columns) {
    for (const { host, state: element } of this.#heads) {
      const bands = bandsAfter(run, host, cursor.events);
      const names = bands.map(({ life, state }) => tag(life) + (stateNames.get(state) ?? state));
      const newest = names.at(-1) ?? say("ladder.gone");
      const short = columns.size === "narrow" && names.length > 1;
      const name = short ? say("ladder.more", { state: newest, n: names.length - 1 }) : names.join(" · ") || newest;
      if (element.textContent === name) continue;
      write(element, name);
      set(element, { title: bands.map(({ state }) => state).join(" ") || null, "data-state": bands.at(-1)?.state ?? "GONE" });
    }
  }
}
