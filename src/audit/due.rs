//! What has to be looked at again, and when.
//!
//! In: facts with their dates, disputes with reviews, exceptions with an end, and the day. Out: what is
//! overdue and what will be within some days, as a table, as JSON and as a calendar.

use super::{calendar, place};
use crate::check::{Checked, too_old};
use crate::text::{Files, Span};
use jiff::civil::Date;
use serde_json::json;
use std::collections::BTreeSet;

/// What has to be looked at again, the most urgent first.
#[derive(Debug, Clone)]
pub struct Due {
    /// The day it was asked.
    pub today: Date,
    /// What there is.
    pub items: Vec<DueItem>,
    /// How many facts never become due, and the attributes that set no limit to their age.
    pub unlimited: (usize, Vec<String>),
}

/// One thing to look at.
#[derive(Debug, Clone)]
pub struct DueItem {
    /// `netflix-pmm/total-comp`, or what else it is.
    pub what: String,
    /// What happens on the day.
    pub why: String,
    /// The day on which it becomes stale, is to be reviewed, or ends.
    pub on: Date,
    /// How it stands.
    pub state: DueState,
    /// Where it is written.
    pub place: String,
}

/// How urgent it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueState {
    /// Past the second limit.
    Expired,
    /// Past the first.
    Overdue,
    /// To come, in so many days.
    Within(i32),
}

impl DueState {
    fn words(self) -> String {
        match self {
            Self::Expired => "expired".to_owned(),
            Self::Overdue => "overdue".to_owned(),
            Self::Within(0) => "today".to_owned(),
            Self::Within(1) => "in 1 day".to_owned(),
            Self::Within(days) => format!("in {days} days"),
        }
    }
}

/// Collects what is overdue, and what will be within `days`.
pub(crate) fn due(site: &Checked, files: &Files, days: i32) -> Due {
    let mut collector = Collector { today: site.today, days, files, items: Vec::new() };
    let (mut unlimited, mut attributes) = (0, BTreeSet::new());
    for fact in &site.facts.items {
        let def = &site.data.facts[fact.def];
        let attr = &site.data.attributes[fact.attribute];
        let name = def.name();
        let live = fact.is_live() && fact.derived.is_none();
        let limits = [attr.freshness.warn_after, attr.freshness.error_after];
        if live && fact.counts(&site.data) && !attr.has_freshness && limits == [None; 2] {
            unlimited += 1;
            attributes.insert(attr.id.value.clone());
        }
        if let Some(date) = fact.as_of.filter(|_| live) {
            let span = def.date_span();
            let after = |months: i32| too_old(date, months);
            let (warn, error) = (attr.freshness.warn_after, attr.freshness.error_after);
            let expired = error.and_then(after).filter(|day| *day <= site.today);
            if let Some(day) = expired {
                collector.add(&name, format!("expired, as of {date}"), day, Some(DueState::Expired), span);
            } else {
                if let Some(day) = warn.and_then(after) {
                    collector.add(&name, format!("becomes stale, as of {date}"), day, None, span);
                }
                if let Some(day) = error.and_then(after) {
                    collector.add(&name, format!("expires, as of {date}"), day, None, span);
                }
            }
        }
        if let Some(review) = def.dispute.as_ref().and_then(|dispute| dispute.review_by.as_ref()) {
            let what = format!("the dispute on {name}");
            collector.add(&what, "is to be reviewed".to_owned(), review.value.last(), None, review.span);
        }
    }
    for allow in site.allows() {
        if let Some(until) = &allow.until {
            let what = format!("allow({})", allow.lint.value);
            collector.add(&what, "ends".to_owned(), until.value.last(), None, until.span);
        }
    }
    let mut items = collector.items;
    items.sort_by(|a, b| (a.state, a.on, &a.what, &a.place).cmp(&(b.state, b.on, &b.what, &b.place)));
    Due { today: site.today, items, unlimited: (unlimited, attributes.into_iter().collect()) }
}

struct Collector<'a> {
    today: Date,
    days: i32,
    files: &'a Files,
    items: Vec<DueItem>,
}

impl Collector<'_> {
    fn add(&mut self, what: &str, why: String, on: Date, state: Option<DueState>, span: Span) {
        let left = self.today.until(on).map_or(i32::MAX, |span| span.get_days());
        let state = state.unwrap_or(if left < 0 || (left == 0 && why.starts_with("becomes")) {
            DueState::Overdue
        } else {
            DueState::Within(left)
        });
        if matches!(state, DueState::Within(left) if left > self.days) {
            return;
        }
        let why = if state == DueState::Overdue { why.replace("becomes stale", "is stale") } else { why };
        self.items.push(DueItem { what: what.to_owned(), why, on, state, place: place(span, self.files) });
    }
}

impl Due {
    /// The table for a terminal.
    pub fn text(&self) -> String {
        if self.items.is_empty() {
            return match self.without_limit() {
                Some(rest) => format!("nothing is due, but {rest}\n"),
                None => "nothing is due\n".to_owned(),
            };
        }
        let width = |f: fn(&DueItem) -> usize| self.items.iter().map(f).max().unwrap_or(0) + 2;
        let (state, what) = (width(|i| i.state.words().len()), width(|i| i.what.chars().count()));
        let why = width(|i| i.why.chars().count());
        let mut out = String::new();
        for item in &self.items {
            let words = item.state.words();
            out.push_str(&format!(
                "{words:state$}{}  {:what$}{:why$}{}\n",
                item.on, item.what, item.why, item.place
            ));
        }
        out.extend(self.without_limit().map(|rest| format!("\n{rest}\n")));
        out
    }

    /// A sentence about the facts that are never due, however old they are.
    fn without_limit(&self) -> Option<String> {
        const NAMED: usize = 5;
        let (count, attributes) = &self.unlimited;
        let facts = match count {
            0 => return None,
            1 => "1 fact may have any age".to_owned(),
            n => format!("{n} facts may have any age"),
        };
        let some: Vec<String> = attributes.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
        let more = attributes.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        Some(format!("{facts}: no limit (`freshness`) is set for {}{more}", some.join(", ")))
    }

    /// One JSON object a line; the last one counts the facts without a limit, if there are any.
    pub fn json(&self) -> String {
        let line = |item: &DueItem| {
            let state = match item.state {
                DueState::Expired => "expired",
                DueState::Overdue => "overdue",
                DueState::Within(_) => "to-come",
            };
            json!({"what": item.what, "why": item.why, "on": item.on.to_string(), "state": state, "place": item.place})
                .to_string()
                + "\n"
        };
        let mut out: String = self.items.iter().map(line).collect();
        if self.unlimited.0 > 0 {
            out.push_str(&(json!({"without-limit": self.unlimited.0}).to_string() + "\n"));
        }
        out
    }

    /// A calendar file (RFC 5545) with an all-day event for each.
    pub fn calendar(&self, title: &str) -> String {
        let events = self.items.iter().map(|item| calendar::Event {
            uid: format!("{} {}", item.what, item.place.split(':').next().unwrap_or("")),
            on: item.on,
            summary: format!("{} {}", item.what, item.why),
            description: item.place.clone(),
        });
        calendar::calendar(title, self.today, events)
    }
}
