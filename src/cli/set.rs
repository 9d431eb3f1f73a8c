//! `prepress set`: gives a fact another value and lists the sentences to rewrite.
//!
//! In: options. Out: a changed file, or a patch of it, and what is found now and was not before. What changes is
//! decided by `site`.

use super::args::SetOptions;
use super::outcome::Outcome;
use super::{inputs, report};
use crate::diag;
use crate::shell::{self, Failure, Rewrite};
use crate::site::{Change, Set, Workspace};

pub(super) fn run(options: &SetOptions) -> Result<Outcome, Failure> {
    inputs::root_after_words(&options.ask.folder, r#"set exam-a/results "6–8 weeks" --as-of 2026-12"#)?;
    let site = options.ask.site();
    let located = inputs::locate(&site)?;
    let tree = shell::read_site(&located.root)?;
    let given = inputs::inputs(&tree, &located, &site, None)?;
    let change = Change {
        fact: options.fact.clone(),
        value: options.value.clone(),
        as_of: options.as_of,
        sources: options.source.clone(),
        locator: options.locator.clone(),
    };
    let set = Workspace::default().set(&given, &change).map_err(Failure::new)?;
    let Set { changed, .. } = &set;
    if options.dry_run {
        shell::print(&diag::patch(changed.path.as_str(), &changed.old, &changed.new));
    } else {
        let rewrite = Rewrite::of(changed.path.as_str(), Some(&changed.old), &changed.new);
        shell::write_files(&located.root, &[rewrite])?;
    }
    report::findings(&located.root, &set.findings, set.built.files());
    tell(&set, options);
    Ok(Outcome::of(&set.findings))
}

fn tell(set: &Set, options: &SetOptions) {
    let did = if options.dry_run { "would set" } else { "set" };
    shell::note(&format!("{did} {} to {} (it was {})", set.fact, set.after, set.before));
    shell::note(&match set.findings.len() {
        0 => "no sentence has to change".to_owned(),
        _ => format!(
            "it brings {}; `prepress fix --unsafe` rewrites the figures",
            report::verdict(&set.findings)
        ),
    });
}
