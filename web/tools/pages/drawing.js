// The drawing of a run on its page: without its own heading, which is the page's. How tall it is without is said by
// the style sheet of all pages, since a host may forbid styles among elements.

import { html } from "./markup.js";

/** @typedef {{ file: string, drawing: string }} Picture where it is, and what it is */

/**
 * @param {Picture} wide
 * @param {Picture} narrow for a phone
 * @param {string} says
 */
export function drawn(wide, narrow, says) {
  const [whole, small] = [bodyOf(wide.drawing), bodyOf(narrow.drawing)];
  return html`<picture class="${shapeOf(whole, small)}">
            <source media="(max-width: 719px)" srcset="${narrow.file}${small.view}">
            <img src="${wide.file}${whole.view}" width="${whole.width}" height="${whole.height}" alt="${says}">
          </picture>`;
}

/**
 * What `picture` says to a style sheet, for each shape once.
 *
 * @param {Iterable<{ picture: string, narrow: string }>} drawings
 */
export function shapes(drawings) {
  const rules = new Set();
  for (const { picture, narrow } of drawings) {
    const [whole, small] = [bodyOf(picture), bodyOf(narrow)];
    rules.add(`.${shapeOf(whole, small)} { --wide: ${whole.width}/${whole.height}; --narrow: ${small.width}/${small.height}; }`);
  }
  return [...rules].join("\n");
}

/** @typedef {ReturnType<typeof bodyOf>} Body */

/** @param {Body} whole @param {Body} small */
function shapeOf(whole, small) {
  return `tall-${whole.height}-${small.height}`;
}

/** Where in a drawing its ladder begins: above the names of the hosts. @param {string} picture */
function bodyOf(picture) {
  const [, width, height] = /<svg [^>]*viewBox="0 0 (\d+) ([\d.]+)"/.exec(picture) ?? [];
  const [, names] = /<text class="host a" x="[\d.]+" y="([\d.]+)"/.exec(picture) ?? [];
  if (!width || !height || !names) throw new Error("a drawing says how large it is, and who its hosts are");
  const top = Math.floor(Number(names) - 20);
  const tall = Math.ceil(Number(height) - top);
  return { width, height: tall, view: `#svgView(viewBox(0,${top},${width},${tall}))` };
}
