//! `prepress links`: the addresses of other sites, and which of them are dead.
//!
//! In: options, the report of a link checker, the ledger of the site. Out: the addresses or the report on standard output,
//! and the ledger as it is now. What is dead is decided by `audit`; nothing is fetched.

use super::args::{LinksOptions, ReportFormat};
use super::inputs;
use super::outcome::Outcome;
use crate::audit::{Ledger, Outcomes};
use crate::shell::{self, Failure, Rewrite};

/// The most bytes of a report: some 100,000 addresses.
const LARGEST_REPORT: u64 = 64 << 20;

pub(super) fn run(options: &LinksOptions) -> Result<Outcome, Failure> {
    let site = options.audit.ask.site();
    let built = inputs::built(&site)?;
    let Some(report) = &options.report else {
        let addresses = built.addresses();
        shell::print(&match options.audit.format {
            ReportFormat::Text => addresses.text(),
            ReportFormat::Json => addresses.json(),
        });
        return Ok(Outcome::Clean);
    };
    let text = shell::read_text_file(report, LARGEST_REPORT)?;
    let outcomes = Outcomes::read(&text)
        .map_err(|why| Failure::new(format!("`{}` is no report of lychee: {why}", report.display())))?;
    let root = shell::find_root(site.folder.path())?;
    let old = shell::read_in_root(&root, &options.ledger)?;
    let mut ledger = match old.as_deref().map(Ledger::read) {
        None => Ledger::default(),
        Some(read) => read.map_err(|why| {
            Failure::new(format!("`{}` cannot be read: {why}", options.ledger))
                .hint("it is written by `prepress links --report`; `exceptions` are yours")
        })?,
    };
    let report = built.judge_links(&outcomes, &mut ledger, options.days);
    let new = ledger.text();
    let changed = old.as_deref() != Some(&new) && (old.is_some() || ledger != Ledger::default());
    if changed && !options.dry_run {
        shell::write_files(&root, &[Rewrite::of(&options.ledger, old.as_deref(), &new)])?;
        shell::note(&format!("wrote {}", options.ledger));
    }
    shell::print(&match options.audit.format {
        ReportFormat::Text => report.text(),
        ReportFormat::Json => report.json(),
    });
    Ok(if report.broken.is_empty() { Outcome::Clean } else { Outcome::Findings })
}
