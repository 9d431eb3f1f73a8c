//! Subjects by the names that sentences give them.
//!
//! In: the data's subjects. Out: which of them a text names, by label or alias; the longest name wins, so
//! that "Acme PMM" names neither "Acme" nor "Acme PM". Understands no pronouns.

use super::ids::Ids;
use crate::model::{Data, SubjectId};
use aho_corasick::{AhoCorasick, Match};
use std::sync::Arc;

/// All names in lower case with their subjects, the longest first, and the searcher for all of them at once.
pub(crate) struct Names {
    searcher: Arc<AhoCorasick>,
    names: Arc<Vec<(String, SubjectId)>>,
}

impl Names {
    /// The names of the data. Making a searcher is dear: that of `before` is taken where the names are the same.
    pub(crate) fn of(data: &Data, before: Option<&Self>) -> Self {
        let mut names: Vec<(String, SubjectId)> = Vec::new();
        for (number, subject) in data.subjects.iter_enumerated() {
            let all = std::iter::once(&subject.label).chain(&subject.aliases);
            names.extend(all.filter(|name| name.len() > 1).map(|name| (name.to_lowercase(), number)));
        }
        names.sort_by(|a, b| (b.0.len(), &a.0, a.1).cmp(&(a.0.len(), &b.0, b.1)));
        names.dedup_by(|later, earlier| later.0 == earlier.0);
        if let Some(before) = before.filter(|before| *before.names == names) {
            return Self { searcher: Arc::clone(&before.searcher), names: Arc::clone(&before.names) };
        }
        let searcher = AhoCorasick::new(names.iter().map(|(name, _)| name)).expect("names fit a searcher");
        Self { searcher: Arc::new(searcher), names: Arc::new(names) }
    }

    /// The subjects that a text names, each once.
    pub(crate) fn in_text(&self, text: &str) -> Vec<SubjectId> {
        let text = text.to_lowercase();
        let alone = |found: &Match| stands_alone(&text, found.start(), found.end());
        let mut matches: Vec<Match> = self.searcher.find_overlapping_iter(&text).filter(alone).collect();
        matches.sort_unstable_by_key(|one| (one.pattern(), one.start()));
        let (mut taken, mut found): (Vec<Match>, Vec<SubjectId>) = (Vec::new(), Vec::new());
        for one in matches {
            // Shorter names inside a longer one are not meant.
            if taken.iter().any(|longer| one.start() < longer.end() && longer.start() < one.end()) {
                continue;
            }
            taken.push(one);
            let (_, subject) = self.names[one.pattern().as_usize()];
            if !found.contains(&subject) {
                found.push(subject);
            }
        }
        found
    }
}

/// Where a text has a word or phrase, from a byte on, and not as a part of another word.
pub(crate) fn word(text: &str, phrase: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..).filter(|_| !phrase.is_empty())?;
    let starts = rest.match_indices(phrase).map(|(at, _)| from + at);
    starts.into_iter().find(|at| stands_alone(text, *at, at + phrase.len()))
}

/// Whether what stands from one byte to another is not a part of a longer word.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// Whether one subject is part of the other.
pub(crate) fn related(one: SubjectId, other: SubjectId, data: &Data, ids: &Ids) -> bool {
    let above = |start: SubjectId, wanted: SubjectId| {
        let mut at = Some(start);
        while let Some(subject) = at {
            if subject == wanted {
                return true;
            }
            let parent = data.subjects[subject].parent.as_ref();
            at = parent.and_then(|id| ids.subjects.get(&id.value));
        }
        false
    };
    above(one, other) || above(other, one)
}
