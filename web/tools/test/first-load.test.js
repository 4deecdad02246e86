import assert from "node:assert/strict";
import { test } from "node:test";
import { firstLoad } from "../first-load.js";
import { folderOf } from "./folder.js";

test("the first load is what tags, styles and static imports name, and no more", async (context) => {
  const folder = await folderOf(context, {
    "index.html": `<link rel="stylesheet" href="page.css"><script type="module" src="src/main.js?v=1"></script><a href="embed.html">`,
    "page.css": `@import "print.css"; body { background: url(plate.svg) } i { mask: url(data:,x) }`,
    "print.css": "",
    "plate.svg": "",
    "embed.html": "",
    "src/main.js": `/** @import { Never } from "./types.js" */ import "./a.js"; export * from "../pkg/b.js"; import("./later.js");`,
    "src/a.js": `import "./main.js";`,
    "src/later.js": "",
    "pkg/b.js": `new URL("b.wasm", import.meta.url);`,
    "pkg/b.wasm": "",
  });
  const files = [...(await firstLoad(folder, "index.html")).keys()].sort();
  assert.deepEqual(files, ["index.html", "page.css", "pkg/b.js", "pkg/b.wasm", "plate.svg", "print.css", "src/a.js", "src/main.js"]);
});

const REFUSED = [
  { wrong: "a file that is not there", page: `<script src="gone.js"></script>`, says: /names gone\.js, which is not in the site/ },
  { wrong: "a path from the server's root", page: `<script src="/main.js"></script>`, says: /outside the site/ },
  { wrong: "another server", page: `<link rel="stylesheet" href="https://example.org/a.css">`, says: /outside the site/ },
  { wrong: "a path above the site", page: `<img src="../a.svg">`, says: /outside the site/ },
];

for (const { wrong, page, says } of REFUSED) {
  test(`a page that names ${wrong} is refused`, async (context) => {
    const folder = await folderOf(context, { "index.html": page });
    await assert.rejects(firstLoad(folder, "index.html"), says);
  });
}
