/* What this device keeps, encrypted: lists of sessions and registrations that are not sent yet.
   The key is made here and can't be read out; without it the database is noise. */

const NAME = "tijdsregistratie", STORES = ["keys", "lists", "queue"];

let opened;
const database = () => (opened ??= new Promise((resolve, reject) => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => STORES.forEach((name) => request.result.createObjectStore(name));
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
}));

/** Run one step in a transaction; resolves with its result when the whole is written. */
async function within(store, mode, step) {
  const transaction = (await database()).transaction(store, mode, { durability: "strict" });
  return new Promise((resolve, reject) => {
    const request = step(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

/** The value under a name; made once, also when two windows ask at the same moment. */
async function once(name, make) {
  const known = await within("keys", "readonly", (keys) => keys.get(name));
  if (known !== undefined) return known;
  const made = await make();
  await within("keys", "readwrite", (keys) => keys.add(made, name)).catch(() => {});
  return within("keys", "readonly", (keys) => keys.get(name));
}

const cipher = () => once("cipher", () =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]));

/** A name for this device, which says nothing about it. */
export const device = () => once("device", async () => crypto.randomUUID().slice(0, 8));

/** The next number of this device; it never goes back, whatever the clock does. */
export function next() {
  return within("keys", "readwrite", (keys) => {
    const found = keys.get("counter"), answer = { result: 0 };
    found.onsuccess = () => keys.put(answer.result = (found.result ?? 0) + 1, "counter");
    return answer;
  });
}

export async function put(store, id, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await cipher(), text);
  await within(store, "readwrite", (rows) => rows.put({ iv, sealed }, id));
}

async function open({ iv, sealed }) {
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await cipher(), sealed);
  return JSON.parse(new TextDecoder().decode(text));
}

export async function get(store, id) {
  const row = await within(store, "readonly", (rows) => rows.get(id));
  return row && open(row);
}

export async function all(store) {
  return Promise.all((await within(store, "readonly", (rows) => rows.getAll())).map(open));
}

export const remove = (store, id) => within(store, "readwrite", (rows) => rows.delete(id));
