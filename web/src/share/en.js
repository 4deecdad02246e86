// What is said of links, in English.

export default {
  "link.heading": "Not all of this link was understood; the rest is shown. ",
  "link.colon": ": ",
  "link.and": "; ",
  "link.more": "; and {n} more",
  "link.end": ".",
  "link.whole": "the link",
  "link.unknown": "there is no such key",
  "link.twice": "it is there twice, and the first counts",
  "link.version": "expected 1, and what is known of it was read",
  "link.preset": "there is no such preset",
  "link.story": "there is no such story",
  "link.panel": "there is no such panel",
  "link.compare": "there is nothing like that to compare with",
  "link.older": "An older engine, version {made}, made this link. This is version {engine}: the run may differ from what was seen then.",
  "link.newer": "A newer engine, version {made}, made this link. This is version {engine}: the run may differ from what was seen there.",
  "link.cut": "This link asks for more than a run may have, so the run ends early: after 16,000 events.",
  "link.many": "expected at most {most}",
};
