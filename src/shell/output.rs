//! The output folder, compared file by file and replaced as a whole.
//!
//! In: paths and bytes, from many threads. Out: a folder that holds exactly those files, or, when
//! the run stops before [`OutputFolder::commit`], the old folder as it was. Files whose bytes did
//! not change keep their time stamps; when none changed, nothing is touched at all.
//! Does not render and does not decide what is published. It deletes only files that the manifest
//! of an earlier run lists, and refuses folders that hold anything else; what arrives too late to be refused is
//! kept (`retire`).

use super::bounded;
use super::disk::{self, Listed};
use super::failure::Failure;
use super::manifest;
use super::retire::{is_litter, retire};
use super::staging::{self, Staging};
use crate::digest::{Digest, Hashing};
use crate::text::FilePath;
use crate::text::names::{FOLDERS, MANIFEST, RESERVED};
use rayon::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Why a folder cannot be the output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputError {
    /// It is there and is not a folder: a file, or a link that leads nowhere.
    NotAFolder(PathBuf),
    /// It holds something that prepress did not write.
    Foreign {
        /// Something that is in the way, as an absolute path.
        example: PathBuf,
    },
    /// It is, contains or is inside a folder that the site is read from.
    HoldsContent,
    /// The system refused.
    Io(Failure),
}

/// What a commit did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that are new or have new bytes.
    pub written: usize,
    /// Files that were the same before.
    pub unchanged: usize,
    /// Files of the old output that are gone.
    pub removed: usize,
    /// Where files are that somebody else put into the output folder while it was being replaced.
    pub kept: Vec<PathBuf>,
    /// The old output, when it could not be removed.
    pub left: Option<PathBuf>,
    /// The title of the site whose output this replaced, when that was another.
    pub replaced: Option<String>,
}

/// An output folder that is being filled.
///
/// Dropping it without [`OutputFolder::commit`] leaves the old output as it was.
#[derive(Debug)]
pub struct OutputFolder {
    out: PathBuf,
    /// The title of the site.
    site: String,
    staging: Staging,
    old: Old,
    /// Every path given so far, and whether the old output has the same bytes.
    given: Mutex<BTreeMap<FilePath, bool>>,
    /// Where files are that an interrupted run had left in an old output.
    kept: Vec<PathBuf>,
}

/// The output folder as an earlier run left it.
#[derive(Debug, Default)]
struct Old {
    exists: bool,
    manifest: String,
    files: HashSet<String>,
    litter: Vec<String>,
    identity: Option<u64>,
}

impl OutputFolder {
    /// Looks at the output folder `out`; creates nothing yet.
    ///
    /// `root` is the site's root, `site` its title. Leftovers of earlier runs that were killed are removed.
    ///
    /// # Errors
    /// `out` holds files that prepress did not write, overlaps what the site is read from, or
    /// cannot be looked at.
    pub fn open(out: &Path, root: &Path, site: &str) -> Result<Self, OutputError> {
        let failed = |error| OutputError::Io(Failure::io("open", out, &error));
        let out = real_path(out).map_err(failed)?;
        let root = real_path(root).map_err(failed)?;
        for input in FOLDERS {
            let input = real_path(&root.join(input)).map_err(failed)?;
            if input.starts_with(&out) || out.starts_with(&input) {
                return Err(OutputError::HoldsContent);
            }
        }
        if root.starts_with(&out) {
            return Err(OutputError::HoldsContent);
        }
        let kept = staging::clear_leftovers(&out);
        let old = look_at(&out)?;
        let staging = Staging::next_to(&out);
        Ok(Self { staging, old, out, site: site.to_owned(), given: Mutex::default(), kept })
    }

    /// The folder itself, as an absolute path with symbolic links resolved.
    pub fn path(&self) -> &Path {
        &self.out
    }

    /// Gives a file. May be called from many threads.
    ///
    /// # Errors
    /// The path was given before or leaves the folder, or the system refuses to write.
    pub fn write(&self, path: &FilePath, bytes: &[u8]) -> Result<(), Failure> {
        let fill = |new: &mut File| io::Write::write_all(new, bytes);
        self.give(path, |old| same_bytes(old, bytes), fill)
    }

    /// Gives a copy of the file at `from`. May be called from many threads.
    ///
    /// # Errors
    /// As [`OutputFolder::write`], or `from` cannot be read.
    pub fn copy(&self, path: &FilePath, from: &Path) -> Result<(), Failure> {
        let source = File::open(from).map_err(|error| Failure::io("read", from, &error))?;
        let fill = |new: &mut File| {
            io::Seek::rewind(&mut &source)?;
            io::copy(&mut &source, new).map(drop)
        };
        self.give(path, |old| same_files(old, &source), fill)
    }

