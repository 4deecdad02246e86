import assert from "node:assert/strict";
import { test } from "node:test";
import { checkRecipe, readRecipe } from "../recipe.js";
import { packFlags } from "../wasm.js";

/**
 * The project's recipe, spoilt.
 *
 * @param {(recipe: any) => void} spoil
 */
async function spoilt(spoil) {
  const recipe = structuredClone(await readRecipe());
  spoil(recipe);
  return recipe;
}

/** @type {{ wrong: string, spoil: (recipe: any) => void, says: RegExp }[]} */
const REFUSED = [
  { wrong: "a missing key", spoil: (r) => delete r.crate.profile, says: /crate\.profile is missing/ },
  { wrong: "a missing table", spoil: (r) => delete r.tools, says: /tools is missing/ },
  { wrong: "an unknown key", spoil: (r) => (r.crate.name = "x"), says: /crate\.name is not a key/ },
  { wrong: "an unknown table", spoil: (r) => (r.deploy = {}), says: /deploy is not a key/ },
  { wrong: "a number for a string", spoil: (r) => (r.package.target = 3), says: /package\.target must be a string/ },
  { wrong: "a string for a list", spoil: (r) => (r["wasm-opt"].flags = "-Os"), says: /wasm-opt\.flags must be a list of strings/ },
  { wrong: "a list for a table", spoil: (r) => (r.tools = []), says: /\[tools\] must be a table/ },
];

for (const { wrong, spoil, says } of REFUSED) {
  test(`the recipe is refused for ${wrong}`, async () => {
    const recipe = await spoilt(spoil);
    assert.throws(() => checkRecipe(recipe), says);
  });
}

test("wasm-pack's flags are made from the recipe, and out-dir is seen from the crate", async () => {
  const flags = packFlags(
    await spoilt((r) => {
      r.crate = { dir: "some/crate", profile: "tiny" };
      r.package = { features: [], target: "bundler", "out-dir": "web/made", "out-name": "thing" };
    }),
  );
  assert.deepEqual(flags.slice(0, 10), [
    "build", "some/crate", "--profile", "tiny", "--target", "bundler", "--out-dir", "../../web/made", "--out-name", "thing",
  ]);
});

test("a package is built with its features and no others, where it says", async () => {
  const recipe = await readRecipe();
  assert.deepEqual(packFlags(recipe).slice(-5), ["--", "--locked", "--no-default-features", "--features", "engine"]);
  const flags = packFlags(recipe, { folder: "web/pkg/more", features: ["one", "two"] });
  assert.equal(flags[flags.indexOf("--out-dir") + 1], "../web/pkg/more");
  assert.deepEqual(flags.slice(-5), ["--", "--locked", "--no-default-features", "--features", "one,two"]);
});
