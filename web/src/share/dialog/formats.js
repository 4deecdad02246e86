// A link in the forms in which people pass it on. Pure texts: each is safe where it is to be put, whatever a title
// says.

/** @typedef {"link" | "markdown" | "iframe" | "element"} Form */

/**
 * @typedef {object} Shared
 * @property {string} link what stands behind `#`
 * @property {string} page the address of the page, without `#`
 * @property {number} engine its version
 * @property {string} title
 * @property {string} verdict what came of the run, or what it asks
 */

/** @type {readonly Form[]} in the order in which they are offered */
export const FORMS = ["link", "markdown", "iframe", "element"];

/** What an article gives a frame that cannot tell it how tall it is, px: as the tallest is, so that none takes the wheel. */
export const HEIGHT = 740;

/** @param {Form} form @param {Shared} shared @returns {string} */
export function textOf(form, { link, page, engine, title, verdict }) {
  const address = addressOf({ link, page, engine });
  switch (form) {
    case "link":
      return address;
    case "markdown":
      return `[${inMarkdown(title)}](${address}): ${inMarkdown(verdict)}`;
    case "iframe":
      return `<iframe src="${inHtml(frameOf({ link, page }))}" title="${inHtml(title)}" width="100%" height="${HEIGHT}" style="border:0" allow="clipboard-write" loading="lazy"></iframe>`;
    case "element":
      return [
        `<script async src="${inHtml(beside(page, "embed.js"))}"></script>`,
        `<last-ack scenario="${inHtml(/^v=1&s=([a-z0-9-]+)$/.exec(link)?.[1] ?? link)}">`,
        `  <a href="${inHtml(address)}">${inHtml(title)}</a>: ${inHtml(verdict)}`,
        "</last-ack>",
      ].join("\n");
  }
}

/**
 * The address that shows it, and which engine made it: an old one may be opened by an engine that makes something
 * else of it. A story brings its own runs, and a frame is of the article that it stands in.
 *
 * @param {Pick<Shared, "link" | "page" | "engine">} shared
 */
export function addressOf({ link, page, engine }) {
  return `${page}#${link}${/(?:^|&)story=/.test(link) ? "" : `&e=${engine}`}`;
}

/** The address of a frame that shows it. @param {Pick<Shared, "link" | "page">} shared */
export function frameOf({ link, page }) {
  return `${beside(page, "embed.html")}#${link}`;
}

/** @param {string} page @param {string} file */
function beside(page, file) {
  return new URL(file, page).href;
}

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} text */
function inHtml(text) {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** On one line. @param {string} text */
function inMarkdown(text) {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|~#&]/g, "\\$&");
}
