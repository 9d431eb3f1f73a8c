// One page of the guide at a time, and a search through all of them, in a file that holds the whole guide.
(function () {
  "use strict";

  var MOST = 30;
  var pages = Array.from(document.querySelectorAll(".single-pages > article"));
  var links = Array.from(document.querySelectorAll(".single-nav a"));
  var fold = document.querySelector(".single-nav details");
  var field = document.querySelector(".single-search");
  var found = document.querySelector(".single-found");
  if (!pages.length) return;

  // ---- One page at a time ----

  function target() {
    var id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch (error) { /* An id that nobody encoded. */ }
    return document.getElementById(id);
  }
  function show(first) {
    var node = target();
    var page = (node && node.closest(".single-pages > article")) || pages[0];
    pages.forEach(function (one) { one.hidden = one !== page; });
    links.forEach(function (link) {
      var here = link.getAttribute("href") === "#" + page.id;
      if (here) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    });
    var heading = page.querySelector("h1");
    var title = document.documentElement.getAttribute("data-title");
    document.title = heading ? heading.textContent.trim() + " · " + title : title;
    // A part of a page may be folded.
    for (var up = node; up && up !== page; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    if (first) return;
    if (node && node !== page) node.scrollIntoView(); else window.scrollTo(0, 0);
    page.tabIndex = -1;
    page.focus({ preventScroll: true });
  }
  window.addEventListener("hashchange", function () { show(false); });
  pages.forEach(function (page, at) {
    var row = document.createElement("p");
    row.className = "single-next";
    [[at - 1, "← "], [at + 1, "→ "]].forEach(function (step) {
      var other = pages[step[0]];
      var link = document.createElement(other ? "a" : "span");
      if (other) {
        link.href = "#" + other.id;
        link.textContent = step[1] + links[step[0]].textContent;
      }
      row.append(link);
    });
    page.append(row);
  });
  if (fold && window.matchMedia("(max-width: 48rem)").matches) fold.open = false;
  show(true);
  var begin = target();
  if (begin && pages.indexOf(begin) < 0) begin.scrollIntoView();

  // ---- Search: the words of each part, from its heading to the next ----

  var parts = null;
  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }
  function read() {
    parts = [];
    pages.forEach(function (page, at) {
      var part = { id: page.id, page: links[at].textContent, title: links[at].textContent, made: page.hasAttribute("data-made"), text: "" };
      parts.push(part);
      var walker = document.createTreeWalker(page, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
        acceptNode: function (node) {
          var left = node.nodeType === 1 && (/^(script|style|template)$/i.test(node.tagName) || /(^| )(single-next|note|note-mark|anchor|unseen)( |$)/.test(node.className));
          return left ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
        }
      });
      while (walker.nextNode()) {
        var node = walker.currentNode;
        if (node.nodeType === 1) {
          if (/^H[2-4]$/.test(node.tagName) && node.id) {
            part = { id: node.id, page: links[at].textContent, title: node.textContent.trim(), made: page.hasAttribute("data-made"), text: "" };
            parts.push(part);
          } else if (/^(P|LI|TD|TH|DT|DD|DIV|H1)$/.test(node.tagName)) part.text += " ";
        } else part.text += node.data;
      }
    });
    parts.forEach(function (one) {
      one.text = one.text.replace(/\s+/g, " ").trim();
      one.title = one.title.replace(/\s*#$/, "");
      one.text = one.text.replace(/^#\s*/, "");
      one.heads = " " + plain(one.title + " " + one.page);
      one.words = " " + plain(one.text);
    });
  }
  function wordsOf(text) { return plain(text).split(/[^\p{L}\p{N}$€£%.]+/u).filter(Boolean); }
  // Groups of phrases that mean the same, each phrase as its words.
  var groups = JSON.parse(field.getAttribute("data-synonyms") || "[]").map(function (group) { return group.map(wordsOf); });
  /** The words of a query, each with the phrases that may stand in its place. */
  function asked(words) {
    var out = [];
    for (var at = 0; at < words.length;) {
      var best = { length: 1 }, others = [];
      groups.forEach(function (group) {
        group.forEach(function (phrase) {
          var fits = phrase.every(function (word, k) { return words[at + k] === word; });
          if (!fits || !phrase.length || phrase.length < best.length) return;
          best = phrase;
          others = group.filter(function (other) { return other !== phrase; });
        });
      });
      out.push({ words: words.slice(at, at + best.length), others: others });
      at += best.length;
    }
    return out;
  }
  /** How often words that follow each other stand in a text. */
  function times(text, words) {
    var escaped = words.map(function (word) { return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); });
    return (text.match(new RegExp("[^\\p{L}\\p{N}]" + escaped.join("[^\\p{L}\\p{N}]+"), "gu")) || []).length;
  }
  /** How well a part has all words; 0 where it lacks one. A word counts where another one begins with it. */
  function score(part, units) {
    var sum = units.reduce(function (sum, unit) {
      if (sum < 0) return sum;
      var own = unit.words.reduce(function (sum, word) {
        var heads = times(part.heads, [word]), here = times(part.words, [word]);
        return sum < 0 || !(heads + here) ? -1 : sum + 8 * heads + Math.min(here, 5);
      }, 0);
      if (own > 0) return sum + own;
      // What means the same counts less than the word itself.
      return unit.others.some(function (other) { return times(part.heads + part.words, other); }) ? sum + 0.5 : -1;
    }, 0);
    // What an author wrote comes before ledgers and lists.
    return part.made ? sum / 4 : sum;
  }
  function excerpt(part, units) {
    var text = plain(part.text);
    var at = [units[0].words[0]].concat(units[0].others.map(function (other) { return other[0]; }))
      .reduce(function (at, word) { return at < 0 ? text.indexOf(word) : at; }, -1);
    var from = Math.max(0, at - 60);
    return (from ? "… " : "") + part.text.slice(from, from + 160) + (part.text.length > from + 160 ? " …" : "");
  }
  function search() {
    var words = wordsOf(field.value);
    found.replaceChildren();
    if (!words.length) return;
    var units = asked(words);
    if (!parts) read();
    var hits = parts.map(function (part) { return { part: part, score: score(part, units) }; })
      .filter(function (hit) { return hit.score > 0; })
      .sort(function (a, b) { return b.score - a.score; });
    var status = document.createElement("p");
    status.textContent = hits.length ? hits.length + (hits.length === 1 ? " place" : " places") : "Nothing found. Try fewer or other words.";
    var list = document.createElement("ol");
    hits.slice(0, MOST).forEach(function (hit) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = "#" + hit.part.id;
      link.textContent = hit.part.title === hit.part.page ? hit.part.page : hit.part.page + ": " + hit.part.title;
      var text = document.createElement("span");
      text.textContent = excerpt(hit.part, units);
      item.append(link, text);
      list.append(item);
    });
    found.append(status, list);
  }
  var waits = null;
  field.addEventListener("input", function () {
    clearTimeout(waits);
    waits = setTimeout(search, 120);
  });
  field.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { field.value = ""; search(); }
  });
  found.addEventListener("click", function (event) {
    if (event.target.closest("a")) { field.value = ""; found.replaceChildren(); }
  });
  document.addEventListener("keydown", function (event) {
    var writes = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "/" && !writes && !event.ctrlKey && !event.metaKey) { event.preventDefault(); field.focus(); }
  });
})();
