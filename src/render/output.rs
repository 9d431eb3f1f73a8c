//! The forms in which the same page is written.
//!
//! In: the name of a template. Out: its name in a form. Every form of a page sees the same values; only texts in
//! Markdown of an author differ, which are written for the form that is asked for.

/// What a page or a view is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    Html,
    /// The export of the page.
    Markdown,
}

impl Output {
    /// The template of a page or of a component in this form, named by the one for HTML: `ledger.html` or
    /// `ledger.md`.
    pub(crate) fn template(self, html: &str) -> String {
        match self {
            Self::Html => html.to_owned(),
            Self::Markdown => format!("{}.md", html.strip_suffix(".html").unwrap_or(html)),
        }
    }

    /// A line of text as a block.
    pub(crate) fn paragraph(self, text: String) -> String {
        match self {
            Self::Html => format!("<p>{text}</p>"),
            Self::Markdown => text,
        }
    }
}
