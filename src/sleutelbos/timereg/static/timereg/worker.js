/* Keeps the page for when there is no network, and what it is made of. No page with names is ever
   kept: those names stand encrypted in the database of store.js.
   The server puts RELEASE, PAGE and FILES in front of this. */

const SLOW = 6000; // milliseconds after which we no longer wait for a page

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(RELEASE);
  const kept = [PAGE, ...FILES].map((url) => new Request(url, { credentials: "omit", cache: "reload" }));
  await cache.addAll(kept);
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== RELEASE) await caches.delete(name);
  await self.clients.claim();
})()));

const kept = async (url) => (await caches.open(RELEASE)).match(url, { ignoreVary: true });

function answer(request, url) {
  const late = new Promise((resolve) => setTimeout(resolve, SLOW)).then(() => kept(url));
  const fresh = fetch(request).catch(() => kept(url));
  return Promise.race([fresh, late]).then((found) => found ?? fresh).then((found) => found ?? Response.error());
}

self.addEventListener("fetch", (event) => {
  const { request } = event, { pathname } = new URL(request.url);
  if (request.mode === "navigate" && request.method === "GET") event.respondWith(answer(request, PAGE));
  else if (FILES.includes(pathname)) event.respondWith(answer(request, pathname));
});
