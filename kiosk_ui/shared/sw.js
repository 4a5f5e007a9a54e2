/** Keeps the shell of one screen: a reload during an outage shows our own page. Nothing of `/api` is ever kept. */
const SHELL = "shell";
const PATIENCE_MS = 3000; // a network that does not answer is no network
const BASE = new URL("./", self.location.href).pathname;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.add(BASE)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/* What the page had loaded before this worker came. */
self.addEventListener("message", (event) => {
  const urls = event.data.filter(isShell);
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(urls)));
});

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && isShell(event.request.url)) event.respondWith(answer(event.request));
});

function isShell(url) {
  const { pathname, origin } = new URL(url);
  return origin === self.location.origin && pathname.startsWith(BASE) && !pathname.includes("/api/");
}

async function answer(request) {
  const shell = await caches.open(SHELL);
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (fresh.ok) await shell.put(request, fresh.clone());
    return fresh;
  } catch (error) {
    const kept = await shell.match(request, { ignoreSearch: true, ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}
