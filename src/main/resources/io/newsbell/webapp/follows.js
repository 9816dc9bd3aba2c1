// What is followed: how much of it, until when, silent for a while, and its end, which can be undone.
const HOUR = 3_600_000;

const inAWhile = (hours) => new Date(Date.now() + hours * HOUR).toISOString();

const tomorrowAtEight = () => {
  const day = new Date();
  day.setDate(day.getDate() + 1);
  day.setHours(8, 0, 0, 0);
  return day.toISOString();
};

const WHILES = {
  hour: () => inAWhile(1),
  tomorrow: tomorrowAtEight,
  week: () => inAWhile(7 * 24),
  month: () => inAWhile(30 * 24),
};

// The present end stands among the choices as what it is, a date.
const whileOptions = (none, until, names) => [
  ...(none ? [["", none]] : []),
  ...(until ? [["now", onBoth(until)]] : []),
  ...names.map((name) => [name, words.whiles[name]]),
];

let rows = 0;

class FollowRow {
  #id = `follow-${++rows}`;
  #follow;
  #mute;
  #outcome = new Outcome();
  #inTurn = inTurn();

  constructor(follow, mute, forecast) {
    this.#follow = follow;
    this.#mute = mute;
    this.forecast = forecast;
    this.element = make("li", { class: "held" });
    this.#draw();
  }

  #draw() {
    const { topic, name } = this.#follow;
    const isStory = topic.startsWith("story:");
    const title = make("h3", { id: this.#id }, make("bdi", {}, name));
    this.element.replaceChildren(make("div", { role: "group", "aria-labelledby": this.#id },
      title,
      make("p", { class: "weekly" }, this.#brings()),
      make("div", { class: "choices" },
        isStory ? "" : select(`${this.#id}-level`, words.level, Object.entries(words.levels), this.#follow.level, (level) => this.#put({ level })),
        select(`${this.#id}-until`, words.until, whileOptions(isStory ? undefined : words.noEnd, this.#follow.until, ["tomorrow", "week", "month"]),
          this.#follow.until ? "now" : "", (chosen) => this.#put({ until: this.#end(chosen, this.#follow.until) })),
        select(`${this.#id}-silence`, words.silence, whileOptions(words.notSilent, this.#mute?.until, ["hour", "tomorrow", "week"]),
          this.#mute ? "now" : "", (chosen) => this.#silence(this.#end(chosen, this.#mute?.until)))),
      make("p", {}, this.#unfollowing())), this.#outcome.element);
  }

  #brings() {
    if (this.#follow.level === "digest") return words.inDigest;
    const level = this.forecast?.levels.find((each) => each.level === this.#follow.level);
    return level ? weeklyText(words, LANGUAGE, level.alone.perWeek) : "";
  }

  #unfollowing() {
    const end = button(words.unfollow, () => this.#unfollow(), "more");
    end.append(hidden(` ${this.#follow.name}`));
    return end;
  }

  #end(chosen, now) {
    return chosen === "now" ? now : WHILES[chosen]?.();
  }

  async #put(wish) {
    const focus = this.#focus();
    await this.#outcome.of(() => this.#inTurn(async () => {
      const follow = { ...this.#follow, ...wish };
      const { content } = await asReader("PUT", `/subscriptions/${encodeURIComponent(follow.topic)}`,
        { body: { level: follow.level, until: follow.until } });
      this.#follow = content.subscriptions.find(({ topic }) => topic === follow.topic) ?? follow;
      await rememberFollows(content);
      this.#draw();
      focus();
    }));
  }

  async #silence(until) {
    const focus = this.#focus();
    const path = `/mutes/${encodeURIComponent(this.#follow.topic)}`;
    await this.#outcome.of(async () => {
      const { content } = until ? await asReader("PUT", path, { body: { until } }) : await asReader("DELETE", path);
      this.#mute = content.mutes.find(({ target }) => target === this.#follow.topic);
      this.#draw();
      focus();
    });
  }

  // The row is drawn anew; who was in one of its choices is there again afterwards.
  #focus() {
    const nth = [...this.element.querySelectorAll("select")].indexOf(document.activeElement);
    return () => this.element.querySelectorAll("select")[nth]?.focus();
  }

  async #unfollow() {
    const follow = this.#follow;
    const isDone = await this.#outcome.of(async () => {
      const { content } = await asReader("DELETE", `/subscriptions/${encodeURIComponent(follow.topic)}`);
      await rememberFollows(content);
    });
    if (!isDone) return;
    const undo = button(words.undo, async () => {
      await this.#put({});
      this.element.querySelector("select, button")?.focus();
    }, "more");
    this.element.replaceChildren(
      make("p", {}, fill(words.unfollowed, { name: follow.name }), " ", undo), this.#outcome.element);
    undo.focus();
  }
}

class Follows {
  element = make("section", { "aria-labelledby": "follows" });

  async load() {
    const [{ content }, mutes, forecast] = await Promise.all([
      asReader("GET", "/subscriptions"),
      asReader("GET", "/mutes"),
      asReader("GET", "/forecast").catch(() => undefined),
    ]);
    await rememberFollows(content);
    const { subscriptions } = content;
    const muteOf = (topic) => mutes.content.mutes.find(({ target }) => target === topic);
    const forecastOf = (slug) => forecast?.content.topics.find(({ topic }) => topic === slug);
    const others = mutes.content.mutes.filter(({ target }) => !subscriptions.some(({ topic }) => topic === target));
    this.element.replaceChildren(
      make("h2", { id: "follows" }, words.follows),
      subscriptions.length
        ? make("ul", { class: "rows", role: "list" }, subscriptions.map((each) => new FollowRow(each, muteOf(each.topic), forecastOf(each.topic)).element))
        : make("p", {}, words.followsNothing, " ", make("a", { href: HOME }, words.seeTopics)),
      ...(others.length ? [make("h3", {}, words.alsoSilent), make("ul", { class: "rows", role: "list" }, others.map((each) => this.#silent(each)))] : []));
    return forecast?.content;
  }

  #silent({ target, name, until }) {
    const outcome = new Outcome();
    const row = make("li", { class: "held" }, make("p", {}, make("bdi", {}, name), " · ", onBoth(until)),
      button(words.endSilence, async () => {
        if (await outcome.of(() => asReader("DELETE", `/mutes/${encodeURIComponent(target)}`))) row.querySelector("button").remove();
      }, "more"), outcome.element);
    return row;
  }
}
