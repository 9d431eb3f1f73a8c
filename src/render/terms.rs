//! Glossary terms in running text.
//!
//! In: the terms of the glossary. Out: the first place of each in a text, as whole words, the
//! longest first. Does not look into links, headings or code: the writer does not ask there.

use crate::model::{Table, Term, TermId};
use crate::text::curled;
use aho_corasick::{AhoCorasick, MatchKind};

/// Finds terms.
pub(crate) struct Terms {
    finder: Option<AhoCorasick>,
    /// The term of each pattern.
    owners: Vec<TermId>,
}

impl Terms {
    /// Prepares the search; terms of one letter are never linked.
    pub(crate) fn new(terms: &Table<TermId, Term>) -> Self {
        let mut patterns = Vec::new();
        let mut owners = Vec::new();
        for (number, term) in terms.iter_enumerated() {
            for words in std::iter::once(&term.term).chain(&term.aliases) {
                if words.chars().count() > 1 {
                    // As typed, and as it is printed.
                    let printed = curled(words, None);
                    let forms =
                        std::iter::once(words.clone()).chain((printed != *words).then(|| printed.into()));
                    for form in forms {
                        patterns.push(form);
                        owners.push(number);
                    }
                }
            }
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(&patterns);
        Self { finder: finder.ok().filter(|_| !patterns.is_empty()), owners }
    }

    /// The next term at or after `from`: its bytes and its number.
    pub(crate) fn next(&self, text: &str, from: usize) -> Option<(std::ops::Range<usize>, TermId)> {
        let finder = self.finder.as_ref()?;
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
        let mut at = from;
        while let Some(found) = finder.find(text.get(at..)?) {
            let range = at + found.start()..at + found.end();
            let apart =
                !word(text[..range.start].chars().next_back()) && !word(text[range.end..].chars().next());
            if apart {
                return Some((range, self.owners[found.pattern().as_usize()]));
            }
            at = range.end;
        }
        None
    }
}
