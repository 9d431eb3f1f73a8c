//! Arguments and their help.
//!
//! In: what was typed. Out: options with their defaults. Does not look at the disk.

mod asked;
mod forms;
mod site;

pub(super) use asked::{HistoryOptions, LinksOptions, MutateOptions};
pub(super) use forms::{BundleOptions, CompletionsOptions, RenderOptions, SchemaOptions};
pub(super) use site::{AskOptions, AuditOptions, Folder, SiteOptions};

use super::examples::{AFTER, BUNDLE, COMPLETIONS, IMPORT, INIT, LINKS, SCHEMA, SERVE};
use crate::lints::{self, Group};
use crate::model::PartialDate;
use crate::shell::Failure;
use crate::text::{did_you_mean, suggestion};
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use std::net::IpAddr;
use std::path::PathBuf;

/// Builds a prep guide and checks every claim in it against its facts.
#[derive(Debug, Parser)]
#[command(name = "prepress", version, after_help = AFTER, max_term_width = 100, args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    build: BuildOptions,
}

impl Args {
    /// The folder that was typed in the place of a command, and the command that it is near to.
    pub(super) fn near_command(&self) -> Option<(&str, String)> {
        let typed = self.build.site.folder.path().to_str().filter(|_| self.command.is_none())?;
        let command = Self::command_for_update();
        let names = command.get_subcommands().map(clap::Command::get_name);
        let near = did_you_mean(typed, names).filter(|_| !typed.contains(['/', '\\', '.']))?.to_owned();
        Some((typed, near))
    }

