// 分享对话框的文字，简体中文。

/** @type {typeof import("./en.js")["default"]} */
export default {
  "share.title": "分享你看到的",
  "share.close": "关闭",
  "share.forms": "形式",
  "form.link": "链接",
  "form.markdown": "Markdown",
  "form.iframe": "iframe",
  "form.element": "元素",
  "about.iframe": "任何能嵌入 iframe 的文章或网页都可以用。",
  "about.element": "一篇文章只需引入一次脚本，文中的文字也能操控各个运行。读者点“运行”之前，显示图片或元素中原有的内容。",
  "share.copy": "复制",
  "share.copied": "已复制",
  "share.refused": "此处不允许写入剪贴板。文字已选中，请自行复制。",
  "share.length": "{n} 个字符",
  "share.long": "有些程序会截断超过 {most} 个字符的内容。",
  "share.left-out": "为了不至于太长，略去了这些给人看的文字：{list}。",
  "share.looks": "包含此刻的位置和打开的面板",
  "share.in-en": "始终以英文显示",
  "share.in-zh": "始终以中文显示",
  "share.preview": "读者看到的",
  "share.preview.runs": "运行后读者看到的",
  "share.offline": "现在没有网络，无法预览；上面的文字是完整的。",
  "share.disk": "这个页面是从本机磁盘打开的，链接只在这台电脑上有效。",
};
