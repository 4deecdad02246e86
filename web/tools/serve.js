// A static server for a folder, on this machine alone. The page tests use it too, from a sub-path.

import { createServer } from "node:http";
import compression from "compression";
import sirv from "sirv";
import { Refusal } from "./process.js";

const HOST = "localhost";

/**
 * @param {string} folder
 * @param {object} [options]
 * @param {number} [options.port] 0 takes any that is free
 * @param {string} [options.base] the path that the folder is served under; starts and ends with "/"
 * @param {Readonly<Record<string, string>>} [options.headers] sent with everything
 * @param {() => Promise<void>} [options.beforePage] awaited before each page is sent, not before what a page loads
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(folder, { port = 0, base = "/", headers = {}, beforePage } = {}) {
  const files = sirv(folder, { dev: true });
  const pack = compression();
  const server = createServer(async (request, response) => {
    const say = (/** @type {number} */ status, /** @type {string} */ text) => {
      response.writeHead(status, { "Content-Type": "text/plain" }).end(`${text}\n`);
    };
    response.setHeaders(new Map(Object.entries(headers)));
    const url = request.url ?? "/";
    if (!url.startsWith(base)) return say(404, "Not found");
    request.url = url.slice(base.length - 1);
    try {
      if (request.headers.accept?.includes("text/html")) await beforePage?.();
    } catch (error) {
      return say(500, String(error));
    }
    // As every host does that a page is put on.
    pack(asExpress(request), asExpress(response), () => files(request, response, () => say(404, "Not found")));
  });
  await listen(server, port);
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("a listening TCP server has an address");
  return {
    url: `http://${HOST}:${address.port}${base}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

/**
 * What the types of `compression` ask for, and its code does not.
 *
 * @param {unknown} plain
 */
function asExpress(plain) {
  return /** @type {any} */ (plain);
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @returns {Promise<void>}
 */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE") reject(new Refusal(`Port ${port} is taken by another program: choose another, such as PORT=${port + 1}.`));
      else if (error.code === "EACCES") reject(new Refusal(`Port ${port} may not be used by you: choose one above 1023, such as PORT=8000.`));
      else reject(error);
    });
    server.listen(port, HOST, resolve);
  });
}
