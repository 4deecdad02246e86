// Made by `cargo run -p lastack --example texts` from crate/presets/full-window-6-1.json.

export const intro = {
  en: { title: "A FIN behind a full window, Linux 6.1", about: "Ten segments fill the congestion window, then the client closes. On Linux 6.1." },
  zh: { title: "拥塞窗口已满时的 FIN，Linux 6.1", about: "十个报文占满拥塞窗口，然后客户端关闭。Linux 6.1。" },
};

export default {
  "name": "full-window-6-1",
  "kernel": { "version": "6.1" },
  "script": [
    { "at_ms": 0, "host": "a", "do": "write", "bytes": 14480 },
    { "at_ms": 1, "host": "a", "do": "close" }
  ]
};
