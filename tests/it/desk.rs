//! A site on disk, and the program run in it as a user runs it.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// The day of all runs.
pub(crate) const TODAY: &str = "2026-11-21";

/// Files below a folder: when they were changed, and their bytes.
pub(crate) type Files = BTreeMap<PathBuf, (SystemTime, Vec<u8>)>;

/// A copy of the demo site, and a home, in a folder that is removed in the end.
pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) site: PathBuf,
}

/// How a run ended and what it printed.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let site = folder.path().canonicalize().expect("the folder exists").join("site");
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lints/demo");
        for (file, (_, bytes)) in files(&demo) {
            let copy = site.join(file.strip_prefix(&demo).expect("below the demo"));
            fs::create_dir_all(copy.parent().expect("a folder")).expect("a folder can be made");
            fs::write(copy, bytes).expect("a file can be written");
        }
        Self { folder, site }
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, &[])
    }

    pub(crate) fn run_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_prepress"));
        command
            .current_dir(&self.site)
            .env("HOME", self.folder.path())
            .env("XDG_CACHE_HOME", self.folder.path());
        command.env("NO_COLOR", "1").env_remove("SOURCE_DATE_EPOCH").env_remove("COLUMNS");
        let done = command.args(args).envs(variables.iter().copied()).output().expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
        let code = done.status.code().expect("an exit code");
        Ran { code, out: text(done.stdout), err: text(done.stderr) }
    }

    pub(crate) fn build(&self, more: &[&str]) -> Ran {
        self.run(&[&["build", "--today", TODAY][..], more].concat())
    }

    /// Builds the demo as it is, and returns the output.
    pub(crate) fn built(&self) -> Files {
        let ran = self.build(&[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        self.public()
    }

    pub(crate) fn public(&self) -> Files {
        files(&self.site.join("public"))
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.site.join(file)).expect("a file of the site")
    }

    pub(crate) fn change(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert_eq!(text.matches(from).count(), 1, "`{from}` has to occur once in {file}");
        fs::write(self.site.join(file), text.replace(from, to)).expect("a file can be written");
    }

    /// Where these words are: `file:line:column`.
    pub(crate) fn place(&self, file: &str, words: &str) -> String {
        let text = self.read(file);
        let before = &text[..text.find(words).expect("the words are in the file")];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        format!("{file}:{line}:{column}")
    }

    /// The bytes that a place in JSON marks.
    pub(crate) fn marked(&self, place: &Value) -> String {
        let text = self.read(place["file"].as_str().expect("a file"));
        let byte = |key: &str| usize::try_from(place[key].as_u64().expect("a number")).expect("a byte");
        text[byte("byte_start")..byte("byte_end")].to_owned()
    }
}

pub(crate) fn files(folder: &Path) -> Files {
    let entries =
        walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    entries
        .map(|entry| {
            let changed = entry.metadata().expect("a file").modified().expect("the system keeps times");
            let bytes = fs::read(entry.path()).expect("a file");
            (entry.into_path(), (changed, bytes))
        })
        .collect()
}
