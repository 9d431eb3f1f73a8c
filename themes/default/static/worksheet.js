// Worksheets: what is written and ticked stays in this browser, and the parts that follow from it fill themselves.
// The day and the role are those of the whole guide. Without this file a worksheet can be filled and printed.
(function () {
  "use strict";

  var root = document.documentElement;
  var make = prepress.make;
  var many = prepress.many;
  var isObject = prepress.isObject;
  var english = /^en\b/i.test(root.lang || "en");
  // As the pages write dates: the day before the month, which `en` alone would turn round.
  var tongue = root.lang && root.lang !== "en" ? root.lang : "en-GB";

  // ---- Remarks on words. They know English words and no meanings, so they only ask. ----

  var WE = /\b(?:[Ww]e|[Oo]urs?|[Uu]s|[Oo]urselves)\b/g;
  var HEDGES = /\b(?:helped|involved|responsible for|kind of|sort of|tried|turned out|contributed|assisted|participated|was part of|were part of)\b/gi;
  var AMOUNT = /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|billions?|half|halved|doubled?|tripled?|twice|thirds?|quarter of)\b/i;
  var MONTHS = "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?";
  // When something was: a year is no amount.
  var DATES = new RegExp("\\b[QH][1-4]\\b(?:\\s*(?:19|20)\\d\\d\\b)?|\\b(?:in|since|by|until|from|to|during|of|" + MONTHS + "|and|[–-])\\s*(?:19|20)\\d\\d\\b(?![,.]?\\d)", "g");
  var PERIODS = [
    /\b(?:days?|weeks?|months?|quarters?(?! of)|years?|seasons?|sprints?|decades?|weekends?|overnight|hourly|daily|weekly|monthly|quarterly|yearly|annual(?:ly)?|year-on-year)\b/i,
    /(?:\b(?:per|an|every|each)|\/)\s*(?:hour|hr|h|day|wk|week|mo|month|yr|year)\b/i,
    /\b(?:Q[1-4]|H[12]|YoY|MoM|WoW|YTD|p\.\s?a\.)/,
    /\b(?:19|20)\d\d\b(?![,.]?\d)/,
    new RegExp("\\b(?:in|by|since|until|from|to|of|and|between|during|last|this|next|before|after)\\s+(?:" + MONTHS + ")\\b")
  ];

  var REMARKS = {
    we: function (text) {
      var found = text.match(WE);
      return found ? found.length + " × we: what did you do yourself?" : "";
    },
    hedges: function (text) {
      var found = (text.match(HEDGES) || []).map(function (word) { return word.toLowerCase(); });
      found = found.filter(function (word, at) { return found.indexOf(word) === at; });
      return found.length ? "“" + found.join("”, “") + "”: can you say it more exactly?" : "";
    },
    number: function (text) {
      if (!AMOUNT.test(text.replace(DATES, " "))) return "No number yet.";
      return PERIODS.some(function (period) { return period.test(text); }) ? "" : "Over what time?";
    }
  };
  function remarkOn(text, kinds) {
    if (!english || !text.trim()) return "";
    return kinds.map(function (kind) { return REMARKS[kind] ? REMARKS[kind](text) : ""; }).filter(Boolean).join(" ");
  }

  // ---- Places in what is kept: names of objects, and numbers of lists ----

  function within(value, path) {
    return path.reduce(function (at, key) {
      return at && typeof at === "object" && Object.prototype.hasOwnProperty.call(at, key) ? at[key] : undefined;
    }, value);
  }
  function put(value, path, what) {
    var last = path.length - 1;
    var at = path.slice(0, last).reduce(function (at, key, depth) {
      var next = path[depth + 1];
      if (typeof next === "number") {
        if (!Array.isArray(at[key])) at[key] = [];
        while (at[key].length <= next) at[key].push({});
      } else if (!isObject(at[key])) at[key] = {};
      return at[key];
    }, value);
    if (what === "" || what === undefined || Array.isArray(what) && !what.length) delete at[path[last]];
    else at[path[last]] = what;
  }

  function spoken(day) {
    var at = new Date(day + "T00:00:00Z");
    if (isNaN(at)) return "";
    return at.toLocaleDateString(tongue, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  }
  function say(node, text) {
    if (node && node.textContent !== text) node.textContent = text;
  }
  function all(node, selector) { return Array.from(node.querySelectorAll(selector)); }
  /** The number of the card that something is in, from 0; -1 outside of cards. */
  function cardOf(node) {
    var card = node.closest("[data-card]");
    return card ? Number(card.dataset.card) - 1 : -1;
  }

  document.querySelectorAll(".worksheet").forEach(function (sheet) {
    var name = "worksheet/" + sheet.dataset.worksheet;
    var tools = sheet.querySelector(".worksheet-tools");
    var state = tools.querySelector(".worksheet-state");

    // ---- What is kept ----

    var kept = prepress.load(name);
    var saved = prepress.storage !== null;
    // What was written here since it was last kept, by place: another tab may have kept the rest anew.
    var pending = {};
    var timer = null;

    function write(path, value) {
      put(kept, path, value);
      pending[JSON.stringify(path)] = value;
      clearTimeout(timer);
      timer = setTimeout(keep, 300);
    }
    /** What is kept now, with what was written here since. Where nothing could be kept, the page knows best. */
    function renew() {
      if (!saved) return;
      kept = prepress.load(name);
      Object.keys(pending).forEach(function (key) { put(kept, JSON.parse(key), pending[key]); });
    }
    function keep() {
      clearTimeout(timer);
      if (!Object.keys(pending).length) return;
      renew();
      pending = {};
      saved = prepress.save(name, kept);
      tell("");
    }
    function tell(words) {
      say(state, words + (saved ? "What you write is kept in this browser, on this device, and sent nowhere."
        : "This browser keeps nothing, so it is forgotten when you leave: print the worksheet first."));
    }

    // ---- Fields and ticks ----

    var fields = [];
    var groups = [];
    var statements = [];

    all(sheet, ".worksheet-part").forEach(function (part) {
      var id = part.dataset.part;
      function place(node, kind) {
        var card = cardOf(node);
        return card < 0 ? [kind, id] : ["cards", id, card, kind];
      }
      all(part, ".worksheet-field").forEach(function (node) {
        fields.push(field(node, id, place(node, "fields").concat(node.dataset.field)));
      });
      all(part, ".worksheet-ticks").forEach(function (node) {
        var stages = node.dataset.takes === "stages";
        groups.push(group(node, id, stages, place(node, stages ? "fields" : "ticks").concat(stages ? node.dataset.field : node.dataset.ticks)));
      });
      all(part, ".worksheet-statement").forEach(function (node) {
        statements.push(statement(node, ["choice", id, node.dataset.statement]));
      });
    });

    function field(node, part, path) {
      var control = node.querySelector("input, select, textarea");
      var takes = node.dataset.takes;
      var remark = node.querySelector(".worksheet-remark");
      var kinds = remark ? remark.dataset.watch.split(" ") : [];
      var waits = null;
      // Paper shows all that was written; a control shows what has room in it.
      var written = make("p", { "class": "worksheet-written", "aria-hidden": "true" });
      control.after(written);
      // Some browsers put back what stood here before another page changed it.
      control.setAttribute("autocomplete", "off");

      var own = { node: node, part: part, id: node.dataset.field, card: cardOf(node), shared: takes !== "text", show: show, fit: fit, words: words };

      function value() {
        if (takes === "day") return prepress.reader().date;
        if (takes === "role") return prepress.reader().role;
        var read = within(kept, path);
        return typeof read === "string" ? read : "";
      }
      /** What was written, for the parts that show it again. */
      function words() { return takes === "day" ? spoken(value()) : value().trim(); }
      function show() {
        var now = value();
        // A select shows the role by itself. Somebody may still be typing.
        if (control.tagName !== "SELECT" && control.value !== now) control.value = now;
        dress();
        if (remark) {
          clearTimeout(waits);
          say(remark, remarkOn(now, kinds));
        }
      }
      function dress() {
        node.classList.toggle("filled", words() !== "");
        say(written, words());
        fit();
      }
      function fit() {
        if (control.tagName !== "TEXTAREA") return;
        control.style.height = "";
        if (control.value && control.scrollHeight > control.clientHeight) control.style.height = control.scrollHeight + 2 + "px";
      }

      if (takes === "role" && control.tagName === "SELECT") {
        prepress.keepRole(control, function () {});
      } else if (takes === "role" || takes === "day") {
        control.addEventListener("change", function () {
          var part = takes === "day" ? { date: control.value } : { role: control.value.trim() };
          saved = prepress.setReader(part) && saved;
          tell("");
        });
      } else {
        control.addEventListener("input", function () {
          write(path, control.value.trim() ? control.value : "");
          dress();
          mirror();
          if (!remark) return;
          // It is read out, so it waits for a pause.
          clearTimeout(waits);
          waits = setTimeout(function () { say(remark, remarkOn(control.value, kinds)); }, 700);
        });
        control.addEventListener("change", keep);
      }
      return own;
    }

    function group(node, part, stages, path) {
      var boxes = all(node, "input");
      boxes.forEach(function (box) {
        box.setAttribute("autocomplete", "off");
        box.addEventListener("change", function () {
          // Ticks that a later version knows stay.
          var others = ticked().filter(function (id) { return !boxes.some(function (box) { return box.value === id; }); });
          write(path, boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; }).concat(others));
          keep();
          follow();
        });
      });
      function ticked() {
        var read = within(kept, path);
        return Array.isArray(read) ? read : [];
      }
      return {
        part: part, id: stages ? node.dataset.field : node.dataset.ticks, card: cardOf(node), stages: stages, ticked: ticked,
        show: function () { boxes.forEach(function (box) { box.checked = ticked().indexOf(box.value) >= 0; }); },
        words: function () {
          return boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.parentElement.textContent.trim(); }).join(", ");
        }
      };
    }

    function statement(node, path) {
      var inputs = all(node, "input");
      inputs.forEach(function (input) {
        input.setAttribute("autocomplete", "off");
        input.addEventListener("change", function () {
          write(path, Number(input.value));
          keep();
          judge();
        });
      });
      return {
        node: node, side: Number(node.dataset.side),
        value: function () {
          var read = within(kept, path);
          return read === 0 || read === 1 || read === 2 ? read : null;
        },
        show: function () {
          var now = this.value();
          inputs.forEach(function (input) { input.checked = Number(input.value) === now; });
        }
      };
    }

    // ---- What follows from it ----

    /** Of each option the cards that are ticked for it, from 0. */
    function cardsBy(part, id) {
      var found = Object.create(null);
      groups.forEach(function (own) {
        if (own.part !== part || own.id !== id || own.card < 0) return;
        own.ticked().forEach(function (option) { (found[option] = found[option] || []).push(own.card); });
      });
      return found;
    }
    function some(found) { return Object.keys(found).length > 0; }

    /** The first field of a card names it. */
    function nameOf(part, card) {
      var first = fields.find(function (own) { return own.part === part && own.card === card; });
      return first ? first.words() : "";
    }

    function fillMatrix(table) {
      var found = cardsBy(table.dataset.of, table.dataset.group);
      all(table, "thead [data-card]").forEach(function (head) {
        var unseen = head.querySelector(".unseen");
        if (!head.dataset.name) head.dataset.name = unseen.textContent;
        var own = nameOf(table.dataset.of, cardOf(head));
        say(unseen, head.dataset.name + (own ? ": " + own : ""));
        if (own) head.title = own;
        else head.removeAttribute("title");
      });
      var gaps = [];
      var rows = all(table, "tbody tr");
      rows.forEach(function (row) {
        var cards = found[row.dataset.row] || [];
        all(row, "td[data-card]").forEach(function (cell) {
          var on = cards.indexOf(cardOf(cell)) >= 0;
          if (on === Boolean(cell.firstChild)) return;
          cell.replaceChildren();
          if (on) cell.append(make("span", { "aria-hidden": "true" }, "✓"), make("span", { "class": "unseen" }, "yes"));
        });
        var gap = some(found) && !cards.length;
        row.classList.toggle("worksheet-gap", gap);
        say(row.querySelector(".worksheet-sum"), gap ? "gap" : cards.length ? String(cards.length) : "");
        if (gap) gaps.push(row.querySelector("th").textContent);
      });
      var words = "Nothing is ticked on the cards yet.";
      if (some(found)) {
        words = (rows.length - gaps.length) + " of " + rows.length + " covered" +
          (gaps.length ? "; " + many(gaps.length, "gap", "gaps") + ": " + gaps.join("; ") + "." : ", no gaps.");
      }
      say(table.closest(".worksheet-part").querySelector(".worksheet-counted"), words);
    }

    var banks = all(sheet, ".worksheet-questions").map(function (node) {
      var lists = all(node, "ol");
      var items = all(node, "li").map(function (item) {
        var reason = make("span", { "class": "worksheet-reason" });
        item.querySelector(".worksheet-why").append(reason);
        return {
          node: item, reason: reason, stage: item.dataset.stage,
          principles: item.dataset.principles.split(" ").filter(Boolean),
          roles: (item.dataset.roles || "").split("|").filter(Boolean)
        };
      });
      return { node: node, list: lists[0], rest: lists[1], items: items, most: Number(node.dataset.most) };
    });

    function orderQuestions(bank) {
      var stages = groups.filter(function (own) { return own.stages; })
        .reduce(function (found, own) { return found.concat(own.ticked()); }, []);
      var of = bank.node.dataset.of;
      var id = bank.node.dataset.group;
      var found = cardsBy(of, id);
      var titles = Object.create(null);
      all(sheet, '[data-part="' + of + '"] [data-card="1"] [data-ticks="' + id + '"] input').forEach(function (box) {
        titles[box.value] = box.parentElement.textContent.trim();
      });
      var role = prepress.reader().role;
      var known = bank.items.some(function (item) { return item.roles.indexOf(role) >= 0; });
      var counts = [0, 0, 0, 0];
      var mine = [];
      bank.items.forEach(function (item) {
        // A question for no role in particular is for all.
        item.node.hidden = known && item.roles.length > 0 && item.roles.indexOf(role) < 0;
        var staged = stages.indexOf(item.stage) >= 0;
        var gaps = some(found) ? item.principles.filter(function (one) { return titles[one] && !found[one]; }) : [];
        item.rank = staged ? (gaps.length ? 0 : 1) : gaps.length ? 2 : 3;
        say(item.reason, gaps.length ? "gap: " + gaps.map(function (one) { return titles[one]; }).join("; ") : "");
        if (!item.node.hidden) mine.push(item);
      });
      mine.sort(function (a, b) { return a.rank - b.rank; });
      var chosen = mine.filter(function (item) { return item.rank < 3; });
      var first = (chosen.length ? chosen : mine).slice(0, bank.most);
      first.forEach(function (item) { counts[item.rank] += 1; });
      var rest = mine.filter(function (item) { return first.indexOf(item) < 0; });
      var hidden = bank.items.filter(function (item) { return item.node.hidden; });
      bank.list.append.apply(bank.list, first.map(nodeOf));
      (bank.rest || bank.list).append.apply(bank.rest || bank.list, rest.concat(hidden).map(nodeOf));
      if (bank.rest) {
        bank.rest.parentElement.hidden = !rest.length;
        say(bank.rest.parentElement.querySelector("summary"), "The other " + many(rest.length, "question", "questions"));
      }
      var parts = [
        counts[0] && counts[0] + " of your stages and on a gap",
        counts[1] && counts[1] + " of your stages",
        counts[2] && counts[2] + " on a gap"
      ].filter(Boolean);
      say(bank.node.closest(".worksheet-part").querySelector(".worksheet-counted"), parts.length
        ? "The first " + many(first.length, "question", "questions") + ": " + parts.join(", ") + "."
        : "No stage and no card is ticked yet, so the questions are in the order of the bank.");
    }
    function nodeOf(item) { return item.node; }

    function judge() {
      all(sheet, ".worksheet-choice").forEach(function (node) {
        var own = statements.filter(function (one) { return node.contains(one.node); });
        var margin = Number(node.dataset.margin);
        var sums = [0, 0];
        var most = [0, 0];
        var answered = 0;
        own.forEach(function (one) {
          var value = one.value();
          if (value !== null) answered += 1;
          sums[one.side - 1] += value || 0;
          most[one.side - 1] += 2;
        });
        var sides = node.dataset.sides.split("|").map(function (side, at) { return side + " " + sums[at] + " of " + most[at]; });
        var words = "";
        if (answered === own.length) {
          words = sides.join(", ") + ". ";
          if (Math.abs(sums[0] - sums[1]) < margin) words += "Too close to call.";
          else words += "Your answers point to: " + node.dataset.sides.split("|")[sums[0] > sums[1] ? 0 : 1] + ".";
        } else if (answered) {
          words = answered + " of " + own.length + " answered. The sums are shown when all are.";
        }
        say(node.querySelector(".worksheet-verdict"), words);
      });
    }

    /** Names of cards, and the parts that show again what was written. */
    function mirror() {
      var begun = Object.create(null);
      all(sheet, ".worksheet-card").forEach(function (card) {
        var part = card.closest(".worksheet-part").dataset.part;
        var own = fields.filter(function (one) { return card.contains(one.node); });
        var filled = own.filter(function (one) { return one.words(); }).length;
        var ticks = groups.some(function (one) { return one.part === part && one.card === cardOf(card) && one.ticked().length; });
        var title = card.querySelector(".worksheet-card-name");
        if (!title.dataset.name) title.dataset.name = title.textContent;
        var called = nameOf(part, cardOf(card));
        say(title, title.dataset.name + (called ? ": " + called : ""));
        say(card.querySelector(".worksheet-card-said"), filled ? filled + " of " + own.length + " filled" : ticks ? "ticks only" : "empty");
        card.classList.toggle("begun", filled > 0 || ticks);
        if (filled || ticks) begun[part] = true;
      });
      all(sheet, '[data-form="cards"]').forEach(function (part) { part.classList.toggle("begun", Boolean(begun[part.dataset.part])); });
      all(sheet, '[data-form="summary"]').forEach(function (part) {
        var any = false;
        all(part, "[data-shown]").forEach(function (node) {
          var cut = node.dataset.shown.split("/");
          var card = cardOf(node);
          var own = fields.concat(groups).find(function (one) { return one.part === cut[0] && one.id === cut[1] && one.card === card; });
          var words = own ? own.words() : "";
          say(node, words);
          node.classList.toggle("filled", words !== "");
          // The day and the role are set for the whole guide.
          any = any || words !== "" && !own.shared;
        });
        // What nobody wrote is no part of it; while nothing is written at all, it is a form for paper.
        all(part, "tr[data-card], .worksheet-shown").forEach(function (block) {
          block.classList.toggle("filled", Boolean(block.querySelector("[data-shown].filled")));
        });
        part.classList.toggle("begun", any);
        part.querySelector(".worksheet-none").hidden = any;
      });
    }

    function follow() {
      mirror();
      all(sheet, ".worksheet-matrix").forEach(fillMatrix);
      banks.forEach(orderQuestions);
    }
    function show() {
      fields.concat(groups, statements).forEach(function (own) { own.show(); });
      follow();
      judge();
    }

    // ---- Tools ----

    all(tools, '[data-act="only"]').forEach(function (box) {
      var part = all(sheet, ".worksheet-part").find(function (part) { return part.dataset.part === box.dataset.of; });
      box.setAttribute("autocomplete", "off");
      box.addEventListener("change", function () {
        part.classList.toggle("worksheet-only", box.checked);
        root.classList.toggle("worksheet-short", Boolean(document.querySelector(".worksheet-only")));
      });
    });
    tools.querySelector('[data-act="print"]').addEventListener("click", function () {
      keep();
      window.print();
    });
    prepress.twice(tools.querySelector('[data-act="clear"]'), function () {
      clearTimeout(timer);
      pending = {};
      kept = {};
      try { prepress.storage.removeItem(prepress.home + name); } catch (error) { /* Nothing was kept. */ }
      show();
      tell("Cleared. The day and the role stay, because the whole guide uses them. ");
    }, function () { return !Object.keys(kept).length; });

    all(sheet, ".worksheet-card").forEach(function (card) {
      card.addEventListener("toggle", function () {
        fields.forEach(function (own) { if (card.contains(own.node)) own.fit(); });
      });
    });
    window.addEventListener("resize", function () { fields.forEach(function (own) { own.fit(); }); });
    // A phone may end a page that is out of sight without another word.
    window.addEventListener("pagehide", keep);
    document.addEventListener("visibilitychange", function () { if (document.hidden) keep(); });
    // Another tab may write as well, or read a file.
    prepress.watch(name, function () {
      renew();
      show();
    });
    prepress.follow(show);
    // What is read out is what changes, not what stands there from the start.
    show();
    all(sheet, ".worksheet-remark").forEach(function (remark) { remark.setAttribute("role", "status"); });
    tell("");
  });
})();
