//! What a fact was, from one version of the data to the next.
//!
//! In: the versions of the data, the newest first, each with what every fact said then. Out: the changes of one fact, as
//! text and as JSON. A fact is known by its subject and its id; one that was renamed begins anew. Reads no history itself.

use crate::check::{Checked, Fact};
use crate::value::{Form, format};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What a fact said in one version of the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its value as readers see it; none where reports disagree and nothing was adopted, or nothing could be read.
    pub value: Option<String>,
    /// The time that the value describes.
    pub as_of: Option<String>,
    /// The ids of its sources, in their order.
    pub sources: Vec<String>,
}

impl Said {
    fn words(&self) -> String {
        let value = self.value.as_deref().unwrap_or("undecided");
        let as_of = self.as_of.as_ref().map(|date| format!(", as of {date}")).unwrap_or_default();
        let from = if self.sources.is_empty() {
            String::new()
        } else {
            format!(", from {}", self.sources.join(", "))
        };
        format!("{value}{as_of}{from}")
    }

    fn json(&self) -> Value {
        json!({"value": self.value, "as-of": self.as_of, "sources": self.sources})
    }
}

/// A commit, or the files as they are now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its short hash; none for the files as they are.
    pub hash: Option<String>,
    /// The day on which it was made.
    pub day: String,
    /// The first line of its message.
    pub subject: String,
}

/// One change of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// What made it.
    pub revision: Revision,
    /// What it said from then on; none when it was removed.
    pub said: Option<Said>,
}

/// The changes of one fact, the newest first.
#[derive(Debug, Clone)]
pub struct History {
    /// `subject/id`
    pub fact: String,
    /// What changed.
    pub turns: Vec<Turn>,
    /// Whether there may be older ones, which were not looked at.
    pub cut: bool,
}

/// What every fact of a site says, by `subject/id`.
pub(crate) fn said(site: &Checked) -> BTreeMap<String, Said> {
    site.facts.items.iter().map(|fact| (site.data.facts[fact.def].name(), of(site, fact))).collect()
}

fn of(site: &Checked, fact: &Fact) -> Said {
    let schema = site.facts.schema(fact);
    let sources = fact.sources.iter().map(|source| site.data.sources[*source].id.value.clone());
    Said {
        value: fact.value.as_ref().map(|value| format(value, schema, Form::Short)),
        as_of: fact.as_of.map(|date| date.to_string()),
        sources: sources.collect(),
    }
}

impl History {
    /// The changes of a fact among versions of the data, the newest first; `cut` says that older ones were left out.
    #[must_use]
    pub fn of(fact: &str, versions: &[(Revision, BTreeMap<String, Said>)], cut: bool) -> Self {
        let mut turns = Vec::new();
        for (at, (revision, facts)) in versions.iter().enumerate() {
            let (now, then) = (facts.get(fact), versions.get(at + 1).and_then(|(_, older)| older.get(fact)));
            // The oldest version that was looked at made what it says only if it is the first of all.
            let oldest = at + 1 == versions.len() && cut;
            if now != then && !oldest {
                turns.push(Turn { revision: revision.clone(), said: now.cloned() });
            }
        }
        Self { fact: fact.to_owned(), turns, cut }
    }

    /// For people: a line for each change.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{}\n", self.fact);
        for turn in &self.turns {
            let said = turn.said.as_ref().map_or_else(|| "removed".to_owned(), Said::words);
            let by = match &turn.revision.hash {
                Some(hash) => format!("{hash} {}", turn.revision.subject),
                None => "not committed yet".to_owned(),
            };
            out.push_str(&format!("  {}  {said}\n              {by}\n", turn.revision.day));
        }
        if self.turns.is_empty() {
            out.push_str("  no change\n");
        }
        if self.cut {
            out.push_str("  older commits were not looked at; `--commits` says how many are\n");
        }
        out
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> String {
        let turns = self.turns.iter().map(|turn| {
            json!({
                "commit": turn.revision.hash,
                "day": turn.revision.day,
                "subject": turn.revision.subject,
                "now": turn.said.as_ref().map(Said::json),
            })
        });
        let all = json!({"fact": self.fact, "changes": turns.collect::<Vec<_>>(), "complete": !self.cut});
        format!("{all:#}\n")
    }
}
