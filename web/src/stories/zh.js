// 简体中文，故事播放器。`{name}` 会被填入。

export default {
  "label": "故事",
  "place": "第 {n} 步，共 {of} 步",
  "all": "全部故事",
  "leave": "离开故事",
  "back": "上一步",
  "next": "下一步",
  "show": "揭晓",
  "another": "下一个故事",
  "end": "完成",
  "guess": "你认为呢？",
  "right": "正是如此。",
  "wrong": "不对。",
  "mine": "你猜：{time}",
  "truth": "Linux：{time}",
  "for-ever": "永远",
  "minutes": "{n} 分钟",
  "changed": "你改动了这次运行。“下一步”和“上一步”会恢复故事原来的样子。",

  "first.question": "关闭一条 TCP 连接要四个报文。客户端先关闭，服务器随后关闭，而第四个报文，即客户端的最后一个 ACK，无论发多少次都丢失。服务器在 LAST-ACK 中等它。会等多久？",
  "first.answer": "服务器在 {minutes b:2..b gone} 分钟内重试了 {b.retransmissions} 次，然后消失。发出 FIN 后 {b:2..b gone}，套接字没了。没有发 RST，没有通知任何程序，也没有谁在永远等待。",
  "first.probe": "发出 FIN 后 {b:2..b:3} 的第一次重发是尾部丢失探测（TLP）：便宜地试一试，最后发出的报文是不是丢了。什么都不加倍，决定何时放弃的时钟也还没开始走。",
  "first.staircase": "然后是重传，依次隔 {b:3..b:4}、{b:4..b:5}、{b:5..b:6}、{b:6..b:7}……从第二次起，每次等待都是前一次的两倍（RFC 6298）。图中的空闲时间被撕去，所以加倍看起来像等高的台阶。",
  "first.orphan": "它为什么会结束？close() 之后没有进程持有这个套接字：它成了孤儿，而 tcp_orphan_retries 限定它能重试多久。到 {@b gone} 时限已过，tcp_write_timeout() 便丢弃了它。现在请你自己丢掉或找回任意一支箭头，或者拧一拧旋钮。",
};
