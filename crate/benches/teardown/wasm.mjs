// Seconds for one whole run of each preset in the page's wasm, for `cargo bench`; the same is in table.rs.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";

/** µs; later than any run ends. */
const END = 1e15;
const web = new URL("../../../web/", import.meta.url);

try {
  const { default: begin, Simulation } = await import(new URL("pkg/lastack.js", web));
  await begin({ module_or_path: await readFile(new URL("pkg/lastack_bg.wasm", web)) });
  const { SCENARIOS } = await import(new URL("src/scenarios/index.js", web));
  const presets = await Promise.all(Object.values(SCENARIOS).map(async (fetch) => JSON.stringify((await fetch()).default)));
  const runs = presets.map((scenario) => new Simulation(scenario));
  const all = () => {
    const began = now();
    for (const run of runs) {
      run.seek(0);
      run.tick(END);
    }
    return now() - began;
  };
  for (let turn = 0; turn < 50; turn += 1) all();
  const times = Array.from({ length: 200 }, all).sort((a, b) => a - b);
  console.log(times[100] / 1e9);
} catch (e) {
  console.error(`no wasm is built (npm --prefix web run build): ${e.message}`);
  process.exitCode = 1;
}

/** What this thread has had of a processor, in ns (Linux); elsewhere a clock's. */
function now() {
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]);
  } catch {
    return performance.now() * 1e6;
  }
}
