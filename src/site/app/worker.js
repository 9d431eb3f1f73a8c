// Keeps one whole version of the guide in this browser, for reading without a network. Above this stands VERSION, the
// hash of the list of its files.
//
// Each file lies in one cache under its address and its hash, so that what is found there is what the version has: a
// newer version fetches only the files that are new to it, and nothing of it shows before it is whole. Other caches,
// addresses out of this folder and requests that are no GET are left alone.
"use strict";

const SCOPE = self.registration.scope;
const CACHE = "prepress " + SCOPE;
const LIST = "app-files.txt";
/** Says that the guide is installed, and since when there is no room for a version. */
const INSTALLED = SCOPE + "?installed";
const FULL = SCOPE + "?full";
/** Files that are fetched at a time, and how long one may take. */
const LANES = 6;
const PATIENCE = 120000;
/** Bytes that are fetched for a reader who has not installed the guide. */
const UNASKED = 100e6;
/** How long a version is not tried again that found no room. */
const DAY = 864e5;

/** Whether this worker only lets requests pass: its copy is damaged or the guide has none any more. */
let over = false;

// ---- The files of this version

function address(path) { return SCOPE + path.split("/").map(encodeURIComponent).join("/"); }

/** The list as files by path: `url`, `key` in the cache, `hash` and `size`. */
function read(text) {
  const files = new Map();
  for (const line of text.split("\n")) {
    const [, hash, size, path] = /^(sha256-\S+) (\d+) (.+)$/.exec(line) || [];
    if (path) files.set(path, { url: address(path), key: address(path) + "?" + hash, hash, size: Number(size) });
  }
  return files;
}

const list = { url: address(LIST), key: address(LIST) + "?" + VERSION, hash: VERSION, size: 0 };

/** Fetches a file, which has to have its hash, into the cache. */
async function fetched(cache, file) {
  const wanted = { integrity: file.hash, cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) };
  const response = await fetch(file.url, wanted);
  if (!response.ok) throw new Error(file.url + " has the status " + response.status);
  const headers = new Headers(response.headers);
  // The body is unpacked by now, and its address may have led elsewhere.
  headers.delete("content-encoding");
  headers.delete("content-length");
  await cache.put(file.key, new Response(response.body, { headers }));
}

let known = null;
/** The files of this version, from the cache; nothing is known where that is gone. */
function files() {
  known = known || (async () => {
    const kept = await (await caches.open(CACHE)).match(list.key);
    return kept ? read(await kept.text()) : null;
  })();
  known.catch(() => { known = null; });
  return known;
}

// ---- A version comes

self.addEventListener("install", (event) => event.waitUntil(install()));

async function install() {
  const cache = await caches.open(CACHE);
  await hasNotBeenFull(cache);
  const added = [];
  try {
    if (!await cache.match(list.key)) {
      await fetched(cache, list);
      added.push(list.key);
    }
    const all = Array.from(read(await (await cache.match(list.key)).text()).values());
    // What an earlier version or a broken attempt left is there already. An older version that took over meanwhile may
    // have tidied up.
    for (let missing, first = true; (missing = await absent(cache, all)).length; first = false) {
      if (first) await hasRoom(cache, missing);
      await each(missing, async (file) => {
        await fetched(cache, file);
        added.push(file.key);
      });
    }
  } catch (error) {
    if (isFull(error)) {
      await Promise.all(added.map((key) => cache.delete(key)));
      await cache.put(FULL, new Response(VERSION + " " + Date.now()));
    }
    throw error;
  }
}

async function absent(cache, all) {
  const there = new Set((await cache.keys()).map((request) => request.url));
  return all.filter((file) => !there.has(file.key));
}

const isFull = (error) => error.name === "QuotaExceededError";

