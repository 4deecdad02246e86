// English, of the run as a table.

export default {
  "twin.time": "Time",
  "twin.host": "Host",
  "twin.event": "What happens",
  "twin.segment": "Segment",
  "twin.state": "State after",
  "twin.why": "Why",
  "twin.gone": "gone",
};
