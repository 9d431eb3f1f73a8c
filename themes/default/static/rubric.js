// A calculator for rubrics: which rule decides, in each reading. Nothing is kept and nothing is sent.
(function () {
  "use strict";

  /** Scores in hundredths, so that averages stay exact. */
  function hundredths(text) {
    var number = Math.round(Number(text) * 100);
    return Number.isFinite(number) ? number : null;
  }
  function show(score) { return String(score / 100); }
  /** An average with three decimals at most, half rounded up. */
  function average(sum, size) { return String(Math.floor((20 * sum + size) / (2 * size)) / 1000); }
  function make(tag, attributes, text) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    if (text) node.textContent = text;
    return node;
  }

  /** What a rule says of the scores: nothing when it is met, else why not and by how much. */
  function below(rule, scores) {
    var sum = scores.reduce(function (all, one) { return all + one.score; }, 0);
    if (rule.applies === "average") {
      var lacks = rule.score * scores.length - sum;
      return lacks > 0 ? "the average of " + average(sum, scores.length) + " is below " + show(rule.score) + "; " + show(lacks) + " points are missing in all" : null;
    }
    var low = scores.filter(function (one) { return one.score < rule.score; });
    if (!low.length) return null;
    return low.map(function (one) { return one.name + " at " + show(one.score); }).join(", ") + (low.length > 1 ? " are" : " is") + " below " + show(rule.score);
  }
  function outcome(rules, scores) {
    var found = { verdict: "goes on", why: "every rule is met" };
    ["advance", "stop"].forEach(function (effect) {
      rules.filter(function (rule) { return rule.effect === effect; }).forEach(function (rule) {
        var why = below(rule, scores);
        if (why) found = { verdict: effect === "stop" ? "stopped" : "not enough", why: why, rule: rule };
      });
    });
    return found;
  }

  document.querySelectorAll(".rubric").forEach(function (rubric) {
    var place = rubric.querySelector(".calculator");
    var readings = Array.from(rubric.querySelectorAll("[data-reading]"));
    if (!place || !readings.length) return;
    var fields = Array.from(place.querySelectorAll("input")).map(function (input) {
      input.addEventListener("input", work);
      return { name: input.dataset.name, input: input };
    });
    var answer = place.querySelector(".calculator-answer");
    var least = Number(rubric.dataset.min);
    var step = Number(rubric.dataset.step);

    function onStep(text) {
      if (!(step > 0)) return true;
      var steps = (Number(text) - least) / step;
      return Math.abs(steps - Math.round(steps)) < 1e-6;
    }

    function work() {
      answer.replaceChildren();
      var bad = [];
      var scores = fields.map(function (field) {
        var score = field.input.value === "" ? null : hundredths(field.input.value);
        var fits = score !== null && score >= hundredths(rubric.dataset.min) && score <= hundredths(rubric.dataset.max);
        var exact = fits && onStep(field.input.value);
        field.input.setAttribute("aria-invalid", exact ? "false" : "true");
        if (!exact) bad.push(field.name + " needs a score " + (fits ? "in steps of " + rubric.dataset.step : "from " + rubric.dataset.min + " to " + rubric.dataset.max) + ".");
        return { name: field.name, score: score };
      });
      if (bad.length) {
        rubric.querySelectorAll(".fires").forEach(function (node) { node.classList.remove("fires"); });
        bad.forEach(function (words) { answer.append(make("p", {}, words)); });
        return;
      }
      var verdicts = [];
      readings.forEach(function (reading) {
        var rules = Array.from(reading.querySelectorAll("li[data-effect]"));
        var found = outcome(rules.map(function (node) {
          return { effect: node.dataset.effect, applies: node.dataset.applies, score: hundredths(node.dataset.score), node: node };
        }), scores);
        rules.forEach(function (node) { node.classList.toggle("fires", Boolean(found.rule && found.rule.node === node)); });
        var line = make("p", { "class": "calculator-line" });
        var title = reading.querySelector(".reading-title").textContent;
        line.append(make("span", { "class": "calculator-reading" }, title + ": "), make("strong", {}, found.verdict), ", " + found.why + ".");
        answer.append(line);
        verdicts.push(found.verdict);
      });
      if (verdicts.some(function (one) { return one !== verdicts[0]; })) {
        answer.append(make("p", { "class": "calculator-split" }, "The readings disagree about these scores, and the rules do not say which holds."));
      }
    }
    work();
  });
})();
