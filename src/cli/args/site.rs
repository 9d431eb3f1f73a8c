//! The options of every command that works on a site.
//!
//! In: the command line. Out: the site's folder, which is the last argument everywhere, the day, and how findings are
//! reported. Does not look for the site.

use super::{Format, ReportFormat, unknown_lint};
use crate::diag::{Level, Levels};
use crate::shell::Failure;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// Where the site is.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct Folder {
    /// The site's folder, or one inside it
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    // Its names where it was an option.
    #[arg(long = "site", alias = "dir", value_name = "DIR", hide = true, conflicts_with = "dir")]
    named: Option<PathBuf>,
}

impl Folder {
    /// The folder as typed; the current one without any.
    pub(in crate::cli) fn path(&self) -> &Path {
        self.named.as_deref().unwrap_or(&self.dir)
    }
}

/// What every command that reads a site takes.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct SiteOptions {
    #[command(flatten)]
    pub folder: Folder,
    /// The day to measure freshness against [default: SOURCE_DATE_EPOCH if set, else the clock]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
    /// Include drafts and pages outside their dates
    #[arg(long)]
    pub drafts: bool,
    /// Number of threads [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=256))]
    pub jobs: Option<usize>,
    /// Do not report a lint or a group
    #[arg(short = 'A', long, value_name = "LINT")]
    pub allow: Vec<String>,
    /// Report a lint or a group as a warning
    #[arg(short = 'W', long, value_name = "LINT")]
    pub warn: Vec<String>,
    /// Report a lint or a group as an error; `warnings` means every warning
    #[arg(short = 'D', long, value_name = "LINT")]
    pub deny: Vec<String>,
    /// Output format of findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Print every finding, however many there are
    #[arg(long)]
    pub all: bool,
}

impl SiteOptions {
    /// The options of a command that only asks about a site.
    pub(in crate::cli) fn plain(dir: &Path, today: Option<Date>) -> Self {
        Self {
            folder: Folder { dir: dir.to_path_buf(), named: None },
            today,
            drafts: false,
            jobs: None,
            allow: Vec::new(),
            warn: Vec::new(),
            deny: Vec::new(),
            format: Format::Human,
            all: false,
        }
    }

    /// The levels that were typed.
    pub(in crate::cli) fn levels(&self) -> Result<Levels, Failure> {
        let mut levels = Levels::default();
        let typed = [(&self.allow, Level::Allow), (&self.warn, Level::Warn), (&self.deny, Level::Deny)];
        for (names, level) in typed {
            for name in names {
                levels.set(name, level).map_err(|_| unknown_lint(name))?;
            }
        }
        Ok(levels)
    }
}

/// Which site, and on which day.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct AskOptions {
    #[command(flatten)]
    pub folder: Folder,
    /// The day to measure freshness against [default: SOURCE_DATE_EPOCH if set, else the clock]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
}

impl AskOptions {
    /// The same as options of a command that reads a site.
    pub(in crate::cli) fn site(&self) -> SiteOptions {
        SiteOptions::plain(self.folder.path(), self.today)
    }
}

/// What every command that asks about a site takes.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct AuditOptions {
    #[command(flatten)]
    pub ask: AskOptions,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}
