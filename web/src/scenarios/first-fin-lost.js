// Made by `cargo run -p lastack --example texts` from crate/presets/first-fin-lost.json.

export default {
  "name": "first-fin-lost",
  "rules": [{ "from": "a", "action": "drop", "count": -1 }],
  "script": [{ "at_ms": 0, "host": "a", "do": "close" }]
};
