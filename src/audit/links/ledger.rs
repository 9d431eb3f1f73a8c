//! The ledger of addresses that failed: a file that is kept with the site.
//!
//! In: the file, and what was found today. Out: the file as it is now. An address that opens leaves it, and so does one that
//! the guide no longer leads to; exceptions are the author's and stay.

use super::outcome::Outcome;
use super::{Addresses, Outcomes};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was found at an address that did not open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failing {
    /// The last answer: `404 Not Found`.
    pub what: String,
    /// The days on which it failed, since it last opened.
    pub days: Vec<Date>,
}

/// An address that is not reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The address, or how several begin, with `*` at the end.
    pub url: String,
    /// Why it is right as it is.
    pub reason: String,
    /// The last day on which it is not reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// What is kept from one day to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ledger {
    /// Written by hand.
    pub exceptions: Vec<Exception>,
    /// Addresses that failed.
    pub failing: BTreeMap<String, Failing>,
    /// Addresses that could not be judged.
    pub unknown: BTreeMap<String, Failing>,
}

impl Ledger {
    /// Reads the file.
    ///
    /// # Errors
    /// It is no ledger.
    pub fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// The file.
    #[must_use]
    pub fn text(&self) -> String {
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{text}\n")
    }

    /// Takes in what was found today.
    pub(super) fn follow(&mut self, addresses: &Addresses, outcomes: &Outcomes, today: Date) {
        self.failing.retain(|url, _| addresses.0.contains_key(url));
        self.unknown.retain(|url, _| addresses.0.contains_key(url));
        for url in addresses.0.keys() {
            match outcomes.of(url) {
                None => {}
                Some(Outcome::Good) => {
                    self.failing.remove(url);
                    self.unknown.remove(url);
                }
                Some(Outcome::Failed(what)) => {
                    self.unknown.remove(url);
                    note(&mut self.failing, url, what, today);
                }
                // It failed before, and this says neither that it does nor that it does not.
                Some(Outcome::Unknown(_)) if self.failing.contains_key(url) => {}
                Some(Outcome::Unknown(what)) => note(&mut self.unknown, url, what, today),
            }
        }
    }

    /// Whether an address is not to be reported.
    pub(super) fn excepts(&self, url: &str, today: Date) -> bool {
        self.exceptions.iter().any(|it| it.covers(url) && it.until.is_none_or(|until| today <= until))
    }

    /// Exceptions that ended, or that no address of the guide needs, as sentences.
    pub(super) fn idle_exceptions(&self, addresses: &Addresses, today: Date) -> Vec<String> {
        let told = |it: &Exception| {
            if let Some(until) = it.until.filter(|until| *until < today) {
                return Some(format!("the exception for {} ended on {until}: {}", it.url, it.reason));
            }
            let needed = addresses.0.keys().any(|url| it.covers(url));
            (!needed).then(|| format!("the exception for {} covers no address of the guide", it.url))
        };
        self.exceptions.iter().filter_map(told).collect()
    }
}

impl Exception {
    fn covers(&self, url: &str) -> bool {
        self.url.strip_suffix('*').map_or(self.url == url, |start| url.starts_with(start))
    }
}

fn note(list: &mut BTreeMap<String, Failing>, url: &str, what: &str, today: Date) {
    let failing =
        list.entry(url.to_owned()).or_insert_with(|| Failing { what: String::new(), days: Vec::new() });
    what.clone_into(&mut failing.what);
    if failing.days.last() != Some(&today) {
        failing.days.push(today);
    }
}
