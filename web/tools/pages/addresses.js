// Where the files of the site are, as one of them names another. Inside the site that is always a relative address,
// so that it can be served from any path. What others read, a messenger, a search engine, a blog, must have whole
// ones, and only whoever builds knows where the site will be: SITE_URL says it. Without it those are relative, too.

import { posix } from "node:path";
import { Refusal } from "../process.js";

/**
 * @typedef {object} Addresses
 * @property {(file: string) => string} near from one file of the site to another; a folder ends in "/"
 * @property {(file: string) => string} whole for those who are elsewhere
 */

/**
 * @param {URL | null} home
 * @param {string} from the file that names others, as a path from the site
 * @returns {Addresses}
 */
export function addressesIn(home, from) {
  const near = (/** @type {string} */ file) => {
    const [path = "", hash] = file.split("#");
    const way = posix.relative(posix.dirname(from), path) || ".";
    const folder = (path === "" || path.endsWith("/")) && !way.endsWith("/") ? "/" : "";
    return `${way}${folder}${hash === undefined ? "" : `#${hash}`}`;
  };
  return { near, whole: (file) => (home ? new URL(file, home).href : near(file)) };
}

/** Where the site will be, if whoever builds it says so. @param {string | undefined} [text] */
export function siteHome(text = process.env["SITE_URL"]) {
  if (!text) return null;
  const home = URL.canParse(text) ? new URL(text) : null;
  if (!home || !/^https?:$/.test(home.protocol) || home.search || home.hash) {
    throw new Refusal(`SITE_URL must be where the site will be, such as https://example.org/lastack/, and it is "${text}".`);
  }
  if (!home.pathname.endsWith("/")) home.pathname += "/";
  return home;
}
