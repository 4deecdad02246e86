// 简体中文：表格形式的运行过程。

export default {
  "twin.time": "时间",
  "twin.host": "主机",
  "twin.event": "发生了什么",
  "twin.segment": "报文段",
  "twin.state": "之后的状态",
  "twin.why": "为什么",
  "twin.gone": "已消失",
};
