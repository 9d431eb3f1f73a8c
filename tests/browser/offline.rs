//! Guides that browsers keep: read without a network, brought up to date as a whole, and let go.

use crate::chrome::Browser;
use crate::guide::{Guide, Host};
use crate::preview::Preview;
use crate::tab::Tab;
use prepress::digest::Digest;
use serde_json::json;
use std::fs;

const CONFIG: &str = "title: Kept\nid: kept\nbase-url: https://example.org/repo/\napp: true\n";
const HOME: &str =
    "---\ntitle: Kept\ndescription: A guide.\nkind: home\n---\n\nThe first edition. [More](part/one.md).\n";
const PART: &str = "---\ntitle: The part\ndescription: A part.\n---\n\nPages.\n";
const ONE: &str =
    "---\ntitle: One\ndescription: A page.\n---\n\nThe zeppelin of the first edition. ![A dot](dot.svg)\n";
const TWO: &str = "---\ntitle: Two\ndescription: A page.\n---\n\nThe same in all editions.\n";
const DOT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";

/// A guide that is served, and a page of it that is open and kept.
struct Kept {
    guide: Guide,
    host: Host,
    root: String,
    tab: Tab,
    _browser: Browser,
}

fn guide() -> Guide {
    Guide::of(&[
        ("prepress.yaml", CONFIG),
        ("content/index.md", HOME),
        ("content/part/index.md", PART),
        ("content/part/one.md", ONE),
        ("content/part/dot.svg", DOT),
        ("content/two.md", TWO),
    ])
}

const ACTIVE: &str = "navigator.serviceWorker.getRegistration().then(it => Boolean(it && it.active && it.active.state === 'activated'))";
/// Nothing is being fetched, and nothing waits.
const REST: &str = "navigator.serviceWorker.getRegistration().then(it => !it.installing && !it.waiting)";
const NOTE: &str = ".changed-note[role=status] button";

impl Kept {
    fn new() -> Self {
        let guide = guide();
        let host = Host::of(guide.path());
        let root = format!("http://{}/repo/", host.address);
        let browser = Browser::start();
        let mut tab = Tab::open(&browser, &root);
        tab.go(&format!("{root}index.html"));
        tab.wait(ACTIVE, "the guide is kept");
        // From the next page on the worker answers.
        tab.go(&format!("{root}index.html"));
        tab.clean("the first pages");
        Self { guide, host, root, tab, _browser: browser }
    }

    fn go(&mut self, path: &str) {
        self.tab.go(&format!("{}{path}", self.root));
    }

    fn text(&mut self) -> String {
        self.tab.eval("document.querySelector('main').textContent").as_str().expect("a text").to_owned()
    }

    /// Writes another edition of the home page and of one other.
    fn publish(&self, edition: &str) {
        self.guide.change("content/index.md", &HOME.replace("first", edition));
        self.guide.change("content/part/one.md", &ONE.replace("first", edition));
    }

    fn registrations(&mut self) -> u64 {
        let count = "navigator.serviceWorker.getRegistrations().then(all => all.length)";
        self.tab.eval(count).as_u64().expect("a number")
    }
}

#[test]
fn a_guide_is_read_without_a_network() {
    let mut kept = Kept::new();
    let asked = kept.host.asked();
    assert!(!asked.iter().any(|path| path.ends_with(".md") || path == ".nojekyll"), "{asked:?}");
    kept.host.cut(true);
    kept.tab.forget();
    kept.tab.follow(|tab| tab.click("main a[href$='one.html']"));
    assert!(kept.text().contains("zeppelin of the first"), "a page that was never open");
    assert_eq!(kept.tab.eval("document.querySelector('main img').naturalWidth"), 9, "its picture");
    assert_ne!(kept.tab.eval("getComputedStyle(document.body).backgroundColor"), "rgba(0, 0, 0, 0)");
    for (path, title, place) in [
        ("part/one", "One", "part/one"),
        ("part/one.html?from=mail", "One", "part/one.html?from=mail"),
        ("part/", "The part", "part/"),
        ("part", "The part", "part/"),
        ("", "Kept", ""),
    ] {
        kept.go(path);
        assert_eq!(kept.tab.eval("document.querySelector('h1').textContent"), title, "{path:?}");
        assert_eq!(kept.tab.eval("location.href"), format!("{}{place}", kept.root));
    }
    // The worker asks the network for what it does not know.
    let nowhere = format!("{}a/very/deep/place", kept.root);
    kept.tab.expect(&nowhere, 404);
    kept.go("a/very/deep/place");
    assert_eq!(kept.tab.eval("document.body.className"), "kind-not-found");
    assert_ne!(kept.tab.eval("getComputedStyle(document.body).backgroundColor"), "rgba(0, 0, 0, 0)");
    kept.go("search.html?q=zeppelin");
    kept.tab.wait("document.querySelector('main a[href*=\"one.html\"]') !== null", "the search finds a word");
}

