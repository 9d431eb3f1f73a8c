//! The guide to take along.
//!
//! In: a small site. Out: the archive holds what a build writes, byte by byte and the same each time; on the one page
//! every id is there once and every link leads to a place in it.

use crate::desk::Desk;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read as _};

fn attribute<'h>(html: &'h str, begin: &'h str) -> impl Iterator<Item = &'h str> {
    html.split(begin).skip(1).filter_map(|rest| rest.split('"').next())
}

fn desk() -> Desk {
    let desk = Desk::new();
    let picture = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>";
    fs::write(desk.site.join("content/dot.svg"), picture).expect("a file");
    let page = "---\ntitle: A & <B>\n---\n\n## Part\n\n![A dot](dot.svg) and [home](index.md), [here](#part), [web](https://example.com/).\n";
    fs::write(desk.site.join("content/extra.md"), page).expect("a file");
    desk
}

#[test]
fn an_archive_holds_the_site() {
    let desk = desk();
    let built: BTreeMap<String, Vec<u8>> = desk
        .built()
        .into_iter()
        .filter_map(|(path, (_, bytes))| {
            Some((path.strip_prefix(desk.site.join("public")).ok()?.to_str()?.to_owned(), bytes))
        })
        .filter(|(path, _)| path != "prepress-manifest.txt")
        .collect();
    let pack = |name: &str| {
        let ran = desk.run(&["bundle", "--zip", name, "--today", "2026-11-21"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        fs::read(desk.site.join(name)).expect("the archive")
    };
    let (one, two) = (pack("one.zip"), pack("two.zip"));
    assert!(one == two, "an archive is the same each time");
    let mut archive = zip::ZipArchive::new(Cursor::new(one)).expect("an archive");
    let mut packed = BTreeMap::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).expect("an entry");
        let name = file.name().expect("a name").split_once('/').expect("a folder").1.to_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        packed.insert(name, bytes);
    }
    assert_eq!(packed.keys().collect::<Vec<_>>(), built.keys().collect::<Vec<_>>());
    assert!(packed == built, "the archive holds what a build writes");
}

#[test]
fn one_page_holds_the_guide() {
    let desk = desk();
    let ran = desk.run(&["bundle", "--print", "guide.html", "--today", "2026-11-21"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let html = fs::read_to_string(desk.site.join("guide.html")).expect("the page");
    let ids: Vec<&str> = attribute(&html, " id=\"").collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), known.len(), "an id stands twice");
    let links: Vec<&str> = attribute(&html, "href=\"#").collect();
    assert!(links.len() > 5 && links.iter().all(|id| known.contains(id)), "{links:?}");
    assert!(html.contains("A &amp; &lt;B&gt;</a></li>"), "the contents name the page");
    assert!(html.contains("href=\"https://example.com/\""), "links to the web stay");
    assert!(attribute(&html, "src=\"").all(|from| from.starts_with("data:image/svg+xml;base64,")));
    assert!(!html.contains("<script") && html.contains("default-src 'none'"), "nothing runs");
}

#[test]
fn a_guide_with_errors_is_not_bundled() {
    let desk = desk();
    fs::write(desk.site.join("content/bad.md"), "---\ntitle: Bad\n---\n\n[x](nowhere.md)\n").expect("a file");
    let ran = desk.run(&["bundle", "--zip", "guide.zip"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(!desk.site.join("guide.zip").exists());
    assert_eq!(desk.run(&["bundle"]).code, 2, "a form is asked for");
}
