// The inbox: what this reader was told, and what is new of the topics that are read here without notifications.
const AT_A_TIME = 20;

const isAbleToNotify = () => isSupported() && Notification.permission !== "denied";

class InboxPage {
  #items = [];
  #latest = [];
  #names = {};
  #next;
  #self;
  #kept = [];
  #isLoading = false;
  #isAsked = false;
  #isKnown = false;
  #told = new Told((item) => this.#opened(item), (topic) => this.#names[topic] ?? topic.replace(/^\w+:/, ""));
  #note = make("div", { class: "notice", hidden: true });
  #empty = make("div", { class: "empty", hidden: true });
  #older = button(words.older, () => this.#more());
  #chooser = new Chooser(() => this.load());
  #reading = make("details", { class: "reading" },
    make("summary", {}, words.withoutNotifications), make("p", {}, words.withoutExplained), this.#chooser.element);

  constructor(place) {
    this.#older.hidden = true;
    this.#reading.addEventListener("toggle", () => this.#reading.open && this.#chooser.start());
    place.append(this.#note, this.#empty, this.#told.element, this.#older, this.#reading);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.load());
    addEventListener("online", () => this.load());
    addEventListener("pageshow", (event) => event.persisted && this.load());
    if ("BroadcastChannel" in window) {
      new BroadcastChannel(`${NAME}-told`).addEventListener("message", () => this.load());
    }
  }

  async start() {
    const before = await remembered("inbox");
    if (before) {
      this.#items = before.items;
      this.#names = before.names;
      this.#draw();
    }
    await this.#offer();
    await this.load();
  }

  async load() {
    // What was told meanwhile may have come too late for the answer that is on its way.
    this.#isAsked = this.#isLoading;
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      [this.#self, this.#kept] = [await remembered("self"), await keptTopics()];
      await report();
      await this.#fetch();
      this.#say();
    } catch (error) {
      await this.#fail(error);
    } finally {
      this.#isLoading = false;
    }
    this.#draw();
    if (this.#isAsked) await this.load();
  }

  // Of older pages that were opened nothing is lost, and what was corrected above takes its place there.
  async #fetch() {
    const [page, follows, ...latest] = await Promise.all([
      this.#self && asReader("GET", `/notifications?limit=${AT_A_TIME}`),
      this.#self && asReader("GET", "/subscriptions"),
      ...this.#kept.map(latestOf),
    ]);
    const opened = await remembered("read") ?? [];
    this.#latest = latest.flat().map((item) => ({ ...item, opened: opened.includes(item.alertId) }));
    this.#names = Object.fromEntries([...this.#kept, ...follows?.content.subscriptions ?? []].map(({ topic, name }) => [topic, name]));
    const first = page?.content.notifications ?? [];
    const end = first.at(-1)?.sentAt;
    // What an earlier visit has left is not a page of this one: of where it ends nothing is known.
    const isSame = this.#isKnown && this.#items.some(({ alertId }) => alertId === first.at(-1)?.alertId);
    const beyond = isSame ? this.#items.filter(({ sentAt, kept }) => !kept && sentAt < end) : [];
    this.#items = [...first, ...beyond];
    if (beyond.length === 0) this.#next = page?.content.nextCursor;
    this.#isKnown = true;
    await this.#remember();
  }

  async #remember() {
    if (!this.#self && this.#kept.length === 0) return;
    await change("inbox", () => ({
      at: Date.now(), items: this.#all().slice(0, 2 * AT_A_TIME), names: this.#names,
    }));
  }

  // What is kept goes on for a month; it is shown as far down as the list of what was told is read.
  #all() {
    const end = this.#next ? this.#items.at(-1)?.sentAt ?? "" : "";
    return newestOfStories([...this.#items, ...this.#latest.filter(({ sentAt }) => sentAt >= end)]);
  }

  async #more() {
    try {
      const { content } = await asReader("GET", `/notifications?limit=${AT_A_TIME}&cursor=${encodeURIComponent(this.#next)}`);
      this.#items = [...this.#items, ...content.notifications];
      this.#next = content.nextCursor;
      this.#draw();
      say(counted(words.olderCame, content.notifications.length));
      this.#told.rowOf(content.notifications[0]?.alertId)?.querySelector("a, button")?.focus();
    } catch (error) {
      say(sentenceOf(error));
      this.#say(sentenceOf(error));
    }
  }

  #draw() {
    const all = this.#all();
    this.#told.show(all);
    this.#older.hidden = !this.#next;
    this.#drawEmpty(this.#isKnown && all.length === 0);
  }

