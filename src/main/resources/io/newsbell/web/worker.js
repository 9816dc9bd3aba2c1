// What the service worker does for Newsbell: shows alerts, once, and tells what became of them. It is imported into
// a worker of the publisher's own origin, perhaps beside other scripts: a push that is not ours is left to them.
const MOST_SHOWN = 200;
const MOST_RECEIPTS = 500;
const SYNC = "newsbell-receipts";
// A browser takes a minute and a half for a picture that does not come; nothing else could be shown in that time.
const PICTURE_WITHIN = 3_000;
// An alert wakes all browsers at the same moment: what is not about it they tell at another.
const SPREAD = 20_000;
const ANSWER_WITHIN = 300;
// A worker may say { icon, badge } before it imports this. That of the readers' own pages says also that it is `alone`,
// and what is its `home`.
const OPTIONS = self.newsbell ?? {};
const ALONE = OPTIONS.alone ?? self.location.pathname.endsWith("/newsbell-worker.js");
const WORDS = {
  en: { news: "There is news", withdrawn: "An alert was taken back" },
  hi: { news: "नई ख़बर है", withdrawn: "एक अलर्ट वापस लिया गया" },
  ar: { news: "هناك أخبار", withdrawn: "سُحب أحد التنبيهات" },
};

const base = async () => (await me())?.api.replace(/\/$/, "") ?? "";

const words = () => WORDS[navigator.language.split("-")[0]] ?? WORDS.en;

const chain = () => {
  let last = Promise.resolve();
  return (work) => {
    last = last.then(work, work);
    return last;
  };
};

// Two pushes at the same moment must not both take themselves for the first. What is told waits for the network, and
// nothing that is to be shown waits for that.
const inOrder = chain();
const toldInOrder = chain();

const pause = (millis) => new Promise((done) => setTimeout(done, millis));

const calmly = (work) => work.catch((error) => console.debug("newsbell:", error));

// What is not ours is left to the publisher's worker; where there is none, it must be shown all the same.
const messageOf = (event) => {
  let data;
  try {
    data = event.data.json();
  } catch {
    // No data, or none that we have sent.
  }
  return data?.alertId || data?.newsbell ? data : ALONE ? {} : undefined;
};

// Whoever shows nothing for a push loses the permission at Apple after the third time.
const mustShow = async () => {
  const subscription = await registration.pushManager.getSubscription();
  return new URL(subscription?.endpoint ?? "https://none.invalid").hostname.endsWith("push.apple.com");
};

const present = (title, options) => registration.showNotification(title, {
  icon: OPTIONS.icon, badge: OPTIONS.badge, dir: "auto", ...options,
});

// What is to be on the screen, by tag, and the pictures that are still being loaded.
const meant = new Map();
const pictures = new Set();

const show = async (message, silently) => {
  const silent = silently || message.quiet === "true";
  const options = {
    body: message.body ?? "",
    tag: message.tag,
    silent,
    renotify: Boolean(message.tag) && !silent,
    requireInteraction: message.level === "breaking" && !silent,
    data: { newsbell: APP, alertId: message.alertId, link: message.link, receiptWithin: message.receiptWithin },
  };
  meant.set(message.tag, message);
  if (!message.image || !await pictured(message, options)) await present(message.title, options);
};

// Whether it is on the screen with its picture in time. One that comes later takes the place of the one without.
const pictured = async (message, options) => {
  const loading = present(message.title, { ...options, image: message.image }).then(() => true, () => false);
  const inTime = await Promise.race([loading, pause(PICTURE_WITHIN)]);
  if (inTime === undefined) {
    const settled = loading.then(() => inOrder(() => putRight(message))).catch(() => {});
    pictures.add(settled);
    settled.then(() => pictures.delete(settled));
  }
  return inTime;
};

// What came so late may have taken the place of something newer, or of nothing.
const putRight = async (message) => {
  const instead = meant.get(message.tag);
  if (instead === message) return;
  if (instead) await show({ ...instead, image: undefined }, true);
  else (await registration.getNotifications({ tag: message.tag })).forEach((notification) => notification.close());
};

const takeOff = async (message) => {
  const there = await registration.getNotifications({ tag: message.tag });
  there.filter(({ data }) => data?.alertId === message.alertId).forEach((notification) => notification.close());
  if (meant.get(message.tag)?.alertId === message.alertId) meant.delete(message.tag);
  if (await mustShow()) {
    await present(words().withdrawn, { tag: message.tag, silent: true, data: { newsbell: APP } });
  }
};

const isNew = async (message) => {
  const shown = await read("shown").catch(() => undefined) ?? [];
  return !shown.some(({ alertId, version }) => alertId === message.alertId && version >= Number(message.version));
};

const remember = (message) => change("shown", (shown = []) => [
  ...shown.filter(({ alertId }) => alertId !== message.alertId),
  { alertId: message.alertId, version: Number(message.version) },
].slice(-MOST_SHOWN));

const receive = async (message) => {
  if (message.newsbell && message.newsbell !== "retraction") return;
  if (!message.alertId) return present(words().news, { data: { newsbell: APP } });
  if (!await isNew(message)) {
    if (await mustShow()) await repeat(message);
    return;
  }
  if (message.newsbell === "retraction") {
    await takeOff(message);
    await calmly(remember(message));
    tellInboxes();
    return;
  }
  await show(message);
  await calmly(remember(message));
  tellInboxes();
  await calmly(isAsked(message).then((asked) => asked && note(message.alertId, "received")));
};

