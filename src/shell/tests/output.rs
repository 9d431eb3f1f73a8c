//! Writing a site: nothing foreign is touched, nothing half done is seen, unchanged files stay.

use super::put;
use crate::shell::output::{OutputError, OutputFolder, Summary};
use crate::text::FilePath;
use crate::text::names::MANIFEST;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::{TempDir, tempdir};

/// A folder with a site; the output is `public` in it.
fn site() -> TempDir {
    let site = tempdir().expect("folder");
    put(site.path(), &[("prepress.yaml", ""), ("content/index.md", ""), ("themes/t/x.html", "")]);
    site
}

fn open_at(site: &TempDir, out: impl AsRef<Path>) -> Result<OutputFolder, OutputError> {
    OutputFolder::open(&site.path().join(out), site.path(), "A guide")
}

fn open(site: &TempDir) -> OutputFolder {
    open_at(site, "public").expect("an output folder")
}

fn build(site: &TempDir, files: &[(&str, &str)]) -> Summary {
    let out = open(site);
    for (path, text) in files {
        out.write(&FilePath::new(*path), text.as_bytes()).expect("written");
    }
    out.commit().expect("committed")
}

fn done(written: usize, unchanged: usize, removed: usize) -> Summary {
    Summary { written, unchanged, removed, ..Summary::default() }
}

/// Everything in the folder of the site but its inputs, with contents.
fn snapshot(site: &TempDir) -> BTreeMap<String, String> {
    let listed = crate::shell::disk::list(site.path()).expect("listed");
    let files = listed.into_iter().filter(|entry| entry.file).filter_map(|entry| entry.path);
    let outputs =
        files.filter(|path| !["content/", "themes/", "prepress.yaml"].iter().any(|i| path.starts_with(i)));
    outputs
        .map(|path| (fs::read_to_string(site.path().join(&path)).expect("text"), path))
        .map(|(t, p)| (p, t))
        .collect()
}

fn age(path: &Path) -> SystemTime {
    let old = SystemTime::now() - Duration::from_secs(5000);
    fs::File::options().write(true).open(path).and_then(|f| f.set_modified(old)).expect("aged");
    fs::metadata(path).and_then(|found| found.modified()).expect("modified")
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).and_then(|found| found.modified()).expect("modified")
}

#[test]
fn a_first_build_a_second_and_a_smaller_one() {
    let site = site();
    let first = build(&site, &[("index.html", "1"), ("a/b/c.html", "2"), (".nojekyll", "")]);
    assert_eq!(first, done(3, 0, 0));
    let (index, page) = (site.path().join("public/index.html"), site.path().join("public/a/b/c.html"));
    let manifest = site.path().join("public").join(MANIFEST);
    assert_eq!(
        fs::read_to_string(&manifest).expect("manifest"),
        "prepress-manifest 1 A guide\n.nojekyll\na/b/c.html\nindex.html\n"
    );
    let (aged, manifest_aged) = (age(&page), age(&manifest));
    let again = build(&site, &[("index.html", "1"), ("a/b/c.html", "2"), (".nojekyll", "")]);
    assert_eq!(again, done(0, 3, 0));
    assert_eq!(modified(&manifest), manifest_aged, "nothing is touched");
    let third = build(&site, &[("index.html", "new"), ("a/b/c.html", "2")]);
    assert_eq!(third, done(1, 1, 1));
    assert_eq!(modified(&page), aged, "unchanged files keep their time stamps");
    assert_eq!(fs::read_to_string(&index).expect("index"), "new");
    let gone = build(&site, &[("index.html", "new")]);
    assert_eq!(gone, done(0, 1, 1));
    let left: Vec<String> = snapshot(&site).into_keys().collect();
    assert_eq!(left, ["public/index.html", "public/prepress-manifest.txt"]);
    assert!(!site.path().join("public/a").exists(), "empty folders go too");
    assert_eq!(build(&site, &[]).removed, 1);
    assert_eq!(build(&site, &[("index.html", "back")]).written, 1);
}

#[test]
fn a_run_that_stops_before_the_commit_leaves_the_old_site() {
    let site = site();
    build(&site, &[("index.html", "old"), ("a.html", "old")]);
    let before = snapshot(&site);
    let out = open(&site);
    out.write(&FilePath::new("index.html"), b"new").expect("written");
    out.write(&FilePath::new("x/y.html"), b"new").expect("written");
    assert_eq!(fs::read_to_string(site.path().join("public/index.html")).expect("text"), "old");
    drop(out);
    assert_eq!(snapshot(&site), before);
    let nothing = open_at(&site, "other").expect("new");
    nothing.write(&FilePath::new("index.html"), b"new").expect("written");
    drop(nothing);
    assert_eq!(snapshot(&site), before);
    assert!(!site.path().join("other").exists());
}

