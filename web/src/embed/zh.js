// 简体中文。

export default {
  "frame.open": "在 LastAck 中打开",
  "frame.more": "参数、规则与工具",
  "frame.less": "收起",
};
