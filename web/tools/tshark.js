// The tshark that reads our captures in a test: TSHARK if set, else one that the system has, else Debian's, which
// this file installs when it is run: `node web/tools/tshark.js`.

import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { output, program, Refusal, run } from "./process.js";

const MAC_APP = "/Applications/Wireshark.app/Contents/MacOS/tshark";

const UPDATE = ["apt-get", "update"];
const INSTALL = ["apt-get", "install", "-y", "--no-install-recommends", "tshark"];

/** Where it is. */
export async function tsharkPath() {
  const path = await findTshark();
  if (!path) throw new Refusal("There is no tshark to read captures with. Run: node web/tools/tshark.js");
  return path;
}

/** @returns {Promise<string | undefined>} */
async function findTshark() {
  const chosen = process.env["TSHARK"];
  if (chosen) {
    if (await canRun(chosen)) return chosen;
    throw new Refusal(`TSHARK is "${chosen}", which is not a program.`);
  }
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  for (const place of [...folders.map((folder) => join(folder, "tshark")), MAC_APP]) {
    if (await canRun(place)) return place;
  }
  return undefined;
}

async function installTshark() {
  if (process.getuid?.() === 0 && (await output(["apt-get", "--version"]))) {
    console.log("Installing tshark: Debian's package …");
    // It would ask who may capture; nobody is to.
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    const installed = (await run(UPDATE, { env })) === 0 && (await run(INSTALL, { env })) === 0;
    const found = installed && (await findTshark());
    if (found) return found;
  }
  throw new Refusal("No tshark was found and none could be installed. Install Wireshark's tshark, or set TSHARK to the path of one.");
}

/** @param {string} path */
function canRun(path) {
  return access(path, constants.X_OK).then(() => true, () => false);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await program(async () => {
    const path = (await findTshark()) ?? (await installTshark());
    console.log(`${path}: ${(await output([path, "--version"]))?.split("\n")[0]}`);
  });
}
