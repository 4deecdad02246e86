// No more of a long run than can be told apart, or drawn without a pause that is felt.

/** More lines than that are no more to see. */
const MOST = 999;

/**
 * Every so-manieth of a list that is longer.
 *
 * @template T
 * @param {readonly T[]} list
 * @param {number} [most]
 */
export function few(list, most = MOST) {
  const each = Math.ceil(list.length / most);
  return list.filter((_, i) => i % each === 0);
}
