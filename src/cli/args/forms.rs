//! The options of commands that write something other than the site.
//!
//! In: the command line. Out: options as typed, for archives and pages to take along, schemas, completions.

use super::SiteOptions;
use std::path::PathBuf;

#[derive(Debug, Clone, clap::Args)]
#[command(group(clap::ArgGroup::new("form").required(true).multiple(true)))]
pub(in crate::cli) struct BundleOptions {
    #[command(flatten)]
    pub site: SiteOptions,
    /// An archive of the whole site, to be unpacked and read from disk
    #[arg(long, value_name = "FILE", group = "form")]
    pub zip: Option<PathBuf>,
    /// A book for e-readers, with the evidence of each page at its end
    #[arg(long, value_name = "FILE", group = "form")]
    pub epub: Option<PathBuf>,
    /// One page with the whole guide, contents, style and pictures, to print or to save as PDF
    #[arg(long, value_name = "FILE", group = "form")]
    pub print: Option<PathBuf>,
    /// One file that works like the site: contents, search, checklists and pictures are in it
    #[arg(long, value_name = "FILE", group = "form")]
    pub single_file: Option<PathBuf>,
    /// The URL the site is published at; overrides `base-url` in the configuration
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
}

#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct SchemaOptions {
    /// The schema; without a name, they are listed
    pub name: Option<String>,
    /// Write all of them into this folder, as NAME.json
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct CompletionsOptions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct RenderOptions {
    /// Print as CommonMark does: addresses in running text are text
    #[arg(long)]
    pub commonmark: bool,
    /// The file to read; `-` is standard input
    pub file: PathBuf,
}
