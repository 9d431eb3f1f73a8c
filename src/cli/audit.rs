//! `coverage`, `due`, `impact`, `mutate`: questions about a site.
//!
//! In: options. Out: a report on standard output. What a report says is decided by `audit`.

use super::args::{AuditOptions, CoverageOptions, DueOptions, ImpactOptions, MutateOptions, ReportFormat};
use super::inputs;
use super::outcome::Outcome;
use crate::audit;
use crate::diag::Settled;
use crate::shell::{self, Failure};
use crate::site::{self, Built};

/// Reads and checks the site of a question; its findings are `prepress check`'s to report.
fn checked(options: &AuditOptions) -> Result<Built, Failure> {
    Ok(checked_since(options, None)?.value)
}

/// The same, with the lines added since a revision marked and the findings kept.
fn checked_since(options: &AuditOptions, since: Option<&str>) -> Result<Settled<Built>, Failure> {
    let options = options.ask.site();
    let located = inputs::locate(&options)?;
    let tree = shell::read_site(&located.root)?;
    let mut given = inputs::inputs(&tree, &located, &options, None)?;
    given.added = since.map(|revision| shell::added_lines(&located.root, revision)).transpose()?;
    Ok(site::build(given))
}

pub(super) fn coverage(options: &CoverageOptions) -> Result<Outcome, Failure> {
    let root = shell::find_root(options.audit.ask.folder.path())?;
    let built = checked_since(&options.audit, options.since.as_deref())?;
    let below: Vec<_> = built.findings.iter().filter(|f| f.lint.name == "coverage-below").cloned().collect();
    let built = built.value;
    let report = built.coverage();
    if let Some(path) = &options.html {
        let page = audit::coverage_page(&report, built.title(), built.files());
        shell::write_file(path, page.as_bytes())?;
        shell::note(&format!("wrote {}", path.display()));
    }
    shell::print(&match options.audit.format {
        ReportFormat::Text => report.text(options.sections, options.figures, built.files()),
        ReportFormat::Json => report.json(built.files()),
    });
    super::report::findings(&root, &below, built.files());
    Ok(Outcome::of(&below))
}

pub(super) fn due(options: &DueOptions) -> Result<Outcome, Failure> {
    let built = checked(&options.audit)?;
    let due = built.due(options.within);
    if let Some(path) = &options.calendar {
        shell::write_file(path, due.calendar(built.title()).as_bytes())?;
        shell::note(&format!("wrote {}", path.display()));
    }
    shell::print(&match options.audit.format {
        ReportFormat::Text => due.text(),
        ReportFormat::Json => due.json(),
    });
    Ok(Outcome::Clean)
}

pub(super) fn impact(options: &ImpactOptions) -> Result<Outcome, Failure> {
    let built = checked(&options.audit)?;
    let impact = built.impact(&options.fact).map_err(Failure::new)?;
    shell::print(&match options.audit.format {
        ReportFormat::Text => impact.text(),
        ReportFormat::Json => impact.json(),
    });
    Ok(Outcome::Clean)
}

pub(super) fn mutate(options: &MutateOptions) -> Result<Outcome, Failure> {
    let built = checked(&options.audit)?;
    let report = built.mutate(options.prose);
    shell::print(&match options.audit.format {
        ReportFormat::Text => report.text(options.all),
        ReportFormat::Json => report.json(),
    });
    Ok(if report.unexplained() > 0 { Outcome::Findings } else { Outcome::Clean })
}
