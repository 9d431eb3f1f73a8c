// The drill: one question at a time, in boxes after Leitner. What is kept stays in this browser.
(function () {
  "use strict";

  var make = prepress.make;
  var isObject = prepress.isObject;
  var drill = document.getElementById("pp-drill");
  if (!drill) return;
  var list = drill.querySelector(".drill-list");
  var items = Array.from(drill.querySelectorAll(".drill-question"));
  var choices = drill.querySelector(".drill-choices");
  // Days until a question of each box comes back.
  var REST = [0, 1, 3, 7, 21];

  // ---- What is kept ----

  var kept = prepress.load("drill");
  var saved = true;

  function save() { saved = prepress.save("drill", kept) && saved; }
  /** Box -1 holds what is not practised: new questions, and those that are to be done again. */
  function entry(id) {
    var own = isObject(kept[id]) ? kept[id] : {};
    var box = Number.isInteger(own.box) && own.box >= 0 && own.box < REST.length ? own.box : -1;
    return { box: box, again: box < 0 && own.again === true, due: box >= 0 && Number.isFinite(own.due) ? own.due : 0, times: Number(own.times) || 0 };
  }
  function today() {
    var now = new Date();
    return Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86400000);
  }

  // ---- The parts of the page ----

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
  var known = button("I said it well", function () { rate(true); }, "practised");
  var again = button("Again later", function () { rate(false); }, "again");
  var skip = button("Skip", next, "skip");
  var back = button("Undo", undo, "undo");
  var start = button("Start the clock", toggle, "clock");
  var marks = make("div", { "class": "drill-marks" });
  [start, open, known, again, skip, back].forEach(function (node) { marks.append(node); });
  card.append(clock, place, marks, state);

  var all = make("label", { "class": "drill-all" });
  var box = make("input", { type: "checkbox", "data-act": "all" });
  all.append(box, make("span", {}, "Include questions that are not due yet"));
  choices.append(all);

  var keep = make("div", { "class": "drill-keep" });
  var file = make("input", { type: "file", accept: "application/json,.json", "class": "unseen", "aria-label": "Read what was kept from a file", tabindex: "-1" });
  keep.append(
    button("Save to a file", exportAll, "export"),
    button("Read from a file", function () { file.click(); }, "import"),
    file
  );

  // On a phone the question is what stands first: the choices are folded, and their summary says what is chosen.
  var fold = make("details", { "class": "drill-whole drill-fold" });
  var chosen = make("summary");
  fold.append(chosen);
  // The same window as in the style sheet.
  var narrow = matchMedia("(max-width: 43.74em)");

  function fit() {
    fold.hidden = !narrow.matches;
    if (narrow.matches) fold.append(choices);
    else fold.after(choices);
  }
  function tellChoices() {
    var words = Array.from(choices.querySelectorAll("label")).map(function (label) {
      var select = label.querySelector("select");
      if (!select) return "";
      var name = label.firstChild.textContent.trim();
      return select.value ? select.selectedOptions[0].textContent.replace(prepress.COUNT, "") : "any " + name.toLowerCase();
    });
    chosen.textContent = "Questions: " + (words.filter(Boolean).join(", ") || "all") + (box.checked ? ", also those not due yet" : "");
  }

  list.before(fold, card, boxes);
  fit();
  narrow.addEventListener("change", fit);
  var whole = make("details", { "class": "drill-whole" });
  whole.append(make("summary", {}, "All questions as a list"), list);
  boxes.after(whole, keep);

  // ---- Choosing ----

  var queue = [];
  var current = null;
  // What was rated, with its state before: the last one is undone first.
  var past = [];
  var filters = prepress.filters(Array.from(choices.querySelectorAll("select[data-filter]")), items);

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
      return filters.fits(item) && (box.checked || own.box < 0 || own.due <= day);
    });
    queue = shuffle(due).sort(function (a, b) { return entry(a.dataset.question).box - entry(b.dataset.question).box; });
  }
  function restart() {
    past = [];
    filters.label();
    tellChoices();
    fill();
    next();
  }

  function next() {
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
    stop();
    // What was said is about the question before.
    state.textContent = "";
    back.hidden = !past.length;
    place.replaceChildren();
    [start, open, known, again, skip].forEach(function (node) { node.hidden = !current; });
    clock.hidden = !current;
    if (!current) {
      var any = items.some(filters.fits);
      place.append(make("p", { "class": "empty" }, any
        ? "Nothing is due today. Come back tomorrow, or include questions that are not due yet."
        : "No question fits all of this. Choose “any” somewhere."));
    } else {
      var text = make("p", { "class": "drill-question-text" });
      text.append.apply(text, copies(current.querySelector(".drill-text")));
      var own = entry(current.dataset.question);
      place.append(text, make("p", { "class": "drill-where" }, own.again ? "to do again" : own.box < 0 ? "new" : "box " + (own.box + 1) + " of " + REST.length));
      left = seconds();
      tell();
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
    var copy = make("div", { "class": "guidance", tabindex: "-1" });
    copy.append.apply(copy, copies(guidance));
    place.append(copy);
    // The focus stays in the card, and the question in sight.
    if (document.activeElement === open) copy.focus({ preventScroll: true });
    open.hidden = true;
    stop();
  }
  function rate(good) {
    if (!current) return;
    var id = current.dataset.question;
    var own = entry(id);
    var to = good ? Math.min(own.box + 1, REST.length - 1) : -1;
    var rest = Math.max(REST[to] || 0, 1);
    past.push({ item: current, was: kept[id] });
    kept[id] = good ? { box: to, due: today() + rest, times: own.times + 1 } : { box: to, again: true, times: own.times + 1 };
    save();
    if (!good) queue.push(current);
    next();
    say(good ? "Practised: it comes back in " + prepress.many(rest, "day", "days") + "." : "It comes back today.");
    card.focus({ preventScroll: true });
  }
  function undo() {
    var last = past.pop();
    if (!last) return;
    var id = last.item.dataset.question;
    if (last.was === undefined) delete kept[id];
    else kept[id] = last.was;
    save();
    queue = queue.filter(function (item) { return item !== last.item; });
    if (current && current !== last.item) queue.unshift(current);
    current = last.item;
    show();
    say("Undone: the question is as it was.");
    card.focus({ preventScroll: true });
  }
  function say(words) {
    state.textContent = words + (saved ? "" : " This browser keeps nothing, so it is forgotten when you leave.");
  }

  function count() {
    var mine = items.filter(filters.fits).map(function (item) { return entry(item.dataset.question); });
    var some = function (test) { return mine.filter(test).length; };
    var parts = [
      [some(function (own) { return own.box < 0 && !own.again; }), " new"],
      [some(function (own) { return own.again; }), " to do again"]
    ];
    REST.forEach(function (rest, at) {
      parts.push([some(function (own) { return own.box === at; }), " in box " + (at + 1)]);
    });
    var words = parts.filter(function (part) { return part[0]; }).map(function (part) { return part[0] + part[1]; });
    boxes.textContent = some(function (own) { return own.box >= 0; }) + " of " + mine.length + " practised." + (words.length ? " " + words.join(", ") + "." : "");
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
    var all = { prepress: "drill", site: prepress.site, questions: kept };
    prepress.download("drill.json", "application/json", JSON.stringify(all, null, 1));
  }
  file.addEventListener("change", function () {
    if (!file.files.length) return;
    file.files[0].text().then(function (text) {
      var read = boxesOf(text);
      if (typeof read === "string") {
        state.textContent = read;
        return;
      }
      kept = prepress.joined(kept, read);
      save();
      restart();
      say("Read, together with what was practised here.");
    }).catch(function () { state.textContent = "The file cannot be read: nothing was changed."; });
    file.value = "";
  });
  /** The boxes in a file of this page or in one of the page of all checklists, else what is wrong with it. */
  function boxesOf(text) {
    var read = null;
    try { read = JSON.parse(text); } catch (error) { /* Said below. */ }
    var whole = isObject(read) && read.format === "prepress-checklists";
    if (!whole && !(isObject(read) && read.prepress === "drill")) return "This file was not saved by this guide: nothing was changed.";
    if (read.site && read.site !== prepress.site) return "This file was saved from another guide: nothing was changed.";
    var found = whole ? (isObject(read.kept) ? read.kept.drill : undefined) : read.questions;
    if (whole && found === undefined) return "This file holds no boxes of the drill: nothing was changed.";
    return isObject(found) ? found : "This file is broken: nothing was changed.";
  }
  function forget() {
    kept = {};
    save();
    restart();
    say("Forgotten. All questions are new.");
  }

  // ---- Keys ----

  // Keys act in the card alone: elsewhere a letter may be meant for something else.
  card.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest("input, select, textarea, summary")) return;
    var act = { s: reveal, p: function () { rate(true); }, a: function () { rate(false); }, n: next, t: toggle, u: undo }[event.key];
    if (!act || (!current && act !== undo)) return;
    event.preventDefault();
    act();
  });
  keep.append(make("p", { "class": "drill-keys" }, "Keys, while the focus is in the question's card: S shows, P said well, A again later, U undo, N skip, T the clock."));
  var wipe = make("button", { type: "button", "class": "drill-forget", "data-act": "forget" }, "Forget everything");
  prepress.twice(wipe, forget);
  keep.append(wipe);

  // Another tab may practise as well, or read a file.
  prepress.watch("drill", function () {
    kept = prepress.load("drill");
    past = [];
    back.hidden = true;
    count();
  });
  choices.addEventListener("change", restart);
  filters.remember(restart);
  restart();
})();
