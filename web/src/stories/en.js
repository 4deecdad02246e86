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
};
