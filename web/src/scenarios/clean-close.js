// Made by `cargo run -p lastack --example texts` from crate/presets/clean-close.json.

export default {
  "name": "clean-close",
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "close" }
  ]
};
