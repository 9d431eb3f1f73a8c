// The drill: one question at a time, in boxes after Leitner. What is kept stays in this browser.
(function () {
  "use strict";

  var drill = document.getElementById("drill");
  if (!drill) return;
  var list = drill.querySelector(".drill-list");
  var items = Array.from(drill.querySelectorAll(".drill-question"));
  var choices = drill.querySelector(".drill-choices");
  var key = "prepress:" + drill.getAttribute("data-site") + ":drill";
  // Days until a question of each box comes back.
  var REST = [0, 1, 3, 7, 21];

  // ---- What is kept ----

  var kept = load();
  var saved = true;

  function load() {
    try {
      var read = JSON.parse(localStorage.getItem(key) || "{}");
      return read && typeof read === "object" && !Array.isArray(read) ? read : {};
    } catch (error) { return {}; }
  }
  function save() {
    try { localStorage.setItem(key, JSON.stringify(kept)); } catch (error) { saved = false; }
  }
  function entry(id) {
    var own = kept[id];
    var box = own && Number.isInteger(own.box) && own.box >= 0 && own.box < REST.length ? own.box : -1;
    return { box: box, due: box >= 0 && Number.isFinite(own.due) ? own.due : 0, times: box >= 0 ? own.times || 0 : 0 };
  }
  function today() {
    var now = new Date();
    return Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86400000);
  }

  // ---- The parts of the page ----

  function make(tag, attributes, text) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    if (text) node.textContent = text;
    return node;
  }
  function button(text, act, name) {
    var node = make("button", { type: "button", "class": "button", "data-act": name }, text);
    node.addEventListener("click", act);
    return node;
  }

  var card = make("section", { "class": "drill-card", "aria-label": "The question", tabindex: "-1" });
  var place = make("div", { "class": "drill-place" });
  var clock = make("p", { "class": "drill-clock", role: "timer", "aria-live": "off" });
  var state = make("p", { "class": "drill-state", role: "status" });
  var boxes = make("p", { "class": "drill-boxes" });
  var open = button("Show what a good answer shows", reveal, "show");
  var again = button("Again", function () { rate(false); }, "again");
  var known = button("Practised", function () { rate(true); }, "practised");
  var skip = button("Another one", next, "skip");
  var start = button("Start the clock", toggle, "clock");
  var marks = make("div", { "class": "drill-marks" });
  [start, open, again, known, skip].forEach(function (node) { marks.append(node); });
  card.append(clock, place, marks, state);

  var all = make("label", { "class": "drill-all" });
  var box = make("input", { type: "checkbox", "data-act": "all" });
  all.append(box, make("span", {}, "also those that may rest"));
  choices.append(all);

  var keep = make("div", { "class": "drill-keep" });
  var file = make("input", { type: "file", accept: "application/json,.json", "class": "unseen", "aria-label": "Read what was kept from a file", tabindex: "-1" });
  keep.append(
    button("Save to a file", exportAll, "export"),
    button("Read from a file", function () { file.click(); }, "import"),
    button("Forget everything", forget, "forget"),
    file
  );

  list.before(choices, card, boxes);
  var whole = make("details", { "class": "drill-whole" });
  whole.append(make("summary", {}, "All questions as a list"), list);
  boxes.after(whole, keep);

  // ---- Choosing ----

  var queue = [];
  var current = null;

  function fits(item) {
    return Array.from(choices.querySelectorAll("select[data-filter]")).every(function (choice) {
      if (!choice.value) return true;
      var name = choice.getAttribute("data-filter");
      var own = (item.getAttribute("data-" + name) || "").split(" ");
      return own.indexOf(choice.value) >= 0 || (name === "roles" && own[0] === "");
    });
  }
  function shuffle(cards) {
    for (var at = cards.length - 1; at > 0; at -= 1) {
      var other = Math.floor(Math.random() * (at + 1));
      var swap = cards[at];
      cards[at] = cards[other];
      cards[other] = swap;
    }
    return cards;
  }
  /** New questions and those that are due, the lowest boxes first. */
  function fill() {
    var day = today();
    var due = items.filter(function (item) {
      var own = entry(item.dataset.question);
      return fits(item) && (box.checked || own.box < 0 || own.due <= day);
    });
    queue = shuffle(due).sort(function (a, b) { return entry(a.dataset.question).box - entry(b.dataset.question).box; });
  }
  function restart() { fill(); next(); }

  function next() {
    stop();
    if (!queue.length) fill();
    var last = current;
    current = queue.shift() || null;
    if (current && current === last && queue.length) {
      queue.push(current);
      current = queue.shift();
    }
    show();
  }

  function show() {
    place.replaceChildren();
    [start, open, again, known, skip].forEach(function (node) { node.hidden = !current; });
    clock.hidden = !current;
    if (!current) {
      var any = items.some(fits);
      place.append(make("p", { "class": "empty" }, any
        ? "Nothing is due today. Come back tomorrow, or tick “also those that may rest”."
        : "No question fits all of this. Choose “any” somewhere."));
    } else {
      var text = make("p", { "class": "drill-question-text" });
      text.append.apply(text, copies(current.querySelector(".drill-text")));
      var own = entry(current.dataset.question);
      place.append(text, make("p", { "class": "drill-where" }, own.box < 0 ? "new" : "box " + (own.box + 1) + " of " + REST.length));
      left = seconds();
      tell();
      open.hidden = false;
    }
    count();
  }
  /** Copies without ids and without the buttons of notes, which belong to the list. */
  function copies(node) {
    var copy = node.cloneNode(true);
    copy.querySelectorAll(".note, .note-mark").forEach(function (part) { part.remove(); });
    copy.querySelectorAll("[id]").forEach(function (part) { part.removeAttribute("id"); });
    return Array.from(copy.childNodes);
  }
  function reveal() {
    if (!current || place.querySelector(".guidance")) return;
    var guidance = current.querySelector(".guidance");
    var copy = make("div", { "class": "guidance" });
    copy.append.apply(copy, copies(guidance));
    place.append(copy);
    open.hidden = true;
    known.focus();
    stop();
  }
  function rate(good) {
    if (!current) return;
    var id = current.dataset.question;
    var own = entry(id);
    var to = good ? Math.min(own.box + 1, REST.length - 1) : 0;
    kept[id] = { box: to, due: today() + (good ? Math.max(REST[to], 1) : 0), times: own.times + 1 };
    save();
    var said = good ? "Practised: it comes back in " + spoken(Math.max(REST[to], 1)) + "." : "It comes back today.";
    if (!good) queue.push(current);
    next();
    state.textContent = said + (saved ? "" : " This browser keeps nothing, so it is forgotten when you leave.");
    card.focus({ preventScroll: true });
  }
  function spoken(days) { return days === 1 ? "1 day" : days + " days"; }

  function count() {
    var mine = items.filter(fits);
    var done = mine.filter(function (item) { return entry(item.dataset.question).box >= 0; }).length;
    var words = ["new: " + (mine.length - done)];
    REST.forEach(function (rest, at) {
      words.push("box " + (at + 1) + ": " + mine.filter(function (item) { return entry(item.dataset.question).box === at; }).length);
    });
    boxes.textContent = done + " of " + mine.length + " practised. " + words.join(", ") + ".";
    items.forEach(function (item) { item.classList.toggle("practised", entry(item.dataset.question).box >= 0); });
  }

  // ---- The clock ----

  var left = 0;
  var ticking = null;

  function seconds() { return Math.max(Number(current && current.dataset.minutes) || 3, 1) * 60; }
  function tell() {
    var over = left < 0;
    var size = Math.abs(left);
    clock.textContent = (over ? "over by " : "") + Math.floor(size / 60) + ":" + String(size % 60).padStart(2, "0");
    clock.classList.toggle("over", over);
    start.textContent = ticking ? "Stop the clock" : "Start the clock";
  }
  function toggle() {
    if (ticking) { stop(); return; }
    var end = Date.now() + left * 1000;
    ticking = setInterval(function () {
      left = Math.round((end - Date.now()) / 1000);
      if (left === 0) state.textContent = "Time is up. Finish your sentence.";
      tell();
    }, 250);
    tell();
  }
  function stop() {
    clearInterval(ticking);
    ticking = null;
    if (current) tell();
  }

  // ---- Files ----

  function exportAll() {
    var blob = new Blob([JSON.stringify({ prepress: "drill", questions: kept }, null, 1)], { type: "application/json" });
    var link = make("a", { href: URL.createObjectURL(blob), download: "drill.json" });
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }
  file.addEventListener("change", function () {
    if (!file.files.length) return;
    file.files[0].text().then(function (text) {
      var read = JSON.parse(text);
      if (read.prepress !== "drill" || typeof read.questions !== "object") throw new Error("not ours");
      kept = read.questions || {};
      save();
      restart();
      state.textContent = "Read. The boxes are as they were in the file.";
    }).catch(function () { state.textContent = "That file was not saved by this page."; });
    file.value = "";
  });
  var sure = false;
  function forget(event) {
    if (!sure) {
      sure = true;
      event.target.textContent = "Forget everything: press again to confirm";
      setTimeout(function () { sure = false; event.target.textContent = "Forget everything"; }, 4000);
      return;
    }
    sure = false;
    event.target.textContent = "Forget everything";
    kept = {};
    save();
    restart();
    state.textContent = "Forgotten. All questions are new.";
  }

  // ---- Keys ----

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, summary")) return;
    var act = { s: reveal, p: function () { rate(true); }, a: function () { rate(false); }, n: next, t: toggle }[event.key];
    if (!act || !current) return;
    event.preventDefault();
    act();
  });
  keep.append(make("p", { "class": "drill-keys" }, "Keys: S shows, P practised, A again, N another one, T the clock. What you mark stays in this browser."));

  choices.addEventListener("change", restart);
  restart();
})();
