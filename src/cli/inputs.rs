//! From a folder on disk to the pipeline's inputs.
//!
//! In: the options of a command. Out: [`Inputs`], the folder, and which day it is. Does not parse
//! anything.

use super::args::{Folder, SiteOptions};
use crate::diag::Levels;
use crate::shell::{self, Cache, Failure, Tree, find_root};
use crate::site::{self, Built, CHECKLIST_IDS, Content, Inputs};
use crate::text::FilePath;
use crate::text::names::FOLDERS;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A site on disk.
pub(super) struct Located {
    pub root: PathBuf,
    pub today: Date,
    /// Where the day comes from, for the summary.
    pub day_from: &'static str,
    pub cache: Cache,
}

impl Located {
    /// The same site with its cache in a folder that was named.
    pub(super) fn with_cache(self, folder: Option<&Path>) -> Result<Self, Failure> {
        let Some(folder) = folder else { return Ok(self) };
        let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        for part in FOLDERS.map(|part| self.root.join(part)) {
            if absolute.starts_with(&part) {
                let message = format!("the cache `{}` lies in `{}`", folder.display(), part.display());
                return Err(Failure::new(message)
                    .hint("what lies there is part of the site: choose a folder of its own"));
            }
        }
        Ok(Self { cache: Cache::in_folder(&absolute), ..self })
    }
}

/// Finds the site and settles the day and the number of threads.
pub(super) fn locate(options: &SiteOptions) -> Result<Located, Failure> {
    shell::start_threads(options.jobs);
    let root = find_root(options.folder.path())?;
    let (today, day_from) = match options.today {
        Some(today) => (today, "--today"),
        None => today()?,
    };
    let cache = Cache::of_user(&root);
    Ok(Located { root, today, day_from, cache })
}

/// The root of the site of a command with a name or a value in front of the folder. A word that is no folder may belong to
/// these.
pub(super) fn root_after_words(folder: &Folder, example: &str) -> Result<PathBuf, Failure> {
    let path = folder.path();
    find_root(path).map_err(|failure| match shell::is_there(path) {
        true => failure,
        false => failure.hint(format!("several words stand in quotes: `prepress {example}`")),
    })
}

/// Today's date, and where it comes from.
pub(super) fn today() -> Result<(Date, &'static str), Failure> {
    let today = shell::today()?;
    Ok((today.date, today.from.name()))
}

/// The pipeline's inputs of a tree of files, with what earlier runs kept.
pub(super) fn inputs(
    tree: &Tree,
    located: &Located,
    options: &SiteOptions,
    base_url: Option<String>,
) -> Result<Inputs, Failure> {
    kept(tree, located, options, base_url, false)
}

/// The same for a run that leaves to later ones what it reads.
pub(super) fn keeping(
    tree: &Tree,
    located: &Located,
    options: &SiteOptions,
    base_url: Option<String>,
) -> Result<Inputs, Failure> {
    kept(tree, located, options, base_url, true)
}

fn kept(
    tree: &Tree,
    located: &Located,
    options: &SiteOptions,
    base_url: Option<String>,
    writes: bool,
) -> Result<Inputs, Failure> {
    let cache = &located.cache;
    let bare = bare(tree, located, options, base_url)?;
    Ok(Inputs { highlighted: cache.read(), pages: cache.pages(writes), ..bare })
}

/// The same for a process that has read the site before.
pub(super) fn bare(
    tree: &Tree,
    located: &Located,
    options: &SiteOptions,
    base_url: Option<String>,
) -> Result<Inputs, Failure> {
    if let Some(url) = base_url.as_ref().filter(|url| !crate::parse::is_base_url(url)) {
        return Err(Failure::new(format!("`--base-url {url}` is not {}", crate::parse::BASE_URL)));
    }
    let (files, levels) = (files(tree), options.levels()?);
    Ok(Inputs { files, drafts: options.drafts, base_url, levels, ..empty(located.today) })
}

/// A site that is only asked about: its findings are `prepress check`'s to report.
pub(super) fn built(options: &SiteOptions) -> Result<Built, Failure> {
    let located = locate(options)?;
    let tree = shell::read_site(&located.root)?;
    Ok(site::build(inputs(&tree, &located, options, None)?).value)
}

/// The inputs of a site without a page.
pub(super) fn empty(today: Date) -> Inputs {
    Inputs {
        files: BTreeMap::new(),
        today,
        drafts: false,
        base_url: None,
        levels: Levels::default(),
        published: BTreeSet::new(),
        added: None,
        highlighted: Vec::new(),
        pages: None,
        texts: None,
    }
}

/// The files of a tree as the pipeline takes them.
pub(super) fn files(tree: &Tree) -> BTreeMap<FilePath, Content> {
    tree.files.iter().map(|read| (read.path.clone(), content(&read.content))).collect()
}

/// The names of checklist items that were published: by the output folder's list, and by the site's own, which
/// can be kept with its sources. A list that is missing has none.
pub(super) fn published(out: &Path, root: &Path) -> Result<BTreeSet<String>, Failure> {
    let lists = [shell::read_output(out, CHECKLIST_IDS)?, shell::read_in_root(root, CHECKLIST_IDS)?];
    Ok(lists.iter().flatten().flat_map(|list| list.lines()).map(str::to_owned).collect())
}

/// The output folder when none was typed.
pub(super) fn default_out(root: &Path) -> PathBuf {
    root.join("public")
}

fn content(read: &shell::Content) -> Content {
    match read {
        shell::Content::Text(text) => Content::Text(text.clone()),
        shell::Content::Asset { size, .. } => Content::Asset(*size),
        shell::Content::NotUtf8 { valid_up_to, lossy } => Content::NotUtf8(*valid_up_to, lossy.clone()),
        shell::Content::TooLarge { len } => Content::TooLarge(*len),
        shell::Content::Unreadable(why) => Content::Unreadable(why.clone()),
        shell::Content::Loop => Content::Loop,
    }
}
