//! `prepress serve`: preview with live reload.
//!
//! In: options, then saved files and keys. Out: pages over HTTP until Ctrl-C. Bad input never ends it: the
//! findings are shown in the page and in the terminal.

use super::args::{Format, ServeOptions, SiteOptions};
use super::outcome::Outcome;
use super::preview::Current;
use super::shared::Shared;
use super::{inputs, said};
use crate::shell::{self, Difference, Failure, Live, Newer, ServerOptions, Tree};
use crate::site::{self, Built, Workspace};
use crate::text::FilePath;
use crate::text::names::{CONFIG, CONTENT, THEMES};
use serde_json::{Value, json};
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// How often it is looked whether another day has begun.
const DAY: Duration = Duration::from_secs(20);

pub(super) fn run(options: &ServeOptions) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let located = inputs::locate(&options.site)?.with_cache(options.cache.as_deref())?;
    let terminal = Arc::new(said::Terminal::new(options.site.format == Format::Json, located.root.clone()));
    // Watching begins before the first file is read. What is saved during the first build waits in the watcher
    // until the round is handed over.
    let rounds = Shared::<Round>::default();
    let watching = rounds.clone();
    let watcher = shell::watch(&located.root, options.poll, move |changed, newer| {
        let mut gave_up = false;
        watching.with(|round| {
            round.survive(&changed, Some(newer));
            gave_up = round.gave_up > 0;
        });
        gave_up
    })?;
    if let Some(note) = watcher.note() {
        terminal.note(note);
    }
    let tree = shell::read_site(&located.root)?;
    let mut workspace = Workspace::default();
    let given = inputs::inputs(&tree, &located, &options.site, options.base_url.clone())?;
    site::warm_up(&given);
    let first = workspace.build(given);
    let summary = terminal.ready(&first.value, &first.findings, start);
    let current = Current::new(located.root.clone(), first.value, first.findings, summary.clone());
    let late = Arc::clone(&terminal);
    let current = current
        .with_editor(options.editor.clone().or_else(shell::editor))
        .with_late(move |built, finding| late.late(built, finding));
    let current = Arc::new(current);
    let live = Live::new();
    let server = ServerOptions {
        bind: options.bind,
        port: options.port,
        open: options.open,
        allow_hosts: options.allow_host.clone(),
    };
    let server = shell::serve(server, Arc::clone(&current) as _, live.clone(), |url| {
        terminal.served(&summary, url);
    })?;
    for note in server.notes() {
        terminal.note(note);
    }
    rounds.hand_over(Round {
        tree,
        workspace,
        located,
        options: options.site.clone(),
        base_url: options.base_url.clone(),
        follow: options.follow,
        current,
        live,
        terminal,
        stale: false,
        waiting: Vec::new(),
        gave_up: 0,
    });
    let (quit, asked_to_quit) = mpsc::channel();
    let url = server.url().to_owned();
    let keys = rounds.clone();
    let _keys = shell::keys(move |key| match key {
        'o' => open(&url, &keys),
        'r' => keys.with(Round::again),
        'l' => keys.with(|round| round.current.list()),
        // Nobody waits for it where Ctrl-C came first.
        'q' => drop(quit.send(())),
        _ => {}
    });
    if options.site.today.is_none() {
        follow_the_day(rounds);
    }
    server.wait(asked_to_quit)?;
    drop(watcher);
    Ok(Outcome::Clean)
}

/// Opens the site in a browser.
fn open(url: &str, rounds: &Shared<Round>) {
    if let Err(why) = shell::open_browser(url) {
        rounds.with(|round| round.terminal.note(&format!("could not open a browser ({why}): open {url}")));
    }
}

/// Builds again when another day begins: facts become stale.
fn follow_the_day(rounds: Shared<Round>) {
    let watch = move || {
        loop {
            thread::sleep(DAY);
            rounds.with(Round::turn_over);
        }
    };
    // Without this thread the day stays what it was at the start, as it does in a build.
    let _ = thread::Builder::new().name("day".into()).spawn(watch);
}

