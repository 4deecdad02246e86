// The types that the wasm comes with are whole: every name in them means something. The project's own
// type check looks into no `.d.ts`, so this does.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { WEB } from "../../tools/paths.js";

const TSC = `${WEB}/node_modules/.bin/tsc`;
const TYPES = fileURLToPath(new URL("../../pkg/lastack.d.ts", import.meta.url));

test("the generated types compile by themselves", async () => {
  const said = await new Promise((resolve) => {
    execFile(TSC, ["--ignoreConfig", "--noEmit", "--strict", "--target", "es2023", "--lib", "es2023,dom,esnext.disposable", "--types", "", TYPES], (error, stdout) => resolve(error ? stdout || String(error) : ""));
  });
  assert.equal(said, "");
});
