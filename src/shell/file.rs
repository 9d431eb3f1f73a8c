//! Files that commands write besides the output: repaired sources, new pages, reports.
//!
//! In: paths with the bytes that are there and that shall be. Out: all of the files, or none: every new text is
//! complete on disk under another name before the first takes its place, and an error puts back what was. What a
//! killed run leaves is listed beside it and removed by the next one. Does not decide what is written.

use super::bounded;
use super::disk::{Inside, LARGEST_TEXT, is_there};
use super::failure::Failure;
use super::process::is_running;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process;

/// What the list of drafts begins with.
const HEADER: &str = "prepress-drafts 1";
/// What the names of the list and of drafts begin with; the number of the process follows.
const PREFIX: &str = ".prepress-";
const LIST: &str = ".prepress-drafts-";

/// A file that is to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// Its path below the folder, with `/`.
    pub path: String,
    /// The bytes that it has; none when there is no such file.
    pub old: Option<Vec<u8>>,
    /// The bytes that it gets.
    pub new: Vec<u8>,
}

impl Rewrite {
    /// A text in the place of another, or of nothing.
    pub fn of(path: &str, old: Option<&str>, new: &str) -> Self {
        Self {
            path: path.to_owned(),
            old: old.map(|old| old.as_bytes().to_vec()),
            new: new.as_bytes().to_vec(),
        }
    }
}

/// Writes all files below `base`, or none. Folders that are needed are made.
///
/// # Errors
/// A file is not as it was, leads out of `base`, or the system refuses. Then everything is as it was.
pub fn write_files(base: &Path, files: &[Rewrite]) -> Result<(), Failure> {
    clear_leftovers(base);
    if files.is_empty() {
        return Ok(());
    }
    let mut targets = Vec::with_capacity(files.len());
    for file in files {
        targets.push(target(base, file)?);
    }
    let mut work = Work { base, list: None, drafts: Vec::new(), folders: Vec::new() };
    work.draft(files, &targets)?;
    work.put_in_place(files, &targets)
}

/// Writes a file; an old one is replaced in one step. A link stays a link, and what is no regular file is written to.
///
/// # Errors
/// The system refuses; an old file is as it was.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::io("write", path, &error);
    let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    if fs::metadata(&real).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return OpenOptions::new()
            .write(true)
            .open(&real)
            .and_then(|mut to| to.write_all(bytes))
            .map_err(failed);
    }
    let old = match bounded::read(&real, u64::MAX - 1) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    let base = match real.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let Some(name) = real.file_name().and_then(|name| name.to_str()) else {
        return Err(Failure::new(format!("{} cannot be the name of a file", path.display())));
    };
    write_files(base, &[Rewrite { path: name.to_owned(), old, new: bytes.to_vec() }])
}

/// Where a file is: the end of its links. It is as `file` says.
fn target(base: &Path, file: &Rewrite) -> Result<PathBuf, Failure> {
    let path = base.join(&file.path);
    let Some(old) = &file.old else {
        if is_there(&path) {
            return Err(Failure::new(format!("{} already exists", path.display()))
                .hint("nothing was written; choose another name, or move it away first"));
        }
        return Ok(path);
    };
    let open = |error: io::Error| Failure::io("open", &path, &error);
    let real = path.canonicalize().map_err(open)?;
    // Hidden files are no part of a site, unless a command means them by their own path.
    let named = base.canonicalize().is_ok_and(|base| base.join(&file.path) == real);
    if !named && !Inside::of(base).holds(&real) {
        return Err(Failure::new(format!("{} leads out of {}", path.display(), base.display()))
            .hint("nothing was written; change the file where it is"));
    }
    if has(&real, old) { Ok(real) } else { Err(changed(&path)) }
}

/// Whether a file has exactly these bytes.
pub fn has(path: &Path, old: &[u8]) -> bool {
    let limit = (old.len() as u64).max(LARGEST_TEXT);
    bounded::read(path, limit).is_ok_and(|now| now == old)
}

fn changed(path: &Path) -> Failure {
    Failure::new(format!("{} was changed in the meantime", path.display()))
        .hint("nothing was written; run the command again")
}

/// Files on their way. Dropped before its end, it leaves nothing behind.
struct Work<'b> {
    base: &'b Path,
    /// The list of drafts, and the lock that says that this run is alive.
    list: Option<(PathBuf, File)>,
    drafts: Vec<PathBuf>,
    /// Folders that were made, outermost first.
    folders: Vec<PathBuf>,
}

