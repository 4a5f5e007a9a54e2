/** Keeps the shell of one screen: a reload during an outage shows our own page. Nothing of `/api` is ever kept. */
const SHELL = "shell";
const PATIENCE_MS = 3000; // a network that does not answer is no network
const BASE = new URL("./", self.location.href).pathname;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.add(BASE)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const isOurs = origin === self.location.origin && pathname.startsWith(BASE);
  if (event.request.method === "GET" && isOurs && !pathname.includes("/api/")) event.respondWith(answer(event.request));
});

async function answer(request) {
  const shell = await caches.open(SHELL);
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (fresh.ok) await shell.put(request, fresh.clone());
    return fresh;
  } catch (error) {
    const kept = await shell.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}
