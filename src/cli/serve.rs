//! `prepress serve`: preview with live reload.
//!
//! In: options, then saved files. Out: pages over HTTP until Ctrl-C. Bad input never ends it: the
//! findings are shown in the page and in the terminal.

use super::args::{ServeOptions, SiteOptions};
use super::outcome::Outcome;
use super::preview::Current;
use super::{inputs, report};
use crate::shell::{self, Failure, Live, ServerOptions, Tree};
use crate::site::{self, Workspace};
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Instant;

pub(super) fn run(options: &ServeOptions) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let located = inputs::locate(&options.site)?;
    // Watching begins before the first file is read. What is saved during the first build waits in the watcher
    // until the round is handed over.
    let (hand_over, handed_over) = mpsc::channel::<Round>();
    let mut round = None;
    let watcher = shell::watch(&located.root, options.poll, move |changed| {
        if round.is_none() {
            round = handed_over.recv().ok();
        }
        if let Some(round) = &mut round {
            round.survive(&changed);
        }
    })?;
    if let Some(note) = watcher.note() {
        shell::note(&format!("note: {note}"));
    }
    let tree = shell::read_site(&located.root)?;
    let mut workspace = Workspace::default();
    let first = workspace.build(inputs::inputs(&tree, &located, &options.site, None)?);
    report::findings(&located.root, &first.findings, first.value.files());
    let summary = summary(&first.value, &first.findings, start);
    let current = Arc::new(Current::new(located.root.clone(), first.value, first.findings, summary.clone()));
    let live = Live::new();
    let server = ServerOptions { bind: options.bind, port: options.port, open: options.open };
    let server = shell::serve(server, Arc::clone(&current) as _, live.clone(), |url| {
        shell::note(&format!("{summary}\n  preview  {url}\n  stop     Ctrl-C"));
    })?;
    for note in server.notes() {
        shell::note(&format!("note: {note}"));
    }
    // Only a watcher whose thread has ended takes nothing; it has nothing to report either.
    let _ = hand_over.send(Round {
        tree,
        workspace,
        located,
        options: options.site.clone(),
        current,
        live,
        stale: false,
    });
    server.wait()?;
    drop(watcher);
    Ok(Outcome::Clean)
}

fn summary(built: &site::Built, findings: &[crate::diag::Diagnostic], start: Instant) -> String {
    let pages = report::plural(built.pages(), "page");
    format!("ready in {}: {pages}, {}", report::time(start.elapsed()), report::verdict(findings))
}

/// What is kept from one save to the next.
struct Round {
    tree: Tree,
    workspace: Workspace,
    located: inputs::Located,
    options: SiteOptions,
    current: Arc<Current>,
    live: Live,
    /// Whether a build ended before its end.
    stale: bool,
}

impl Round {
    fn survive(&mut self, changed: &[PathBuf]) {
        self.guarded(|round| round.changed(changed));
    }

    /// Runs a build. A bug of prepress in it does not end the preview: the next save begins anew.
    fn guarded(&mut self, build: impl FnOnce(&mut Self)) {
        let done = panic::catch_unwind(AssertUnwindSafe(|| build(self)));
        if done.is_err() {
            self.stale = true;
            self.workspace = Workspace::default();
            let words = "A bug in prepress stopped the last build: this page is older than its files. The terminal says more; the next save builds anew.";
            shell::note(words);
            self.current.fail(words);
            self.live.findings();
        }
    }

    fn changed(&mut self, changed: &[PathBuf]) {
        let start = Instant::now();
        // After a bug nobody knows how much of the tree is right.
        let everything = [self.located.root.clone()];
        let changed = if self.stale { &everything } else { changed };
        let updated = self.tree.update(&self.located.root, changed);
        let inputs = updated.and_then(|()| inputs::inputs(&self.tree, &self.located, &self.options, None));
        let built = match inputs {
            Ok(inputs) => self.workspace.build(inputs),
            Err(failure) => {
                shell::note(&report::failure(&failure));
                return;
            }
        };
        report::findings(&self.located.root, &built.findings, built.value.files());
        let summary = summary(&built.value, &built.findings, start);
        shell::note(&summary);
        self.stale = false;
        self.current.swap(built.value, built.findings, summary);
        self.live.reload();
    }
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
            located,
            options,
            current: Arc::new(current),
            live: Live::new(),
            stale: false,
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
        round.survive(&[site.path().join("content/index.md")]);
        assert!(!round.stale && !round.current.findings_json().contains("\"bug\""));
        assert!(matches!(round.current.get("new.html"), Answer::Found { .. }));
    }
}
