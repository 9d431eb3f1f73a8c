//! `prepress serve`: pages that reload themselves and say what is wrong.

use crate::chrome::{Browser, lines, wait_for_line};
use crate::guide::{TODAY, build, collect, get, program};
use crate::tab::Tab;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::{Duration, Instant};

/// A running preview, ended when dropped.
pub(crate) struct Preview {
    process: Child,
    /// Kept, so that the program can continue to write.
    _said: Receiver<String>,
    /// The address of the home page.
    pub(crate) url: String,
}

impl Preview {
    pub(crate) fn of(site: &Path) -> Self {
        Self::with(site, &[])
    }

    /// With more arguments.
    pub(crate) fn with(site: &Path, more: &[&str]) -> Self {
        Self::ready(start(site, &site.join(".cache"), more))
    }

    /// Waits until the preview can be asked.
    fn ready(mut process: Child) -> Self {
        let said = lines(process.stderr.take().expect("standard error is a pipe"));
        match wait_for_line(&said, Duration::from_secs(30), |line| line.contains("preview  http")) {
            Ok(line) => {
                let url = line.split_whitespace().last().unwrap_or("").to_owned();
                Self { process, _said: said, url }
            }
            Err(said) => {
                let _ = process.kill();
                let _ = process.wait();
                panic!("the preview gave no address:\n{said}");
            }
        }
    }

    /// `127.0.0.1:port`.
    pub(crate) fn host(&self) -> &str {
        self.url.trim_start_matches("http://").split('/').next().unwrap_or("")
    }
}

/// Starts the program. `cache` is where it keeps what an earlier run has highlighted.
fn start(site: &Path, cache: &Path, more: &[&str]) -> Child {
    let mut command = program();
    command
        .arg("serve")
        .arg(site)
        .args(if more.contains(&"--port") { &[][..] } else { &["--port", "0"] })
        .args(["--today", TODAY])
        .args(more)
        .env("XDG_CACHE_HOME", cache);
    // No test opens the editor of whoever runs it.
    command.env_remove("VISUAL").env_remove("EDITOR");
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs")
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

const HOME: &str = "---\ntitle: Small\ndescription: A small guide.\nkind: home\n---\n\nThe start.\n";
const LOOP: &str = "---\ntitle: The loop\ndescription: How it goes.\n---\n\n## First\n\nThe first wording.\n\n## Second\n\nMore.\n";

pub(crate) fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir_all(folder.path().join("content/a")).expect("folders");
    fs::write(folder.path().join("prepress.yaml"), "title: Small\n").expect("a file");
    write(folder.path(), "index.md", HOME);
    write(folder.path(), "a/loop.md", LOOP);
    folder
}

pub(crate) fn write(site: &Path, path: &str, text: &str) {
    fs::write(site.join("content").join(path), text).expect("the page is written");
}

/// The panel of findings: nothing unless it shows, otherwise its text.
pub(crate) const PANEL: &str = r#"(() => {
    const panel = document.querySelector('prepress-preview')?.shadowRoot?.querySelector('.panel');
    return panel && panel.checkVisibility() && panel.getBoundingClientRect().height > 0 ? panel.innerText : '';
})()"#;

#[test]
fn a_saved_page_shows_without_being_asked() {
    let (site, browser) = (site(), Browser::start());
    let preview = Preview::of(site.path());
    let mut tab = Tab::open(&browser, &preview.url);
    tab.go(&format!("{}a/loop.html", preview.url));
    let text = |words: &str| format!("document.querySelector('main').innerText.includes('{words}')");
    assert_eq!(tab.eval(&text("The first wording.")), true);
    assert_eq!(tab.eval(PANEL), "", "nothing is wrong");
    // Twice: the page that reloaded must listen again.
    for words in ["The second wording.", "The third wording."] {
        write(site.path(), "a/loop.md", &LOOP.replace("The first wording.", words));
        tab.wait(&text(words), "the saved text shows");
    }
    // A page that is not shown may change too, and a new one may come.
    write(site.path(), "a/new.md", &LOOP.replace("The loop", "New"));
    tab.wait(
        "[...document.links].some(link => link.href.endsWith('a/new.html'))",
        "the new page is in the contents",
    );
    tab.go(&format!("{}a/new.html", preview.url));
    assert_eq!(tab.eval("document.querySelector('h1').innerText"), "New");
    tab.clean("the preview");
}

#[test]
fn the_panel_names_what_is_wrong_until_it_is_fixed() {
    let (site, browser) = (site(), Browser::start());
    let preview = Preview::of(site.path());
    let mut tab = Tab::open(&browser, &preview.url);
    let url = format!("{}a/loop.html", preview.url);
    tab.go(&url);
    // The page stays as it was; the panel says why.
    for _ in 0..2 {
        write(site.path(), "a/loop.md", &LOOP.replacen("---\n\n", "\n", 1));
        tab.wait(&format!("{PANEL}.includes('unclosed-front-matter')"), "the panel names the lint");
        tab.wait(&format!("{PANEL}.includes('content/a/loop.md')"), "the panel names the file");
        tab.wait(
            &format!("{PANEL}.includes('as it last was right')"),
            "the panel says that the page is older",
        );
        assert_eq!(tab.eval("document.querySelector('h1').innerText"), "The loop");
        write(site.path(), "a/loop.md", LOOP);
        tab.wait("document.querySelector('h1').innerText === 'The loop'", "the page is back");
        tab.wait(&format!("{PANEL} === ''"), "the panel goes");
    }
    tab.clean("the panel");
}

