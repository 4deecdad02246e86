// Numbers as people read them. Units are international, so both languages share this.

const MS = 1_000;
const S = 1_000_000;

/**
 * A length of time, to three figures or so: "6.4 ms", "224 ms", "3.58 s", "118 s".
 *
 * @param {number} us
 */
export function duration(us) {
  if (us < 100 * MS) return `${trimmed(us / MS, 1)} ms`;
  if (us < S) return `${Math.round(us / MS)} ms`;
  const seconds = us / S;
  return `${trimmed(seconds, seconds < 10 ? 2 : seconds < 100 ? 1 : 0)} s`;
}

/**
 * A point in time, to the millisecond: "0.288 s".
 *
 * @param {number} us
 */
export function clock(us) {
  return `${seconds(us)} s`;
}

/**
 * @param {number} us
 */
export function seconds(us) {
  return (us / S).toFixed(3);
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @param {number} n not negative */
export function superscript(n) {
  return [...String(n)].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
}

const FLAG_NAMES = /** @type {Record<string, string>} */ ({ S: "SYN", F: "FIN", R: "RST", P: "PSH", A: "ACK", U: "URG" });

/**
 * "FA" is "FIN,ACK".
 *
 * @param {string} letters
 */
export function flags(letters) {
  return [...letters].map((letter) => FLAG_NAMES[letter] ?? letter).join(",");
}

/**
 * @param {number} value
 * @param {number} digits at most, without trailing zeros
 */
function trimmed(value, digits) {
  return String(Number(value.toFixed(digits)));
}
