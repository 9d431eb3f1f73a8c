//! The site's files, read from disk. The only user of `walkdir`.
//!
//! In: the site's root. Out: every file of the content and themes folders and `prepress.yaml`,
//! sorted by path: texts read whole, other files by their size, and whatever could not be read
//! with the reason in its place, so that it becomes a finding and does not end the run. A symbolic link is read as
//! what it leads to, while that is a visible part of the site.
//! Does not parse and writes nothing; of assets it reads only what the size of an image takes.

use super::bounded;
use super::failure::{Failure, reason};
use crate::image;
use crate::text::FilePath;
use crate::text::names::{BASELINE, CONFIG, CONTENT, FOLDERS, SOURCES, THEMES};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// Texts with more bytes than this are not read.
pub const LARGEST_TEXT: u64 = 16 << 20;

/// How much of an image is read for its size: enough for what cameras write before the picture.
const IMAGE_HEAD: u64 = 256 << 10;
/// How many files a thread takes at least: starting it costs more than reading a few.
const WORTH_A_THREAD: usize = 32;
/// How many links may lead to one folder: folders that link to each other are many paths to few files.
const LINKS_TO_A_FOLDER: usize = 16;
const CONTENT_TEXTS: [&str; 4] = ["md", "mdx", "yaml", "yml"];
/// Where tables are data.
const FACTS: &str = "content/data/facts";
/// Endings of copies of sources that can be looked into; of others only the name counts.
const SOURCE_TEXTS: [&str; 13] =
    ["md", "markdown", "txt", "csv", "tsv", "json", "toml", "yaml", "yml", "html", "htm", "xml", "tex"];
const THEME_TEXTS: [&str; 9] = ["html", "xml", "css", "js", "svg", "txt", "md", "yaml", "yml"];

/// The files of a site, sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// Every file, or the reason why it could not be read.
    pub files: Vec<Read>,
}

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Relative to the root, with `/`.
    pub path: FilePath,
    /// What was found there.
    pub content: Content,
}

/// A file that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Relative to the root, with `/`.
    pub path: FilePath,
    /// The text that it had, if it was a text.
    pub before: Option<Arc<str>>,
}

/// What reading a file gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A text, as it is on disk, with any byte order mark and line ends.
    Text(Arc<str>),
    /// A file to publish as it is; its bytes stay on disk.
    Asset {
        /// Its size in bytes.
        len: u64,
        /// Its width and height, when it is an image that states them.
        size: Option<image::Size>,
    },
    /// A file that should be text and is not UTF-8.
    NotUtf8 {
        /// How many bytes from the start are UTF-8; the first invalid byte is at the same offset in `lossy`.
        valid_up_to: usize,
        /// The text with replacement characters.
        lossy: Arc<str>,
    },
    /// A text larger than [`LARGEST_TEXT`].
    TooLarge {
        /// Its size in bytes.
        len: u64,
    },
    /// A file or folder that the system would not let be read, and why.
    Unreadable(String),
    /// A symbolic link to a folder that contains it.
    Loop,
}

/// Whether there is anything at a path.
pub fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The nearest folder at or above `start` that holds `prepress.yaml`, as an absolute path.
///
/// # Errors
/// `start` does not exist, or no folder above it is a site.
pub fn find_root(start: &Path) -> Result<PathBuf, Failure> {
    let failed = |error| Failure::io("open", start, &error);
    let mut from = std::path::absolute(start).map_err(failed)?;
    if from.components().any(|part| part == Component::ParentDir) {
        from = from.canonicalize().map_err(failed)?;
    }
    fs::metadata(&from).map_err(failed)?;
    // What is there by that name is meant to be the configuration, and a finding says what is wrong with it.
    let found = from.ancestors().find(|folder| is_there(&folder.join(CONFIG)));
    found.map(Path::to_path_buf).ok_or_else(|| {
        Failure::new(format!("no {CONFIG} in {} or any folder above it", from.display()))
            .hint("pass the site's folder, as in `prepress build my-guide`")
    })
}

/// Reads the whole site below `root`: the configuration, the baseline, and the folders [`CONTENT`] and
/// [`THEMES`].
///
/// Names that start with a dot are skipped. Symbolic links are followed.
///
/// # Errors
/// The content folder is missing. Anything else that cannot be read is in the tree, with the reason.
pub fn read_site(root: &Path) -> Result<Tree, Failure> {
    let folder = root.join(CONTENT);
    fs::read_dir(&folder).map_err(|error| {
        let failure = Failure::io("read", &folder, &error);
        let missing = error.kind() == io::ErrorKind::NotFound;
        let hint = format!("the pages of a site belong in `{CONTENT}/`, next to {CONFIG}");
        if missing { failure.hint(hint) } else { failure }
    })?;
    let mut found = Vec::new();
    for top in [CONFIG, BASELINE].into_iter().chain(FOLDERS) {
        walk(root, top, &mut found);
    }
    Ok(Tree { files: read_all(found) })
}

