/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does close() send a FIN?", zh: "close() 发的是 FIN 吗？" },
  steps: [
    {
      play: { preset: "unread-data" },
      at: "50 ms",
      choices: {
        en: ["A FIN", "A RST", "An ACK, then a FIN"],
        zh: ["FIN", "RST", "先 ACK，再 FIN"],
      },
      right: 1,
      en: "The server has sent 500 bytes. They lie in the client's receive buffer, and the client never reads them. Now it calls close(). What leaves?",
      zh: "服务器发来 500 字节，躺在客户端的接收缓冲区里，客户端一直没读。现在它调用 close()。发出的是什么？",
    },
    {
      at: "a:2",
      en: "A RST, and no FIN at all. Unread bytes are lost bytes, and the sender must not believe that they were read (RFC 2525, 2.17; tcp_close).",
      zh: "RST，根本没有 FIN。没读的字节就是丢失的字节，不能让发送方以为它们被读过了（RFC 2525 第 2.17 节；tcp_close）。",
    },
    {
      at: "b CLOSE",
      en: "The server's application gets ECONNRESET. It saw no end of file, since there was no FIN.",
      zh: "服务器的程序得到 ECONNRESET。它没有读到文件结尾，因为根本没有 FIN。",
    },
    {
      play: { preset: "linger-zero" },
      at: "a:1",
      en: "SO_LINGER {1, 0} is the other way to it: close() cuts the connection with a RST, nothing waits, and there is no TIME-WAIT.",
      zh: "SO_LINGER {1, 0} 是另一条路：close() 直接用 RST 切断，什么都不等，也没有 TIME-WAIT。",
    },
  ],
};
