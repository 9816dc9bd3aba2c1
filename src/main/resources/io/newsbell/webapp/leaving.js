// What is stored of this reader, to be taken away or to be forgotten.
class Leaving {
  #outcome = new Outcome();
  element = make("section", { "aria-labelledby": "data" },
    make("h2", { id: "data" }, words.data),
    make("p", {}, words.dataText),
    make("div", { class: "buttons" },
      button(words.download, () => this.#outcome.of(() => this.#download(), "")),
      button(words.forgetMe, () => this.#ask(), "grave")),
    this.#outcome.element);

  // @param ongone nothing is left, here and at the server
  constructor(ongone) {
    this.ongone = ongone;
  }

  async #download() {
    const { content } = await asReader("GET", "/export");
    const address = URL.createObjectURL(new Blob([JSON.stringify(content, undefined, 2)], { type: "application/json" }));
    make("a", { href: address, download: `${APP}-my-data.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), LOOK_EVERY);
  }

  #ask() {
    const dialog = make("dialog", { "aria-labelledby": "forget-title" },
      make("h2", { id: "forget-title" }, words.forgetTitle),
      make("p", {}, words.forgetText),
      make("div", { class: "buttons" },
        button(words.keepAll, () => dialog.close()),
        button(words.forgetNow, () => {
          dialog.close();
          this.#forget();
        }, "grave")));
    dialog.addEventListener("close", () => dialog.remove());
    this.element.append(dialog);
    dialog.showModal();
  }

  #forget() {
    return this.#outcome.of(async () => {
      await alone(() => erase());
      await this.ongone();
    }, "");
  }
}

// First at the server: as long as that has not answered, this browser is the only one that knows the secret.
const erase = async () => {
  const self = await remembered("self");
  if (self) {
    await call("DELETE", `/v1/devices/${self.deviceId}`, { secret: self.secret }).catch((error) => {
      if (!isForgotten(error)) throw error;
    });
  }
  // Of this worker alone: the origin may be the publisher's own, with others.
  const registration = await navigator.serviceWorker?.getRegistration(new URL(".", new URL(WORKER, location.href)));
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
  (await registration?.getNotifications())?.forEach((notification) => notification.close());
  // Pages that were read name their topics.
  await globalThis.caches?.delete(`newsbell-shell:/r/${APP}/pages`);
  await forgetAll();
  const channel = "BroadcastChannel" in window && new BroadcastChannel(NAME);
  if (channel) {
    channel.postMessage({ follows: [] });
    channel.close();
  }
};