  #drawEmpty(isEmpty) {
    this.#empty.hidden = !isEmpty;
    if (!isEmpty) return;
    const follows = Object.keys(this.#names).length;
    const [title, text] = follows > 0
      ? [words.nothingYet, words.nothingYetText]
      : isAbleToNotify() ? [words.followsNothing, words.followsNothingText] : [words.cannotNotify, words.cannotNotifyText];
    this.#empty.replaceChildren(
      make("h2", {}, title), make("p", {}, text),
      make("p", {}, make("a", { class: "main", href: HOME }, words.seeTopics)));
    if (follows === 0 && !isAbleToNotify()) this.#reading.open = true;
  }

  // The button on an article leads here where a browser cannot notify; nothing is kept before the reader says so.
  async #offer() {
    const topic = new URLSearchParams(location.search).get("keep");
    if (!topic || (await keptTopics()).some((kept) => kept.topic === topic)) return;
    try {
      const { slug, name } = await call("GET", `/v1/topics/${encodeURIComponent(topic)}?app=${APP}&locale=${encodeURIComponent(LANGUAGE)}`);
      const offer = make("div", { class: "notice" }, make("p", {}, fill(words.offer, { name })),
        button(words.keepIt, async () => {
          if (!await keep(slug, name)) {
            say(words.enoughKept);
            offer.replaceChildren(make("p", {}, words.enoughKept));
            this.#reading.open = true;
            return;
          }
          offer.remove();
          history.replaceState(null, "", PLACE.dataset.inbox);
          document.querySelector("h1")?.focus();
          say(words.isKept);
          await this.load();
        }, "main"));
      this.#note.before(offer);
    } catch (error) {
      console.debug("newsbell: nothing to keep", error);
    }
  }

  #say(text) {
    this.#note.hidden = !text;
    this.#note.replaceChildren(...(text ? [make("p", {}, text)] : []));
  }

  async #fail(error) {
    const before = await remembered("inbox").catch(() => undefined);
    const text = error instanceof Unreachable && before
      ? words.asOf.replace("{time}", onBoth(before.at)) : sentenceOf(error);
    this.#say(text);
    say(text);
    this.#note.append(error instanceof Forgotten
      ? make("a", { class: "main", href: HOME }, words.seeTopics)
      : button(words.again, () => this.load()));
    if (this.#items.length === 0 && before) this.#items = before.items;
  }

  #opened(item) {
    if (item.kept) {
      change("read", (read = []) => [...read, item.alertId].slice(-MOST_READ)).catch(() => {});
      return;
    }
    const receipt = { alertId: item.alertId, event: "opened", at: new Date().toISOString() };
    change("receipts", (kept = []) => [...kept, receipt]).catch(() => {});
    this.#remember().catch(() => {});
    tell(this.#self, [receipt]).catch((error) => console.debug("newsbell: told later", error));
  }
}

// The page may be left by the same tap: the call outlives it. What is told twice counts once.
const tell = async ({ deviceId, secret }, receipts) => {
  await call("POST", "/v1/receipts", { secret, body: { deviceId, receipts }, keepalive: true });
  const told = new Set(receipts.map((receipt) => JSON.stringify(receipt)));
  await change("receipts", (kept = []) => kept.filter((receipt) => !told.has(JSON.stringify(receipt))));
};

// What was opened without a network; the worker does the same when it is awake.
const report = async () => {
  const [self, receipts] = [await remembered("self"), await remembered("receipts")];
  if (!self || !receipts?.length) return;
  await tell(self, receipts).catch((error) => {
    if (error instanceof Unreachable) throw error;
    console.debug("newsbell: told later", error);
  });
};

new InboxPage(PLACE).start();
