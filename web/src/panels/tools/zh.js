// 工具面板的中文文字。

export default {
  "tools.label": "工具",
  "tools.pane": "在{host}上打印的内容",
  "tools.wide": "加宽",
  "tools.copy": "复制",
  "tools.copied": "已复制",
  "tools.moved": "刚刚变化",
  "tools.ss": "每个套接字：状态、队列中等待的字节数，以及定时器何时到期。",
  "tools.nstat": "本次运行会改变的计数器。刚刚变化的以 + 标出。",
  "tools.tcpdump": "经过网卡的报文段。每一行对应图中的一个报文段。",
  "tools.proc": "主机的 sysctl 当前的值。",
  "tools.loading": "正在获取工具……",
};
