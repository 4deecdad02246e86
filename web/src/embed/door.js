// The first script of embed.html, and no module: a page without an origin of its own, in a sandbox or on a disk, may
// load no module from anywhere that does not allow it, and most static hosts don't. The one-file page needs nothing
// from anywhere.

if (self.origin === "null") {
  location.replace(`lastack.html?embed${location.hash}`);
} else {
  const script = document.createElement("script");
  script.type = "module";
  script.src = document.currentScript?.dataset["first"] ?? "";
  document.head.append(script);
}
