/* Registrations on this device: written down first, sent when there is network, and only
   forgotten when the server said what became of them. */

import * as store from "./store.js";

const BASE = "/tijdsregistratie/sessies/";
const MOST = 200;

const hex = (buffer) => [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, "0")).join("");
const bytes = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));

/** A code as the list holds it. */
export async function hashOf(list, code) {
  const use = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes(list.salt), use, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(code.trim())));
}

export const pending = async () =>
  (await store.all("queue")).sort((one, other) => one.counter - other.counter);

/** The lists that may still be kept; what is too old goes. */
export async function lists() {
  const found = [];
  for (const list of await store.all("lists")) {
    if (Date.now() + list.offset < Date.parse(list.expires)) found.push(list);
    else await store.remove("lists", list.session);
  }
  return found;
}

/** Write down that somebody came in or went out: of a seat, or of a code that isn't on the list. */
export async function add(list, { person, code, way, scanned }) {
  const event = {
    nonce: crypto.randomUUID(), session: list.session, who: list.who, counter: await store.next(),
    at: new Date().toISOString(), scanned, way, seat: person?.seat ?? "", code: person ? "" : code,
  };
  await store.put("queue", event.nonce, event);
  if (person) {
    Object.assign(person, { inside: way === "in", last: event.at });
    await store.put("lists", list.session, list);
  }
  return event;
}

/** What the server says of a session now. The first ticket stays: it proves since when the list
    is here. `fault` tells that it doesn't answer (0), or what. */
async function ask(session) {
  const sent = Date.now();
  const answer = await fetch(`${BASE}${session}/registreren/lijst`, { redirect: "manual" })
    .catch(() => ({ ok: false, status: 0 }));
  if (!answer.ok) return { fault: answer.type === "opaqueredirect" ? 401 : answer.status };
  const found = await answer.json();
  return { ...found, offset: Date.parse(found.now) - (sent + Date.now()) / 2 };
}

/** Fetch a list and keep it, with what is not sent yet on top. */
export async function refresh(session) {
  const found = await ask(session);
  if (found.fault !== undefined || !found.people) return found;
  const before = await store.get("lists", session);
  if (before?.who === found.who && before.ticket) found.ticket = before.ticket;
  for (const event of await pending()) {
    const person = found.people.find((one) => one.seat === event.seat);
    if (person && event.session === session) {
      Object.assign(person, { inside: event.way === "in", last: event.at });
    }
  }
  await store.put("lists", session, found);
  return found;
}

const sendable = ({ nonce, seat, code, way, at, counter, scanned }) =>
  ({ nonce, seat, code, way, at, counter, scanned });

async function content(session, events) {
  const list = await store.get("lists", session);
  return {
    ticket: list?.ticket ?? "", device: await store.device(), events: events.map(sendable),
    offset: (list?.offset ?? 0) / 1000,
  };
}

async function send(session, events) {
  const server = await ask(session);
  if (server.fault !== undefined) return { fault: server.fault };
  const mine = events.filter((event) => event.who === server.who).slice(0, MOST);
  if (!mine.length) return { fault: 403 };
  const batch = { ...(await content(session, mine)), offset: server.offset / 1000 };
  const answer = await fetch(`${BASE}${session}/registreren/reeks`, {
    method: "POST", redirect: "manual",
    headers: { "Content-Type": "application/json", "X-CSRFToken": server.csrf },
    body: JSON.stringify({ ...batch, now: new Date().toISOString() }),
  }).catch(() => ({ ok: false, status: 0 }));
  if (!answer.ok) return { fault: answer.status };
  return { answers: (await answer.json()).answers };
}

let busy = null;

/** Send everything, in order. Gives per event what became of it, and the last fault. */
export const sync = () => (busy ??= sendAll().finally(() => (busy = null)));

async function sendAll() {
  const told = { answers: [], fault: undefined };
  const stuck = new Set();
  for (;;) {
    const [first, ...rest] = (await pending()).filter((event) => !stuck.has(event.session));
    if (!first) return told;
    const events = [first, ...rest].filter((event) => event.session === first.session);
    const { answers, fault } = await send(first.session, events);
    for (const answer of answers ?? []) await store.remove("queue", answer.nonce);
    told.answers.push(...(answers ?? []));
    if (!answers?.length) {
      told.fault = fault;
      stuck.add(first.session);
    }
  }
}

/** One file per session with everything that is not sent, for the page of the session. */
export async function files() {
  const groups = group(await pending());
  return Promise.all([...groups].map(async ([session, events]) => ({
    name: `aanwezigheden-${session.slice(0, 8)}.json`,
    text: JSON.stringify({ session, ...(await content(session, events)) }, null, 1),
  })));
}

function group(events) {
  const found = new Map();
  for (const event of events) found.set(event.session, [...(found.get(event.session) ?? []), event]);
  return found;
}

export async function forget() {
  for (const event of await pending()) await store.remove("queue", event.nonce);
}
