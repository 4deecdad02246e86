// What a run was set to, as lines for a shell and for a program in C: only what is not the default.
//
// Values and names may come from a stranger's file. Whoever pastes a line runs it, so what is not plainly a
// number is quoted, and what is no name of C is not written as one.

/**
 * @import { Host, Scenario, StepLine, Sysctl, SysctlValue, Trace } from "../../engine.js"
 */

/**
 * @typedef {object} Line
 * @property {string} code
 * @property {number | null} from when it is set, in µs; nothing at the start
 */

/**
 * @param {Host | null} host nobody's alone where it is the machine's
 * @param {Pick<Scenario, "sysctl" | "global_sysctl">} scenario
 * @param {readonly Sysctl[]} sysctls
 * @param {Trace} trace
 * @returns {Line[]} in the order of the table, then those of later
 */
export function sysctlLines(host, { sysctl, global_sysctl }, sysctls, trace) {
  const values = /** @type {Record<string, SysctlValue> | undefined} */ (host ? sysctl?.[host] : global_sysctl);
  const own = sysctls.filter(({ global }) => global === (host === null));
  const atStart = own.flatMap(({ name, default: standard }) => {
    const value = values?.[name] ?? standard;
    return value === standard ? [] : [{ code: write(name, value), from: null }];
  });
  const later = trace.events.flatMap(({ at, host: whose, what }) =>
    what.kind === "sysctl-changed" && whose === host && what.from !== what.to ? [{ code: write(what.key, what.to), from: at }] : []);
  return [...atStart, ...later];
}

/** @param {string} name @param {SysctlValue} value */
function write(name, value) {
  return `sysctl -w net.ipv4.${name}=${inShell(value)}`;
}

/** As one word of a shell. The kernel takes any white space for a blank. @param {SysctlValue} value */
function inShell(value) {
  const text = String(value).trim().replace(/\s+/g, " ");
  return /^-?\w+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * @typedef {object} OptionLine
 * @property {string} code
 * @property {StepLine | null} step nothing where it is set before the connection
 */

/**
 * @param {Host} host
 * @param {Pick<Scenario, "script" | "rcvbuf">} scenario
 * @returns {OptionLine[]}
 */
export function optionLines(host, { script, rcvbuf }) {
  const lines = script.filter((step) => step.host === host).flatMap((step) => {
    const code = callOf(step);
    return code === null ? [] : [{ code, step }];
  });
  if (host === "b" && rcvbuf !== undefined) return [{ code: setsockopt("listener", "SO_RCVBUF", rcvbuf), step: null }, ...lines];
  return lines;
}

/** @param {StepLine} step */
function callOf(step) {
  const fd = step.sock === undefined || step.sock === "main" ? "fd" : identifier(step.sock);
  if (step.do === "linger") return `setsockopt(${fd}, SOL_SOCKET, SO_LINGER, &(struct linger){ 1, ${step.seconds} }, sizeof(struct linger));`;
  if (step.do === "setsockopt") return setsockopt(fd, step.opt, step.value);
  return null;
}

/** @param {string} fd @param {string} option @param {number} value */
function setsockopt(fd, option, value) {
  const level = option.startsWith("SO_") ? "SOL_SOCKET" : "IPPROTO_TCP";
  return `setsockopt(${fd}, ${level}, ${option}, &(int){ ${value} }, sizeof(int));`;
}

/** @param {string} name */
function identifier(name) {
  const plain = name.replace(/\W/g, "_");
  return /^\d/.test(plain) || plain === "" ? `fd_${plain}` : plain;
}
