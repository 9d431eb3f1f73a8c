// Filters of a list of questions. Without this file the list is whole.
(function () {
  "use strict";

  document.querySelectorAll(".bank").forEach(function (bank) {
    var filters = bank.querySelector(".bank-filters");
    var choices = Array.from(bank.querySelectorAll("select[data-filter]"));
    var questions = Array.from(bank.querySelectorAll(".bank-question"));
    var count = bank.querySelector(".bank-count");
    if (!filters || !choices.length) return;

    /** Whether a choice shows a question. A question for no role in particular is for all. */
    function allows(choice, value, question) {
      var name = choice.getAttribute("data-filter");
      var own = (question.getAttribute("data-" + name) || "").split(" ");
      return !value || own.indexOf(value) >= 0 || (name === "roles" && own[0] === "");
    }
    function fits(question) {
      return choices.every(function (choice) { return allows(choice, choice.value, question); });
    }
    /** Each option says how many questions it leads to, beside the other choices. */
    function label() {
      choices.forEach(function (choice) {
        var others = questions.filter(function (question) {
          return choices.every(function (other) { return other === choice || allows(other, other.value, question); });
        });
        Array.from(choice.options).forEach(function (option) {
          if (!option.value) return;
          var size = others.filter(function (question) { return allows(choice, option.value, question); }).length;
          option.textContent = option.textContent.replace(/ \(\d+\)$/, "") + " (" + size + ")";
        });
      });
    }

    function apply() {
      var shown = 0;
      questions.forEach(function (question) {
        question.hidden = !fits(question);
        if (!question.hidden) shown += 1;
      });
      label();
      count.textContent = shown === questions.length
        ? shown + (shown === 1 ? " question" : " questions")
        : shown ? shown + " of " + questions.length + " questions" : "No question fits all of this. Choose “any” somewhere.";
    }

    choices.forEach(function (choice) { choice.addEventListener("change", apply); });
    apply();
  });
})();
