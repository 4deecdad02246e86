// Made by `cargo run -p lastack --example texts` from crate/presets/unread-data.json.

export const intro = {
  en: { title: "Closed with unread data", about: "The client closes while bytes that it never read lie in its receive buffer." },
  zh: { title: "未读完就关闭", about: "客户端关闭时，接收缓冲区里还有它从未读过的字节。" },
};

export default {
  "name": "unread-data",
  "script": [
    { "at_ms": 0, "host": "b", "do": "write", "bytes": 500 },
    { "at_ms": 100, "host": "a", "do": "close" },
    { "at_ms": 300, "host": "b", "do": "close" }
  ]
};
