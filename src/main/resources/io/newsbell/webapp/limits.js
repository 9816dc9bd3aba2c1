// When and how much: saved with every change, one after the other, and never over what was set elsewhere meanwhile.
const WHEN_TYPED = 700;
const MOST_DIGESTS = 6;
const USUAL_QUIET = { from: "22:00", to: "07:00", breaking: true };
const USUAL_DIGESTS = ["07:30", "18:00", "12:30", "21:00", "09:00", "15:00"];

class Limits {
  #prefs = {};
  #tag;
  #inTurn = inTurn();
  #forecast;
  #pause = make("section", { "aria-labelledby": "pause" });
  #limits = make("section", { "aria-labelledby": "limits" });
  #outcomes = Object.fromEntries(["pause", "quiet", "numbers", "digests", "languages"].map((part) => [part, new Outcome()]));
  elements = [this.#pause, this.#limits];

  async load(forecast) {
    this.#forecast = forecast ?? this.#forecast;
    ({ content: this.#prefs, tag: this.#tag } = await asReader("GET", "/preferences"));
    this.#draw();
  }

  #draw() {
    const place = document.activeElement?.id;
    this.#pause.replaceChildren(make("h2", { id: "pause" }, words.pause), ...this.#pausing(), this.#outcomes.pause.element);
    this.#limits.replaceChildren(make("h2", { id: "limits" }, words.limits),
      this.#quiet(), this.#numbers(), this.#digests(), this.#languages());
    if (place) document.getElementById(place)?.focus();
  }

  // Who is typing a time is not to lose the field to a drawing anew.
  //
  // @param patch of the preferences as they are when its turn comes, after the changes before it
  #put(part, patch, isTyped = false) {
    return this.#outcomes[part].of(() => this.#inTurn(() => this.#send(patch(this.#prefs), isTyped)));
  }

  async #send(patch, isTyped) {
    if (patch.quietHours && patch.quietHours.from === patch.quietHours.to) throw new Saying(words.sameTime);
    try {
      ({ content: this.#prefs, tag: this.#tag } = await asReader("PUT", "/preferences",
        { body: { ...this.#prefs, ...patch }, tag: this.#tag }));
    } catch (error) {
      if (error.status !== 412) throw error;
      await this.load();
      throw new Saying(words.conflict);
    }
    if (!isTyped) this.#draw();
  }

  #part(part, title, ...content) {
    return make("fieldset", {}, make("legend", {}, title), ...content, this.#outcomes[part].element);
  }

  #pausing() {
    const { pausedUntil } = this.#prefs;
    const put = (until) => this.#put("pause", () => ({ pausedUntil: until }));
    return pausedUntil
      ? [make("p", {}, make("strong", {}, words.pausedUntil.replace("{time}", onBoth(pausedUntil)))),
        identified("end-pause", button(words.endPause, () => put(undefined)))]
      : [make("p", {}, words.pauseText), make("div", { class: "buttons" }, ["hour", "tomorrow", "week"].map((name) => (
        identified(`pause-${name}`, button(words.whiles[name], () => put(WHILES[name]()))))))];
  }

  #quiet() {
    const quiet = this.#prefs.quietHours;
    const put = (change, isTyped) => this.#put("quiet",
      ({ quietHours }) => ({ quietHours: change && { ...USUAL_QUIET, ...quietHours, ...change } }), isTyped);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone.replace(/_/g, " ");
    return this.#part("quiet", words.quietHours,
      check("quiet", words.quietOn, Boolean(quiet), (isOn) => put(isOn ? {} : undefined)),
      ...(quiet ? [
        make("div", { class: "choices" },
          time("quiet-from", words.from, quiet.from, (from) => put({ from }, true)),
          time("quiet-to", words.to, quiet.to, (to) => put({ to }, true))),
        check("quiet-breaking", words.breakingRings, quiet.breaking, (breaking) => put({ breaking })),
      ] : []),
      make("p", { class: "hint" }, fill(words.inZone, { zone })));
  }

