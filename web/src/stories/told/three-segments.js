/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does it take four segments to close?", zh: "关闭一定要四个报文吗？" },
  steps: [
    {
      play: { preset: "three-waves" },
      at: "a:1",
      choices: {
        en: ["Four", "Three"],
        zh: ["四个", "三个"],
      },
      right: 1,
      en: "Here the server calls close() as soon as it reads end of file, as many programs do. How many segments will close the connection?",
      zh: "这里服务器一读到文件结尾就调用 close()，许多程序都如此。关闭连接要几个报文？",
    },
    {
      at: "b:1",
      en: "Three. The ACK of the client's FIN was delayed in the hope of company, and the server's own FIN came before its timer fired: wave 2 and wave 3 are one segment.",
      zh: "三个。对客户端 FIN 的 ACK 本来就推迟着，想搭个便车，而服务器自己的 FIN 赶在定时器之前到了：第二、第三次挥手合成一个报文。",
    },
    {
      at: "a TIME_WAIT",
      en: "This one segment takes the client through FIN-WAIT-2 in no time, and it answers with wave 4. RFC 9293 allows it, and it is what you see in most captures.",
      zh: "这一个报文让客户端瞬间穿过 FIN-WAIT-2，并答以第四次挥手。RFC 9293 允许这样，多数抓包里看到的也是这样。",
    },
    {
      play: { preset: "clean-close" },
      at: "b:2",
      en: "Four come when the server takes longer: {b:1..b:2} here between its ACK and its FIN.",
      zh: "服务器慢一点才会是四个：这里它的 ACK 与 FIN 相隔 {b:1..b:2}。",
    },
  ],
};