impl Tree {
    /// Whether there is a configuration, readable or not.
    #[must_use]
    pub fn is_configured(&self) -> bool {
        self.files.iter().any(|read| read.path.as_str() == CONFIG)
    }

    /// Looks again at `changed` (absolute paths of files or folders that came, went or changed, as
    /// [`watch`](super::watch()) reports them), leaves everything else as it is, and gives the paths below the root
    /// that may differ now, each with the text that it had. A file that is published as it is counts as different.
    ///
    /// # Errors
    /// As [`read_site`], when the root itself is among `changed`.
    pub fn update(&mut self, root: &Path, changed: &[PathBuf]) -> Result<Vec<Difference>, Failure> {
        let mut found = Vec::new();
        let paths: BTreeSet<String> =
            changed.iter().filter_map(|path| path.strip_prefix(root).ok()).map(slashed).collect();
        if paths.contains("") {
            let new = read_site(root)?;
            let old = std::mem::replace(self, new).files;
            return Ok(differences(&old, &self.files));
        }
        let covered = |path: &str| path.match_indices('/').any(|(end, _)| paths.contains(&path[..end]));
        for path in paths.iter().filter(|path| !covered(path)) {
            let inside = FOLDERS.iter().any(|top| is_in(path, top));
            let hidden = path.split('/').any(|name| name.starts_with('.'));
            if (inside && !hidden) || path == CONFIG || path == BASELINE {
                walk(root, path, &mut found);
            }
        }
        let old = self.take(paths.iter().filter(|path| !covered(path)));
        let new = read_all(found);
        let differences = differences(&old, &new);
        self.put(new);
        Ok(differences)
    }

    /// Takes out the files at some paths and below them. The files are sorted, so only their neighbours are looked at.
    fn take<'p>(&mut self, paths: impl Iterator<Item = &'p String>) -> Vec<Read> {
        let mut gone = vec![false; self.files.len()];
        for path in paths {
            let below = format!("{path}/");
            for (first, whole) in [(path, true), (&below, false)] {
                let from = self.files.partition_point(|read| read.path.as_str() < first.as_str());
                let is_meant = |read: &&Read| match whole {
                    true => read.path.as_str() == first,
                    false => read.path.as_str().starts_with(first),
                };
                let count = self.files[from..].iter().take_while(is_meant).count();
                gone[from..from + count].fill(true);
            }
        }
        let (old, kept): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.files).into_iter().zip(gone).partition(|(_, gone)| *gone);
        self.files = kept.into_iter().map(|(read, _)| read).collect();
        old.into_iter().map(|(read, _)| read).collect()
    }

    /// Puts files in at their places.
    fn put(&mut self, new: Vec<Read>) {
        /// Of more files than these, sorting is faster than finding the place of each.
        const FEW: usize = 16;
        if new.len() > FEW {
            self.files.extend(new);
            self.files.sort_by(|a, b| a.path.cmp(&b.path));
            return;
        }
        for read in new {
            let at = self.files.partition_point(|other| other.path <= read.path);
            self.files.insert(at, read);
        }
    }
}

/// What differs between the files of the same places. Of a file that is published as it is nobody has the bytes: it
/// counts as different.
fn differences(old: &[Read], new: &[Read]) -> Vec<Difference> {
    let before: BTreeMap<&FilePath, &Content> = old.iter().map(|read| (&read.path, &read.content)).collect();
    let now: BTreeMap<&FilePath, &Content> = new.iter().map(|read| (&read.path, &read.content)).collect();
    let paths: BTreeSet<&FilePath> = before.keys().chain(now.keys()).copied().collect();
    let difference = |path: &FilePath| {
        let (old, new) = (before.get(path), now.get(path));
        let text = match old {
            Some(Content::Text(text)) => Some(Arc::clone(text)),
            _ => None,
        };
        let same = old == new && !matches!(old, Some(Content::Asset { .. }));
        (!same).then(|| Difference { path: path.clone(), before: text })
    };
    paths.into_iter().filter_map(difference).collect()
}

