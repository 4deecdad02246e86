// embed.js, as an article includes it: <script async src="…/embed.js"></script>. It stands beside the pages. A
// script that is no module may come from anywhere, whatever its host says of other origins.

import { LastAckElement } from "./element.js";

const { currentScript } = document;
if (currentScript instanceof HTMLScriptElement && currentScript.src) LastAckElement.home = new URL(".", currentScript.src);
else LastAckElement.home = new URL(".", [...document.scripts].find(({ src }) => /\/embed\.js(?:[?#]|$)/.test(src))?.src ?? document.baseURI);
if (!customElements.get("last-ack")) customElements.define("last-ack", LastAckElement);
