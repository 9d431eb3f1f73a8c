// Plans: dates from the day they lead to, ticks, and a calendar file. What is kept stays in this browser: the day once
// for the whole guide, which the home page asks for too, and ticks for each plan.
(function () {
  "use strict";

  var DAY = 86400000;
  var many = prepress.many;
  var make = prepress.make;

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
  /** As the pages write dates: the day before the month, which `en` alone would turn round. */
  function spoken(number) {
    var form = new Intl.DateTimeFormat(document.documentElement.lang || "en", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
    var parts = form.formatToParts(number * DAY);
    var at = function (type) { return parts.findIndex(function (part) { return part.type === type; }); };
    if (at("day") < at("month") && !/^en\b/.test(form.resolvedOptions().locale)) return form.format(number * DAY);
    return ["weekday", "day", "month"].map(function (type) { return parts[at(type)].value; }).join(" ");
  }

  /** How long it is to a day, in words. */
  function counted(left) {
    return left < 0 ? "that day has passed" : left === 0 ? "it is today" : many(left, "day is left", "days are left");
  }
  /** Whether what was set is kept is said where it was set. */
  function unkept(saved) { return saved ? "" : " This browser keeps nothing, so it is forgotten when you leave."; }

  document.querySelectorAll(".plan").forEach(function (plan) {
    var tools = plan.querySelector(".plan-tools");
    var tasks = Array.from(plan.querySelectorAll("li[data-task]"));
    var days = Number(plan.dataset.days);
    var name = "plan/" + plan.dataset.plan;
    var date = prepress.reader().date;
    var done = load();
    var saved = true;

    /** The ids of what is ticked. */
    function load() {
      var read = prepress.load(name);
      return Array.isArray(read.done) ? read.done : [];
    }
    function save() {
      saved = prepress.save(name, { done: done }) && saved;
      tell();
    }
    function setDate(text) {
      saved = prepress.setReader({ date: text }) && saved;
      tell();
    }

    var input = tools.querySelector('input[type="date"]');
    var calendar = tools.querySelector('[data-act="calendar"]');
    var clear = tools.querySelector('[data-act="clear"]');
    var state = tools.querySelector(".plan-state");
    var shorter = tools.querySelector(".plan-shorter");
    var last = make("p", { "class": "plan-shorter plan-last" });
    tools.append(last);
    // Some browsers put back the day that stood here before another page changed it.
    input.setAttribute("autocomplete", "off");

    /** Day 1 of the plan; what it leads to is on the day after the last. */
    function first() {
      var at = day(date);
      return at === null ? null : at - days;
    }
    function show() {
      // Somebody may still be typing it.
      if (input.value !== date) input.value = date;
      tasks.forEach(function (task) { task.querySelector("input").checked = done.indexOf(task.dataset.task) >= 0; });
      tell();
    }
    /** What ended before today cannot be planned any more. */
    function isOver(task) { return first() + Number(task.dataset.last) - 1 < today(); }
    function tell() {
      var start = first();
      var now = today();
      var ticked = 0;
      var late = [];
      tasks.forEach(function (task) {
        var box = task.querySelector("input");
        var from = Number(task.dataset.first);
        var to = Number(task.dataset.last);
        var words = task.querySelector(".plan-day");
        var range = from === to ? "Day " + from : "Days " + from + "–" + to;
        if (start === null) words.textContent = range;
        else words.textContent = from === to ? spoken(start + from - 1) : spoken(start + from - 1) + " – " + spoken(start + to - 1);
        if (start === null) words.removeAttribute("title");
        else words.title = range;
        var passed = start !== null && isOver(task) && !box.checked;
        task.classList.toggle("late", passed);
        if (passed) late.push(task);
        if (box.checked) ticked += 1;
      });
      var left = start === null ? null : start + days - now;
      var isLast = left === 0 || left === 1;
      offer(isLast ? null : left);
      var advised = advise(left);
      if (isLast) late = late.filter(function (task) { return advised.indexOf(task) < 0; });
      calendar.disabled = start === null || start + days < now;
      var said = ticked + " of " + tasks.length + " done";
      if (start !== null) {
        said += "; " + counted(left);
        if (left > 0 && start !== now) said += ", and the plan " + (start > now ? "begins" : "began") + " on " + spoken(start);
        if (isLast && late.length) {
          said += ". It is too late for " + many(late.length, "task", "tasks") + ": leave " + (late.length === 1 ? "it" : "them") + " out";
        } else if (left >= 0 && late.length) {
          var spare = late.filter(function (task) { return task.dataset.spare; }).length;
          said += ". " + many(late.length, "task is", "tasks are") + " behind; " +
            (spare ? "leave out the " + spare + " marked first" : "do first what is for today");
        }
        var over = tasks.filter(isOver).length;
        if (left >= 0 && over) said += ". " + many(over, "task lies before today and is", "tasks lie before today and are") + " not in the calendar file";
      }
      state.textContent = said + "." + unkept(saved);
    }

    /** The longest plan that still fits into the days that are left, else the shortest of all. */
    function offer(left) {
      if (!shorter) return;
      shorter.hidden = left === null || left <= 0 || left >= days;
      var links = Array.from(shorter.querySelectorAll("a"));
      var best = links.find(function (link) { return Number(link.dataset.days) <= left; }) || links[links.length - 1];
      links.forEach(function (link) { link.hidden = link !== best; });
    }

    /**
     * Says what is left to do on the last day: the pages that this page names for it (links in `data-eve`), else, on the
     * day before, the last tasks that are open. Returns these tasks.
     */
    function advise(left) {
      last.replaceChildren();
      last.hidden = true;
      if (left !== 0 && left !== 1) return [];
      var open = [];
      var links = Array.from(document.querySelectorAll("[data-eve] a")).map(function (link) {
        return make("a", { href: link.getAttribute("href") }, link.textContent);
      });
      if (!links.length && left === 1) {
        open = tasks.filter(function (task) { return !task.querySelector("input").checked; });
        var end = Math.max.apply(null, open.map(function (task) { return Number(task.dataset.last); }));
        open = open.filter(function (task) { return Number(task.dataset.last) === end; });
        links = open.map(function (task) {
          return make("a", { href: "#" + task.querySelector("input").id }, text(task).replace(/\.$/, ""));
        });
      }
      last.hidden = !links.length;
      links.forEach(function (link, at) { last.append(at ? "; " : "Now only this: ", link); });
      last.append(".");
      return open;
    }

    input.addEventListener("change", function () { setDate(input.value); });
    tasks.forEach(function (task) {
      var box = task.querySelector("input");
      box.addEventListener("change", function () {
        done = done.filter(function (id) { return id !== task.dataset.task; });
        if (box.checked) done.push(task.dataset.task);
        save();
      });
    });
    prepress.twice(clear, function () {
      done = [];
      save();
      setDate("");
    }, function () { return !date && !done.length; });
    calendar.addEventListener("click", function () {
      prepress.download(plan.dataset.plan + ".ics", "text/calendar", ics());
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
      // A later file has the same UIDs and a higher number, so that its dates replace the earlier ones.
      var sequence = Math.max(0, Math.floor(Date.now() / 1000 - Date.UTC(2026, 0, 1) / 1000));
      var plain = function (number) { return iso(number).replace(/-/g, ""); };
      var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//prepress//plan//EN", "CALSCALE:GREGORIAN"];
      var add = function (id, from, to, words, about) {
        lines.push("BEGIN:VEVENT", "UID:" + [prepress.site, plan.dataset.plan, id].join("-") + "@prepress", "DTSTAMP:" + stamp, "SEQUENCE:" + sequence,
          "DTSTART;VALUE=DATE:" + plain(from), "DTEND;VALUE=DATE:" + plain(to + 1), "SUMMARY:" + escaped(words));
        if (about) lines.push("DESCRIPTION:" + escaped(about));
        lines.push("TRANSP:TRANSPARENT", "END:VEVENT");
      };
      tasks.forEach(function (task) {
        if (isOver(task)) return;
        var about = task.dataset.minutes ? task.dataset.minutes + " minutes" : "";
        add("task-" + task.dataset.task, start + Number(task.dataset.first) - 1, start + Number(task.dataset.last) - 1, text(task), about);
      });
      var event = plan.dataset.event || "the day";
      add("day", start + days, start + days, event.charAt(0).toUpperCase() + event.slice(1), "");
      lines.push("END:VCALENDAR");
      return lines.map(folded).join("\r\n") + "\r\n";
    }

    // Another tab may tick as well, or read a file.
    prepress.watch(name, function () {
      done = load();
      show();
    });
    prepress.follow(function () {
      date = prepress.reader().date;
      show();
    });
    show();
  });

  // The home page asks for the day as well, so that every plan has it.
  document.querySelectorAll("[data-reader]").forEach(function (tools) {
    var input = tools.querySelector('input[type="date"]');
    var state = tools.querySelector('[role="status"]');
    var saved = true;
    input.setAttribute("autocomplete", "off");

    function show() {
      var own = prepress.reader();
      var at = day(own.date);
      if (input.value !== own.date) input.value = own.date;
      var words = at === null ? "" : spoken(at) + ": " + counted(at - today()) + ".";
      state.textContent = (words || "Each plan counts back from this day.") + (own.role ? " Your role: " + own.role + "." : "") + unkept(saved);
    }

    input.addEventListener("change", function () {
      saved = prepress.setReader({ date: input.value }) && saved;
      show();
    });
    prepress.follow(show);
    show();
  });
})();
