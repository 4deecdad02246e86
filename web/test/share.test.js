// What people pass on of a run is safe where it is put, whatever the run is called.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { loadLinker } from "../src/linker.js";
import { SCENARIOS } from "../src/scenarios/index.js";
import { addressOf, FORMS, frameOf, textOf } from "../src/share/dialog/formats.js";
import { ageOf, bannerOf } from "../src/share/problems.js";

const PAGE = "https://example.org/lastack/index.html";
const PLAIN = { link: "v=1&s=clean-close", page: PAGE, engine: 1, title: "Clean close · LastAck", verdict: "Both are gone after 60 s." };
const HOSTILE = { link: "v=1&s=blank&name=%3Cscript%3E", page: PAGE, engine: 1, title: `"><script>alert(1)</script>](javascript:alert(1))`, verdict: "`*_[x]_*`\n# <b onclick='x'>&amp;" };

test("each form says the link", () => {
  assert.equal(textOf("link", PLAIN), `${PAGE}#v=1&s=clean-close&e=1`);
  assert.equal(textOf("markdown", PLAIN), `[Clean close · LastAck](${PAGE}#v=1&s=clean-close&e=1): Both are gone after 60 s.`);
  assert.equal(textOf("iframe", PLAIN), '<iframe src="https://example.org/lastack/embed.html#v=1&amp;s=clean-close" title="Clean close · LastAck" width="100%" height="740" style="border:0" allow="clipboard-write" loading="lazy"></iframe>');
  assert.equal(textOf("element", PLAIN), [
    '<script async src="https://example.org/lastack/embed.js"></script>',
    '<last-ack scenario="clean-close">',
    `  <a href="${PAGE}#v=1&amp;s=clean-close&amp;e=1">Clean close · LastAck</a>: Both are gone after 60 s.`,
    "</last-ack>",
  ].join("\n"));
  assert.match(textOf("element", { ...PLAIN, link: "v=1&s=clean-close&rtt=200" }), /scenario="v=1&amp;s=clean-close&amp;rtt=200"/);
  assert.equal(frameOf(PLAIN), "https://example.org/lastack/embed.html#v=1&s=clean-close");
});

test("a link says which engine made it, but for a story, which brings its own runs, and it stays short", () => {
  assert.equal(addressOf({ ...PLAIN, link: "v=1&story=wait-for-ever.2" }), `${PAGE}#v=1&story=wait-for-ever.2`);
  for (const preset of Object.keys(SCENARIOS)) {
    const [, link = ""] = addressOf({ ...PLAIN, link: `v=1&s=${preset}` }).split("#");
    assert.ok(link.endsWith("&e=1") && link.length < 60, link);
  }
});

