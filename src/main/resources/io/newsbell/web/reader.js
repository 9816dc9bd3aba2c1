// What all buttons of a page, and the other tabs, share: who follows what.
const CHECK_AFTER = 60_000;

const isSupported = () => isSecureContext && "serviceWorker" in navigator && "PushManager" in window
  && "Notification" in window && "indexedDB" in window;

// Safari on iPhone and iPad has push only in web apps of the Home Screen; only it has `standalone`.
const wantsHomeScreen = () => !isSupported() && navigator.standalone === false;

const activated = (registration) => (registration.active ? registration : new Promise((resolve, reject) => {
  const worker = registration.installing ?? registration.waiting;
  worker.addEventListener("statechange", () => {
    if (worker.state === "activated") resolve(registration);
    if (worker.state === "redundant") reject(new Error(`The service worker ${worker.scriptURL} did not start`));
  });
}));

// A worker that the publisher has there for something else keeps its scope.
const registrationOf = async (path) => {
  const script = new URL(path, location.href);
  const scope = new URL(".", script);
  const there = await navigator.serviceWorker.getRegistration(scope);
  const other = there && there.scope === scope.href
    && (there.active ?? there.waiting ?? there.installing)?.scriptURL !== script.href;
  if (there?.active && there.scope === scope.href && !other) return there;
  return activated(await navigator.serviceWorker.register(script, {
    scope: other ? new URL("newsbell/", scope) : scope, updateViaCache: "none",
  }));
};

class Reader extends EventTarget {
  follows = [];
  #known;
  #channel = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : undefined;
  #checked = 0;
  #worker = WORKER;

  constructor() {
    super();
    this.#channel?.addEventListener("message", ({ data }) => this.#show(data.follows));
    navigator.permissions?.query({ name: "notifications" })
      .then((status) => status.addEventListener("change", () => this.dispatchEvent(new Event("change"))))
      .catch(() => {});
    addEventListener("pageshow", (event) => event.persisted && this.#again());
  }

  // As the browser remembers it; what the server says follows when there is time. Of who was never asked for
  // permission nothing can be remembered, and no database is made to see that.
  async known(worker) {
    this.#worker = worker ?? this.#worker;
    if (!isSupported() || Notification.permission !== "granted") return;
    this.#known ??= read("state").then((state) => {
      this.follows = state?.follows ?? [];
    }).catch(() => {}).then(() => {
      (window.requestIdleCallback ?? setTimeout)(() => this.#check());
    });
    await this.#known;
  }

  find(target) {
    const now = Date.now();
    return this.follows.find(({ topic, until }) => topic === target && !(until && Date.parse(until) <= now));
  }

  // To be called in the reader's tap: a browser asks only then.
  async follow(target, level = "every") {
    // A browser complains about the worker's file itself, and louder.
    if (!navigator.onLine) throw new Unreachable("offline");
    const registration = await registrationOf(this.#worker);
    await alone(async () => {
      const { applicationServerKey } = await configuration();
      const subscription = await subscribed(registration, applicationServerKey);
      const [self, state] = [await me(), await read("state")];
      if (!self || state?.endpoint !== subscription.endpoint) await register(subscription);
      await this.#tell(registration, "PUT", target, { level });
    });
  }

  async unfollow(target) {
    const registration = await registrationOf(this.#worker);
    await alone(() => this.#tell(registration, "DELETE", target));
  }

  async #tell(registration, method, target, body) {
    const answer = await asMe(registration, method, `/subscriptions/${encodeURIComponent(target)}`, body);
    await this.#remember(followsOf(answer));
  }

  async #remember(follows) {
    await change("state", (state) => ({ ...state, follows }));
    this.#channel?.postMessage({ follows });
    this.#show(follows);
  }

  #show(follows) {
    this.follows = follows;
    this.dispatchEvent(new Event("change"));
  }

  // Another device of the same reader may have changed the list, and the publisher the key.
  async #check() {
    if (!isSupported() || Notification.permission !== "granted" || Date.now() - this.#checked < CHECK_AFTER) return;
    this.#checked = Date.now();
    try {
      if (!await me()) return;
      const registration = await registrationOf(this.#worker);
      const state = await keepUp(registration);
      const follows = state?.follows ?? followsOf(await alone(() => asMe(registration, "GET", "/subscriptions")));
      if (JSON.stringify(follows) !== JSON.stringify(this.follows)) await this.#remember(follows);
    } catch (error) {
      console.debug("newsbell-follow: not up to date", error);
    }
  }

  // From the back-forward cache.
  async #again() {
    this.#show((await read("state").catch(() => undefined))?.follows ?? []);
    await this.#check();
  }
}

const reader = new Reader();
