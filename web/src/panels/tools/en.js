// What the tools' panel says in English.

export default {
  "tools.label": "Tools",
  "tools.pane": "What it prints on the {host}",
  "tools.wide": "Wide",
  "tools.copy": "Copy",
  "tools.copied": "Copied",
  "tools.moved": "moved just now",
  "tools.ss": "Each socket: its state, what waits in its queues, and when its timer is due.",
  "tools.nstat": "The counters that this run moves. What has just moved is marked with +.",
  "tools.tcpdump": "What crosses the interface. Each line is a segment of the drawing.",
  "tools.proc": "The host’s sysctls as they stand now.",
  "tools.loading": "Fetching the tools …",
};