test("that another engine made a link is said in both languages, beside what else is wrong with it", () => {
  assert.deepEqual([...ageOf(undefined, 2), ...ageOf(2, 2)], []);
  const { en, zh } = bannerOf(ageOf(1, 2));
  assert.match(en, /^An older engine, version 1, made this link\. This is version 2: the run may differ/);
  assert.match(zh, /^这个链接由较旧的第 1 版引擎生成，本页是第 2 版/);
  const both = bannerOf([{ key: "x", kind: "unknown" }, ...ageOf(3, 2)]);
  assert.match(both.en, /^Not all of this link was understood.*x: there is no such key\. A newer engine, version 3,/);
  assert.match(both.zh, /没有这个键。这个链接由较新的第 3 版引擎生成/);
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

test("what was understood and is too much has a sentence of its own", () => {
  const cut = { key: /** @type {const} */ (""), kind: /** @type {const} */ ("cut") };
  assert.match(bannerOf([cut]).en, /^This link asks for more than a run may have.*16,000 events\.$/);
  assert.match(bannerOf([{ key: "x", kind: "unknown" }, cut]).en, /x: there is no such key\. This link asks/);
  assert.match(bannerOf([{ key: "x", kind: "unknown" }, cut]).zh, /x：没有这个键。这个链接要的运行太长.*。$/);
});

test("what is wrong in the same way is said once, and a key is as long as a banner has room for", () => {
  const garbled = Array.from({ length: 5 }, () => ({ key: "%00", kind: /** @type {const} */ ("value"), problem: "expected UTF-8 behind the percent signs" }));
  assert.match(bannerOf(garbled).en, /shown\. %00: expected UTF-8 behind the percent signs\.$/);
  assert.match(bannerOf([{ key: "z1:", kind: "unknown" }]).en, / z1: there is no such key\.$/);
  assert.match(bannerOf([{ key: "x".repeat(500), kind: "unknown" }]).en, / x{40}…: there/);
});

/** One of each thing that can be wrong with a value, and what makes it so. */
const WRONG = {
  "rtt=NaN": /应为 0 到 24h 的时间/, "rtt=61s": /最多 60s/, "hz=1": /应为 100/, "jiffies=-1": /应为从 0 起的整数/, "jiffies=9007199254740991": /最多 40 位/,
  "linux=2.6": /应为 6\.1, 6\.12, 6\.18 之一/, "clock=1": /ideal 或 ticks/, "rcvbuf=-1": /字节数/, "ephemeral=1": /yes 或 no/, [`name=${"x".repeat(5000)}`]: /最多 4096 字节/,
  "name=%FF": /UTF-8/, "name=%00": /控制字符/, "name=%": /十六进制/, "script=1": /应为 none/, "z1:!": /base64url/, "z1:AAAA": /打包的内容/,
  "a.write=1048577": /bytes：最多 1048576/, "a.write=x": /bytes：应为 0 到 4294967295 的整数/, "a.linger=x@1s": /seconds：应为/, "a.close=5@1s": /@ 之前应为/, "a.close=eof-": /eof\+ 加一个时间/,
  "a.connect=0@1s": /port：应为 1 到 65535 的端口/, "a.connect=5,ephemeral@1s": /只能有一个/, "a.inject=R": /seq：缺少这一项/, "a.inject=X,seq:1": /flags：应为 F S R P A/, "a.inject=R,seq:9007199254740991": /seq：应为 -2147483648 到 4294967295/,
  "a.inject=R,seq:x": /seq：应为整数/, "a.inject=R,seq:1,len:70000": /len：最多 65495/, "a.TCP_USER_TIMEOUT=x": /value：应为/, "b.tcp_no_such=1@1s": /没有名为/,
  "drop=c": /以及其中哪些/, "drop=a,has:X": /has：应为 F S R P A/, "drop=a,by:5ms": /ms：只能与“delay”一起使用/, "delay=a": /ms：与 delay 一起应有毫秒数/, "icmp=a,type:300": /type：应为 0 到 255/, "drop=a,foo:1": /之一，实为/, "drop=a,sport:x": /sport：应为/,
  "lose=c:1": /不是报文的名称/, "lose=a:3-1": /应为最后一个/, "lose=a:1-300": /最多 256 个报文/,
  "b.tcp_orphan_retries=256": /应为 0 到 255，不能是 256/, "b.tcp_rto_max_ms=5&linux=6.1": /起才有/, "b.tcp_max_orphans=1": /整台机器/, "ip_local_port_range=1+2": /两个从 1024 起的端口/,
  "sel=x": /事件的编号/, "zoom=x": /0 到 10000 的整数/, "scale=x": /之一/, "lang=fr": /之一/, "panel=%3Cb%3E": /组成的名称/,
};

test("whatever is wrong with a value is said in Chinese too", async () => {
  const { readLink } = await loadLinker(await readFile(new URL("../pkg/link/lastack_bg.wasm", import.meta.url)));
  const preset = { name: "clean-close", script: [] };
  for (const [link, said] of Object.entries(WRONG)) {
    const { zh } = bannerOf(readLink(`v=1&s=clean-close&${link}`, preset).problems);
    assert.match(zh, said, link);
  }
  // And whatever else there is.
  const keys = ["rtt", "hz", "jiffies", "into", "rcvbuf", "run", "t", "n", "sel", "zoom", "a.write", "a.read", "a.linger", "a.connect", "b.listen", "a.inject", "a.close", "a.SO_KEEPALIVE", "b.tcp_orphan_retries", "tcp_fin_timeout", "tcp_max_orphans", "drop", "delay", "icmp", "dup", "lose", "deliver"];
  const values = ["", "x", "-1", "NaN", "1e9", "0.5", "99999999999", "a", "a:0", "a,x:1", "a,by:1", "a,type:-1", "any,has:1", "a,segment:x", "1@x", "@", "x@1s", "R,seq:0.5@1s", "R,seq:1,dport:0@1s", "seq:1,flags:Q@1s", "to:0@1s", "port:1,port:2@1s", "[{", "'5'"];
  for (const key of keys) {
    for (const value of values) {
      const { zh } = bannerOf(readLink(`v=1&s=clean-close&${key}=${encodeURIComponent(value)}`, preset).problems);
      assert.doesNotMatch(zh, /[a-z]{2,} [a-z]{2,} [a-z]{2,}/, `${key}=${value}`);
    }
  }
});
