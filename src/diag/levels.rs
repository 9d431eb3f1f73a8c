//! How a site or a command line changes how much a finding matters.

use super::{Diagnostic, Findings};
use crate::lints::{self, Group, Level, Lint};
use std::collections::HashMap;

/// A name that is neither a lint nor a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLint;

/// Levels that differ from the lints' own, in the order they were given.
///
/// A later entry overrules an earlier one, and a lint's name overrules its group's whatever the
/// order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Levels {
    lints: HashMap<&'static str, Level>,
    groups: HashMap<Group, Level>,
    /// Levels of lints when nobody says otherwise, where a command has its own.
    defaults: HashMap<&'static str, Level>,
    deny_warnings: bool,
}

impl Levels {
    /// Sets the level of a lint (by name or code) or of a group.
    ///
    /// # Errors
    /// When there is neither.
    pub fn set(&mut self, name: &str, level: Level) -> Result<(), UnknownLint> {
        if name == "warnings" && level == Level::Deny {
            self.deny_warnings = true;
        } else if let Some(group) = Group::parse(name) {
            self.groups.insert(group, level);
        } else if let Some(lint) = lints::find(name) {
            self.lints.insert(lint.name, level);
        } else {
            return Err(UnknownLint);
        }
        Ok(())
    }

    /// Sets the level that a lint has when nobody says otherwise.
    pub fn default_to(&mut self, lint: &'static Lint, level: Level) {
        self.defaults.insert(lint.name, level);
    }

    /// The level of a lint under these settings.
    pub fn of(&self, lint: &Lint) -> Level {
        let chosen = self.lints.get(lint.name).or_else(|| self.groups.get(&lint.group));
        let chosen = chosen.or_else(|| self.defaults.get(&lint.name));
        self.hardened(chosen.copied().unwrap_or_else(|| lint.default_level()))
    }

    /// The level of a finding, which may be less than its lint's.
    fn of_finding(&self, finding: &Diagnostic) -> Level {
        match finding.at_most {
            Some(most) => self.hardened(self.of(finding.lint).min(most)),
            None => self.of(finding.lint),
        }
    }

    fn hardened(&self, level: Level) -> Level {
        if level == Level::Warn && self.deny_warnings { Level::Deny } else { level }
    }

    /// Whether a lint is reported at all.
    pub(crate) fn reports(&self, lint: &Lint) -> bool {
        self.of(lint) != Level::Allow
    }

    /// Gives each finding its level and drops those that are allowed.
    pub fn apply(&self, findings: &mut Vec<Diagnostic>) {
        for finding in findings.iter_mut() {
            finding.level = self.of_finding(finding);
        }
        findings.retain(|finding| finding.level != Level::Allow);
    }

    /// Adds the settings of `over` on top of these.
    pub fn overlay(&mut self, over: &Levels) {
        self.lints.extend(over.lints.iter().map(|(name, level)| (*name, *level)));
        self.groups.extend(over.groups.iter().map(|(group, level)| (*group, *level)));
        self.defaults.extend(over.defaults.iter().map(|(name, level)| (*name, *level)));
        self.deny_warnings |= over.deny_warnings;
    }
}

/// Which findings count.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reporting {
    /// Levels in force.
    pub levels: Levels,
    /// Whether findings count that nobody is shown: a baseline may name them.
    pub all: bool,
}

impl Reporting {
    /// Drops the findings on a page that do not count. Where lints are `excepted` all do: each uses an exception.
    pub(crate) fn drop_hidden(&self, findings: &mut Findings, excepted: bool) {
        if !self.all && !excepted {
            findings.retain(|finding| self.levels.of_finding(finding) != Level::Allow);
        }
    }
}
