//! A bound figure in a text.
//!
//! In: a claim as checked, and its words. Out: HTML in the writer: the words or the inserted value, a light mark, and
//! the number that leads to the evidence. Decides no verdict.

use super::escape;
use super::html::{Failed, Writer};
use super::view::EvidenceView;
use crate::check::{Claim, ClaimState};
use crate::doc::{Inline, plain_text};

impl Writer<'_> {
    /// A bound figure: its words stay, with a light mark and a number that leads to the evidence.
    pub(super) fn claim(&mut self, claim: &Claim, content: &[Inline<'_>]) -> Result<(), Failed> {
        let mark = match &claim.state {
            ClaimState::Unreadable { .. } | ClaimState::Exempt => return self.inlines(content),
            ClaimState::Todo => " todo",
            ClaimState::Cited { .. } => " cited",
            state => state.fact().map_or("", |fact| fact_mark(&self.site.checked.facts[fact])),
        };
        let terms = std::mem::replace(&mut self.link_terms, false);
        match &claim.state {
            ClaimState::Inserted { text, .. } => {
                let long = long(text);
                self.before = text.chars().next_back();
                let text = escape::text(text);
                self.out.push_str(&format!(
                    "<data class=\"figure inserted{mark}{long}\" value=\"{text}\">{text}</data>"
                ));
            }
            _ => {
                let long = long(&plain_text(content));
                self.out.push_str(&format!("<span class=\"figure{mark}{long}\">"));
                self.inlines(content)?;
                self.out.push_str("</span>");
            }
        }
        self.link_terms = terms;
        if self.bare {
            return Ok(());
        }
        if claim.state == ClaimState::Todo {
            self.out.push_str(" <span class=\"mark mark-todo\">needs source</span>");
            return Ok(());
        }
        let cited = self.evidence.cite(claim);
        // Its number is a button.
        self.fits_label &= cited.is_none();
        match cited {
            Some((number, true)) => {
                let beside = self.margin.takes(&self.evidence.entries[number]);
                self.evidence.entries[number].beside = beside;
                let entry = self.evidence.entries[number].clone();
                self.component("evidence.html", &entry)
            }
            Some((number, false)) => {
                let EvidenceView { n, id, .. } = &self.evidence.entries[number];
                self.out.push_str(&format!("<span class=\"note-mark\"><sup aria-hidden=\"true\">{n}</sup><button class=\"note-ref\" type=\"button\" popovertarget=\"{id}\"><span class=\"unseen\">Evidence {n}</span></button></span>"));
                Ok(())
            }
            None => Ok(()),
        }
    }
}

/// In tables short figures stay on one line; longer wordings are marked, since they may break.
fn long(words: &str) -> &'static str {
    const SHORT: usize = 20;
    if words.chars().count() > SHORT { " long" } else { "" }
}

pub(super) fn fact_mark(fact: &crate::check::Fact) -> &'static str {
    if fact.dispute.is_some() {
        " disputed"
    } else if fact.stale {
        " stale"
    } else {
        ""
    }
}
