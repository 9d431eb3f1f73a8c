//! Guides that browsers keep: `app: true`.
//!
//! In: a small site. Out: without the key nothing of it is there; with it the list has each file that readers may need
//! with its size and hash, the worker has the list's, and both are the same each time.

use crate::desk::Desk;
use prepress::digest::Digest;
use std::collections::BTreeMap;
use std::fs;

fn desk(app: bool) -> Desk {
    let desk = Desk::new();
    fs::create_dir_all(desk.site.join("content/more")).expect("a folder");
    fs::write(desk.site.join("content/more/dot.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .expect("a file");
    fs::write(desk.site.join("content/more/a b.bin"), [0_u8; 100_000]).expect("a file");
    let page = "---\ntitle: More\naliases: [old.html]\n---\n\n![A dot](dot.svg) and [bytes](<a b.bin>).\n";
    fs::write(desk.site.join("content/more/page.md"), page).expect("a file");
    if app {
        let config = desk.read("prepress.yaml");
        fs::write(desk.site.join("prepress.yaml"), format!("{config}app: true\n")).expect("a file");
    }
    desk
}

/// The output by its paths.
fn output(desk: &Desk) -> BTreeMap<String, Vec<u8>> {
    let ran = desk.build(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let public = desk.site.join("public");
    let path = |file: &std::path::Path| {
        file.strip_prefix(&public).expect("below the output").to_str().expect("a path").replace('\\', "/")
    };
    desk.public().into_iter().map(|(file, (_, bytes))| (path(&file), bytes)).collect()
}

/// The list: hash and size by path.
fn listed(output: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Digest> {
    let list = std::str::from_utf8(&output["app-files.txt"]).expect("a text");
    let mut lines = list.lines();
    assert_eq!(lines.next(), Some("prepress-app 1"));
    let read = |line: &str| {
        let mut parts = line.splitn(3, ' ');
        let mut next = || parts.next().expect("a line has three parts").to_owned();
        let (integrity, size, path) = (next(), next(), next());
        (path, Digest { size: size.parse().expect("a number"), integrity })
    };
    lines.map(read).collect()
}

#[test]
fn without_the_key_nothing_of_it_is_there() {
    let (with, without) = (output(&desk(true)), output(&desk(false)));
    let more: Vec<&String> = with.keys().filter(|path| !without.contains_key(*path)).collect();
    let script = more.iter().find(|path| path.starts_with("static/offline.")).expect("the script");
    let expected = [
        "app-files.txt",
        "app-worker.js",
        "app.webmanifest",
        "static/icon-192.png",
        "static/icon-512.png",
        script,
    ];
    assert_eq!(more, expected);
    for (path, bytes) in &without {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("worker-src") && !text.contains("offline."), "{path}");
        // Only pages and the list of the output change.
        let page = path.ends_with(".html") || path == "prepress-manifest.txt";
        assert!(page || with[path] == *bytes, "{path}");
    }
    let page = String::from_utf8_lossy(&with["more/page.html"]);
    assert!(page.contains("worker-src 'self';") && page.contains(&format!("src=\"../{script}\"")), "{page}");
}

#[test]
fn the_list_has_what_readers_may_need_and_its_hashes() {
    let desk = desk(true);
    let output = output(&desk);
    let listed = listed(&output);
    for (path, digest) in &listed {
        assert_eq!(*digest, Digest::of(&output[path]), "{path}");
    }
    let parts = |path: &str| path.ends_with(".md") || path.starts_with("cards/");
    let others: Vec<&String> =
        output.keys().filter(|path| !listed.contains_key(*path) && !parts(path)).collect();
    assert_eq!(
        others,
        [
            ".nojekyll",
            "app-files.txt",
            "app-worker.js",
            "app.webmanifest",
            "changes.xml",
            "facts/acme-pm.json",
            "facts/acme-pmm.json",
            "llms.txt",
            "prepress-manifest.txt",
            "robots.txt",
            "sitemap.xml"
        ]
    );
    for path in ["more/a b.bin", "more/dot.svg", "old.html", "404.html", "search.html", "facts.json"] {
        assert!(listed.contains_key(path), "{path}");
    }
    let worker = std::str::from_utf8(&output["app-worker.js"]).expect("a text");
    let version = Digest::of(&output["app-files.txt"]).integrity;
    assert!(worker.starts_with(&format!("const VERSION = \"{version}\";\n")), "{worker}");
}

#[test]
fn the_same_site_has_the_same_version() {
    let desk = desk(true);
    let first = output(&desk);
    // Files that are copied are the same as before, and hashed all the same.
    desk.change("content/more/page.md", "A dot", "A circle");
    let second = output(&desk);
    let changed: Vec<String> = second
        .iter()
        .filter(|(path, bytes)| first.get(*path) != Some(*bytes))
        .map(|(path, _)| path.clone())
        .collect();
    assert!(changed.contains(&"app-worker.js".to_owned()) && changed.contains(&"app-files.txt".to_owned()));
    for (path, digest) in listed(&second) {
        assert_eq!(digest, Digest::of(&second[&path]), "{path}");
    }
    desk.change("content/more/page.md", "A circle", "A dot");
    assert!(output(&desk) == first, "what the output was before changes nothing");
    fs::remove_dir_all(desk.site.join("public")).expect("the output");
    let again = desk.build(&["--jobs", "1"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(output(&desk) == first, "on one thread as on several");
}

#[test]
fn bundles_of_such_a_guide_are_whole() {
    let desk = desk(true);
    let output = output(&desk);
    let ran = desk.run(&["bundle", "--zip", "guide.zip", "--today", crate::desk::TODAY]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let mut archive = zip::ZipArchive::new(fs::File::open(desk.site.join("guide.zip")).expect("a file"))
        .expect("an archive");
    let mut names = BTreeMap::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).expect("an entry");
        let name = file.name().expect("a name").split_once('/').expect("a folder").1.to_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).expect("its bytes");
        names.insert(name, bytes);
    }
    for path in ["app-worker.js", "app-files.txt"] {
        assert!(names[path] == output[path], "{path}");
    }
    for form in ["--single-file", "--print"] {
        let ran = desk.run(&["bundle", form, "one.html", "--today", crate::desk::TODAY]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let html = desk.read("one.html");
        assert!(!html.contains("serviceWorker") && !html.contains("worker-src"), "{form}");
    }
    let ran = desk.run(&["bundle", "--epub", "one.epub", "--today", crate::desk::TODAY]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = desk.run(&["check", "--offline", "--today", crate::desk::TODAY]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}
