// 各种理由的中文说法。

export default {
  "because": "起因",
  "because.more": "中间还有 {n} 个",
  "asked": "内核查了什么",
  "asked.default": "默认值",
  "asked.stands": "相当于 {n}",
  "asked.show": "{host}的 {key}：在参数面板中查看",
  "patience": "耐心",
  "patience.limit": "{key} = {value} 允许 {sum} = {limit}",
  "patience.limit.stands": "{key} = {value} 相当于 {n}，允许 {sum} = {limit}",
  "patience.starts": "从现在（{since}）算起",
  "patience.passed": "从 {since} 算起已过 {passed}，所以再试一次",
  "patience.over": "从 {since} 算起已过 {passed}，到此为止",

  "why.moment": "同一时刻",
  "moment.more": "还有 {n} 个",
  "why.delivered": "于 {time} 送达",
  "segment.lost.rule": "丢失（场景规定）",
  "segment.lost.hand": "丢失（你所为）",
  "segment.lost.router": "路由器未能转发，并以 ICMP 告知",
  "segment.forged": "伪造：没有人发送过它",
};
