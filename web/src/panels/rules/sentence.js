// Rules of the link and lines of the script as sentences.

import { flags } from "../../format.js";
import { callName, icmpName } from "../../words.js";
import { segmentName } from "../../words/segments.js";

/**
 * @import { RuleLine, StepLine } from "../../deeds.js"
 * @import { State } from "../../store.js"
 * @import { SayOf } from "../../strings/index.js"
 */

/** @typedef {keyof typeof import("./en.js").default} Word */
/** @typedef {SayOf<Word>} SayRules */

/**
 * "Lose every segment from the client with ACK, without FIN, from 60 ms on".
 *
 * @param {RuleLine} rule
 * @param {Readonly<State>} state
 * @param {SayRules} say
 */
export function ruleText(rule, state, say) {
  const what = rule.segment === undefined ? kind(rule, state, say) : named(rule.segment, state);
  switch (rule.action) {
    case "delay":
      return say("does.delay", { what, ms: rule.ms });
    case "icmp":
      return say("does.icmp", { what, icmp: `${rule.type}/${rule.code}`, means: icmpName(rule.type, rule.code, state.say) });
    case "drop":
    case "duplicate":
      return say(`does.${rule.action}`, { what });
  }
}

/** @param {string} name @param {Readonly<State>} state */
export function named(name, { trace, say }) {
  const record = trace.segments.find((segment) => segment.name === name);
  return record ? segmentName(record, say) : name;
}

/** @param {RuleLine} rule @param {Readonly<State>} state @param {SayRules} say */
function kind({ from, has = "", hasnt = "", data, sport, after_ms: after, before_ms: before, skip, count }, state, say) {
  const conditions = [
    has && say("with", { flags: flags(has) }),
    hasnt && say("without", { flags: [...hasnt].map(flags).join(say("or")) }),
    data !== undefined && say(data ? "with.data" : "without.data"),
    sport !== undefined && say("from.port", { port: sport }),
  ].filter((part) => part !== false && part !== "");
  return say("kind", {
    which: which(skip, count, say),
    from: from === undefined ? "" : say("from", { host: state.say(`host.${from}`) }),
    conditions: conditions.length === 0 ? "" : say("conditions", { list: conditions.join(say("and")) }),
    time: [after !== undefined && say("time.after", { ms: after }), before !== undefined && say("time.before", { ms: before })].filter((part) => part !== false).join(""),
  });
}

/** @param {number} skip @param {number} count @param {SayRules} say */
function which(skip, count, say) {
  if (count < 0) return skip === 0 ? say("which.all") : say("which.rest", { skip });
  if (count === 1) return skip === 0 ? say("which.first") : say("which.one", { nth: skip + 1 });
  return skip === 0 ? say("which.some", { count }) : say("which.range", { from: skip + 1, to: skip + count });
}

/** What a line of the script does, as a programmer writes it. @param {StepLine} line @param {Readonly<State>} state @param {SayRules} sayRules */
export function deedText(line, { say }, sayRules) {
  switch (line.do) {
    case "sysctl":
      return `${line.key} = ${line.value}`;
    case "inject":
      return sayRules("step.inject", { flags: flags(line.flags), seq: line.seq, ack: line.ack });
    case "connect":
      return line.ephemeral ? sayRules("step.connect.ephemeral") : "connect()";
    case "listen":
      return "listen()";
    default: {
      const { do: name, ...keys } = line;
      return callName(/** @type {import("../../engine.js").Call} */ ({ name, ...keys }), say);
    }
  }
}
