//! A repository on disk in place of one on GitHub, and the runner of its workflows.
//!
//! In: the files of a guide. Out: clones for jobs, and everything that was told and changed, as text.

pub(super) mod commands;

use super::root;
use crate::desk;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(super) struct GitHub {
    folder: tempfile::TempDir,
    told: String,
    clones: usize,
}

/// Where a job runs.
pub(super) struct Place {
    pub(super) work: PathBuf,
    pub(super) temp: PathBuf,
}

impl GitHub {
    pub(super) fn new(site: &Path) -> Self {
        let new = Self { folder: tempfile::tempdir().expect("a folder"), told: String::new(), clones: 0 };
        let path = |name: &str| new.folder.path().join(name);
        for folder in ["state", "bin", "artifacts", "home"] {
            fs::create_dir(path(folder)).expect("a folder");
        }
        for list in ["issues.json", "pulls.json", "comments.json"] {
            fs::write(path("state").join(list), "[]").expect("a list");
        }
        fs::copy(root().join("tests/workflows/gh"), path("bin/gh")).expect("the stand-in");
        let made = Command::new(env!("CARGO_BIN_EXE_prepress"))
            .args(["init", "--bare"])
            .arg(path("main"))
            .env("SOURCE_DATE_EPOCH", "1795219200")
            .output()
            .expect("the program runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        new.git(&path("home"), &["init", "--quiet", "--bare", "--initial-branch=main", "../origin"]);
        new.git(&path("main"), &["init", "--quiet", "--initial-branch=main"]);
        new.git(&path("main"), &["remote", "add", "origin", "../origin"]);
        new.commit("A new guide");
        new.lay(site);
        new
    }

    /// Runs git with an identity and without the settings of this machine.
    pub(super) fn git(&self, folder: &Path, args: &[&str]) -> String {
        let run = Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args(args)
            .current_dir(folder)
            .envs(self.of_git())
            .output()
            .expect("git runs");
        assert!(run.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).expect("UTF-8").trim().to_owned()
    }

    fn of_git(&self) -> [(&'static str, String); 5] {
        let home = self.folder.path().join("home").display().to_string();
        let day = || "2026-11-16T12:00:00Z".to_owned();
        [
            ("HOME", home),
            ("GIT_CONFIG_NOSYSTEM", "1".to_owned()),
            ("GIT_CONFIG_GLOBAL", "/dev/null".to_owned()),
            ("GIT_AUTHOR_DATE", day()),
            ("GIT_COMMITTER_DATE", day()),
        ]
    }

    fn main(&self) -> PathBuf {
        self.folder.path().join("main")
    }

    fn commit(&self, message: &str) {
        self.git(&self.main(), &["add", "--all"]);
        self.git(&self.main(), &["commit", "--quiet", "--message", message]);
        self.git(&self.main(), &["push", "--quiet", "origin", "main"]);
    }

    /// Commits the files of a folder to `main`.
    pub(super) fn lay(&self, folder: &Path) {
        for (file, (_, bytes)) in desk::files(folder) {
            let target = self.main().join(file.strip_prefix(folder).expect("below"));
            fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
            fs::write(target, bytes).expect("a file");
        }
        self.commit("Write");
    }

    /// Merges what a branch changes into one commit.
    pub(super) fn merge(&self, branch: &str) {
        self.git(&self.main(), &["fetch", "--quiet", "origin", branch]);
        self.git(&self.main(), &["merge", "--quiet", "--squash", "FETCH_HEAD"]);
        self.commit("Merge");
    }

    pub(super) fn refuse_pulls(&self) {
        fs::write(self.folder.path().join("state/no-pulls"), "").expect("a mark");
        fs::write(self.folder.path().join("state/pulls.json"), "[]").expect("a list");
    }

    pub(super) fn sha(&self) -> String {
        self.git(&self.main(), &["rev-parse", "HEAD"])
    }

    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.main().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// A fresh clone, and an empty folder beside it.
    pub(super) fn clone_for(&mut self, job: &str) -> Place {
        self.clones += 1;
        let place = self.folder.path().join(format!("{job} {}", self.clones));
        let (work, temp) = (place.join("work"), place.join("temp"));
        fs::create_dir_all(&temp).expect("a folder");
        self.git(&place, &["clone", "--quiet", "../origin", "work"]);
        Place { work, temp }
    }

    pub(super) fn say(&mut self, line: &str) {
        let sha = self.sha();
        let line = line.replace(&*self.folder.path().to_string_lossy(), "…").replace(&sha, "COMMIT");
        self.told.push_str(line.trim_end());
        self.told.push('\n');
    }

    /// Tells what was changed on GitHub since this was last told, and what is offered.
    pub(super) fn say_changes(&mut self) {
        let log = self.folder.path().join("state/log.txt");
        let changes = fs::read_to_string(&log).unwrap_or_default();
        drop(fs::remove_file(log));
        self.say(&changes);
        let origin = self.folder.path().join("origin");
        let branches = self.git(&origin, &["for-each-ref", "--format=%(refname:short)"]);
        for branch in branches.lines().filter(|branch| *branch != "main") {
            let (about, change) = (format!("main..{branch}"), format!("main...{branch}"));
            let title = self.git(&origin, &["log", "--format=%an: %s", &about]);
            let diff = self.git(&origin, &["diff", "--no-color", "--unified=0", &change]);
            let changed = diff.lines().filter(|line| line.starts_with(['+', '-']));
            let changed = changed.map(str::to_owned).collect::<Vec<_>>().join("\n");
            self.say(&format!("== {branch}\n{title}\n{changed}\n"));
        }
    }

    pub(super) fn told(self) -> String {
        let mut lines: Vec<&str> = self.told.lines().collect();
        lines.dedup_by(|two, one| two.is_empty() && one.is_empty());
        format!("{}\n", lines.join("\n").trim_end())
    }
}