    /// The same with the hash of the bytes that the output has now, whatever becomes of `from` meanwhile.
    ///
    /// # Errors
    /// As [`OutputFolder::copy`].
    pub fn copy_hashed(&self, path: &FilePath, from: &Path) -> Result<Digest, Failure> {
        let source = File::open(from).map_err(|error| Failure::io("read", from, &error))?;
        let digest = RefCell::default();
        let hash = |from: &File, into: &mut dyn io::Write| {
            io::Seek::rewind(&mut &*from)?;
            let mut hashing = Hashing::new(into);
            io::copy(&mut &*from, &mut hashing)?;
            digest.replace(hashing.digest());
            Ok(())
        };
        let same = |old: &File| {
            let same = same_files(old, &source)?;
            if same {
                hash(old, &mut io::sink())?;
            }
            Ok(same)
        };
        self.give(path, same, |new| hash(&source, new))?;
        Ok(digest.into_inner())
    }

    fn give(
        &self,
        path: &FilePath,
        same: impl FnOnce(&File) -> io::Result<bool>,
        fill: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let text = path.as_str();
        let failed = |error: io::Error| Failure::io("write", &self.out.join(text), &error);
        if RESERVED.contains(&text) || !text.split('/').all(is_plain) {
            return Err(failed(io::Error::other("invalid output path")));
        }
        // A file that cannot be compared is written again.
        let compare = || File::open(self.out.join(text)).and_then(|old| same(&old));
        let unchanged = self.old.files.contains(text) && compare().unwrap_or(false);
        if self.lock().insert(path.clone(), unchanged).is_some() {
            return Err(failed(io::Error::other("two files have this path")));
        }
        if unchanged {
            return Ok(());
        }
        self.staging.create(text).and_then(|mut file| fill(&mut file)).map_err(failed)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<FilePath, bool>> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the folder hold exactly the files given.
    ///
    /// # Errors
    /// The system refuses, or somebody has changed the folder meanwhile. The old output stays.
    pub fn commit(mut self) -> Result<Summary, Failure> {
        let given = std::mem::take(&mut *self.lock());
        let unchanged = given.values().filter(|same| **same).count();
        let kept = |file: &&String| given.contains_key(file.as_str());
        let removed = self.old.files.len() - self.old.files.iter().filter(kept).count();
        let kept = std::mem::take(&mut self.kept);
        let manifest = manifest::text(&self.site, given.keys().map(FilePath::as_str));
        let (old, new) = (manifest::site(&self.old.manifest), manifest::site(&manifest));
        let replaced = old.filter(|old| Some(*old) != new).map(str::to_owned);
        let written = given.len() - unchanged;
        let mut summary = Summary { written, unchanged, removed, kept, left: None, replaced };
        if self.old.exists && summary.written + removed == 0 && manifest == self.old.manifest {
            return Ok(summary);
        }
        self.keep_unchanged(&given)?;
        let failed = |error| Failure::io("write", &self.out.join(MANIFEST), &error);
        let mut file = self.staging.create(MANIFEST).map_err(failed)?;
        io::Write::write_all(&mut file, manifest.as_bytes()).map_err(failed)?;
        drop(file);
        self.still_ours()?;
        if let Some(old) = self.staging.swap(&self.out, self.old.exists)? {
            summary.kept.extend(retire(&old, &self.out));
            summary.left = Some(old).filter(|old| disk::is_there(old));
        }
        Ok(summary)
    }

    /// Brings files that did not change into the staging folder, with their time stamps.
    fn keep_unchanged(&self, given: &BTreeMap<FilePath, bool>) -> Result<(), Failure> {
        let same = given.iter().filter(|(_, same)| **same).map(|(path, _)| path.as_str());
        let litter = self.old.litter.iter().map(String::as_str).filter(|path| !given.contains_key(*path));
        let kept: Vec<&str> = same.chain(litter).collect();
        kept.par_iter().try_for_each(|path| {
            let keep = self.staging.keep(&self.out, path);
            keep.map_err(|error| Failure::io("keep", &self.out.join(path), &error))
        })
    }

    /// Checks that nobody has put anything into the folder, or replaced it, since it was opened.
    fn still_ours(&self) -> Result<(), Failure> {
        let now = look_at(&self.out).map_err(|error| match error {
            OutputError::Foreign { example } => Failure::new(format!(
                "{} appeared in the output folder while the site was built",
                example.display()
            ))
            .hint("move it out of the folder: prepress deletes only what it wrote"),
            OutputError::HoldsContent | OutputError::NotAFolder(_) => {
                Failure::new("the output folder was changed while the site was built")
            }
            OutputError::Io(failure) => failure,
        })?;
        if now.exists == self.old.exists && now.identity == self.old.identity {
            return Ok(());
        }
        Err(Failure::new(format!("{} was replaced while the site was built", self.out.display()))
            .hint("is another prepress building into the same folder? build again"))
    }
}

/// The list that an output has of its files, by the title of the site and its paths in order.
#[must_use]
pub fn list<'a>(site: &str, paths: impl Iterator<Item = &'a str>) -> String {
    manifest::text(site, paths)
}

/// The text of a file of an earlier output; none when there is none, or prepress did not write it.
///
/// # Errors
/// The file cannot be read.
pub fn read_output(out: &Path, path: &str) -> Result<Option<String>, Failure> {
    let Some(manifest) = read_beside(&out.join(MANIFEST))? else { return Ok(None) };
    let ours = manifest::paths(&manifest).is_some_and(|mut listed| listed.any(|listed| listed == path));
    if ours { read_beside(&out.join(path)) } else { Ok(None) }
}

