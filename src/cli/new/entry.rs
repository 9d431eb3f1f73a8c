//! `prepress new fact` and `prepress new question`: one more entry of a file that may hold others.
//!
//! In: `SUBJECT/ATTRIBUTE`, or `BANK/ID`. Out: the entry at the end of its list, in the form that the list has, or a file of
//! its own. What it names has to be there: a subject, an attribute, a bank. Overwrites nothing.

use crate::cli::args::SiteOptions;
use crate::cli::inputs;
use crate::cli::outcome::Outcome;
use crate::shell::{self, Failure, Rewrite};
use crate::text::did_you_mean;
use crate::text::names::CONTENT;
use std::path::Path;

/// What tells that a fact is an example.
const NOTE: &str = r#", note: "TODO: write the value, its date and its source, and remove this note""#;

/// A fact with a value of the attribute's kind, to be replaced by the right one.
pub(super) fn fact(root: &Path, typed: &str) -> Result<Outcome, Failure> {
    let (subject, attribute) =
        two(typed, "a fact is named by its subject and its attribute", "fact exam-a/fee")?;
    let built = inputs::built(&SiteOptions::plain(root, None))?;
    known(subject, built.subjects(), "subject")?;
    known(attribute, built.attributes(), "attribute")?;
    // An example is a value like any other: what marks it stands beside it.
    let (value, note) = match built.example(attribute) {
        Some(example) => (example, NOTE),
        None => ("TODO: write the value, its date and its source".to_owned(), ""),
    };
    let value = crate::site::double_quoted(&value);
    let month = inputs::today()?.0.to_string()[..7].to_owned();
    let source = built.sources().next().map_or_else(|| "[]".to_owned(), |id| format!("[{id}]"));
    let path = format!("{CONTENT}/data/facts/{subject}.yaml");
    let full = format!("id: {attribute}, value: {value}, as-of: \"{month}\", sources: {source}{note}");
    let entry = Entry {
        key: "facts",
        id: attribute,
        listed: format!("- {{{full}}}"),
        keyed: Some(format!("{attribute}: {{value: {value}, as-of: \"{month}\", sources: {source}}}")),
        fresh: format!("subject: {subject}\nfacts:\n  - {{{full}}}\n"),
    };
    entry.add(root, &path)
}

/// A question with what a good answer shows.
pub(super) fn question(root: &Path, typed: &str) -> Result<Outcome, Failure> {
    let (bank, id) =
        two(typed, "a question is named by its bank and its id", "question practice/first-days")?;
    let path = format!("{CONTENT}/data/questions/{bank}.yaml");
    if !shell::is_there(&root.join(&path)) {
        return Err(Failure::new(format!("there is no bank of questions {path}"))
            .hint(format!("`prepress new questions {bank}` makes one, with a page")));
    }
    let built = inputs::built(&SiteOptions::plain(root, None))?;
    let stage = built.question_stage(&path).ok_or_else(|| {
        Failure::new(format!("{path} has no stages")).hint("write one: `stages: [{id: first, label: First}]`")
    })?;
    let text = format!(
        "- id: {id}\n  text: \"TODO: write the question\"\n  stage: {stage}\n  kind: case\n  # One that was really asked is `reported` and needs a source.\n  origin: authored\n  minutes: 5\n  shows: [\"TODO: say what a good answer shows\"]"
    );
    Entry { key: "questions", id, listed: text, keyed: None, fresh: String::new() }.add(root, &path)
}

/// Both parts of a name, in the letters of ids.
fn two<'t>(typed: &'t str, says: &str, example: &str) -> Result<(&'t str, &'t str), Failure> {
    let plain = |part: &str| !part.is_empty() && slug::slugify(part) == part;
    typed.split_once('/').filter(|(one, two)| plain(one) && plain(two)).ok_or_else(|| {
        Failure::new(format!("`{typed}`: {says}, in small letters"))
            .hint(format!("write `prepress new {example}`"))
    })
}

fn known<'i>(id: &str, mut all: impl Iterator<Item = &'i str> + Clone, what: &str) -> Result<(), Failure> {
    let near = did_you_mean(id, all.clone());
    if all.any(|own| own == id) {
        return Ok(());
    }
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Err(Failure::new(format!("there is no {what} `{id}`{near}"))
        .hint(format!("`prepress new {what} {id}` makes one")))
}

