// What the static pages are written with: text stays text, and addresses lead where they should from wherever the
// site is served.

import assert from "node:assert/strict";
import { test } from "node:test";
import { addressesIn, siteHome } from "../pages/addresses.js";
import { escaped, html, prose } from "../pages/markup.js";
import { Refusal } from "../process.js";

test("what is put into a template is text, unless it is markup", () => {
  const evil = `<script>alert('1')</script> & "more"`;
  assert.equal(html`<p title="${evil}">${evil}</p>`.text, '<p title="&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;more&quot;">&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;more&quot;</p>');
  assert.equal(html`<ul>${[html`<li>${1}</li>`, html`<li>${"<"}</li>`]}</ul>`.text, "<ul><li>1</li><li>&lt;</li></ul>");
  assert.equal(escaped("&amp;"), "&amp;amp;");
  assert.equal(html`${"\\n"}`.text, "\\n");
});

test("a name of several words is not broken", () => {
  assert.equal(html`${prose("In FIN-WAIT-2 & <b>")}`.text, 'In <span class="unbroken">FIN-WAIT-2</span> &amp; &lt;b&gt;');
});

test("one file of the site names another by the way to it", () => {
  const { near, whole } = addressesIn(null, "s/clean-close/zh/index.html");
  assert.equal(near("s/clean-close/picture.svg"), "../picture.svg");
  assert.equal(near("s/clean-close/zh/"), "./");
  assert.equal(near("s/clean-close/"), "../");
  assert.equal(near("s/linger-zero/zh/"), "../../linger-zero/zh/");
  assert.equal(near(""), "../../../");
  assert.equal(near("#v=1&s=clean-close&lang=zh"), "../../../#v=1&s=clean-close&lang=zh");
  assert.equal(whole("s/page.css"), "../../page.css");
  assert.equal(addressesIn(null, "sitemap.xml").near(""), "./");
  assert.equal(addressesIn(null, "sitemap.xml").near("s/zh/"), "s/zh/");
});

test("others get whole addresses where it is known where the site will be", () => {
  const { near, whole } = addressesIn(new URL("https://example.org/last/"), "s/clean-close/index.html");
  assert.equal(whole("s/clean-close/"), "https://example.org/last/s/clean-close/");
  assert.equal(whole("embed.html#v=1&s=clean-close"), "https://example.org/last/embed.html#v=1&s=clean-close");
  assert.equal(whole(""), "https://example.org/last/");
  assert.equal(near("s/page.css"), "../page.css");
});

test("SITE_URL is an address that pages can have, or refused in words", () => {
  assert.equal(siteHome(""), null);
  assert.equal(siteHome("https://example.org/last")?.href, "https://example.org/last/");
  assert.equal(siteHome("http://localhost:8000")?.href, "http://localhost:8000/");
  for (const wrong of ["example.org", "ftp://example.org/", "javascript:alert(1)", "https://example.org/?a", "https://example.org/#a"]) {
    assert.throws(() => siteHome(wrong), (error) => error instanceof Refusal && error.message.includes(wrong), wrong);
  }
});
