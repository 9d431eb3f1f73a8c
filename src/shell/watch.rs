//! Changes of the site's files, as they happen. The only user of `notify`.
//!
//! In: the site's root. Out: a call with the paths that came, went or changed, a few milliseconds
//! after the first of them did; the root itself means "everything may have changed".
//! Where the system sends no events (network and shared folders, too few watches), it looks at the
//! time stamps a few times a second instead. What a link leads to is watched where it is, once, and reported by every
//! path that leads there.
//! Does not read the files and does not know whether their bytes differ: an event means "look again".

use super::disk::{self, Stamp};
use super::failure::Failure;
use super::links::Links;
use super::newer::Newer;
use super::terminal;
use crate::text::names::{BASELINE, CONFIG, FOLDERS};
use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long the first change waits for others.
const COALESCE: Duration = Duration::from_millis(5);
/// How long a file that was emptied is waited for: many programs write in two steps.
const EMPTIED: Duration = Duration::from_millis(40);
/// More changes than this are one piece of work, such as a checkout, which ends when nothing happens for a while.
const MANY: usize = 8;
const QUIET: Duration = Duration::from_millis(20);
const LONGEST: Duration = Duration::from_millis(250);
/// How often the site's folder is looked at, whether it is still the same one: of a new folder no event comes.
const LOOK: Duration = Duration::from_millis(500);
/// How long to rest between two looks at all files; at least ten times as long as a look takes.
const POLL: Duration = Duration::from_millis(300);

/// Watches until it is dropped.
#[derive(Debug)]
pub struct Watcher {
    note: Option<String>,
    messages: Sender<Message>,
}

impl Watcher {
    /// Why files are polled without `poll`, for the person at the terminal.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // The thread may be gone; then there is nothing to stop.
        let _ = self.messages.send(Message::Stop);
    }
}

#[derive(Debug)]
enum Message {
    Event(notify::Result<Event>),
    Stop,
}

/// Watches `content`, `themes`, `sources` and `prepress.yaml` of the site at `root` (an absolute path) and
/// calls `on_change`, on a thread of its own, with absolute paths below `root`, sorted, and with what tells it that more
/// changed meanwhile. It says whether it gave up and has to be called again, with whatever else changed by then.
///
/// With `poll`, time stamps are compared a few times a second. The same happens where the system
/// sends no events; [`Watcher::note`] then says so. A new folder is reported together with the files
/// in it. Names that start with a dot, the output folder and reading are ignored.
///
/// # Errors
/// The root is not a folder.
pub fn watch(
    root: &Path,
    poll: bool,
    mut on_change: impl FnMut(Vec<PathBuf>, &Newer) -> bool + Send + 'static,
) -> Result<Watcher, Failure> {
    std::fs::read_dir(root).map_err(|error| Failure::io("watch", root, &error))?;
    let (messages, inbox) = channel();
    let mut root = Root::new(root);
    let silent = if poll { None } else { silent_disk(&root.path) };
    let mut note = silent.map(|kind| format!("{kind} do not send file events"));
    let mut native = None;
    let newer = Newer::default();
    if !poll && note.is_none() {
        match start_native(&root, messages.clone(), newer.clone()) {
            Ok(watcher) => native = Some(watcher),
            Err(error) => note = Some(explain(&error)),
        }
    }
    let note = note.map(|why| format!("{why}; looking for changes every {} ms", POLL.as_millis()));
    let before = if native.is_some() { Stamps::new() } else { root.stamps() };
    let run = move || {
        let goes_on = match native {
            Some(watcher) => follow_events(&inbox, watcher, &mut root, &mut |paths| {
                newer.clear();
                on_change(paths, &newer)
            }),
            None => Some(before),
        };
        if let Some(before) = goes_on {
            poll_stamps(&inbox, before, &root, &mut |paths| _ = on_change(paths, &Newer::default()));
        }
    };
    let thread = thread::Builder::new().name("watch".into()).spawn(run);
    thread.map_err(|error| Failure::new(format!("cannot start a thread: {error}")))?;
    Ok(Watcher { note, messages })
}

type Stamps = BTreeMap<PathBuf, Stamp>;

/// The site's folder, the name by which the system may know it, and the links in it.
struct Root {
    path: PathBuf,
    real: PathBuf,
    links: Links,
    /// Which folder it is, whatever its name; nothing when it is gone.
    folder: Option<Identity>,
}

/// What tells a folder from another one of the same name.
#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(not(unix))]
type Identity = std::time::SystemTime;

