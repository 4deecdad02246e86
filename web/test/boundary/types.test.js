// The types that the wasm comes with are whole: every name in them means something. The project's own
// type check looks into no `.d.ts`, so this does.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { WEB } from "../../tools/paths.js";

const TSC = `${WEB}/node_modules/.bin/tsc`;
const PACKAGES = ["pkg", "pkg/tools", "pkg/link"];

for (const folder of PACKAGES) test(`the generated types of ${folder} compile by themselves`, async () => {
  const types = join(WEB, folder, "lastack.d.ts");
  const said = await new Promise((resolve) => {
    execFile(TSC, ["--ignoreConfig", "--noEmit", "--strict", "--target", "es2023", "--lib", "es2023,dom,esnext.disposable", "--types", "", types], (error, stdout) => resolve(error ? stdout || String(error) : ""));
  });
  assert.equal(said, "");
});
