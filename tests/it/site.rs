//! Sites for tests: made of texts, built in memory.

use prepress::diag::emit::{Style, human};
use prepress::diag::{Diagnostic, Levels, Settled};
use prepress::shell::{self, read_site};
use prepress::site::{Built, CHECKLIST_IDS, Content, Inputs, Output, Workspace};
use prepress::store::{Key, Store};
use prepress::text::FilePath;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// The day in all tests.
pub(crate) const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 21);

/// Files of a site by path.
pub(crate) type Site = BTreeMap<FilePath, Content>;

/// Adds or replaces a text file.
pub(crate) fn put(site: &mut Site, path: &str, text: &str) {
    site.insert(FilePath::new(path), Content::Text(text.into()));
}

/// The files of a folder, as the program reads them.
pub(crate) fn read(folder: &Path) -> Site {
    let tree = read_site(folder).expect("the folder can be read");
    let content = |content: shell::Content| match content {
        shell::Content::Text(text) => Content::Text(text),
        shell::Content::Asset { size, .. } => Content::Asset(size),
        shell::Content::NotUtf8 { valid_up_to, lossy } => Content::NotUtf8(valid_up_to, lossy),
        shell::Content::TooLarge { len } => Content::TooLarge(len),
        shell::Content::Unreadable(why) => Content::Unreadable(why),
        shell::Content::Loop => Content::Loop,
    };
    tree.files.into_iter().map(|read| (read.path, content(read.content))).collect()
}

/// A site that was built and rendered whole.
pub(crate) struct Done {
    pub(crate) built: Built,
    pub(crate) findings: Vec<Diagnostic>,
    /// Bytes of every path that is not a copy.
    pub(crate) output: BTreeMap<String, Vec<u8>>,
}

/// Builds and renders everything, also when there are findings.
pub(crate) fn build(files: Site) -> Done {
    build_with(files, Levels::default())
}

/// The same with levels of the command line.
///
/// The names that the last output published stand where a build would find them.
pub(crate) fn build_with(files: Site, levels: Levels) -> Done {
    build_in(&mut Workspace::default(), files, levels)
}

/// A build that is given up at the given time that it asks, from 0, whether its inputs are old.
pub(crate) fn give_up_in(workspace: &mut Workspace, files: Site, at: usize) {
    let asked = std::cell::Cell::new(0);
    let old = || {
        asked.set(asked.get() + 1);
        asked.get() > at
    };
    assert!(workspace.build_unless(inputs(files, Levels::default()), &old).is_none(), "nothing was given up");
}

/// What builds leave to later ones, as a cache keeps it.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<BTreeMap<Key, Vec<u8>>>);

impl Kept {
    /// How many of these bytes there are.
    pub(crate) fn count_of(&self, are: impl Fn(&[u8]) -> bool) -> usize {
        self.0.lock().expect("no panic before").values().filter(|bytes| are(bytes)).count()
    }

    pub(crate) fn count(&self) -> usize {
        self.0.lock().expect("no panic before").len()
    }
}

impl Store for Kept {
    fn is_empty(&self) -> bool {
        self.count() == 0
    }

    fn get(&self, key: &Key) -> Option<Vec<u8>> {
        self.0.lock().expect("no panic before").get(key).cloned()
    }

    fn put(&self, key: Key, bytes: &[u8]) {
        self.0.lock().expect("no panic before").insert(key, bytes.to_vec());
    }

    fn finish(&self) {}
}

/// A build that takes pages and texts from earlier ones, and leaves its own to later ones.
pub(crate) fn build_from(pages: &Arc<Kept>, texts: &Arc<Kept>, files: Site) -> Done {
    let (pages, texts) = (Arc::clone(pages) as _, Arc::clone(texts) as _);
    let inputs = Inputs { pages: Some(pages), texts: Some(texts), ..inputs(files, Levels::default()) };
    let Settled { mut findings, value: built } = Workspace::default().build(inputs);
    let (output, found) = (Mutex::new(BTreeMap::new()), Mutex::new(Vec::new()));
    let all = built.render_all(|path, rendered| {
        match rendered {
            Ok(Output::Bytes(bytes)) => {
                output.lock().expect("no panic before").insert(path.to_owned(), bytes);
            }
            Ok(Output::Copy(_)) => {}
            Err(finding) => found.lock().expect("no panic before").push(*finding),
        }
        Ok::<(), Infallible>(())
    });
    let () = all.unwrap_or_else(|never| match never {});
    findings.extend(found.into_inner().expect("no panic before"));
    built.settle(&mut findings);
    Done { built, findings, output: output.into_inner().expect("no panic before") }
}

/// The same in a workspace that may have built other sites.
pub(crate) fn build_in(workspace: &mut Workspace, files: Site, levels: Levels) -> Done {
    render(workspace.build(inputs(files, levels)))
}

fn render(built: Settled<Built>) -> Done {
    let (mut findings, built) = (built.findings, built.value);
    let mut output = BTreeMap::new();
    for path in built.paths() {
        match built.render(path) {
            Some(Ok(Output::Bytes(bytes))) => {
                output.insert(path.to_owned(), bytes);
            }
            Some(Ok(Output::Copy(_))) | None => {}
            Some(Err(finding)) => findings.push(*finding),
        }
    }
    built.settle(&mut findings);
    Done { built, findings, output }
}

fn inputs(mut files: Site, levels: Levels) -> Inputs {
    let published = match files.remove(format!("public/{CHECKLIST_IDS}").as_str()) {
        Some(Content::Text(text)) => text.lines().map(str::to_owned).collect(),
        _ => BTreeSet::new(),
    };
    Inputs {
        files,
        today: TODAY,
        drafts: false,
        base_url: None,
        levels,
        published,
        added: None,
        highlighted: Vec::new(),
        pages: None,
        texts: None,
    }
}

impl Done {
    /// A page as text.
    pub(crate) fn page(&self, path: &str) -> String {
        String::from_utf8(self.output[path].clone()).expect("pages are UTF-8")
    }

    /// The findings as people read them.
    pub(crate) fn human(&self) -> String {
        human(&self.findings, self.built.files(), Style { color: false, width: 120 })
    }
}

/// The part of a page between `<main …>` and `</main>`, which a case compares.
pub(crate) fn main_of(page: &str) -> &str {
    let start = page.find("<main").and_then(|at| Some(at + page[at..].find('>')? + 1)).unwrap_or(0);
    let end = page.rfind("</main>").unwrap_or(page.len());
    &page[start..end]
}
