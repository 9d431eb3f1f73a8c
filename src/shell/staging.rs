//! A hidden folder next to the output, in which the next output is put together.
//!
//! In: paths and files. Out: a folder that replaces the output in one step. It has a manifest from the beginning, by
//! which a later run knows the folder of one that was killed: names alone say nothing.
//! Does not know what belongs in the output.

use super::bounded;
use super::disk::is_there;
use super::failure::Failure;
use super::manifest;
use super::retire::retire;
use crate::text::names::MANIFEST;
use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{PoisonError, RwLock};

/// The folder; created with the first file, deleted when dropped.
#[derive(Debug)]
pub(super) struct Staging {
    /// What the folder's name starts with: a number is added when another run has the name.
    base: PathBuf,
    state: RwLock<State>,
}

#[derive(Debug, Default)]
struct State {
    folder: Option<PathBuf>,
    /// Held while the folder is in use, so that other runs do not take it for a leftover.
    lock: Option<File>,
    created: HashSet<String>,
    /// Whether the umask takes away permissions that readers of the site need.
    widen: bool,
}

impl Staging {
    /// A staging folder for the output at `out`; nothing is created yet.
    pub(super) fn next_to(out: &Path) -> Self {
        let base = out.with_file_name(format!("{}{}", prefix(out), process::id()));
        Self { base, state: RwLock::default() }
    }

    /// Creates a new file at `path`, and its folders.
    pub(super) fn create(&self, path: &str) -> io::Result<File> {
        let (place, widen) = self.place(path)?;
        // The manifest of a folder that is being filled is empty; the last file is the whole one.
        let file = if path == MANIFEST { File::create(&place)? } else { new_file(&place)? };
        if widen {
            set_mode(&place, 0o644)?;
        }
        Ok(file)
    }

    /// Brings `path` over from the folder `old`: as a hard link where the disk can, else as a copy.
    pub(super) fn keep(&self, old: &Path, path: &str) -> io::Result<()> {
        let (place, widen) = self.place(path)?;
        let from = old.join(path);
        if fs::hard_link(&from, &place).is_ok() {
            return Ok(());
        }
        let (mut from, mut to) = (File::open(from)?, new_file(&place)?);
        io::copy(&mut from, &mut to)?;
        to.set_modified(from.metadata()?.modified()?)?;
        if widen { set_mode(&place, 0o644) } else { Ok(()) }
    }

    /// The place of `path`, with its folders made.
    fn place(&self, path: &str) -> io::Result<(PathBuf, bool)> {
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        {
            let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(folder) = &state.folder
                && (parent.is_empty() || state.created.contains(parent))
            {
                return Ok((folder.join(path), state.widen));
            }
        }
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let folder = match &state.folder {
            Some(folder) => folder.clone(),
            None => self.start(&mut state)?,
        };
        let ends = parent.match_indices('/').map(|(end, _)| end).chain([parent.len()]);
        for ancestor in ends.map(|end| &parent[..end]).filter(|a| !a.is_empty()) {
            if !state.created.contains(ancestor) {
                let place = folder.join(ancestor);
                fs::create_dir(&place)?;
                if state.widen {
                    set_mode(&place, 0o755)?;
                }
                state.created.insert(ancestor.to_owned());
            }
        }
        Ok((folder.join(path), state.widen))
    }

    fn start(&self, state: &mut State) -> io::Result<PathBuf> {
        if let Some(parent) = self.base.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut folder = self.base.clone();
        let mut number = 1;
        while let Err(error) = fs::create_dir(&folder) {
            if error.kind() != io::ErrorKind::AlreadyExists || number == 100 {
                return Err(error);
            }
            number += 1;
            folder.clone_from(&self.base);
            folder.as_mut_os_string().push(format!("-{number}"));
        }
        state.lock = File::open(&folder).ok().filter(|lock| lock.try_lock().is_ok());
        state.widen = narrower_than(&folder, 0o755);
        if state.widen {
            set_mode(&folder, 0o755)?;
        }
        // From here on the folder is removed when this run ends early.
        state.folder = Some(folder.clone());
        io::Write::write_all(
            &mut new_file(&folder.join(MANIFEST))?,
            manifest::text("", [].into_iter()).as_bytes(),
        )?;
        Ok(folder)
    }

    /// Puts the folder at `out`. When `out` was there, returns where it is now.
    ///
    /// # Errors
    /// The system refuses; `out` is as it was.
    pub(super) fn swap(&self, out: &Path, exists: bool) -> Result<Option<PathBuf>, Failure> {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let folder = match state.folder.clone() {
            Some(folder) => folder,
            None => self.start(&mut state).map_err(|error| Failure::io("create", out, &error))?,
        };
        let failed = |error: io::Error| {
            Failure::io("replace", out, &error)
                .hint("a mount point cannot be replaced: give a folder inside it with `--out`")
        };
        if !exists {
            fs::rename(&folder, out).map_err(failed)?;
            state.folder = None;
            return Ok(None);
        }
        let aside = aside(out);
        if exchange(&folder, out) {
            // The folder is now the old output, which may hold files of others: its name tells a later run.
            state.folder = None;
            return Ok(Some(fs::rename(&folder, &aside).map_or(folder, |()| aside)));
        }
        fs::rename(out, &aside).map_err(failed)?;
        if let Err(error) = fs::rename(&folder, out) {
            let back = fs::rename(&aside, out);
            let failure = failed(error);
            return Err(match back {
                Ok(()) => failure,
                Err(_) => failure.hint(format!("the old output is in {}", aside.display())),
            });
        }
        state.folder = None;
        Ok(Some(aside))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = &state.folder {
            remove_unfinished(folder);
        }
    }
}

