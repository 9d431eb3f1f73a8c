//! Pages: their kinds and what their front matter says.

use super::{Allow, PartialDate};
use crate::text::Spanned;

/// What a page is. Adding a variant makes the compiler ask for its front matter and its view; the
/// template has the kind's name.
#[derive(Debug, Clone, PartialEq)]
pub enum PageKind {
    /// Prose.
    Article,
    /// Subjects × attributes from facts.
    Comparison(ComparisonSpec),
    /// One checklist of `data/checklists/`, named by its id.
    Checklist(Spanned<String>),
    /// The site's front page: `content/index.md`.
    Home,
    /// The page of a folder: its `index.md`.
    Section,
}

impl PageKind {
    /// The kinds an author may write.
    pub const NAMES: &'static [&'static str] = &["article", "comparison", "checklist", "home", "section"];

    /// The word for `kind:`, which is also the template's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Comparison(_) => "comparison",
            Self::Checklist(_) => "checklist",
            Self::Home => "home",
            Self::Section => "section",
        }
    }
}

/// What a comparison shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ComparisonSpec {
    /// Subject ids, in column order.
    pub subjects: Vec<Spanned<String>>,
    /// Rows, in groups.
    pub groups: Vec<RowGroup>,
}

/// Rows of a comparison under one heading.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RowGroup {
    /// The heading; the first rows may have none.
    pub label: Option<String>,
    /// Attribute references, with qualifiers where wanted: `total-comp@level=l5`.
    pub attributes: Vec<Spanned<String>>,
}

/// For whom a page is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Audience {
    /// Who gains from it.
    pub for_whom: Option<String>,
    /// Who does not.
    pub not_for: Option<String>,
}

/// A figure in a title or description, bound by `claims:` since front matter is not Markdown.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldClaim {
    /// `title` or `description`.
    pub field: Spanned<String>,
    /// The words as they stand in the field.
    pub words: Spanned<String>,
    /// What they are bound to: `netflix-pmm/total-comp`, `source:id`, `none: idiom`.
    pub target: Spanned<String>,
}

/// The front matter of one page.
#[derive(Debug, Clone)]
pub struct FrontMatter {
    /// The page's title.
    pub title: Spanned<String>,
    /// One sentence for lists and search results.
    pub description: Option<Spanned<String>>,
    /// What the page is.
    pub kind: PageKind,
    /// The default subject of the page's claims.
    pub subject: Option<Spanned<String>>,
    /// Further subjects the page is about.
    pub subjects: Vec<Spanned<String>>,
    /// Tags, as written.
    pub tags: Vec<Spanned<String>>,
    /// Place among the pages of its section; pages without one follow by title.
    pub order: Option<i64>,
    /// Replaces the file's name in the page's path.
    pub slug: Option<Spanned<String>>,
    /// Old paths that redirect here.
    pub aliases: Vec<Spanned<String>>,
    /// Left out unless asked for.
    pub draft: bool,
    /// Left out before this day.
    pub publish: Option<PartialDate>,
    /// Left out after this day.
    pub expires: Option<PartialDate>,
    /// When the text was last changed in substance.
    pub updated: Option<PartialDate>,
    /// For whom it is.
    pub audience: Audience,
    /// Ids of pages to read next.
    pub related: Vec<Spanned<String>>,
    /// A template other than the kind's own.
    pub template: Option<Spanned<String>>,
    /// Figures of the fields above and what they are bound to.
    pub claims: Vec<FieldClaim>,
    /// Lints that are not reported on this page.
    pub allow: Vec<Allow>,
    /// Free-form values for templates.
    pub extra: serde_json::Value,
}
