// Filters of a list of questions; the role is that of the whole guide. Without this file the list is whole.
(function () {
  "use strict";

  document.querySelectorAll(".bank").forEach(function (bank) {
    var choices = Array.from(bank.querySelectorAll("select[data-filter]"));
    var questions = Array.from(bank.querySelectorAll(".bank-question"));
    var count = bank.querySelector(".bank-count");
    if (!bank.querySelector(".bank-filters") || !choices.length) return;
    var filters = prepress.filters(choices, questions);

    function apply() {
      var shown = 0;
      questions.forEach(function (question) {
        question.hidden = !filters.fits(question);
        if (!question.hidden) shown += 1;
      });
      filters.label();
      count.textContent = shown === questions.length
        ? shown + (shown === 1 ? " question" : " questions")
        : shown ? shown + " of " + questions.length + " questions" : "No question fits all of this. Choose “any” somewhere.";
    }

    /** A link to a question shows it, whatever is chosen. */
    function find() {
      var asked = questions.find(function (question) { return "#" + encodeURIComponent(question.id) === location.hash; });
      if (!asked || !asked.hidden) return;
      choices.forEach(function (choice) { choice.value = ""; });
      apply();
      asked.scrollIntoView();
    }

    choices.forEach(function (choice) { choice.addEventListener("change", apply); });
    filters.remember(apply);
    window.addEventListener("hashchange", find);
    apply();
    find();
  });
})();
