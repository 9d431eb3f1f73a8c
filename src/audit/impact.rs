//! What a fact touches.
//!
//! In: a reference to a fact. Out: the sentences, the cells of comparisons, the other views, the derived facts
//! and the rules that would change with it, also through derived facts. Changes nothing.

use super::bound::{all, by_fact};
use super::place;
use crate::check::{Checked, CheckedPage, ClaimState, Comparison, Trace, View};
use crate::model::FactId;
use crate::text::{Files, Span, suggestion};
use serde_json::json;

/// So many facts are named to choose from.
const MOST_CHOICES: usize = 20;

/// What a fact touches.
#[derive(Debug, Clone)]
pub struct Impact {
    /// The fact.
    pub fact: String,
    /// Its value as stored.
    pub value: String,
    /// Everything that changes with it.
    pub touched: Vec<Touched>,
}

/// One thing that changes with a fact.
#[derive(Debug, Clone)]
pub struct Touched {
    /// `sentence`, `insertion`, `cell`, `view`, `derived fact` or `rule`.
    pub kind: &'static str,
    /// Where it stands.
    pub place: String,
    /// Its words.
    pub words: String,
    /// The derived fact through which it is touched, if it is not touched directly.
    pub through: Option<String>,
}

/// Looks up a fact and what depends on it.
///
/// # Errors
/// The reference means no fact, or several.
pub(crate) fn impact(site: &Checked, files: &Files, reference: &str) -> Result<Impact, String> {
    let number = find(site, reference)?;
    let mut touched = Vec::new();
    let name = |number: FactId| {
        let def = &site.data.facts[site.facts[number].def];
        def.name()
    };
    let derived = site.formulas.touched_by([number]);
    let bindings = all(site);
    let bound = by_fact(site, &bindings);
    for fact in std::iter::once(number).chain(derived.iter().copied()) {
        let through = (fact != number).then(|| name(fact));
        for one in bound.get(&fact).into_iter().flatten() {
            let kind = match one.claim.state {
                ClaimState::Inserted { .. } => "insertion",
                _ => "sentence",
            };
            touched.push(Touched {
                kind,
                place: place(one.binding.words_span, files),
                words: one.claim.wording.trim().to_owned(),
                through: through.clone(),
            });
        }
        touched.extend(views(site, fact).into_iter().map(|(kind, words, span)| Touched {
            kind,
            place: place(span, files),
            words,
            through: through.clone(),
        }));
    }
    for fact in &derived {
        let def = &site.data.facts[site.facts[*fact].def];
        let text = def.derive.as_ref();
        touched.push(Touched {
            kind: "derived fact",
            place: place(text.map_or(def.id.span, |text| text.span), files),
            words: format!("{} = {}", name(*fact), text.map_or("", |text| &text.value)),
            through: None,
        });
    }
    for (rule, def) in site.rules.items.iter().zip(&site.data.rules) {
        if rule.facts.iter().any(|fact| *fact == number || derived.contains(fact)) {
            touched.push(Touched {
                kind: "rule",
                place: place(def.assert.span, files),
                words: format!("{}: {}", def.id.value, def.says),
                through: None,
            });
        }
    }
    let fact = &site.facts[number];
    let schema = site.facts.schema(fact);
    let value =
        fact.value.as_ref().map(|value| crate::value::format(value, schema, crate::value::Form::Short));
    Ok(Impact { fact: name(number), value: value.unwrap_or_default(), touched })
}

/// A fact's id with its qualifiers: `total-comp@level=l5`.
pub(super) fn at_name(def: &crate::model::FactDef, at: &[(String, String)]) -> String {
    let at: Vec<String> = at.iter().map(|(key, value)| format!("{key}={value}")).collect();
    if at.is_empty() { def.id.value.clone() } else { format!("{}@{}", def.id.value, at.join(",")) }
}

/// The fact of a reference that was typed.
///
/// # Errors
/// It means no fact, or several.
pub(crate) fn find(site: &Checked, reference: &str) -> Result<FactId, String> {
    let text = reference.strip_prefix("fact:").unwrap_or(reference);
    let wanted = crate::parse::fact_ref(text).map_err(|_| {
        format!("`{reference}` is not a reference to a fact: write `subject/attribute@qualifier`")
    })?;
    // The reference was typed, so the finding's place is of no use.
    let Some(span) = site.data.facts.first().map(|def| def.id.span) else {
        return Err("the site has no facts".to_owned());
    };
    if wanted.subject.is_none() {
        return by_attribute(site, &wanted.attribute);
    }
    site.asked(span).fact(&wanted, &mut Trace::default()).map_err(|unresolved| {
        let finding = unresolved.finding;
        let choices: Vec<String> = finding.related.into_iter().map(|label| label.message).collect();
        let choices = if choices.is_empty() { String::new() } else { format!(": {}", choices.join("; ")) };
        format!("{}{choices}", finding.message)
    })
}

