// 简体中文。

export default {
  "help.close": "关闭",
  "key.play": "播放或暂停",
  "key.step": "前进一步",
  "key.back": "后退一步",
  "key.slower": "放慢",
  "key.faster": "加快",
  "key.toggle": "让选中的报文段丢失或送达",
  "key.time": "时间轴：紧凑、对数或线性",
  "key.zoom-in": "拉长时间轴（也可用 Ctrl 加滚轮，或双指张合）",
  "key.zoom-out": "缩短时间轴",
  "key.zoom-reset": "恢复 1×",
  "key.menu": "对选中的报文段可做的操作",
  "key.share": "分享你看到的",
  "key.undo": "撤销",
  "key.dismiss": "不再显示原来的走向",
  "help.this": "显示这些按键",
  "help.engine": "引擎第 {engine} 版",
  "help.move": "在图中的报文段之间移动",
};
