// Made by `cargo run -p lastack --example texts` from crate/presets/last-ack-lost-once.json.

export default {
  "name": "last-ack-lost-once",
  "rules": [{ "from": "a", "action": "drop", "skip": 1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "close" }
  ]
};