/// An entry in the forms that its list may have.
struct Entry<'e> {
    key: &'e str,
    id: &'e str,
    listed: String,
    keyed: Option<String>,
    /// A file with nothing but the entry; empty where there has to be one.
    fresh: String,
}

impl Entry<'_> {
    fn add(&self, root: &Path, path: &str) -> Result<Outcome, Failure> {
        let place = root.join(path);
        if !shell::is_there(&place) {
            shell::write_files(root, &[Rewrite::of(path, None, &self.fresh)])?;
            shell::print(&format!("wrote `{}` at {path}:1\n", self.id));
            return Ok(Outcome::Clean);
        }
        let text = shell::read_text_file(&place, shell::LARGEST_TEXT)?;
        let (new, line) =
            self.within(&text).map_err(|(why, hint)| Failure::new(format!("{path}: {why}")).hint(hint))?;
        shell::write_files(root, &[Rewrite::of(path, Some(&text), &new)])?;
        shell::print(&format!("wrote `{}` at {path}:{line}\n", self.id));
        Ok(Outcome::Clean)
    }

    /// The text with the entry at the end of its list, and the line of the entry; or why not, and what to do.
    fn within(&self, text: &str) -> Result<(String, usize), (String, &'static str)> {
        let by_hand = |why: String| (why, "add it by hand");
        let lines: Vec<&str> = text.lines().collect();
        let head = format!("{}:", self.key);
        let is_head = |line: &&str| {
            line.strip_prefix(&head)
                .is_some_and(|rest| rest.trim_start().is_empty() || rest.trim_start().starts_with('#'))
        };
        let Some(begin) = lines.iter().position(is_head) else {
            let other = lines.iter().any(|line| line.starts_with(&head));
            return match other {
                true => Err(by_hand(format!("`{}` is not a list with lines of its own", self.key))),
                false => Ok(self.at_the_end(text, &lines)),
            };
        };
        let outside = |line: &&str| !line.is_empty() && !line.starts_with([' ', '#', '-']);
        let end = lines[begin + 1..].iter().position(outside).map_or(lines.len(), |at| begin + 1 + at);
        // Blank lines and comments before the next key stay with it.
        let end = (begin + 1..end)
            .rev()
            .find(|at| !lines[*at].trim().is_empty() && !lines[*at].starts_with('#'))
            .map_or(begin + 1, |at| at + 1);
        let first = lines[begin + 1..end]
            .iter()
            .find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
        let indent = first.map_or("  ", |line| &line[..line.len() - line.trim_start().len()]);
        let keyed = first.is_some_and(|line| !line.trim_start().starts_with('-'));
        let entry = match &self.keyed {
            _ if !keyed => &self.listed,
            Some(entry) => entry,
            None => return Err(by_hand("its entries have keys".to_owned())),
        };
        let names = |line: &&str| {
            let rest = line.trim_start().trim_start_matches("- ").trim_start_matches('{');
            rest == self.id
                || rest.starts_with(&format!("{}:", self.id))
                || rest.starts_with(&format!("id: {},", self.id))
                || rest == format!("id: {}", self.id)
        };
        if let Some(at) = lines[begin + 1..end].iter().position(names) {
            let taken = format!("`{}` already exists in line {}", self.id, begin + 2 + at);
            return Err((taken, "change that one, or choose another name"));
        }
        let mut out: Vec<String> = lines[..end].iter().map(|line| (*line).to_owned()).collect();
        out.extend(entry.lines().map(|line| format!("{indent}{line}")));
        out.extend(lines[end..].iter().map(|line| (*line).to_owned()));
        Ok((out.join("\n") + "\n", end + 1))
    }

    /// The list at the end of a file that has none.
    fn at_the_end(&self, text: &str, lines: &[&str]) -> (String, usize) {
        let joint = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        let listed: String = self.listed.lines().map(|line| format!("  {line}\n")).collect();
        (format!("{text}{joint}{}:\n{listed}", self.key), lines.len() + 2)
    }
}
