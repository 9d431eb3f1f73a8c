//! Pages under the author's hands: what is open, typed and in view stays while their files change, and while they are gone
//! for a moment.

use crate::chrome::Browser;
use crate::guide::get;
use crate::preview::{PANEL, Preview, site, write};
use crate::tab::Tab;
use std::fs;
use std::path::Path;

/// A page longer than a screen, with something to open and something to fill in.
fn long(words: &str) -> String {
    let mut text = format!("---\ntitle: Long\ndescription: A long page.\n---\n\nOpening. {words}\n\n");
    for number in 0..40 {
        text.push_str(&format!("Paragraph {number} says something of its own, and then some more.\n\n"));
    }
    text.push_str("<details><summary>More about it</summary>\n\nFolded words.\n\n</details>\n\n<textarea id=\"notes\"></textarea>\n\n");
    for number in 40..80 {
        text.push_str(&format!("Paragraph {number} says something of its own, and then some more.\n\n"));
    }
    text
}

/// Where paragraph 30 stands in the window.
const TOP: &str = "Math.round([...document.querySelectorAll('main p')].find(p => p.innerText.startsWith('Paragraph 30 ')).getBoundingClientRect().top) || 0";

/// A site that `add` may add to, its preview, and a page of it in a browser.
pub(crate) fn opened(
    add: impl FnOnce(&Path),
    page: &str,
    more: &[&str],
) -> (tempfile::TempDir, Browser, Preview, Tab) {
    let (site, browser) = (site(), Browser::start());
    add(site.path());
    let preview = Preview::with(site.path(), more);
    let mut tab = Tab::open(&browser, &preview.url);
    tab.go(&format!("{}{page}", preview.url));
    (site, browser, preview, tab)
}

/// The long page in a state of its own, and where paragraph 30 stands.
fn settled(add: impl FnOnce(&Path)) -> (tempfile::TempDir, Browser, Preview, Tab, serde_json::Value) {
    let with_page = |site: &Path| {
        write(site, "a/long.md", &long("Old words."));
        add(site);
    };
    let (site, browser, preview, mut tab) = opened(with_page, "a/long.html", &[]);
    settle_in(&mut tab);
    let top = tab.eval(TOP);
    (site, browser, preview, tab, top)
}

/// Brings a page into a state of its own: scrolled, unfolded, filled in. Marks the window, so that a new page is noticed.
fn settle_in(tab: &mut Tab) {
    tab.eval("document.querySelector('main details:not(.fold)').open = true; 0");
    tab.eval("document.getElementById('notes').value = 'my words'; 0");
    tab.eval("[...document.querySelectorAll('main p')].find(p => p.innerText.startsWith('Paragraph 30 ')).scrollIntoView({behavior:'instant'}); 0");
    tab.eval("window.marked = true; 0");
}

fn is_as_it_was(tab: &mut Tab, top: &serde_json::Value, what: &str) {
    assert_eq!(tab.eval("document.querySelector('main details:not(.fold)').open"), true, "{what}");
    assert_eq!(tab.eval("document.getElementById('notes').value"), "my words", "{what}");
    let now = tab.eval(TOP);
    let moved = (now.as_f64().expect("a number") - top.as_f64().expect("a number")).abs();
    assert!(moved <= 2.0, "{what}: paragraph 30 stood at {top} and stands at {now}");
}

#[test]
fn text_is_put_in_its_place_and_the_author_stays_where_they_are() {
    let (site, _browser, _preview, mut tab, top) = settled(|_| ());
    let says = |words: &str| format!("document.querySelector('main').innerText.includes('{words}')");
    // A change above, one that makes the page longer, one below, and one that takes away.
    for words in ["New words.", "Newer words.\n\nAnother paragraph.\n\nAnd one more.", "Newest words."] {
        write(site.path(), "a/long.md", &long(words));
        tab.wait(&says(words.split('\n').next_back().unwrap_or("")), "the new text shows");
        assert_eq!(tab.eval("window.marked === true"), true, "the page was not loaded anew");
        is_as_it_was(&mut tab, &top, words);
    }
    let order = "[...document.querySelectorAll('main p')].filter(p => /^Paragraph/.test(p.innerText)).map(p => p.innerText.split(' ')[1]).join()";
    let expected = (0..80).map(|number| number.to_string()).collect::<Vec<_>>().join(",");
    assert_eq!(tab.eval(order), expected.as_str());
    tab.clean("the patched page");
}