#[test]
fn an_edition_comes_as_a_whole_and_quietly() {
    let mut kept = Kept::new();
    kept.tab.eval("Promise.all(['mine', 'prepress ' + location.origin + '/repo/other/'].map(name => caches.open(name).then(cache => cache.put('x', new Response('x')))))");
    kept.host.asked();
    kept.publish("second");
    kept.go("two.html");
    kept.tab.wait(&format!("document.querySelector('{NOTE}') !== null"), "a newer version is told");
    let asked = kept.host.asked();
    let fetched: Vec<&String> = asked.iter().filter(|path| path.ends_with(".html")).collect();
    assert!(
        fetched.iter().any(|path| *path == "index.html")
            && fetched.iter().any(|path| *path == "part/one.html")
    );
    assert!(
        !fetched.iter().any(|path| *path == "two.html"),
        "a file that is the same is fetched again: {fetched:?}"
    );
    kept.go("index.html");
    assert!(kept.text().contains("The first edition"), "all pages are of the version that is read");
    kept.go("part/one.html");
    assert!(kept.text().contains("zeppelin of the first"), "all pages are of the version that is read");
    // Beside the note of what changed on the page there is room for both.
    kept.tab.wait(&format!("document.querySelector('{NOTE}') !== null"), "a newer version is told");
    for scheme in ["light", "dark"] {
        kept.tab.media("", scheme);
        assert!(kept.tab.shows(NOTE), "{scheme}");
    }
    kept.tab.media("print", "light");
    assert!(!kept.tab.shows(NOTE), "paper has no buttons");
    kept.tab.media("", "light");
    kept.tab.tab_to(NOTE);
    kept.tab.follow(|tab| tab.key("Enter"));
    assert!(kept.text().contains("zeppelin of the second"), "the newer version");
    kept.host.cut(true);
    kept.tab.forget();
    kept.go("index.html");
    assert!(kept.text().contains("The second edition"));
    let old = "caches.open('prepress ' + location.origin + '/repo/').then(cache => cache.keys()).then(all => { \
        const paths = all.map(one => new URL(one.url).pathname); return paths.length - new Set(paths).size; })";
    assert_eq!(kept.tab.eval(old), 0, "nothing is left of the version before");
    let names = kept.tab.eval("caches.keys().then(names => names.length)");
    assert_eq!(names, 3, "the caches of others are as they were");
}

#[test]
fn a_newer_version_can_wait() {
    let mut kept = Kept::new();
    kept.publish("second");
    kept.go("two.html");
    kept.tab.wait(&format!("document.querySelector('{NOTE}') !== null"), "a newer version is told");
    kept.tab.click(".changed-note[role=status] button:last-of-type");
    assert!(!kept.tab.shows(".changed-note[role=status]"));
    kept.go("index.html");
    kept.tab.wait("navigator.serviceWorker.getRegistration().then(it => Boolean(it.waiting))", "it waits");
    assert_eq!(kept.tab.eval(&format!("document.querySelector('{NOTE}')")), json!(null), "it is told once");
    assert!(kept.text().contains("The first edition"));
    kept.tab.clean("a version that waits");
}

#[test]
fn a_broken_edition_leaves_the_old_one() {
    let mut kept = Kept::new();
    kept.publish("second");
    let page = kept.guide.path().join("part/one.html");
    let right = fs::read_to_string(&page).expect("a page");
    fs::write(&page, right.replace("second", "broken")).expect("written");
    kept.host.asked();
    kept.tab.eval("navigator.serviceWorker.getRegistration().then(it => it.update()).then(it => { window.seen = it.installing; }, () => null)");
    kept.tab.wait("Boolean(window.seen) && window.seen.state === 'redundant'", "the update fails");
    kept.tab.forget();
    assert!(kept.host.asked().iter().any(|path| path == "part/one.html"), "it was fetched");
    for path in ["index.html", "part/one.html"] {
        kept.go(path);
        assert!(kept.text().contains("first edition"), "{path}");
        kept.tab.wait(REST, "nothing waits");
    }
    assert_eq!(kept.tab.eval(&format!("document.querySelector('{NOTE}')")), json!(null));
    // Once it is right, it comes, and what was fetched before is not fetched again.
    fs::write(&page, right).expect("written");
    kept.host.asked();
    kept.go("two.html");
    kept.tab.wait(&format!("document.querySelector('{NOTE}') !== null"), "a newer version is told");
    let asked = kept.host.asked();
    assert!(!asked.iter().any(|path| path == "app-files.txt"), "the list was there: {asked:?}");
    kept.tab.forget();
    kept.tab.follow(|tab| tab.click(NOTE));
    kept.go("part/one.html");
    assert!(kept.text().contains("zeppelin of the second"));
}

