//! Pages: their kinds and what their front matter says.

use super::{Allow, PartialDate};
use crate::text::{Spanned, named};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

named! {
    /// What a page is; its template has the kind's name. What a kind shows from the data stands beside the front
    /// matter, as a view.
    #[derive(Serialize, Deserialize)]
    pub enum PageKind {
        /// Prose.
        Article = "article",
        /// Subjects × attributes from facts.
        Comparison = "comparison",
        /// One checklist of `data/checklists/`.
        Checklist = "checklist",
        /// One process of `data/processes/`.
        Process = "process",
        /// Questions of the bank.
        Questions = "questions",
        /// The principles of one file of `data/principles/`.
        Principles = "principles",
        /// One rubric of `data/rubrics/`.
        Rubric = "rubric",
        /// One plan of `data/plans/`.
        Plan = "plan",
        /// One worksheet of `data/worksheets/`.
        Worksheet = "worksheet",
        /// The site's front page: `content/index.md`.
        Home = "home",
        /// The page of a folder: its `index.md`.
        Section = "section",
    }
}

/// For whom a page is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Audience {
    /// Who gains from it.
    pub for_whom: Option<String>,
    /// Who does not.
    pub not_for: Option<String>,
}

/// A figure in a title or description, bound by `claims:` since front matter is not Markdown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldClaim {
    /// `title` or `description`.
    pub field: Spanned<String>,
    /// The words as they stand in the field.
    pub words: Spanned<String>,
    /// What they are bound to: `netflix-pmm/total-comp`, `source:id`, `none: idiom`.
    pub target: Spanned<String>,
}

/// The front matter of one page.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
    /// `$…$` holds formulas in its text.
    pub math: bool,
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
    #[serde(serialize_with = "as_text", deserialize_with = "from_text")]
    pub extra: serde_json::Value,
}

/// Writes free-form values for formats that have to be told what comes.
fn as_text<S: Serializer>(value: &serde_json::Value, serializer: S) -> Result<S::Ok, S::Error> {
    value.to_string().serialize(serializer)
}

fn from_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<serde_json::Value, D::Error> {
    serde_json::from_str(<&str>::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}
