// Checklists that remember: a state for each item, kept in this browser under the ids of list and item.
// The page of all lists saves to a file what the guide keeps, plans, worksheets and drill too, and reads it back.
// Its choice of a role is that of the whole guide.
// Without this file boxes can be ticked, and nothing is kept.
(function () {
  "use strict";

  var STATES = ["todo", "doing", "review", "done"];
  var FORMAT = "prepress-checklists";
  // The most marks of a file: a browser takes seconds for more, and no guide has so many.
  var MOST = 20000;
  var home = prepress.home;
  var prefix = home + "check/";
  var storage = prepress.storage;
  var isObject = prepress.isObject;
  var make = prepress.make;
  var many = prepress.many;

  // What is kept. Where a browser keeps nothing or has no room, the page does while it is open.
  var memory = {};
  function get(name) {
    return memory[name] || (storage && storage.getItem(prefix + name)) || "todo";
  }
  function set(name, state) {
    delete memory[name];
    try {
      if (state === "todo") storage.removeItem(prefix + name);
      else storage.setItem(prefix + name, state);
    } catch (error) {
      if (state !== "todo") memory[name] = state;
    }
  }
  function names() {
    var found = Object.keys(memory);
    for (var i = 0; storage && i < storage.length; i += 1) {
      var key = storage.key(i);
      if (key.indexOf(prefix) === 0 && !memory[key.slice(prefix.length)]) found.push(key.slice(prefix.length));
    }
    return found.sort();
  }

  // What other scripts keep of this guide, without what is only about reading.
  function others() {
    var found = Object.create(null);
    for (var i = 0; storage && i < storage.length; i += 1) {
      var key = storage.key(i);
      var name = key.slice(home.length);
      if (key.indexOf(home) === 0 && !/^(check|read)\//.test(name)) found[name] = opened(storage.getItem(key));
    }
    return found;
  }
  function opened(text) {
    try {
      var read = JSON.parse(text);
      return isObject(read) ? read : text;
    } catch (error) { return text; }
  }
  // Items and lists of the page.
  var items = [];
  var lists = [];
  document.querySelectorAll(".checklist[data-list]").forEach(function (list) {
    var line = list.querySelector(".checklist-progress");
    var own = { items: [], bar: line.querySelector("progress"), said: line.querySelector("span") };
    list.querySelectorAll("li[data-item]").forEach(function (row) {
      var item = {
        name: list.getAttribute("data-list") + "/" + row.getAttribute("data-item"),
        row: row,
        box: row.querySelector("input[type=checkbox]"),
        state: row.querySelector(".check-state")
      };
      item.state.setAttribute("aria-label", "State of: " + row.querySelector(".check-text").textContent.trim());
      // Some browsers put back what was set before the page was loaded anew.
      item.state.setAttribute("autocomplete", "off");
      item.box.setAttribute("autocomplete", "off");
      item.box.addEventListener("change", function () { change(item, item.box.checked ? "done" : "todo"); });
      item.state.addEventListener("change", function () { change(item, item.state.value); });
      own.items.push(item);
      items.push(item);
    });
    lists.push(own);
  });

  // Boxes in the text of a page have two states and no list of their own.
  var boxes = Array.prototype.slice.call(document.querySelectorAll("input[data-keep]")).map(function (box) {
    var name = "page/" + box.getAttribute("data-keep");
    // What the author ticked stays ticked until the reader says otherwise.
    var own = box.checked;
    box.setAttribute("autocomplete", "off");
    box.addEventListener("change", function () {
      set(name, box.checked ? "done" : own ? "open" : "todo");
      show();
    });
    return { box: box, name: name, own: own };
  });

  function change(item, state) {
    set(item.name, state);
    show();
  }

  function count(some) {
    var counts = { todo: 0, doing: 0, review: 0, done: 0 };
    some.forEach(function (item) { counts[item.state.value] += 1; });
    return counts;
  }
  function words(counts, all) {
    var said = counts.done + " of " + all + " done";
    if (counts.doing) said += ", " + counts.doing + " doing";
    if (counts.review) said += ", " + counts.review + " to review";
    return said;
  }
  function put(where, text) {
    if (where.textContent !== text) where.textContent = text;
  }

  // Boxes in the text of pages, as the page of all lists counts them.
  var inPages = { done: 0, all: 0 };

  // Shows what is kept.
  function show() {
    items.forEach(function (item) {
      var kept = get(item.name);
      // A state that a later version knows is kept as it is.
      var state = STATES.indexOf(kept) >= 0 ? kept : "todo";
      item.state.value = state;
      item.box.checked = state === "done";
      item.box.indeterminate = state === "doing" || state === "review";
      item.row.setAttribute("data-state", state);
    });
    boxes.forEach(function (one) {
      var kept = get(one.name);
      one.box.checked = kept === "done" || one.own && kept === "todo";
    });
    inPages = { done: 0, all: 0 };
    document.querySelectorAll("[data-page]").forEach(function (line) {
      var start = "page/" + line.getAttribute("data-page").split("#")[0].replace(/\.html$/, "") + "/";
      var done = names().filter(function (name) { return name.indexOf(start) === 0 && get(name) === "done"; }).length;
      put(line, done + " of " + line.getAttribute("data-boxes") + " ticked");
      inPages.done += done;
      inPages.all += Number(line.getAttribute("data-boxes"));
    });
    lists.forEach(function (list) {
      var counts = count(list.items);
      list.bar.value = counts.done;
      put(list.said, words(counts, list.items.length));
    });
    sum();
  }
  // The total of what is chosen, and of everything.
  function sum() {
    if (!total) return;
    var shown = items.filter(function (item) { return !item.row.closest("[hidden]"); });
    var some = shown.length && shown.length < items.length ? "Lists shown: " + words(count(shown), shown.length) + ". " : "";
    var pages = inPages.all ? "; in the pages " + inPages.done + " of " + inPages.all + " ticked" : "";
    put(total, some + "All lists: " + words(count(items), items.length) + pages + ".");
  }

  // The page of all lists: a total, and a choice of role and stage.
  var total = document.querySelector(".lists-total");
  var tools = document.querySelector(".lists-tools");
  if (tools) {
    var parts = Array.prototype.slice.call(document.querySelectorAll(".list"));
    var none = tools.querySelector(".lists-none");
    var chosen = {};
    var values = function (part, name) { return (part.getAttribute("data-" + name) || "").split("|"); };
    var filter = function () {
      var shown = 0;
      parts.forEach(function (part) {
        part.hidden = Object.keys(chosen).some(function (name) {
          var wanted = chosen[name].value;
          var own = values(part, name);
          // A list that names no role is for everybody.
          return wanted && own[0] && own.indexOf(wanted) < 0;
        });
        if (!part.hidden) shown += 1;
      });
      put(none, shown ? "" : "No list is for this role at this stage.");
      sum();
    };
    tools.querySelectorAll("select").forEach(function (select) {
      var all = [];
      parts.forEach(function (part) {
        values(part, select.name).forEach(function (value) {
          if (value && all.indexOf(value) < 0) all.push(value);
        });
      });
      if (all.length < 2) {
        select.parentElement.remove();
        return;
      }
      all.forEach(function (value) { select.appendChild(make("option", { value: value }, value)); });
      select.setAttribute("autocomplete", "off");
      select.addEventListener("change", filter);
      chosen[select.name] = select;
      if (select.name === "roles") prepress.keepRole(select, filter);
    });
    filter();
  }

  // Saving to a file and reading from one.
  var keep = document.querySelector(".keep-tools");
  if (keep) {
    var said = document.querySelector(".keep-said");
    var say = function (lines) {
      said.textContent = "";
      lines.forEach(function (line) { said.appendChild(make("p", {}, line)); });
    };
    keep.querySelector(".keep-save").addEventListener("click", function () {
      var kept = Object.create(null);
      names().forEach(function (name) {
        var cut = name.indexOf("/");
        var list = name.slice(0, cut);
        if (!kept[list]) kept[list] = Object.create(null);
        kept[list][name.slice(cut + 1)] = get(name);
      });
      var day = new Date().toISOString().slice(0, 10);
      var file = { format: FORMAT, version: 1, site: prepress.site, saved: day, lists: kept, kept: others() };
      prepress.download("progress-" + day + ".json", "application/json", JSON.stringify(file, null, 2) + "\n");
      say(["Saved " + listed([many(names().length, "mark", "marks")].concat(named(file.kept))) + " to progress-" + day + ".json."]);
    });
    keep.querySelector("input").addEventListener("change", function () {
      var input = this;
      var file = input.files[0];
      if (!file) return;
      var reader = new FileReader();
      reader.onload = function () {
        say(take(String(reader.result)));
        input.value = "";
        show();
      };
      reader.onerror = function () { say(["The file cannot be read."]); };
      reader.readAsText(file);
    });
    if (!storage) say(["This browser keeps nothing for this page. Save to a file before you leave."]);
  }

  function listed(words) { return words.join(", ").replace(/, ([^,]*)$/, " and $1"); }
  // What is kept beside marks, in words.
  function named(kept) {
    var count = function (start) { return Object.keys(kept).filter(function (name) { return name.indexOf(start) === 0; }).length; };
    var plans = count("plan/");
    var sheets = count("worksheet/");
    var more = Object.keys(kept).length - plans - sheets - (kept.drill ? 1 : 0) - (kept.reader ? 1 : 0);
    return [plans && many(plans, "plan", "plans"), sheets && many(sheets, "worksheet", "worksheets"), kept.drill && "the drill's boxes", kept.reader && "your day and role", more && many(more, "other entry", "other entries")].filter(Boolean);
  }

  // The parts of a file, or what is wrong with it.
  function partsOf(text) {
    var file = null;
    try { file = JSON.parse(text); } catch (error) { /* Said below. */ }
    // The drill has a file of its own.
    if (isObject(file) && file.prepress === "drill") file = { format: FORMAT, site: file.site, lists: {}, kept: { drill: file.questions } };
    if (!isObject(file) || file.format !== FORMAT) return "This file was not saved by this guide: nothing was changed.";
    if (file.site && file.site !== prepress.site) return "This file was saved from another guide: nothing was changed.";
    var kept = file.kept === undefined ? {} : file.kept;
    var whole = isObject(file.lists) && isObject(kept) && Object.keys(file.lists).every(function (list) {
      var marks = file.lists[list];
      return isObject(marks) && Object.keys(marks).every(function (item) { return typeof marks[item] === "string"; });
    }) && Object.keys(kept).every(function (name) {
      if (/^(check|read)\//.test(name)) return false;
      return isObject(kept[name]) || (typeof kept[name] === "string" && !/^(drill$|reader$|plan\/|worksheet\/)/.test(name));
    });
    return whole ? { lists: file.lists, kept: kept } : "This file is broken: nothing was changed.";
  }

  // What this browser and a file hold of one thing: ticks of both, of each question what was practised more, and the
  // day, the role and the words that are here, else those of the file.
  function merged(name, value) {
    var own = prepress.load(name);
    if (!isObject(value)) return value;
    if (name.indexOf("plan/") === 0) {
      var done = (Array.isArray(own.done) ? own.done : []).concat(Array.isArray(value.done) ? value.done : []);
      return Object.assign({}, value, own, { date: own.date || value.date || "", done: done.filter(function (id, at) { return done.indexOf(id) === at; }) });
    }
    if (name === "reader") return Object.assign({}, value, own, { date: own.date || value.date || "", role: own.role || value.role || "" });
    if (name.indexOf("worksheet/") === 0) return filled(own, value);
    return name === "drill" ? prepress.joined(own, value) : value;
  }

  // A worksheet from here, its blanks filled from a file. A card is filled as a whole: two may not be mixed to one.
  function filled(own, other) {
    if (Array.isArray(own) && Array.isArray(other) && own.concat(other).every(isObject)) {
      return (own.length > other.length ? own : other).map(function (card, at) { return blank(own[at]) ? other[at] || {} : own[at]; });
    }
    if (!isObject(own) || !isObject(other)) return blank(own) ? other : own;
    var all = Object.assign({}, other);
    Object.keys(own).forEach(function (name) { all[name] = name in other ? filled(own[name], other[name]) : own[name]; });
    return all;
  }
  function blank(value) {
    if (value && typeof value === "object") return Object.keys(value).every(function (name) { return blank(value[name]); });
    return value === undefined || value === null || value === "";
  }

  // Writes all entries, or none where the browser has no room for them; says whether it did.
  function keepAll(entries) {
    var before = [];
    try {
      entries.forEach(function (entry) {
        before.push([entry[0], storage.getItem(entry[0])]);
        if (entry[1] === null) storage.removeItem(entry[0]);
        else storage.setItem(entry[0], entry[1]);
      });
      return true;
    } catch (error) {
      before.reverse().forEach(function (entry) {
        if (entry[1] === null) storage.removeItem(entry[0]);
        else storage.setItem(entry[0], entry[1]);
      });
      return false;
    }
  }

  // Takes over what a file holds, all of it or nothing, and says what became of it. What this guide does not know
  // is kept and saved again.
  function take(text) {
    var file = partsOf(text);
    if (typeof file === "string") return [file];
    var marked = Object.keys(file.lists).reduce(function (sum, list) { return sum + Object.keys(file.lists[list]).length; }, 0);
    if (marked > MOST) return ["This file has " + marked + " marks, more than the " + MOST + " that are read: nothing was changed."];
    var entries = [];
    var known = Object.create(null);
    items.forEach(function (item) { known[item.name] = true; });
    var taken = 0;
    var unknown = [];
    Object.keys(file.lists).forEach(function (list) {
      var marks = file.lists[list];
      Object.keys(marks).forEach(function (item) {
        var state = marks[item];
        if (!state) return;
        if (storage) entries.push([prefix + list + "/" + item, state === "todo" ? null : state]);
        else set(list + "/" + item, state);
        if ((list === "page" || known[list + "/" + item]) && STATES.concat("open").indexOf(state) >= 0) taken += 1;
        else unknown.push(list + "/" + item);
      });
    });
    // Files of the time when each plan had a day of its own.
    var days = Object.keys(file.kept).map(function (name) { return name.indexOf("plan/") === 0 ? file.kept[name].date : ""; });
    if (!file.kept.reader && prepress.nextDay(days)) file.kept.reader = { date: prepress.nextDay(days), role: "" };
    Object.keys(file.kept).forEach(function (name) {
      var value = merged(name, file.kept[name]);
      entries.push([home + name, typeof value === "string" ? value : JSON.stringify(value)]);
    });
    if (storage && !keepAll(entries)) return ["This browser has no room for all of the file: nothing was changed."];
    prepress.changed();
    var more = named(file.kept);
    var lines = taken || !more.length ? ["Read " + many(taken, "mark", "marks") + "."] : [];
    if (more.length) lines.push(storage ? "Read " + listed(more) + "." : "This browser keeps nothing. Left in the file: " + listed(more) + ".");
    if (Object.keys(file.kept).some(function (name) { return storage && name.indexOf("worksheet/") === 0; })) {
      lines.push("In worksheets, what was written here stays; fields and cards that were empty are filled.");
    }
    if (unknown.length) {
      lines.push((unknown.length === 1 ? "1 mark is" : unknown.length + " marks are") +
        " for items that this guide does not have: " + unknown.join(", ") + ". They are kept, and saved again with the others.");
    }
    return lines;
  }

  // Another tab may tick as well.
  window.addEventListener("storage", show);
  // Pages that come back with the Back button.
  window.addEventListener("pageshow", show);
  show();
})();
