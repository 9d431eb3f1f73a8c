//! Reading a site: what is text, what cannot be read, order, links, loops, size.

use super::put;
use crate::shell::disk::{Content, LARGEST_TEXT, Read, Tree, find_root, read_site};
use std::fs::{self, File};
use std::path::Path;
use tempfile::tempdir;

fn read(root: &Path) -> Tree {
    read_site(root).expect("readable")
}

fn content<'a>(tree: &'a Tree, path: &str) -> &'a Content {
    let found = tree.files.iter().find(|file| file.path.as_str() == path);
    &found.unwrap_or_else(|| panic!("{path} is not in {:?}", paths(tree))).content
}

fn paths(tree: &Tree) -> Vec<&str> {
    tree.files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn texts_are_read_and_assets_measured_in_sorted_order() {
    let site = tempdir().expect("folder");
    let files = [
        ("prepress.yaml", "title: x"),
        ("content/index.md", "\u{feff}# Home\r\n"),
        ("content/a-b.md", "1"),
        ("content/a/x.YAML", "k: v"),
        ("content/a/picture.png", "12345"),
        ("content/a/page.html", "raw"),
        ("content/.hidden/x.md", "no"),
        ("content/.x.md.swp", "no"),
        ("themes/t/templates/page.html", "{{ x }}"),
        ("themes/t/static/font.woff2", "123"),
        ("public/index.html", "no"),
        ("README.md", "no"),
    ];
    put(site.path(), &files);
    let tree = read(site.path());
    assert_eq!(
        paths(&tree),
        [
            "content/a-b.md",
            "content/a/page.html",
            "content/a/picture.png",
            "content/a/x.YAML",
            "content/index.md",
            "prepress.yaml",
            "themes/t/static/font.woff2",
            "themes/t/templates/page.html",
        ]
    );
    assert_eq!(content(&tree, "content/index.md"), &Content::Text("\u{feff}# Home\r\n".into()));
    assert_eq!(content(&tree, "content/a/page.html"), &Content::Asset { len: 3, size: None });
    assert_eq!(content(&tree, "content/a/picture.png"), &Content::Asset { len: 5, size: None });
    assert_eq!(content(&tree, "themes/t/static/font.woff2"), &Content::Asset { len: 3, size: None });
    assert_eq!(content(&tree, "themes/t/templates/page.html"), &Content::Text("{{ x }}".into()));
}

#[test]
fn files_that_are_not_text_or_too_large_stand_in_the_tree() {
    let site = tempdir().expect("folder");
    put(site.path(), &[("content/index.md", "")]);
    fs::write(site.path().join("content/latin.md"), b"caf\xe9 au lait").expect("file");
    let large = File::create(site.path().join("content/large.md")).expect("file");
    large.set_len(LARGEST_TEXT + 1).expect("sparse");
    File::create(site.path().join("content/largest.md"))
        .and_then(|file| file.set_len(LARGEST_TEXT))
        .expect("sparse");
    let tree = read(site.path());
    assert_eq!(
        content(&tree, "content/latin.md"),
        &Content::NotUtf8 { valid_up_to: 3, lossy: "caf\u{fffd} au lait".into() }
    );
    assert_eq!(content(&tree, "content/large.md"), &Content::TooLarge { len: LARGEST_TEXT + 1 });
    assert!(matches!(content(&tree, "content/largest.md"), Content::Text(_)));
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_loops_and_odd_files_reported() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    let site = tempdir().expect("folder");
    put(site.path(), &[("content/a/index.md", "x"), ("shared/s.md", "shared")]);
    let at = |path: &str| site.path().join(path);
    symlink("..", at("content/a/up")).expect("link");
    symlink("../shared", at("content/shared")).expect("link");
    symlink("nowhere", at("content/dangling.md")).expect("link");
    symlink("user@host.123", at("content/.#index.md")).expect("link of an editor");
    let _socket = UnixListener::bind(at("content/socket.md")).expect("socket");
    fs::write(at("content").join(OsStr::from_bytes(b"caf\xe9.md")), "x").expect("file");
    let tree = read(site.path());
    assert_eq!(content(&tree, "content/a/up"), &Content::Loop);
    assert_eq!(content(&tree, "content/shared/s.md"), &Content::Text("shared".into()));
    let unreadable = |path| match content(&tree, path) {
        Content::Unreadable(why) => why.clone(),
        other => panic!("{path}: {other:?}"),
    };
    assert_eq!(unreadable("content/dangling.md"), "a broken symbolic link");
    assert_eq!(unreadable("content/socket.md"), "not a regular file");
    assert_eq!(unreadable("content/caf\u{fffd}.md"), "its name is not UTF-8");
    assert_eq!(tree.files.len(), 6);
}

#[test]
fn the_root_is_the_nearest_folder_with_the_configuration() {
    let site = tempdir().expect("folder");
    put(site.path(), &[("prepress.yaml", ""), ("content/a/b.md", ""), ("inner/prepress.yaml", "")]);
    let found = |path: &str| find_root(&site.path().join(path)).map_err(|f| f.to_string());
    assert_eq!(found("content/a"), Ok(site.path().to_path_buf()));
    assert_eq!(found("content/a/b.md"), Ok(site.path().to_path_buf()));
    assert_eq!(found("inner"), Ok(site.path().join("inner")));
    assert_eq!(
        found("inner/.."),
        Ok(site.path().canonicalize().expect("exists")),
        "dots are resolved before looking above"
    );
    assert!(found("missing").unwrap_err().contains("missing"));
    let nothing = tempdir().expect("folder");
    let failure = find_root(nothing.path()).unwrap_err();
    assert!(failure.message.starts_with("no prepress.yaml in "), "{failure}");
    assert!(!failure.hints.is_empty());
    assert!(read_site(nothing.path()).is_err());
}

#[test]
fn an_update_equals_reading_everything_again() {
    let site = tempdir().expect("folder");
    let root = site.path();
    let files = [
        ("prepress.yaml", "a"),
        ("content/index.md", "1"),
        ("content/a/x.md", "1"),
        ("content/a/y.png", "1"),
        ("content/ab.md", "1"),
    ];
    put(root, &files);
    let mut tree = read(root);
    let mut round = |changed: &[&str]| {
        let changed: Vec<_> = changed.iter().map(|path| root.join(path)).collect();
        tree.update(root, &changed).expect("readable");
        assert_eq!(tree.files, read(root).files);
    };
    put(root, &[("content/a/x.md", "2"), ("content/new/deep/z.md", "new"), ("prepress.yaml", "b")]);
    round(&["content/a/x.md", "content/new", "content/new/deep/z.md", "prepress.yaml"]);
    fs::remove_dir_all(root.join("content/a")).expect("removed");
    round(&["content/a", "content/a/x.md"]);
    put(root, &[("themes/t/templates/x.html", "x"), ("content/.x.swp", ""), ("public/x.md", "")]);
    round(&["themes", "content/.x.swp", "public/x.md", "content"]);
    put(root, &[("content/ab.md", "everything")]);
    round(&[""]);
}

#[test]
fn ten_thousand_files_are_read_in_order() {
    let site = tempdir().expect("folder");
    let text = "word ".repeat(400);
    for folder in 0..100 {
        let place = site.path().join(format!("content/{folder:02}"));
        fs::create_dir_all(&place).expect("folder");
        for file in 0..100 {
            fs::write(place.join(format!("{file:02}.md")), &text).expect("file");
        }
    }
    read(site.path());
    let start = std::time::Instant::now();
    let tree = read(site.path());
    println!("10,000 files in {:?}", start.elapsed());
    assert_eq!(tree.files.len(), 10_000);
    assert!(tree.files.is_sorted_by(|a, b| a.path < b.path));
    assert!(tree.files.iter().all(|file| matches!(&file.content, Content::Text(t) if t.len() == 2000)));
}

#[cfg(unix)]
#[test]
fn a_fan_of_links_is_not_walked_to_its_end() {
    let site = tempdir().expect("folder");
    put(site.path(), &[("content/f0/x.md", "x")]);
    for number in 1..=20 {
        let folder = site.path().join(format!("content/f{number}"));
        fs::create_dir(&folder).expect("folder");
        for name in ["a", "b"] {
            std::os::unix::fs::symlink(format!("../f{}", number - 1), folder.join(name)).expect("link");
        }
    }
    // There are 2^20 ways to x.md.
    let tree = read(site.path());
    assert!(tree.files.len() < 5000, "{} files", tree.files.len());
    let refused =
        |file: &Read| matches!(&file.content, Content::Unreadable(why) if why.contains("too many links"));
    assert!(tree.files.iter().any(refused), "nothing was refused");
    assert_eq!(content(&tree, "content/f0/x.md"), &Content::Text("x".into()));
}

#[cfg(unix)]
#[test]
fn files_that_may_not_be_read_are_found_while_reading() {
    use std::os::unix::fs::PermissionsExt;
    let site = tempdir().expect("folder");
    let files = ["content/a.txt", "content/b.md", "content/c.png"];
    put(site.path(), &files.map(|path| (path, "x")));
    for path in files {
        fs::set_permissions(site.path().join(path), fs::Permissions::from_mode(0o000)).expect("ours");
    }
    // Root may read anything.
    if File::open(site.path().join(files[0])).is_ok() {
        return;
    }
    let tree = read(site.path());
    for path in files {
        assert_eq!(content(&tree, path), &Content::Unreadable("permission denied".into()), "{path}");
    }
}