/// What is kept from one save to the next.
struct Round {
    tree: Tree,
    workspace: Workspace,
    located: inputs::Located,
    options: SiteOptions,
    base_url: Option<String>,
    follow: bool,
    current: Arc<Current>,
    live: Live,
    terminal: Arc<said::Terminal>,
    /// Whether a build ended before its end.
    stale: bool,
    /// What changed since the last build that was not given up.
    waiting: Vec<Difference>,
    /// How many builds in a row were given up, because files had changed meanwhile.
    gave_up: usize,
}

/// So many builds in a row are given up at most: files that change without an end are shown all the same.
const MOST_GIVEN_UP: usize = 3;

impl Round {
    fn survive(&mut self, changed: &[PathBuf], newer: Option<&Newer>) {
        self.guarded(|round| round.changed(changed, newer));
    }

    /// Builds everything again.
    fn again(&mut self) {
        self.stale = true;
        self.survive(&[], None);
    }

    /// Takes another day, if it is one.
    fn turn_over(&mut self) {
        if let Ok((today, _)) = inputs::today()
            && today != self.located.today
        {
            self.located.today = today;
            self.guarded(|round| round.build(&[], None, Instant::now()));
        }
    }

    /// Runs a build. A bug of prepress in it does not end the preview: the next save begins anew.
    fn guarded(&mut self, build: impl FnOnce(&mut Self)) {
        let done = panic::catch_unwind(AssertUnwindSafe(|| build(self)));
        if done.is_err() {
            self.stale = true;
            self.gave_up = 0;
            self.workspace = Workspace::default();
            let words = "A bug in prepress stopped the last build: this page is older than its files. The terminal says more; the next save builds anew.";
            shell::note(words);
            self.current.fail(words);
            self.live.findings();
        }
    }

    fn changed(&mut self, changed: &[PathBuf], newer: Option<&Newer>) {
        let start = Instant::now();
        // After a bug nobody knows how much of the tree is right.
        let everything = [self.located.root.clone()];
        let changed = if self.stale { &everything } else { changed };
        match self.tree.update(&self.located.root, changed) {
            // Touched, or put back as it was.
            Ok(differences) if differences.is_empty() && !self.stale && self.gave_up == 0 => {}
            // As a build does not begin without it.
            Ok(_) if !self.tree.is_configured() => {
                self.stale = true;
                let gone = Failure::new(format!("`{CONFIG}` is gone"));
                self.terminal.failure(&gone.hint("the preview stays as it is until the file is back"));
            }
            Ok(differences) => self.build(&differences, newer, start),
            Err(failure) => self.terminal.failure(&failure),
        }
    }

    fn build(&mut self, differences: &[Difference], newer: Option<&Newer>, start: Instant) {
        let known = |path: &FilePath| self.waiting.iter().any(|waiting| waiting.path == *path);
        let more: Vec<Difference> = differences.iter().filter(|new| !known(&new.path)).cloned().collect();
        self.waiting.extend(more);
        let inputs = inputs::bare(&self.tree, &self.located, &self.options, self.base_url.clone());
        let inputs = match inputs {
            Ok(inputs) => inputs,
            Err(failure) => return self.terminal.failure(&failure),
        };
        let newer = newer.filter(|_| self.gave_up < MOST_GIVEN_UP);
        let old = || newer.is_some_and(Newer::is_set);
        let Some(built) = self.workspace.build_unless(inputs, &old) else {
            self.gave_up += 1;
            return;
        };
        self.gave_up = 0;
        let differences = std::mem::take(&mut self.waiting);
        self.stale = false;
        self.terminal.forget(&differences);
        let summary = said::summary(&built.value, &built.findings, start);
        let took = start.elapsed();
        // Who asks for a page gets it from now on; what there is to say of the change comes after.
        let swapped = self.current.swap(built.value, built.findings, summary);
        let (now, findings) = swapped.now();
        self.current.touch(touched(&differences, swapped.before(), now, self.follow));
        self.live.reload();
        self.terminal.built(&differences, now, findings, took);
    }
}

