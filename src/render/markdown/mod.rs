//! An author's text for the Markdown export of a page.
//!
//! In: what authors wrote in Markdown. Out: the same with what reads differently outside the site. Whatever the
//! site makes itself, pages and views, is written by templates (`*.md`) over the values that the HTML has too;
//! nothing of that is here. What only a script does (filters, timers, ticks) is left out, and so are the pages
//! that are nothing without one.

mod edit;

pub(crate) use edit::Editor;

use super::html::{Failed, Meaning, Writer};
use super::{Output, Site, escape};
use crate::check::CheckedSnippet;
use crate::parse::{Roles, markdown};
use crate::text::{id_address, one_line};

/// Where the Markdown of a page stands: beside its HTML.
pub(crate) fn path_of(out: &str) -> String {
    format!("{}.md", out.strip_suffix(".html").unwrap_or(out))
}

/// A text of a data file on one line.
pub(super) fn snippet(writer: &mut Writer<'_>, snippet: &CheckedSnippet) -> Result<String, Failed> {
    let meaning = Meaning { links: &snippet.links, claims: &snippet.claims, views: &[], page: None };
    let whole = 0..snippet.text.len();
    let (doc, _) = markdown::parse(&snippet.text, whole.clone(), &Roles::default());
    let mut inner = Writer::new(writer.site, meaning, writer.root, writer.evidence);
    inner.output = Output::Markdown;
    Ok(one_line(&Editor::new(&mut inner, &snippet.text, whole).text(&doc)?))
}

/// The address of a page from the page below `root`: that of its Markdown, where it has one.
pub(crate) fn address(site: &Site<'_>, root: &str, path: &str, anchor: Option<&str>) -> String {
    let path = site.shared.exported_path(path).unwrap_or_else(|| path.to_owned());
    let anchor = anchor.map_or_else(String::new, |id| format!("#{}", id_address(id)));
    format!("{root}{}{anchor}", escape::path(&path))
}

#[cfg(test)]
mod tests {
    use crate::doc::{Block, plain_text};
    use crate::parse::{Roles, markdown};
    use crate::text::escaped_markdown;

    #[test]
    fn escaped_words_are_read_as_they_were() {
        for plain in [
            "*a* _b_ `c` [d](e) <i>f</i> &amp; ~~g~~ $h$ https://i.example",
            "# h",
            "12. i",
            "- j",
            "> k",
            "l\\",
            "a|b",
            "[^m] ![n](o) {#p}",
        ] {
            let text = escaped_markdown(plain);
            let (doc, _) = markdown::parse(&text, 0..text.len(), &Roles::default());
            let [Block::Paragraph(run)] = doc.blocks.as_slice() else { panic!("{text} is no paragraph") };
            assert_eq!(plain_text(run), plain, "{text}");
        }
    }
}
