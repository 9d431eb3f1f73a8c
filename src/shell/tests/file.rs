//! Files that commands write: all or none, where they are, and nothing beside them.

use super::put;
use crate::shell::{Rewrite, write_file, write_files};
use std::fs;
use std::path::Path;
use tempfile::tempdir;

fn rewrite(path: &str, old: &str, new: &str) -> Rewrite {
    Rewrite { path: path.to_owned(), old: Some(old.as_bytes().to_vec()), new: new.as_bytes().to_vec() }
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).expect("a file")
}

/// Names that begin with a dot, sorted.
fn hidden(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.starts_with('.'));
    names.sort();
    names
}

#[test]
fn all_files_are_written_or_none() {
    let site = tempdir().expect("folder");
    put(site.path(), &[("a.md", "1"), ("b.md", "1")]);
    let failure =
        write_files(site.path(), &[rewrite("a.md", "1", "2"), rewrite("b.md", "0", "2")]).unwrap_err();
    assert!(failure.message.contains("changed in the meantime"), "{failure}");
    assert_eq!([read(site.path(), "a.md"), read(site.path(), "b.md")], ["1", "1"]);
    write_files(site.path(), &[rewrite("a.md", "1", "2"), rewrite("b.md", "1", "2")]).expect("written");
    assert_eq!([read(site.path(), "a.md"), read(site.path(), "b.md")], ["2", "2"]);
    assert_eq!(hidden(site.path()), [""; 0]);
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_lead_nowhere_else() {
    use std::os::unix::fs::symlink;
    let (site, outside) = (tempdir().expect("folder"), tempdir().expect("folder"));
    put(site.path(), &[("content/index.md", ""), ("shared.md", "1"), ("lists/baseline.json", "1")]);
    put(outside.path(), &[("x.md", "1")]);
    symlink("../shared.md", site.path().join("content/in.md")).expect("link");
    symlink(outside.path().join("x.md"), site.path().join("content/out.md")).expect("link");
    symlink("lists/baseline.json", site.path().join("baseline.json")).expect("link");
    write_files(site.path(), &[rewrite("content/in.md", "1", "2")]).expect("written");
    assert_eq!(read(site.path(), "shared.md"), "2");
    let failure = write_files(site.path(), &[rewrite("content/out.md", "1", "2")]).unwrap_err();
    assert!(failure.message.contains("leads out of"), "{failure}");
    assert_eq!(read(outside.path(), "x.md"), "1");
    write_file(&site.path().join("baseline.json"), b"2").expect("written");
    assert_eq!(read(site.path(), "lists/baseline.json"), "2");
    for link in ["content/in.md", "content/out.md", "baseline.json"] {
        assert!(site.path().join(link).is_symlink(), "{link}");
    }
}

#[test]
fn drafts_of_killed_runs_are_removed_and_nothing_else() {
    let site = tempdir().expect("folder");
    // No process has these numbers.
    let left = [
        (".prepress-drafts-4194999", "prepress-drafts 1\n.prepress-4194999-0\na.md\n../x.md\n"),
        (".prepress-4194999-0", "half a text"),
        (".prepress-4194998-0", "named by no list"),
        ("a.md", "1"),
    ];
    put(site.path(), &left);
    write_files(site.path(), &[rewrite("a.md", "1", "2")]).expect("written");
    assert_eq!(read(site.path(), "a.md"), "2");
    assert_eq!(hidden(site.path()), [".prepress-4194998-0"]);
    // Also when there is nothing to write (fails now).
    put(site.path(), &left[..2]);
    write_files(site.path(), &[]).expect("nothing to write");
    assert_eq!(hidden(site.path()), [".prepress-4194998-0"]);
}
