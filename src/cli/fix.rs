//! `prepress fix`: applies the repairs that findings suggest.
//!
//! In: options. Out: changed files, or a patch of what would change. Text outside a repair stays as it is,
//! byte for byte. Rounds are repeated until nothing changes, so a second run has nothing to do.

use super::args::FixOptions;
use super::outcome::Outcome;
use super::{inputs, report, requote};
use crate::diag::{self, Applicability, Diagnostic, Reason};
use crate::shell::{self, Failure};
use crate::site::{self, Content};
use crate::text::FilePath;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

/// A repair may make another possible; needing more rounds than this would be a bug.
const ROUNDS: usize = 8;

pub(super) fn run(options: &FixOptions) -> Result<Outcome, Failure> {
    let located = inputs::locate(&options.site)?;
    let tree = shell::read_site(&located.root)?;
    let mut given = inputs::inputs(&tree, &located, &options.site, None)?;
    let up_to = if options.risky { Applicability::Unsafe } else { Applicability::Safe };
    let before: BTreeMap<FilePath, Arc<str>> = texts(&given.files);
    let (mut applied, mut left) = (0, Left::default());
    let mut last: Vec<Diagnostic> = Vec::new();
    let mut broken = 0;
    for round in 0..ROUNDS {
        let mut built = site::build(given.clone());
        broken = requote::repairs(&mut built.findings, built.value.files());
        let repaired = diag::repair(&built.findings, built.value.files(), up_to);
        left = Left::of(&repaired.skipped);
        if repaired.texts.is_empty() || round + 1 == ROUNDS {
            last = built.findings;
            break;
        }
        applied += repaired.applied;
        for (file, text) in repaired.texts {
            let path = built.value.files().get(file).path.clone();
            given.files.insert(path, Content::Text(text.into()));
        }
    }
    let changed: Vec<(FilePath, Arc<str>, Arc<str>)> = texts(&given.files)
        .into_iter()
        .filter_map(|(path, after)| {
            let old = before.get(&path)?;
            (**old != *after).then(|| (path, Arc::clone(old), after))
        })
        .collect();
    for (path, old, new) in &changed {
        if options.dry_run {
            let patch = diag::patch(path.as_str(), old, new);
            let _ = std::io::stdout().lock().write_all(patch.as_bytes());
        } else {
            shell::replace_file(&located.root.join(path.as_str()), old.as_bytes(), new.as_bytes())?;
        }
    }
    let files = report::plural(changed.len(), "file");
    let did = if options.dry_run { "would apply" } else { "applied" };
    anstream::eprintln!("{did} {} in {files}{}", report::plural(applied, "repair"), left.words(options));
    if broken > 0 {
        anstream::eprintln!(
            "{} skipped: the data could not be read afterwards",
            report::plural(broken, "repair")
        );
    }
    if !last.is_empty() {
        anstream::eprintln!("{} remaining: run `prepress check` to see them", report::verdict(&last));
    }
    Ok(Outcome::Clean)
}

fn texts(files: &BTreeMap<FilePath, Content>) -> BTreeMap<FilePath, Arc<str>> {
    let text = |(path, content): (&FilePath, &Content)| match content {
        Content::Text(text) => Some((path.clone(), Arc::clone(text))),
        _ => None,
    };
    files.iter().filter_map(text).collect()
}

/// Repairs that were not applied.
#[derive(Default)]
struct Left {
    risky: usize,
}

impl Left {
    fn of(skipped: &[diag::Skipped]) -> Self {
        Self { risky: skipped.iter().filter(|skipped| skipped.reason == Reason::Unsafe).count() }
    }

    fn words(&self, options: &FixOptions) -> String {
        match self.risky {
            0 => String::new(),
            more if options.risky => format!("; {more} could not be applied"),
            more => format!("; {more} more with --unsafe, changing what the text says"),
        }
    }
}
