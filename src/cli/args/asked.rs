//! The options of commands that ask about a site.
//!
//! In: the command line. Out: options as typed, for what would go unnoticed, what a fact was and which links are
//! dead.

use super::AuditOptions;
use std::path::PathBuf;

#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct MutateOptions {
    #[command(flatten)]
    pub audit: AuditOptions,
    /// Also change the bound figures of the prose
    #[arg(long)]
    pub prose: bool,
    /// Also list facts that nothing asserts
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct LinksOptions {
    #[command(flatten)]
    pub audit: AuditOptions,
    /// Judge the addresses by this report of lychee, written with `--verbose --format json`
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// The ledger of what failed before, below the site's folder
    #[arg(long, value_name = "FILE", default_value = "links.json")]
    pub ledger: String,
    /// On how many days an address has to fail to be broken
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..))]
    pub days: usize,
    /// Leave the ledger as it is
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct HistoryOptions {
    /// The fact, as in a binding: `subject/attribute@qualifier`; one that was removed as `subject/id`
    pub fact: String,
    /// How many commits to look at, the newest first
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub commits: usize,
    #[command(flatten)]
    pub audit: AuditOptions,
}
