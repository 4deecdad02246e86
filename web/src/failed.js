// What is said when there is no engine: it did not come, or it stopped. The question that the page is about is
// answered all the same, and what was drawn stays.

import { html } from "./svg.js";
import { useStyles } from "./views/panel.js";

/** @import { Language } from "./strings/index.js" */

/** @typedef {"none" | "policy" | "memory" | "damaged" | "missing"} Why */

/** @type {Record<Language, Record<Why, string> & Record<"title" | "stopped" | "went" | "again" | "answer" | "read", string>>} */
const WORDS = {
  en: {
    title: "LastAck did not start",
    none: "This browser has no WebAssembly, or a setting forbids it: Lockdown Mode does, for one. The engine needs it.",
    policy: "The Content-Security-Policy of this site forbids WebAssembly. Whoever keeps it allows it by 'wasm-unsafe-eval' in script-src.",
    memory: "This browser had no memory left for the engine. Close other tabs, then try again.",
    damaged: "The engine's file is not what it should be: it came cut short, or the server answered with something else. Try again; if that does not help, whoever keeps this site has to look.",
    missing: "A file of the page did not come. Look whether you are online, then try again.",
    stopped: "The engine has stopped.",
    went: "It ran out of memory, or it has a defect. What you see is the last that it said, and nothing more can be done to it. The address still has your run: try again.",
    again: "Try again",
    answer: "What it would have shown: no, the server does not wait for ever. It thinks that its FIN was lost and sends it again, first as a tail loss probe and then on timeouts that double. tcp_orphan_retries bounds that; 0 stands for 8. After about two minutes it drops the connection, and tells nobody.",
    read: "Read the runs without running them",
  },
  zh: {
    title: "LastAck 未能启动",
    none: "这个浏览器没有 WebAssembly，或者有设置禁止了它（例如“锁定模式”）。引擎离不开它。",
    policy: "本站的 Content-Security-Policy 禁止 WebAssembly。维护者可以在 script-src 中加上 'wasm-unsafe-eval' 来允许它。",
    memory: "浏览器没有剩余内存可供引擎使用。请关闭其他标签页，然后重试。",
    damaged: "引擎文件不对：要么没有传完整，要么服务器返回了别的东西。请重试；如果仍然不行，需要本站的维护者来处理。",
    missing: "页面的一个文件没有取到。请检查网络，然后重试。",
    stopped: "引擎停下了。",
    went: "它的内存用完了，或者它有缺陷。你看到的是它最后给出的内容，之后不能再对它做什么。你的运行还在地址里：请重试。",
    again: "重试",
    answer: "它本来要展示的是：不会，服务器不会永远等下去。它认为自己的 FIN 丢了，于是重发：先是一次尾部丢失探测，然后按逐次加倍的超时重发。tcp_orphan_retries 限定重试多久，0 代表 8。大约两分钟后它丢弃连接，不通知任何人。",
    read: "不运行，直接阅读各个场景",
  },
};

/**
 * In place of the page.
 *
 * @param {HTMLElement} page
 * @param {Language} language
 * @param {unknown} error
 */
export function tellFailed(page, language, error) {
  const words = WORDS[language];
  dress();
  // What is read without an engine is a page of a site: the page in one file has none beside it.
  const readable = /^https?:$/.test(location.protocol) && !location.pathname.endsWith("lastack.html");
  page.replaceChildren(
    html("main", { class: "failed", lang: language },
      html("div", { role: "alert" }, html("h1", {}, words.title), html("p", {}, words[whyOf(error)])),
      again(words.again),
      html("p", { class: "answer" }, words.answer),
      readable && html("p", {}, html("a", { href: language === "zh" ? "s/zh/" : "s/", target: "_top" }, words.read)),
      html("p", { class: "failed-detail figure" }, String(error))),
  );
}

/**
 * Above the page, which stays readable. Once, however often it is noticed.
 *
 * @param {HTMLElement} page
 * @param {Language} language
 * @param {unknown} error
 */
export function tellStopped(page, language, error) {
  if (document.querySelector(".stopped, .failed")) return;
  const words = WORDS[language];
  dress();
  page.before(html("div", { class: "stopped", role: "alert", lang: language }, html("p", {}, html("strong", {}, words.stopped), " ", words.went, " ", html("span", { class: "figure" }, String(error))), again(words.again)));
}

function dress() {
  void useStyles(new URL("./failed.css", import.meta.url));
}

/** @param {string} words */
function again(words) {
  const button = html("button", { type: "button", "data-control": "again" }, words);
  button.addEventListener("click", () => location.reload());
  return button;
}

/**
 * By the kind of error, as far as engines agree on it, and by its text where they don't.
 *
 * @param {unknown} error
 * @returns {Why}
 */
function whyOf(error) {
  if (typeof WebAssembly === "undefined") return "none";
  const { name = "", message = "" } = error instanceof Error ? error : {};
  if (/unsafe-eval|content.security/i.test(message)) return "policy";
  if (name === "RangeError" || name === "RuntimeError" || /memory/i.test(message)) return "memory";
  if (name === "CompileError" || name === "LinkError") return "damaged";
  return "missing";
}
