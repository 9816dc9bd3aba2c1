// Into the app: a code to type, a drawing to scan, a link to tap; and whether the app has taken over.
const LOOK_EVERY = 3_000;
const TEN_MINUTES = 600_000;
const SVG = "http://www.w3.org/2000/svg";

// Only what a QR code consists of is taken from the server's drawing.
const drawn = (text) => {
  const source = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", source.getAttribute("viewBox"));
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", words.qr);
  for (const { tagName } of [...source.children]) if (tagName !== "path") throw new Error(`No ${tagName} in a QR code`);
  [...source.children].forEach((part) => {
    const path = document.createElementNS(SVG, "path");
    ["d", "fill"].forEach((name) => part.hasAttribute(name) && path.setAttribute(name, part.getAttribute(name)));
    svg.append(path);
  });
  return svg;
};

class Moving {
  #outcome = new Outcome();
  #body = make("div", { class: "moving" });
  #timers = [];
  element = make("section", { "aria-labelledby": "moving" },
    make("h2", { id: "moving" }, words.intoApp), make("p", {}, words.intoAppText), this.#body, this.#outcome.element);

  // @param onmoved what is followed is in the app now
  constructor(onmoved) {
    this.onmoved = onmoved;
    this.#offer();
  }

  #offer() {
    this.#body.replaceChildren(identified("show-code", button(words.showCode, () => this.#show(), "main")));
  }

  async #show() {
    this.#stop();
    await this.#outcome.of(async () => {
      const { content } = await asReader("POST", "/handover").catch((error) => {
        if (error.code !== "nothing_to_hand_over") throw error;
        this.#body.replaceChildren(make("p", {}, words.nothingToMove));
        return {};
      });
      if (content) this.#draw(content);
    }, "");
  }

  #draw({ code, expiresAt, link, qr, playStore, appStore }) {
    const left = make("span", { class: "left" });
    const letters = make("p", { class: "code", lang: "en", dir: "ltr", tabindex: "-1" },
      make("span", { "aria-hidden": "true" }, code), hidden([...code].join(" ")));
    const again = button(words.newCode, () => this.#show());
    this.#body.replaceChildren(
      make("div", { class: "ways" },
        make("div", {}, make("p", {}, words.typeCode), letters, make("p", { class: "hint" }, left)),
        qr ? make("div", { class: "qr" }, make("p", {}, words.scan), drawn(qr)) : ""),
      make("p", { class: "links" },
        link ? make("a", { class: "main", href: link }, words.openApp) : "",
        playStore ? make("a", { href: playStore }, words.playStore) : "",
        appStore ? make("a", { href: appStore }, words.appStore) : ""),
      make("p", { class: "waiting" }, words.waiting), again);
    letters.focus();
    this.#countDown(left, letters, expiresAt);
    this.#timers.push(setInterval(() => document.visibilityState === "visible" && this.#look(), LOOK_EVERY));
  }

  // This browser's clock may be behind the server's.
  #countDown(left, letters, expiresAt) {
    const minutes = new Intl.NumberFormat(LANGUAGE, { minimumIntegerDigits: 2, useGrouping: false });
    const end = Math.min(Date.parse(expiresAt), Date.now() + TEN_MINUTES);
    const tick = () => {
      const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      left.textContent = seconds > 0
        ? words.codeLeft.replace("{time}", `${minutes.format(Math.floor(seconds / 60))}:${minutes.format(seconds % 60)}`)
        : words.codeOver;
      letters.classList.toggle("over", seconds === 0);
    };
    tick();
    this.#timers.push(setInterval(tick, 1000));
  }

  async #look() {
    const { content } = await asReader("GET", "/handover").catch(() => ({ content: {} }));
    if (content.state === "none") {
      this.#stop();
      this.#offer();
    } else if (content.state === "moved") {
      this.#stop();
      this.#body.replaceChildren(make("p", { class: "moved", tabindex: "-1" }, words.moved));
      say(words.moved);
      this.#body.firstChild.focus();
      await this.onmoved();
    }
  }

  #stop() {
    this.#timers.forEach(clearInterval);
    this.#timers = [];
  }
}
