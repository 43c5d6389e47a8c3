/* The trainer's phone. Without this script the page works with its forms; with it a registration
   is written down on the device first, shown at once, and sent as soon as there is network. */

import * as camera from "./camera.js";
import * as queue from "./queue.js";

const box = document.querySelector("[data-phone]");
const words = box.dataset; // every text comes from the page, in its language
const part = (name) => box.querySelector(`[data-part="${name}"]`);
const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
const hour = (at) => new Date(at).toLocaleTimeString("nl-BE", { hour: "numeric", minute: "2-digit" });
const inView = 2000; // a code that stays before the camera is one scan

let list = null;

// What one sees, hears and feels.

let sound;
function feedback(tone, text) {
  const place = part("feedback");
  place.className = `scanned ${tone}`;
  place.textContent = text;
  place.hidden = false;
  navigator.vibrate?.(tone === "ok" ? 80 : [80, 80, 80]);
  if (!sound) return;
  const tune = sound.createOscillator(), volume = sound.createGain();
  tune.frequency.value = tone === "ok" ? 880 : 220;
  volume.gain.value = 0.1;
  tune.connect(volume).connect(sound.destination);
  tune.start();
  tune.stop(sound.currentTime + (tone === "ok" ? 0.12 : 0.35));
}

function line(person) {
  const row = document.getElementById(`p-${person.seat}`), form = row?.querySelector("form");
  if (!form) return;
  const way = form.elements.richting, button = form.querySelector("button");
  way.value = person.inside ? "uit" : "in";
  button.className = `button ${person.inside ? "secondary" : "primary"}`;
  button.firstChild.data = person.inside ? words.out : words.in;
  const pill = row.querySelector(".pill");
  if (person.last && pill) {
    pill.className = `pill ${person.inside ? "ok" : "info"}`;
    pill.textContent = person.inside ? words.in : words.out;
  }
}

function people() {
  list.people.forEach(line);
  const inside = list.people.filter((one) => one.inside).length;
  const came = list.people.filter((one) => one.last).length;
  const figures = [inside, came - inside, list.people.length - came];
  document.querySelectorAll(".figures .big").forEach((place, n) => (place.textContent = figures[n]));
}

async function count() {
  const events = await queue.pending();
  const text = events.length === 1 ? words.one : say(words.many, { n: events.length });
  part("unsent").hidden = !events.length;
  part("count").textContent = events.length ? text : "";
  if (!events.length) part("clear").hidden = true;
}

// Registering.

const waiting = new Set(); // scans of which only the server knows whose they are

async function register(what) {
  const event = await queue.add(list, what);
  const { person, way } = what;
  if (person) {
    people();
    feedback("ok", say(way === "in" ? words.isIn : words.isOut, { name: person.name }));
  } else {
    waiting.add(event.nonce);
    feedback("warn", navigator.onLine ? words.looking : words.unknown);
  }
  await count();
  send();
}

const seen = new Map(); // code → when it was last before the camera
async function scanned(code) {
  const now = Date.now(), before = seen.get(code) ?? 0;
  seen.set(code, now);
  if (now - before < inView) return;
  const hash = await queue.hashOf(list, code);
  const person = list.people.find((one) => one.code === hash);
  if (person?.last && now - Date.parse(person.last) < list.debounce * 1000) {
    return feedback("info", say(words.again, { name: person.name, hour: hour(person.last) }));
  }
  await register({ person, code, scanned: true, way: person ? (person.inside ? "uit" : "in") : "" });
}

document.addEventListener("submit", (event) => { // what a hand scanner typed
  const typed = event.target.matches(".scan") && event.target.elements.code, code = typed?.value?.trim();
  if (!list || !code) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  typed.value = "";
  seen.delete(code);
  scanned(code);
}, true);
document.addEventListener("submit", (event) => {
  const row = event.target.closest(".roster li");
  const person = row && list?.people.find((one) => `p-${one.seat}` === row.id);
  if (!person || !event.target.elements.richting) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  register({ person, scanned: false, way: event.target.elements.richting.value });
}, true);

// Sending.

const faults = { 0: "", 401: words.signedOut, 403: words.notYours, 404: words.notYours };

let again;

