// Reading without notifications: topics that this browser keeps for itself. The server hears of no list, only of the
// public page of each topic.

const latestOf = async ({ topic, name }) => {
  const { news } = await call("GET", `/r/${APP}/topics/${encodeURIComponent(topic)}/latest`).catch((error) => {
    // The newsroom has given the topic up.
    if (error.status === 404) return { news: [] };
    throw error;
  });
  return news.map((item) => ({ ...item, alertId: `kept-${item.storyId}-${item.sentAt}`, topic, name, kept: true }));
};

class Chooser {
  #results = make("ul", { class: "topics", role: "list" });
  #asked = 0;

  constructor(onchange) {
    this.onchange = onchange;
    const field = make("input", { type: "search", id: "find-topic", autocomplete: "off", oninput: () => this.#find(field.value) });
    this.element = make("div", { class: "chooser" },
      make("label", { for: "find-topic" }, words.findTopics), field, this.#results);
  }

  start() {
    return this.#find("");
  }

  async #find(typed) {
    const turn = ++this.#asked;
    try {
      const { topics } = await call("GET", `/v1/topics?app=${APP}&limit=12&locale=${encodeURIComponent(LANGUAGE)}&q=${encodeURIComponent(typed)}`);
      const kept = await keptTopics();
      if (turn !== this.#asked) return;
      this.#results.replaceChildren(...topics.length
        ? topics.map(({ slug, name }) => make("li", {}, this.#choice(slug, name, kept.some(({ topic }) => topic === slug))))
        : [make("li", { class: "none" }, words.noTopic)]);
    } catch (error) {
      if (turn === this.#asked) this.#results.replaceChildren(make("li", { class: "none" }, sentenceOf(error)));
    }
  }

  #choice(topic, name, isKept) {
    const choice = button("", async () => {
      const isOn = choice.getAttribute("aria-pressed") === "true";
      if (isOn) {
        await dropKept(topic);
      } else if (!await keep(topic, name)) {
        say(words.enoughKept);
        return;
      }
      choice.setAttribute("aria-pressed", !isOn);
      await this.onchange();
    }, "topic");
    choice.setAttribute("aria-pressed", isKept);
    choice.append(make("bdi", {}, name));
    return choice;
  }
}