#[test]
fn leftovers_of_killed_runs_are_removed_and_running_ones_left() {
    let site = site();
    build(&site, &[("index.html", "old")]);
    let killed = open(&site);
    killed.write(&FilePath::new("index.html"), b"new").expect("written");
    let running = snapshot(&site);
    let other = open(&site);
    assert_eq!(snapshot(&site), running, "a run in progress is not a leftover");
    drop((killed, other));
    put(
        site.path(),
        &[
            (".public.prepress-4194999/index.html", "x"),
            (".public.prepress-4194999/prepress-manifest.txt", "prepress-manifest 1\n"),
        ],
    );
    // Names are no proof.
    let mine = [
        (".public.prepress-4194998/thesis.txt", "mine"),
        (".public.prepress-notes/x", "mine"),
        (".public.prepress-old-4194997/x", "mine"),
    ];
    put(site.path(), &mine);
    open(&site);
    let left: Vec<String> = snapshot(&site).into_keys().collect();
    let mine = mine.map(|(path, _)| path);
    assert_eq!(left, [&mine[..], &["public/index.html", "public/prepress-manifest.txt"]].concat());
    fs::rename(site.path().join("public"), site.path().join(".public.prepress-old-4194999")).expect("moved");
    open(&site);
    assert!(site.path().join("public/index.html").exists(), "a run killed between its renames is undone");
}

#[test]
fn folders_with_foreign_things_are_refused() {
    let site = site();
    let foreign = |out: &str, example: &str| {
        let before = snapshot(&site);
        let example = site.path().canonicalize().expect("exists").join(example);
        assert_eq!(open_at(&site, out).unwrap_err(), OutputError::Foreign { example });
        assert_eq!(snapshot(&site), before);
    };
    put(site.path(), &[("work/thesis.doc", "mine"), ("file", "")]);
    foreign("work", "work/thesis.doc");
    let file = site.path().canonicalize().expect("exists").join("file");
    assert_eq!(open_at(&site, "file").unwrap_err(), OutputError::NotAFolder(file));
    build(&site, &[("a/index.html", "1")]);
    put(site.path(), &[("public/a/CNAME", "example.org")]);
    foreign("public", "public/a/CNAME");
    fs::remove_file(site.path().join("public/a/CNAME")).expect("removed");
    fs::create_dir(site.path().join("public/empty")).expect("folder");
    foreign("public", "public/empty");
    fs::remove_dir(site.path().join("public/empty")).expect("removed");
    fs::remove_file(site.path().join("public/a/index.html")).expect("removed");
    assert_eq!(build(&site, &[("a/index.html", "1")]).written, 1, "what is missing is written again");
    fs::write(site.path().join("public").join(MANIFEST), "something else\na/index.html\n").expect("written");
    assert!(matches!(open_at(&site, "public"), Err(OutputError::Foreign { .. })));
}

#[test]
fn what_appears_during_the_build_is_not_deleted() {
    let site = site();
    build(&site, &[("index.html", "1")]);
    let out = open(&site);
    out.write(&FilePath::new("index.html"), b"2").expect("written");
    put(site.path(), &[("public/notes.txt", "mine")]);
    let before = snapshot(&site);
    let failure = out.commit().unwrap_err();
    assert!(failure.message.contains("notes.txt"), "{failure}");
    let after = snapshot(&site);
    assert_eq!(after["public/notes.txt"], "mine");
    assert_eq!(after["public/index.html"], "1");
    assert!(after.len() < before.len(), "the staging folder is gone");
}

#[test]
fn what_arrives_while_the_output_is_replaced_is_kept() {
    let site = site();
    build(&site, &[("index.html", "1"), ("a/b.html", "1"), ("c/d.html", "1")]);
    let (public, aside) = (site.path().join("public"), site.path().join(".public.prepress-old-4194999"));
    // As a run leaves it that is killed between the swap and the removal of the old output.
    fs::rename(&public, site.path().join("old")).expect("moved");
    build(&site, &[("index.html", "2"), ("new.html", "2")]);
    put(site.path(), &[("old/notes.txt", "mine"), ("old/a/mine.txt", "mine"), ("old/new.html", "mine")]);
    fs::rename(site.path().join("old"), &aside).expect("moved");
    assert!(matches!(open_at(&site, "public"), Err(OutputError::Foreign { .. })), "it is reported");
    let expected = [
        ("public.kept/new.html", "mine"),
        ("public/a/mine.txt", "mine"),
        ("public/index.html", "2"),
        ("public/new.html", "2"),
        ("public/notes.txt", "mine"),
        ("public/prepress-manifest.txt", "prepress-manifest 1 A guide\nindex.html\nnew.html\n"),
    ];
    let expected = expected.map(|(path, text)| (path.to_owned(), text.to_owned()));
    assert_eq!(snapshot(&site), BTreeMap::from(expected));
    assert!(!aside.exists() && !public.join("c").exists(), "nothing else is left of the old output");
}

