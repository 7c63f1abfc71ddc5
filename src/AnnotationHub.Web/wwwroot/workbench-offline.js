// A reload without a line brings the workbench back instead of the browser's error page: it keeps what was placed and waits. Only the page
// itself and its texts are kept, and only for when the line is down; never a photograph, never anything of the API.
const KEPT = "annotationhub-shell";

// The first visit was loaded before there was anybody to keep it.
self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(Promise.allSettled(["/workbench", ...["zh-CN", "en"].map((culture) => `/texts/${culture}/WorkbenchTexts.json`)].map(keep)));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  const isShell = (request.mode === "navigate" && pathname === "/workbench") || pathname.startsWith("/texts/");
  if (request.method === "GET" && isShell) event.respondWith(fromLine(request, pathname));
});

async function keep(path) {
  const answer = await fetch(path, { credentials: "same-origin" });
  if (answer.ok && !answer.redirected) await (await caches.open(KEPT)).put(path, answer);
}

async function fromLine(request, key) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    // A sign-in page that we were sent on to is not the workbench.
    if (answer.ok && !answer.redirected) await cache.put(key, answer.clone());
    return answer;
  } catch (failure) {
    const kept = await cache.match(key);
    if (kept) return kept;
    throw failure;
  }
}
