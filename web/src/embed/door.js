// The first script of embed.html, and no module: a page without an origin of its own, in a sandbox or on a disk, may
// load no module from anywhere that does not allow it, and most static hosts don't. The one-file page needs nothing
// from anywhere.

if (self.origin === "null") location.replace(`lastack.html?embed${location.hash}`);
else void import(new URL(document.currentScript?.dataset["first"] ?? "", document.baseURI).href);
