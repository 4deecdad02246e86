// What a host can do: each call of its application for each socket that it has, what befalls the host, its
// sysctls, and what somebody forges for it. Whether a call makes sense is for the kernel to say.

import { act, MOST_BYTES } from "../deeds.js";
import { tag } from "../words.js";
import { ask } from "./ask.js";
import { descriptorsOf, expectedBy } from "./descriptors.js";

/**
 * @import { Host } from "../engine.js"
 * @import { Store } from "../store.js"
 * @import { Anchor } from "../views/menus.js"
 * @import { Deed } from "../deeds.js"
 * @import { Answers, Field } from "./ask.js"
 * @import { Descriptor } from "./descriptors.js"
 * @import { Group, Item } from "./menu.js"
 * @import { SayMenu } from "./subjects.js"
 */

/** As `setsockopt()` names them. */
const OPTIONS = /** @type {const} */ (["TCP_USER_TIMEOUT", "TCP_LINGER2", "SO_KEEPALIVE", "TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT", "TCP_QUICKACK", "TCP_NODELAY", "TCP_RTO_MAX_MS"]);
/** Of segments that somebody forges. */
const FORGED_FLAGS = /** @type {const} */ (["R", "RA", "S", "SA", "A", "PA", "FA"]);
const INT = { min: -2_147_483_648, max: 2_147_483_647, step: 1 };
const PORT = { min: 1, max: 65_535, step: 1 };
const LONGEST_PAYLOAD = 65_495;

/**
 * @param {Store} store
 * @param {SayMenu} sayMenu
 * @param {Host} host
 * @param {Anchor} anchor
 * @returns {{ label: string, groups: Group[] }}
 */
export function hostMenu(store, sayMenu, host, anchor) {
  const { say } = store.state;
  const descriptors = descriptorsOf(store.state, host);
  /** @param {string} label @param {readonly Field[]} fields @param {(answers: Answers) => void} run */
  const asks = (label, fields, run) => ask({ label, fields, act: sayMenu("do"), cancel: sayMenu("cancel"), run }, anchor);
  const calls = descriptors.map((descriptor) => ({ title: titleOf(descriptor, store, sayMenu), items: socketItems(store, sayMenu, host, descriptor, asks) }));
  const several = calls.length > 1;
  const sockets = several ? [{ title: sayMenu("sockets"), items: calls.map(({ title, items }, i) => ({ id: descriptors[i]?.name ?? "", text: title, more: [{ title, items }] })) }] : calls;
  const name = say(`host.${host}`);
  return { label: name.charAt(0).toUpperCase() + name.slice(1), groups: [...sockets, ...hostGroups(store, sayMenu, host, descriptors, asks)] };
}

/** @param {Descriptor} descriptor @param {Store} store @param {SayMenu} sayMenu */
function titleOf({ open, sport, dport, state, life }, { state: { stateNames, say } }, sayMenu) {
  const now = state === null ? say("ladder.gone") : (stateNames.get(state) ?? state);
  return `${tag(life)}:${sport} → :${dport} · ${now}${open ? "" : ` · ${sayMenu("closed")}`}`;
}

/** @typedef {(label: string, fields: readonly Field[], run: (answers: Answers) => void) => void} Asks */

/**
 * @param {Store} store
 * @param {SayMenu} sayMenu
 * @param {Host} host
 * @param {Descriptor} descriptor
 * @param {Asks} asks
 * @returns {Item[]}
 */
function socketItems(store, sayMenu, host, { name }, asks) {
  const does = (/** @type {Deed} */ deed) => () => act(store, host, deed, name === "main" ? undefined : name);
  const number = (/** @type {string} */ label, /** @type {string} */ field, /** @type {number} */ value, /** @type {{ min: number, max: number, step: number }} */ limits, /** @type {string} */ unit) =>
    ({ name: field, label, value, limits, unit });
  const bytes = { min: 0, max: MOST_BYTES, step: 1 };
  return [
    { id: "close", code: true, text: "close()", run: does({ do: "close" }) },
    { id: "shutdown_wr", code: true, text: "shutdown(SHUT_WR)", run: does({ do: "shutdown_wr" }) },
    { id: "shutdown_rd", code: true, text: "shutdown(SHUT_RD)", run: does({ do: "shutdown_rd" }) },
    { id: "shutdown_rdwr", code: true, text: "shutdown(SHUT_RDWR)", run: does({ do: "shutdown_rdwr" }) },
    { id: "write", code: true, text: "write(n)…", run: () => asks("write()", [number(sayMenu("field.bytes"), "bytes", 1000, bytes, "B")], (answers) => does({ do: "write", bytes: Number(answers["bytes"]) })()) },
    { id: "read", code: true, text: "read(n)…", run: () => asks("read()", [number(sayMenu("field.most"), "bytes", MOST_BYTES, bytes, "B")], (answers) => does({ do: "read", bytes: Number(answers["bytes"]) })()) },
    { id: "linger", code: true, text: "SO_LINGER…", run: () => asks("setsockopt(SO_LINGER, {1, n})", [number(sayMenu("field.seconds"), "seconds", 0, INT, "s")], (answers) => does({ do: "linger", seconds: Number(answers["seconds"]) })()) },
    {
      id: "setsockopt", code: true, text: "setsockopt()…",
      run: () => asks("setsockopt()", [
        { name: "opt", label: sayMenu("field.option"), value: OPTIONS[0], choices: OPTIONS.map((option) => [option, option]) },
        number(sayMenu("field.value"), "value", 0, INT, ""),
      ], (answers) => does({ do: "setsockopt", opt: /** @type {typeof OPTIONS[number]} */ (answers["opt"]), value: Number(answers["value"]) })()),
    },
    { id: "vanish", text: sayMenu("vanish"), run: does({ do: "vanish" }) },
  ];
}

