// `npm --prefix web start`: builds the site and serves it. An edit of the page shows on reload, and an
// edit of the engine after a restart.

import { main as build } from "./build.js";
import { DIST } from "./paths.js";
import { Refusal } from "./process.js";
import { serve } from "./serve.js";
import { assembleSite } from "./site.js";

const USUAL_PORT = 8000;

export async function main() {
  const port = readPort(process.env["PORT"]);
  await build();
  const { url } = await serve(DIST, { port, beforePage: assembleSite });
  console.log(`LastAck is at ${url} until you press Ctrl+C.`);
}

/** @param {string | undefined} text */
function readPort(text) {
  if (!text) return USUAL_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Refusal(`PORT must be a number from 0 to 65535, and it is "${text}".`);
}