/// The text of a file next to the configuration; none when there is none.
///
/// # Errors
/// The file cannot be read.
pub fn read_in_root(root: &Path, name: &str) -> Result<Option<String>, Failure> {
    read_beside(&root.join(name))
}

fn read_beside(path: &Path) -> Result<Option<String>, Failure> {
    match bounded::read_text(path, bounded::LARGEST_LIST) {
        Ok(text) => Ok(Some(text)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(Failure::io("read", path, &error)),
    }
}

/// Whether a part of a path is a name on every system that the output may be read on.
fn is_plain(segment: &str) -> bool {
    let odd = |c: char| c.is_control() || c == '\\';
    !segment.is_empty() && segment != "." && segment != ".." && !segment.contains(odd)
}

/// What is in the output folder, when all of it is ours.
fn look_at(out: &Path) -> Result<Old, OutputError> {
    let failed = |error| OutputError::Io(Failure::io("look at", out, &error));
    let foreign = |path: PathBuf| OutputError::Foreign { example: path };
    match fs::metadata(out) {
        Ok(found) if !found.is_dir() => return Err(OutputError::NotAFolder(out.to_path_buf())),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let nothing = !out.is_symlink();
            return if nothing { Ok(Old::default()) } else { Err(OutputError::NotAFolder(out.into())) };
        }
        Err(error) => return Err(failed(error)),
    }
    let manifest = match bounded::read_text(&out.join(MANIFEST), bounded::LARGEST_LIST) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(failed(error)),
        // Then it is none of ours, and what is in the folder says so.
        Err(_) => String::new(),
    };
    let listed = manifest::paths(&manifest).map(HashSet::<&str>::from_iter);
    let ours = listed.is_some();
    let listed = listed.unwrap_or_default();
    let identity = identity(out);
    let mut old = Old { exists: true, identity, ..Old::default() };
    let mut folders = Vec::new();
    let mut needed = HashSet::new();
    for Listed { path, disk, folder, file } in disk::list(out).map_err(failed)? {
        let litter = is_litter(&disk) && !path.as_deref().is_some_and(|path| listed.contains(path));
        match path {
            Some(path) if folder => folders.push(path),
            Some(path) if file && path == MANIFEST && ours => {}
            Some(path) if file && (litter || listed.contains(path.as_str())) => {
                needed.extend(path.match_indices('/').map(|(end, _)| path[..end].to_owned()));
                if litter { old.litter.push(path) } else { _ = old.files.insert(path) }
            }
            _ => return Err(foreign(out.join(disk))),
        }
    }
    // A folder is ours when a file that we wrote is or was in it.
    needed.extend(
        listed.iter().flat_map(|path| path.match_indices('/').map(|(end, _)| path[..end].to_owned())),
    );
    match folders.into_iter().find(|folder| !needed.contains(folder)) {
        Some(folder) => Err(foreign(out.join(folder))),
        None => Ok(Old { manifest, ..old }),
    }
}

#[cfg(unix)]
fn identity(folder: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(folder).ok().map(|found| found.ino())
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Option<u64> {
    None
}

/// The absolute path without symbolic links and dots; the end of it need not exist.
fn real_path(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut real = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => _ = real.pop(),
            part => real.push(part),
        }
        match real.canonicalize() {
            Ok(found) => real = found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(real)
}

fn same_bytes(old: &File, bytes: &[u8]) -> io::Result<bool> {
    if old.metadata()?.len() != bytes.len() as u64 {
        return Ok(false);
    }
    let mut have = Vec::with_capacity(bytes.len() + 1);
    let mut old = old;
    old.read_to_end(&mut have)?;
    Ok(have == bytes)
}

fn same_files(mut old: &File, mut new: &File) -> io::Result<bool> {
    if old.metadata()?.len() != new.metadata()?.len() {
        return Ok(false);
    }
    let (mut a, mut b) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let read = old.read(&mut a)?;
        if read == 0 {
            return Ok(new.read(&mut b)? == 0);
        }
        match new.read_exact(&mut b[..read]) {
            Ok(()) if a[..read] == b[..read] => {}
            Ok(()) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error),
        }
    }
}

impl std::fmt::Display for OutputError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Failure::from(self.clone()).fmt(f)
    }
}

impl std::error::Error for OutputError {}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        match error {
            OutputError::NotAFolder(path) => {
                Self::new(format!("{} is there already and is not a folder", path.display()))
                    .hint("choose another folder with `--out`, or move it away")
            }
            OutputError::Foreign { example } => Self::new(format!(
                "prepress did not write {}",
                example.display()
            ))
            .hint("the output folder must not contain other files: choose another with `--out`, or empty it"),
            OutputError::HoldsContent => {
                Self::new("the output folder is, contains or is inside a folder that the site is read from")
                    .hint("choose a folder of its own with `--out`, such as `public`")
            }
            OutputError::Io(failure) => failure,
        }
    }
}
