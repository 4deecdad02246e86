/** What an engine that stopped dead throws: it had no memory left, or has a defect. */
export declare const TRAP = "RuntimeError";
/** @param {unknown} error */
export declare function reasonOf(error: unknown): string;
