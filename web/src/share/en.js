// What is said of links, in English.

export default {
  "link.heading": "Not all of this link was understood, and the rest is shown. ",
  "link.colon": ": ",
  "link.and": "; ",
  "link.more": "; and {n} more",
  "link.whole": "the link",
  "link.unknown": "nothing is called so here",
  "link.twice": "it is there twice; the first counts",
  "link.version": "expected 1; what is known of it was read",
  "link.preset": "no preset is called so",
  "link.story": "no story is called so",
  "link.panel": "no panel is called so",
  "link.compare": "there is nothing like that to compare with",
  "link.many": "expected at most {most}",
};
