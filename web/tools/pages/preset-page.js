// s/<preset>/index.html: a run to be read where nothing can be run, or to be found by whoever asks what it answers.

import { drawn } from "./drawing.js";
import { html, prose } from "./markup.js";
import { headOf } from "./head.js";
import { CARD_FILE, foot, folderOf, top } from "./plate.js";
import { WORDS } from "./words.js";

/**
 * @import { Language } from "../../src/strings/index.js"
 * @import { Row } from "../../src/views/twin/rows.js"
 * @import { Addresses } from "./addresses.js"
 * @import { PresetRun } from "./runs.js"
 */

/**
 * @param {PresetRun} run
 * @param {Language} language
 * @param {{ before: PresetRun | undefined, next: PresetRun | undefined }} neighbours
 * @param {Addresses} addresses
 */
export function presetPage({ name, told }, language, { before, next }, addresses) {
  const words = WORDS[language];
  const { title, about, verdict, picture, narrow, text, rows, columns } = told[language];
  const folders = { en: folderOf(name, "en"), zh: folderOf(name, "zh") };
  const head = { language, title, description: `${about} ${verdict}`, folders, card: { file: `s/${name}/${CARD_FILE}`, says: `${told.en.title}. ${told.en.verdict}` }, oembed: `${folders[language]}oembed.json` };
  const file = (/** @type {string} */ kind) => `s/${name}/${kind}${language === "en" ? "" : `.${language}`}.svg`;
  return html`<!doctype html>
<html lang="${words.tag}">
  <head>
    ${headOf(head, addresses)}
  </head>
  <body>
    ${top(language, folders, addresses)}
    <main>
      <header class="head">
        <h1>${prose(title)}</h1>
        <p class="about">${prose(about)}</p>
        <p class="verdict">${prose(verdict)}</p>
        <p class="go"><a class="run" href="${addresses.near(runIn(name, language))}">${TRIANGLE}${words.run}</a> <span class="quiet">${prose(words.runHint)}</span></p>
      </header>
      <div class="plate">
        <figure class="drawing" tabindex="0" aria-label="${words.drawing(title)}">
          ${drawn({ file: addresses.near(file("picture")), drawing: picture }, { file: addresses.near(file("narrow")), drawing: narrow }, words.drawing(title))}
        </figure>
        <section class="events">
          <h2>${words.table}</h2>
          <p class="quiet">${words.tableHint}</p>
          <table>
            <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
            <tbody>
              ${rows.map((row, i) => rowOf(row, rows[i - 1]))}
            </tbody>
          </table>
        </section>
      </div>
      <details class="text">
        <summary>${words.text}</summary>
        <p class="quiet">${words.textHint}</p>
        <pre role="group" aria-label="${words.text}" tabindex="0">${text}</pre>
      </details>
      <nav class="neighbours" aria-label="${words.all}">
        ${before ? neighbour(before, language, "prev", words.before, addresses) : html`<span></span>`}
        ${next ? neighbour(next, language, "next", words.next, addresses) : ""}
      </nav>
    </main>
    ${foot(language, addresses)}
  </body>
</html>
`;
}

const TRIANGLE = html`<svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d="M2 1 11 6 2 11Z"/></svg>`;

/** The run itself, as a link to it says. A reader of this page has chosen its language. @param {string} name @param {Language} language */
export function runIn(name, language) {
  return `#v=1&s=${name}${language === "en" ? "" : `&lang=${language}`}`;
}

/** What the row above says already is there, and not shown again. @param {string} text */
function unseen(text) {
  return html`<span class="unseen">${text}</span>`;
}

/** @param {Row} row @param {Row | undefined} before */
function rowOf({ event, time, host, what, segment, why }, before) {
  const same = before?.event.at === event.at;
  return html`<tr${same ? html` class="same"` : ""}>
                <td class="figure">${same ? unseen(time) : time}</td>
                <td><span class="${event.host}">${host}</span></td>
                <td>${prose(what)}${segment ? html` <span class="figure segment">${segment}</span>` : ""}</td>
                <td>${same && before.event.host === event.host && before.why === why ? unseen(why) : prose(why)}</td>
              </tr>
              `;
}

/**
 * @param {PresetRun} run
 * @param {Language} language
 * @param {"prev" | "next"} rel
 * @param {string} where
 * @param {Addresses} addresses
 */
function neighbour({ name, told }, language, rel, where, { near }) {
  return html`<a rel="${rel}" href="${near(folderOf(name, language))}"><span class="quiet">${where}</span> ${told[language].title}</a>`;
}
