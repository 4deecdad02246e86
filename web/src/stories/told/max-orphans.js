/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does tcp_max_orphans only limit memory?", zh: "tcp_max_orphans 只是限制内存吗？" },
  steps: [
    {
      play: { preset: "orphan-limit" },
      at: "start",
      choices: {
        en: ["A normal close", "Nothing", "End of file, then a reset"],
        zh: ["正常关闭", "什么也没有", "先是文件结尾，然后是重置"],
      },
      right: 2,
      en: "The client's machine has more orphans than tcp_max_orphans allows. It calls close(), and the socket would become one more. What does the server see?",
      zh: "客户端机器上的孤儿已经超过 tcp_max_orphans。它调用 close()，套接字将再成一个孤儿。服务器会看到什么？",
    },
    {
      at: "a:2",
      en: "The FIN goes as always, and a RST on its heels, in the same moment (tcp_close, tcp_too_many_orphans).",
      zh: "FIN 照常发出，而一个 RST 紧随其后，就在同一时刻（tcp_close，tcp_too_many_orphans）。",
    },
    {
      at: "b write",
      en: "The server's application reads end of file, as if all were well, and its next write() fails with EPIPE. A limit on memory, felt by a peer on another machine.",
      zh: "服务器的程序读到文件结尾，似乎一切正常，但下一次 write() 失败：EPIPE。限制的是内存，感觉到的却是另一台机器上的对端。",
    },
  ],
};
