// 分享对话框的文字，简体中文。

/** @type {typeof import("./en.js")["default"]} */
export default {
  "share.title": "分享你看到的",
  "share.close": "关闭",
  "share.forms": "形式",
  "form.link": "链接",
  "form.markdown": "Markdown",
  "form.iframe": "HTML 框架",
  "form.element": "HTML 元素",
  "about.iframe": "凡是文章里能放框架的地方都可以用。",
  "about.element": "一个脚本供文章中的所有运行共用，文章的文字也能驱动它们；在有人点按之前，显示其中原有的内容。",
  "share.copy": "复制",
  "share.copied": "已复制",
  "share.refused": "此处不允许写入剪贴板：文字已选中，请自行复制",
  "share.length": "{n} 个字符",
  "share.long": "有些程序会截断超过 {most} 个字符的内容。",
  "share.left-out": "为了不至于太长，略去了这些给人看的文字：{list}。",
  "share.looks": "包含此刻的位置和打开的面板",
  "share.in-en": "用英文显示，不论读者的语言",
  "share.in-zh": "用中文显示，不论读者的语言",
  "share.preview": "读者看到的",
};
