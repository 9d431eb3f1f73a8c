//! `prepress baseline`: records the current findings, so that only new ones are reported.
//!
//! In: options. Out: `prepress.baseline.json`. Deny-level findings are never recorded.

use super::args::BaselineOptions;
use super::outcome::Outcome;
use super::{inputs, report};
use crate::diag::Baseline;
use crate::shell::{self, Failure};
use crate::site;
use crate::text::FilePath;
use crate::text::names::BASELINE;

pub(super) fn run(options: &BaselineOptions) -> Result<Outcome, Failure> {
    let located = inputs::locate(&options.site)?;
    let tree = shell::read_site(&located.root)?;
    let mut given = inputs::inputs(&tree, &located, &options.site, None)?;
    given.files.remove(&FilePath::new(BASELINE));
    let built = site::build(given);
    if let Some(path) = built.value.unread() {
        return Err(Failure::new(format!("{path} could not be read, so what it would add is not known"))
            .hint("nothing was recorded; `prepress check` says what is wrong with it"));
    }
    let recorded = Baseline::of(&built.findings, built.value.files());
    let path = located.root.join(BASELINE);
    if std::fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
        return Err(Failure::new(format!("{} is not a regular file", path.display()))
            .hint("nothing was recorded; move it away first"));
    }
    shell::write_file(&path, recorded.baseline.text().as_bytes())?;
    let kept = built.findings.len() - recorded.left_out;
    let left = match recorded.left_out {
        0 => String::new(),
        n => format!("; {} cannot be recorded, only fixed", report::plural(n, "finding")),
    };
    shell::note(&format!("recorded {} in {}{left}", report::plural(kept, "finding"), path.display()));
    Ok(Outcome::Clean)
}
