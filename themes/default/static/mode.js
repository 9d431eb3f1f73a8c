// Runs before the page is drawn, so that the chosen colours come without a flash.
(function () {
  "use strict";
  try {
    var mode = localStorage.getItem("prepress/mode");
    if (mode === "light" || mode === "dark") document.documentElement.setAttribute("data-theme", mode);
  } catch (error) { /* No storage: the system decides. */ }
})();
