// What this browser remembers, in IndexedDB: no cookies, nothing that a request carries by itself.
// One object store of single values, changed in one transaction each, because pages and the worker share it:
// self {deviceId, secret, api, app}, first {deviceId, key}, state {endpoint, at, follows}, owed true, shown [],
// receipts [].
const STORE = "device";
let opened;

const open = () => new Promise((resolve, reject) => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const db = request.result;
    db.onversionchange = () => db.close();
    db.onclose = () => { opened = undefined; };
    resolve(db);
  };
});

const database = () => {
  opened ??= open().catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
};

const inStore = async (mode, work) => {
  const db = await database();
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