#[test]
fn a_new_page_is_at_the_same_place_too() {
    let (site, _browser, _preview, mut tab, top) = settled(|_| ());
    // What scripts know is not exchanged in place.
    let form = "<form><input id=\"fresh\" type=\"text\"></form>";
    write(site.path(), "a/long.md", &long(&format!("Old words.\n\n{form}")));
    tab.wait(
        "document.getElementById('fresh') !== null && window.marked === undefined",
        "a new page is there",
    );
    tab.wait("document.getElementById('notes').value === 'my words'", "what was typed is back");
    is_as_it_was(&mut tab, &top, "a new page");
}

#[test]
fn a_new_page_has_the_selection_and_the_focus() {
    let (site, _browser, _preview, mut tab, top) = settled(|_| ());
    tab.eval(
        "(() => {
            const [from, to] = ['31', '32'].map(n => [...document.querySelectorAll('main p')].find(p => p.innerText.startsWith(`Paragraph ${n} `)).firstChild);
            document.querySelector('main details:not(.fold) summary').focus({ preventScroll: true });
            getSelection().setBaseAndExtent(from, 10, to, 12);
        })(); 0",
    );
    let selected = tab.eval("getSelection().toString()");
    assert!(
        selected.as_str().is_some_and(|text| text.contains("31") && text.ends_with("Paragraph 32")),
        "{selected}"
    );
    let form = "<form><input id=\"fresh\" type=\"text\"></form>";
    write(site.path(), "a/long.md", &long(&format!("Old words.\n\n{form}")));
    tab.wait(
        "document.getElementById('fresh') !== null && window.marked === undefined",
        "a new page is there",
    );
    tab.wait("getSelection().toString() !== ''", "what was selected is selected");
    assert_eq!(tab.eval("getSelection().toString()"), selected);
    assert_eq!(tab.eval("document.activeElement.innerText"), "More about it");
    is_as_it_was(&mut tab, &top, "a new page");
}

/// What breaks a site, what mends it, and what the panel says.
type Broken<'a> = (&'a dyn Fn(), &'a dyn Fn(), &'a str);

#[test]
fn what_is_broken_keeps_the_page_and_its_place() {
    let (site, _browser, _preview, mut tab, top) = settled(|_| ());
    let config = site.path().join("prepress.yaml");
    let template = site.path().join("themes/own/templates/article.html");
    fs::create_dir_all(template.parent().expect("a folder")).expect("folders");
    let data = "data/subjects.yaml";
    fs::create_dir_all(site.path().join("content/data")).expect("a folder");
    let broken: [Broken<'_>; 4] = [
        (
            &|| write(site.path(), "a/long.md", &long("x").replacen("---\n\nOpening", "\nOpening", 1)),
            &|| write(site.path(), "a/long.md", &long("Old words.")),
            "unclosed-front-matter",
        ),
        (
            &|| fs::write(&config, "title: [Small\n").expect("written"),
            &|| fs::write(&config, "title: Small\n").expect("written"),
            "yaml-syntax",
        ),
        (
            &|| write(site.path(), data, "a: [\n"),
            &|| fs::remove_file(site.path().join("content").join(data)).expect("removed"),
            "yaml-syntax",
        ),
        (
            &|| {
                fs::write(&template, "{% if %}").expect("written");
                fs::write(&config, "title: Small\ntheme: own\n").expect("written");
            },
            &|| {
                fs::write(&config, "title: Small\n").expect("written");
                fs::remove_file(&template).expect("removed");
            },
            "template",
        ),
    ];
    for (breaks, mends, lint) in broken {
        breaks();
        tab.wait(&format!("{PANEL}.includes('{lint}')"), "the panel says what is wrong");
        is_as_it_was(&mut tab, &top, lint);
        mends();
        tab.wait(&format!("{PANEL} === ''"), "the panel goes");
        is_as_it_was(&mut tab, &top, lint);
    }
}

/// What takes a page away, what shows that it is gone, and what brings it back.
type Away<'a> = (&'a dyn Fn(), &'a str, &'a dyn Fn());

