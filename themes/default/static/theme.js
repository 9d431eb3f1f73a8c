// Enhancement only: every page is complete without this file.
(function () {
  "use strict";

  // Colours: as the system has them, light or dark.
  var mode = document.querySelector(".mode");
  var modes = ["system", "light", "dark"];
  var root = document.documentElement;
  function keep(name, value) {
    try {
      if (value) localStorage.setItem("prepress/" + name, value);
      else localStorage.removeItem("prepress/" + name);
    } catch (error) { /* Kept for this page only. */ }
  }
  function show() {
    var now = root.getAttribute("data-theme") || "system";
    mode.setAttribute("data-mode", now);
    mode.querySelector(".mode-word").textContent = "Colours: " + now;
    return now;
  }
  if (mode) {
    mode.addEventListener("click", function () {
      var next = modes[(modes.indexOf(show()) + 1) % 3];
      if (next === "system") root.removeAttribute("data-theme");
      else root.setAttribute("data-theme", next);
      keep("mode", next !== "system" && next);
      show();
    });
    show();
  }

  // Paper: with the evidence or without it.
  var paper = document.querySelector(".paper");
  function tell(bare) { paper.textContent = "Print: with" + (bare ? "out" : "") + " evidence"; }
  if (paper) {
    paper.addEventListener("click", function () {
      var bare = root.toggleAttribute("data-paper");
      keep("paper", bare && "bare");
      tell(bare);
    });
    tell(root.hasAttribute("data-paper"));
  }

  // The same windows as in the style sheet.
  function wide(size) { return matchMedia("(min-width: " + size + "em)").matches; }

  // A fact that is used twice has two numbers and one note: the number that was used last counts.
  // Terms of the glossary open their cards in the same way.
  var used = null;
  document.addEventListener("click", function (event) {
    used = event.target.closest(".note-ref, .term-open") || used;
  }, true);

  // A note opens beside its number. Without this it opens at the foot of the window.
  document.addEventListener("beforetoggle", function (event) {
    var note = event.target;
    if (event.newState !== "open" || !note.matches(".note, .term-card")) return;
    var mine = used && used.getAttribute("popovertarget") === note.id;
    var number = mine ? used : document.querySelector('[popovertarget="' + note.id + '"]');
    note.classList.toggle("placed", wide(43.75));
    if (!number || !wide(43.75)) return;
    var box = number.getBoundingClientRect();
    var width = 23 * parseFloat(getComputedStyle(document.documentElement).fontSize);
    var left = Math.min(Math.max(box.left - width / 3, 16), document.documentElement.clientWidth - width - 16);
    var above = box.bottom > window.innerHeight * 0.6;
    var room = (above ? box.top : window.innerHeight - box.bottom) - 20;
    note.classList.toggle("above", above);
    note.style.setProperty("--note-room", room + "px");
    note.style.setProperty("--note-left", left + window.scrollX + "px");
    note.style.setProperty("--note-top", (above ? box.top - 4 : box.bottom + 4) + window.scrollY + "px");
  }, true);

  // On phones, rows are cards. Browsers that take a table for none then are told what it is.
  var roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell" };
  document.querySelectorAll(".cards, .comparison").forEach(function (part) {
    part.querySelectorAll("table, thead, tbody, tr, th, td").forEach(function (element) {
      var head = { col: "columnheader", row: "rowheader", rowgroup: "rowheader" }[element.getAttribute("scope")];
      element.setAttribute("role", head || roles[element.localName]);
    });
  });

  // Browsers that cannot open a folded part by style alone.
  if (!CSS.supports("selector(::details-content)")) {
    var open = function (selector) {
      document.querySelectorAll(selector).forEach(function (part) { part.open = true; });
    };
    if (wide(75)) open(".fold");
    window.addEventListener("beforeprint", function () { open("main details:not(.uses, :is(.kind-sources, .kind-quality) *)"); });
  }
})();

// The whole figure opens its evidence, and not the small number behind it alone. Text that is being selected does not.
document.addEventListener("click", function (event) {
  var figure = event.target.closest(".figure, data.inserted");
  var mark = figure && figure.nextElementSibling;
  var button = mark && mark.querySelector(".note-ref");
  if (button && !event.target.closest("a, button") && !String(window.getSelection())) {
    button.click();
  }
});
