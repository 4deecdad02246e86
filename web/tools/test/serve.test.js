import assert from "node:assert/strict";
import { request } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { serve } from "../serve.js";
import { folderOf } from "./folder.js";

/**
 * A request whose path is sent as it stands: `fetch` would tidy it first.
 *
 * @param {string} url
 * @param {string} path
 * @param {Record<string, string>} [headers]
 * @returns {Promise<{ status: number | undefined, type: string | undefined }>}
 */
function ask(url, path, headers = {}) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers, agent: false }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, type: response.headers["content-type"] });
    })
      .on("error", reject)
      .end();
  });
}

test("a folder is served under its base, with the types a browser wants, and nothing beside it", async (context) => {
  const folder = await folderOf(context, { "site/index.html": "", "site/a.js": "", "site/a.wasm": "", "secret.txt": "" });
  const { url, close } = await serve(join(folder, "site"), { base: "/some/where/" });
  context.after(close);

  assert.equal((await ask(url, "/some/where/")).type, "text/html;charset=utf-8");
  assert.equal((await ask(url, "/some/where/a.js")).type, "text/javascript");
  assert.equal((await ask(url, "/some/where/a.wasm")).type, "application/wasm");
  for (const path of ["/", "/a.js", "/some/where/../secret.txt", "/some/where/%2e%2e/secret.txt", "/some/where/..%2fsecret.txt", "/some/where/%zz"]) {
    assert.equal((await ask(url, path)).status, 404, path);
  }
});

test("what must be done before a page is done for pages alone, and its failure is shown", async (context) => {
  const folder = await folderOf(context, { "index.html": "", "a.js": "" });
  let pages = 0;
  const beforePage = async () => {
    pages += 1;
    if (pages > 1) throw new Error("no more pages");
  };
  const { url, close } = await serve(folder, { beforePage });
  context.after(close);

  await ask(url, "/a.js", { accept: "*/*" });
  assert.equal(pages, 0);
  assert.equal((await ask(url, "/", { accept: "text/html" })).status, 200);
  assert.equal((await ask(url, "/", { accept: "text/html" })).status, 500);
});

test("a port in use is refused in words", async (context) => {
  const folder = await folderOf(context, {});
  const first = await serve(folder);
  context.after(first.close);
  await assert.rejects(serve(folder, { port: Number(new URL(first.url).port) }), /is taken by another program/);
});
