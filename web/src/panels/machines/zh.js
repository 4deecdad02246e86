// 简体中文。`{name}` 处填入内容。

export default {
  "machine.label": "{host}的状态机",
  "choice.label": "连接",
  "choice.newest": "最新",
  "state.none": "尚未出现",
  "state.nothing": "无",
  "state.mini": "{state}（迷你套接字）",
  "state.jump": "按下即跳到进入该状态的时刻。",
  "state.never": "这个连接至今没有处于过该状态。",
  "state.onward": "可去往 {states}。",
  "part.state": "{state}：跳到进入该状态的时刻",
  "about.empty": "指向一个状态或箭头，这里就会说明走这一步的规则。",
  "by.call": "调用",
  "by.segment": "报文段",
  "by.icmp": "ICMP 差错",
  "list.label": "以列表呈现",
  "list.taken": "至此走过",
  "list.none": "状态尚未改变。",
  "list.onward": "从 {state} 可以继续",
  "list.or": "或",
  "list.comma": "、",
};
