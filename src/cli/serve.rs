//! `prepress serve`: preview with live reload.
//!
//! In: options, then saved files. Out: pages over HTTP until Ctrl-C. Bad input never ends it: the
//! findings stand in the page and in the terminal.

use super::args::{Format, ServeOptions, SiteOptions};
use super::preview::Current;
use super::{Outcome, inputs, report};
use crate::shell::{self, CONTENT, Failure, Live, ServerOptions, THEMES, Tree};
use crate::site;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

pub(super) fn run(options: &ServeOptions) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let located = inputs::locate(&options.site)?;
    let tree = inputs::read(&located.root)?;
    let first = site::build(inputs::inputs(&tree, &located, &options.site, None)?);
    report::findings(&first.findings, first.value.files(), Format::Human);
    let summary = summary(&first.value, &first.findings, start);
    let root = located.root.clone();
    let current = Arc::new(Current::new(root.clone(), first.value, first.findings, summary.clone()));
    let live = Live::new();
    let mut round = Round {
        tree,
        located,
        options: options.site.clone(),
        current: Arc::clone(&current),
        live: live.clone(),
    };
    let watcher = shell::watch(&root, options.poll, move |changed| round.changed(&changed))?;
    if let Some(note) = watcher.note() {
        anstream::eprintln!("note: {note}");
    }
    let server = ServerOptions { bind: options.bind, port: options.port, open: options.open };
    let server = shell::serve(server, current, live, |url| {
        anstream::eprintln!("{summary}\n  preview  {url}\n  stop     Ctrl-C");
    })?;
    for note in server.notes() {
        anstream::eprintln!("note: {note}");
    }
    server.wait()?;
    drop(watcher);
    Ok(Outcome::Clean)
}

fn summary(built: &site::Built, findings: &[crate::diag::Diagnostic], start: Instant) -> String {
    let pages = report::plural(built.pages(), "page");
    format!("ready in {}: {pages}, {}", report::time(start.elapsed()), report::verdict(findings))
}

/// What stays between two saves.
struct Round {
    tree: Tree,
    located: inputs::Located,
    options: SiteOptions,
    current: Arc<Current>,
    live: Live,
}

impl Round {
    fn changed(&mut self, changed: &[PathBuf]) {
        let start = Instant::now();
        if let Err(failure) = self.tree.update(&self.located.root, CONTENT, THEMES, changed) {
            anstream::eprintln!("{}", report::failure(&failure));
            return;
        }
        let inputs = match inputs::inputs(&self.tree, &self.located, &self.options, None) {
            Ok(inputs) => inputs,
            Err(failure) => {
                anstream::eprintln!("{}", report::failure(&failure));
                return;
            }
        };
        let built = site::build(inputs);
        report::findings(&built.findings, built.value.files(), Format::Human);
        let summary = summary(&built.value, &built.findings, start);
        anstream::eprintln!("{summary}");
        self.current.swap(built.value, built.findings, summary);
        self.live.reload();
    }
}
