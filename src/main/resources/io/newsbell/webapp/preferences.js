// The preference centre: what this reader follows, when and how much, the way into the app, and the way out.

class PreferencesPage {
  #place;
  #note = make("div", { class: "notice", hidden: true });
  #follows = new Follows();
  #limits = new Limits();
  #kept = make("section", { "aria-labelledby": "kept" });
  #isDrawn = false;

  constructor(place) {
    this.#place = place;
    place.append(this.#note);
  }

  async start() {
    try {
      const [self, kept] = [await remembered("self"), await keptTopics()];
      if (!self && kept.length === 0) {
        this.#nothing();
        return;
      }
      this.#drawKept(kept);
      if (self) await this.#load();
      this.#draw(Boolean(self));
      this.#say(self ? this.#blocked() : undefined);
    } catch (error) {
      const isUnknown = error instanceof Forgotten;
      this.#say(sentenceOf(error), isUnknown
        ? make("a", { class: "main", href: HOME }, words.seeTopics)
        : button(words.again, () => this.start()));
    }
  }

  async #load() {
    await this.#limits.load(await this.#follows.load());
  }

  #draw(isDevice) {
    if (this.#isDrawn) return;
    this.#isDrawn = true;
    const leaving = new Leaving(() => this.#gone());
    this.#place.append(...(isDevice
      ? [this.#follows.element, this.#kept, ...this.#limits.elements, new Moving(() => this.#load()).element, leaving.element]
      : [this.#kept, leaving.element]));
  }

  #drawKept(kept) {
    this.#kept.hidden = kept.length === 0;
    this.#kept.replaceChildren(make("h2", { id: "kept" }, words.keptHere), make("p", {}, words.keptText),
      make("ul", { class: "rows", role: "list" }, kept.map(({ topic, name }) => make("li", { class: "held" },
        make("p", {}, make("bdi", {}, name)), this.#unkeeping(topic, name)))));
  }

  #unkeeping(topic, name) {
    const end = button(words.remove, async () => {
      this.#drawKept(await dropKept(topic));
      say(words.removed);
      document.querySelector("h1")?.focus();
    }, "more");
    end.append(hidden(` ${name}`));
    return end;
  }

  #nothing(title = words.followsNothing) {
    this.#place.replaceChildren(make("div", { class: "empty" },
      make("h2", { tabindex: "-1" }, title), make("p", {}, words.wouldBeHere),
      make("p", {}, make("a", { class: "main", href: HOME }, words.seeTopics))));
  }

  #gone() {
    this.#nothing(words.gone);
    this.#place.querySelector("h2").focus();
    say(words.gone);
  }

  // Settings of a browser that may not notify count again as soon as it may.
  #blocked() {
    return isSupported() && Notification.permission === "granted" ? undefined : words.mayNotNotify;
  }

  #say(text, ...more) {
    this.#note.hidden = !text;
    this.#note.replaceChildren(...(text ? [make("p", {}, text), ...more] : []));
  }
}

new PreferencesPage(PLACE).start();
