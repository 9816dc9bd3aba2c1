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
      endpoint: (await (await fetch("/sandbox/push", {
        method: "POST", body: JSON.stringify({ applicationServerKey: key }),
      })).json()).endpoint,
      p256dh: inBase64(await crypto.subtle.exportKey("raw", pair.publicKey)),
      auth: inBase64(crypto.getRandomValues(new Uint8Array(16))),
    };
    await inStore("readwrite", (store) => store.put(made, "it"));
    return subscription(made);
  };

  // RFC 8291: what the browser itself does with a push before it wakes the worker.
  const derive = async (secret, salt, info, bits) => crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt, info },
    await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]), bits);
  const bytes = (...parts) => Uint8Array.from(parts.flatMap((part) => (
    typeof part === "string" ? [...new TextEncoder().encode(part)] : [...part])));
  self.decryptPush = async (body) => {
    const { pair, p256dh, auth } = await kept();
    const record = inBytes(body);
    const [salt, sender, sealed] = [record.slice(0, 16), record.slice(21, 86), record.slice(86)];
    const senderKey = await crypto.subtle.importKey("raw", sender, { name: "ECDH", namedCurve: "P-256" }, false, []);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: senderKey }, pair.privateKey, 256);
    const secret = await derive(shared, inBytes(auth), bytes("WebPush: info\0", inBytes(p256dh), sender), 256);
    const key = await crypto.subtle.importKey(
      "raw", await derive(secret, salt, bytes("Content-Encoding: aes128gcm\0"), 128), "AES-GCM", false, ["decrypt"]);
    const iv = await derive(secret, salt, bytes("Content-Encoding: nonce\0"), 96);
    const padded = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed));
    return new TextDecoder().decode(padded.slice(0, padded.lastIndexOf(2)));
  };
})();
