// English, of the stories' player. `{name}` is filled in.

export default {
  "label": "Story",
  "place": "step {n} of {of}",
  "all": "All stories",
  "leave": "Leave the story",
  "back": "Back",
  "next": "Next",
  "show": "Show me",
  "another": "Next story",
  "end": "Done",
  "guess": "What do you think?",
  "right": "That is so.",
  "wrong": "No.",
  "mine": "your guess: {time}",
  "truth": "Linux: {time}",
  "for-ever": "for ever",
  "minutes": "{n} min",
  "changed": "You have changed this run. Next and Back go on with the story as it was.",

  "first.question": "Four segments close a TCP connection. The client closes first, the server a moment later, and then the fourth, the client's last ACK, is lost, however often it is sent. The server waits for it in LAST-ACK. For how long?",
  "first.answer": "The server retried {b.retransmissions} times over {minutes b:2..b gone} minutes and then vanished. {b:2..b gone} after its FIN the socket was gone. No RST was sent, no application was told, and nobody waits for ever.",
  "first.probe": "The first repeat, {b:2..b:3} after the FIN, is a tail loss probe: a cheap test whether the end of what was sent got lost. Nothing doubles, and the clock that decides when to give up has not started.",
  "first.staircase": "Then the retransmissions, after {b:3..b:4}, {b:4..b:5}, {b:5..b:6}, {b:6..b:7} and so on: from the second on, each wait is twice the one before (RFC 6298). The idle time is torn out of the drawing, so the doubling reads as a staircase of even steps.",
  "first.orphan": "Why does it end at all? After close() no process holds the socket: it is an orphan, and tcp_orphan_retries bounds how long it may retry. At {@b gone} that time had passed, and tcp_write_timeout() dropped it. Now lose or give back any arrow yourself, or turn the knob.",
};
