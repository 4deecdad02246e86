// Made by `cargo run -p lastack --example texts` from crate/presets/server-never-closes.json.

export const intro = {
  en: { title: "Server never closes", about: "The client closes, the server reads end of file and does nothing: tcp_fin_timeout ends one side, nothing ends the other." },
  zh: { title: "服务器从不关闭", about: "客户端关闭，服务器读到文件结尾却什么也不做：tcp_fin_timeout 终结一侧，另一侧则无人终结。" },
};

export default {
  "name": "server-never-closes",
  "script": [{ "at_ms": 0, "host": "a", "do": "close" }]
};
