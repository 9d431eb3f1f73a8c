//! Changes are reported: saves of every kind, new folders, removals; reading and other files are not.

use super::put;
use crate::shell::disk::read_site;
use crate::shell::watch::{Watcher, watch};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tempfile::{TempDir, tempdir};

struct Watched {
    site: TempDir,
    changes: Receiver<Vec<PathBuf>>,
    _watcher: Watcher,
}

impl Watched {
    fn new(poll: bool) -> Self {
        let site = tempdir().expect("folder");
        put(site.path(), &[("prepress.yaml", ""), ("content/index.md", "1"), ("content/a/b.md", "1")]);
        let (send, changes) = channel();
        let watcher = watch(site.path(), poll, move |paths, _| send.send(paths).is_err()).expect("watching");
        assert_eq!(watcher.note(), None);
        Self { site, changes, _watcher: watcher }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.site.path().join(path)
    }

    /// Waits until all of these are reported, then until nothing more comes.
    fn expect(&self, paths: &[&str]) -> Duration {
        let start = Instant::now();
        let mut missing: Vec<PathBuf> = paths.iter().map(|path| self.at(path)).collect();
        while !missing.is_empty() {
            let reported = self.changes.recv_timeout(Duration::from_secs(5));
            let reported = reported.unwrap_or_else(|_| panic!("not reported: {missing:?}"));
            missing.retain(|path| !reported.contains(path));
        }
        let took = start.elapsed();
        while self.changes.recv_timeout(Duration::from_millis(60)).is_ok() {}
        took
    }

    fn expect_nothing(&self) {
        let reported = self.changes.recv_timeout(Duration::from_millis(400));
        assert!(reported.is_err(), "{reported:?}");
    }
}

fn save_atomically(path: &Path, text: &str) {
    let other = path.with_file_name(".saving.tmp");
    fs::write(&other, text).and_then(|()| fs::rename(&other, path)).expect("saved");
}

fn session(poll: bool) {
    let watched = Watched::new(poll);
    fs::write(watched.at("content/index.md"), "22").expect("written");
    let took = watched.expect(&["content/index.md"]);
    assert!(poll || took < Duration::from_millis(200), "{took:?}");
    save_atomically(&watched.at("content/index.md"), "333");
    watched.expect(&["content/index.md"]);
    save_atomically(&watched.at("prepress.yaml"), "title: x");
    watched.expect(&["prepress.yaml"]);
    put(watched.site.path(), &[("content/new/deep/page.md", "new"), ("content/new/x.md", "new")]);
    watched.expect(&["content/new/deep/page.md", "content/new/x.md"]);
    fs::write(watched.at("content/new/deep/page.md"), "later").expect("written");
    watched.expect(&["content/new/deep/page.md"]);
    put(watched.site.path(), &[("themes/t/templates/page.html", "new")]);
    watched.expect(&["themes/t/templates/page.html"]);
    save_atomically(&watched.at("themes/t/templates/page.html"), "later");
    watched.expect(&["themes/t/templates/page.html"]);
    fs::rename(watched.at("content/a/b.md"), watched.at("content/a/c.md")).expect("moved");
    watched.expect(&["content/a/b.md", "content/a/c.md"]);
    fs::remove_file(watched.at("content/a/c.md")).expect("removed");
    watched.expect(&["content/a/c.md"]);
    put(watched.site.path(), &[("public/index.html", "out"), ("content/.x.md.swp", ""), ("notes.md", "")]);
    fs::write(watched.at("public/index.html"), "again").expect("written");
    read_site(watched.site.path()).expect("read");
    watched.expect_nothing();
}

#[test]
fn events_report_what_changed() {
    session(false);
}

#[test]
fn polling_reports_the_same() {
    session(true);
}

#[test]
fn an_updated_tree_equals_one_read_again() {
    let watched = Watched::new(false);
    let root = watched.site.path();
    let mut tree = read_site(root).expect("read");
    for round in 0..20 {
        let folder = format!("content/{}/{}", round % 3, round % 5);
        for file in 0..10 {
            put(root, &[(&format!("{folder}/{file}/{round}.md"), &round.to_string())]);
        }
        match round % 4 {
            1 => fs::remove_dir_all(root.join(&folder)).expect("removed"),
            2 => fs::rename(root.join(&folder), root.join(format!("content/moved{round}"))).expect("moved"),
            3 => {
                fs::rename(root.join("content"), root.join("aside")).expect("moved");
                fs::rename(root.join("aside"), root.join("content")).expect("moved");
            }
            _ => {}
        }
        let end = Instant::now() + Duration::from_secs(5);
        loop {
            while let Ok(changed) = watched.changes.recv_timeout(Duration::from_millis(30)) {
                tree.update(root, &changed).expect("read");
            }
            if tree.files == read_site(root).expect("read").files {
                break;
            }
            assert!(Instant::now() < end, "round {round} was not reported in full");
        }
    }
}

#[test]
fn a_site_that_is_removed_and_restored_is_watched_again() {
    let watched = Watched::new(false);
    for round in ["2", "3"] {
        fs::remove_dir_all(watched.site.path()).expect("removed");
        while watched.changes.recv_timeout(Duration::from_millis(600)).is_ok() {}
        fs::create_dir(watched.site.path()).expect("created");
        put(watched.site.path(), &[("prepress.yaml", ""), ("content/index.md", round)]);
        // All is reported once, without a name; then each save again.
        let reported = watched.changes.recv_timeout(Duration::from_secs(5)).expect("the folder is back");
        assert!(reported.contains(&watched.site.path().to_path_buf()), "{reported:?}");
        while watched.changes.recv_timeout(Duration::from_millis(700)).is_ok() {}
        fs::write(watched.at("content/index.md"), "later").expect("written");
        watched.expect(&["content/index.md"]);
    }
}

#[cfg(unix)]
#[test]
fn links_to_folders_above_and_to_nothing_are_no_trouble() {
    use std::os::unix::fs::symlink;
    let elsewhere = tempdir().expect("folder");
    let target = elsewhere.path().join("target.md");
    let site = tempdir().expect("folder");
    put(site.path(), &[("prepress.yaml", ""), ("content/index.md", "1"), ("content/a/b.md", "1")]);
    symlink(site.path(), site.path().join("content/a/above")).expect("linked");
    symlink(&target, site.path().join("content/later.md")).expect("linked");
    let (send, changes) = channel();
    let watcher = watch(site.path(), false, move |paths, _| send.send(paths).is_err()).expect("watching");
    let watched = Watched { site, changes, _watcher: watcher };
    // One save is one path, however often the folder leads into itself.
    fs::write(watched.at("content/a/b.md"), "2").expect("written");
    let reported = watched.changes.recv_timeout(Duration::from_secs(5)).expect("reported");
    assert_eq!(reported, [watched.at("content/a/b.md")]);
    while watched.changes.recv_timeout(Duration::from_millis(60)).is_ok() {}
    // The target of a broken link comes, and goes again.
    fs::write(&target, "here").expect("written");
    watched.expect(&["content/later.md"]);
    fs::remove_file(&target).expect("removed");
    watched.expect(&["content/later.md"]);
}

#[test]
fn a_dropped_watcher_is_silent_and_a_missing_root_a_failure() {
    let Watched { site, changes, _watcher } = Watched::new(false);
    drop(_watcher);
    put(site.path(), &[("content/index.md", "later")]);
    assert!(changes.recv_timeout(Duration::from_secs(1)).is_err());
    assert!(watch(&site.path().join("missing"), false, |_, _| false).is_err());
}
