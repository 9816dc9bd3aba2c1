// This browser as a device of Newsbell: its push subscription, its registration, its follows.
const DAY = 86_400_000;
const KEY_CHARACTERS = 43;
// The background sync that makes up for a subscription.
const OWED = "newsbell-subscription";
// What a worker asks a page, and the page answers with true or false.
const MAY_LEAVE = "may-leave";

class Unreachable extends Error {}

class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `Newsbell answered ${status}`);
    this.status = status;
    this.code = problem.code;
  }
}

// Answers {content, tag}: the tag names what was read, for who changes it.
const ask = async (method, path, { secret, key, tag, body, keepalive = false } = {}) => {
  const headers = {};
  if (body) headers["Content-Type"] = "application/json";
  if (secret) headers.Authorization = `Bearer ${secret}`;
  if (key) headers["Idempotency-Key"] = key;
  if (tag) headers["If-Match"] = tag;
  const answer = await fetch(await base() + path, {
    method, headers, credentials: "omit", keepalive, body: body && JSON.stringify(body),
  }).catch((error) => {
    throw new Unreachable(error.message);
  });
  const text = await answer.text();
  let content = {};
  try {
    content = JSON.parse(text);
  } catch {
    // A proxy in between does not speak JSON.
  }
  if (!answer.ok) throw new Refused(answer.status, content);
  return { content, tag: answer.headers.get("ETag") ?? undefined };
};

const call = async (...request) => (await ask(...request)).content;

// One at a time in all tabs and the worker: two first registrations would make two devices.
const alone = (work) => (navigator.locks ? navigator.locks.request(NAME, work) : work());

const me = () => read("self");

const inBase64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const inBytes = (text) => Uint8Array.from(
  atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));

const keyOf = (subscription) => inBase64(subscription.options.applicationServerKey ?? new ArrayBuffer(0));

// Until the browser is registered with a subscription that it can be reached by, one is owed: the server goes on
// believing the old address, and what wakes a page or the worker tries again.
const owe = () => change("owed", () => true);
const settle = () => change("owed", () => undefined);

// The subscription that was made with this key; one of an older key gives way first, because a browser has one at a
// time. If the new one cannot be had then, no push will wake the worker any more: the browser is asked to.
const subscribed = async (registration, key) => {
  const there = await registration.pushManager.getSubscription();
  if (there && keyOf(there) === key) return there;
  if (there) {
    await owe();
    await there.unsubscribe();
  }
  try {
    return await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: inBytes(key) });
  } catch (error) {
    if (await read("owed")) await registration.sync?.register(OWED).catch(() => {});
    throw error;
  }
};

const installOf = (subscription) => {
  const { keys } = subscription.toJSON();
  return {
    app: APP,
    platform: "web",
    address: {
      type: "webPush",
      value: subscription.endpoint,
      keys: { p256dh: keys.p256dh, auth: keys.auth, applicationServerKey: keyOf(subscription) },
    },
    locale: navigator.language || "en",
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
  };
};

const isForgotten = (error) => error instanceof Refused
  && (error.status === 401 || (error.status === 404 && error.code === "unknown_device"));

const followsOf = (answer) => answer.subscriptions.map(({ topic, level, until }) => ({ topic, level, until }));

const arrive = async (install) => {
  const first = await change("first", (kept) => kept ?? {
    deviceId: crypto.randomUUID(),
    key: inBase64(crypto.getRandomValues(new Uint8Array(32))).slice(0, KEY_CHARACTERS),
  });
  const answer = await call("PUT", `/v1/devices/${first.deviceId}`, { key: first.key, body: install });
  const self = { deviceId: first.deviceId, secret: answer.secret, api: await base(), app: APP };
  await change("self", () => self);
  await change("first", () => undefined);
  return self;
};

// The first call. If its answer was lost too long ago, nobody can have that device's secret any more.
const arriveAnyhow = (install) => arrive(install).catch(async (error) => {
  if (!isForgotten(error)) throw error;
  await change("first", () => undefined);
  return arrive(install);
});

// Registers, or tells that the browser is still there. Where the server does not know the device any more it is
// registered anew, with what it followed.
const register = async (subscription) => {
  const install = installOf(subscription);
  const self = await me();
  const { follows = [] } = await read("state") ?? {};
  let answer;
  if (self) {
    try {
      answer = await call("PUT", `/v1/devices/${self.deviceId}`, { secret: self.secret, body: install });
    } catch (error) {
      if (!isForgotten(error)) throw error;
      await change("self", () => undefined);
    }
  }
  if (!answer) {
    const anew = await arriveAnyhow(install);
    answer = follows.length === 0
      ? { subscriptions: [] }
      : await call("PUT", `/v1/devices/${anew.deviceId}/subscriptions`,
        { secret: anew.secret, body: { subscriptions: follows } });
  }
  const state = { endpoint: subscription.endpoint, at: Date.now(), follows: followsOf(answer) };
  await change("state", () => state);
  await settle();
  return state;
};

const configuration = () => call("GET", `/v1/web/${APP}`);

// Subscribes anew where the publisher's key was changed or the subscription is gone, and tells the server once a
// day that the browser is there. Answers with the state, or with nothing if nothing had to be told.
const keepUp = (registration) => alone(async () => {
  const self = await me();
  if (!self) return undefined;
  const { applicationServerKey } = await configuration();
  const subscription = await subscribed(registration, applicationServerKey);
  const state = await read("state");
  return state?.endpoint === subscription.endpoint && Date.now() - state.at < DAY
    ? settle()
    : register(subscription);
});

// Calls as this device. One that the server has forgotten is registered anew, once.
const asMe = async (registration, method, path, body) => {
  const once = async () => {
    const { deviceId, secret } = await me();
    return call(method, `/v1/devices/${deviceId}${path}`, { secret, body });
  };
  try {
    return await once();
  } catch (error) {
    if (!isForgotten(error)) throw error;
    const { applicationServerKey } = await configuration();
    await register(await subscribed(registration, applicationServerKey));
    return once();
  }
};

// In a page: it may be led to an alert's article, but not once the reader has begun to write something there.
if (typeof document !== "undefined") {
  let isWritten = false;
  addEventListener("input", () => { isWritten = true; }, { capture: true, passive: true });
  navigator.serviceWorker?.addEventListener("message", ({ data, ports }) => {
    if (data?.newsbell === APP && data.ask === MAY_LEAVE) ports[0]?.postMessage(!isWritten);
  });
}
