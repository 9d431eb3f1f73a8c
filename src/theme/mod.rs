//! Themes: templates, static files, and what a theme says of its layout.
//!
//! In: the default theme embedded in the program, and the files that a site lays over it. Out: a
//! [`Theme`] that renders templates by name, and findings for templates that do not parse or meet
//! a field that is not there. The only user of `tera` beside the values that pages hand over.
//! Does not know which pages exist.

mod bounded;
mod embedded;
mod errors;
mod fields;
mod filters;
mod layout;
mod loops;
mod stamp;
mod statics;
mod tags;
mod templates;
mod value;

use layout::Layout;
pub(crate) use layout::Room;
pub(crate) use statics::{ICONS, KEEPER};
pub(crate) use templates::warm_up;
pub(crate) use value::{Common, Prose, changed, prose, push_bytes};

use crate::diag::{Diagnosed, Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::Config;
use crate::text::{FileId, FilePath, Files, Span};
use bounded::Bounded;
use loops::Clock;
use serde::Serialize;
use statics::Static;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use templates::{Templates, Texts};
use tera::{Context, Value};

/// The name of the theme in the program.
const DEFAULT: &str = "default";
/// The template of the contents beside each page, and that of one page in them.
const CONTENTS: &str = "base/contents.html";
const ENTRY: &str = "base/entry.html";
/// The contents where they are not made from the values of each page.
const WHOLE_CONTENTS: &str = "base/contents.html, whole";
/// What stands in the place of the default theme's contents: they were made before the page.
const PREPARED_CONTENTS: &str = "{{ prepared_contents | safe }}";
/// The files of the default theme: path and bytes.
pub(crate) fn originals() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    embedded::FILES.iter().copied()
}

/// The text of a template of the default theme.
fn original(name: &str) -> Option<&'static [u8]> {
    originals().find(|(path, _)| path.strip_prefix("templates/") == Some(name)).map(|(_, bytes)| bytes)
}

/// A file of the default theme as it is put into a site.
pub(crate) fn stamped(name: &str, bytes: &[u8]) -> Vec<u8> {
    stamp::stamped(name, bytes)
}

/// Reports a copy whose original has changed since it was made.
fn outdated(file: &ThemeFile, findings: &mut Findings) {
    let Some((hash, at)) = file.text.as_deref().and_then(stamp::read) else { return };
    let message = match originals().find(|(name, _)| *name == file.path) {
        Some((_, bytes)) if stamp::hash(bytes) == hash => return,
        Some(_) => format!("the original of `{}` has changed since this copy was made", file.path),
        None => format!("the default theme has no `{}` any more", file.path),
    };
    let finding = Diagnostic::new(&lints::EJECTED_FILE_OUTDATED, Span::new(file.file, at), message);
    findings.report(finding.help(
        "move this file away, eject it again and apply your changes to the new copy; or delete the stamp, the first line",
    ));
}

/// From the path of a page to that of its Markdown, where it has one.
pub(crate) type Exported = fn(&str) -> Option<String>;

/// Templates and static files, ready for use.
pub(crate) struct Theme {
    templates: Arc<Templates>,
    /// Template name to the file that findings point at.
    sources: BTreeMap<String, FileId>,
    /// Template name to its text.
    texts: BTreeMap<String, Arc<str>>,
    /// The templates that the site brings.
    own: BTreeSet<String>,
    /// Static files: name to bytes, or to a file of the site.
    statics: BTreeMap<String, Static>,
    layout: Layout,
    /// Whether the guide prints curled quotation marks.
    curls: bool,
    /// Why no template can be rendered, when one of them does not parse.
    broken: Option<Diagnostic>,
}

/// A file of a site's theme: path below `themes/<name>/`, and its text if it is one.
#[derive(PartialEq)]
pub(crate) struct ThemeFile {
    pub path: String,
    pub file: FileId,
    pub text: Option<Arc<str>>,
    /// Path below the site's root.
    pub source: FilePath,
}

