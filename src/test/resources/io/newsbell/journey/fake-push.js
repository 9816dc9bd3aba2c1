// In the place of the browser's own push, which needs Google: a subscription with real keys that lasts as long as the
// browser's context. In pages and in the worker; both find it in the same database.
(() => {
  const open = () => new Promise((resolve, reject) => {
    const request = indexedDB.open("fake-push", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("push");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const inStore = async (mode, work) => {
    const db = await open();
    return new Promise((resolve) => {
      const transaction = db.transaction("push", mode);
      const request = work(transaction.objectStore("push"));
      transaction.oncomplete = () => { db.close(); resolve(request.result); };
    });
  };
  const inBase64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const inBytes = (text) => Uint8Array.from(
    atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
  const subscription = (kept) => kept && {
    endpoint: kept.endpoint,
    options: { userVisibleOnly: true, applicationServerKey: inBytes(kept.key).buffer },
    toJSON: () => ({ endpoint: kept.endpoint, keys: { p256dh: kept.p256dh, auth: kept.auth } }),
    unsubscribe: async () => { await inStore("readwrite", (store) => store.delete("it")); return true; },
  };
  const kept = () => inStore("readonly", (store) => store.get("it"));
  PushManager.prototype.getSubscription = async () => subscription(await kept()) ?? null;
  PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
    const key = inBase64(applicationServerKey);
    const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
    const made = {
      key,
      pair,
      endpoint: `https://push.example/${crypto.randomUUID()}`,
      p256dh: inBase64(await crypto.subtle.exportKey("raw", pair.publicKey)),
      auth: inBase64(crypto.getRandomValues(new Uint8Array(16))),
    };
    await inStore("readwrite", (store) => store.put(made, "it"));
    return subscription(made);
  };
})();
