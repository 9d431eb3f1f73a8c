//! The whole guide as one page.
//!
//! In: a site that is ready for rendering, and how a file of it is read. Out: one file of HTML with the pages in reading
//! order, contents before them and the ledgers and sources after them, style and pictures inside; links lead to places in
//! it. It is meant for a browser's print to PDF: nothing in it runs. Pages that authors did not write and that hold no
//! evidence (search, tags, lists) are left out.

use super::offline::resolved;
use super::{Built, Output};
use crate::diag::Diagnostic;
use crate::parse::raw_html;
use crate::render::{escape_html, paths::SOURCES};
use crate::text::{content_type, is_external};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

/// What the page adds to the style of the site.
const STYLE: &str = "
body.whole { display: block; max-width: 46rem; margin: 0 auto; padding: 1rem; }
.whole .outline, .whole .turn, .whole .breadcrumbs { display: none; }
.whole .contents ol { columns: 2; padding-left: 1.5em; }
.whole .contents li { margin: 0 0 .3em; }
.whole article { break-before: page; padding-top: 1rem; }
@media print { .whole { max-width: none; padding: 0; } .whole .cover { min-height: 60vh; } }
";

/// Reads a file of the site by its path below the root.
pub type Read<'r> = &'r (dyn Fn(&str) -> std::io::Result<Vec<u8>> + Sync);

/// A page of the whole: where it stands in the output, and its number.
type Numbers = BTreeMap<String, usize>;

impl Built {
    /// Renders the whole guide as one page.
    ///
    /// # Errors
    /// A page that cannot be rendered, or a picture that cannot be read.
    pub fn printed(&self, read: Read<'_>) -> Result<String, String> {
        let order = self.checked.sections().order.iter();
        let mut paths: Vec<&str> = order.map(|page| self.checked.pages[*page].out.as_str()).collect();
        // An author's page may lie where ledgers do.
        let written: BTreeSet<&str> = paths.iter().copied().collect();
        let evidence =
            |path: &&str| path.starts_with("facts/") && path.ends_with(".html") || *path == SOURCES;
        paths.extend(self.paths().filter(evidence).filter(|path| !written.contains(path)));
        let numbers: Numbers =
            paths.iter().enumerate().map(|(number, path)| ((*path).to_owned(), number + 1)).collect();
        let mut contents = String::new();
        let mut bodies = String::new();
        for path in paths {
            let number = numbers[path];
            let html = String::from_utf8(self.bytes(path, read)?).map_err(|error| error.to_string())?;
            let main =
                main_of(&html).ok_or_else(|| format!("the template of {path} has no `main` element"))?;
            let body = Moved { site: self, path, number, numbers: &numbers, read }.html(main)?;
            let title = heading(main).unwrap_or_else(|| escape_html(path));
            let _ = writeln!(contents, "<li><a href=\"#p{number}\">{title}</a></li>");
            let _ = writeln!(bodies, "<article id=\"p{number}\">{body}</article>");
        }
        self.whole(&contents, &bodies, read)
    }