/// The texts of the default theme in a table of files, by path.
pub(crate) struct Embedded(BTreeMap<&'static str, (FileId, Arc<str>)>);

impl Embedded {
    /// How many files it put into the table.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}

/// Begins the paths that findings give to files of the default theme.
pub(crate) const EMBEDDED: &str = "(default theme)/";

impl Theme {
    /// Adds the texts of the default theme to `files`, so that findings can show them.
    pub(crate) fn register(files: &mut Files) -> Embedded {
        let text = |bytes: &[u8]| -> Arc<str> { String::from_utf8_lossy(bytes).into() };
        let shown = embedded::FILES.iter().filter(|(path, _)| !path.starts_with("static/"));
        let add = |(path, bytes): &(&'static str, &[u8])| {
            let (name, text) = (FilePath::new(format!("{EMBEDDED}{path}")), text(bytes));
            (*path, (files.add(name, Arc::clone(&text)), text))
        };
        Embedded(shown.map(add).collect())
    }

    /// Loads the default theme with a site's files laid over it. `exported` tells templates which pages have Markdown; it
    /// is always the same. The templates of the theme `before` are taken if they are the same, too.
    pub(crate) fn load(
        config: &Config,
        overlay: &[ThemeFile],
        exported: Exported,
        own: &Embedded,
        before: Option<&Self>,
    ) -> Diagnosed<Self> {
        let mut findings = Findings::default();
        let mut templates = Texts::new();
        let mut statics: BTreeMap<String, Static> = BTreeMap::new();
        let (mut layout, mut brought) = (Layout::default(), BTreeSet::new());
        for (path, bytes) in embedded::FILES {
            match (path.strip_prefix("templates/"), path.strip_prefix("static/"), own.0.get(path)) {
                (Some(name), _, Some(shown)) => {
                    templates.insert(name.to_owned(), shown.clone());
                }
                // Only guides that browsers keep have them.
                (_, Some(name), _) if !config.app && statics::of_app(name) => {}
                (_, Some(name), _) => {
                    statics.insert(name.to_owned(), Static::of(name, *bytes));
                }
                (_, _, Some((file, text))) if *path == layout::FILE => {
                    layout = layout::layout(*file, text, layout).collect_into(&mut findings);
                }
                _ => {}
            }
        }
        for file in overlay {
            outdated(file, &mut findings);
            if let Err(error) = FilePath::check_portable(&file.path)
                && file.path.starts_with("static/")
            {
                let message = format!("`{}` cannot be a path of the site", FilePath::visible(&file.path));
                let finding = Diagnostic::new(&lints::UNSAFE_PATH, Span::whole(file.file), message);
                findings.report(finding.label(error.to_string()).help("give the file another name"));
                continue;
            }
            if let Some(text) = file.text.as_ref().filter(|_| file.path == layout::FILE) {
                layout = layout::layout(file.file, text, layout).collect_into(&mut findings);
            }
            match (file.path.strip_prefix("templates/"), file.path.strip_prefix("static/"), &file.text) {
                (Some(name), _, Some(text)) => {
                    if text.trim().is_empty() && !name.contains('/') {
                        let message = format!("the template `{name}` is empty");
                        findings.report(
                            Diagnostic::new(&lints::TEMPLATE_ERROR, Span::whole(file.file), message)
                                .help("delete the file to use the default theme's, or copy that with `prepress theme eject`"),
                        );
                    }
                    templates.insert(name.to_owned(), (file.file, Arc::clone(text)));
                    brought.insert(name.to_owned());
                }
                (_, Some(name), Some(text)) => {
                    statics.insert(name.to_owned(), Static::of(name, text.as_bytes().to_vec()));
                }
                (_, Some(name), None) => {
                    statics.insert(name.to_owned(), Static::copy(name, file.source.to_string()));
                }
                _ => {}
            }
        }
        if let Some(name) = config.theme.as_ref().filter(|name| name.value != DEFAULT && overlay.is_empty()) {
            let message = format!("unknown theme `{}`", name.value);
            findings.report(
                Diagnostic::new(&lints::UNKNOWN_THEME, name.span, message)
                    .help(format!("create `themes/{}/templates`, or set `theme: default`", name.value)),
            );
        }
        let sources = templates.iter().map(|(name, (file, _))| (name.clone(), *file)).collect();
        let texts = templates.iter().map(|(name, (_, text))| (name.clone(), Arc::clone(text))).collect();
        let mut theme = Self {
            templates: Arc::default(),
            sources,
            texts,
            own: brought,
            statics,
            layout,
            curls: config.curls_quotes(),
            broken: None,
        };
        match before.filter(|before| before.texts == theme.texts && before.sources == theme.sources) {
            Some(before) => {
                theme.templates = Arc::clone(&before.templates);
                theme.broken.clone_from(&before.broken);
            }
            None => {
                let (ready, error) = Templates::of(&templates, exported);
                theme.templates = Arc::new(ready);
                theme.broken = error.map(|error| theme.finding(&error, &lints::TEMPLATE_SYNTAX, ""));
            }
        }
        findings.extend(theme.broken.clone());
        Diagnosed::new(theme, findings)
    }

    /// Whether all templates are those of the program.
    pub(crate) fn is_shipped(&self) -> bool {
        self.templates.are_shipped()
    }

    /// Whether the contents are those of the default theme, whose pages share most of them: then pages want them ready.
    pub(crate) fn prepares_contents(&self) -> bool {
        self.templates.prepare_contents()
    }

    /// The contents, or one page in them, from the values of a page.
    pub(crate) fn contents(&self, entry: bool, context: &Context) -> Result<String, Box<Diagnostic>> {
        self.page(if entry { ENTRY } else { WHOLE_CONTENTS }, context, "")
    }

    /// Whether another theme has templates and static files of the same names.
    pub(crate) fn has_names_of(&self, other: &Self) -> bool {
        self.sources.keys().eq(other.sources.keys()) && self.statics.keys().eq(other.statics.keys())
    }

    /// Reports fields of `root` that templates name and that are nowhere, also where a condition would
    /// quietly be false. The answer has their places. The default theme's templates name no such field: only a debug
    /// build, which the tests are, looks through them, too.
    pub(crate) fn check_fields(
        &self,
        root: &str,
        known: &[String],
        findings: &mut Findings,
    ) -> BTreeMap<Span, Reported> {
        let mut faulty = BTreeMap::new();
        let looked_at = |name: &String| cfg!(debug_assertions) || self.own.contains(name);
        for (name, text) in self.texts.iter().filter(|(name, _)| looked_at(name)) {
            for range in fields::unknown(text, root, known) {
                let field = &text[range.clone()];
                let message = format!("`{root}` has no field `{field}`");
                let near = crate::text::did_you_mean(field, known.iter().map(String::as_str));
                let help = near.map_or_else(
                    || format!("its fields are {}", known.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                let span = Span::new(self.sources[name], range);
                let finding = Diagnostic::new(&lints::TEMPLATE_ERROR, span, message).help(help);
                faulty.insert(span, findings.report(finding));
            }
        }
        faulty
    }

    /// A hash of all that what is made with it rests on: the same templates, the same layout.
    pub(crate) fn print(&self) -> [u8; 32] {
        let own: Vec<_> = self.own.iter().map(|name| (name, self.texts.get(name))).collect();
        let Layout { room, paper } = &self.layout;
        *blake3::hash(format!("{own:?}{room:?}{paper:?}{}", self.curls).as_bytes()).as_bytes()
    }

    /// Room for notes beside the text; none where the theme has no margin.
    pub(crate) fn room(&self) -> Option<Room> {
        self.layout.room
    }

    /// The colour of the page by day, `#` and six hexadecimal digits.
    pub(crate) fn paper(&self) -> Option<&str> {
        self.layout.paper.as_deref()
    }

    /// A view as templates see it, with its prose as it is printed.
    pub(crate) fn value<T: Serialize + ?Sized>(&self, view: &T) -> Value {
        value::of(view, self.curls)
    }

    /// Whether a page may name this template.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.sources.contains_key(name) && name.ends_with(".html") && !name.contains('/')
    }

    /// Names that pages may choose from.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str).filter(|name| self.has(name))
    }

    /// Renders a template of a page. `source` is the content file, for findings.
    pub(crate) fn page(
        &self,
        name: &str,
        context: &Context,
        source: &str,
    ) -> Result<String, Box<Diagnostic>> {
        match &self.broken {
            Some(finding) => Err(Box::new(finding.clone())),
            None => {
                let (mut page, clock) = (Bounded::new(), Clock::start());
                match self.templates.render_to(name, context, &mut page) {
                    Ok(()) => Ok(page.into_page()),
                    Err(error) => Err(Box::new(match page.stopped {
                        Some(why) => self.stopped(name, why, source),
                        None if clock.ran_out() => self.endless(&error, bounded::too_long(), source),
                        None if error.to_string().contains(loops::TOO_LARGE) => {
                            self.endless(&error, loops::TOO_LARGE.to_owned(), source)
                        }
                        None => self.failed(&error, context, source),
                    })),
                }
            }
        }
    }

    /// A template that ran away, at its first loop.
    fn stopped(&self, name: &str, why: String, source: &str) -> Diagnostic {
        const LOOPS: [&str; 2] = ["{% for", "{%- for"];
        let text = self.texts.get(name).map_or("", |text| text);
        let first = LOOPS.iter().filter_map(|word| Some((text.find(word)?, word.len()))).min();
        let file = self.file_of(Some(name));
        let span = first.map_or_else(|| Span::whole(file), |(at, length)| Span::new(file, at..at + length));
        let finding = Diagnostic::new(&lints::TEMPLATE_ERROR, span, why);
        while_rendering(finding.help("look for loops inside loops"), source)
    }

    /// A loop that the clock ended, or a value that grew too large.
    fn endless(&self, error: &tera::Error, why: String, source: &str) -> Diagnostic {
        let mut finding = self.finding(error, &lints::TEMPLATE_ERROR, source);
        let text = self.text_of(finding.span.file);
        let end = finding.span.range().start;
        // The call stands behind the tag.
        if let Some(start) = text.get(..end).and_then(|head| head.rfind("{%")) {
            finding.span = Span::new(finding.span.file, start..end);
        }
        finding.message = why;
        finding.help("look for loops inside loops, and for values that grow in them")
    }

    /// The text of a template's file.
    fn text_of(&self, file: FileId) -> &str {
        let name = self.sources.iter().find(|(_, own)| **own == file).map(|(name, _)| name);
        name.and_then(|name| self.texts.get(name)).map_or("", |text| text)
    }

    /// The file of a template; the first there is, where an error names none.
    fn file_of(&self, name: Option<&str>) -> FileId {
        let own = name.and_then(|name| self.sources.get(name));
        *own.or_else(|| self.sources.values().next()).expect("the default theme has templates")
    }

    /// Renders a component into `out`.
    pub(crate) fn component<T: Serialize>(
        &self,
        name: &str,
        root: &str,
        it: &T,
        out: &mut String,
    ) -> Result<(), Box<Diagnostic>> {
        let name = format!("components/{name}");
        let mut context = Context::new();
        context.insert_value("root", Value::normal_string(root));
        context.insert_value("it", self.value(it));
        out.push_str(&self.page(&name, &context, "")?);
        Ok(())
    }

    /// A template that met something it cannot use; a field that is not there gets a suggestion.
    fn failed(&self, error: &tera::Error, context: &Context, source: &str) -> Diagnostic {
        let mut finding = self.finding(error, &lints::TEMPLATE_ERROR, source);
        let path = self.path_at(finding.span);
        if let Some((message, near)) = errors::unknown_field(&finding.message, path, context) {
            // Tera points at the first name of `page.title`, and at the last when it prints it.
            if message != finding.message {
                let start = finding.span.range().start;
                let last = path.rfind('.').map_or(0, |at| at + 1);
                finding.span = Span::new(finding.span.file, start + last..start + path.len());
                finding.message = message;
            }
            if let Some(near) = near {
                finding = finding.help(format!("did you mean `{near}`?"));
            }
        }
        finding
    }

    /// The name with its fields, `page.title`, that stands where a finding begins.
    fn path_at(&self, span: Span) -> &str {
        let text = self.text_of(span.file).get(span.range().start..).unwrap_or("");
        let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'));
        &text[..end.unwrap_or(text.len())]
    }

    fn finding(&self, error: &tera::Error, lint: &'static lints::Lint, source: &str) -> Diagnostic {
        let mut fault = errors::fault(error);
        if let Some((name, ticking)) =
            fault.template.as_ref().and_then(|name| Some((name, self.templates.ticking(name)?)))
        {
            let text = self.texts.get(name).map_or("", |text| text);
            fault.range = fault.range.map(|range| ticking.original(&range));
            fault.place = fault.place.map(|place| ticking.place(text, place));
        }
        let file = self.file_of(fault.template.as_deref());
        let placed = || {
            let text = self.texts.get(fault.template.as_ref()?)?;
            Some(named(text, fault.place?, &fault.message))
        };
        let range = fault.range.clone().or_else(placed);
        let span = range.map_or_else(|| Span::whole(file), |range| Span::new(file, range));
        if fault.message == "unknown tag"
            && let Some(text) = fault.template.as_ref().and_then(|name| self.texts.get(name))
            && let Some(unpaired) = tags::unpaired(text, span.range().start)
        {
            let mut finding = Diagnostic::new(lint, Span::new(file, unpaired.range), unpaired.message);
            finding.help.extend(unpaired.help);
            return match unpaired.shows {
                Some((range, words)) => finding.related(Span::new(file, range), words),
                None => finding,
            };
        }
        let near = self.near(&fault.message);
        let mut finding = Diagnostic::new(lint, span, fault.message);
        if let Some(near) = near {
            finding = finding.help(format!("did you mean `{near}`?"));
        }
        while_rendering(finding, source)
    }

    /// The template, block or component nearest to one that an error calls unknown.
    fn near(&self, message: &str) -> Option<String> {
        let name = message.split('`').nth(1)?;
        let declared = |keyword: &'static str| {
            let words = self.texts.values().flat_map(move |text| text.split(keyword).skip(1));
            words.filter_map(|rest| rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next())
        };
        let known: Vec<&str> = if message.starts_with("unknown template") {
            self.sources.keys().map(String::as_str).collect()
        } else if message.starts_with("block ") {
            declared("{% block ").filter(|block| *block != name).collect()
        } else if message.starts_with("unknown component") {
            declared("component ").collect()
        } else {
            return None;
        };
        crate::text::did_you_mean(name, known).map(str::to_owned)
    }
}

/// Says which page was made, if one was.
fn while_rendering(finding: Diagnostic, source: &str) -> Diagnostic {
    if source.is_empty() { finding } else { finding.note(format!("while rendering {source}")) }
}

/// The first byte of a line; they count from 1.
fn line_start(text: &str, line: usize) -> usize {
    text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum()
}

/// The bytes of what an error names, at a line and column of a template; both count from 1.
fn named(text: &str, (line, column): (usize, usize), message: &str) -> Range<usize> {
    let start = line_start(text, line);
    let rest = text.get(start..).unwrap_or("");
    let own = rest.lines().next().unwrap_or("");
    let at = own.char_indices().nth(column.saturating_sub(1)).map_or(own.len(), |(at, _)| at);
    let name = message.split('`').nth(1).unwrap_or("");
    // The error may point at what stands before the name.
    match own.get(at..).and_then(|rest| rest.find(name)).filter(|_| !name.is_empty()) {
        Some(more) => start + at + more..start + at + more + name.len(),
        None => start + at..(start + at + 1).min(text.len()),
    }
}
