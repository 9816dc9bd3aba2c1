// What all pages for readers do: start the worker, tell times in the reader's own zone, mark what is followed. Without it
// the pages can be read all the same.
import * as follow from "/web/{app}/follow.js";

// The button's script may be some minutes older than this one, and not have all.
const { WORKER, reader, registrationOf } = follow;

const MINUTE = 60_000;
const DAY = 86_400_000;
const language = document.documentElement.lang;

const near = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const far = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });

export const timeText = (instant) => {
  const ago = Date.now() - instant;
  if (ago < 0 || ago >= DAY) return far.format(instant);
  return ago < 60 * MINUTE ? near.format(-Math.round(ago / MINUTE), "minute") : near.format(-Math.round(ago / (60 * MINUTE)), "hour");
};

export const localTimes = (root = document) => root.querySelectorAll("time[datetime]").forEach((time) => {
  const instant = new Date(time.dateTime);
  time.textContent = timeText(instant);
  time.title = far.format(instant);
});

const markFollowed = () => document.querySelectorAll("[data-topic]").forEach((card) => {
  const mark = card.querySelector(".mark");
  if (!reader.find(card.dataset.topic)) mark?.remove();
  else if (!mark) {
    const made = document.createElement("span");
    made.className = "mark";
    made.append(document.querySelector("#followed").content.cloneNode(true));
    card.append(" ", made);
  }
});

// The app that iPhone and iPad put on the Home Screen knows nothing of this page: it begins where the manifest says.
const beginHere = () => {
  const [, kind, name] = /\/(topics|stories)\/([^/]+)$/.exec(location.pathname) ?? [];
  if (!kind || navigator.standalone !== false) return;
  const manifest = document.querySelector("link[rel=manifest]");
  manifest.setAttribute("href", `${manifest.getAttribute("href")}&${kind === "topics" ? "topic" : "story"}=${name}`);
};

localTimes();
beginHere();
document.querySelector("#again")?.addEventListener("click", () => location.reload());
if ("serviceWorker" in navigator && registrationOf) {
  registrationOf(WORKER).catch((error) => console.debug("newsbell: no worker", error));
}
reader.addEventListener("change", markFollowed);
reader.known().then(markFollowed);
