// Mermaid's own parser takes the diagram of every preset, in both languages, and reads of it what the trace says.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { loadPrinter } from "../src/printer.js";
import { PRESETS, simulate } from "../test/boundary/engine.js";
import { launch } from "../tools/browser.js";

/**
 * @import { Browser, Page } from "playwright-core"
 * @import { ExportOptions } from "../pkg/tools/lastack.js"
 * @import { Scenario } from "../src/engine.js"
 */

const Printer = await loadPrinter(await readFile(new URL("../pkg/tools/lastack_bg.wasm", import.meta.url)));

/** Mermaid as its authors build it for pages, without the diagrams that are no text. */
const MERMAID = createRequire(import.meta.url).resolve("@mermaid-js/tiny");

const HOSTILE = "</title><script>window.pwned = 1</script> ; # %% end\nNote over a: forged\\n `$x$` \"'";

/** @type {Browser} */
let browser;
/** @type {Page} */
let page;

before(async () => {
  browser = await launch();
  page = await browser.newPage();
  await page.addScriptTag({ path: MERMAID });
});
after(() => browser?.close());

/** @param {string} name @param {ExportOptions} options */
function diagramOf(name, options) {
  return new Printer(/** @type {Scenario} */ (simulate(name).scenario())).exportRun("mermaid", options);
}

/**
 * How many messages the parser finds, of what text, and how many notes. It throws where the grammar is not met.
 *
 * @param {string} text
 * @returns {Promise<{ type: string, title: string, description: string, messages: string[], notes: number }>}
 */
function parse(text) {
  return page.evaluate(async (diagram) => {
    const { mermaid } = /** @type {any} */ (window);
    // It learns its diagrams with the first that it is given.
    await mermaid.parse(diagram);
    const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(diagram);
    const said = db.getMessages();
    const isMessage = (/** @type {{ from?: string, to?: string, placement?: unknown }} */ { from, to, placement }) => from && to && placement === undefined;
    const messages = said.filter(isMessage);
    return { type, title: db.getAccTitle(), description: db.getAccDescription(), messages: messages.map((/** @type {{ message: string }} */ { message }) => message), notes: said.length - messages.length };
  }, text);
}

test("every preset's diagram, in both languages", async () => {
  for (const name of PRESETS.keys()) {
    const { segments, verdict } = simulate(name).trace();
    for (const lang of /** @type {const} */ (["en", "zh"])) {
      const { type, title, description, messages, notes } = await parse(diagramOf(name, { lang, title: name })).catch((error) => assert.fail(`${name}, ${lang}: ${error.message}`));
      assert.deepEqual([type, title, description], ["sequence", name, verdict[lang]], name);
      assert.equal(messages.length, segments.length, `${name}, ${lang}`);
      for (const [i, { sentAt, relative }] of segments.entries()) {
        assert.ok(messages[i]?.startsWith(`${(Math.round(sentAt / 1000) / 1000).toFixed(3)} s · `), messages[i]);
        assert.ok(messages[i]?.includes(` seq ${relative.seq | 0}`), messages[i]);
      }
      assert.ok(notes > 2);
    }
  }
});

test("it is drawn, and nothing that somebody wrote is more than words", async () => {
  const text = diagramOf("last-ack-lost-once", { title: HOSTILE });
  const drawn = await page.evaluate(async (diagram) => {
    const { mermaid } = /** @type {any} */ (window);
    const { svg } = await mermaid.render("drawn", diagram);
    document.body.innerHTML = svg;
    const lines = [...document.querySelectorAll(".messageText")].map(({ textContent }) => textContent);
    return { lines, title: document.querySelector("svg > title")?.textContent, scripts: document.querySelectorAll("svg script").length, pwned: "pwned" in window };
  }, text);
  assert.equal(drawn.lines.length, simulate("last-ack-lost-once").trace().segments.length);
  assert.deepEqual([drawn.scripts, drawn.pwned], [0, false]);
  assert.match(drawn.title ?? "", /^<\/title><script>/);
});

test("the grammar refuses what is no diagram", async () => {
  await assert.rejects(parse("sequenceDiagram\n    a->>b\n"), /Parse error/);
});
