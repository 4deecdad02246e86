// Makes elements. Text is always text: nothing here, or anywhere in the page, parses HTML.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */
/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * Sets what differs: `true` is an attribute without a value; `false`, `null` and `undefined` are none.
 *
 * @param {Element} element
 * @param {Attributes} attributes
 */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    const wanted = value === true ? "" : value;
    if (wanted === false || wanted === null || wanted === undefined) {
      if (element.hasAttribute(name)) element.removeAttribute(name);
    } else if (element.getAttribute(name) !== String(wanted)) {
      element.setAttribute(name, String(wanted));
    }
  }
}

/**
 * A button that does nothing now. One that a press made so keeps the focus, which `disabled` would take from it.
 *
 * @param {Element} button
 * @param {boolean} whether
 */
export function disable(button, whether) {
  set(button, { "aria-disabled": String(whether) });
}

/**
 * Sets the text if it differs, so that an unchanged live region stays silent.
 *
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Text in which no name like TIME-WAIT is broken at the end of a line.
 *
 * @param {Element} element
 * @param {string} text
 */
export function writeProse(element, text) {
  if (element.textContent === text) return;
  const parts = text.split(/([A-Z]+(?:-[A-Z0-9]+)+)/);
  element.replaceChildren(...parts.map((part, i) => (i % 2 ? html("span", { class: "unbroken" }, part) : part)));
}

/**
 * A drawing of 16 × 16 from one path, for buttons whose words are elsewhere.
 *
 * @param {string} d
 */
export function icon(d) {
  return svg("svg", { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", focusable: "false" }, svg("path", { d }));
}

/**
 * @template {Element} E
 * @param {E} element
 * @param {Attributes} attributes
 * @param {Child[]} children
 * @returns {E}
 */
function fill(element, attributes, children) {
  set(element, attributes);
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(typeof child === "number" ? String(child) : child);
  }
  return element;
}
