// Aids for reading a page: copying code, where one is in the outline, what changed since the last visit.
(function () {
  "use strict";

  function make(tag, name, text) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  // ---- Copying code

  function byHand(text) {
    var area = make("textarea", "unseen");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    var done = false;
    try { done = document.execCommand("copy"); } catch (error) { /* Said by the button. */ }
    area.remove();
    return done;
  }
  document.querySelectorAll(".code").forEach(function (box) {
    var button = make("button", "copy", "Copy");
    var said = make("span", "unseen");
    var timer = 0;
    button.type = "button";
    said.setAttribute("role", "status");
    function show(done) {
      button.textContent = done ? "Copied" : "Not copied";
      said.textContent = done ? "The code is copied." : "The code could not be copied.";
      clearTimeout(timer);
      timer = setTimeout(function () { button.textContent = "Copy"; said.textContent = ""; }, 3000);
    }
    button.addEventListener("click", function () {
      var text = box.querySelector("code").textContent;
      function other() {
        var done = byHand(text);
        button.focus();
        show(done);
      }
      if (!navigator.clipboard) other();
      else navigator.clipboard.writeText(text).then(function () { show(true); }, other);
    });
    box.appendChild(button);
    box.appendChild(said);
  });

  // ---- The place in the outline, and how much of the text is read

  var places = [];
  document.querySelectorAll(".outline a, .sections a").forEach(function (link) {
    var id = link.hash.slice(1);
    // A percent sign of an id need not begin an escape.
    try { id = decodeURIComponent(id); } catch (error) { /* It stands for itself. */ }
    var target = document.getElementById(id);
    if (target) places.push({ link: link, target: target, list: link.closest(".sections") ? ".sections" : ".outline" });
  });
  var outline = document.querySelector(".outline");
  var text = document.querySelector(".kind-article .text");
  var bar = text && make("div", "read-bar");
  if (bar) {
    bar.setAttribute("aria-hidden", "true");
    document.body.appendChild(bar);
  }
  function progress() {
    var box = text.getBoundingClientRect();
    var end = box.bottom + window.scrollY - window.innerHeight;
    // A text that fits into the window is read at once.
    bar.style.transform = "scaleX(" + (end > 0 ? Math.min(window.scrollY / end, 1) : 0).toFixed(4) + ")";
  }
  var waiting = false;
  function place() {
    waiting = false;
    if (bar) progress();
    if (outline) document.documentElement.setAttribute("data-outline", outline.getBoundingClientRect().bottom < 0 ? "past" : "here");
    var line = window.innerHeight * 0.3;
    var here = { ".outline": null, ".sections": null };
    places.forEach(function (at) {
      if (at.target.checkVisibility && !at.target.checkVisibility()) return;
      if (at.target.getBoundingClientRect().top <= line) here[at.list] = at.target;
    });
    places.forEach(function (at) {
      if (at.target === here[at.list]) at.link.setAttribute("aria-current", "location");
      else at.link.removeAttribute("aria-current");
    });
  }
  function later() {
    if (!waiting) requestAnimationFrame(place);
    waiting = true;
  }
  if (places.length || bar) {
    document.addEventListener("scroll", later, { passive: true });
    window.addEventListener("resize", later);
    place();
  }

  // ---- What changed since the last visit

  var main = document.getElementById("pp-main");
  var now = main && main.getAttribute("data-hash");
  // An author who previews a page knows what changed.
  if (!now || document.documentElement.hasAttribute("data-preview")) return;
  var key = "prepress/" + document.documentElement.getAttribute("data-site") + "/read/" + main.getAttribute("data-path");
  var last = null;
  try {
    // Within one visit the marks stay, also when the page is loaded anew.
    last = sessionStorage.getItem(key) || localStorage.getItem(key);
    if (last) sessionStorage.setItem(key, last);
    localStorage.setItem(key, new Date().toISOString().slice(0, 10) + " " + now);
  } catch (error) { /* Nothing is kept, so nothing can be compared. */ }
  if (!last) return;

  // `day beginning id=hash id=hash …`
  function read(text) {
    var found = Object.create(null);
    var parts = text.split(" ");
    found[""] = parts[0];
    parts.slice(1).forEach(function (part) {
      var cut = part.lastIndexOf("=");
      found[part.slice(0, cut)] = part.slice(cut + 1);
    });
    return found;
  }
  var day = last.slice(0, 10);
  var before = read(last.slice(11));
  var after = read(now);
  var changed = Object.keys(after).filter(function (id) { return after[id] !== before[id]; });
  if (!changed.length) return;

  var marks = [];
  function mark(where, text) {
    var made = make("span", "changed", text);
    where.insertBefore(made, where.querySelector(":scope > .anchor"));
    marks.push(made);
  }
  var note = make("p", "changed-note");
  note.setAttribute("role", "status");
  /** As the pages write dates: the day before the month, which `en` alone would turn round. */
  function spoken(text) {
    var date = new Date(text + "T12:00:00");
    if (isNaN(date)) return text;
    var form = new Intl.DateTimeFormat(document.documentElement.lang || "en", { day: "numeric", month: "long", year: "numeric" });
    var parts = form.formatToParts(date);
    var at = function (type) { return parts.findIndex(function (part) { return part.type === type; }); };
    if (at("day") < at("month") && !/^en\b/.test(form.resolvedOptions().locale)) return form.format(date);
    return ["day", "month", "year"].map(function (type) { return parts[at(type)].value; }).join(" ");
  }
  note.appendChild(document.createTextNode("Changed since you were here on " + spoken(day) + ": "));
  var MOST = 5;
  changed.forEach(function (id, at) {
    var target = id && document.getElementById(id);
    if (at === MOST) note.appendChild(document.createTextNode(" and " + (changed.length - MOST) + " more"));
    var listed = at < MOST;
    if (at && listed) note.appendChild(document.createTextNode(", "));
    if (!target) {
      if (listed) note.appendChild(document.createTextNode(id ? id : "the beginning"));
      return;
    }
    // The id of a question stands on its answer.
    var head = target.matches(".answer") ? target.parentElement.querySelector("summary") : target;
    var title = Array.prototype.filter.call(head.childNodes, function (node) {
      return !(node.matches && node.matches(".anchor, .note, .note-mark, .term-card"));
    }).map(function (node) { return node.textContent; }).join("").trim();
    var link = make("a", "", title);
    link.href = "#" + id;
    if (listed) note.appendChild(link);
    mark(head, before[id] ? "changed" : "new");
  });
  note.appendChild(document.createTextNode(". "));
  var seen = make("button", "", "Mark as read");
  seen.type = "button";
  seen.addEventListener("click", function () {
    try { sessionStorage.removeItem(key); } catch (error) { /* Nothing is kept. */ }
    marks.forEach(function (made) { made.remove(); });
    note.remove();
    main.focus({ preventScroll: true });
  });
  note.appendChild(seen);
  var head = document.querySelector(".page-head");
  if (head) head.insertAdjacentElement("afterend", note);
})();
