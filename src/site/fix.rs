//! The repairs that findings suggest, applied until there is nothing more to repair.
//!
//! In: [`Inputs`], and how sure a repair has to be. Out: the files that change, with their texts before and after, and
//! the findings that remain. Text outside a repair stays as it is, byte for byte. Where a part of the site could not
//! be read nothing is repaired, since what seems to be missing may stand there; and no repair follows a fact whose
//! file has errors. Writes nothing.

use super::{Built, Content, Inputs, Workspace, requote};
use crate::diag::{self, Applicability, Diagnostic, Level, Reason};
use crate::lints::Group;
use crate::parse;
use crate::text::{FileId, FilePath, Files, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A repair may make another possible; needing more rounds than this would be a bug.
const ROUNDS: usize = 8;

/// What repairing a site gave.
pub struct Fixed {
    /// The files that change, by path.
    pub changed: Vec<Changed>,
    /// How many repairs were made; the same one twice counts once.
    pub applied: usize,
    /// How many repairs were not made because they change what the text says.
    pub risky: usize,
    /// How many were not made because the data could not be read afterwards.
    pub broken: usize,
    /// How many were not made because the fact that they follow stands in a file with errors.
    pub withheld: usize,
    /// A file or a folder that could not be read, because of which nothing was repaired at all.
    pub unread: Option<FilePath>,
    /// The findings that remain, with their levels, sorted.
    pub findings: Vec<Diagnostic>,
    /// The site after the repairs.
    pub built: Built,
}

/// A file that repairs change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its path below the site's root.
    pub path: FilePath,
    /// Its text as it was read.
    pub old: Arc<str>,
    /// Its text with the repairs.
    pub new: Arc<str>,
}

impl Workspace {
    /// Applies each repair that `up_to` allows. A second call has nothing to do.
    pub fn fix(&mut self, mut inputs: Inputs, up_to: Applicability) -> Fixed {
        let before = inputs.files.clone();
        let mut applied = 0;
        for round in 1.. {
            let built = self.build(inputs.clone());
            let (mut findings, built) = (built.findings, built.value);
            let unread = built.unread().cloned();
            let withheld = withhold(&mut findings, built.files(), unread.is_some());
            let broken = requote::repairs(&mut findings, built.files());
            let repaired = diag::repair(&findings, built.files(), up_to);
            if repaired.texts.is_empty() || round == ROUNDS {
                let risky =
                    repaired.skipped.iter().filter(|skipped| skipped.reason == Reason::Unsafe).count();
                let changed = changed(&before, &inputs.files);
                return Fixed { changed, applied, risky, broken, withheld, unread, findings, built };
            }
            applied += repaired.applied;
            for (file, text) in repaired.texts {
                let path = built.files().get(file).path.clone();
                inputs.files.insert(path, Content::Text(text.into()));
            }
        }
        unreachable!("the last round returns")
    }
}

/// Takes away repairs that rest on what may be wrong: all of them where a part of the site was not read, else those
/// beside a fact whose file has errors. Returns how many of the latter.
fn withhold(findings: &mut [Diagnostic], files: &Files, all: bool) -> usize {
    let is_data = |file: FileId| parse::is_read_as_data(files.get(file).path.as_str());
    let faulty: BTreeSet<FileId> = findings
        .iter()
        .filter(|finding| finding.level == Level::Deny && is_data(finding.span.file))
        .filter(|finding| matches!(finding.lint.group, Group::Files | Group::Data))
        .map(|finding| finding.span.file)
        .collect();
    let doubted = doubted(findings);
    let mut withheld = 0;
    for finding in findings {
        let rests = finding
            .related
            .iter()
            .any(|label| label.span.file != finding.span.file && faulty.contains(&label.span.file))
            || finding.rests_on.is_some_and(|entry| {
                let inside = |place: &Span| place.start < entry.end && entry.start <= place.start;
                faulty.contains(&entry.file)
                    || doubted.get(&entry.file).is_some_and(|all| all.iter().any(inside))
            });
        if all || rests {
            withheld += usize::from(finding.fix.take().is_some() && !all);
        }
    }
    withheld
}

/// Where the data has findings about a value, its sources or its age, by file.
fn doubted(findings: &[Diagnostic]) -> BTreeMap<FileId, Vec<Span>> {
    let about = |group: Group| matches!(group, Group::Data | Group::Sourcing | Group::Freshness);
    let entries: BTreeSet<FileId> = findings.iter().filter_map(|one| Some(one.rests_on?.file)).collect();
    let mut places: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
    let all = findings.iter().filter(|one| one.level != Level::Allow && about(one.lint.group));
    for finding in all.filter(|one| entries.contains(&one.span.file)) {
        places.entry(finding.span.file).or_default().push(finding.span);
    }
    places
}

/// The texts that differ.
fn changed(before: &BTreeMap<FilePath, Content>, after: &BTreeMap<FilePath, Content>) -> Vec<Changed> {
    let both = before.iter().filter_map(|(path, old)| match (old, after.get(path)?) {
        (Content::Text(old), Content::Text(new)) => Some((path, old, new)),
        _ => None,
    });
    let differs = both.filter(|(_, old, new)| old != new);
    differs
        .map(|(path, old, new)| Changed { path: path.clone(), old: Arc::clone(old), new: Arc::clone(new) })
        .collect()
}