  #numbers() {
    const { dailyCap, leastGapMinutes = 0 } = this.#prefs;
    const put = (patch) => this.#put("numbers", () => patch);
    const caps = sorted([1, 3, 5, 10, 20, dailyCap]).map((cap) => [String(cap), counted(words.aDay, cap)]);
    const gaps = sorted([5, 15, 30, 60, 120, leastGapMinutes]).map((gap) => [String(gap), counted(words.minutes, gap)]);
    return this.#part("numbers", words.howMuch,
      make("div", { class: "choices" },
        select("cap", words.dailyCap, [["", words.noLimit], ...caps], dailyCap ? String(dailyCap) : "",
          (cap) => put({ dailyCap: cap ? Number(cap) : undefined })),
        select("gap", words.gap, [["0", words.noGap], ...gaps], String(leastGapMinutes),
          (gap) => put({ leastGapMinutes: Number(gap) }))),
      make("p", { class: "hint" }, this.#expected()));
  }

  #expected() {
    const { dailyCap, quietHours } = this.#prefs;
    const known = dailyCap ? this.#forecast?.caps.find(({ cap }) => cap === dailyCap) : this.#forecast?.uncapped;
    const estimate = known && (quietHours ? known.withQuietHours : known.withoutQuietHours);
    return estimate?.perWeek ? `${words.allTogether} ${weeklyText(words, LANGUAGE, estimate.perWeek)}` : "";
  }

  // In the order in which they are drawn: the server sorts them.
  #digests() {
    const times = [...this.#prefs.digestTimes ?? []];
    const put = (isTyped) => this.#put("digests", () => ({ digestTimes: [...new Set(times)] }), isTyped);
    const row = (value, nth) => make("li", {},
      time(`digest-${nth}`, words.digestNth.replace("{n}", new Intl.NumberFormat(LANGUAGE).format(nth + 1)), value, (changed) => {
        times[nth] = changed;
        return put(true);
      }),
      this.#remove(value, () => {
        times.splice(nth, 1);
        return put();
      }));
    return this.#part("digests", words.digests,
      make("p", { class: "hint" }, times.length ? words.digestsText : words.noDigests),
      times.length ? make("ul", { class: "times", role: "list" }, times.map(row)) : "",
      times.length < MOST_DIGESTS ? identified("add-digest", button(words.addTime, () => {
        times.push(USUAL_DIGESTS.find((usual) => !times.includes(usual)));
        return put();
      })) : "");
  }

  #remove(value, onclick) {
    const end = button(words.remove, async () => {
      await onclick();
      document.getElementById("add-digest")?.focus();
    }, "more");
    end.append(hidden(` ${value}`));
    return end;
  }

  #languages() {
    const chosen = this.#prefs.languages ?? [];
    const names = new Intl.DisplayNames([LANGUAGE], { type: "language" });
    const tags = [...new Set([...chosen, ...navigator.languages.map(languageOf), "en", "hi", "ar"])];
    return this.#part("languages", words.languages,
      make("p", { class: "hint" }, chosen.length ? words.languagesText : words.anyLanguage),
      make("div", { class: "choices" }, tags.map((tag) => check(`language-${tag}`, names.of(tag), chosen.includes(tag),
        (isOn) => this.#put("languages", ({ languages = [] }) => ({
          languages: [...languages.filter((other) => other !== tag), ...(isOn ? [tag] : [])],
        }))))));
  }
}

const sorted = (numbers) => [...new Set(numbers.filter(Boolean))].sort((one, other) => one - other);

const identified = (id, element) => {
  element.id = id;
  return element;
};

const check = (id, text, isOn, onchange) => {
  const box = make("input", { id, type: "checkbox", checked: isOn, onchange: () => onchange(box.checked) });
  return make("label", { class: "check" }, box, make("span", {}, text));
};

// A time is typed in parts, each of which makes another time.
const time = (id, label, value, onchange) => {
  let timer;
  let saved = value;
  const save = () => {
    clearTimeout(timer);
    if (!field.value || field.value === saved) return;
    saved = field.value;
    onchange(saved);
  };
  const field = make("input", { id, type: "time", value, required: true, onblur: save, oninput: () => {
    clearTimeout(timer);
    timer = setTimeout(save, WHEN_TYPED);
  } });
  return labelled(label, field);
};
