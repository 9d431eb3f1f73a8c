//! The tree of one Markdown text.
//!
//! In: nothing; `parse::markdown` builds it. Out: blocks and inlines with their byte ranges, which
//! extraction reads and the renderer writes from, in the same order.
//! Does not know which references exist, and is never kept for more than one page at a time.

mod blocked;
mod half;
mod html;
mod ids;
mod outline;
mod walk;

pub(crate) use blocked::{Blocked, blocked, is_blocked, runs};
pub(crate) use half::{Half, half};
pub(crate) use html::{Html, HtmlEdit, HtmlEditKind, HtmlFault};
pub(crate) use ids::{Anchor, By, OURS, PageIds, Part, slug};
pub(crate) use outline::{first_heading, mark_title, plain_text, section_length};
pub(crate) use walk::{Inner, Site, headings_mut, walk};

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;

/// Bytes in the file the text came from.
pub(crate) type Bytes = Range<usize>;

/// A whole text.
#[derive(Debug, Default)]
pub(crate) struct Doc<'a> {
    pub blocks: Vec<Block<'a>>,
    /// HTML comments that speak to prepress.
    pub comments: Vec<Comment<'a>>,
    /// What can be linked to, in the order of the text.
    pub anchors: Vec<Anchor>,
    /// The ids that are given.
    pub ids: PageIds,
    /// What of the text Markdown takes in another way than its author.
    pub remarks: Vec<Remark>,
}

/// Something that is not printed as it was meant.
#[derive(Debug)]
pub(crate) struct Remark {
    pub kind: RemarkKind,
    pub bytes: Bytes,
}

/// What it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RemarkKind {
    /// A footnote that nothing refers to, by its label.
    UnusedNote(String),
    /// A footnote whose label was defined before.
    SecondNote(String),
    /// Cells of a row that the table has no columns for.
    ExtraCells(usize),
    /// A block of code that is not closed.
    OpenFence,
    /// Indented lines that Markdown takes for code, inside an element of this name or with tags and bindings of their own.
    Indented(Option<String>),
    /// A formula that cannot be read, and why.
    Formula(String),
    /// `:::name`, the box of other tools.
    Container(String),
    /// `> [!WORD]` with a word that is no alert.
    UnknownAlert(String),
    /// `[label]: words`, which Markdown takes for the address of a label that nothing uses.
    Definition(String),
    /// `$$` in a line of text.
    Dollars,
    /// `{…}` that ends a heading and was not read.
    Attributes(String),
    /// `{.name}` after a heading, with a name that gives no role.
    UnknownClass(String),
    /// What is wrong with raw HTML.
    Html(HtmlFault),
}

/// `<!-- prepress … -->` and the block that it stands before.
#[derive(Debug)]
pub(crate) struct Comment<'a> {
    pub text: Cow<'a, str>,
    pub bytes: Bytes,
    pub covered: Bytes,
}

/// A section's part in a prep guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Role {
    Tldr,
    Audience,
    Checklist,
    Mistakes,
    Faq,
    Related,
}

impl Role {
    /// Each role with its name (which is its heading class) and the heading texts that give it.
    pub(crate) const ALL: [(Role, &'static str, &'static [&'static str]); 6] = [
        (Role::Tldr, "tldr", &["tl;dr", "tldr", "in short", "summary"]),
        (Role::Audience, "audience", &["who this is for"]),
        (Role::Checklist, "checklist", &["preparation checklist", "checklist"]),
        (Role::Mistakes, "mistakes", &["mistakes to avoid"]),
        (Role::Faq, "faq", &["faq", "frequently asked questions"]),
        (Role::Related, "related", &["related reading"]),
    ];

    pub(crate) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(role, ..)| *role == self).map_or("", |(_, name, _)| name)
    }

    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n, _)| *n == name).map(|(role, ..)| *role)
    }
}

#[derive(Debug)]
pub(crate) enum Block<'a> {
    Paragraph(Vec<Inline<'a>>),
    /// Text of a tight list item: no paragraph around it.
    Plain(Vec<Inline<'a>>),
    Heading(Heading<'a>),
    List {
        start: Option<u64>,
        items: Vec<Item<'a>>,
    },
    Quote {
        alert: Option<&'static str>,
        blocks: Vec<Block<'a>>,
    },
    Code(Code<'a>),
    Table {
        aligns: Vec<Align>,
        head: Vec<Vec<Inline<'a>>>,
        rows: Vec<Vec<Vec<Inline<'a>>>>,
    },
    /// The lines of a block, and ends of what a text leaves open.
    Html(Vec<Html<'a>>),
    Footnote {
        label: Cow<'a, str>,
        blocks: Vec<Block<'a>>,
    },
    Definitions(Vec<Definition<'a>>),
    Rule,
}

#[derive(Debug)]
pub(crate) struct Heading<'a> {
    pub level: u8,
    /// Unique on the page.
    pub id: String,
    pub role: Option<Role>,
    /// It says the title of its page, which stands above the text.
    pub is_title: bool,
    pub content: Vec<Inline<'a>>,
    pub bytes: Bytes,
}

#[derive(Debug)]
pub(crate) struct Item<'a> {
    /// Whether the box is ticked, for task lists.
    pub task: Option<bool>,
    /// The id of a box, `{#sleep}` at the end of its words, and the bytes of all that.
    pub id: Option<(String, Bytes)>,
    pub blocks: Vec<Block<'a>>,
}

#[derive(Debug)]
pub(crate) struct Code<'a> {
    /// The first word of the info string.
    pub language: String,
    pub text: Cow<'a, str>,
    /// The whole block with its fences.
    pub bytes: Bytes,
    /// The text between the fences, when it stands in the file as it is.
    pub body: Option<Bytes>,
}

#[derive(Debug)]
pub(crate) enum Definition<'a> {
    Term(Vec<Inline<'a>>),
    Meaning(Vec<Block<'a>>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    None,
    Left,
    Center,
    Right,
}

#[derive(Debug)]
pub(crate) enum Inline<'a> {
    Text {
        text: Cow<'a, str>,
        bytes: Bytes,
    },
    Code {
        text: Cow<'a, str>,
        bytes: Bytes,
    },
    /// A formula in TeX; `display` in a line of its own.
    Math {
        tex: Cow<'a, str>,
        display: bool,
        bytes: Bytes,
    },
    Emphasis(Vec<Inline<'a>>),
    Strong(Vec<Inline<'a>>),
    Strike(Vec<Inline<'a>>),
    Link(Link<'a>),
    Image {
        target: Cow<'a, str>,
        title: Cow<'a, str>,
        alt: Vec<Inline<'a>>,
        bytes: Bytes,
    },
    Html(Html<'a>),
    FootnoteRef(Cow<'a, str>),
    SoftBreak,
    HardBreak,
}

#[derive(Debug)]
pub(crate) struct Link<'a> {
    pub form: LinkForm,
    /// As written, after Markdown's escapes and entities.
    pub target: Cow<'a, str>,
    pub title: Cow<'a, str>,
    pub content: Vec<Inline<'a>>,
    /// The whole link with its brackets.
    pub bytes: Bytes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkForm {
    /// `[words](target)` in any of CommonMark's forms.
    Bracketed,
    /// `<target>`.
    Auto,
    /// `[[target]]` or `[[target|words]]`.
    Wiki { words: bool },
}