async function send() {
  if (!(await queue.pending()).length) return;
  const { answers, fault } = await queue.sync();
  const refused = answers.filter((one) => one.result === "refused");
  for (const one of refused) feedback("stop", `${one.name ? `${one.name}: ` : ""}${one.reason}`);
  for (const one of answers.filter(({ nonce, result }) => result !== "refused" && waiting.delete(nonce))) {
    feedback("ok", say(one.way === "in" ? words.isIn : words.isOut, { name: one.name }));
  }
  if (list && refused.length) await keep(list.session);
  part("fault").textContent = fault === undefined ? "" : (faults[fault] ?? words.fault);
  await count();
  clearTimeout(again);
  if (fault === undefined && (await queue.pending()).length) again = setTimeout(send, 500);
  // The network came back while a try without it was still under way.
  if (fault === 0 && navigator.onLine) again = setTimeout(send, 2_000);
}

async function keep(session) {
  const found = await queue.refresh(session);
  if (list?.session === session && found.people) {
    list = found;
    people();
  }
  return found;
}

addEventListener("online", send);
document.addEventListener("visibilitychange", () => document.hidden || send());
setInterval(send, 20_000);

// The camera.

let eye = null;
function close() {
  eye?.close();
  eye = null;
  part("camera").hidden = true;
  part("open").hidden = false;
}

part("open").addEventListener("click", async () => {
  part("open").disabled = true;
  sound ??= window.AudioContext ? new AudioContext() : null;
  part("camera").hidden = false;
  try {
    eye = await camera.open(part("video"), scanned);
    part("open").hidden = true;
    part("lamp").hidden = !eye.lamp;
    part("close").focus();
  } catch {
    close();
    feedback("stop", window.isSecureContext ? words.noCamera : words.insecure);
  }
  part("open").disabled = false;
});
part("close").addEventListener("click", () => {
  close();
  part("open").focus();
});
part("lamp").addEventListener("click", async () => {
  const on = part("lamp").getAttribute("aria-pressed") !== "true";
  await eye.lamp(on).catch(() => {});
  part("lamp").setAttribute("aria-pressed", on);
});
document.addEventListener("visibilitychange", () => document.hidden && eye && close());

// Handing over as a file, and leaving.

part("now").addEventListener("click", send);
part("save").addEventListener("click", async () => {
  for (const { name, text } of await queue.files()) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
  part("clear").hidden = false;
});
part("clear").addEventListener("click", async () => {
  if (confirm(words.sureClear)) await queue.forget();
  await count();
});
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.getAttribute("action") !== words.signOut || form.dataset.asked) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const n = (await queue.pending()).length;
  if (n && !confirm(say(words.sureLeave, { n }))) return;
  form.dataset.asked = "1";
  form.requestSubmit();
}, true);

// Without network the page that was kept shows what this device knows.

function draw() {
  part("title").textContent = list.title;
  part("when").textContent = list.when;
  const rows = document.createElement("ul");
  rows.className = "roster";
  for (const person of list.people) {
    const row = part("line").content.firstElementChild.cloneNode(true);
    row.id = `p-${person.seat}`;
    row.querySelector("strong").textContent = person.name;
    row.querySelector(".hint").textContent = person.part;
    row.querySelector(".sr").textContent = ` ${person.name}`;
    rows.append(row);
  }
  part("people").append(rows);
  part("code").hidden = false;
  people();
}

function choose(found) {
  for (const one of found) {
    const item = document.createElement("li"), link = document.createElement("a");
    Object.assign(link, { href: one.url, textContent: `${one.title}, ${one.when}` });
    item.append(link);
    part("sessions").append(item);
  }
  part("nothing").hidden = found.length > 0;
}

async function alone() {
  const found = await queue.lists();
  const session = location.pathname.match(/\/sessies\/([0-9a-f-]{36})/)?.[1];
  list = found.find((one) => one.session === session) ?? null;
  if (list) draw();
  else choose(found);
  part("open").hidden = !list;
}

async function start() {
  navigator.serviceWorker?.register(words.worker).catch(() => {});
  navigator.storage?.persist?.().catch(() => {});
  const link = document.createElement("link");
  Object.assign(link, { rel: "manifest", href: words.manifest });
  document.head.append(link);
  await count();
  if (words.phone === "kept") await alone();
  const here = words.session;
  for (const session of words.lists?.split(" ").filter(Boolean) ?? []) {
    const found = await keep(session);
    if (session === here) list = found.people ? found : (await queue.lists()).find((one) => one.session === here);
  }
  if (list) people();
  if (here && list && words.open) part("open").hidden = false;
  box.dataset.ready = "1";
  await send();
}

start();