/// What a change touched, for open pages: the changed pages with their headings, files that pages show, and sentences
/// on facts that have other values now.
fn touched(differences: &[Difference], before: &Built, now: &Built, follow: bool) -> Value {
    const MOST: usize = 20;
    let (mut pages, mut files) = (Vec::new(), Vec::new());
    for Difference { path, before: text } in differences {
        if let Some(page) = now.change_of(path.as_str(), text.as_deref()) {
            pages.push(page);
        } else if text.is_none() && path.as_str().starts_with(CONTENT) {
            files.push(path.as_str()[CONTENT.len() + 1..].to_owned());
        } else if path.as_str().starts_with(THEMES) {
            files.extend(path.as_str().split_once("/static/").map(|(_, name)| name.to_owned()));
        }
    }
    let mut sentences = now.touched_since(before);
    let more = sentences.len().saturating_sub(MOST);
    sentences.truncate(MOST);
    pages.truncate(MOST);
    json!({ "pages": pages, "files": files, "sentences": sentences, "more": more, "follow": follow, "base": now.base_path() })
}

#[cfg(test)]
mod tests {
    use super::Round;
    use crate::cli::args::SiteOptions;
    use crate::cli::inputs;
    use crate::cli::preview::Current;
    use crate::shell::{self, Answer, Live, Preview};
    use crate::site::Workspace;
    use std::fs;
    use std::path::Path;
    use std::sync::Arc;

    fn round(root: &Path) -> Round {
        let options = SiteOptions::plain(root, Some(jiff::civil::date(2026, 11, 21)));
        let located = inputs::locate(&options).expect("a site");
        let tree = shell::read_site(&located.root).expect("readable");
        let mut workspace = Workspace::default();
        let first = workspace.build(inputs::inputs(&tree, &located, &options, None).expect("inputs"));
        let current = Current::new(located.root.clone(), first.value, first.findings, String::new());
        Round {
            tree,
            workspace,
            terminal: Arc::new(crate::cli::said::Terminal::new(false, located.root.clone())),
            located,
            options,
            base_url: None,
            follow: false,
            current: Arc::new(current),
            live: Live::new(),
            stale: false,
            waiting: Vec::new(),
            gave_up: 0,
        }
    }

    #[test]
    fn a_bug_ends_one_build_and_not_the_preview() {
        let site = tempfile::tempdir().expect("a folder");
        let page = |name: &str, title: &str| {
            let text = format!("---\ntitle: {title}\n---\n\nWords.\n");
            fs::write(site.path().join("content").join(name), text).expect("a file");
        };
        fs::create_dir(site.path().join("content")).expect("a folder");
        fs::write(site.path().join("prepress.yaml"), "title: Small\n").expect("a file");
        page("index.md", "Home");
        let mut round = round(site.path());
        page("new.md", "New");
        round.guarded(|_| panic!("a bug"));
        assert!(round.stale && round.current.findings_json().contains("\"bug\""));
        assert!(
            matches!(round.current.get("index.html"), Answer::Found { .. }),
            "the old site is still shown"
        );
        // The next save is of another file; what changed before the bug comes with it.
        page("index.md", "Start");
        round.survive(&[site.path().join("content/index.md")], None);
        assert!(!round.stale && !round.current.findings_json().contains("\"bug\""));
        assert!(matches!(round.current.get("new.html"), Answer::Found { .. }));
    }

    #[test]
    fn without_its_configuration_the_site_stays_as_it_was() {
        let site = tempfile::tempdir().expect("a folder");
        let (config, home) = (site.path().join("prepress.yaml"), site.path().join("content/index.md"));
        let write = |words: &str| fs::write(&home, format!("---\ntitle: Home\n---\n\n{words}\n"));
        fs::create_dir(site.path().join("content")).expect("a folder");
        fs::write(&config, "title: Small\n").expect("a file");
        write("Old words.").expect("a file");
        let mut round = round(site.path());
        let shows = |round: &Round, words: &str| match round.current.get("index.html") {
            Answer::Found { bytes, .. } => {
                let page = String::from_utf8_lossy(&bytes).into_owned();
                page.contains(words) && page.contains("Small")
            }
            _ => false,
        };
        fs::remove_file(&config).expect("removed");
        round.survive(std::slice::from_ref(&config), None);
        write("New words.").expect("a file");
        round.survive(std::slice::from_ref(&home), None);
        assert!(shows(&round, "Old words."));
        // What changed meanwhile comes with the file.
        fs::write(&config, "title: Small\n").expect("a file");
        round.survive(std::slice::from_ref(&config), None);
        assert!(shows(&round, "New words."));
    }
}
