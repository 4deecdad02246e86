// `npm --prefix web run build`: leaves the whole site in web/dist.

import { assembleSite } from "./site.js";
import { buildWasm } from "./wasm.js";

export async function main() {
  await buildWasm();
  await assembleSite();
  console.log("The site is in web/dist: any static server may serve it, from any path.");
}
