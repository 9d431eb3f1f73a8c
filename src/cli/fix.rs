//! `prepress fix`: applies the repairs that findings suggest.
//!
//! In: options. Out: changed files, all of them or none, or a patch of what would change. What is repaired is decided
//! by `site`.

use super::args::FixOptions;
use super::outcome::Outcome;
use super::{inputs, report};
use crate::diag::{self, Applicability};
use crate::shell::{self, Failure, Rewrite};
use crate::site::{self, Fixed, Workspace};

pub(super) fn run(options: &FixOptions) -> Result<Outcome, Failure> {
    let located = inputs::locate(&options.site)?;
    let tree = shell::read_site(&located.root)?;
    let given = inputs::inputs(&tree, &located, &options.site, None)?;
    let up_to = if options.risky { Applicability::Unsafe } else { Applicability::Safe };
    let fixed = Workspace::default().fix(given, up_to);
    if options.dry_run {
        let patch = |file: &site::Changed| diag::patch(file.path.as_str(), &file.old, &file.new);
        shell::print(&fixed.changed.iter().map(patch).collect::<String>());
    } else {
        let rewrite = |file: &site::Changed| Rewrite::of(file.path.as_str(), Some(&file.old), &file.new);
        shell::write_files(&located.root, &fixed.changed.iter().map(rewrite).collect::<Vec<_>>())?;
    }
    tell(&fixed, options);
    Ok(Outcome::of(&fixed.findings))
}

fn tell(fixed: &Fixed, options: &FixOptions) {
    if let Some(path) = &fixed.unread {
        shell::note(&format!(
            "nothing was repaired: {path} could not be read, and may say what seems to be missing"
        ));
    } else {
        let did = if options.dry_run { "would apply" } else { "applied" };
        let more = match fixed.risky {
            0 => String::new(),
            more if options.risky => format!("; {more} could not be applied"),
            more => format!("; {more} more with --unsafe, changing what the text says"),
        };
        let (repairs, files) =
            (report::plural(fixed.applied, "repair"), report::plural(fixed.changed.len(), "file"));
        shell::note(&format!("{did} {repairs} in {files}{more}"));
    }
    let skipped = [
        (fixed.broken, "the data could not be read afterwards"),
        (fixed.withheld, "the file of the fact has errors, which come first"),
    ];
    for (count, why) in skipped.into_iter().filter(|(count, _)| *count > 0) {
        shell::note(&format!("{} skipped: {why}", report::plural(count, "repair")));
    }
    if !fixed.findings.is_empty() {
        let verdict = report::verdict(&fixed.findings);
        shell::note(&format!("{verdict} remaining: run `prepress check` to see them"));
    }
}