#[test]
fn a_page_that_is_gone_for_a_moment_comes_back_as_it_was() {
    let (site, _browser, _preview, mut tab, top) = settled(|site| {
        fs::create_dir_all(site.join("themes/own/templates")).expect("folders");
        fs::write(site.join("prepress.yaml"), "title: Small\ntheme: own\n").expect("written");
    });
    let (page, other) = (site.path().join("content/a/long.md"), site.path().join("content/a/other.md"));
    let template = site.path().join("themes/own/templates/article.html");
    let config = |base: &str| {
        let text = format!("title: Small\ntheme: own\n{base}");
        fs::write(site.path().join("prepress.yaml"), text).expect("written");
    };
    let lost = "!document.getElementById('notes')";
    let away: [Away<'_>; 4] = [
        (&|| fs::rename(&page, &other).expect("renamed"), lost, &|| {
            fs::rename(&other, &page).expect("renamed");
        }),
        (&|| fs::remove_file(&page).expect("removed"), lost, &|| {
            write(site.path(), "a/long.md", &long("Old words."));
        }),
        (
            &|| {
                fs::write(&template, "{% extends \"base.html\" %}{% block main %}{{ 1 / 0 }}{% endblock %}")
                    .expect("written")
            },
            "!document.getElementById('notes') || PANEL.includes('as it last was right')",
            &|| fs::remove_file(&template).expect("removed"),
        ),
        (
            &|| config("base-url: https://example.org/repo/\n"),
            "location.pathname === '/repo/a/long.html'",
            &|| {
                config("base-url: https://example.org/sub/\n");
            },
        ),
    ];
    for (number, (goes, gone, returns)) in away.into_iter().enumerate() {
        tab.eval("document.getElementById('notes').focus({ preventScroll: true }); 0");
        goes();
        tab.wait(&gone.replace("PANEL", PANEL), "the page is gone");
        // What is open on the page for what is missing is none of it.
        tab.settle();
        returns();
        tab.wait(&format!("!({})", gone.replace("PANEL", PANEL)), "the page is back");
        tab.wait("document.getElementById('notes')?.value === 'my words'", "what was typed is back");
        tab.settle();
        is_as_it_was(&mut tab, &top, &format!("the way {number}"));
        assert_eq!(tab.eval("document.activeElement.id"), "notes", "the way {number}");
    }
    tab.wait("location.pathname === '/sub/a/long.html'", "the page is at its last address");
    is_as_it_was(&mut tab, &top, "the last address");
}

#[test]
fn a_file_that_is_emptied_before_it_is_written_is_one_change() {
    let (site, _browser, _preview, mut tab, top) = settled(|_| ());
    write(site.path(), "a/long.md", "");
    std::thread::sleep(std::time::Duration::from_millis(15));
    write(site.path(), "a/long.md", &long("Written words."));
    tab.wait("document.querySelector('main').innerText.includes('Written words.')", "the text shows");
    assert_eq!(tab.eval("window.marked === true"), true);
    assert_eq!(tab.eval(PANEL), "");
    is_as_it_was(&mut tab, &top, "a file in two steps");
}

#[test]
fn style_sheets_are_exchanged_and_pages_that_did_not_change_stay() {
    let with_theme = |site: &Path| {
        let theme = site.join("themes/own/static");
        fs::create_dir_all(&theme).expect("folders");
        fs::write(site.join("prepress.yaml"), "title: Small\ntheme: own\n").expect("written");
        assert_eq!(get(Preview::of(site).host(), "/").0, 200);
        fs::write(theme.join("theme.css"), "main { color: rgb(1, 2, 3); }").expect("written");
    };
    let (site, _browser, _preview, mut tab, top) = settled(with_theme);
    let theme = site.path().join("themes/own/static");
    fs::write(theme.join("theme.css"), "main { color: rgb(4, 5, 6); }").expect("written");
    tab.wait(
        "getComputedStyle(document.querySelector('main')).color === 'rgb(4, 5, 6)'",
        "the new style holds",
    );
    is_as_it_was(&mut tab, &top, "another style");
    assert_eq!(tab.eval("window.marked === true"), true, "the page was not loaded anew");
    // Another page: this one is told, and stays.
    write(
        site.path(),
        "a/loop.md",
        "---\ntitle: The loop\ndescription: How it goes.\n---\n\n## First\n\nOther words.\n",
    );
    tab.wait(
        &format!("{PANEL}.includes('Also changed') && {PANEL}.includes('The loop')"),
        "the other page is named",
    );
    assert_eq!(tab.eval("window.marked === true"), true);
    is_as_it_was(&mut tab, &top, "another page");
}