    fn whole(&self, contents: &str, bodies: &str, read: Read<'_>) -> Result<String, String> {
        let sheet = self.paths().find(|path| path.starts_with("static/theme.") && path.ends_with(".css"));
        let style = match sheet {
            Some(path) => String::from_utf8_lossy(&self.bytes(path, read)?).into_owned(),
            None => String::new(),
        };
        let (config, title) = (&self.checked.config, escape_html(self.title()));
        let about = config
            .description
            .as_deref()
            .map_or_else(String::new, |text| format!("<p>{}</p>", escape_html(text)));
        let address = self.base_url().map_or_else(String::new, |url| format!("<p>{}</p>", escape_html(url)));
        Ok(format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n\
             <title>{title}</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <style>{style}{STYLE}</style>\n</head>\n<body class=\"whole\">\n\
             <header class=\"cover\"><h1>{title}</h1>{about}<p>{today}</p>{address}</header>\n\
             <nav class=\"contents\"><h2>Contents</h2><ol>\n{contents}</ol></nav>\n{bodies}</body>\n</html>\n",
            lang = escape_html(&config.language),
            today = self.checked.today,
        ))
    }

    /// The bytes at a path of the output.
    fn bytes(&self, path: &str, read: Read<'_>) -> Result<Vec<u8>, String> {
        let rendered = self.render(path).ok_or_else(|| format!("{path} is not in the output"))?;
        bytes_of(rendered, read)
    }

    /// All files of the output with their bytes, by path.
    ///
    /// # Errors
    /// A page that cannot be rendered, or a file that cannot be read.
    pub fn all_files(&self, read: Read<'_>) -> Result<BTreeMap<String, Vec<u8>>, String> {
        let files: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::default();
        self.render_all(|path, rendered| {
            let bytes = bytes_of(rendered, read)?;
            let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
            files.insert(path.to_owned(), bytes);
            Ok::<(), String>(())
        })?;
        Ok(files.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The bytes of what was rendered, or those of the file that is copied.
fn bytes_of(rendered: Result<Output, Box<Diagnostic>>, read: Read<'_>) -> Result<Vec<u8>, String> {
    match rendered.map_err(|finding| finding.message)? {
        Output::Bytes(bytes) => Ok(bytes),
        Output::Copy(from) => read(&from).map_err(|error| format!("cannot read {from}: {error}")),
    }
}

/// What stands in the `main` element of a page.
fn main_of(html: &str) -> Option<&str> {
    let begin = html.find("<main")?;
    let start = begin + html[begin..].find('>')? + 1;
    let end = html.rfind("</main>")?;
    html.get(start..end)
}

/// The text of the first heading, as HTML without tags.
fn heading(main: &str) -> Option<String> {
    let begin = main.find("<h1")?;
    let start = begin + main[begin..].find('>')? + 1;
    let end = start + main[start..].find("</h1>")?;
    let pieces = main[start..end].split('<').enumerate();
    Some(
        pieces
            .map(
                |(at, piece)| {
                    if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) }
                },
            )
            .collect(),
    )
}

/// A page that becomes a part of the whole.
struct Moved<'a> {
    site: &'a Built,
    path: &'a str,
    number: usize,
    numbers: &'a Numbers,
    read: Read<'a>,
}

impl Moved<'_> {
    /// Its HTML with ids that are its own, links into the whole, and pictures inside.
    fn html(&self, main: &str) -> Result<String, String> {
        let mut out = String::with_capacity(main.len());
        let mut end = 0;
        for attribute in raw_html::attributes(main) {
            let Some(value) = self.value(&attribute)? else { continue };
            out.push_str(&main[end..attribute.bytes.start]);
            out.push_str(&escape_html(&value));
            end = attribute.bytes.end;
        }
        out.push_str(&main[end..]);
        Ok(out)
    }

    /// Another value for an attribute, where it needs one.
    fn value(&self, attribute: &raw_html::OfElement) -> Result<Option<String>, String> {
        let own = |id: &str| format!("p{}-{id}", self.number);
        let each = |ids: &str| ids.split_whitespace().map(own).collect::<Vec<_>>().join(" ");
        Ok(match (attribute.element.as_str(), attribute.name.as_str()) {
            (_, "id") => Some(own(&attribute.value)),
            (
                _,
                "for" | "aria-labelledby" | "aria-describedby" | "aria-controls" | "popovertarget"
                | "headers",
            ) => Some(each(&attribute.value)),
            ("input" | "details", "name") => Some(own(&attribute.value)),
            ("a" | "area", "href") => self.link(&attribute.value),
            ("img" | "source", "src") => Some(self.picture(&attribute.value)?),
            (_, "srcset") => Some(String::new()),
            _ => None,
        })
    }

    /// Where a link of the page leads in the whole; one to a page that is left out leads to the web.
    fn link(&self, to: &str) -> Option<String> {
        if is_external(to) {
            return None;
        }
        let (file, part) = to.split_once('#').unwrap_or((to, ""));
        let target = if file.is_empty() { self.path.to_owned() } else { resolved(self.path, file)? };
        let Some(number) = self.numbers.get(&target) else {
            return Some(
                self.site.base_url().map_or_else(|| "#".to_owned(), |base| format!("{base}{target}")),
            );
        };
        Some(if part.is_empty() { format!("#p{number}") } else { format!("#p{number}-{part}") })
    }

    /// A picture as an address that holds it.
    fn picture(&self, from: &str) -> Result<String, String> {
        let Some(target) = resolved(self.path, from).filter(|_| !is_external(from)) else {
            return Ok(from.to_owned());
        };
        let kind = content_type(&target);
        Ok(format!("data:{kind};base64,{}", BASE64_STANDARD.encode(self.site.bytes(&target, self.read)?)))
    }
}
