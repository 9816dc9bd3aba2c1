// The part of the worker that makes the pages an app: they open without a network. Only pages and their files are kept,
// never what the API answers: that is a reader's own, and the pages ask for it anew.
self.newsbell = { icon: "/r/{app}/icons/192.png", badge: "/r/{app}/icons/badge-96.png", alone: true, home: "/r/{app}/" };
(() => {
"use strict";
const HOME = "/r/{app}/";
const PREFIX = `newsbell-shell:${HOME}`;
const SHELL = `${PREFIX}{version}`;
const PAGES = `${PREFIX}pages`;
const MOST_PAGES = 40;
const FOLLOW = "/web/{app}/follow.js";
const FILES = [...[{files}].map((name) => `${HOME}files/${name}?v={version}`), FOLLOW, `${HOME}icons/icon.svg`, `${HOME}icons/192.png`];
const OFFLINE = `${HOME}offline`;

const newest = (path) => fetch(new Request(path, { cache: "reload" }));

// Without its files a page would be worse than none: the worker is not installed then, and the old one stays.
const fill = async () => {
  const shell = await caches.open(SHELL);
  await Promise.all([...FILES, OFFLINE].map(async (path) => {
    const answer = await newest(path);
    // While servers are exchanged the answer may be of the other version, which must not be kept under this one's name.
    const isOther = path.includes("?v=") && !answer.headers.get("Cache-Control")?.includes("immutable");
    if (!answer.ok || isOther) throw new Error(`${path} answered ${answer.status}${isOther ? ", of another version" : ""}`);
    await shell.put(path, answer);
  }));
};

const sweep = async () => {
  const names = await caches.keys();
  await Promise.all(names
    .filter((name) => name.startsWith(PREFIX) && name !== SHELL && name !== PAGES)
    .map((name) => caches.delete(name)));
};

const keep = async (request, answer) => {
  const pages = await caches.open(PAGES);
  // Put anew, so that what was not looked at for the longest time stands first.
  await pages.delete(request, { ignoreVary: true });
  await pages.put(request, answer);
  const kept = await pages.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST_PAGES)).map((old) => pages.delete(old)));
};

// The pages that are open before the worker is were not seen by it.
const keepOpenPages = async () => {
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  await Promise.all(tabs.map(({ url }) => url.replace(/#.*/, ""))
    .filter((url) => new URL(url).pathname.startsWith(HOME))
    .map(async (url) => {
      const answer = await newest(url);
      if (answer.ok && !answer.redirected) await keep(new Request(url), answer);
    }));
};

const page = async (event) => {
  try {
    const answer = await fetch(event.request);
    if (answer.ok && !answer.redirected && answer.type === "basic") {
      event.waitUntil(keep(event.request, answer.clone()).catch(() => {}));
    }
    return answer;
  } catch (error) {
    const pages = await caches.open(PAGES);
    // An icon on the Home Screen names the language, a link in a page may not.
    const kept = await pages.match(event.request, { ignoreVary: true })
      ?? await pages.match(event.request, { ignoreVary: true, ignoreSearch: true });
    return kept ?? await caches.match(OFFLINE, { ignoreVary: true }) ?? Promise.reject(error);
  }
};

const file = async (event) => {
  const { pathname, search } = new URL(event.request.url);
  const kept = await (await caches.open(SHELL)).match(`${pathname}${search}`, { ignoreVary: true });
  // An address with a version never changes what it means; the button's is the same for ever.
  if (kept && pathname !== FOLLOW) return kept;
  return fetch(event.request).catch((error) => kept ?? Promise.reject(error));
};

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(sweep().then(() => keepOpenPages().catch(() => {}))));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate") event.respondWith(page(event));
  else if (FILES.includes(`${pathname}${search}`)) event.respondWith(file(event));
});
})();
