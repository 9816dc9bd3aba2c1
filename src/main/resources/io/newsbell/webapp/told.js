// The list of what was told, as the inbox shows it.
const LINK = /^https?:/;

const dayOf = (time) => {
  const date = new Date(time);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
};

const dayName = (time) => {
  const days = [0, -1].find((back) => {
    const day = new Date();
    day.setDate(day.getDate() + back);
    return dayOf(day) === dayOf(time);
  });
  return days === undefined
    ? new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "full" }).format(new Date(time))
    : new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" }).format(days, "day");
};

// Of each story what is newest. A follow and a kept topic can both bring it; then it was told.
const newestOfStories = (items) => {
  const stories = new Set();
  return [...items]
    .sort((one, other) => Date.parse(other.sentAt) - Date.parse(one.sentAt) || Boolean(one.kept) - Boolean(other.kept))
    .filter(({ storyId }) => !stories.has(storyId) && stories.add(storyId));
};

// Its own words rather than the server's, which are English; those where there are none of its own.
const reasonOf = async (item, nameOf) => {
  if (item.kept) return fill(words.whyKept, { name: nameOf(item.topic) });
  const { content: why } = await asReader("GET", `/notifications/${item.alertId}/why`);
  const topic = why.topic ?? item.topic;
  const match = why.matches.find((each) => each.topic === topic);
  const name = match?.name ?? nameOf(topic);
  const found = [...new Set((match?.evidence ?? []).map((evidence) => evidence.words))].slice(0, 3);
  const because = fill(item.status === "missed" ? words.whyMissed : words.whyTold, { name });
  return why.topic || item.status === "missed"
    ? [...because, ...(found.length ? [" ", ...fill(words.whyWords, { words: found.join(" · ") })] : [])]
    : [make("span", { lang: "en", dir: "ltr" }, why.sentence)];
};

class Told {
  #reasons = new Map();

  constructor(onopen, nameOf) {
    this.onopen = onopen;
    this.nameOf = nameOf;
    this.element = make("div", { class: "told" });
  }

  // Keyboards stay where they were: an update must not throw anybody out of the list.
  show(items) {
    const { activeElement } = document;
    const row = activeElement?.closest?.("li[data-alert]");
    const focused = row && this.element.contains(row) ? [row.dataset.alert, activeElement.localName] : undefined;
    const days = byDay(items);
    this.element.replaceChildren(...[...days.values()].map((each) => make("section", {},
      make("h2", {}, dayName(each[0].sentAt)),
      make("ul", { role: "list" }, each.map((item) => this.#row(item))))));
    if (focused) this.rowOf(focused[0])?.querySelector(focused[1])?.focus({ preventScroll: true });
  }

  rowOf(alertId) {
    return this.element.querySelector(`li[data-alert="${alertId}"]`);
  }

  #row(item) {
    const isBack = item.status === "withdrawn";
    const isNew = !item.opened && !isBack;
    const title = item.link && LINK.test(item.link) && !isBack
      ? make("a", { href: item.link, onclick: () => this.#opens(item), onauxclick: () => this.#opens(item) }, item.title)
      : item.title;
    return make("li", { "data-alert": item.alertId, class: isBack ? "taken" : isNew ? "new" : "" },
      make("p", { class: "meta" },
        isNew ? make("span", { class: "fresh" }, words.fresh) : "",
        isBack ? make("span", { class: "mark" }, words.withdrawn) : "",
        item.level === "breaking" && !isBack ? make("span", { class: "mark breaking" }, words.breaking) : "",
        item.status === "missed" ? make("span", { class: "mark" }, words.missed) : "",
        make("time", { datetime: item.sentAt }, onTime(item.sentAt)),
        make("bdi", {}, this.nameOf(item.topic))),
      make("h3", { dir: "auto" }, title),
      item.body && !isBack ? make("p", { dir: "auto" }, item.body) : "",
      this.#why(item));
  }

  #why(item) {
    const { alertId, title } = item;
    const reason = make("p", { id: `why-${alertId}`, class: "why", role: "status" }, this.#reasons.get(alertId) ?? []);
    const asks = button(words.why, async () => {
      const isOpen = this.#reasons.has(alertId);
      asks.setAttribute("aria-expanded", !isOpen);
      if (isOpen) {
        this.#reasons.delete(alertId);
        reason.replaceChildren();
        return;
      }
      this.#reasons.set(alertId, []);
      const said = await reasonOf(item, this.nameOf).catch((error) => [sentenceOf(error)]);
      if (!this.#reasons.has(alertId)) return;
      this.#reasons.set(alertId, said);
      // The list may have been drawn anew meanwhile.
      document.getElementById(reason.id)?.replaceChildren(...said);
    }, "more");
    asks.setAttribute("aria-expanded", this.#reasons.has(alertId));
    asks.setAttribute("aria-controls", reason.id);
    asks.append(hidden(` ${title}`));
    return [asks, reason];
  }

  #opens(item) {
    if (item.opened) return;
    item.opened = true;
    const row = this.rowOf(item.alertId);
    row?.classList.remove("new");
    row?.querySelector(".fresh")?.remove();
    this.onopen(item);
  }
}

const byDay = (items) => items.reduce((days, item) => {
  const day = dayOf(item.sentAt);
  return days.set(day, [...days.get(day) ?? [], item]);
}, new Map());