#[test]
fn a_restart_without_a_change_loads_nothing_anew() {
    let (site, browser) = (site(), Browser::start());
    let preview = Preview::of(site.path());
    let port = preview.host().rsplit(':').next().expect("a port").to_owned();
    let mut tab = Tab::open(&browser, &preview.url);
    tab.go(&format!("{}a/loop.html", preview.url));
    tab.eval("window.marked = true; 0");
    tab.wait(
        "document.querySelector('prepress-preview').shadowRoot.querySelector('.summary').textContent !== ''",
        "it listens",
    );
    drop(preview);
    let preview = Preview::with(site.path(), &["--port", &port]);
    write(
        site.path(),
        "index.md",
        "---\ntitle: Small\ndescription: A small guide.\nkind: home\n---\n\nAnother start.\n",
    );
    tab.wait(&format!("{PANEL}.includes('Also changed')"), "the page listens again");
    assert_eq!(tab.eval("window.marked === true"), true);
    drop(preview);
}

#[test]
fn another_base_url_takes_open_pages_along() {
    let (site, _browser, _preview, mut tab) = opened(|_| (), "a/loop.html", &[]);
    fs::write(site.path().join("prepress.yaml"), "title: Small\nbase-url: https://example.org/repo/\n")
        .expect("written");
    tab.wait(
        "location.pathname === '/repo/a/loop.html' && document.querySelector('h1').innerText === 'The loop'",
        "the page is at its new place",
    );
    fs::write(site.path().join("prepress.yaml"), "title: Small\n").expect("written");
    tab.wait(
        "location.pathname === '/a/loop.html' && document.querySelector('h1').innerText === 'The loop'",
        "and at its old one",
    );
}

#[test]
fn the_preview_goes_where_the_author_writes() {
    let (site, _browser, _preview, mut tab) = opened(|_| (), "", &["--follow"]);
    tab.settle();
    write(
        site.path(),
        "a/loop.md",
        "---\ntitle: The loop\ndescription: How it goes.\n---\n\n## First\n\nThe first wording.\n\n## Second\n\nMuch more.\n",
    );
    tab.wait(
        "location.pathname === '/a/loop.html' && location.hash === '#second'",
        "the page and the heading",
    );
}

#[test]
fn what_a_link_leads_to_is_followed() {
    let site = site();
    std::os::unix::fs::symlink("a", site.path().join("content/other")).expect("a link");
    let preview = Preview::of(site.path());
    let says = |path: &str, words: &str| {
        let end = std::time::Instant::now() + std::time::Duration::from_secs(10);
        while !String::from_utf8_lossy(&get(preview.host(), path).1).contains(words) {
            assert!(std::time::Instant::now() < end, "{path} does not say {words}");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    };
    let text = |words: &str| format!("---\ntitle: The loop\ndescription: How.\n---\n\n{words}\n");
    write(site.path(), "a/loop.md", &text("Changed below its own name."));
    says("/a/loop.html", "Changed below its own name.");
    says("/other/loop.html", "Changed below its own name.");
    write(site.path(), "other/loop.md", &text("Changed through the link."));
    says("/a/loop.html", "Changed through the link.");
    // The link goes: the folder is still watched.
    fs::remove_file(site.path().join("content/other")).expect("removed");
    write(site.path(), "a/loop.md", &text("Changed after the link went."));
    says("/a/loop.html", "Changed after the link went.");
    std::os::unix::fs::symlink("a", site.path().join("content/again")).expect("a link");
    says("/again/loop.html", "Changed after the link went.");
    write(site.path(), "a/loop.md", &text("Changed with another link."));
    says("/again/loop.html", "Changed with another link.");
    says("/a/loop.html", "Changed with another link.");
}
