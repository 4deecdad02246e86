// `npm --prefix web run lighthouse`: what Google's Lighthouse says of the built site, served from here.
//
// It brings two hundred packages that nothing else needs, so npm fetches it when it is asked for. How fast
// a page is depends on the machine, so this is no part of the checks that must pass.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserPath, FLAGS } from "./browser.js";
import { buildWasm } from "./wasm.js";
import { DIST } from "./paths.js";
import { mustRun, Refusal } from "./process.js";
import { serve } from "./serve.js";
import { assembleSite } from "./site.js";

/** The last that runs on Node 20. */
const LIGHTHOUSE = "lighthouse@12.8.2";

/** @type {Record<string, number>} the least score of each category, of 100 */
const LEAST = { performance: 95, accessibility: 100, "best-practices": 100 };

/** @param {string[]} links what stands behind the address; the page as it opens if none is named */
export async function main(links) {
  await buildWasm();
  await assembleSite();
  const chrome = await browserPath();
  const folder = await mkdtemp(join(tmpdir(), "lastack-lighthouse-"));
  const site = await serve(DIST);
  const low = [];
  try {
    for (const link of links.length > 0 ? links : [""]) {
      const report = join(folder, "report.json");
      const flags = [`--chrome-flags=${["--headless", ...FLAGS].join(" ")}`, `--only-categories=${Object.keys(LEAST).join(",")}`, "--output=json", `--output-path=${report}`, "--quiet"];
      await mustRun(["npm", "exec", "--yes", `--package=${LIGHTHOUSE}`, "--", "lighthouse", `${site.url}${link}`, ...flags], "Lighthouse did not run.", { env: { CHROME_PATH: chrome } });
      const { categories } = JSON.parse(await readFile(report, "utf8"));
      for (const [name, least] of Object.entries(LEAST)) {
        const score = Math.round(categories[name].score * 100);
        console.log(`${String(score).padStart(3)} of ${least}  ${name}  ${link || "/"}`);
        if (score < least) low.push(`${name} is ${score}, and ${least} is the least.`);
      }
    }
  } finally {
    await Promise.all([site.close(), rm(folder, { recursive: true })]);
  }
  if (low.length > 0) throw new Refusal(low.join("\n"));
}
