// English.

export default {
  "help.close": "Close",
  "key.play": "play or pause",
  "key.step": "one step",
  "key.back": "one step back",
  "key.slower": "slower",
  "key.faster": "faster",
  "key.toggle": "lose or give back the selected segment",
  "key.time": "time axis: compact, log or linear",
  "key.zoom-in": "stretch time (also Ctrl and the wheel, or a pinch)",
  "key.zoom-out": "squeeze time",
  "key.zoom-reset": "back to 1×",
  "key.menu": "what can be done to the selected segment",
  "key.share": "share what you see",
  "key.undo": "undo",
  "key.dismiss": "no longer show what would have come",
  "help.this": "these keys",
  "help.engine": "Engine, version {engine}",
  "help.move": "between segments, in the drawing",
};
