//! Mutation: what the checks of a site would notice.
//!
//! In: a checked site. Out: for each fact, changes of its value and whether a sentence, a rule or a quoted
//! source then disagrees; with `prose`, changes of each bound figure and whether its fact then disagrees.
//! A change nobody notices is listed with the reason each claim still gives. The site is left as it is:
//! every change is made on a copy.

use super::bound::{Bound, all, by_fact};
use super::place;
use crate::check::{Checked, Checker, ClaimState, Facts, RuleTruth, Trace, decide, quotes_hold, recompute};
use crate::diag::Findings;
use crate::model::{FactId, RuleId};
use crate::parse::BindingKind;
use crate::text::Files;
use crate::value::{Form, format as show, read_comparison, read_wording, variants, vary_wording};
use rayon::prelude::*;
use serde_json::json;
use std::collections::HashMap;

/// What became of all mutants.
#[derive(Debug, Clone, Default)]
pub struct MutationReport {
    /// One entry for each fact that was changed.
    pub facts: Vec<Mutants>,
    /// One entry for each bound figure that was changed; empty unless asked for.
    pub prose: Vec<ProseMutants>,
}

/// The mutants of one fact.
#[derive(Debug, Clone)]
pub struct Mutants {
    /// `netflix-pmm/total-comp`.
    pub fact: String,
    /// How many changes were made.
    pub tried: usize,
    /// How many claims assert the fact, derived facts included.
    pub asserted: usize,
    /// Changes that nothing noticed.
    pub survivors: Vec<Survivor>,
}

/// A change that nothing noticed.
#[derive(Debug, Clone)]
pub struct Survivor {
    /// `×1.5`.
    pub change: String,
    /// The changed value.
    pub value: String,
    /// Why each claim still holds: its place, its words, and how it was matched.
    pub because: Vec<(String, String, String)>,
}

/// The mutants of one bound figure.
#[derive(Debug, Clone)]
pub struct ProseMutants {
    /// Where it stands.
    pub place: String,
    /// Its words.
    pub words: String,
    /// How many changes were made.
    pub tried: usize,
    /// Changed words that the fact still supports, and how.
    pub survivors: Vec<(String, String)>,
}

/// Changes facts and, when asked, figures.
pub(crate) fn mutate(site: &Checked, files: &Files, prose: bool) -> MutationReport {
    let bindings = all(site);
    let bound = by_fact(site, &bindings);
    let rules = rules_by_fact(site);
    let numbers: Vec<FactId> = site
        .facts
        .items
        .keys()
        .filter(|n| site.facts[*n].value.is_some() && site.facts[*n].derived.is_none())
        .collect();
    let facts = numbers
        .par_iter()
        .map_init(
            || site.facts.clone(),
            |facts, number| Trial { site, files, bound: &bound, rules: &rules, facts }.fact(*number),
        )
        .collect();
    let prose = if prose { figures(site, files, &bindings) } else { Vec::new() };
    MutationReport { facts, prose }
}

/// Rules by each fact they were decided by.
fn rules_by_fact(site: &Checked) -> HashMap<FactId, Vec<RuleId>> {
    let mut out: HashMap<FactId, Vec<RuleId>> = HashMap::new();
    for (number, rule) in site.rules.items.iter_enumerated() {
        rule.facts.iter().for_each(|fact| out.entry(*fact).or_default().push(number));
    }
    out
}

/// One fact at a time, on a copy of all facts.
struct Trial<'a, 'f> {
    site: &'a Checked,
    files: &'a Files,
    bound: &'a HashMap<FactId, Vec<Bound<'a>>>,
    rules: &'a HashMap<FactId, Vec<RuleId>>,
    facts: &'f mut Facts,
}

impl Trial<'_, '_> {
    fn fact(&mut self, number: FactId) -> Mutants {
        let site = self.site;
        let original = site.facts[number].clone();
        let schema = site.facts.schema(&original).clone();
        let touched = site.formulas.touched_by([number]);
        let mut affected = vec![number];
        affected.extend(&touched);
        let claims: Vec<Bound<'_>> = affected
            .iter()
            .flat_map(|fact| self.bound.get(fact).into_iter().flatten().copied())
            .filter(|one| one.binding.kind == BindingKind::Assert)
            .filter(|one| matches!(one.claim.state, ClaimState::Supported { .. }))
            .collect();
        let mut rules: Vec<RuleId> =
            affected.iter().flat_map(|fact| self.rules.get(fact).into_iter().flatten().copied()).collect();
        rules.sort_unstable();
        rules.dedup();
        let mutants = original.value.as_ref().map_or_else(Vec::new, |value| variants(value, &schema));
        let mut survivors = Vec::new();
        let tried = mutants.len();
        for (change, value) in mutants {
            let shown = show(&value, &schema, Form::Range);
            self.facts[number].value = Some(value.clone());
            for report in &mut self.facts[number].reports {
                report.value = value.clone();
            }
            recompute(site, self.facts, &touched);
            survivors.extend(self.survives(number, &claims, &rules).map(|because| Survivor {
                change,
                value: shown,
                because,
            }));
        }
        for fact in affected {
            self.facts[fact] = site.facts[fact].clone();
        }
        let def = &site.data.facts[original.def];
        let fact = format!("{}/{}", def.subject.value, super::impact::at_name(def, &original.at));
        Mutants { fact, tried, asserted: claims.len() + rules.len(), survivors }
    }

