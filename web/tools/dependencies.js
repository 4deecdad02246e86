// npm's packages: installed when they are missing or when the lock file has changed since.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { WEB } from "./paths.js";
import { mustRun } from "./process.js";

const LOCK = join(WEB, "package-lock.json");
const INSTALLED = join(WEB, "node_modules", ".lastack-lock");

export async function installDependencies() {
  const lock = createHash("sha256").update(await readFile(LOCK)).digest("hex");
  if ((await readFile(INSTALLED, "utf8").catch(() => "")) === lock) return;
  console.log("Installing npm packages …");
  await mustRun(["npm", "ci", "--prefix", "web", "--no-audit", "--no-fund"], "npm could not install what the page is built with.");
  await writeFile(INSTALLED, lock);
}
