//! Whether a sentence speaks of an attribute (docs/claims.md, "Fixes").
//!
//! In: the declared attributes, and a sentence in lower case. Out: whether the sentence names the attribute, by its label
//! or nouns, or only hints at it: by a word of its label, or by what people say instead ("costs" for a fee). Does not
//! understand sentences.

use super::names::word;
use crate::model::{AttributeDef, AttributeId, Table};
use crate::value::{Kind, singular};
use std::sync::OnceLock;

/// Words that are said of one thing, whichever of them names it.
const SAME: [&[&str]; 9] = [
    &["fee", "fees", "cost", "costs", "costing", "price", "prices", "priced", "charge", "charges", "charged"],
    &[
        "pay",
        "pays",
        "paid",
        "salary",
        "salaries",
        "earn",
        "earns",
        "earning",
        "compensation",
        "wage",
        "wages",
        "get",
        "gets",
        "make",
        "makes",
        "receive",
        "receives",
        "offer",
        "offers",
    ],
    &["length", "duration", "lasts", "last", "takes", "take", "runs", "long"],
    &["pass", "passes", "passed", "passing"],
    &["score", "scores", "scored", "mark", "marks"],
    &["wait", "waits", "waiting", "after"],
    &["deadline", "closes", "due"],
    &["weight", "weighs", "worth", "share"],
    &["age", "old", "aged"],
];

/// Words of labels that name nothing by themselves.
const EMPTY: [&str; 20] = [
    "time", "rate", "number", "total", "per", "of", "the", "for", "and", "in", "to", "a", "an", "level",
    "date", "size", "count", "average", "amount", "value",
];

/// Whether a sentence, in lower case, makes a part or a multiple of what it speaks of, or speaks of what it is for: "half
/// the fee", "the fee for the prep course".
pub(super) fn speaks_of_part(sentence: &str) -> bool {
    const PARTS: [&str; 10] =
        ["half", "third", "quarter", "double", "twice", "triple", "part", "instead", "except", "unlike"];
    let part = PARTS.iter().any(|part| word(sentence, part, 0).is_some());
    part || ["for the ", "for a ", "of the ", "of a "].iter().any(|words| sentence.contains(words))
}

/// How much a sentence says of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mention {
    /// Nothing.
    None,
    /// A word that belongs to it.
    Hint,
    /// Its label, or a noun of it.
    Name,
}

/// The words of attributes, those of each made when the first figure asks.
pub(crate) struct Mentions<'a> {
    attributes: &'a Table<AttributeId, AttributeDef>,
    terms: Table<AttributeId, OnceLock<Terms>>,
}

struct Terms {
    names: Vec<String>,
    hints: Vec<String>,
}

impl<'a> Mentions<'a> {
    pub(crate) fn of(attributes: &'a Table<AttributeId, AttributeDef>) -> Self {
        Self { attributes, terms: attributes.iter().map(|_| OnceLock::new()).collect() }
    }

    /// What a sentence, in lower case, says of an attribute.
    pub(crate) fn of_attribute(&self, attribute: AttributeId, sentence: &str) -> Mention {
        let terms = self.terms[attribute].get_or_init(|| terms(&self.attributes[attribute]));
        let among = |words: &[String]| words.iter().any(|term| word(sentence, term, 0).is_some());
        if among(&terms.names) {
            Mention::Name
        } else if among(&terms.hints) {
            Mention::Hint
        } else {
            Mention::None
        }
    }
}

/// Whether a sentence, in lower case, names an attribute, by its label or a noun of it.
pub(crate) fn is_named(def: &AttributeDef, sentence: &str) -> bool {
    names(def).any(|name| word(sentence, &name, 0).is_some())
}

/// What an attribute is called, in lower case.
fn names(def: &AttributeDef) -> impl Iterator<Item = String> {
    def.nouns.iter().chain([&def.label]).map(|name| name.to_lowercase())
}

fn terms(def: &AttributeDef) -> Terms {
    let label = def.label.to_lowercase();
    let unit = def.unit.as_ref().filter(|_| def.kind.value == Kind::Count.name());
    let unit = unit.map_or_else(String::new, |unit| unit.value.to_lowercase());
    let words = [label.as_str(), &def.id.value, &unit];
    let words = words.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let mut hints: Vec<String> = Vec::new();
    for word in words.filter(|word| word.len() > 2 && !EMPTY.contains(word)) {
        hints.extend([word.to_owned(), singular(word), format!("{}s", singular(word))]);
        let group = SAME.iter().find(|group| group.contains(&word));
        hints.extend(group.into_iter().flat_map(|group| group.iter().map(|word| (*word).to_owned())));
    }
    // "Study time" and "Process length" are said to take so long.
    if def.kind.value == Kind::Duration.name() {
        hints.extend(SAME[2].iter().map(|word| (*word).to_owned()));
    }
    hints.sort();
    hints.dedup();
    Terms { names: names(def).collect(), hints }
}

/// The thing that a clause, in lower case, says something of: "hall" in "the hall costs". Told by an article before it and
/// a verb after it; `None` where the clause begins in another way.
pub(crate) fn topic(clause: &str) -> Option<&str> {
    const ARTICLES: [&str; 8] = ["the ", "a ", "an ", "this ", "that ", "our ", "each ", "every "];
    const VERBS: [&str; 12] =
        ["costs", "cost", "takes", "take", "lasts", "last", "is", "are", "has", "have", "runs", "charges"];
    let start = clause.rfind([',', ';', ':', '.', '!', '?', '—', '–', '(']).map_or(0, |at| at + 1);
    let clause = clause.get(start..).unwrap_or(clause);
    let clause =
        clause.rsplit(" and ").next().unwrap_or(clause).trim_start_matches(|c: char| !c.is_alphabetic());
    let rest = ARTICLES.iter().find_map(|article| clause.strip_prefix(article))?;
    let verb = VERBS.iter().filter_map(|verb| word(rest, verb, 0)).min()?;
    let topic = rest[..verb].trim();
    (!topic.is_empty() && topic.split_whitespace().count() <= 3).then_some(topic)
}
