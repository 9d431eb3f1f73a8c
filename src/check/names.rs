//! Subjects by the names that sentences give them.
//!
//! In: the data's subjects. Out: which of them a text names, by label or alias; the longest name wins, so
//! that "Acme PMM" names neither "Acme" nor "Acme PM". Understands no pronouns.

use super::ids::Ids;
use crate::model::{Data, SubjectId};

/// All names in lower case, the longest first.
pub(crate) struct Names(Vec<(String, SubjectId)>);

impl Names {
    pub(crate) fn of(data: &Data) -> Self {
        let mut names: Vec<(String, SubjectId)> = Vec::new();
        for (number, subject) in data.subjects.iter_enumerated() {
            let all = std::iter::once(&subject.label).chain(&subject.aliases);
            names.extend(all.filter(|name| name.len() > 1).map(|name| (name.to_lowercase(), number)));
        }
        names.sort_by(|a, b| (b.0.len(), &a.0, a.1).cmp(&(a.0.len(), &b.0, b.1)));
        Self(names)
    }

    /// The subjects that a text names, each once.
    pub(crate) fn in_text(&self, text: &str) -> Vec<SubjectId> {
        let mut text = text.to_lowercase();
        let mut found = Vec::new();
        for (name, subject) in &self.0 {
            let mut from = 0;
            while let Some(at) = word(&text, name, from) {
                if !found.contains(subject) {
                    found.push(*subject);
                }
                // Shorter names inside it are not meant.
                text.replace_range(at..at + name.len(), &" ".repeat(name.len()));
                from = at + name.len();
            }
        }
        found
    }
}

/// Where a text has a word or phrase, from a byte on, and not as a part of another word.
pub(crate) fn word(text: &str, phrase: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..).filter(|_| !phrase.is_empty())?;
    let alone = |at: &usize| {
        let before = text[..from + at].chars().next_back();
        let after = text[from + at + phrase.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    rest.match_indices(phrase).map(|(at, _)| at).find(alone).map(|at| from + at)
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
            at = parent.and_then(|id| ids.subjects.get(&id.value).copied());
        }
        false
    };
    above(one, other) || above(other, one)
}
