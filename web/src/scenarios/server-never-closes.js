// Made by `cargo run -p lastack --example texts` from crate/presets/server-never-closes.json.

export default {
  "name": "server-never-closes",
  "script": [{ "at_ms": 0, "host": "a", "do": "close" }]
};