#[cfg(unix)]
#[test]
fn a_folder_replaced_by_another_run_is_not_mixed_with_this_one() {
    let site = site();
    build(&site, &[("index.html", "1"), ("a.html", "1")]);
    let slow = open(&site);
    slow.write(&FilePath::new("a.html"), b"1").expect("unchanged");
    slow.write(&FilePath::new("index.html"), b"slow").expect("written");
    build(&site, &[("index.html", "quick"), ("a.html", "quick")]);
    assert!(slow.commit().unwrap_err().message.contains("replaced"));
    assert_eq!(fs::read_to_string(site.path().join("public/index.html")).expect("text"), "quick");
}

#[test]
fn litter_of_file_managers_is_neither_foreign_nor_deleted() {
    let site = site();
    build(&site, &[("a/index.html", "1")]);
    put(site.path(), &[("public/.DS_Store", "x"), ("public/a/.DS_Store", "y")]);
    assert_eq!(build(&site, &[("index.html", "2")]), done(1, 0, 1));
    let left: Vec<String> = snapshot(&site).into_keys().filter(|path| path.contains("DS")).collect();
    assert_eq!(left, ["public/.DS_Store", "public/a/.DS_Store"]);
    assert_eq!(build(&site, &[("index.html", "2")]).unchanged, 1);
}

#[test]
fn a_published_file_may_have_the_name_of_litter() {
    let site = site();
    assert_eq!(build(&site, &[("Thumbs.db", "1"), ("index.html", "1")]), done(2, 0, 0));
    assert_eq!(build(&site, &[("Thumbs.db", "1"), ("index.html", "2")]), done(1, 1, 0));
    build(&site, &[("index.html", "2")]);
    put(site.path(), &[("public/Thumbs.db", "a file manager's")]);
    assert_eq!(build(&site, &[("Thumbs.db", "1"), ("index.html", "2")]), done(1, 1, 0));
    assert_eq!(fs::read_to_string(site.path().join("public/Thumbs.db")).expect("text"), "1");
}

#[test]
fn folders_that_overlap_the_inputs_are_refused() {
    let site = site();
    let outside = tempdir().expect("folder");
    let mut overlapping: Vec<PathBuf> = ["", "content", "content/x", "themes/new", "content/../themes", ".."]
        .iter()
        .map(|out| site.path().join(out))
        .collect();
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(site.path(), outside.path().join("alias")).expect("link");
        symlink(site.path().join("content"), site.path().join("pages")).expect("link");
        overlapping.push(outside.path().join("alias/content/new/../deep"));
        overlapping.push(outside.path().join("alias"));
        overlapping.push(site.path().join("pages/x"));
    }
    for out in overlapping {
        let result = OutputFolder::open(&out, site.path(), "A guide");
        assert_eq!(result.unwrap_err(), OutputError::HoldsContent, "{}", out.display());
    }
    assert!(OutputFolder::open(outside.path(), site.path(), "A guide").is_err(), "holds the alias");
    assert!(open_at(&site, "contents").is_ok(), "a longer name is another folder");
}

#[cfg(unix)]
#[test]
fn a_linked_output_folder_is_written_where_it_points() {
    let site = site();
    let target = tempdir().expect("folder");
    fs::create_dir(target.path().join("www")).expect("folder");
    std::os::unix::fs::symlink(target.path().join("www"), site.path().join("public")).expect("link");
    build(&site, &[("index.html", "1")]);
    build(&site, &[("index.html", "2")]);
    assert!(site.path().join("public").is_symlink());
    assert_eq!(fs::read_to_string(target.path().join("www/index.html")).expect("text"), "2");
    std::os::unix::fs::symlink("nowhere", site.path().join("dangling")).expect("link");
    assert!(matches!(open_at(&site, "dangling"), Err(OutputError::NotAFolder(_))));
}

#[test]
fn assets_are_compared_and_copied() {
    let site = site();
    let bytes = "x".repeat(200_000);
    put(site.path(), &[("content/a.bin", &bytes)]);
    let from = site.path().join("content/a.bin");
    let run = || {
        let out = open(&site);
        out.copy(&FilePath::new("files/a.bin"), &from).expect("copied");
        out.commit().expect("committed")
    };
    assert_eq!(run().written, 1);
    assert_eq!(run().unchanged, 1);
    fs::write(&from, format!("{}y", &bytes[1..])).expect("written");
    assert_eq!(run().written, 1);
    assert_eq!(
        fs::read(site.path().join("public/files/a.bin")).expect("read"),
        fs::read(&from).expect("read")
    );
    let out = open(&site);
    assert!(out.copy(&FilePath::new("b.bin"), &site.path().join("content/missing")).is_err());
}

