// Keeps the page as the server draws it: every part that the server sends takes the place of the element of its id.
"use strict";
(() => {
  const RECONNECT_AFTER = 3000;
  const RINGS_KEPT = 20;
  let board;
  let source;

  const element = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  };

  // What had the focus has it again in the new element.
  const replace = (fresh) => {
    const old = document.getElementById(fresh.id);
    if (!old) return;
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(fresh);
    htmx.process(fresh);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  };

  // Screen readers read aloud what is added here; after a reconnect some rings are told again.
  const announce = (ring) => {
    const rings = document.getElementById("rings");
    if (!document.getElementById(ring.id)) rings.append(ring);
    while (rings.childElementCount > RINGS_KEPT) rings.firstElementChild.remove();
  };

  const connect = () => {
    const found = document.getElementById("board");
    if (found === board && source && source.readyState !== EventSource.CLOSED) return;
    source?.close();
    board = found;
    source = new EventSource(board.dataset.live);
    source.addEventListener("part", (event) => {
      if (board === document.getElementById("board")) replace(element(event.data));
    });
    source.addEventListener("ring", (event) => announce(element(event.data)));
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, RECONNECT_AFTER);
    };
  };

  const ago = (time) => {
    const minutes = Math.floor((Date.now() - Date.parse(time.dateTime)) / 60000);
    if (minutes < 1) return "now";
    const span = minutes < 60 ? minutes + " min"
      : minutes < 1440 ? Math.floor(minutes / 60) + " h" : Math.floor(minutes / 1440) + " d";
    return time.classList.contains("short") ? span : span + " ago";
  };

  const tick = () => {
    for (const time of document.querySelectorAll("time.ago")) time.textContent = ago(time);
    for (const clock of document.querySelectorAll(".clock")) {
      clock.textContent = new Intl.DateTimeFormat("en-GB",
        { hour: "2-digit", minute: "2-digit", timeZone: clock.dataset.zone }).format();
    }
  };

  document.addEventListener("htmx:afterSwap", connect);
  document.addEventListener("htmx:historyRestore", connect);
  // A page kept by the browser for "back" must not keep its connection.
  window.addEventListener("pagehide", () => source?.close());
  window.addEventListener("pageshow", connect);
  connect();
  setInterval(tick, 5000);
})();
