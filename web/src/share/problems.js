// What of a link was not understood, and that another engine made it, in words. The words are few and come with it.

import { fill } from "../strings/index.js";
import en from "./en.js";
import { READER } from "./reader.zh.js";
import zh from "./zh.js";

/**
 * @import { Problem } from "../linker.js"
 * @import { Language } from "../strings/index.js"
 */

/** What only the page knows. @typedef {{ key: string, kind: "story" | "panel" | "compare" }} Missing */

/** A link that an engine of another version made. @typedef {{ key: "e", kind: "older" | "newer", made: number, engine: number }} Age */

/** What is said of a link beside what is wrong with it. @typedef {Age | Cut} Fact */

/** A run that the engine does not run to its end. @typedef {{ key: "", kind: "cut" }} Cut */

/** The engine begins nothing more after so many events. */
export const MOST_EVENTS = 16_000;
/** More than this is counted. */
const MOST = 4;
/** Letters that are shown of a key, which may be anything. */
const MOST_LETTERS = 40;

/**
 * What a banner says. Whatever it quotes of the link is text.
 *
 * @param {readonly (Problem | Missing | Fact)[]} problems
 * @returns {Record<Language, string>}
 */
export function bannerOf(problems) {
  const facts = problems.filter(isFact);
  const others = problems.filter(isProblem);
  const sentences = (/** @type {typeof en} */ words, /** @type {readonly [RegExp, string][]} */ reader) => [
    ...(others.length > 0 ? [said(others, words, reader)] : []),
    ...facts.map(({ kind, ...values }) => fill(words[`link.${kind}`], values)),
  ];
  return { en: sentences(en, []).join(" "), zh: sentences(zh, READER).join("") };
}

/** @param {Problem | Missing | Fact} found @returns {found is Fact} */
function isFact(found) {
  return found.kind === "older" || found.kind === "newer" || found.kind === "cut";
}

/** @param {Problem | Missing | Fact} found @returns {found is Problem | Missing} */
function isProblem(found) {
  return !isFact(found);
}

/**
 * The version of the engine that made a link, where it is not the one that is here.
 *
 * @param {number | undefined} made as the link says
 * @param {number} engine
 * @returns {Age[]}
 */
export function ageOf(made, engine) {
  return made === undefined || made === engine ? [] : [{ key: "e", kind: made < engine ? "older" : "newer", made, engine }];
}

/** Whether a run of so many events goes no further. @param {number} events @returns {Cut[]} */
export function cutOf(events) {
  return events < MOST_EVENTS ? [] : [{ key: "", kind: "cut" }];
}

/**
 * @param {readonly (Problem | Missing)[]} problems
 * @param {typeof en} words
 * @param {readonly [RegExp, string][]} reader how what the reader says is said
 */
function said(problems, words, reader) {
  const all = [...new Set(problems.map((problem) => `${shown(problem.key) || words["link.whole"]}${words["link.colon"]}${wrong(problem, words, reader)}`))];
  const more = all.length > MOST ? fill(words["link.more"], { n: all.length - MOST }) : "";
  return `${words["link.heading"]}${all.slice(0, MOST).join(words["link.and"])}${more}${words["link.end"]}`;
}

/** A key as it is named; what is packed stands behind a colon of its own. @param {string} key */
function shown(key) {
  const letters = [...key.replace(/:$/, "")];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS).join("")}…` : letters.join("");
}

/** @param {Problem | Missing} problem @param {typeof en} words @param {readonly [RegExp, string][]} reader */
function wrong(problem, words, reader) {
  switch (problem.kind) {
    case "value": {
      // A step and a rule have parts, each with a name of its own.
      const [, part = "", reason = problem.problem] = /^(?:([\w.]+): )?(.*)$/s.exec(problem.problem) ?? [];
      const known = reader.find(([pattern]) => pattern.test(reason));
      return `${part && part + words["link.colon"]}${known ? reason.replace(...known) : reason}`.replace(/`([^`]*)`/g, "“$1”");
    }
    case "many":
      return fill(words["link.many"], { most: problem.most });
    default:
      return words[`link.${problem.kind}`];
  }
}
