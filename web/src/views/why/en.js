// What the reasons say in English.

export default {
  "because": "Because",
  "because.more": "{n} more in between",
  "asked": "What the kernel asked",
  "asked.default": "default",
  "asked.stands": "stands for {n}",
  "asked.show": "{key} of the {host}: show it among the knobs",
  "patience": "patience",
  "patience.limit": "{key} = {value} allows {sum} = {limit}",
  "patience.limit.stands": "{key} = {value}, which stands for {n}, allows {sum} = {limit}",
  "patience.starts": "counted from now, {since}",
  "patience.passed": "counted from {since}: {passed} have passed, so it tries again",
  "patience.over": "counted from {since}: {passed} have passed, so this is the end",

  "why.moment": "In the same moment",
  "moment.more": "{n} more",
  "why.delivered": "arrives at {time}",
  "segment.lost.rule": "lost, by the scenario",
  "segment.lost.hand": "lost, by you",
  "segment.lost.router": "not passed on by a router, which says so by ICMP",
  "segment.forged": "forged: nobody sent it",
};
