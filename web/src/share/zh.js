// 关于链接的说法，简体中文。

/** @type {typeof import("./en.js")["default"]} */
export default {
  "link.heading": "这个链接没有全部读懂，其余部分已显示。",
  "link.colon": "：",
  "link.and": "；",
  "link.more": "；另有 {n} 处",
  "link.end": "。",
  "link.whole": "链接",
  "link.unknown": "没有这个键",
  "link.twice": "出现了两次，以第一次为准",
  "link.version": "应为 1；能读懂的部分已读取",
  "link.preset": "没有这个名称的预设",
  "link.story": "没有这个名称的故事",
  "link.panel": "没有这个名称的面板",
  "link.compare": "没有这样的比较对象",
  "link.older": "这个链接由较旧的第 {made} 版引擎生成，本页是第 {engine} 版：运行结果可能与当时看到的不同。",
  "link.newer": "这个链接由较新的第 {made} 版引擎生成，本页是第 {engine} 版：运行结果可能与对方看到的不同。",
  "link.cut": "这个链接要的运行太长，到 16,000 个事件为止，其后不再运行。",
  "link.many": "最多 {most} 项",
};