/** Does something to each file, a few at a time, until one fails. When it ends, nothing is under way. */
async function each(all, act) {
  const rest = all.slice();
  async function lane() {
    try {
      for (let file; (file = rest.pop());) await act(file);
    } catch (error) {
      rest.length = 0;
      throw error;
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const errors = ends.filter((end) => end.status === "rejected").map((end) => end.reason);
  if (errors.length) throw errors.find(isFull) || errors[0];
}

async function hasNotBeenFull(cache) {
  const full = await cache.match(FULL);
  const [version, time] = full ? (await full.text()).split(" ") : [];
  if (version === VERSION && Date.now() - Number(time) < DAY) throw new Error("There was no room for this version.");
}

async function hasRoom(cache, missing) {
  const size = missing.reduce((sum, file) => sum + file.size, 0);
  if (size > UNASKED && !await cache.match(INSTALLED)) throw new Error("Too much to fetch unasked: " + size);
  const { quota, usage } = navigator.storage ? await navigator.storage.estimate() : {};
  if (quota && quota - usage < size * 1.2) throw new Error("There is no room for " + size + " bytes.");
}

// ---- A version takes over

self.addEventListener("activate", (event) => event.waitUntil(tidy()));

/** Deletes what this version does not have, unless it may belong to the next one. */
async function tidy() {
  const own = await files();
  if (!own || self.registration.installing) return;
  const keys = new Set(Array.from(own.values(), (file) => file.key).concat(list.key, INSTALLED));
  const cache = await caches.open(CACHE);
  const old = (await cache.keys()).filter((request) => !keys.has(request.url));
  await Promise.all(old.map((request) => cache.delete(request)));
}

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
  if (event.data === "not found") event.waitUntil(leave());
});

/** The guide has no worker any more, and says so itself: its copy goes. */
async function leave() {
  const asked = ["app-worker.js", "app.webmanifest", "index.html"];
  const answers = await Promise.all(asked.map((path) => fetch(address(path), { cache: "no-store" })));
  // Some hosts answer with a page where nothing is.
  const isGone = (answer) => [404, 410].includes(answer.status)
    || answer.ok && /html/.test(answer.headers.get("content-type"));
  if (isGone(answers[0]) && isGone(answers[1]) && answers[2].ok) await retire();
}

async function retire() {
  over = true;
  await self.registration.unregister();
  await caches.delete(CACHE);
}

// ---- Requests

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (over || request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  event.respondWith(answer(event));
});

/** What a host of static pages has at an address: a file, or a folder by its name without a slash. */
function find(own, url) {
  let path = new URL(url).pathname.slice(new URL(SCOPE).pathname.length);
  try { path = decodeURIComponent(path); } catch { return {}; }
  if (path === "" || path.endsWith("/")) return { file: own.get(path + "index.html") };
  const file = own.get(path) || own.get(path + ".html");
  return { file, folder: !file && own.has(path + "/index.html") };
}

async function answer({ request, clientId }) {
  const own = await files();
  if (!own) return fetch(request);
  const { file, folder } = find(own, request.url);
  if (request.mode === "navigate") {
    if (folder) {
      const url = new URL(request.url);
      url.pathname += "/";
      return Response.redirect(url, 302);
    }
    // What this version does not have may be new, or another guide's. Without a network there is nothing.
    return file ? kept(file, request) : fetch(request).catch(() => notFound(own));
  }
  if (!file) return fetch(request);
  // A page that came from the network is of the version that is there, and so is all that it loads.
  const page = clientId && await self.clients.get(clientId);
  const foreign = page && page.url.startsWith(SCOPE) && !find(own, page.url).file;
  return foreign ? fetch(request).catch(() => kept(file, request)) : kept(file, request);
}

async function notFound(own) {
  const page = own.get("404.html");
  const kept = page && await (await caches.open(CACHE)).match(page.key);
  return kept ? new Response(kept.body, { status: 404, headers: kept.headers }) : Response.error();
}

/** A file of this version. One that the browser lost is fetched again, if the site still has it. */
async function kept(file, request) {
  const cache = await caches.open(CACHE);
  let found = await cache.match(file.key);
  if (!found) {
    try {
      await fetched(cache, file);
      found = await cache.match(file.key);
    } catch {
      const response = await fetch(request);
      // The site has moved on, and this copy will never be whole again.
      await retire();
      return response;
    }
  }
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") || "");
  return range ? part(found, Number(range[1]), range[2]) : found;
}

/** Players of sound and film ask for parts. */
async function part(whole, start, last) {
  const body = await whole.blob();
  const end = Math.min(last ? Number(last) + 1 : body.size, body.size);
  const headers = new Headers(whole.headers);
  if (start >= end) {
    headers.set("content-range", "bytes */" + body.size);
    return new Response(null, { status: 416, headers });
  }
  headers.set("content-range", "bytes " + start + "-" + (end - 1) + "/" + body.size);
  headers.set("content-length", end - start);
  return new Response(body.slice(start, end), { status: 206, headers });
}
