//! This repository's own guide, built once for all tests that run at the same time, and a server for
//! folders that answers as GitHub Pages does.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::Duration;

/// The day in all tests.
pub(crate) const TODAY: &str = "2026-11-21";

/// The program under test.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_prepress"));
    command.env_remove("SOURCE_DATE_EPOCH");
    command
}

/// Builds a site. `more` are arguments beside the folders and the day.
pub(crate) fn build(site: &Path, out: &Path, more: &[&str]) {
    let mut command = program();
    command.arg("build").arg(site).arg("--out").arg(out).args(["--today", TODAY]).args(more);
    // What a build keeps for the next one does not belong into anybody's home.
    let cache = tempfile::tempdir().expect("a temporary folder");
    let done = command.env("XDG_CACHE_HOME", cache.path()).output().expect("the program runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// A folder with a site in it, removed in the end.
pub(crate) struct Guide {
    folder: tempfile::TempDir,
}

impl Guide {
    /// Builds the guide anew, as published at this address.
    pub(crate) fn at(base: &str) -> Self {
        let guide = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        build(Path::new(env!("CARGO_MANIFEST_DIR")), &guide.path(), &["--base-url", base]);
        guide
    }

    /// Builds a small site of these files.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let guide = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        for (path, text) in files {
            guide.write(path, text);
        }
        build(&guide.source(), &guide.path(), &[]);
        guide
    }

    pub(crate) fn source(&self) -> PathBuf {
        self.folder.path().join("source")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.source().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    /// Changes a file of such a site and builds it again.
    pub(crate) fn change(&self, path: &str, text: &str) {
        self.write(path, text);
        build(&self.source(), &self.path(), &[]);
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder exists").join("site")
    }

    /// Where readers meet it: from disk, and served below a folder.
    pub(crate) fn places(&self) -> [String; 2] {
        [self.root(), format!("http://{}/repo/", host(self.path()))]
    }

    /// Where every page begins, opened from disk.
    pub(crate) fn root(&self) -> String {
        format!("file://{}/", self.path().display())
    }

    /// The paths of all pages, sorted, without the page for what is not found, which only a server
    /// can show: nobody knows the depth of a place that does not exist.
    pub(crate) fn pages(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect(&self.path(), "", &mut found);
        found.retain(|path| path.ends_with(".html") && path != "404.html");
        found.sort();
        assert!(found.len() > 40, "the guide has only {} pages", found.len());
        found
    }

    /// The first pages whose HTML holds this, at least one.
    pub(crate) fn pages_with(&self, mark: &str) -> Vec<String> {
        let holds =
            |path: &String| fs::read_to_string(self.path().join(path)).is_ok_and(|page| page.contains(mark));
        let found: Vec<_> = self.pages().into_iter().filter(holds).collect();
        assert!(!found.is_empty(), "no page of the guide has {mark}");
        found
    }
}

/// The guide as its configuration says. Tests that run at the same time share it.
pub(crate) fn guide() -> Arc<Guide> {
    static SHARED: Mutex<Weak<Guide>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let guide = Guide { folder: tempfile::tempdir().expect("a temporary folder") };
        build(Path::new(env!("CARGO_MANIFEST_DIR")), &guide.path(), &[]);
        let guide = Arc::new(guide);
        *shared = Arc::downgrade(&guide);
        guide
    })
}

/// The paths of all files below a folder, each behind `prefix`.
pub(crate) fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), found)
        } else {
            found.push(path)
        }
    }
}

/// Serves a folder under `/repo/` until the test program ends.
pub(crate) fn host(folder: PathBuf) -> SocketAddr {
    Host::of(folder).address
}

/// A server of a folder under `/repo/`.
pub(crate) struct Host {
    pub(crate) address: SocketAddr,
    state: Arc<Mutex<State>>,
    thread: thread::JoinHandle<()>,
}

#[derive(Default)]
struct State {
    /// Nobody gets an answer.
    down: bool,
    /// The port is given back.
    ended: bool,
    /// Paths below `/repo/` that were asked for.
    asked: Vec<String>,
}

impl Host {
    pub(crate) fn of(folder: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state: Arc<Mutex<State>> = Arc::default();
        let shared = Arc::clone(&state);
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, shared) = (folder.clone(), Arc::clone(&shared));
                if locked(&shared).ended {
                    return;
                }
                if !locked(&shared).down {
                    // A browser that hangs up early is no failure of the site.
                    thread::spawn(move || answer(stream, &folder, &shared).unwrap_or_default());
                }
            }
        });
        Self { address, state, thread }
    }

    /// Cuts readers off, or lets them in again.
    pub(crate) fn cut(&self, down: bool) {
        locked(&self.state).down = down;
    }

    /// The paths below `/repo/` that were asked for since the last time.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut locked(&self.state).asked)
    }

    /// Ends, so that another program can have the port.
    pub(crate) fn end(self) {
        locked(&self.state).ended = true;
        // It looks when somebody calls.
        drop(TcpStream::connect(self.address));
        self.thread.join().expect("the server ends");
    }
}

fn locked(state: &Mutex<State>) -> std::sync::MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(mut stream: TcpStream, folder: &Path, state: &Mutex<State>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut request = Vec::new();
    let mut part = [0; 4096];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut part)? {
            0 => return Ok(()),
            n => request.extend_from_slice(&part[..n]),
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let path = request.split(' ').nth(1).unwrap_or("/").split('?').next().unwrap_or("/");
    locked(state).asked.extend(path.strip_prefix("/repo/").map(str::to_owned));
    let file =
        path.strip_prefix("/repo/").filter(|path| !path.contains("..")).and_then(|path| page(folder, path));
    let status = if file.is_some() { "200 OK" } else { "404 Not Found" };
    let file = file.unwrap_or_else(|| folder.join("404.html"));
    let kind = match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("xml") => "application/xml",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    };
    let body = fs::read(file)?;
    let size = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(&body)
}

/// The file at a path, with its ending or without, or of the folder there.
fn page(folder: &Path, path: &str) -> Option<PathBuf> {
    let names = [path.to_owned(), format!("{path}.html"), format!("{path}index.html")];
    names.into_iter().map(|name| folder.join(name)).find(|file| file.is_file())
}

/// Asks a server on this machine: the status and the body.
pub(crate) fn get(address: &str, path: &str) -> (u16, Vec<u8>) {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a time limit");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("a request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let end = answer.windows(4).position(|end| end == b"\r\n\r\n").expect("an answer has a head");
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, answer.split_off(end + 4))
}