/// Waits until the worker of an open page has given up.
fn gives_up(tab: &mut Tab) {
    tab.wait(
        "navigator.serviceWorker.getRegistration().then(it => !it || !it.installing && !it.waiting && !it.active)",
        "the worker gives up",
    );
}

#[test]
fn a_browser_without_room_keeps_nothing_and_says_nothing() {
    let guide = guide();
    let host = Host::of(guide.path());
    let origin = format!("http://{}", host.address);
    let root = format!("{origin}/repo/");
    let browser = Browser::start();
    let mut tab = Tab::open(&browser, &root);
    tab.call("Storage.overrideQuotaForOrigin", json!({ "origin": origin, "quotaSize": 60_000 }));
    tab.go(&format!("{root}index.html"));
    let looked = std::time::Instant::now();
    while !host.asked().iter().any(|path| path == "app-files.txt") {
        assert!(looked.elapsed().as_secs() < 30, "the worker looks at the list");
        tab.settle();
    }
    gives_up(&mut tab);
    assert_eq!(tab.eval("document.querySelector('.changed-note button')"), json!(null));
    tab.clean("a page without room");
    let kept = "caches.open('prepress ' + location.origin + '/repo/').then(cache => cache.keys()).then(all => all.map(one => new URL(one.url).search))";
    assert_eq!(tab.eval(kept), json!(["?full"]), "what had no room takes none");
    // Room that comes is found again, though not at once.
    tab.call("Storage.overrideQuotaForOrigin", json!({ "origin": origin }));
    host.asked();
    tab.go(&format!("{root}two.html"));
    tab.wait(
        "navigator.serviceWorker.register('/repo/app-worker.js').then(it => { const one = it.installing; \
         if (one) one.onstatechange = () => { window.failed = one.state === 'redundant'; }; return window.failed === true; })",
        "another attempt is given up",
    );
    assert!(
        !host.asked().iter().any(|path| path == "part/one.html"),
        "a version without room is fetched again"
    );
    tab.eval(
        "caches.open('prepress ' + location.origin + '/repo/').then(async cache => { \
         const mark = await (await cache.match('/repo/?full')).text(); \
         await cache.put('/repo/?full', new Response(mark.split(' ')[0] + ' 0')); })",
    );
    tab.go(&format!("{root}index.html"));
    tab.wait(ACTIVE, "the guide is kept");
}

/// Of a guide that is very large only those who installed it get a copy.
#[test]
fn much_is_not_fetched_unasked() {
    let guide = guide();
    let (list, worker) = (guide.path().join("app-files.txt"), guide.path().join("app-worker.js"));
    let old = fs::read_to_string(&list).expect("the list");
    let new: String = old
        .lines()
        .map(|line| {
            match line.split_once(' ').and_then(|(hash, rest)| Some((hash, rest.split_once(' ')?.1))) {
                Some((hash, path)) if path == "two.html" => format!("{hash} 200000000 {path}\n"),
                _ => format!("{line}\n"),
            }
        })
        .collect();
    let version = |text: &str| Digest::of(text.as_bytes()).integrity;
    let script = fs::read_to_string(&worker).expect("the worker");
    assert!(script.contains(&version(&old)) && new != old);
    fs::write(&worker, script.replace(&version(&old), &version(&new))).expect("written");
    fs::write(&list, new).expect("written");
    let host = Host::of(guide.path());
    let root = format!("http://{}/repo/", host.address);
    let browser = Browser::start();
    let mut tab = Tab::open(&browser, &root);
    tab.go(&format!("{root}index.html"));
    let mut asked = Vec::new();
    let looked = std::time::Instant::now();
    while !asked.iter().any(|path| path == "app-files.txt") {
        assert!(looked.elapsed().as_secs() < 30, "the worker looks at the list");
        tab.settle();
        asked.extend(host.asked());
    }
    gives_up(&mut tab);
    asked.extend(host.asked());
    assert!(!asked.iter().any(|path| path == "part/one.html"), "{asked:?}");
    tab.clean("a page of a large guide");
    // What the script of the theme says of an installed guide.
    tab.eval("caches.open('prepress ' + location.origin + '/repo/').then(cache => cache.put('/repo/?installed', new Response('')))");
    tab.go(&format!("{root}index.html"));
    tab.wait(ACTIVE, "the guide is kept");
}