#[cfg(unix)]
fn identity(folder: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    folder.metadata().ok().map(|found| (found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity(folder: &Path) -> Option<Identity> {
    folder.metadata().and_then(|found| found.created()).ok()
}

impl Root {
    fn new(path: &Path) -> Self {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        Self { path: path.to_path_buf(), real, links: Links::of(path), folder: identity(path) }
    }

    /// Whether another folder has taken the place of the one that is watched.
    fn is_replaced(&self) -> bool {
        identity(&self.path).is_some_and(|now| self.folder != Some(now))
    }

    /// The paths by which the site reads a file: its own, and those that lead there through links.
    fn inputs(&self, path: &Path) -> Vec<PathBuf> {
        let mut all = vec![path.to_path_buf()];
        all.extend(self.links.paths_to(&self.real_of(path)));
        let mut inputs: Vec<PathBuf> = all.iter().filter_map(|path| self.input(path)).collect();
        inputs.sort();
        inputs.dedup();
        inputs
    }

    /// A path of the site without the links above the site.
    fn real_of(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.path).map_or_else(|_| path.to_path_buf(), |below| self.real.join(below))
    }

    /// The path as one below `self.path`, when the site is read from there.
    fn input(&self, path: &Path) -> Option<PathBuf> {
        let inside = path.strip_prefix(&self.path).or_else(|_| path.strip_prefix(&self.real)).ok()?;
        let mut parts = inside.iter().map(std::ffi::OsStr::as_encoded_bytes);
        let first = parts.next()?;
        let top = FOLDERS.iter().any(|top| first == top.as_bytes());
        let ours = (top || [CONFIG, BASELINE].iter().any(|file| inside == Path::new(file)))
            && !parts.any(|part| part.starts_with(b"."));
        ours.then(|| self.path.join(inside))
    }

    fn stamps(&self) -> Stamps {
        let tops = [CONFIG, BASELINE].into_iter().chain(FOLDERS);
        tops.flat_map(|top| disk::stamps(&self.path, &self.path.join(top))).collect()
    }
}

fn start_native(root: &Root, messages: Sender<Message>, newer: Newer) -> notify::Result<RecommendedWatcher> {
    let tops: Vec<PathBuf> = FOLDERS.into_iter().chain([CONFIG]).map(|top| root.path.join(top)).collect();
    let send = move |event: notify::Result<Event>| {
        let writes = |event: &Event| {
            let inside = |path: &PathBuf| tops.iter().any(|top| path.starts_with(top));
            !event.kind.is_access() && event.paths.iter().any(inside)
        };
        if event.as_ref().is_ok_and(writes) {
            newer.set();
        }
        let _ = messages.send(Message::Event(event));
    };
    // The system keeps one watch for a folder, under the last name by which it was watched, and removes it with that
    // name: a folder that links lead to is watched by its own name only.
    let config = notify::Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(send, config)?;
    watch_all(&mut watcher, root)?;
    Ok(watcher)
}

fn watch_all(watcher: &mut RecommendedWatcher, root: &Root) -> notify::Result<()> {
    // The root itself: editors save the configuration by renaming, and folders come and go.
    watcher.watch(&root.path, RecursiveMode::NonRecursive)?;
    for top in FOLDERS.map(|top| root.path.join(top)) {
        if top.is_dir() && !top.is_symlink() {
            watcher.watch(&top, RecursiveMode::Recursive)?;
        }
    }
    watch_targets(watcher, root)
}

/// Watches what links lead to outside of the folders that are watched already.
fn watch_targets(watcher: &mut RecommendedWatcher, root: &Root) -> notify::Result<()> {
    let tops = FOLDERS.map(|top| root.real.join(top));
    for target in root.links.targets() {
        if tops.iter().any(|top| target.starts_with(top)) {
            continue;
        }
        match target.parent() {
            _ if target.is_dir() => watcher.watch(target, RecursiveMode::Recursive)?,
            // Editors put another file in its place.
            Some(folder) if folder != root.real => watcher.watch(folder, RecursiveMode::NonRecursive)?,
            _ => {}
        }
    }
    Ok(())
}

/// Handles events until told to stop, or, when a new folder cannot be watched, returns the stamps
/// from which polling continues.
fn follow_events(
    inbox: &Receiver<Message>,
    mut watcher: RecommendedWatcher,
    root: &mut Root,
    on_change: &mut impl FnMut(Vec<PathBuf>) -> bool,
) -> Option<Stamps> {
    let mut owed = false;
    loop {
        let mut changes = Changes::default();
        let mut watched = true;
        // Only a change starts the clock: events of reading and of other files may continue for long.
        while changes.is_empty() && !owed {
            match inbox.recv_timeout(LOOK) {
                Ok(message) => changes.note(message, root)?,
                Err(RecvTimeoutError::Timeout) if root.is_replaced() => {
                    *root = Root::new(&root.path);
                    watched = watch_all(&mut watcher, root).is_ok();
                    changes.everything = true;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        let start = Instant::now();
        while let Some(rest) = changes.rest(start) {
            match inbox.recv_timeout(rest) {
                Ok(message) => changes.note(message, root)?,
                Err(RecvTimeoutError::Timeout) if changes.is_settled() => break,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        watched &= changes.watch_folders(&mut watcher, root);
        if changes.may_change_links(root) {
            root.links = Links::of(&root.path);
            watched &= watch_targets(&mut watcher, root).is_ok();
        }
        let stamps = if watched { None } else { Some(root.stamps()) };
        if !watched {
            let every = POLL.as_millis();
            terminal::note(&format!(
                "note: the system allows no more watches (see fs.inotify.max_user_watches); looking for changes every {every} ms"
            ));
        }
        if changes.everything || !watched {
            changes.paths = BTreeSet::from([root.path.clone()]);
        }
        owed = on_change(changes.paths.into_iter().collect());
        if stamps.is_some() {
            return stamps;
        }
    }
}

/// What a few milliseconds of events report.
#[derive(Default)]
struct Changes {
    paths: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
    everything: bool,
}

impl Changes {
    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.everything
    }

    /// How long to wait for more, when the first change was at `start`; nothing when that was long enough.
    fn rest(&self, start: Instant) -> Option<Duration> {
        let (pause, most) = match () {
            () if self.paths.len() > MANY => (QUIET, LONGEST),
            () if self.has_emptied() => (COALESCE, EMPTIED),
            () => (COALESCE, COALESCE),
        };
        let rest = most.saturating_sub(start.elapsed());
        (!rest.is_zero()).then(|| rest.min(pause))
    }

    /// Whether nothing is waited for but more changes.
    fn is_settled(&self) -> bool {
        !self.has_emptied()
    }

    /// Whether a text was emptied: its new text most likely follows.
    fn has_emptied(&self) -> bool {
        self.paths.len() <= MANY
            && self
                .paths
                .iter()
                .any(|path| path.metadata().is_ok_and(|found| found.is_file() && found.len() == 0))
    }

    /// Whether a link came or went, or a folder that may hold one.
    fn may_change_links(&self, root: &Root) -> bool {
        self.everything
            || !self.folders.is_empty()
            || self.paths.iter().any(|path| path.is_symlink() || root.links.stands_at_or_below(path))
    }

    /// Takes in a message; nothing when it is the one to stop.
    fn note(&mut self, message: Message, root: &mut Root) -> Option<()> {
        let event = match message {
            Message::Stop => return None,
            Message::Event(Ok(event)) if !event.need_rescan() => event,
            Message::Event(_) => {
                self.everything = true;
                return Some(());
            }
        };
        if event.kind.is_access() {
            return Some(());
        }
        // The next folder of that name may be taken for this one: numbers of folders are used again.
        if event.kind.is_remove() && event.paths.contains(&root.path) {
            root.folder = None;
        }
        let same_place =
            matches!(event.kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)));
        for path in event.paths.iter().flat_map(|path| root.inputs(path)) {
            if !same_place && path.is_dir() {
                self.folders.insert(path.clone());
            }
            self.paths.insert(path);
        }
        Some(())
    }

    /// Watches new folders before looking into them, so that no file in them is missed. False when
    /// the system allows no more watches.
    fn watch_folders(&mut self, watcher: &mut RecommendedWatcher, root: &Root) -> bool {
        for folder in &self.folders {
            // A path through a link is another name of a folder that is watched where it is.
            if folder.canonicalize().ok() == Some(root.real_of(folder)) {
                let watched = watcher.watch(folder, RecursiveMode::Recursive);
                if watched.is_err() && folder.is_dir() {
                    return false;
                }
            }
            self.paths.extend(disk::stamps(&root.path, folder).into_iter().map(|(path, _)| path));
        }
        true
    }
}

fn poll_stamps(
    inbox: &Receiver<Message>,
    mut before: Stamps,
    root: &Root,
    on_change: &mut impl FnMut(Vec<PathBuf>),
) {
    let mut rest = POLL;
    loop {
        match inbox.recv_timeout(rest) {
            Ok(Message::Event(_)) => continue,
            Err(RecvTimeoutError::Timeout) => {}
            Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return,
        }
        let start = Instant::now();
        let now = root.stamps();
        rest = POLL.max(start.elapsed() * 10);
        let differs = |path: &&PathBuf| before.get(*path) != now.get(*path);
        let changed: BTreeSet<_> = before.keys().chain(now.keys()).filter(differs).cloned().collect();
        before = now;
        if !changed.is_empty() {
            on_change(changed.into_iter().collect());
        }
    }
}

fn explain(error: &notify::Error) -> String {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system allows too few watches (see fs.inotify.max_user_watches)".into()
        }
        _ => format!("file events are not available here ({error})"),
    }
}

/// The kind of disk the site is on, when it is one that does not report changes made elsewhere:
/// folders of another machine, of Windows under WSL, or shared into a container.
#[cfg(target_os = "linux")]
fn silent_disk(root: &Path) -> Option<&'static str> {
    let kind = rustix::fs::statfs(root).ok()?.f_type;
    match u32::try_from(kind & 0xFFFF_FFFF).ok()? {
        0x0000_6969 => Some("NFS folders"),
        0x0000_517B | 0xFE53_4D42 | 0xFF53_4D42 => Some("SMB folders"),
        0x0102_1997 => Some("folders shared by 9P, such as Windows' under WSL,"),
        0x786F_4256 => Some("VirtualBox's shared folders"),
        0x7C7C_6673 => Some("Parallels' shared folders"),
        0x6573_5546 => Some("FUSE folders, such as those shared into a container,"),
        _ => None,
    }
}

#[cfg(not(target_os = "linux"))]
fn silent_disk(_: &Path) -> Option<&'static str> {
    None
}
