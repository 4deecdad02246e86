// `npm --prefix web run build`: leaves the whole site in web/dist, and the package for npm in web/dist-npm.

import { makeNpmPackage } from "./npm/package.js";
import { assembleSite } from "./site.js";
import { buildWasm } from "./wasm.js";

export async function main() {
  await buildWasm();
  await Promise.all([assembleSite(), makeNpmPackage()]);
  console.log("The site is in web/dist: any static server may serve it, from any path. `npm pack ./web/dist-npm` makes a package.");
}