#[test]
fn a_page_that_is_new_comes_whole_from_the_network() {
    let mut kept = Kept::new();
    kept.guide.change("content/three.md", "---\ntitle: Three\ndescription: A new page.\n---\n\nNew words.\n");
    kept.guide.change("content/part/dot.svg", &DOT.replace('9', "7"));
    kept.host.asked();
    kept.go("three.html");
    assert!(kept.text().contains("New words"), "a page that the version does not have");
    let asked = kept.host.asked();
    assert!(
        asked.iter().any(|path| path.starts_with("static/theme.")),
        "its parts are of the same version: {asked:?}"
    );
    let width = "new Promise(done => { const image = new Image(); image.onload = () => done(image.naturalWidth); image.src = 'part/dot.svg'; })";
    assert_eq!(kept.tab.eval(width), 7, "of the version of the page");
    kept.go("two.html");
    assert_eq!(kept.tab.eval(width), 9, "of the version of the page");
    kept.tab.clean("a new page");
}

#[test]
fn a_guide_that_is_no_app_any_more_lets_go() {
    let mut kept = Kept::new();
    let mine = "caches.open('mine').then(() => caches.keys()).then(names => names.length)";
    assert_eq!(kept.tab.eval(mine), 2);
    // Without a network nothing is let go.
    kept.host.cut(true);
    kept.go("two.html");
    kept.tab.settle();
    assert_eq!(kept.registrations(), 1);
    kept.host.cut(false);
    kept.guide.change("prepress.yaml", &CONFIG.replace("app: true\n", ""));
    kept.publish("last");
    kept.go("two.html");
    kept.tab.wait(
        "Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()]).then(([all, names]) => all.length === 0 && names.length === 1)",
        "the worker is gone, and its cache",
    );
    kept.tab.forget();
    kept.go("index.html");
    assert!(kept.text().contains("The last edition"));
    assert_eq!(kept.tab.eval("navigator.serviceWorker.controller"), json!(null));
    kept.tab.clean("a guide as any other");
}

#[test]
fn no_worker_keeps_a_preview() {
    let kept = Kept::new();
    let Kept { guide, host, root, tab, _browser: browser } = kept;
    drop(tab);
    let port = host.address.port().to_string();
    host.end();
    guide.change("content/index.md", &HOME.replace("first", "written"));
    let preview = Preview::with(&guide.source(), &["--port", &port]);
    assert_eq!(preview.url, root);
    let mut tab = Tab::open(&browser, &format!("http://{}/", preview.host()));
    // What a worker had kept of this address is shown once more at most.
    tab.go(&format!("{root}index.html"));
    tab.wait(
        "document.querySelector('main').textContent.includes('written edition') && document.documentElement.hasAttribute('data-preview')",
        "the preview shows",
    );
    tab.wait(
        "navigator.serviceWorker.getRegistrations().then(all => all.length === 0)",
        "the worker that was left removes itself",
    );
    tab.forget();
    tab.go(&format!("{root}two.html"));
    tab.settle();
    assert_eq!(tab.eval("navigator.serviceWorker.getRegistrations().then(all => all.length)"), 0);
    assert_eq!(tab.eval("document.querySelector('link[rel=manifest]')"), json!(null));
    tab.clean("the preview");
}

#[test]
fn nothing_is_registered_from_disk() {
    let guide = Guide::of(&[
        ("prepress.yaml", CONFIG),
        ("content/index.md", HOME.split("[More]").next().expect("a text")),
    ]);
    let browser = Browser::start();
    let root = guide.root();
    let mut tab = Tab::open(&browser, &root);
    tab.go(&format!("{root}index.html"));
    assert_eq!(tab.eval("document.querySelector('link[rel=manifest]')"), json!(null));
    tab.clean("from disk");
}

/// Browsers offer to install a guide whose manifest they can read, with names and icons.
#[test]
fn a_guide_can_be_installed() {
    let mut kept = Kept::new();
    let manifest = kept.tab.call("Page.getAppManifest", json!({}));
    assert_eq!(manifest["url"], format!("{}app.webmanifest", kept.root));
    assert_eq!(manifest["errors"], json!([]));
    let errors = kept.tab.call("Page.getInstallabilityErrors", json!({}));
    assert_eq!(errors["installabilityErrors"], json!([]));
    let text: serde_json::Value =
        serde_json::from_str(manifest["data"].as_str().expect("a text")).expect("the manifest is JSON");
    for icon in text["icons"].as_array().expect("icons") {
        let size = format!(
            "new Promise(done => {{ const image = new Image(); image.onload = () => done(image.naturalWidth + 'x' + image.naturalHeight); image.src = {}; }})",
            icon["src"]
        );
        assert_eq!(kept.tab.eval(&size), icon["sizes"]);
    }
}
