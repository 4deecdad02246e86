// English. `{name}` is filled in.

export default {
  "machine.label": "The state machine of the {host}",
  "choice.label": "Connection",
  "choice.newest": "newest",
  "state.none": "not yet there",
  "state.nothing": "nothing",
  "state.mini": "{state}, as a mini-socket",
  "state.jump": "Press it to go to when it was entered.",
  "state.never": "This connection has not been in it so far.",
  "state.onward": "Leads to {states}.",
  "part.state": "{state}: go to when it was entered",
  "about.empty": "Point at a state or an arrow: the rules that take it are said here.",
  "by.call": "a call",
  "by.segment": "a segment",
  "by.icmp": "an ICMP error",
  "list.label": "As a list",
  "list.taken": "So far",
  "list.none": "No state has changed yet.",
  "list.onward": "From {state} it can go on",
  "list.or": " or ",
  "list.comma": ", ",
};
