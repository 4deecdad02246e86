// Made by `cargo run -p lastack --example texts` from crate/presets/simultaneous-close.json.

export const intro = {
  en: { title: "Simultaneous close", about: "Both sides close in the same moment: their FINs cross, both pass through CLOSING into TIME-WAIT." },
  zh: { title: "同时关闭", about: "双方在同一时刻关闭：两个 FIN 在途中交错，双方都经过 CLOSING 进入 TIME-WAIT。" },
};

export default {
  "name": "simultaneous-close",
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "at_ms": 0, "host": "b", "do": "close" }
  ]
};
