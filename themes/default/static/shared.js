// What several scripts of the theme share: what a guide keeps in this browser, files, filters, new elements.
// Stands before them, on pages that have one of them.
var prepress = (function () {
  "use strict";

  var site = document.documentElement.getAttribute("data-site");
  var home = "prepress/" + site + "/";
  // How many questions an option leads to, at the end of its words.
  var COUNT = / \(\d+\)$/;

  // Where a browser keeps nothing, there is no storage; one that is full can still be read.
  var storage = null;
  try {
    storage = window.localStorage;
    if (!storage.length) {
      storage.setItem(home, "");
      storage.removeItem(home);
    }
  } catch (error) {
    storage = null;
  }

  // Until the guide had an id, plans and the drill lay under its title.
  (function () {
    var title = (document.querySelector('meta[property="og:site_name"]') || {}).content;
    var old = "prepress:" + title + ":";
    Object.keys(storage || {}).forEach(function (key) {
      var rest = key.slice(old.length);
      if (key.indexOf(old) !== 0 || !/^(drill$|plan:)/.test(rest)) return;
      var name = home + rest.replace(":", "/");
      try {
        if (storage.getItem(name) === null) storage.setItem(name, storage.getItem(key));
        storage.removeItem(key);
      } catch (error) { /* No room for both: it stays where it is. */ }
    });
  })();

  function isObject(value) { return Boolean(value) && typeof value === "object" && !Array.isArray(value); }

  /** What is kept under a name, as an object; one that is empty where nothing is kept or it cannot be read. */
  function load(name) {
    try {
      var read = JSON.parse(storage.getItem(home + name));
      return isObject(read) ? read : {};
    } catch (error) { return {}; }
  }
  /** Whether it is kept now. */
  function save(name, value) {
    try {
      storage.setItem(home + name, JSON.stringify(value));
      return true;
    } catch (error) { return false; }
  }
  /** Calls when another tab changed what is kept under a name, or everything. */
  function watch(name, act) {
    window.addEventListener("storage", function (event) {
      if (event.key === null || event.key === home + name) act();
    });
    // A page that comes back with the Back button has heard nothing in the meantime.
    window.addEventListener("pageshow", function (event) {
      if (event.persisted) act();
    });
  }

  // ---- The day and the role of the reader: one of each for the whole guide ----

  // Where a browser keeps nothing or has no room, the page does while it is open.
  var unkept = null;
  var followers = [];

  function isDay(value) { return /^\d{4}-\d{2}-\d{2}$/.test(value); }

  /** `date` (a day like 2031-03-10) and `role` (in words); empty where none is set. */
  function reader() {
    var read = unkept || load("reader");
    return { date: isDay(read.date) ? read.date : "", role: typeof read.role === "string" ? read.role : "" };
  }
  /** Sets the day, the role or both, and says whether it is kept now. Fields of a later version stay. */
  function setReader(part) {
    var next = Object.assign({}, load("reader"), reader(), part);
    var done = save("reader", next);
    unkept = done ? null : next;
    changed();
    return done;
  }
  function changed() { followers.forEach(function (act) { act(); }); }
  /** Calls when the day or the role changed, on this page or in another tab. */
  function follow(act) { followers.push(act); }
  watch("reader", function () {
    if (storage) unkept = null;
    changed();
  });

  /** Of several days the next one, else the last; empty without any. */
  function nextDay(days) {
    var now = new Date();
    var today = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);
    var sorted = days.filter(isDay).sort();
    return sorted.find(function (day) { return day >= today; }) || sorted[sorted.length - 1] || "";
  }

  // Until the guide had one day, each plan had its own. They are asked once: a day that is cleared stays so.
  (function () {
    if (!storage || storage.getItem(home + "reader") !== null) return;
    var plans = Object.keys(storage).filter(function (key) { return key.indexOf(home + "plan/") === 0; });
    var day = nextDay(plans.map(function (key) { return load(key.slice(home.length)).date; }));
    if (day) save("reader", { date: day, role: "" });
  })();

  /** Has a choice of roles show the role that is kept, and keep the one that is chosen; calls when it changed elsewhere. */
  function keepRole(select, act) {
    // Words, because the page of all checklists knows no ids of roles.
    function words(option) { return option.textContent.replace(COUNT, "").trim(); }
    function show() {
      var kept = reader().role;
      var own = Array.from(select.options).find(function (option) { return option.value && words(option) === kept; });
      select.value = own ? own.value : "";
    }
    // Some browsers put back what was chosen before the page was loaded anew.
    select.setAttribute("autocomplete", "off");
    var shown = reader().role;
    select.addEventListener("change", function () {
      shown = select.value ? words(select.selectedOptions[0]) : "";
      setReader({ role: shown });
    });
    follow(function () {
      if (reader().role === shown) return;
      shown = reader().role;
      show();
      act();
    });
    show();
  }

  /** The boxes of the drill from two places: of each question stays what was practised more, and what is here. */
  function joined(own, other) {
    var times = function (entry) { return isObject(entry) ? Number(entry.times) || 0 : -1; };
    var all = Object.assign({}, other);
    Object.keys(own).forEach(function (id) {
      if (times(own[id]) >= times(all[id])) all[id] = own[id];
    });
    return all;
  }

  function make(tag, attributes, text) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    if (text) made.textContent = text;
    return made;
  }

  /** Lets the browser save a text as a file. */
  function download(name, type, text) {
    var link = make("a", { href: URL.createObjectURL(new Blob([text], { type: type })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  /** Arms a button that loses something: it acts when it is pressed twice within four seconds. */
  function twice(button, act, idle) {
    var words = button.textContent;
    var timer = null;
    function ask(on) {
      button.textContent = on ? words + ": press again to confirm" : words;
      clearTimeout(timer);
      timer = on ? setTimeout(function () { ask(false); }, 4000) : null;
    }
    button.addEventListener("click", function () {
      if (timer === null && !(idle && idle())) {
        ask(true);
        return;
      }
      ask(false);
      act();
    });
  }

  function many(number, one, more) { return number + " " + (number === 1 ? one : more); }

  /**
   * Filters of questions: selects (`data-filter`) and questions (`data-<filter>`, values between blanks).
   * `fits` says whether a question is shown, `label` has each option say how many it leads to beside the others,
   * `remember` has the choice of roles begin with the role that is kept, and calls when it changed elsewhere.
   */
  function filters(selects, questions) {
    /** Whether a choice shows a question. A question for no role in particular is for all. */
    function allows(select, value, question) {
      var name = select.getAttribute("data-filter");
      var own = (question.getAttribute("data-" + name) || "").split(" ");
      return !value || own.indexOf(value) >= 0 || (name === "roles" && own[0] === "");
    }
    function fits(question) {
      return selects.every(function (select) { return allows(select, select.value, question); });
    }
    function label() {
      selects.forEach(function (select) {
        var others = questions.filter(function (question) {
          return selects.every(function (other) { return other === select || allows(other, other.value, question); });
        });
        Array.from(select.options).forEach(function (option) {
          if (!option.value) return;
          var size = others.filter(function (question) { return allows(select, option.value, question); }).length;
          option.textContent = option.textContent.replace(COUNT, "") + " (" + size + ")";
        });
      });
    }
    function remember(act) {
      var roles = selects.find(function (select) { return select.getAttribute("data-filter") === "roles"; });
      if (!roles) return;
      keepRole(roles, function () { settle(); act(); });
      // Nobody chose the role here: it may not leave a page without questions.
      function settle() {
        if (!questions.some(fits)) roles.value = "";
      }
      settle();
    }
    return { fits: fits, label: label, remember: remember };
  }

  return {
    site: site, home: home, storage: storage, isObject: isObject, load: load, save: save, watch: watch,
    reader: reader, setReader: setReader, changed: changed, follow: follow, nextDay: nextDay, keepRole: keepRole,
    COUNT: COUNT, joined: joined, make: make, download: download, twice: twice, many: many,
    filters: filters
  };
})();
