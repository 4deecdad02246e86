// So that a second visit needs no network: asks the browser to keep this release. Fetched when the first picture has
// long been there, and done when nothing else is to do. The embed and the one-file page have no such thing.

await new Promise((resolve) => (document.readyState === "complete" ? resolve(null) : addEventListener("load", resolve, { once: true })));
// Safari cannot say when it is idle.
await new Promise((resolve) => ("requestIdleCallback" in window ? requestIdleCallback(resolve, { timeout: 10_000 }) : setTimeout(resolve, 1_000)));
/** Under a policy that wants trusted types a script's address is one: this, and no other, is what the page trusts. */
const { trustedTypes } = /** @type {{ trustedTypes?: { createPolicy: (name: string, rules: { createScriptURL: () => string }) => { createScriptURL: (url: string) => string } } }} */ (/** @type {unknown} */ (window));
const { href } = new URL("../sw.js", import.meta.url);
// A browser that keeps nothing, in a private window for one, loses nothing else by it.
try {
  await navigator.serviceWorker.register(trustedTypes?.createPolicy("lastack", { createScriptURL: () => href }).createScriptURL(href) ?? href);
} catch (error) {
  console.info(String(error));
}
