//! The guide to take along.
//!
//! In: a small site. Out: the archive holds what a build writes, byte by byte and the same each time; on the one page
//! every id is there once and every link leads to a place in it; in the book every file is well-formed and listed, and
//! every link leads to a place in it.

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

/// What `bundle` writes in a form, which is the same each time.
fn packed(desk: &Desk, form: &str) -> Vec<u8> {
    let [one, two] = ["one", "two"].map(|name| {
        let ran = desk.run(&["bundle", form, name, "--today", "2026-11-21"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        fs::read(desk.site.join(name)).expect("the bundle")
    });
    assert!(one == two, "{form}: a bundle is the same each time");
    one
}

/// The files of an archive by their names.
fn unpacked(archive: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let mut files = BTreeMap::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).expect("an entry");
        let name = file.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        files.insert(name, bytes);
    }
    files
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
    let one = packed(&desk, "--zip");
    let packed = unpacked(one)
        .into_iter()
        .map(|(name, bytes)| (name.split_once('/').expect("a folder").1.to_owned(), bytes))
        .collect::<BTreeMap<String, Vec<u8>>>();
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
fn one_file_works_like_the_site() {
    let desk = desk();
    let ran = desk.run(&["bundle", "--single-file", "guide.html", "--today", "2026-11-21"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let html = fs::read_to_string(desk.site.join("guide.html")).expect("the page");
    let known: BTreeSet<&str> = attribute(&html, " id=\"").collect();
    let pages = html.split("<script").next().expect("the head");
    assert!(pages.contains("default-src 'none'"), "nothing is loaded");
    let links: Vec<&str> = attribute(&html, "href=\"#").filter(|id| !id.contains(['+', '\''])).collect();
    assert!(links.len() > 5 && links.iter().all(|id| known.contains(id)), "{links:?}");
    let nonce = attribute(&html, "nonce=\"").next().expect("a nonce");
    assert!(html.contains(&format!("script-src 'nonce-{nonce}'")), "only its own scripts run");
    assert_eq!(html.matches("<script").count(), html.matches(&format!("<script nonce=\"{nonce}\"")).count());
    assert!(html.contains("data-made"), "ledgers are in it, behind what was written");
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

/// Whether each element is closed in its order, and nothing is an entity of HTML alone.
fn is_well_formed(xml: &str) -> bool {
    let mut open = Vec::new();
    for piece in xml.split('<').skip(1) {
        let Some((tag, text)) = piece.split_once('>') else { return false };
        let known = ["amp;", "lt;", "gt;", "quot;"];
        if text.split('&').skip(1).any(|rest| !known.iter().any(|entity| rest.starts_with(entity))) {
            return false;
        }
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or("");
        match tag {
            _ if tag.starts_with(['?', '!']) || tag.ends_with('/') => {}
            _ if tag.starts_with('/') => {
                if open.pop() != Some(name) {
                    return false;
                }
            }
            _ => open.push(name),
        }
    }
    open.is_empty()
}

#[test]
fn a_book_holds_the_guide() {
    let desk = desk();
    let sloppy = "---\ntitle: Sloppy\nmath: true\n---\n\n<p>One<p>Two<ul><li>a<li>b</ul>\n\n$a < b$\n\n- [x] done\n\n[Part](extra.md#part)\n";
    fs::write(desk.site.join("content/sloppy.md"), sloppy).expect("a file");
    let one = packed(&desk, "--epub");
    assert_eq!(&one[30..58], b"mimetypeapplication/epub+zip", "readers look for the kind at this place");
    let files = unpacked(one);
    let text = |name: &str| String::from_utf8(files[name].clone()).expect("text");
    let package = text("book/package.opf");
    let listed: BTreeSet<String> =
        attribute(&package, "href=\"").map(|name| format!("book/{name}")).collect();
    let held: BTreeSet<String> =
        files.keys().filter(|name| name.starts_with("book/") && !name.ends_with(".opf")).cloned().collect();
    assert_eq!(listed, held);
    assert!(listed.contains("book/picture-1.svg"), "{listed:?}");
    let chapters: Vec<&String> = held.iter().filter(|name| name.ends_with(".xhtml")).collect();
    let mut texts = String::new();
    for name in &chapters {
        let html = text(name);
        assert!(is_well_formed(&html), "{name}\n{html}");
        for to in attribute(&html, " href=\"").filter(|to| !to.contains(':')) {
            let (file, part) = to.split_once('#').unwrap_or((to, ""));
            let target = text(&format!("book/{file}"));
            assert!(part.is_empty() || target.contains(&format!(" id=\"{part}\"")), "{name}: {to}");
        }
        texts.push_str(&html);
    }
    for words in ["A &amp; &lt;B&gt;", "#part\">Part</a>", "<mo>&lt;</mo>", "\u{2611}", "<p>Two</p>"] {
        assert!(texts.contains(words), "{words}");
    }
    assert!(is_well_formed(&package));
}
