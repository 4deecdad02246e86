// s/<preset>/: what of each preset can be had without running anything.

import { pictureOf, presetRuns } from "./runs.js";

/** @type {Promise<ReadonlyMap<string, Buffer>> | null} */
let made = null;

/** Every file by its path from the site. Made once: engine and words are what they were when the build began. */
export function staticPages() {
  made ??= make();
  return made;
}

async function make() {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  for (const run of await presetRuns()) {
    files.set(`s/${run.name}/picture.svg`, Buffer.from(pictureOf(run, "en")));
    files.set(`s/${run.name}/picture.zh.svg`, Buffer.from(pictureOf(run, "zh")));
  }
  return files;
}
