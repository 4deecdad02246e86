// Made by `cargo run -p lastack --example texts` from crate/presets/simultaneous-close.json.

export default {
  "name": "simultaneous-close",
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "at_ms": 0, "host": "b", "do": "close" }
  ]
};
