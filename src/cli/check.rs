//! `prepress check`: everything but writing.
//!
//! In: options. Out: findings. Templates are rendered too, so what `check` passes, `build` writes.

use super::args::{CheckOptions, Format};
use super::outcome::Outcome;
use super::{inputs, report};
use crate::diag::Level;
use crate::lints;
use crate::shell::{self, Failure};
use crate::site::{self, Built, Offline, OfflineFault};
use serde_json::json;
use std::time::Instant;

pub(super) fn run(options: &CheckOptions) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let located = inputs::locate(&options.site)?;
    let tree = shell::read_site(&located.root)?;
    let read_at = start.elapsed();
    let mut inputs = inputs::keeping(&tree, &located, &options.site, None)?;
    // Time passes without a change of the site: it may fail a check, and never a build.
    inputs.levels.default_to(&lints::EXPIRED_FACT, Level::Deny);
    inputs.published = inputs::published(&inputs::default_out(&located.root), &located.root)?;
    let built = site::build(inputs);
    let (mut findings, built) = (built.findings, built.value);
    built.try_templates(&mut findings);
    report::all(&located.root, &findings, built.suppressed(), built.files(), &options.site);
    if options.site.format == Format::Human {
        let day = format!("{} ({})", located.today, located.day_from);
        let did = format!("checked {}", report::plural(built.pages(), "page"));
        report::summary(&built, &findings, &did, start.elapsed(), &day);
        if options.timings {
            let timings = built.timings;
            shell::note(&format!(
                "  phases  read {}, parse {}, check {}, prepare {}",
                report::time(read_at),
                report::time(timings.parse),
                report::time(timings.check),
                report::time(timings.prepare),
            ));
        }
    }
    built.keep(false);
    let mut outcome = Outcome::of(&findings);
    if options.offline && outcome == Outcome::Clean {
        outcome = offline(&built, options.site.format)?;
    }
    // The process ends here: to give back the memory of a large site piece by piece would take longer than a check.
    std::mem::forget((tree, built, findings));
    Ok(outcome)
}

/// Looks whether the output works from disk, and says what does not.
fn offline(built: &Built, format: Format) -> Result<Outcome, Failure> {
    let Offline { pages, links, loads, faults } = built.offline().map_err(Failure::new)?;
    let human = format == Format::Human;
    for OfflineFault { file, message } in &faults {
        if human {
            shell::note(&format!("error: {file}: {message}"));
        } else {
            shell::print(&format!("{}\n", json!({"type": "offline", "file": file, "message": message})));
        }
    }
    if human {
        let seen = [(pages, "page"), (links, "link"), (loads, "loaded file")];
        let seen: Vec<String> = seen.map(|(count, what)| report::plural(count, what)).into();
        let end = match faults.len() {
            0 => "all of it works from disk, and nothing leaves the folder".to_owned(),
            many => format!(
                "{} from disk",
                if many == 1 { "1 thing fails".to_owned() } else { format!("{many} things fail") }
            ),
        };
        shell::note(&format!("  offline {}: {end}", seen.join(", ")));
    }
    Ok(if faults.is_empty() { Outcome::Clean } else { Outcome::Findings })
}
