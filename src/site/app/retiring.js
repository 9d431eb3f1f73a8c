// Stands where a worker may have been, removes that, and loads its pages again from the network.
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(retire()));

async function retire() {
  const pages = await self.clients.matchAll({ type: "window" });
  await self.registration.unregister();
  await caches.delete("prepress " + self.registration.scope);
  // A page that is loading itself again already refuses.
  await Promise.all(pages.map((page) => page.navigate(page.url).catch(() => null)));
}
