// Plans: dates from the interview's date, ticks, and a calendar file. What is kept stays in this browser.
(function () {
  "use strict";

  var DAY = 86400000;
  var site = (document.querySelector('meta[property="og:site_name"]') || {}).content || "";

  function make(tag, attributes, text) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    if (text) node.textContent = text;
    return node;
  }
  /** Days since 1970, so that no hour of any time zone can move a date. */
  function day(text) {
    var parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text || "");
    return parts ? Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / DAY : null;
  }
  function today() {
    var now = new Date();
    return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
  }
  function iso(number) { return new Date(number * DAY).toISOString().slice(0, 10); }
  function spoken(number) {
    return new Date(number * DAY).toLocaleDateString(document.documentElement.lang || "en", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
  }

  document.querySelectorAll(".plan").forEach(function (plan) {
    var tools = plan.querySelector(".plan-tools");
    var tasks = Array.from(plan.querySelectorAll("li[data-task]"));
    var days = Number(plan.dataset.days);
    var key = "prepress:" + site + ":plan:" + plan.dataset.plan;
    var kept = load();
    var saved = true;

    function load() {
      try {
        var read = JSON.parse(localStorage.getItem(key) || "{}");
        return { date: typeof read.date === "string" ? read.date : "", done: Array.isArray(read.done) ? read.done : [] };
      } catch (error) { return { date: "", done: [] }; }
    }
    function save() {
      try { localStorage.setItem(key, JSON.stringify(kept)); } catch (error) { saved = false; }
      tell();
    }

    var input = tools.querySelector('input[type="date"]');
    var calendar = tools.querySelector('[data-act="calendar"]');
    var clear = tools.querySelector('[data-act="clear"]');
    var state = tools.querySelector(".plan-state");
    input.value = kept.date;

    /** Day 1 of the plan; the interview is the day after the last. */
    function first() {
      var at = day(kept.date);
      return at === null ? null : at - days;
    }
    function tell() {
      var start = first();
      var now = today();
      var done = 0;
      var late = [];
      tasks.forEach(function (task) {
        var box = task.querySelector("input");
        var from = Number(task.dataset.first);
        var to = Number(task.dataset.last);
        var words = task.querySelector(".plan-day");
        var range = from === to ? "Day " + from : "Days " + from + "–" + to;
        if (start === null) words.textContent = range;
        else words.textContent = from === to ? spoken(start + from - 1) : spoken(start + from - 1) + " – " + spoken(start + to - 1);
        if (start !== null) words.title = range;
        var passed = start !== null && start + to - 1 < now && !box.checked;
        task.classList.toggle("late", passed);
        if (passed) late.push(task);
        if (box.checked) done += 1;
      });
      calendar.disabled = start === null;
      var said = done + " of " + tasks.length + " done";
      if (start !== null) {
        var left = start + days - now;
        said += left < 0 ? "; that day has passed" : left === 0 ? "; it is today" : "; " + (left === 1 ? "1 day is left" : left + " days are left");
        if (left > 0 && start > now) said += ", and the plan begins on " + spoken(start);
        if (left >= 0 && late.length) {
          var spare = late.filter(function (task) { return task.dataset.spare; }).length;
          said += ". " + late.length + (late.length === 1 ? " task is" : " tasks are") + " behind" + (spare ? "; leave out the " + spare + " marked first" : "");
        }
      }
      state.textContent = said + "." + (saved ? "" : " This browser keeps nothing, so it is forgotten when you leave.");
    }

    input.addEventListener("change", function () { kept.date = input.value; save(); });
    tasks.forEach(function (task) {
      var box = task.querySelector("input");
      box.checked = kept.done.indexOf(task.dataset.task) >= 0;
      box.addEventListener("change", function () {
        kept.done = kept.done.filter(function (id) { return id !== task.dataset.task; });
        if (box.checked) kept.done.push(task.dataset.task);
        save();
      });
    });
    clear.addEventListener("click", function () {
      kept = { date: "", done: [] };
      input.value = "";
      tasks.forEach(function (task) { task.querySelector("input").checked = false; });
      save();
    });
    calendar.addEventListener("click", function () {
      var blob = new Blob([ics()], { type: "text/calendar" });
      var link = make("a", { href: URL.createObjectURL(blob), download: plan.dataset.plan + ".ics" });
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
    });

    // ---- The calendar file (RFC 5545) ----

    function text(task) {
      var copy = task.querySelector(".check-text").cloneNode(true);
      copy.querySelectorAll(".note, .note-mark").forEach(function (part) { part.remove(); });
      return copy.textContent.replace(/\s+/g, " ").trim();
    }
    function escaped(words) { return words.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n"); }
    /** Lines have at most 75 bytes; what follows begins with a space. */
    function folded(line) {
      var out = "";
      var size = 0;
      Array.from(line).forEach(function (letter) {
        var bytes = new TextEncoder().encode(letter).length;
        if (size + bytes > 75) { out += "\r\n "; size = 1; }
        out += letter;
        size += bytes;
      });
      return out;
    }
    function ics() {
      var start = first();
      var stamp = new Date().toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");
      var plain = function (number) { return iso(number).replace(/-/g, ""); };
      var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//prepress//plan//EN", "CALSCALE:GREGORIAN"];
      var add = function (id, from, to, words, about) {
        lines.push("BEGIN:VEVENT", "UID:" + plan.dataset.plan + "-" + id + "-" + plain(start) + "@prepress", "DTSTAMP:" + stamp,
          "DTSTART;VALUE=DATE:" + plain(from), "DTEND;VALUE=DATE:" + plain(to + 1), "SUMMARY:" + escaped(words));
        if (about) lines.push("DESCRIPTION:" + escaped(about));
        lines.push("TRANSP:TRANSPARENT", "END:VEVENT");
      };
      tasks.forEach(function (task) {
        var about = task.dataset.minutes ? task.dataset.minutes + " minutes" : "";
        add(task.dataset.task, start + Number(task.dataset.first) - 1, start + Number(task.dataset.last) - 1, text(task), about);
      });
      add("interview", start + days, start + days, "Interview", "");
      lines.push("END:VCALENDAR");
      return lines.map(folded).join("\r\n") + "\r\n";
    }

    tell();
  });
})();
