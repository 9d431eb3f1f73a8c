// Guides with `app: true`: has the browser keep the guide, lets it be installed, and says when a newer version is ready.
// Does nothing from disk, in a preview, and where a browser keeps no copies.
(function () {
  "use strict";

  var root = document.documentElement;
  var workers = navigator.serviceWorker;
  // The preview shows what is being written, and nothing older.
  if (!/^https?:$/.test(location.protocol) || !workers || root.hasAttribute("data-preview")) return;
  var scope = new URL("../", document.currentScript.src).href;
  var worker = scope + "app-worker.js";

  // A page on disk would ask in vain for it.
  var manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = scope + "app.webmanifest";
  document.head.append(manifest);

  // ---- Told quietly: a newer version is here, and whole

  var later = "prepress/" + root.getAttribute("data-site") + "/later";
  function put(value) {
    try { sessionStorage.setItem(later, value); } catch (error) { /* It is told again on the next page. */ }
  }
  function isPut() {
    try { return Boolean(sessionStorage.getItem(later)); } catch (error) { return false; }
  }

  // Assistive software reads what comes into a place that was there before.
  var note = document.createElement("p");
  note.className = "changed-note";
  note.setAttribute("role", "status");
  note.hidden = true;
  function button(words, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }
  function tell(registration) {
    if (!note.hidden || isPut()) return;
    note.hidden = false;
    // What changed on this page stands in the same corner.
    var other = document.querySelector(".changed-note:not([hidden])");
    if (other && other !== note) note.style.bottom = innerHeight - other.getBoundingClientRect().top + 8 + "px";
    setTimeout(function () {
      note.append("A newer version of this guide is ready. ",
        button("Show it", function () { if (registration.waiting) registration.waiting.postMessage("take over"); }),
        button("Later", function () {
          put("1");
          note.hidden = true;
          document.getElementById("pp-main").focus({ preventScroll: true });
        }));
    }, 100);
  }

  // All open pages of the guide change over together: none may load parts of another version.
  var controlled = Boolean(workers.controller);
  workers.addEventListener("controllerchange", function () {
    if (controlled) location.reload();
    controlled = true;
  });

  function watch(registration) {
    function look() {
      if (registration.waiting && workers.controller) tell(registration);
    }
    registration.addEventListener("updatefound", function () {
      registration.installing.addEventListener("statechange", look);
    });
    look();
    if (!workers.controller) return;
    registration.update().catch(function () {
      // No network, or no worker there any more: that of this page finds out.
      workers.controller.postMessage("not found");
    });
  }

  function keep() {
    document.body.append(note);
    var frugal = navigator.connection && navigator.connection.saveData;
    if (frugal && !workers.controller) return;
    var installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
    var asked = installed && window.caches
      ? caches.open("prepress " + scope).then(function (cache) { return cache.put(scope + "?installed", new Response("")); })
      : Promise.resolve();
    asked.catch(function () { /* No room: the worker sees for itself. */ })
      .then(function () { return workers.register(worker, { scope: scope, updateViaCache: "none" }); })
      .then(watch, function () { /* The browser keeps no copies, or the site has no worker here. */ });
  }
  // What the page needs comes first.
  if (document.readyState === "complete") keep();
  else window.addEventListener("load", keep);
})();