    /// `None` when something noticed the change, else why each claim still holds.
    fn survives(
        &self,
        number: FactId,
        claims: &[Bound<'_>],
        rules: &[RuleId],
    ) -> Option<Vec<(String, String, String)>> {
        let site = self.site;
        let checker = Checker { facts: self.facts, ..site.checker() };
        let mut because = Vec::new();
        for one in claims {
            let claim = checker.claim(one.binding, one.subject, &mut Findings::default());
            let ClaimState::Supported { how, .. } = claim.state else { return None };
            because.push((place(one.binding.words_span, self.files), claim.wording.trim().to_owned(), how));
        }
        for number in rules {
            let rule = &site.data.rules[*number];
            let again = decide(rule, &site.data, self.facts, &site.ids, &mut Findings::default());
            if again.truth != site.rules.items[*number].truth {
                return None;
            }
            if again.truth == RuleTruth::Holds {
                because.push((
                    place(rule.assert.span, self.files),
                    rule.says.clone(),
                    "the rule holds".to_owned(),
                ));
            }
        }
        quotes_hold(&self.facts[number], &site.data, self.facts).then_some(because)
    }
}

/// Changes the number in each bound figure; the fact should no longer support it.
fn figures(site: &Checked, files: &Files, bindings: &[Bound<'_>]) -> Vec<ProseMutants> {
    let checker = site.checker();
    bindings
        .par_iter()
        .filter(|one| one.binding.kind == BindingKind::Assert)
        .filter_map(|one| {
            let ClaimState::Supported { fact, .. } = &one.claim.state else { return None };
            let schema = site.facts.schema(&site.facts[*fact]);
            let words = &one.binding.wording;
            let compared = checker.compared_with(one.binding, one.subject).is_some();
            let read = if compared { read_comparison(words, schema) } else { read_wording(words, schema) };
            let stated = read.ok().filter(|stated| !stated.amounts().is_empty())?;
            let mut survivors = Vec::new();
            let changed = vary_wording(words, stated.core_span.clone());
            let tried = changed.len();
            for new in changed {
                let mutant = one.binding.with_words(&new);
                let mut trace = Trace::default();
                let claim = checker.traced(&mutant, one.subject, &mut Findings::default(), &mut trace);
                if let ClaimState::Supported { how, .. } = claim.state {
                    survivors.push((new, how));
                }
            }
            let place = place(one.binding.words_span, files);
            Some(ProseMutants { place, words: words.trim().to_owned(), tried, survivors })
        })
        .collect()
}

impl MutationReport {
    /// The report for a terminal; `all` lists survivors of facts that nothing asserts too.
    pub fn text(&self, all: bool) -> String {
        let tried: usize = self.facts.iter().map(|fact| fact.tried).sum();
        let asserted: Vec<&Mutants> = self.facts.iter().filter(|fact| fact.asserted > 0).collect();
        let own: usize = asserted.iter().map(|fact| fact.tried).sum();
        let left: usize = asserted.iter().map(|fact| fact.survivors.len()).sum();
        let mut out = String::new();
        for fact in self.facts.iter().filter(|fact| !fact.survivors.is_empty()) {
            if fact.asserted == 0 && !all {
                continue;
            }
            out.push_str(&format!(
                "{}: {} of {} changes survive\n",
                fact.fact,
                fact.survivors.len(),
                fact.tried
            ));
            if fact.asserted == 0 {
                out.push_str("    nothing asserts it: it is inserted, shown in tables or unused\n");
                continue;
            }
            for survivor in &fact.survivors {
                out.push_str(&format!("  {} to {}\n", survivor.change, survivor.value));
                for (place, words, how) in &survivor.because {
                    out.push_str(&format!("    {place}  `{words}`: {how}\n"));
                }
            }
        }
        for figure in self.prose.iter().filter(|figure| !figure.survivors.is_empty()) {
            out.push_str(&format!("{}  `{}`\n", figure.place, figure.words));
            for (new, how) in &figure.survivors {
                out.push_str(&format!("  `{new}` would pass: {how}\n"));
            }
        }
        out.push_str(&format!(
            "{tried} changes were made to {} facts. Sentences or rules assert {} of these: of their {own} changes {} \
             were caught and {left} survived\n",
            self.facts.len(),
            asserted.len(),
            own - left,
        ));
        if !self.prose.is_empty() {
            let tried: usize = self.prose.iter().map(|figure| figure.tried).sum();
            let left: usize = self.prose.iter().map(|figure| figure.survivors.len()).sum();
            out.push_str(&format!(
                "{tried} changes were made to {} bound figures: {} were caught and {left} survived\n",
                self.prose.len(),
                tried - left
            ));
        }
        out
    }

    /// One JSON object a line, for each fact and each figure.
    pub fn json(&self) -> String {
        let mut out = String::new();
        for fact in &self.facts {
            let survivors: Vec<_> = fact
                .survivors
                .iter()
                .map(|s| {
                    let because: Vec<_> = s
                        .because
                        .iter()
                        .map(|(place, words, how)| json!({"place": place, "words": words, "how": how}))
                        .collect();
                    json!({"change": s.change, "value": s.value, "because": because})
                })
                .collect();
            let line = json!({"fact": fact.fact, "tried": fact.tried, "asserted": fact.asserted, "survivors": survivors});
            out.push_str(&format!("{line}\n"));
        }
        for figure in &self.prose {
            let survivors: Vec<_> =
                figure.survivors.iter().map(|(new, how)| json!({"words": new, "how": how})).collect();
            let line = json!({"place": figure.place, "words": figure.words, "tried": figure.tried, "survivors": survivors});
            out.push_str(&format!("{line}\n"));
        }
        out
    }

    /// Changes that a claim should have noticed: survivors of asserted facts for which no claim gives a
    /// reason, and survivors of figures.
    pub fn unexplained(&self) -> usize {
        let facts = self.facts.iter().filter(|fact| fact.asserted > 0).flat_map(|fact| &fact.survivors);
        facts.filter(|survivor| survivor.because.is_empty()).count()
    }
}
