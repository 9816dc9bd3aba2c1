// Lock screens that follow what is typed, and words that say on which phones the title or the text is cut, and where.
"use strict";
(() => {
  const SPEAK_AFTER = 700;
  const LOAD_AFTER = 600;
  const PICTURE = /\p{Extended_Pictographic}/u;
  const words = new Intl.Segmenter(undefined, { granularity: "word" });
  const speaking = new WeakMap();
  const loading = new WeakMap();

  // By id, or by name: radio buttons have one name and many ids. Undefined where the page has no such input.
  const valueOf = (name) => {
    const field = document.getElementById(name) ?? [...document.getElementsByName(name)].find((one) => one.checked);
    return field?.value;
  };

  // A copy without an end: where its words stand tells which of them the real one can show.
  const ruled = (shown, lines, measure) => {
    const ruler = shown.cloneNode(true);
    ruler.classList.add("ruler");
    ruler.classList.toggle("one", lines === 1);
    shown.parentElement.append(ruler);
    if (lines > 1) ruler.style.width = shown.getBoundingClientRect().width / zoomOf(shown) + "px";
    try {
      return measure(ruler);
    } finally {
      ruler.remove();
    }
  };

  const zoomOf = (element) => {
    const screen = element.closest(".screen");
    return screen.getBoundingClientRect().width / screen.offsetWidth || 1;
  };

  const boxes = (ruler, from, to) => {
    const range = document.createRange();
    range.setStart(ruler.firstChild, from);
    range.setEnd(ruler.firstChild, to);
    return [...range.getClientRects()];
  };

  const dots = (shown) => {
    const probe = shown.cloneNode(false);
    probe.textContent = "…";
    probe.classList.add("ruler", "one");
    shown.parentElement.append(probe);
    const width = probe.getBoundingClientRect().width;
    probe.remove();
    return width;
  };

  // Null where all is shown, else the last words before the cut; empty where it falls into the first one.
  const cutAfter = (shown) => {
    const text = shown.firstChild?.data;
    if (!text || !text.trim()) return null;
    const style = getComputedStyle(shown);
    const lines = Number(style.getPropertyValue("--lines")) || 1;
    const high = parseFloat(style.lineHeight) * zoomOf(shown);
    const room = shown.getBoundingClientRect().width;
    const end = dots(shown);
    return ruled(shown, lines, (ruler) => {
      const box = ruler.getBoundingClientRect();
      const rightToLeft = style.direction === "rtl";
      const whole = lines === 1 ? box.width <= room + 0.5 : Math.round(box.height / high) <= lines;
      if (whole) return null;
      const fits = (piece) => {
        const last = boxes(ruler, piece.index, piece.index + piece.segment.length).at(-1);
        if (!last) return true;
        const line = Math.floor((last.top + last.height / 2 - box.top) / high);
        const reach = rightToLeft ? box.right - last.left : last.right - box.left;
        return line < lines - 1 || (line === lines - 1 && reach <= room - end);
      };
      const seen = [];
      for (const piece of words.segment(text)) {
        if (!fits(piece)) break;
        if (piece.isWordLike || PICTURE.test(piece.segment)) seen.push(piece);
      }
      if (!seen.length) return "";
      const first = seen.at(-2) ?? seen.at(-1);
      return text.slice(first.index, seen.at(-1).index + seen.at(-1).segment.length);
    });
  };

  const judge = (phone) => {
    const judged = {
      name: phone.dataset.phone,
      title: cutAfter(phone.querySelector(".title")),
      text: cutAfter(phone.querySelector(".text")),
    };
    const fit = phone.querySelector(".fit");
    const cut = [judged.title !== null && "title", judged.text !== null && "text"].filter(Boolean).join(" and ");
    fit.textContent = cut ? cut[0].toUpperCase() + cut.slice(1) + " cut" : "Whole";
    fit.classList.toggle("cut", Boolean(cut));
    return judged;
  };

  const sentence = (subject, part, judged) => {
    const line = document.createElement("p");
    const cut = judged.filter((phone) => phone[part] !== null);
    line.className = cut.length ? "cut" : "whole";
    if (!cut.length) {
      line.textContent = `The ${subject} is whole on all ${judged.length} phones.`;
      return line;
    }
    line.append(`The ${subject} is cut on ${cut.length === judged.length ? "all" : cut.length + " of"} ${judged.length} phones: `);
    // One clause for all phones that cut after the same words.
    const clauses = Map.groupBy ? Map.groupBy(cut, (phone) => phone[part]) : new Map(cut.map((phone) => [phone[part], [phone]]));
    [...clauses].forEach(([after, phones], index) => {
      if (index) line.append("; ");
      if (after) {
        const quoted = document.createElement("bdi");
        quoted.textContent = after;
        line.append("after “", quoted, "” on ");
      } else {
        line.append("inside the first word on ");
      }
      line.append(phones.length === judged.length ? "each" : phones.map((phone) => phone.name).join(", "));
    });
    line.append(".");
    return line;
  };

  const say = (root, judged) => {
    const place = root.querySelector(".previews-words");
    const parts = [sentence("title", "title", judged), sentence("text", "text", judged)];
    const said = parts.map((part) => part.textContent).join("\n");
    if (place.dataset.said === said) return;
    place.dataset.said = said;
    place.replaceChildren(...parts);
  };

  const show = (root, judgedNow) => {
    const judged = [...root.querySelectorAll(".phone")].map(judge);
    clearTimeout(speaking.get(root));
    // A screen reader hears the words once the typing rests.
    speaking.set(root, setTimeout(say, judgedNow ? 0 : SPEAK_AFTER, root, judged));
  };

  const put = (root, selector, value) => {
    if (value === undefined) return;
    for (const place of root.querySelectorAll(selector)) {
      if (place.textContent !== value) place.textContent = value;
    }
  };

  const picture = (root, address) => {
    const usable = /^(https?:|data:image\/)/i.test(address) && URL.canParse(address);
    for (const thumb of root.querySelectorAll(".thumb")) {
      if (usable && thumb.getAttribute("src") !== address) thumb.src = address;
      thumb.hidden = !usable || thumb.dataset.broken === address;
    }
  };

  const follow = (root, atOnce) => {
    put(root, ".title", valueOf(root.dataset.titleId)?.trim());
    put(root, ".text", valueOf(root.dataset.bodyId)?.trim());
    const level = valueOf(root.dataset.levelId);
    if (level !== undefined) root.dataset.level = level;
    const image = valueOf(root.dataset.imageId)?.trim();
    if (image !== undefined) {
      clearTimeout(loading.get(root));
      // Half an address is not asked for.
      loading.set(root, setTimeout(() => { picture(root, image); show(root, false); }, atOnce ? 0 : LOAD_AFTER));
    }
    show(root, atOnce);
  };

  const roots = () => document.querySelectorAll("[data-previews]");

  const start = () => {
    for (const root of roots()) {
      if (root.dataset.previews === "on") continue;
      root.dataset.previews = "on";
      for (const thumb of root.querySelectorAll(".thumb")) {
        thumb.addEventListener("error", () => {
          thumb.dataset.broken = thumb.getAttribute("src");
          thumb.hidden = true;
          show(root, false);
        });
      }
      new ResizeObserver(() => show(root, false)).observe(root);
      follow(root, true);
    }
  };

  const changed = (event) => {
    for (const root of roots()) {
      const followed = [root.dataset.titleId, root.dataset.bodyId, root.dataset.imageId, root.dataset.levelId];
      if (followed.includes(event.target.id) || followed.includes(event.target.name)) follow(root, event.type === "change");
    }
  };

  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("htmx:load", start);
  document.fonts.ready.then(() => roots().forEach((root) => show(root, true)));
  start();
})();
