// What this browser remembers, in IndexedDB: no cookies, nothing that a request carries by itself.
// One object store of single values, changed in one transaction each, because pages and the worker share it:
// self {deviceId, secret, api, app}, first {deviceId, key}, state {endpoint, at, follows}, owed true, shown [],
// receipts [].
const STORE = "device";
let opened;

// To look into a database that is not there would make one, and of who follows nothing nothing is to be stored.
const open = (isToBe) => new Promise((resolve, reject) => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => (isToBe ? request.result.createObjectStore(STORE) : request.transaction.abort());
  request.onerror = (event) => {
    event.preventDefault();
    if (!isToBe && request.error.name === "AbortError") resolve(undefined);
    else reject(request.error);
  };
  request.onsuccess = () => {
    const db = request.result;
    // Another tab has everything forgotten.
    db.onversionchange = () => {
      opened = undefined;
      db.close();
    };
    db.onclose = () => { opened = undefined; };
    resolve(db);
  };
});

const database = async (isToBe) => {
  opened ??= open(isToBe);
  const opening = opened;
  const db = await opening.catch((error) => {
    if (opened === opening) opened = undefined;
    throw error;
  });
  if (!db && opened === opening) opened = undefined;
  return db || !isToBe ? db : database(isToBe);
};

const inStore = async (mode, work) => {
  const db = await database(mode === "readwrite");
  if (!db) return undefined;
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(STORE, mode);
    let result;
    work(transaction.objectStore(STORE), (value) => { result = value; });
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(transaction.error);
  });
};

const read = (key) => inStore("readonly", (store, done) => {
  store.get(key).onsuccess = (event) => done(event.target.result);
});

// What `next` makes of the value takes its place; undefined removes it.
const change = (key, next) => inStore("readwrite", (store, done) => {
  store.get(key).onsuccess = (event) => {
    const value = next(event.target.result);
    if (value === undefined) store.delete(key);
    else store.put(value, key);
    done(value);
  };
});
