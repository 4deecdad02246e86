// `node web/tools/fast-wasm.js`: the engine in WebAssembly as it is when nobody counts its bytes, by the profile that
// native programs have. `cargo bench` asks for it, to tell what WebAssembly costs from what a small file does. Says
// where it is.

import { join, relative } from "node:path";
import { ROOT, WEB } from "./paths.js";
import { mustRun, program } from "./process.js";
import { readRecipe } from "./recipe.js";
import { installProgram, installToolchain } from "./toolchain.js";
import { packageFiles, packFlags } from "./wasm.js";

const FOLDER = "target/fast-wasm";

await program(async () => {
  const recipe = await readRecipe();
  const fast = { ...recipe, crate: { ...recipe.crate, profile: "release" } };
  const pkg = { folder: FOLDER, features: recipe.package.features };
  await installToolchain();
  const [pack, bindgen] = [await installProgram(recipe, "wasm-pack"), await installProgram(recipe, "wasm-bindgen")];
  await mustRun([join(pack, "wasm-pack"), "--quiet", ...packFlags(fast, pkg)], "The engine did not build.", { path: [bindgen] });
  const { wasm } = packageFiles(fast, pkg);
  const features = recipe["wasm-opt"].flags.filter((flag) => flag.startsWith("--enable"));
  await mustRun([join(WEB, "node_modules", ".bin", "wasm-opt"), "-O3", ...features, wasm, "-o", wasm], "wasm-opt did not finish.");
  console.log(relative(process.cwd(), join(ROOT, FOLDER)));
});
