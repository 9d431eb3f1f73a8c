//! `prepress explain`: the page of a lint, or the list of all.
//!
//! In: a name or a code. Out: Markdown on standard output.

use super::Outcome;
use super::args::{ExplainOptions, unknown_lint};
use crate::lints::{self, Group, Lint};
use crate::shell::Failure;

pub(super) fn run(options: &ExplainOptions) -> Result<Outcome, Failure> {
    let text = match &options.lint {
        None => all(),
        Some(name) => match lints::find(name) {
            Some(lint) => page(lint),
            None => group(name).ok_or_else(|| unknown_lint(name))?,
        },
    };
    anstream::println!("{}", text.trim_end());
    Ok(Outcome::Clean)
}

fn page(lint: &Lint) -> String {
    let level = match lint.default_level().severity() {
        "allowed" => "off unless asked for".to_owned(),
        severity => format!("reported as {severity}"),
    };
    format!("{}\n\n{} in the group {}, {level}.\n", lint.explain.trim_end(), lint.code, lint.group.name())
}

fn group(name: &str) -> Option<String> {
    let group = Group::parse(name)?;
    let mut text = format!("{}: {}\n\n", group.name(), group.about());
    for lint in lints::ALL.iter().filter(|lint| lint.group == group) {
        text.push_str(&format!("  {}  {:28} {}\n", lint.code, lint.name, lint.summary));
    }
    Some(text)
}

fn all() -> String {
    let groups: Vec<String> = Group::ALL.iter().filter_map(|group| self::group(group.name())).collect();
    format!("{}\n`prepress explain NAME` shows a page with an example and its repair.\n", groups.join("\n"))
}
