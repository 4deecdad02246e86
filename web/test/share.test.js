// What people pass on of a run is safe where it is put, whatever the run is called.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FORMS, frameOf, textOf } from "../src/share/dialog/formats.js";
import { bannerOf } from "../src/share/problems.js";

const PAGE = "https://example.org/lastack/index.html";
const PLAIN = { link: "v=1&s=clean-close", page: PAGE, title: "Clean close · LastAck", verdict: "Both are gone after 60 s." };
const HOSTILE = { link: "v=1&s=blank&name=%3Cscript%3E", page: PAGE, title: `"><script>alert(1)</script>](javascript:alert(1))`, verdict: "`*_[x]_*`\n# <b onclick='x'>&amp;" };

test("each form says the link", () => {
  assert.equal(textOf("link", PLAIN), `${PAGE}#v=1&s=clean-close`);
  assert.equal(textOf("markdown", PLAIN), `[Clean close · LastAck](${PAGE}#v=1&s=clean-close): Both are gone after 60 s.`);
  assert.equal(textOf("iframe", PLAIN), '<iframe src="https://example.org/lastack/embed.html#v=1&amp;s=clean-close" title="Clean close · LastAck" width="100%" height="680" style="border:0" allow="clipboard-write" loading="lazy"></iframe>');
  assert.equal(textOf("element", PLAIN), [
    '<script async src="https://example.org/lastack/embed.js"></script>',
    '<last-ack scenario="clean-close">',
    `  <a href="${PAGE}#v=1&amp;s=clean-close">Clean close · LastAck</a>: Both are gone after 60 s.`,
    "</last-ack>",
  ].join("\n"));
  assert.match(textOf("element", { ...PLAIN, link: "v=1&s=clean-close&rtt=200" }), /scenario="v=1&amp;s=clean-close&amp;rtt=200"/);
  assert.equal(frameOf(PLAIN), "https://example.org/lastack/embed.html#v=1&s=clean-close");
});

test("a title ends nothing that it stands in", () => {
  for (const form of FORMS) {
    const text = textOf(form, HOSTILE);
    assert.doesNotMatch(text.replace(/<script async src="[^"]*"><\/script>/, ""), /(?<!\\)<(?:script|b )/, form);
  }
  assert.equal(textOf("iframe", HOSTILE).split('"').length - 1, 14, "as many quotes as attributes need");
  const markdown = textOf("markdown", HOSTILE);
  assert.equal(markdown.includes("\n"), false);
  assert.equal([...markdown.matchAll(/(?<!\\)\]\(/g)].length, 1, "there is one link in it");
});

test("problems are said in both languages, four of them, and the rest counted", () => {
  const problems = Array.from({ length: 7 }, (_, i) => ({ key: `k${i}`, kind: /** @type {const} */ ("unknown") }));
  const { en, zh } = bannerOf(problems);
  assert.match(en, /k0: there is no such key; k1: .*k3: [^;]*; and 3 more\.$/);
  assert.match(zh, /k0：没有这个键；.*另有 3 处。$/);
  const value = bannerOf([{ key: "hz", kind: "value", problem: "expected 100, 250, 300 or 1000" }]);
  assert.match(value.zh, /hz：应为 100、250、300 或 1000。$/);
  assert.match(bannerOf([{ key: "", kind: "many", most: 1024 }]).en, /the link: expected at most 1024\.$/);
});

test("what is wrong in the same way is said once, and a key is as long as a banner has room for", () => {
  const garbled = Array.from({ length: 5 }, () => ({ key: "%00", kind: /** @type {const} */ ("value"), problem: "expected UTF-8 behind the percent signs" }));
  assert.match(bannerOf(garbled).en, /shown\. %00: expected UTF-8 behind the percent signs\.$/);
  assert.match(bannerOf([{ key: "z1:", kind: "unknown" }]).en, / z1: there is no such key\.$/);
  assert.match(bannerOf([{ key: "x".repeat(500), kind: "unknown" }]).en, / x{40}…: there/);
});