impl Work<'_> {
    /// Writes every new text to the disk, under another name.
    fn draft(&mut self, files: &[Rewrite], targets: &[PathBuf]) -> Result<(), Failure> {
        let failed = |path: &Path| {
            let path = path.to_path_buf();
            move |error: io::Error| Failure::io("write", &path, &error)
        };
        for target in targets {
            self.make_folders(target.parent().unwrap_or(self.base)).map_err(failed(target))?;
        }
        let name = |number: usize| format!("{PREFIX}{}-{number}", process::id());
        let drafts: Vec<PathBuf> =
            targets.iter().enumerate().map(|(number, target)| target.with_file_name(name(number))).collect();
        self.announce(&drafts).map_err(failed(self.base))?;
        for ((file, target), draft) in files.iter().zip(targets).zip(drafts) {
            self.drafts.push(draft.clone());
            let write = || {
                let mut to = OpenOptions::new().write(true).create_new(true).open(&draft)?;
                to.write_all(&file.new)?;
                if file.old.is_some() {
                    // It keeps the permissions that it has.
                    to.set_permissions(fs::metadata(target)?.permissions())?;
                }
                to.sync_all()
            };
            write().map_err(failed(target))?;
        }
        Ok(())
    }

    fn make_folders(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder.ancestors().take_while(|place| !place.is_dir()).collect();
        for place in missing.into_iter().rev().filter(|place| !place.as_os_str().is_empty()) {
            fs::create_dir(place)?;
            self.folders.push(place.to_path_buf());
        }
        Ok(())
    }

    /// Lists the drafts that will be there, so that a later run knows them for what they are.
    fn announce(&mut self, drafts: &[PathBuf]) -> io::Result<()> {
        let path = self.base.join(format!("{LIST}{}", process::id()));
        let mut list = OpenOptions::new().write(true).create_new(true).open(&path)?;
        // Where files cannot be locked, a later run goes by the number of the process.
        let _ = list.try_lock();
        let base = self.base.canonicalize()?;
        let mut text = format!("{HEADER}\n");
        for draft in drafts {
            let below = draft.strip_prefix(self.base).or_else(|_| draft.strip_prefix(&base));
            text.push_str(&below.unwrap_or(draft).to_string_lossy());
            text.push('\n');
        }
        let written = list.write_all(text.as_bytes()).and_then(|()| list.sync_all());
        self.list = Some((path, list));
        written
    }

    /// Gives the drafts their names; on an error, what had its place gives it back.
    fn put_in_place(mut self, files: &[Rewrite], targets: &[PathBuf]) -> Result<(), Failure> {
        for (number, (file, target)) in files.iter().zip(targets).enumerate() {
            let placed = match &file.old {
                Some(old) if !has(target, old) => Err(changed(target)),
                Some(_) => fs::rename(&self.drafts[number], target)
                    .map_err(|error| Failure::io("replace", target, &error)),
                None => rename_new(&self.drafts[number], target)
                    .map_err(|error| Failure::io("write", target, &error)),
            };
            if let Err(failure) = placed {
                let lost = self.put_back(&files[..number], &targets[..number]);
                return Err(lost.into_iter().fold(failure, |failure, path| {
                    failure.hint(format!("{} keeps its new text", path.display()))
                }));
            }
        }
        self.folders.clear();
        let mut folders: Vec<&Path> = targets.iter().filter_map(|target| target.parent()).collect();
        folders.dedup();
        for folder in folders {
            // The names are safe on disk only when their folder is. Not every system can say so.
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }

    /// Undoes what was done; returns what could not be undone.
    fn put_back(&mut self, files: &[Rewrite], targets: &[PathBuf]) -> Vec<PathBuf> {
        let mut lost = Vec::new();
        for (number, (file, target)) in files.iter().zip(targets).enumerate() {
            let draft = &self.drafts[number];
            let undone = match &file.old {
                Some(old) => fs::write(draft, old).and_then(|()| {
                    fs::set_permissions(draft, fs::metadata(target)?.permissions())?;
                    fs::rename(draft, target)
                }),
                None => fs::remove_file(target),
            };
            if undone.is_err() {
                lost.push(target.clone());
            }
        }
        lost
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        for draft in &self.drafts {
            let _ = fs::remove_file(draft);
        }
        if let Some((path, _)) = &self.list {
            let _ = fs::remove_file(path);
        }
        for folder in self.folders.iter().rev() {
            // A folder with files in it stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Renames to a name that is free.
#[cfg(target_os = "linux")]
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // Not every disk can.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => rename_unless_there(from, to),
        done => done.map_err(io::Error::from),
    }
}

#[cfg(not(target_os = "linux"))]
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    rename_unless_there(from, to)
}

fn rename_unless_there(from: &Path, to: &Path) -> io::Result<()> {
    if is_there(to) { Err(io::ErrorKind::AlreadyExists.into()) } else { fs::rename(from, to) }
}

/// Removes the drafts of runs that were killed. A list names them; what it does not name stays.
fn clear_leftovers(base: &Path) {
    for entry in fs::read_dir(base).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(LIST)?.parse::<u32>().ok());
        let Some(number) = number else { continue };
        let Ok(text) = bounded::read_text(&entry.path(), bounded::LARGEST_LIST) else { continue };
        let Some(drafts) = text.strip_prefix(HEADER) else {
            // A run that was killed before its first byte.
            if text.is_empty() && is_over(&entry.path(), number) {
                let _ = fs::remove_file(entry.path());
            }
            continue;
        };
        if !is_over(&entry.path(), number) {
            continue;
        }
        let own = format!("{PREFIX}{number}-");
        for draft in drafts.lines().filter(|line| !line.is_empty()) {
            let path = base.join(draft);
            let named = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&own));
            if named && path.symlink_metadata().is_ok_and(|found| found.is_file()) {
                let _ = fs::remove_file(path);
            }
        }
        let _ = fs::remove_file(entry.path());
    }
}

/// Whether the run that wrote a list is over: it holds the lock of the list as long as it lives.
fn is_over(list: &Path, number: u32) -> bool {
    if number == process::id() {
        return true;
    }
    match bounded::open(list).map(|(list, _)| list.try_lock()) {
        Ok(Ok(())) => true,
        Ok(Err(fs::TryLockError::WouldBlock)) | Err(_) => false,
        Ok(Err(fs::TryLockError::Error(_))) => !is_running(number),
    }
}
