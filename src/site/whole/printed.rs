//! The whole guide as one page.
//!
//! In: the chapters of a site. Out: one file of HTML with contents before them, style and pictures inside; links lead to
//! places in it. It is meant for a browser's print to PDF: nothing in it runs.

use super::{Chapter, Chapters, Leads, Read};
use crate::parse::raw_html;
use crate::render::escape_html;
use crate::site::Built;
use crate::site::offline::resolved;
use crate::text::{content_type, is_external};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::fmt::Write as _;

/// What the page adds to the style of the site.
const STYLE: &str = "
body.whole { display: block; max-width: 46rem; margin: 0 auto; padding: 1rem; }
.whole .outline, .whole .turn, .whole .breadcrumbs { display: none; }
.whole .contents ol { columns: 2; padding-left: 1.5em; }
.whole .contents li { margin: 0 0 .3em; }
.whole article { break-before: page; padding-top: 1rem; }
@media print { .whole { max-width: none; padding: 0; } .whole .cover { min-height: 60vh; } }
";

impl Built {
    /// Renders the whole guide as one page.
    ///
    /// # Errors
    /// A page that cannot be rendered, or a picture that cannot be read.
    pub fn printed(&self, read: Read<'_>) -> Result<String, String> {
        let chapters = self.chapters(read)?;
        let mut contents = String::new();
        let mut bodies = String::new();
        for (place, chapter) in chapters.all.iter().enumerate() {
            let number = place + 1;
            let body = Moved { site: self, chapter, number, chapters: &chapters, read }.html()?;
            let _ = writeln!(contents, "<li><a href=\"#p{number}\">{}</a></li>", escape_html(&chapter.title));
            let _ = writeln!(bodies, "<article id=\"p{number}\">{body}</article>");
        }
        self.whole(&contents, &bodies, read)
    }

    /// The style sheet of the site.
    pub(super) fn style(&self, read: Read<'_>) -> Result<String, String> {
        let sheet = self.paths().find(|path| path.starts_with("static/theme.") && path.ends_with(".css"));
        sheet.map_or_else(
            || Ok(String::new()),
            |path| Ok(String::from_utf8_lossy(&self.bytes(path, read)?).into_owned()),
        )
    }

    fn whole(&self, contents: &str, bodies: &str, read: Read<'_>) -> Result<String, String> {
        let style = self.style(read)?;
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
}

/// A page that becomes a part of the whole.
pub(super) struct Moved<'a> {
    pub(super) site: &'a Built,
    pub(super) chapter: &'a Chapter,
    pub(super) number: usize,
    pub(super) chapters: &'a Chapters,
    pub(super) read: Read<'a>,
}

impl Moved<'_> {
    /// Its HTML with ids that are its own, links into the whole, and pictures inside.
    pub(super) fn html(&self) -> Result<String, String> {
        let main = &self.chapter.main;
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
        match self.chapters.leads(&self.chapter.path, to) {
            Leads::Outside => None,
            Leads::Elsewhere(file) => {
                Some(self.site.base_url().map_or_else(|| "#".to_owned(), |base| format!("{base}{file}")))
            }
            Leads::Within(place, "") => Some(format!("#p{}", place + 1)),
            Leads::Within(place, part) => Some(format!("#p{}-{part}", place + 1)),
        }
    }

    /// A picture as an address that holds it.
    fn picture(&self, from: &str) -> Result<String, String> {
        let Some(target) = resolved(&self.chapter.path, from).filter(|_| !is_external(from)) else {
            return Ok(from.to_owned());
        };
        let kind = content_type(&target);
        Ok(format!("data:{kind};base64,{}", BASE64_STANDARD.encode(self.site.bytes(&target, self.read)?)))
    }
}
