// What the share dialog says, in English.

export default {
  "share.title": "Share what you see",
  "share.close": "Close",
  "share.forms": "As",
  "form.link": "Link",
  "form.markdown": "Markdown",
  "form.iframe": "HTML frame",
  "form.element": "HTML element",
  "about.iframe": "Works wherever an article may hold a frame.",
  "about.element": "One script for all of an article's runs, which its text can drive; until somebody presses it, what stands inside is shown.",
  "share.copy": "Copy",
  "share.copied": "copied",
  "share.refused": "not allowed here: it is selected, copy it yourself",
  "share.length": "{n} characters",
  "share.long": "Some programs cut what is longer than {most}.",
  "share.left-out": "To keep it short, these words for people are left out: {list}.",
  "share.looks": "at this moment, with what is open",
  "share.in-en": "in English, whatever the reader's language",
  "share.in-zh": "in Chinese, whatever the reader's language",
  "share.preview": "What a reader sees",
};
