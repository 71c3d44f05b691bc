/**
 * Keeps the panel's shell, so that a reload without the network still shows the panel saying what is the matter.
 * Only pages and hashed assets of this origin are kept; never an answer that holds data, never a cue.
 */
const SHELL = 'evenkeel-shell-1';

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.add('./')));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isPage = request.mode === 'navigate' && url.pathname === new URL('./', self.location).pathname;
  const isAsset = url.origin === self.location.origin && url.pathname.includes('/assets/');
  if (request.method === 'GET' && (isPage || isAsset)) event.respondWith(networkFirst(request, isPage));
});

/** The network's answer, kept for the next time; the kept one when there is no network. */
async function networkFirst(request, isPage) {
  const shell = await caches.open(SHELL);
  // The page is kept once, whatever call its URL names.
  const key = isPage ? './' : request;
  try {
    const answer = await fetch(request);
    if (answer.ok) await shell.put(key, answer.clone());
    return answer;
  } catch (cause) {
    const kept = await shell.match(key);
    if (kept === undefined) throw cause;
    return kept;
  }
}
