// Runs before the page is drawn, so that the chosen colours come without a flash, and what needs a script
// has its place from the start.
(function () {
  "use strict";
  document.documentElement.setAttribute("data-js", "");
  try {
    var mode = localStorage.getItem("prepress/mode");
    if (mode === "light" || mode === "dark") document.documentElement.setAttribute("data-theme", mode);
    document.documentElement.toggleAttribute("data-paper", localStorage.getItem("prepress/paper") === "bare");
  } catch (error) { /* No storage: the system decides. */ }
})();
