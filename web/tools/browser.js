// The browser that the page tests drive: CHROME if set, else one that the system has, else one that
// this file installs when it is run: `node web/tools/browser.js`.

import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { WEB } from "./paths.js";
import { output, program, Refusal, run } from "./process.js";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const MAC_APPS = ["Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome"];

/** A test talks to its own server alone: the browser is to ask nobody else for anything. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
];

/** The page is in two languages, so a machine that gets a browser gets Chinese glyphs too. */
const DEBIAN_PACKAGES = ["chromium", "fonts-wqy-zenhei"];

/** @type {{ how: string, possible: () => Promise<boolean>, commands: string[][] }[]} tried in order */
const INSTALLERS = [
  {
    how: "Debian's package",
    possible: async () => process.getuid?.() === 0 && Boolean(await output(["apt-get", "--version"])),
    commands: [
      ["apt-get", "update"],
      ["apt-get", "install", "-y", "--no-install-recommends", ...DEBIAN_PACKAGES],
    ],
  },
  {
    how: "Playwright's download",
    possible: async () => true,
    commands: [["node", join(WEB, "node_modules/playwright-core/cli.js"), "install", "chromium"]],
  },
];

/** A headless browser, to be closed by whoever asked for it. @param {readonly string[]} [flags] more of them */
export async function launch(flags = []) {
  return chromium.launch({ executablePath: await browserPath(), args: [...FLAGS, ...flags] });
}

/** Where the browser is. */
export async function browserPath() {
  const path = await findBrowser();
  if (!path) throw new Refusal("There is no browser to test the page in. Run: node web/tools/browser.js");
  return path;
}

/** @returns {Promise<string | undefined>} */
async function findBrowser() {
  const chosen = process.env["CHROME"];
  if (chosen) {
    if (await canRun(chosen)) return chosen;
    throw new Refusal(`CHROME is "${chosen}", which is not a program.`);
  }
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const places = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...MAC_APPS.map((app) => join("/Applications", app)),
    chromium.executablePath(),
  ];
  for (const place of places) {
    if (await canRun(place)) return place;
  }
  return undefined;
}

async function installBrowser() {
  for (const { how, possible, commands } of INSTALLERS) {
    if (!(await possible())) continue;
    console.log(`Installing a browser: ${how} …`);
    if (!(await succeed(commands))) continue;
    const found = await findBrowser();
    if (found) return found;
  }
  throw new Refusal("No browser was found and none could be installed. Install Chromium or Chrome, or set CHROME to the path of one.");
}

/** @param {string[][]} commands */
async function succeed(commands) {
  for (const command of commands) {
    if ((await run(command)) !== 0) return false;
  }
  return true;
}

/** @param {string} path */
function canRun(path) {
  return access(path, constants.X_OK).then(() => true, () => false);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await program(async () => {
    const path = (await findBrowser()) ?? (await installBrowser());
    console.log(`${path}: ${await output([path, "--version"])}`);
  });
}
