// A browser with hardly any memory for the engine: enough to begin, not enough for more.

import assert from "node:assert/strict";
import { test } from "node:test";
import { address, clickSegment, inBrowser, openFile, visit } from "./page.js";

/** So many pages of 64 KB: the engine begins with 17 of them. */
inBrowser({ flags: ["--js-flags=--wasm-max-mem-pages=20"] });

/** As much as a scenario may ask for. */
const HEAVY = {
  name: "heavy",
  script: Array.from({ length: 250 }, (_, i) => ({ at_ms: i * 10, host: i % 2 ? "b" : "a", do: "write", bytes: 60_000 })),
};

test("the engine has no memory left: that is said, what is drawn stays, and another try begins anew", async (context) => {
  const page = await visit(context, { mayComplain: /RuntimeError|unreachable|recursive use|memory access/ });
  await page.goto(address("#s=clean-close"));
  await page.locator("[data-segment]").first().waitFor();
  const verdict = await page.locator("[data-verdict]").innerText();
  await openFile(page, HEAVY);
  await page.getByRole("alert").filter({ hasText: "ran out of memory" }).waitFor();
  assert.equal(await page.locator("[data-verdict]").innerText(), verdict);
  assert.equal(await page.locator("[data-segment]").count(), 4);
  await page.locator("[data-control=again]").click();
  await page.locator(".stopped").waitFor({ state: "detached" });
  await clickSegment(page, "a:2");
  await page.locator('[data-segment="a:2"][data-fate=lost]').waitFor();
});
