//! `prepress explain`: the page of a lint, the list of all, or the steps of one verdict.
//!
//! In: a name or a code, or the place of a claim. Out: text on standard output.

use super::args::{ExplainOptions, unknown_lint};
use super::inputs;
use super::outcome::Outcome;
use crate::audit::StepsError;
use crate::lints::{self, Group, Lint};
use crate::shell::{self, Failure};

pub(super) fn run(options: &ExplainOptions) -> Result<Outcome, Failure> {
    let text = match &options.lint {
        None => all(),
        Some(name) if name == "claim" => claim(options)?,
        Some(name) => match lints::find(name) {
            Some(lint) => page(lint),
            None => group(name).ok_or_else(|| unknown_lint(name))?,
        },
    };
    shell::print(&format!("{}\n", text.trim_end()));
    Ok(Outcome::Clean)
}

/// Every step of the verdict on the claim at a place.
fn claim(options: &ExplainOptions) -> Result<String, Failure> {
    let form = "write `prepress explain claim content/pay.md:12:26`";
    let Some(place) = &options.place else {
        return Err(Failure::new("`explain claim` needs the location of a claim").hint(form));
    };
    let (path, line, column) = read_place(place)
        .ok_or_else(|| Failure::new(format!("`{place}` is not a location in a file")).hint(form))?;
    let built = inputs::built(&options.ask.site())?;
    let path = path.strip_prefix("./").unwrap_or(path);
    built.steps(path, line, column).map(|steps| steps.text()).map_err(|error| match error {
        StepsError::NoFile => Failure::new(format!("the site has no file `{path}`"))
            .hint("paths are relative to the site's root"),
        StepsError::NoClaim(near) if near.is_empty() => {
            Failure::new(format!("`{path}` binds no words to a fact, a rule or a source"))
        }
        StepsError::NoClaim(near) => Failure::new(format!("no claim at {place}"))
            .hint(format!("the nearest are at {}", near.join(", "))),
    })
}

/// `content/pay.md:12:26`, `content/pay.md:12`
fn read_place(place: &str) -> Option<(&str, usize, Option<usize>)> {
    let number = |text: &str| text.parse::<usize>().ok().filter(|n| *n > 0);
    let (head, last) = place.rsplit_once(':')?;
    let last = number(last)?;
    match head.rsplit_once(':').and_then(|(path, line)| Some((path, number(line)?))) {
        Some((path, line)) => Some((path, line, Some(last))),
        None => Some((head, last, None)),
    }
}

fn page(lint: &Lint) -> String {
    let level = match lint.default_level().severity() {
        "allowed" => "off by default".to_owned(),
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
