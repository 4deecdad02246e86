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
};