/// Removes an output that was being put together, its list last: with that a later run knows what a killed one left.
fn remove_unfinished(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder {
            let _ = fs::remove_dir_all(entry.path());
        } else if entry.file_name() != MANIFEST {
            let _ = fs::remove_file(entry.path());
        }
    }
    let _ = fs::remove_file(folder.join(MANIFEST));
    let _ = fs::remove_dir(folder);
}

fn prefix(out: &Path) -> String {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    format!(".{name}.prepress-")
}

/// A free name for the old output.
fn aside(out: &Path) -> PathBuf {
    let place = |end: &str| out.with_file_name(format!("{}old-{}{end}", prefix(out), process::id()));
    let numbered = (2..100).map(|number| place(&format!("-{number}")));
    let mut places = std::iter::once(place("")).chain(numbered);
    places.find(|place| !is_there(place)).unwrap_or_else(|| place(""))
}

/// Removes what killed runs left next to `out`; puts the old output back when a run was killed
/// between its two renames. Folders that prepress did not make are left alone, whatever their names. Returns where
/// files are that prepress did not write.
pub(super) fn clear_leftovers(out: &Path) -> Vec<PathBuf> {
    let prefix = prefix(out);
    let mut kept = Vec::new();
    let siblings = out.parent().and_then(|parent| fs::read_dir(parent).ok());
    for entry in siblings.into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(&prefix)) else {
            continue;
        };
        let aside = rest.strip_prefix("old-");
        let numbers = aside.unwrap_or(rest);
        let process = numbers.split('-').next().and_then(|number| number.parse().ok());
        let folder = entry.path();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !is_folder || !process.is_some_and(|process| is_leftover(&folder, process)) {
            continue;
        }
        // What cannot be put back or removed does no harm where it is.
        match made_by_us(&folder) {
            Made::Elsewhere => {}
            Made::Nothing => _ = fs::remove_dir_all(&folder),
            Made::Unfinished if aside.is_none() => remove_unfinished(&folder),
            Made::Output if aside.is_some() && fs::symlink_metadata(out).is_err() => {
                let _ = fs::rename(&folder, out);
            }
            Made::Unfinished | Made::Output => kept.extend(retire(&folder, out)),
        }
    }
    kept
}

/// What a folder beside the output is, by what is in it.
enum Made {
    /// A whole output.
    Output,
    /// An output that was being put together.
    Unfinished,
    /// Folders without any file.
    Nothing,
    /// Not ours.
    Elsewhere,
}

fn made_by_us(folder: &Path) -> Made {
    match bounded::read_text(&folder.join(MANIFEST), bounded::LARGEST_LIST) {
        Ok(text) => match manifest::paths(&text).map(Iterator::count) {
            None if text.is_empty() => Made::Unfinished,
            None => Made::Elsewhere,
            Some(0) => Made::Unfinished,
            Some(_) => Made::Output,
        },
        Err(_) if super::disk::list(folder).is_ok_and(|inside| inside.iter().all(|entry| entry.folder)) => {
            Made::Nothing
        }
        Err(_) => Made::Elsewhere,
    }
}

/// Whether the run that made `folder` is over: it holds no lock, and its process is gone or, as
/// process ids are reused, had time enough to take the lock.
#[cfg(unix)]
fn is_leftover(folder: &Path, process: u32) -> bool {
    let gone = process == process::id() || !super::process::is_running(process);
    match File::open(folder).map(|lock| lock.try_lock()) {
        Ok(Err(fs::TryLockError::WouldBlock)) => false,
        Ok(Ok(())) => gone || is_older_than(folder, 10),
        Ok(Err(fs::TryLockError::Error(_))) | Err(_) => gone,
    }
}

/// Whether the run that made `folder` is over: folders cannot be locked here, so age decides.
#[cfg(not(unix))]
fn is_leftover(folder: &Path, _: u32) -> bool {
    is_older_than(folder, 3600)
}

fn is_older_than(folder: &Path, seconds: u64) -> bool {
    let changed = fs::metadata(folder).and_then(|found| found.modified()).ok();
    let age = changed.and_then(|changed| changed.elapsed().ok());
    age.is_some_and(|age| age.as_secs() >= seconds)
}

/// Exchanges two folders in one step; false when the system or the disk cannot.
#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

fn new_file(place: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(place)
}

#[cfg(unix)]
fn narrower_than(folder: &Path, mode: u32) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(folder).is_ok_and(|found| found.permissions().mode() & mode != mode)
}

#[cfg(unix)]
fn set_mode(place: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(place, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn narrower_than(_: &Path, _: u32) -> bool {
    false
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}
