// web/dist-npm: what `npm pack` makes a package of. The engine with its types as wasm-pack wrote them, the same with
// tools, the presets, and the element.

import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { parse } from "smol-toml";
import { ROOT, WEB } from "../paths.js";
import { mustRun } from "../process.js";

export const NPM = join(WEB, "dist-npm");

/** From when on it says by itself where a file of a package is, as the README has it. */
const NODE = { node: ">=20.6" };

const ENGINE = ["lastack.js", "lastack.d.ts", "lastack_bg.wasm"];

/** From the package to where it comes from. */
const COPIED = Object.fromEntries([
  ...ENGINE.map((file) => [file, join(WEB, "pkg", file)]),
  ...ENGINE.map((file) => [`tools/${file}`, join(WEB, "pkg/tools", file)]),
  ...["README.md", "element.d.ts"].map((file) => [file, join(WEB, "tools/npm", file)]),
  ["LICENSE", join(ROOT, "LICENSE")],
]);

export async function makeNpmPackage() {
  await rm(NPM, { recursive: true, force: true });
  const presets = join(ROOT, "crate/presets");
  const files = { ...COPIED, ...Object.fromEntries((await readdir(presets)).map((file) => [`presets/${file}`, join(presets, file)])) };
  for (const [to, from] of Object.entries(files)) {
    await mkdir(join(NPM, dirname(to)), { recursive: true });
    await copyFile(from, join(NPM, to));
  }
  await Promise.all([writeFile(join(NPM, "package.json"), await manifest()), bundleElement(), declareElement()]);
}

/** Version, words and address are the crate's. */
async function manifest() {
  const { package: crate } = /** @type {{ package: Record<string, string> }} */ (/** @type {unknown} */ (parse(await readFile(join(ROOT, "crate/Cargo.toml"), "utf8"))));
  const { name, version, description, license, repository } = crate;
  const engine = (/** @type {string} */ folder) => ({ types: `${folder}/lastack.d.ts`, default: `${folder}/lastack.js` });
  const entries = {
    ".": engine("."),
    "./tools": engine("./tools"),
    "./element": { types: "./element.d.ts", default: "./element.js" },
    "./lastack_bg.wasm": "./lastack_bg.wasm",
    "./tools/lastack_bg.wasm": "./tools/lastack_bg.wasm",
    "./presets/*": "./presets/*",
    "./package.json": "./package.json",
  };
  const written = { name, version, description, license, repository: { type: "git", url: `git+${repository}.git` }, type: "module", engines: NODE, sideEffects: false, exports: entries };
  return `${JSON.stringify(written, null, 2)}\n`;
}

async function bundleElement() {
  await build({
    entryPoints: [join(WEB, "src/embed/element.js")],
    outfile: join(NPM, "element.js"),
    bundle: true,
    format: "esm",
    charset: "utf8",
    target: ["es2022"],
    logLevel: "warning",
  });
}

/** Its types from its comments, and of what it says and hears; each in the folder of its module, as they name one another. */
async function declareElement() {
  const settings = ["--ignoreConfig", "--allowJs", "--checkJs", "--strict", "--declaration", "--emitDeclarationOnly", "--target", "es2023", "--lib", "es2023,dom", "--module", "nodenext"];
  const folder = join(WEB, "src");
  await mustRun([join(WEB, "node_modules/.bin/tsc"), ...settings, "--rootDir", folder, "--outDir", NPM, join(folder, "embed/element.js")], "The element's types were not made.");
}