/// The fact of an attribute, whose subject nobody named: there has to be one only.
fn by_attribute(site: &Checked, attribute: &str) -> Result<FactId, String> {
    let def = |number: FactId| &site.data.facts[site.facts[number].def];
    let own =
        |number: &FactId| def(*number).attribute.value == attribute || def(*number).id.value == attribute;
    let found: Vec<FactId> = site.facts.items.keys().filter(own).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let known = site.data.attributes.iter().map(|def| def.id.value.as_str());
            Err(format!("the site has no fact `{attribute}`{}", suggestion(attribute, known)))
        }
        many => {
            let names = many.iter().take(MOST_CHOICES).map(|number| site.reference(*number));
            let more = many.len().saturating_sub(MOST_CHOICES);
            let more = if more > 0 { format!(", and {more} more") } else { String::new() };
            Err(format!(
                "`{attribute}` is {} facts: {}{more}",
                many.len(),
                names.collect::<Vec<_>>().join(", ")
            ))
        }
    }
}

/// Views that show a fact, each with its words and its place: cells of comparisons by row and column, the others
/// by their kind.
fn views(site: &Checked, fact: FactId) -> Vec<(&'static str, String, Span)> {
    site.pages.iter().flat_map(|page| views_of(site, page, fact)).collect()
}

/// The same of one page.
pub(super) fn views_of(
    site: &Checked,
    page: &CheckedPage,
    fact: FactId,
) -> Vec<(&'static str, String, Span)> {
    let mut out = Vec::new();
    let own = page.own_view.iter().map(|view| (page.page.front.title.span, view));
    let place =
        |start: &usize| page.page.views.iter().find(|site| site.start == *start).map(|site| site.span);
    let fenced = page.views.iter().filter_map(|(start, view)| Some((place(start)?, view)));
    for (span, view) in own.chain(fenced) {
        if let View::Comparison(comparison) = view {
            out.extend(cells(site, comparison, fact).map(|words| ("cell", words, span)));
        } else if view.shown_facts().contains(&fact) {
            out.push(("view", view.kind().name().to_owned(), span));
        }
    }
    out
}

fn cells(site: &Checked, comparison: &Comparison, fact: FactId) -> impl Iterator<Item = String> {
    let rows = comparison.groups.iter().flat_map(|(_, rows)| rows);
    let cells = rows.flat_map(|row| row.cells.iter().zip(&comparison.subjects).map(move |cell| (row, cell)));
    let shown = cells.filter(move |(_, (cell, _))| cell.facts.contains(&fact));
    shown.map(|(row, (_, subject))| {
        format!("{}, {}", site.data.attributes[row.attribute].label, site.data.subjects[*subject].label)
    })
}

impl Impact {
    /// The list for a terminal.
    pub fn text(&self) -> String {
        let mut out = format!("{} is {}\n", self.fact, self.value);
        if self.touched.is_empty() {
            return out + "nothing on the site uses it\n";
        }
        for kind in ["sentence", "insertion", "cell", "view", "derived fact", "rule"] {
            let own: Vec<&Touched> = self.touched.iter().filter(|touched| touched.kind == kind).collect();
            if own.is_empty() {
                continue;
            }
            let plural = if own.len() == 1 { "" } else { "s" };
            out.push_str(&format!("\n{} {kind}{plural}\n", own.len()));
            for touched in own {
                let through =
                    touched.through.as_ref().map_or_else(String::new, |t| format!("  (through {t})"));
                out.push_str(&format!("  {}  {}{through}\n", touched.place, touched.words));
            }
        }
        out
    }

    /// One JSON object a line.
    pub fn json(&self) -> String {
        let line = |touched: &Touched| {
            json!({"fact": self.fact, "kind": touched.kind, "place": touched.place, "words": touched.words, "through": touched.through})
                .to_string()
                + "\n"
        };
        self.touched.iter().map(line).collect()
    }
}
