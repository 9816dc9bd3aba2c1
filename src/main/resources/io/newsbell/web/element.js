// <newsbell-follow topic="climate">: the button, in every state of the same size.
const UNDO_FOR = 10_000;
const BELL = "M12 2a2 2 0 0 0-2 2v.6A6 6 0 0 0 6 10v5l-2 3h16l-2-3v-5a6 6 0 0 0-4-5.4V4a2 2 0 0 0-2-2zm-2.5 17a2.5 2.5 0 0 0 5 0z";
const TICK = "M9.2 18.4 3 12.2l2.3-2.3 3.9 3.9L18.7 4.3 21 6.6z";

const make = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
};

const icon = () => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(svg.namespaceURI, "path"));
  return svg;
};

// A name may run in another direction than the sentence around it.
const naming = (text, name) => {
  const [before, after] = text.split("{name}");
  return after === undefined ? [text] : [before, make("bdi", {}, name), after].filter((part) => part !== "");
};

class NewsbellFollow extends HTMLElement {
  static observedAttributes = ["topic", "story", "lang"];
  #state = "loading";
  #topic;
  #texts = TEXTS.en;
  #tag = "en";
  #parts;
  #timer;
  #wish;
  #turn = 0;
  #isOn = false;
  #onChange = () => this.#settle();
  #onOnline = () => this.#wish && this.#act(this.#wish);

