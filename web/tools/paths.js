// Where things are. Every command runs at the root of the repository.

import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const WEB = join(ROOT, "web");
export const DIST = join(WEB, "dist");

const cacheHome = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");

/** Rust programs that the build installs for itself, shared by every clone on the machine. */
export const TOOLS = join(cacheHome, "lastack", "tools");
