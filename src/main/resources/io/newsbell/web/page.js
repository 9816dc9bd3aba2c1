// The follow button of Newsbell. Put together from the files beside this one; README, "On your website".
const [, BASE, APP] = /^(.*)\/web\/([^/]+)\/follow\.js$/.exec(import.meta.url.replace(/[?#].*/, ""));
const base = async () => BASE;
// A reader's own pages on Newsbell's server have a worker and a memory of their own, beside those of a publisher's pages
// that are of the same origin: to Newsbell they are two browsers. The server names the worker's memory alike.
const IS_OWN = location.href.startsWith(`${BASE}/r/${APP}/`);
const NAME = `newsbell-${APP}${IS_OWN ? "/r" : ""}`;
const WORKER = IS_OWN ? `${BASE}/r/${APP}/worker.js` : "/newsbell-worker.js";
