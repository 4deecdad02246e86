// What the static pages say by themselves.

/** @import { Language } from "../../src/strings/index.js" */

/**
 * @typedef {object} Words
 * @property {string} tag of the language, as HTML has it
 * @property {string} locale as Open Graph has it
 * @property {string} run
 * @property {string} runHint
 * @property {string} other the other language, in itself
 * @property {(title: string) => string} drawing
 * @property {string} drawingFile
 * @property {string} table
 * @property {string} tableHint
 * @property {string} text
 * @property {string} textHint
 * @property {string} all
 * @property {string} allAbout
 * @property {string} before
 * @property {string} next
 * @property {string} foot
 */

/** @type {Record<Language, Words>} */
export const WORDS = {
  en: {
    tag: "en",
    locale: "en_GB",
    run: "Run it yourself",
    runHint: "Lose any segment with a click, turn tcp_orphan_retries, go back in time.",
    other: "简体中文",
    drawing: (title) => `${title}, drawn: time runs down, the client is on the left, the server on the right. The table says the same in words.`,
    drawingFile: "The drawing as a file",
    table: "What happens, and why",
    tableHint: "Every event of the run, and the rule of Linux or RFC 9293 that it follows.",
    text: "The run as text",
    textHint: "As cargo run --example ladder prints it",
    all: "All runs",
    allAbout: "How Linux closes a TCP connection, and what becomes of both sides when something goes wrong: each run drawn, told event by event, and there to be changed.",
    before: "Before",
    next: "Next",
    foot: "Computed by LastAck: the teardown half of Linux TCP as a deterministic engine, checked against recordings of real kernels.",
  },
  zh: {
    tag: "zh-Hans",
    locale: "zh_CN",
    run: "亲手运行",
    runHint: "点一下就能丢掉任何一个报文段，调整 tcp_orphan_retries，也可以回到过去。",
    other: "English",
    drawing: (title) => `图示：${title}。时间自上而下，客户端在左，服务器在右。表格用文字说明同样的内容。`,
    drawingFile: "图示文件",
    table: "发生了什么，为什么",
    tableHint: "这次运行的每个事件，以及它所依据的 Linux 或 RFC 9293 规则。",
    text: "文本形式",
    textHint: "与 cargo run --example ladder 的输出相同",
    all: "全部运行",
    allAbout: "Linux 如何关闭 TCP 连接，出了差错时双方又会怎样：每次运行都有图示和逐个事件的说明，还可以亲手改动。",
    before: "上一个",
    next: "下一个",
    foot: "由 LastAck 计算得出：它是 Linux TCP 关闭过程的确定性引擎，经真实内核的记录检验。",
  },
};
