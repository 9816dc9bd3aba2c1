// What the reader's own pages share: who this browser is, what it keeps, and calls in its name. The server renders
// these pages empty; all that is personal comes from here. They bring their own copy of the button's parts: what they
// need of them must be of the same day, and the button's script may be a day old.
const APP = "{app}";
const BASE = location.origin;
const base = async () => BASE;
const NAME = `newsbell-${APP}/r`;
const WORKER = `/r/${APP}/worker.js`;
