// What this browser keeps beside its device: kept [{topic, name}], the topics that are read here without
// notifications; inbox {at, items, names}, the last list, for offline; read [], alerts opened from those topics.
const MOST_READ = 200;

// A browser that lets nothing be stored remembers nothing.
const remembered = (key) => read(key).catch(() => undefined);

const keptTopics = async () => await remembered("kept") ?? [];

// Each of them is a call whenever the inbox looks.
const MOST_KEPT = 20;

// Whether there was room.
const keep = async (topic, name) => {
  const kept = await change("kept", (before = []) => {
    const others = before.filter((other) => other.topic !== topic);
    return others.length < MOST_KEPT ? [...others, { topic, name }] : before;
  });
  return kept.some((one) => one.topic === topic);
};

// With the last of them goes what was kept because of them.
const dropKept = async (topic) => {
  const left = await change("kept", (kept = []) => kept.filter((other) => other.topic !== topic));
  if (left.length === 0 && !await remembered("self")) await forgetAll();
  return left;
};

const forgetAll = async () => {
  (await database(false))?.close();
  opened = undefined;
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
  });
};

class Forgotten extends Error {}

// The server may have lost what this browser has not. Where it may still notify it is registered anew, with all that
// it followed; where not, the next follow does that.
const comeBack = () => alone(async () => {
  if (!isSupported() || Notification.permission !== "granted") {
    await change("self", () => undefined);
    throw new Forgotten();
  }
  const registration = await registrationOf(WORKER);
  const { applicationServerKey } = await configuration();
  await register(await subscribed(registration, applicationServerKey));
});

// Calls as this browser. Answers {content, tag}.
const asReader = async (method, path, options) => {
  const once = async () => {
    const self = await remembered("self");
    if (!self) throw new Forgotten();
    return ask(method, `/v1/devices/${self.deviceId}${path}`, { ...options, secret: self.secret });
  };
  try {
    return await once();
  } catch (error) {
    if (!isForgotten(error)) throw error;
    await comeBack();
    return once();
  }
};

// The buttons of this and other pages show what is followed by this.
const rememberFollows = async (answer) => {
  const follows = followsOf(answer);
  await change("state", (state) => state && { ...state, follows });
  if (!("BroadcastChannel" in window)) return;
  const channel = new BroadcastChannel(NAME);
  channel.postMessage({ follows });
  channel.close();
};
