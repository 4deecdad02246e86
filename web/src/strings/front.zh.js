// 自由探索起始面板的文字，简体中文。先听故事的人稍后才会取得。

/** @type {typeof import("./front.en.js")["default"]} */
export default {
  "knobs.label": "sysctl net.ipv4",
  "knobs.search": "搜索 {n} 项",
  "knobs.changed": "改动 {n} 项",
  "knobs.since": "改动生效",
  "knobs.since.start": "从头开始",
  "knobs.since.now": "自 {time} 起",
  "knobs.more": "另外 {n} 项、套接字选项、内核",
  "knobs.default": "默认 {value}",
  "knobs.range": "{min} 至 {max}",
  "knobs.one": "{host}的 {key}",
  "knobs.less": "减小",
  "knobs.plus": "增大",
  "knobs.rtt": "往返时间",
  "knobs.rtt.about": "两台主机之间一去一回。",
  "summary.label": "结果",
  "summary.fins": "发出 FIN",
  "summary.retransmissions": "重发",
  "summary.last-fin": "最后一次 FIN",
  "summary.gone": "消失于",
  "summary.never": "从不",
  "summary.not-yet": "尚未",
  "summary.none": "无",
  "summary.was": "原为 {value}",
};