fn is_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A file to be read; one that cannot be has its content already.
struct Found {
    path: FilePath,
    disk: PathBuf,
    text: bool,
    content: Option<Content>,
}

/// Lists the files at and below `top`; nothing when it does not exist.
fn walk(root: &Path, top: &str, found: &mut Vec<Found>) {
    let start = root.join(top);
    if fs::symlink_metadata(&start).is_err() {
        return;
    }
    let texts: &[&str] = match () {
        () if is_in(top, THEMES) => &THEME_TEXTS,
        () if is_in(top, SOURCES) => &SOURCE_TEXTS,
        () => &CONTENT_TEXTS,
    };
    let mut links = Links::of(root);
    // What stands in the place of a file is one, whatever it is.
    let file = [CONFIG, BASELINE].contains(&top);
    let below = WalkDir::new(&start).follow_links(true).max_depth(if file { 0 } else { usize::MAX });
    for entry in below.into_iter().filter_entry(|entry| links.visit(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() && !file => {}
            Ok(entry) => {
                let regular = entry.file_type().is_file();
                let problem = (!regular).then(|| Content::Unreadable("not a regular file".into()));
                found.push(find(root, entry.into_path(), texts, problem));
            }
            Err(error) if error.path().is_some_and(is_hidden) => {}
            Err(error) => {
                let problem = match error.io_error() {
                    None => Content::Loop,
                    Some(io) => Content::Unreadable(why(io, error.path().unwrap_or(&start))),
                };
                let path = error.path().unwrap_or(&start).to_path_buf();
                found.push(find(root, path, texts, Some(problem)));
            }
        }
    }
    for (path, why) in links.refused {
        found.push(find(root, path, texts, Some(Content::Unreadable(why.into()))));
    }
}

/// The symbolic links of a walk: which of them are followed.
struct Links<'r> {
    root: &'r Path,
    inside: Inside,
    /// How many links led to each folder.
    followed: HashMap<PathBuf, usize>,
    /// Those that are not followed, and why.
    refused: Vec<(PathBuf, &'static str)>,
}

impl<'r> Links<'r> {
    fn of(root: &'r Path) -> Self {
        Self { root, inside: Inside::of(root), followed: HashMap::new(), refused: Vec::new() }
    }

    /// Whether to look at an entry of the walk.
    fn visit(&mut self, entry: &DirEntry) -> bool {
        let top = entry.depth() == 0;
        if top && [CONFIG, BASELINE].iter().chain(&FOLDERS).any(|top| entry.path() == self.root.join(top)) {
            return true;
        }
        if is_hidden(entry.path()) {
            return false;
        }
        // The path to the start of a walk may lead through links.
        if !top && !entry.path_is_symlink() {
            return true;
        }
        let why = match entry.path().canonicalize() {
            // The walk says what is wrong with it.
            Err(_) => return true,
            Ok(real) if !self.inside.holds(&real) => "it is a symbolic link that leads out of the site",
            Ok(_) if top || !entry.file_type().is_dir() => return true,
            Ok(real) => {
                let count = self.followed.entry(real).or_default();
                *count += 1;
                if *count <= LINKS_TO_A_FOLDER {
                    return true;
                }
                "it is a symbolic link to a folder that too many links lead to"
            }
        };
        self.refused.push((entry.path().to_path_buf(), why));
        false
    }
}

/// The folders whose files belong to a site, without links in their paths. Its content and its themes may be links
/// themselves.
pub(super) struct Inside(Vec<PathBuf>);

impl Inside {
    pub(super) fn of(root: &Path) -> Self {
        let folders = std::iter::once(root.to_path_buf()).chain(FOLDERS.map(|top| root.join(top)));
        Self(folders.filter_map(|folder| folder.canonicalize().ok()).collect())
    }

    /// Whether a path without links is that of a visible file or folder of the site.
    pub(super) fn holds(&self, real: &Path) -> bool {
        let mut below = self.0.iter().filter_map(|folder| real.strip_prefix(folder).ok());
        below.any(|path| !path.iter().any(|name| name.as_encoded_bytes().starts_with(b".")))
    }
}

/// Whether a name starts with a dot; editors keep locks and backups under such names.
pub(super) fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn why(error: &io::Error, path: &Path) -> String {
    let dangling = error.kind() == io::ErrorKind::NotFound && path.is_symlink();
    if dangling { "a broken symbolic link".into() } else { reason(error) }
}