/**
 * @param {Store} store
 * @param {SayMenu} sayMenu
 * @param {Host} host
 * @param {readonly Descriptor[]} descriptors
 * @param {Asks} asks
 * @returns {Group[]}
 */
function hostGroups(store, sayMenu, host, descriptors, asks) {
  const { say } = store.state;
  const port = descriptors[0]?.sport ?? 0;
  const sock = freeName(descriptors);
  const does = (/** @type {Deed} */ deed) => () => act(store, host, deed);
  return [
    {
      title: sayMenu("process"),
      items: [
        { id: "connect", text: sayMenu("connect.same", { port }), run: () => act(store, host, { do: "connect", ephemeral: false }, sock) },
        { id: "connect-ephemeral", text: sayMenu("connect.other"), run: () => act(store, host, { do: "connect", ephemeral: true }, sock) },
        { id: "listen", code: true, text: "listen()…", run: () => asks("listen()", [{ name: "port", label: sayMenu("field.port"), value: port, limits: PORT }], (answers) => does({ do: "listen", port: Number(answers["port"]) })()) },
        { id: "unlisten", text: sayMenu("unlisten"), run: does({ do: "unlisten" }) },
        { id: "exit", text: sayMenu("exit"), run: does({ do: "exit" }) },
      ],
    },
    {
      title: sayMenu("machine"),
      items: [
        { id: "sysctl", text: sayMenu("sysctl"), run: () => asks(sayMenu("sysctl.label", { host: say(`host.${host}`) }), sysctlFields(store, sayMenu, host), ({ key = "", value = "" }) => store.setSysctl(host, key, /^-?\d+$/.test(value.trim()) ? Number(value) : value, "now")) },
        { id: "inject", text: sayMenu("inject"), run: () => asks(sayMenu("inject.label", { host: say(`host.${host}`) }), forgeryFields(store, sayMenu, host), (answers) => does({ do: "inject", flags: answers["flags"] ?? "", seq: Number(answers["seq"]), ack: Number(answers["ack"]), len: Number(answers["len"]), win: 1000 })()) },
        { id: "reboot", text: sayMenu("reboot"), run: does({ do: "reboot" }) },
      ],
    },
  ];
}

/** A name that no socket of the host has had. @param {readonly Descriptor[]} descriptors */
function freeName(descriptors) {
  const taken = new Set(descriptors.map(({ name }) => name));
  let nth = 2;
  while (taken.has(`socket-${nth}`)) nth += 1;
  return `socket-${nth}`;
}

/** @param {Store} store @param {SayMenu} sayMenu @param {Host} host @returns {Field[]} */
function sysctlFields(store, sayMenu, host) {
  const { sysctls, scenario } = store.state;
  const known = sysctls.filter(({ kernels, global }) => kernels.includes(scenario.kernel.version) && !global);
  const valueOf = (/** @type {string} */ key) => {
    const row = known.find(({ name }) => name === key);
    return row ? store.sysctlValue(host, row, "now") : "";
  };
  const first = known[0]?.name ?? "";
  return [
    { name: "key", label: sayMenu("field.key"), value: first, choices: known.map(({ name }) => [name, name]), sets: (key) => ({ value: valueOf(key) }) },
    { name: "value", label: sayMenu("field.value"), value: valueOf(first) },
  ];
}

/** @param {Store} store @param {SayMenu} sayMenu @param {Host} host @returns {Field[]} */
function forgeryFields(store, sayMenu, host) {
  const { seq, ack } = expectedBy(store.state, host);
  const number = { min: -2_147_483_648, max: 4_294_967_295, step: 1 };
  return [
    { name: "flags", label: sayMenu("field.flags"), value: "R", choices: FORGED_FLAGS.map((letters) => [letters, letters]) },
    { name: "seq", label: "seq", value: seq, limits: number },
    { name: "ack", label: "ack", value: ack, limits: number },
    { name: "len", label: "len", value: 0, limits: { min: 0, max: LONGEST_PAYLOAD, step: 1 } },
  ];
}
