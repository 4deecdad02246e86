// A module of the page imports only what stands left of it, and the store alone has the engine (design §3).

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { before, test } from "node:test";
import { init, parse } from "es-module-lexer";
import { WEB } from "../../tools/paths.js";

/** From left to right. Modules of one place may import each other; a name that ends in "/" is a folder. */
const ORDER = [
  ["svg", "scale", "scale/", "share/glance", "format", "moments", "newer", "offline", "offline/", "run", "run/", "preset", "reason", "scenarios/", "settings", "steps", "strings/", "unreachable", "words", "words/"],
  ["engine", "printer", "linker"],
  ["store", "store/"],
  ["deeds"],
  ["player"],
  ["actions"],
  ["views/", "menus/"],
  ["panels/"],
  ["share/"],
  ["stories/"],
  ["margin"],
  ["last-ack"],
  ["embed/"],
  ["failed"],
  ["main"],
];

const SOURCES = join(WEB, "src");

/** @type {Map<string, string[]>} what each module imports, both as paths below web/src */
let graph;

before(async () => {
  await init;
  const files = (await readdir(SOURCES, { recursive: true })).filter((file) => file.endsWith(".js"));
  graph = new Map(await Promise.all(files.map(async (file) => /** @type {[string, string[]]} */ ([file, importsOf(file, await readFile(join(SOURCES, file), "utf8"))]))));
});

/** @param {string} file @param {string} text */
function importsOf(file, text) {
  return parse(text)[0].flatMap(({ type, specifier }) => (type === "import-meta" || !specifier ? [] : [normalize(join(dirname(file), specifier))]));
}

/** @param {string} file */
function rank(file) {
  return ORDER.findIndex((place) => place.some((name) => (name.endsWith("/") ? file.startsWith(name) : file === `${name}.js`)));
}

test("every module has its place", () => {
  assert.deepEqual([...graph.keys()].filter((file) => rank(file) < 0), []);
});

test("no arrow runs to the right", () => {
  const wrong = [...graph].flatMap(([file, imports]) => imports.filter((target) => rank(target) > rank(file)).map((target) => `${file} imports ${target}`));
  assert.deepEqual(wrong, []);
});

test("only the store imports the engine, only tools, exports, endings and recordings what prints, walks and judges, only the address what reads links, and only these three the wasm", () => {
  const importing = (/** @type {RegExp} */ target) => [...graph].filter(([, imports]) => imports.some((name) => target.test(name))).map(([file]) => file);
  assert.deepEqual(importing(/^engine\.js$/), ["store.js"]);
  assert.deepEqual(importing(/^printer\.js$/).sort(), ["panels/endings/endings.js", "panels/recording/open.js", "panels/takeaway/takeaway.js", "panels/tools/tools.js"]);
  assert.deepEqual(importing(/^linker\.js$/), ["share/links.js"]);
  assert.deepEqual(importing(/\bpkg\b/).sort(), ["engine.js", "linker.js", "printer.js"]);
});

test("no module imports itself by way of others", () => {
  /** @type {Set<string>} */
  const done = new Set();
  /** @param {string} file @param {readonly string[]} way */
  const walk = (file, way) => {
    assert.ok(!way.includes(file), [...way, file].join(" → "));
    if (done.has(file)) return;
    for (const target of graph.get(file) ?? []) walk(target, [...way, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
});

test("an arrow is seen in whatever form", () => {
  const text = 'import { a } from "../store.js";\nexport * from "./b.js";\nawait import("../main.js");\n/** @import { C } from "../c.js" */';
  assert.deepEqual(importsOf("views/x.js", text), ["store.js", "views/b.js", "main.js"]);
  assert.ok(rank("main.js") > rank("views/x.js") && rank("views/ladder/draw.js") > rank("store.js"));
});
