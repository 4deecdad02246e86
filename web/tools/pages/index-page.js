// s/index.html: every run with what it asks and how it ends, for readers and for whoever follows links.

import { headOf } from "./head.js";
import { html, prose } from "./markup.js";
import { CARD_FILE, foot, folderOf, INDEX, top } from "./plate.js";
import { WORDS } from "./words.js";

/**
 * @import { Language } from "../../src/strings/index.js"
 * @import { Addresses } from "./addresses.js"
 * @import { PresetRun } from "./runs.js"
 */

/**
 * @param {readonly PresetRun[]} runs
 * @param {Language} language
 * @param {Addresses} addresses
 */
export function indexPage(runs, language, addresses) {
  const words = WORDS[language];
  const [first] = runs;
  if (!first) throw new Error("there are presets");
  const card = { file: `s/${first.name}/${CARD_FILE}`, says: `${first.told.en.title}. ${first.told.en.verdict}` };
  return html`<!doctype html>
<html lang="${words.tag}">
  <head>
    ${headOf({ language, title: words.all, description: words.allAbout, folders: INDEX, card, oembed: null }, addresses)}
  </head>
  <body>
    ${top(language, INDEX, addresses)}
    <main>
      <header class="head">
        <h1>${words.all}</h1>
        <p class="verdict">${words.allAbout}</p>
      </header>
      <ol class="runs">
        ${runs.map(({ name, told }) => html`<li><a href="${addresses.near(folderOf(name, language))}">${prose(told[language].title)}</a><p>${prose(told[language].about)}</p><p class="quiet">${prose(told[language].verdict)}</p></li>
        `)}
      </ol>
    </main>
    ${foot(language, addresses)}
  </body>
</html>
`;
}
