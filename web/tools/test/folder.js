// A folder of files for one test, gone when the test is over.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * @param {import("node:test").TestContext} context
 * @param {Record<string, string>} files
 */
export async function folderOf(context, files) {
  const folder = await mkdtemp(join(tmpdir(), "lastack-"));
  context.after(() => rm(folder, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return folder;
}
