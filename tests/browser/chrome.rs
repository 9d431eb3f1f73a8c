//! A browser without a window.
//!
//! In: nothing but what is installed. Out: a running browser with a fresh profile and the address of
//! its DevTools protocol; dropping it ends the process and removes the profile.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// How long a browser may take to start.
const START: Duration = Duration::from_secs(60);

const NAMES: [&str; 3] = ["chromium", "google-chrome", "chromium-browser"];

const HOW: &str = "The browser tests need Chromium: run `tests/run`, which installs it, or install it \
    yourself (`apt-get install chromium`), or give the path of one in CHROME_PATH.";

/// A running browser.
pub(crate) struct Browser {
    process: Child,
    /// `127.0.0.1:port` and the path of the browser's own socket.
    pub(crate) address: (String, String),
    profile: PathBuf,
}

impl Browser {
    /// Starts one with a profile of its own.
    pub(crate) fn start() -> Self {
        let program = find();
        let profile =
            tempfile::Builder::new().prefix("prepress-browser-").tempdir().expect("a temporary folder");
        let profile = profile.keep();
        let mut process = Command::new(&program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
            ])
            .args(["--no-first-run", "--disable-background-networking", "--disable-component-update"])
            .args(["--disable-sync", "--disable-extensions", "--hide-scrollbars", "--lang=en"])
            .arg("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
            .arg("--remote-debugging-port=0")
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .env("HOME", &profile)
            .env_remove("CHROMIUM_FLAGS")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {}: {error}. {HOW}", program.display()));
        let lines = lines(process.stderr.take().expect("standard error is a pipe"));
        // From here on dropping ends the process, also when no address comes.
        let mut browser = Self { process, address: Default::default(), profile };
        let mark = "DevTools listening on ws://";
        let line = wait_for_line(&lines, START, |line| line.contains(mark))
            .unwrap_or_else(|said| panic!("{} gave no DevTools address. {HOW}\n{said}", program.display()));
        let address = line.split_once(mark).expect("the mark is in the line").1.trim();
        let (host, path) = address.split_once('/').expect("an address has a path");
        browser.address = (host.to_owned(), format!("/{path}"));
        browser
    }

    /// Waits a moment for the browser to end by itself.
    fn ended(&mut self) -> bool {
        let end = Instant::now() + Duration::from_secs(3);
        while Instant::now() < end {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return true;
            }
            thread::sleep(Duration::from_millis(10));
        }
        false
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let asked = !self.address.0.is_empty() && super::tab::close(self);
        if !(asked && self.ended()) {
            // It may have ended already.
            let _ = self.process.kill();
            let _ = self.process.wait();
        }
        // Processes of the browser may write for a moment longer.
        let end = Instant::now() + Duration::from_secs(5);
        while std::fs::remove_dir_all(&self.profile).is_err() && self.profile.exists() && Instant::now() < end
        {
            thread::sleep(Duration::from_millis(50));
        }
    }
}

/// The browser of this machine.
fn find() -> PathBuf {
    if let Some(path) = std::env::var_os("CHROME_PATH").filter(|path| !path.is_empty()) {
        let path = PathBuf::from(path);
        assert!(path.is_file(), "CHROME_PATH is {}, and no such file exists. {HOW}", path.display());
        return path;
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let places = |name: &str| {
        std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| is_program(path))
    };
    NAMES.iter().find_map(|name| places(name)).unwrap_or_else(|| panic!("No browser was found. {HOW}"))
}

fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// The lines a program writes, as they come. The pipe is read to its end, so that it never fills.
pub(crate) fn lines(pipe: ChildStderr) -> Receiver<String> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            // Nobody may be listening any more.
            let _ = send.send(String::from_utf8_lossy(&line).into_owned());
        }
    });
    receive
}

/// The first line that fits; otherwise everything that was said in this time.
pub(crate) fn wait_for_line(
    lines: &Receiver<String>,
    most: Duration,
    fits: impl Fn(&str) -> bool,
) -> Result<String, String> {
    let end = Instant::now() + most;
    let mut said = Vec::new();
    while let Ok(line) = lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
        if fits(&line) {
            return Ok(line);
        }
        said.push(line);
    }
    Err(said.join("\n"))
}
