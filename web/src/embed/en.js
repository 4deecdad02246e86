// English.

export default {
  "frame.open": "Open in LastAck",
  "frame.more": "Knobs, rules, tools",
  "frame.less": "Less",
};