    /// The command, which is `build` when none was typed.
    pub(super) fn command(self) -> Command {
        self.command.unwrap_or(Command::Build(self.build))
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check the site and write it to the output folder (the default command)
    Build(BuildOptions),
    /// Check the site and report findings, without writing anything
    Check(CheckOptions),
    /// Write the guide to take along: as an archive, or as one page to print
    #[command(after_help = BUNDLE)]
    Bundle(BundleOptions),
    /// Preview the site in a browser, following every save
    #[command(after_help = SERVE)]
    Serve(ServeOptions),
    /// Create a guide, in a new folder or in a repository
    #[command(after_help = INIT)]
    Init(InitOptions),
    /// Make a site of a folder of Markdown that another tool or GitHub renders
    #[command(after_help = IMPORT)]
    Import(ImportOptions),
    /// Create a page with what its kind needs, or a record of the data
    New(NewOptions),
    /// Copy files of the default theme into the site, to customise them
    Theme(ThemeOptions),
    /// Explain a lint, with an example and its repair, or every step of a claim's verdict
    Explain(ExplainOptions),
    /// Apply the repairs that findings suggest
    Fix(FixOptions),
    /// Show which figures are backed, by page and by kind
    Coverage(CoverageOptions),
    /// List facts that are stale or soon will be, and overdue reviews
    Due(DueOptions),
    /// List the sentences, views, rules and derived facts that depend on a fact
    Impact(ImpactOptions),
    /// List the addresses of other sites, and judge them by the report of a link checker
    #[command(after_help = LINKS)]
    Links(LinksOptions),
    /// Show what a fact was, commit by commit, from the site's git repository
    History(HistoryOptions),
    /// Make facts of the figures of a page that nothing backs, and bind the figures to them
    Capture(CaptureOptions),
    /// Give a fact another value, with its date and its source, and list the sentences to rewrite
    Set(SetOptions),
    /// Change facts, one at a time, and report the changes that no check would notice
    Mutate(MutateOptions),
    /// Record the current findings, so that only new ones are reported
    Baseline(BaselineOptions),
    /// Print a JSON Schema of a kind of file, for editors
    #[command(after_help = SCHEMA)]
    Schema(SchemaOptions),
    /// Print a script that completes commands and options in a shell
    #[command(after_help = COMPLETIONS)]
    Completions(CompletionsOptions),
    /// Print the manual page, for `man`
    Man,
    /// Print a Markdown text as the specifications do, to test prepress against them
    #[command(hide = true)]
    Render(RenderOptions),
}

/// The failure for a name that is neither a lint nor a group.
pub(super) fn unknown_lint(name: &str) -> Failure {
    let known = lints::ALL.iter().map(|lint| lint.name).chain(Group::ALL.iter().map(|group| group.name()));
    if name == "warnings" {
        return Failure::new("`warnings` works with `-D` only: it turns every warning into an error");
    }
    Failure::new(format!("unknown lint or group `{name}`{}", suggestion(name, known)))
        .hint("`prepress explain` lists all lints")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, on standard error
    Human,
    /// One JSON object per line, on standard output
    Json,
    /// SARIF 2.1.0, on standard output
    Sarif,
    /// GitHub Actions annotations, on standard output
    Github,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct BuildOptions {
    #[command(flatten)]
    pub site: SiteOptions,
    /// The output folder [default: public/ in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The URL the site is published at; overrides `base-url` in the configuration
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Keep what makes the next build short in this folder [default: the user's cache folder]
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Print how long each phase took
    #[arg(long)]
    pub timings: bool,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct CheckOptions {
    #[command(flatten)]
    pub site: SiteOptions,
    /// Prove from the output that every link and file works from disk and nothing is loaded from elsewhere
    #[arg(long)]
    pub offline: bool,
    /// Print how long each phase took
    #[arg(long)]
    pub timings: bool,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct ServeOptions {
    #[command(flatten)]
    pub site: SiteOptions,
    /// The port to listen on [default: 4040, or the next free one]
    #[arg(long)]
    pub port: Option<u16>,
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    pub bind: IpAddr,
    /// Open the site in a browser (`$BROWSER`, if it is set)
    #[arg(long)]
    pub open: bool,
    /// Go to the page and the heading that were changed last
    #[arg(long)]
    pub follow: bool,
    /// The URL the site is published at; overrides `base-url` in the configuration
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Also answer to this name of a host, for a proxy or a name of your own
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
    /// How to open a file from the page: a command with `{file}` and `{line}` [default: $VISUAL]
    #[arg(long, value_name = "COMMAND")]
    pub editor: Option<String>,
    /// Take what earlier builds kept from this folder [default: the user's cache folder]
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Poll for changes, for file systems that send no events
    #[arg(long)]
    pub poll: bool,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct InitOptions {
    /// The folder to create the guide in, new or with files in it; what is there stays
    pub dir: PathBuf,
    /// The example that the guide begins with
    #[arg(long, value_enum, default_value_t = Preset::Exam)]
    pub preset: Preset,
    /// Without an example: the configuration and an empty home page
    #[arg(long, conflicts_with = "preset")]
    pub bare: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Preset {
    /// Two exams side by side, with a checklist
    Exam,
    /// Interviews at two employers, with a process, questions, a checklist and a plan
    Interview,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct ImportOptions {
    /// The folder to read: the one with the tool's configuration, or with the pages
    pub dir: PathBuf,
    /// The folder to write; it must not exist or be empty [default: DIR-prepress, next to DIR]
    #[arg(value_name = "NEW")]
    pub new: Option<PathBuf>,
    /// Print every note of the report, however many there are
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct NewOptions {
    /// The kind of page or record
    pub kind: NewKind,
    /// The path of the page below content/ (`pay/levels` is content/pay/levels.md), or the id or name of the record
    pub path: String,
    #[command(flatten)]
    pub folder: Folder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum NewKind {
    /// Prose
    Article,
    /// A folder of pages, with an index page
    Section,
    /// Facts about two or more subjects, side by side
    Comparison,
    /// A checklist, with its data file
    Checklist,
    /// The stages of an interview or an exam, with their data file
    Process,
    /// Questions to practise, with a bank of their own
    Questions,
    /// Principles or qualities that are looked for, with their data file
    Principles,
    /// Competencies and how they are scored, with their data file
    Rubric,
    /// Tasks by day, with their data file
    Plan,
    /// A form that readers fill in, with its data file
    Worksheet,
    /// Something that the guide is about, in subjects.yaml
    Subject,
    /// A property of subjects, in attributes.yaml
    Attribute,
    /// A document that facts are read in, in sources.yaml
    Source,
    /// A word of the glossary, in glossary.yaml
    Term,
    /// A value with its date and source, as `SUBJECT/ATTRIBUTE`, in facts/
    Fact,
    /// A question, as `BANK/ID`, in questions/
    Question,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct ThemeOptions {
    #[command(subcommand)]
    pub command: ThemeCommand,
}

#[derive(Debug, Clone, Subcommand)]
pub(super) enum ThemeCommand {
    /// Copy a file of the default theme to `themes/<name>/`; without FILE, list all files
    Eject(EjectOptions),
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct EjectOptions {
    /// The file, such as `templates/article.html` or `static/theme.css`
    pub file: Option<String>,
    #[command(flatten)]
    pub folder: Folder,
    /// List the files of the default theme
    #[arg(long)]
    pub list: bool,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct ExplainOptions {
    /// The name or code of a lint, a group, or `claim`; omit it to list all lints
    pub lint: Option<String>,
    /// With `claim`: where the claim is
    #[arg(value_name = "FILE:LINE:COLUMN")]
    pub place: Option<String>,
    #[command(flatten)]
    pub ask: AskOptions,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct FixOptions {
    #[command(flatten)]
    pub site: SiteOptions,
    /// Also apply repairs that change what the text says
    #[arg(long = "unsafe")]
    pub risky: bool,
    /// Print a patch of what would change, without changing anything
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct BaselineOptions {
    #[command(flatten)]
    pub site: SiteOptions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct CoverageOptions {
    #[command(flatten)]
    pub audit: AuditOptions,
    /// Add a row for each section of a page
    #[arg(long)]
    pub sections: bool,
    /// List the unbacked figures
    #[arg(long)]
    pub figures: bool,
    /// Write the text to this HTML file, with its figures underlined
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Require `coverage: {new: …}` of the lines added since a git revision
    #[arg(long, value_name = "REVISION")]
    pub since: Option<String>,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct DueOptions {
    #[command(flatten)]
    pub audit: AuditOptions,
    /// How many days ahead to look
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(i32).range(0..36500))]
    pub within: i32,
    /// Also write the list to this file as an iCalendar calendar
    #[arg(long, value_name = "FILE")]
    pub calendar: Option<PathBuf>,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct ImpactOptions {
    /// The fact, as in a binding: `subject/attribute@qualifier`
    pub fact: String,
    #[command(flatten)]
    pub audit: AuditOptions,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct CaptureOptions {
    /// The page: `content/pay/levels.md`, or its id
    pub page: String,
    /// The time that the figures describe: 2026-12-01, 2026-12, 2026-Q4 or 2026
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<PartialDate>,
    /// The id of the source of all figures; may be given several times
    #[arg(long, value_name = "ID")]
    pub source: Vec<String>,
    /// Which fact a figure is, where the sentence does not say it: `$445=cka/fee`; may be given several times
    #[arg(long, value_name = "FIGURE=FACT", value_parser = figure)]
    pub fact: Vec<(String, String)>,
    /// Print a patch of what would change, without changing anything
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub ask: AskOptions,
}

/// The reference follows the first sign of equality: a figure has none.
fn figure(text: &str) -> Result<(String, String), String> {
    let (figure, fact) = text.split_once('=').ok_or("write the figure and the fact: `$445=cka/fee`")?;
    Ok((figure.trim().to_owned(), fact.trim().to_owned()))
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct SetOptions {
    /// The fact, as in a binding: `subject/attribute@qualifier`
    pub fact: String,
    /// Its new value, as in the data: `$460`, `6–8 weeks`
    #[arg(allow_hyphen_values = true)]
    pub value: String,
    /// The time that the value describes: 2026-12-01, 2026-12, 2026-Q4 or 2026
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: PartialDate,
    /// The id of a source, which takes the place of those it has; may be given several times
    #[arg(long, value_name = "ID")]
    pub source: Vec<String>,
    /// Where in the source the value stands: `page 4`
    #[arg(long, value_name = "WORDS", requires = "source")]
    pub locator: Option<String>,
    /// Print a patch of what would change, without changing anything
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub ask: AskOptions,
}

fn date(text: &str) -> Result<PartialDate, String> {
    PartialDate::parse(text)
        .ok_or_else(|| "write a date such as 2026-12-01, 2026-12, 2026-Q4 or 2026".to_owned())
}