// Of an alert to many a sample reports that it was received, another one each time: the server computes the same.
const isAsked = async ({ alertId, receiptShare }) => {
  if (receiptShare === undefined) return true;
  const id = new TextEncoder().encode(`${alertId}:${(await me())?.deviceId}`);
  const hash = await crypto.subtle.digest("SHA-256", id);
  return new DataView(hash).getUint32(0) / 2 ** 32 < Number(receiptShare);
};

// An inbox that is open looks again.
const tellInboxes = () => {
  const channel = new BroadcastChannel(`${NAME}-told`);
  channel.postMessage("told");
  channel.close();
};

// As it stands on the screen, or as a plain word if it was dismissed.
const repeat = async (message) => {
  const [there] = await registration.getNotifications({ tag: message.tag });
  const { title, body, data } = there ?? { title: words().news, data: { newsbell: APP } };
  await present(title, { body, data, tag: message.tag, silent: true });
};

// Nothing of a reader who was forgotten.
const note = async (alertId, event) => await me() && change("receipts", (kept = []) => [
  ...kept, { alertId, event, at: new Date().toISOString() },
].slice(-MOST_RECEIPTS));

// What was reported, or will never count, is forgotten; the rest waits to be online again.
const report = async () => {
  const [self, receipts] = [await me(), await read("receipts")];
  if (!self || !receipts?.length) return;
  try {
    await call("POST", "/v1/receipts", { secret: self.secret, body: { deviceId: self.deviceId, receipts } });
  } catch (error) {
    if (!(error instanceof Refused) || error.status === 429 || error.status >= 500) {
      await registration.sync?.register(SYNC).catch(() => {});
      throw error;
    }
  }
  const sent = new Set(receipts.map((receipt) => JSON.stringify(receipt)));
  await change("receipts", (kept = []) => kept.filter((receipt) => !sent.has(JSON.stringify(receipt))));
};

// Not all who got the alert at the same moment. What a browser that ends its worker meanwhile has noted is told next time.
const reportInTurn = async (within = 0) => {
  if (!(await read("receipts"))?.length) return;
  await pause(Math.random() * 1_000 * Number(within));
  await once(report);
};

const once = (work) => toldInOrder(work).catch((error) => console.debug("newsbell:", error));

// From 0 to 1, for each browser another one, and always the same.
const share = (deviceId) => Number.parseInt(deviceId.slice(0, 8), 16) / 2 ** 32;

// At another hour for each browser, between one and two days after it was last done.
const stay = async () => {
  const [self, state] = [await me(), await read("state")];
  if (!self) return;
  if (await read("owed") || !state) {
    await keepUp(registration);
  } else if (Date.now() - state.at > DAY * (1 + share(self.deviceId))) {
    await pause(Math.random() * SPREAD);
    await keepUp(registration);
  }
};

const withoutHash = (address) => address.replace(/#.*/, "");

// Only a page with our script answers: others, perhaps with something half written, are left alone.
const mayLeave = (tab) => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => resolve(data === true);
  setTimeout(() => resolve(false), ANSWER_WITHIN);
  tab.postMessage({ newsbell: APP, ask: MAY_LEAVE }, [port2]);
});

const firstThatMayLeave = async (tabs) => {
  const answers = await Promise.all(tabs.map(mayLeave));
  return tabs.find((_, at) => answers[at]);
};

const openLink = async (link) => {
  const address = new URL(link ?? OPTIONS.home ?? "/", self.location.href);
  if (!/^https?:$/.test(address.protocol)) return undefined;
  const tabs = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const same = tabs.find(({ url }) => withoutHash(url) === withoutHash(address.href));
  if (same) return same.focus();
  const tab = address.origin === self.location.origin && await firstThatMayLeave(tabs);
  if (tab) {
    try {
      // First: a click allows one of focus and openWindow, and a tab that will not go there needs the latter.
      const gone = await tab.navigate(address.href);
      return await gone?.focus().catch(() => {});
    } catch {
      // A tab that another worker controls, or none, is left as it is.
    }
  }
  return clients.openWindow(address.href);
};

self.addEventListener("push", (event) => {
  const message = messageOf(event);
  if (!message) return;
  event.waitUntil(inOrder(() => receive(message))
    .then(() => calmly(reportInTurn(message.receiptWithin)))
    .then(() => calmly(stay()))
    .then(() => Promise.all(pictures)));
});

self.addEventListener("notificationclick", (event) => {
  const { data } = event.notification;
  if (data?.newsbell !== APP) return;
  event.notification.close();
  meant.delete(event.notification.tag);
  const opening = openLink(data.link).catch((error) => console.debug("newsbell:", error));
  const telling = data.alertId ? note(data.alertId, "opened").then(() => reportInTurn(data.receiptWithin)) : undefined;
  event.waitUntil(Promise.all([opening, telling]));
});

self.addEventListener("notificationclose", (event) => {
  const { data } = event.notification;
  if (data?.newsbell === APP && data.alertId) {
    meant.delete(event.notification.tag);
    event.waitUntil(note(data.alertId, "dismissed").then(() => reportInTurn(data.receiptWithin)));
  }
});

self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(calmly(owe().then(() => keepUp(registration))));
});

self.addEventListener("sync", (event) => {
  if (event.tag === SYNC) event.waitUntil(toldInOrder(report).then(() => calmly(stay())));
  // A browser tries again, later and later, what fails.
  if (event.tag === OWED) event.waitUntil(stay());
});

self.addEventListener("online", () => once(report).then(() => calmly(stay())));

// Only in the file that is ours alone: a worker of the publisher decides for itself when it takes over.
if (ALONE) {
  self.addEventListener("install", () => self.skipWaiting());
  self.addEventListener("activate", (event) => event.waitUntil(clients.claim().then(() => once(report))));
}
