// `node wasm.mjs FOLDER`: seconds for one whole run of each preset in the wasm that stands there, for `cargo bench`; the
// same is in table.rs.

import { readFile } from "node:fs/promises";

/** µs; later than any run ends. */
const END = 1e15;
const root = new URL("../../../", import.meta.url);
const pkg = new URL(`${process.argv[2]}/`, root);

try {
  const { default: begin, Simulation } = await import(new URL("lastack.js", pkg));
  await begin({ module_or_path: await readFile(new URL("lastack_bg.wasm", pkg)) });
  const { SCENARIOS } = await import(new URL("web/src/scenarios/index.js", root));
  const presets = await Promise.all(Object.values(SCENARIOS).map(async (fetch) => JSON.stringify((await fetch()).default)));
  const runs = presets.map((scenario) => new Simulation(scenario));
  const all = () => {
    const began = performance.now();
    for (const run of runs) {
      run.seek(0);
      run.tick(END);
    }
    return performance.now() - began;
  };
  for (let turn = 0; turn < 50; turn += 1) all();
  const times = Array.from({ length: 200 }, all).sort((a, b) => a - b);
  console.log(times[100] / 1e3);
} catch (e) {
  console.error(`no wasm is built there: ${e.message}`);
  process.exitCode = 1;
}