#[test]
fn the_preview_shows_what_a_build_writes() {
    let site = site();
    for (config, base) in [("", "/"), ("base-url: https://example.org/repo/\n", "/repo/")] {
        fs::write(site.path().join("prepress.yaml"), format!("title: Small\n{config}")).expect("a file");
        let out = tempfile::tempdir().expect("a temporary folder");
        let out = out.path().join("site");
        build(site.path(), &out, &[]);
        let preview = Preview::of(site.path());
        assert_eq!(preview.url, format!("http://{}{base}", preview.host()));
        let mut paths = Vec::new();
        collect(&out, "", &mut paths);
        // The list of what was written belongs to the folder, not to the site.
        paths.retain(|path| !path.starts_with('.') && path != "prepress-manifest.txt");
        assert!(paths.iter().filter(|path| path.ends_with(".html")).count() >= 3, "{paths:?}");
        for path in paths {
            let (status, served) = get(preview.host(), &format!("{base}{path}"));
            assert_eq!(status, 200, "{path}");
            let served = if path.ends_with(".html") { without_script(served, &path) } else { served };
            let (built, served_text) =
                (fs::read(out.join(&path)).expect("a file"), String::from_utf8_lossy(&served));
            assert!(
                served == built,
                "{path}: served\n{served_text}\nbuilt\n{}",
                String::from_utf8_lossy(&built)
            );
        }
        let (status, page) = get(preview.host(), &format!("{base}no/such/place"));
        assert_eq!(status, 404);
        let built = fs::read(out.join("404.html")).expect("the page for what is not found");
        assert!(without_script(page, "404") == built, "what is not found has the page 404");
    }
}

/// What is saved after the program has read the site, but before its first build is done, shows.
#[cfg(unix)]
#[test]
fn an_address_outside_of_the_site_is_loaded_once() {
    let (site, browser) = (site(), Browser::start());
    let preview = Preview::with(site.path(), &["--base-url", "https://example.org/repo/"]);
    let mut tab = Tab::open(&browser, &preview.url);
    let outside = format!("http://{}/a/loop.html", preview.host());
    tab.expect(&outside, 404);
    tab.go(&outside);
    tab.eval("window.marked = true; 0");
    write(site.path(), "a/loop.md", &LOOP.replace("The first wording.", "Other words."));
    thread::sleep(Duration::from_secs(2));
    assert_eq!(tab.eval("window.marked === true"), true, "nothing changed for this page");
    assert_eq!(tab.eval("document.querySelector('a').getAttribute('href')"), "/repo/");
}

#[test]
fn a_save_during_the_first_build_is_not_missed() {
    let (site, cache) = (site(), tempfile::tempdir().expect("a temporary folder"));
    let root = site.path().canonicalize().expect("the folder exists");
    // The cache of the site is read between its files and the first build. As a pipe it holds the build up.
    let name = &blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex()[..16];
    let pipe = cache.path().join(format!("prepress/{name}.code"));
    fs::create_dir(cache.path().join("prepress")).expect("a folder");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let process = start(&root, cache.path(), &[]);
    // Opening waits for the reader.
    let writer = fs::File::options().write(true).open(&pipe).expect("the cache is read");
    write(&root, "a/loop.md", &LOOP.replace("The first wording.", "The second wording."));
    fs::remove_file(&pipe).expect("a file");
    drop(writer);
    let preview = Preview::ready(process);
    let shows = || {
        let (status, page) = get(preview.host(), "/a/loop.html");
        status == 200 && String::from_utf8_lossy(&page).contains("The second wording.")
    };
    let end = Instant::now() + Duration::from_secs(10);
    while !shows() {
        assert!(Instant::now() < end, "the save was missed");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_broken_baseline_is_a_finding_and_does_not_end_the_preview() {
    let site = site();
    fs::write(site.path().join("prepress.baseline.json"), "{\"version\":1,").expect("a file");
    let preview = Preview::of(site.path());
    let (status, findings) = get(preview.host(), "/__prepress/findings.json");
    let findings = String::from_utf8_lossy(&findings).into_owned();
    assert_eq!(status, 200);
    assert!(findings.contains("the baseline cannot be read"), "{findings}");
    assert_eq!(get(preview.host(), "/a/loop.html").0, 200);
}

/// A page without the script of the preview, which must be there once.
fn without_script(mut page: Vec<u8>, path: &str) -> Vec<u8> {
    let find = |page: &[u8], text: &[u8]| page.windows(text.len()).position(|window| window == text);
    let start = find(&page, b"<script src=\"/__prepress/").unwrap_or_else(|| panic!("{path} has no script"));
    let end = find(&page[start..], b"</script>").expect("the script has an end") + start + b"</script>".len();
    page.drain(start..end);
    page
}