  connectedCallback() {
    if (!this.shadowRoot) {
      this.#parts = this.#draw(this.attachShadow({ mode: "open" }));
    }
    reader.addEventListener("change", this.#onChange);
    addEventListener("online", this.#onOnline);
    document.addEventListener("visibilitychange", this.#onChange);
    this.#load();
  }

  disconnectedCallback() {
    reader.removeEventListener("change", this.#onChange);
    removeEventListener("online", this.#onOnline);
    document.removeEventListener("visibilitychange", this.#onChange);
    clearTimeout(this.#timer);
  }

  attributeChangedCallback(name, before, after) {
    if (this.#parts && this.isConnected && before !== after) this.#load();
  }

  get state() {
    return this.#state;
  }

  #draw(root) {
    dress(root);
    const label = make("span", { part: "label" });
    const button = make("button", { part: "button", class: "main", type: "button", "aria-pressed": "false", "aria-describedby": "note" }, icon(), label);
    const note = make("span", { part: "note", class: "note", id: "note" });
    const said = make("span", { class: "said", role: "status" });
    const box = make("div", { part: "box", class: "loading" }, button, note, said);
    button.addEventListener("click", () => this.#tap());
    root.append(box);
    return { box, button, label, note, said };
  }

  async #load() {
    const turn = ++this.#turn;
    this.#tag = this.lang || this.closest("[lang]")?.lang || navigator.language || "en";
    this.#texts = textsFor(this, this.#tag);
    const { box } = this.#parts;
    const isOurs = TEXTS[languageOf(this.#tag)] || this.#texts.follow !== TEXTS.en.follow;
    box.lang = isOurs ? this.#tag : "en";
    box.dir = RIGHT_TO_LEFT.includes(languageOf(box.lang)) ? "rtl" : "ltr";
    try {
      const known = this.hasAttribute("preview") ? undefined : reader.known(this.getAttribute("worker"));
      const [topic] = await Promise.all([this.#find(), known]);
      if (turn !== this.#turn) return;
      this.#topic = topic;
      this.#show(this.#rest());
    } catch (error) {
      if (turn !== this.#turn) return;
      console.warn(`newsbell-follow: ${error.message}`);
      // A topic that does not exist is the publisher's mistake; readers see nothing of it.
      if (error.status !== 404 && error.status !== 400) this.#fail(error, "load");
    }
  }

  async #find() {
    const story = this.getAttribute("story");
    if (story) return { target: `story:${story}`, name: this.#texts.story };
    const slug = this.getAttribute("topic");
    const found = await call("GET", `/v1/topics/${encodeURIComponent(slug)}?app=${APP}&locale=${encodeURIComponent(this.#tag)}`);
    return {
      target: found.slug,
      name: found.name,
      weekly: this.getAttribute("level") === "important" ? found.weekly.important : found.weekly.every,
    };
  }

  // What there is to see while nothing happens.
  #rest() {
    if (this.hasAttribute("preview")) return this.getAttribute("preview") || "ready";
    if (wantsHomeScreen()) return "install";
    if (!isSupported()) return "unsupported";
    if (Notification.permission === "denied") return "blocked";
    return Notification.permission === "granted" && reader.find(this.#topic.target) ? "following" : "ready";
  }

  async #settle() {
    if (this.hasAttribute("preview")) return;
    await reader.known();
    if (["ready", "following", "blocked"].includes(this.#state) && this.#rest() !== this.#state) {
      this.#show(this.#rest());
    }
  }

  #tap() {
    if (this.hasAttribute("preview")) {
      this.#show(this.#state === "following" ? "ready" : "following");
    } else if (this.#state === "ready") {
      this.#act("follow");
    } else if (this.#state === "following") {
      this.#act("unfollow");
    } else if (this.#state === "blocked" || this.#state === "install") {
      this.#explain();
    } else if (this.#wish && this.#state !== "asking") {
      this.#act(this.#wish);
    }
  }

  #act(wish) {
    this.#wish = undefined;
    if (wish === "load") return this.#load();
    if (wish === "unfollow") return this.#unfollow();
    return this.#follow();
  }

  async #follow() {
    // Before anything is waited for: some browsers ask only as long as they see the tap.
    const asked = Notification.permission === "default" ? Notification.requestPermission() : Notification.permission;
    this.#show("asking", this.#texts.asking);
    try {
      const permission = await asked;
      if (permission !== "granted") {
        return this.#show(permission === "denied" ? "blocked" : "ready", permission === "denied" ? this.#texts.blocked : this.#texts.notYet);
      }
      await reader.follow(this.#topic.target, this.getAttribute("level") ?? "every");
      // A story that was joined with another one is followed as that one.
      if (!reader.find(this.#topic.target)) this.#topic.target = reader.follows.at(-1)?.topic ?? this.#topic.target;
      this.#show("following", this.#sentence("following"));
    } catch (error) {
      this.#fail(error, "follow");
    }
  }

  async #unfollow() {
    this.#show("asking");
    try {
      await reader.unfollow(this.#topic.target);
      this.#show("ready", this.#sentence("unfollowed"));
      this.#offerUndo();
    } catch (error) {
      this.#fail(error, "unfollow");
    }
  }

  #fail(error, wish) {
    const isOffline = !navigator.onLine || error instanceof Unreachable;
    if (!isOffline) console.error("newsbell-follow:", error);
    this.#wish = wish;
    const state = isOffline ? "offline" : "error";
    this.#show(state, isOffline ? this.#texts.offline : this.#texts.failed);
  }

  #offerUndo() {
    const { note, button } = this.#parts;
    const undo = this.#more(this.#texts.undo, () => {
      button.focus();
      this.#act("follow");
    });
    note.replaceChildren(...naming(this.#texts.unfollowed, this.#topic.name), " ", undo);
    const end = () => {
      if (this.shadowRoot.activeElement === undo) {
        this.#timer = setTimeout(end, UNDO_FOR);
      } else if (undo.isConnected) {
        this.#note("ready");
      }
    };
    this.#timer = setTimeout(end, UNDO_FOR);
  }

  #sentence(key) {
    return this.#texts[key].replace("{name}", this.#topic?.name ?? "");
  }

  // @param said what a screen reader is told; only what follows from the reader's own tap
  #show(state, said) {
    clearTimeout(this.#timer);
    const { box, button, label } = this.#parts;
    const texts = this.#texts;
    const name = this.#topic?.name ?? "";
    const before = this.#state;
    this.#state = state;
    this.setAttribute("state", state);
    box.classList.toggle("loading", state === "loading" || (!this.#topic && state !== "offline" && state !== "error"));
    if (!["asking", "offline", "error"].includes(state)) this.#isOn = state === "following";
    const isOn = this.#isOn;
    button.setAttribute("aria-pressed", isOn);
    button.setAttribute("aria-disabled", state === "asking");
    button.querySelector("path").setAttribute("d", isOn ? TICK : BELL);
    label.replaceChildren(...(this.#topic ? naming(isOn ? texts.following : texts.follow, name) : [texts.again]));
    this.#control(state === "unsupported");
    this.#note(state);
    if (said !== undefined) {
      this.#parts.said.textContent = said;
      if (said === texts.notYet) this.#parts.note.textContent = said;
    }
    if (state !== before) {
      this.dispatchEvent(new CustomEvent("newsbell-follow", { bubbles: true, composed: true, detail: { state, topic: this.#topic?.target } }));
    }
  }

  // Where nothing can be followed there is a link in the place of the button, or only what would be followed.
  #control(isLink) {
    const { box, button } = this.#parts;
    if (!isLink) {
      if (!button.isConnected) box.querySelector(".main").replaceWith(button);
      return;
    }
    const draw = (address, text) => {
      const { target, name } = this.#topic;
      const label = make("span", { part: "label" }, ...naming(text, name));
      const link = { href: address?.replace("{topic}", encodeURIComponent(target)), "aria-describedby": "note" };
      box.querySelector(".main").replaceWith(make(address ? "a" : "span", { part: "button", class: "main", ...(address && link) }, icon(), label));
      box.querySelector("path").setAttribute("d", BELL);
    };
    const { inApp, aboutIt, inInbox } = this.#texts;
    const own = this.getAttribute("app-link");
    if (own !== null) return draw(own || undefined, own ? inApp : "{name}");
    const [page, inbox] = [this.#page(), this.#inbox()];
    draw(page ?? inbox, page ? aboutIt : inbox ? inInbox : "{name}");
    configuration().then(({ appLink }) => appLink && this.#state === "unsupported" && draw(appLink, inApp)).catch(() => {});
  }

  // Where readers find it on Newsbell's own pages; nothing if this is one of them.
  #page() {
    if (IS_OWN) return undefined;
    const [, story] = /^story:(.+)$/.exec(this.#topic.target) ?? [];
    const path = story ? `stories/${story}` : `topics/${this.#topic.target}`;
    return `${BASE}/r/${APP}/${path}?lang=${encodeURIComponent(this.#parts.box.lang)}`;
  }

  // Where a topic is read without notifications.
  #inbox() {
    const { target } = this.#topic;
    return target.startsWith("story:")
      ? undefined
      : `${BASE}/r/${APP}/inbox?keep=${encodeURIComponent(target)}&lang=${encodeURIComponent(this.#parts.box.lang)}`;
  }

  #note(state) {
    const texts = this.#texts;
    const weekly = this.#topic?.target.startsWith("story:") ? texts.asStoryGoes : weeklyText(texts, this.#tag, this.#topic?.weekly);
    const parts = {
      loading: [],
      ready: [weekly, " ", texts.anyTime],
      asking: [texts.asking],
      following: [weekly, " ", texts.tapToStop],
      blocked: [texts.blocked, " ", this.#more(texts.how, () => this.#explain())],
      install: [texts.install, " ", this.#more(texts.howInstall, () => this.#explain())],
      unsupported: [texts.unsupported],
      offline: [texts.offline, " ", this.#more(texts.again, () => this.#again())],
      error: [texts.failed, " ", this.#more(texts.again, () => this.#again())],
    }[state] ?? [];
    this.#parts.note.replaceChildren(...parts);
  }

  #again() {
    this.#parts.button.focus();
    if (this.#wish) this.#act(this.#wish);
  }

  #more(text, act) {
    const more = make("button", { part: "more", class: "more", type: "button" }, text);
    more.addEventListener("click", act);
    return more;
  }

  #explain() {
    const texts = this.#texts;
    const isInstall = this.#state === "install";
    // A site that is no web app can have no notifications there: the topic's own page can.
    const page = isInstall && !document.querySelector("link[rel~=manifest]") ? this.#page() : undefined;
    const close = make("button", { part: "close", class: page ? "more" : "main", type: "button" }, texts.close);
    const dialog = make("dialog", { part: "dialog", "aria-labelledby": "title" },
      make("h2", { id: "title" }, isInstall ? texts.installTitle : texts.allow),
      make("p", {}, isInstall ? texts[page ? "installThere" : "installSteps"] : texts[this.#allowing()]),
      ...(page ? [make("a", { class: "main", href: page }, texts.openPage), " "] : []),
      ...(!isInstall && this.#inbox() ? [make("p", {}, make("a", { class: "more", href: this.#inbox() }, ...naming(texts.inInbox, this.#topic.name)))] : []),
      close);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    this.#parts.box.append(dialog);
    dialog.showModal();
  }

  #allowing() {
    const agent = navigator.userAgent;
    if ("standalone" in navigator) return "allowIos";
    if (agent.includes("Firefox/")) return "allowFirefox";
    return agent.includes("Safari/") && !agent.includes("Chrome/") ? "allowSafari" : "allowChromium";
  }
}

if (!customElements.get("newsbell-follow")) customElements.define("newsbell-follow", NewsbellFollow);

export { APP, Refused, Unreachable, WORKER, alone, asMe, call, change, me, read, reader, registrationOf };
