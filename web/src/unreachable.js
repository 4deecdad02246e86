/**
 * The end of a union: the type checker refuses the call while a case is missing.
 *
 * @param {never} value
 * @returns {never}
 */
export function unreachable(value) {
  throw new Error(`a case that is not in the types: ${JSON.stringify(value)}`);
}
