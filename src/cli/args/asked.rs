//! The options of commands that ask about a site.
//!
//! In: the command line. Out: options as typed, for what would go unnoticed and what a fact was.

use super::AuditOptions;

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
pub(in crate::cli) struct HistoryOptions {
    /// The fact, as in a binding: `subject/attribute@qualifier`; one that was removed as `subject/id`
    pub fact: String,
    /// How many commits to look at, the newest first
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub commits: usize,
    #[command(flatten)]
    pub audit: AuditOptions,
}
