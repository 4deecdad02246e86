// web/dist/sw.js: keeps the release that it came with, for when there is no network.
//
// Whatever is asked for comes from the network as long as there is one, so nobody ever sees an old page after a new
// release. What is kept is all of one release or nothing: each file is checked against the hash that the build gave
// it, and is put away only when all have come. The static pages are not kept, as they are many.

/**
 * @typedef {Event & { waitUntil: (done: Promise<unknown>) => void }} Lasting
 * @typedef {Lasting & { request: Request, respondWith: (answer: Promise<Response>) => void }} Asking
 */

/**
 * @typedef {object} Worker what TypeScript knows only where it knows no page
 * @property {ServiceWorkerRegistration} registration
 * @property {() => Promise<void>} skipWaiting
 * @property {(type: "install" | "activate", listener: (event: Lasting) => void) => void} addEventListener
 */

const worker = /** @type {Worker & { addEventListener: (type: "fetch", listener: (event: Asking) => void) => void }} */ (/** @type {unknown} */ (self));

/** What the build writes in its place: the release's name, and each file with its hash. @type {{ name: string, files: Record<string, string> }} */
const RELEASE = /** @type {any} */ (globalThis).RELEASE;

const { scope } = worker.registration;
/** Other pages of the same origin have caches, too. */
const OURS = `lastack ${scope} `;
const KEPT = OURS + RELEASE.name;

worker.addEventListener("install", (event) => event.waitUntil(keep()));
worker.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
worker.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const file = fileOf(url);
  if (method === "GET" && file !== null && Object.hasOwn(RELEASE.files, file)) event.respondWith(answer(event.request, file));
});

async function keep() {
  const files = Object.entries(RELEASE.files);
  const fetched = await Promise.all(files.map(async ([file, integrity]) => {
    const response = await fetch(new URL(file, scope), { cache: "reload", integrity, priority: "low" });
    if (!response.ok) throw new Error(`${response.status} for ${file}`);
    return /** @type {const} */ ([new URL(file, scope), response]);
  }));
  // One that is there already is this very release's: another worker keeps it, or kept it.
  const there = await caches.has(KEPT);
  const cache = await caches.open(KEPT);
  try {
    await Promise.all(fetched.map(([url, response]) => cache.put(url, plain(response))));
  } catch (error) {
    // There is no room: what is only half there would take some of it, and be of no use.
    if (!there) await caches.delete(KEPT);
    throw error;
  }
  // A page that is open is of a release that is no longer there: nothing is gained by waiting for its end.
  await worker.skipWaiting();
}

/** A host may send whoever asks for a folder to its index.html: browsers take no such answer for a page that is gone to. @param {Response} response */
function plain(response) {
  return response.redirected ? new Response(response.body, response) : response;
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== KEPT).map((name) => caches.delete(name)));
}

/** A file's path from the site, nothing where it is another's; the page's is "", as many servers have no other name for it. @param {string} url */
function fileOf(url) {
  if (!url.startsWith(scope)) return null;
  const { pathname } = new URL(url);
  return pathname.slice(new URL(scope).pathname.length).replace(/^index\.html$/, "");
}

/** @param {Request} request @param {string} file */
async function answer(request, file) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(KEPT)).match(new URL(file, scope));
    if (!kept) throw error;
    return kept;
  }
}