#[test]
fn odd_paths_are_refused() {
    let site = site();
    let out = open(&site);
    for path in ["", "/x", "../x", "a/../x", "a//b", "a/", "a\nb", "a\\b", MANIFEST] {
        assert!(out.write(&FilePath::new(path), b"").is_err(), "{path:?}");
    }
    out.write(&FilePath::new("x.html"), b"1").expect("written");
    let twice = out.write(&FilePath::new("x.html"), b"2").unwrap_err();
    assert!(twice.message.ends_with("two files have this path"), "{twice}");
    assert!(out.write(&FilePath::new("x.html/y.html"), b"2").is_err(), "a file is no folder");
}

#[cfg(unix)]
#[test]
fn everybody_may_read_what_is_published() {
    use std::os::unix::fs::PermissionsExt;
    let site = site();
    build(&site, &[("a/index.html", "1"), ("b.html", "1")]);
    build(&site, &[("a/index.html", "2"), ("b.html", "1")]);
    let mode =
        |path: &str| fs::metadata(site.path().join(path)).expect("exists").permissions().mode() & 0o777;
    assert_eq!(["public", "public/a"].map(mode), [0o755, 0o755]);
    assert_eq!(["public/a/index.html", "public/b.html"].map(mode), [0o644, 0o644]);
}

#[test]
fn many_threads_write_ten_thousand_files() {
    let site = site();
    let text = "word ".repeat(1000);
    let run = |changed: usize| {
        let start = std::time::Instant::now();
        let out = open(&site);
        let opened = start.elapsed();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let (out, text) = (&out, &text);
                scope.spawn(move || {
                    for file in (thread..10_000).step_by(4) {
                        let path = FilePath::new(format!("{:02}/{file}.html", file % 100));
                        let text = if file < changed { &text[1..] } else { text };
                        out.write(&path, text.as_bytes()).expect("written");
                    }
                });
            }
        });
        let written = start.elapsed();
        let summary = out.commit().expect("committed");
        println!("opened {opened:?}, written {written:?}, committed {:?}: {summary:?}", start.elapsed());
        summary
    };
    assert_eq!(run(0).written, 10_000);
    assert_eq!(run(0), done(0, 10_000, 0));
    assert_eq!(run(1), done(1, 9_999, 0));
}

/// *Fails now* (F2).
#[test]
fn folders_of_an_old_output_that_hold_no_file_are_removed() {
    let site = site();
    build(&site, &[("index.html", "1")]);
    // As a run leaves it that is killed while it removes the old output.
    let left = site.path().join(".public.prepress-old-4194999");
    fs::create_dir_all(left.join("a/b")).expect("folders");
    open(&site);
    assert!(!left.exists());
}

#[test]
fn a_manifest_that_names_files_elsewhere_deletes_none() {
    let site = site();
    build(&site, &[("index.html", "1"), ("a.html", "1")]);
    put(site.path(), &[("keep.txt", "mine")]);
    let manifest = site.path().join("public").join(MANIFEST);
    let own = fs::read_to_string(&manifest).expect("text");
    let keep = site.path().join("keep.txt");
    fs::write(&manifest, format!("{own}../keep.txt\n{}\n", keep.display())).expect("written");
    build(&site, &[("index.html", "2")]);
    assert_eq!(fs::read_to_string(keep).expect("text"), "mine");
}

#[cfg(unix)]
#[test]
fn an_old_output_that_cannot_be_removed_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let site = site();
    build(&site, &[("a/index.html", "1")]);
    let locked = site.path().join("public/a");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).expect("ours");
    // Root may write anywhere.
    if fs::write(locked.join("probe"), "").is_ok() {
        return;
    }
    let left = build(&site, &[("a/index.html", "2")]).left.expect("it is named");
    assert!(left.join("a/index.html").exists());
    build(&site, &[("a/index.html", "3")]);
    let beside = fs::read_dir(site.path()).expect("folder").flatten();
    let hidden = beside.filter(|entry| entry.file_name().to_string_lossy().starts_with(".public."));
    assert_eq!(hidden.count(), 1, "no build adds another");
    fs::set_permissions(left.join("a"), fs::Permissions::from_mode(0o755)).expect("ours");
    open(&site);
    assert!(!left.exists(), "it goes when it can");
}