fn find(root: &Path, disk: PathBuf, texts: &[&str], problem: Option<Content>) -> Found {
    let relative = disk.strip_prefix(root).unwrap_or(&disk);
    let extension = disk.extension().and_then(|ending| ending.to_str());
    // Tables are downloads, but for those of the data.
    let table = relative.starts_with(FACTS) && extension == Some("csv");
    let text = relative == Path::new(BASELINE)
        || table
        || extension.is_some_and(|ending| texts.iter().any(|t| t.eq_ignore_ascii_case(ending)));
    let unnamed = || {
        let not_utf8 = relative.to_str().is_none();
        not_utf8.then(|| Content::Unreadable("its name is not UTF-8".into()))
    };
    let content = problem.or_else(unnamed);
    Found { path: FilePath::new(slashed(relative)), text, content, disk }
}

/// A relative path with `/` between its parts; parts that are not UTF-8 get replacement characters.
fn slashed(path: &Path) -> String {
    let mut text = String::with_capacity(path.as_os_str().len());
    for part in path.components() {
        if !text.is_empty() {
            text.push('/');
        }
        text.push_str(&part.as_os_str().to_string_lossy());
    }
    text
}

/// Reads what was found, in parallel, and returns it sorted by path.
fn read_all(mut found: Vec<Found>) -> Vec<Read> {
    found.sort_by(|a, b| a.path.cmp(&b.path));
    let read = |file: Found| {
        let content = file.content.unwrap_or_else(|| read_content(&file.disk, file.text));
        Read { path: file.path, content }
    };
    found.into_par_iter().with_min_len(WORTH_A_THREAD).map(read).collect()
}

fn read_content(disk: &Path, text: bool) -> Content {
    let read = if text { read_text(disk) } else { asset(disk) };
    read.unwrap_or_else(|error| Content::Unreadable(why(&error, disk)))
}

/// The sizes of an asset; a failure here when it could not be published later.
fn asset(disk: &Path) -> io::Result<Content> {
    let (file, len) = bounded::open(disk)?;
    let ending = disk.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase();
    if !image::ENDINGS.contains(&ending.as_str()) {
        return Ok(Content::Asset { len, size: None });
    }
    let mut head = Vec::new();
    file.take(IMAGE_HEAD).read_to_end(&mut head)?;
    Ok(Content::Asset { len, size: image::size(&head) })
}

fn read_text(disk: &Path) -> io::Result<Content> {
    let (file, len) = bounded::open(disk)?;
    if len > LARGEST_TEXT {
        return Ok(Content::TooLarge { len });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0) + 1);
    file.take(LARGEST_TEXT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_TEXT {
        return Ok(Content::TooLarge { len: bytes.len() as u64 });
    }
    Ok(match std::str::from_utf8(&bytes) {
        Ok(text) => Content::Text(text.into()),
        Err(error) => Content::NotUtf8 {
            valid_up_to: error.valid_up_to(),
            lossy: String::from_utf8_lossy(&bytes).into(),
        },
    })
}

/// Every file and folder below `folder`, links not followed, in no order.
pub(super) fn list(folder: &Path) -> io::Result<Vec<Listed>> {
    let mut listed = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1) {
        let entry = entry?;
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let kind = entry.file_type();
        let path = relative.to_str().map(|_| slashed(relative));
        let disk = relative.to_path_buf();
        listed.push(Listed { path, disk, folder: kind.is_dir(), file: kind.is_file() });
    }
    Ok(listed)
}

/// An entry of [`list`].
pub(super) struct Listed {
    /// Relative to the listed folder, with `/`; nothing when the name is not UTF-8.
    pub path: Option<String>,
    /// The same, as the system writes it.
    pub disk: PathBuf,
    /// Whether it is a folder.
    pub folder: bool,
    /// Whether it is a regular file; links and devices are neither.
    pub file: bool,
}

/// What tells two versions of a file apart without reading it.
pub(super) type Stamp = (u64, Option<std::time::SystemTime>);

/// The stamps of all visible files at and below `top`, a part of the site at `root`; links are followed as in reading.
pub(super) fn stamps(root: &Path, top: &Path) -> Vec<(PathBuf, Stamp)> {
    let mut links = Links::of(root);
    let entries = WalkDir::new(top).follow_links(true).into_iter().filter_entry(|entry| links.visit(entry));
    let files = entries.flatten().filter(|entry| !entry.file_type().is_dir());
    files
        .filter_map(|entry| {
            let found = entry.metadata().ok()?;
            Some((entry.into_path(), (found.len(), found.modified().ok())))
        })
        .collect()
}
