// Filters of a list of questions. Without this file the list is whole.
(function () {
  "use strict";

  document.querySelectorAll(".bank").forEach(function (bank) {
    var filters = bank.querySelector(".bank-filters");
    var choices = Array.from(bank.querySelectorAll("select[data-filter]"));
    var questions = Array.from(bank.querySelectorAll(".bank-question"));
    var count = bank.querySelector(".bank-count");
    if (!filters || !choices.length) return;

    function fits(question) {
      return choices.every(function (choice) {
        if (!choice.value) return true;
        var own = (question.getAttribute("data-" + choice.getAttribute("data-filter")) || "").split(" ");
        // A question for no role in particular is for all.
        return own.indexOf(choice.value) >= 0 || (choice.getAttribute("data-filter") === "roles" && own[0] === "");
      });
    }

    function apply() {
      var shown = 0;
      questions.forEach(function (question) {
        question.hidden = !fits(question);
        if (!question.hidden) shown += 1;
      });
      count.textContent = shown === questions.length
        ? shown + (shown === 1 ? " question" : " questions")
        : shown ? shown + " of " + questions.length + " questions" : "No question fits all of this. Choose “any” somewhere.";
    }

    choices.forEach(function (choice) { choice.addEventListener("change", apply); });
    apply();
  });
})();
