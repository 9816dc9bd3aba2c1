// Drawing and wording for the reader's own pages.
const LANGUAGE = document.documentElement.lang || "en";
const words = { ...TEXTS.en, ...TEXTS[languageOf(LANGUAGE)], ...OWN.en, ...OWN[languageOf(LANGUAGE)] };
const PLACE = document.getElementById("own");
const HOME = PLACE.dataset.home;

// Attributes that begin with "on" are listeners; true stands for an attribute without a value.
const make = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== undefined && value !== false) made.setAttribute(key, value);
  });
  made.append(...children.flat().filter((child) => child !== undefined && child !== ""));
  return made;
};

// A name may run in another direction than the sentence around it.
const fill = (text, values) => text.split(/\{(\w+)\}/)
  .map((part, index) => (index % 2 ? make("bdi", {}, String(values[part])) : part));

const counted = (forms, count) => (forms[new Intl.PluralRules(LANGUAGE).select(count)] ?? forms.other)
  .replace("{n}", new Intl.NumberFormat(LANGUAGE).format(count));

const onDay = (time) => new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium" }).format(new Date(time));

const onTime = (time) => new Intl.DateTimeFormat(LANGUAGE, { timeStyle: "short" }).format(new Date(time));

const onBoth = (time) => new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium", timeStyle: "short" }).format(new Date(time));

const button = (text, onclick, kind = "quiet") => make("button", { type: "button", class: kind, onclick }, text);

const hidden = (text) => make("span", { class: "said" }, text);

const select = (id, label, options, chosen, onchange) => {
  const box = make("select", { id, onchange: () => onchange(box.value) },
    options.map(([value, text]) => make("option", { value, selected: value === chosen }, text)));
  return labelled(label, box);
};

const labelled = (label, field) => make("div", { class: "choice" }, make("label", { for: field.id }, label), field);

const sentenceOf = (error) => {
  if (error instanceof Unreachable) return words.unreachable;
  if (error instanceof Forgotten) return words.forgotten;
  return error.status === 429 ? words.tooOften : words.failed;
};

// Screen readers hear of what changes when it stands in an element that was there before.
const say = (text) => {
  document.getElementById("said").textContent = text;
};

// One change after the other: each is made of what the one before it has left.
const inTurn = () => {
  let last = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
};

// What became of a change, beside what was changed.
class Outcome {
  #turn = 0;
  #text = make("span", { role: "status" });
  #again = make("span");
  element = make("span", { class: "outcome", tabindex: "-1" }, this.#text, this.#again);

  // @return whether it was done
  async of(work, done = words.saved) {
    const turn = ++this.#turn;
    this.#show("saving", words.saving);
    try {
      await work();
      if (turn === this.#turn) this.#show("saved", done);
      return true;
    } catch (error) {
      if (turn !== this.#turn) return false;
      if (error instanceof Saying) {
        this.#show("failed", error.message);
      } else {
        this.#show("failed", sentenceOf(error), button(words.again, () => {
          this.element.focus();
          this.of(work, done);
        }, "more"));
      }
      return false;
    }
  }

  #show(state, text, again) {
    this.element.dataset.state = text ? state : "";
    this.#text.textContent = text;
    this.#again.replaceChildren(...(again ? [" ", again] : []));
  }
}

// Says by itself what is to be done; the same again would not help.
class Saying extends Error {}
