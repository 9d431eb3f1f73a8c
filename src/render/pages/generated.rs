//! The generated pages of one site: those of the table that it has, and the members of its families.
//!
//! In: a checked site and its theme. Out: every generated page with its path, and what lists, the search and
//! exports say of it. Does not write pages. The matches are exhaustive: a new family is asked for by the compiler.

use super::table::{ExportGroup, Family, Group, QUESTIONS, Row, Search, SinglePage, TABLE, singles};
use super::{bank, ledger, lists, pair};
use crate::check::Checked;
use crate::model::{PairId, PrincipleId, StageId, SubjectId};
use crate::render::guide::questions::{principle_path, stage_path};
use crate::render::markdown::path_of;
use crate::render::paths::{pair_path, tag_path};
use crate::render::view::LinkView;
use crate::render::{Failed, Output, Site, collect, guide, search};
use crate::search::Document;
use crate::text::Span;
use crate::theme::Theme;
use std::borrow::Cow;

/// A page that no author wrote.
#[derive(Clone)]
pub(crate) enum Generated {
    Single(&'static SinglePage),
    Pair(PairId),
    Ledger(SubjectId),
    /// By its number among all.
    Principle(PrincipleId),
    Stage(StageId),
    Tag(String),
}

/// What is said of a generated page.
pub(crate) struct GeneratedPage {
    /// Below the root of the output.
    pub path: String,
    pub title: String,
    /// The page's `kind` in templates.
    pub kind: &'static str,
    /// File of its template.
    pub template: &'static str,
    /// Where the sidebar lists it.
    pub group: Option<Group>,
    pub in_sitemap: bool,
    /// None for a page without Markdown export.
    pub export: Option<Export>,
}

/// How lists of exports show a page.
pub(crate) struct Export {
    pub group: ExportGroup,
    /// What the page is, as a phrase.
    pub about: Cow<'static, str>,
}

/// The generated pages of a site, in the order of the table.
pub(crate) fn all(checked: &Checked, theme: &Theme) -> Vec<Generated> {
    let mut all = Vec::new();
    for row in TABLE {
        match row {
            Row::Page(page) => all.extend((page.exists)(checked, theme).then_some(Generated::Single(page))),
            Row::Family(family) => all.extend(family.members(checked)),
        }
    }
    all
}

impl Family {
    fn members(self, checked: &Checked) -> Vec<Generated> {
        let data = &checked.data;
        match self {
            Self::Pairs => checked.pairs.keys().map(Generated::Pair).collect(),
            Self::Ledgers => {
                let subjects = data.subjects.keys().filter(|subject| checked.has_facts(*subject));
                subjects.map(Generated::Ledger).collect()
            }
            Self::Principles => checked.ids.guide.places.keys().map(Generated::Principle).collect(),
            Self::Stages => {
                let asked = bank::Asked::of(checked);
                let stages = data.guide.stages.keys();
                stages.filter(|stage| !asked.at_stage(*stage).is_empty()).map(Generated::Stage).collect()
            }
            Self::Tags => checked.tags.keys().cloned().map(Generated::Tag).collect(),
        }
    }
}

impl Generated {
    /// Where the name that its path is made of is written; none for a page whose path is always the same.
    pub(crate) fn named_at(&self, checked: &Checked) -> Option<Span> {
        let data = &checked.data;
        match self {
            Self::Single(_) => None,
            Self::Pair(number) => {
                let longest =
                    checked.pairs[*number].subjects.iter().map(|subject| &data.subjects[*subject].id);
                longest.max_by_key(|id| id.value.len()).map(|id| id.span)
            }
            Self::Ledger(subject) => Some(data.subjects[*subject].id.span),
            Self::Principle(number) => Some(bank::principle_of(checked, *number).id.span),
            Self::Stage(number) => Some(data.guide.stages[*number].id.span),
            Self::Tag(tag) => {
                let first = &checked.pages[*checked.tags.get(tag)?.first()?];
                first.page.front.tags.iter().find(|own| own.value == *tag).map(|own| own.span)
            }
        }
    }

    pub(crate) fn page(&self, checked: &Checked) -> GeneratedPage {
        let data = &checked.data;
        let export = |group, about| Some(Export { group, about });
        match self {
            Self::Single(page) => GeneratedPage {
                path: page.path.to_owned(),
                title: page.title.to_owned(),
                kind: page.kind,
                template: page.template,
                group: page.group,
                in_sitemap: page.in_sitemap,
                export: page.export.map(|(group, about)| Export { group, about: about.into() }),
            },
            Self::Pair(number) => GeneratedPage {
                path: pair_path(checked, &checked.pairs[*number]),
                title: collect::pair_title(checked, &checked.pairs[*number]),
                kind: "comparison",
                template: "comparison.html",
                group: Some(Group::LookUp),
                in_sitemap: true,
                export: export(
                    ExportGroup::Pairs,
                    "everything that is recorded of both, side by side".into(),
                ),
            },
            Self::Ledger(subject) => {
                let label = &data.subjects[*subject].label;
                GeneratedPage {
                    path: collect::ledger_path(checked, *subject),
                    title: format!("Facts: {label}"),
                    kind: "ledger",
                    template: "ledger.html",
                    group: None,
                    in_sitemap: true,
                    export: export(
                        ExportGroup::Facts,
                        format!("every fact on {label} with its date and its sources").into(),
                    ),
                }
            }
            Self::Principle(number) => {
                let one = bank::principle_of(checked, *number);
                let about = "what shows it, what speaks against it, and the questions that ask for it";
                GeneratedPage {
                    path: principle_path(&one.id.value),
                    title: one.name.clone(),
                    kind: QUESTIONS.kind,
                    template: QUESTIONS.template,
                    group: None,
                    in_sitemap: true,
                    export: export(ExportGroup::Questions, about.into()),
                }
            }
            Self::Stage(number) => {
                let stage = &data.guide.stages[*number];
                GeneratedPage {
                    path: stage_path(&stage.id.value),
                    title: format!("Questions: {}", stage.label),
                    kind: QUESTIONS.kind,
                    template: QUESTIONS.template,
                    group: None,
                    in_sitemap: true,
                    export: export(ExportGroup::Questions, "the questions of this stage".into()),
                }
            }
            Self::Tag(tag) => GeneratedPage {
                path: tag_path(tag),
                title: format!("Tag: {tag}"),
                kind: "tag",
                template: "tag.html",
                group: None,
                in_sitemap: false,
                export: None,
            },
        }
    }

    pub(crate) fn render(&self, site: &Site<'_>, output: Output) -> Result<String, Failed> {
        let page = &self.page(site.checked);
        match self {
            Self::Single(single) => (single.render)(site, page, output),
            Self::Pair(number) => pair::render(site, page, *number, output),
            Self::Ledger(subject) => ledger::render(site, page, *subject, output),
            Self::Principle(number) => bank::principle(site, page, *number, output),
            Self::Stage(number) => bank::stage(site, page, *number, output),
            Self::Tag(tag) => lists::tag(site, page, tag),
        }
    }

    /// What the search finds the page by, with its rank among pages that fit equally well, the smallest first.
    pub(crate) fn document(&self, site: &Site<'_>) -> Option<(u8, Document)> {
        let checked = site.checked;
        let page = self.page(checked);
        let document = Document { url: page.path, title: page.title, ..Document::default() };
        Some(match self {
            Self::Single(page) => match page.search {
                Search::Nothing => return None,
                Search::Title => (u8::MAX, document),
                Search::Text { rank, minor, sections } => {
                    (rank, Document { minor, sections: sections(site), ..document })
                }
            },
            Self::Ledger(subject) => {
                let title = format!("All facts: {}", checked.data.subjects[*subject].label);
                (0, Document { title, minor: true, sections: search::ledger(site, *subject), ..document })
            }
            Self::Principle(number) => {
                let one = bank::principle_of(checked, *number);
                let sections = vec![guide::search::principle(checked, one)];
                (3, Document { crumbs: QUESTIONS.title.to_owned(), sections, ..document })
            }
            Self::Pair(number) => {
                let sections = vec![search::pair(site, &checked.pairs[*number])];
                (5, Document { minor: true, sections, ..document })
            }
            // They list what has pages of its own.
            Self::Stage(_) | Self::Tag(_) => return None,
        })
    }
}

impl GeneratedPage {
    pub(crate) fn link(&self) -> LinkView {
        LinkView { title: self.title.clone(), path: self.path.clone() }
    }
}

/// Whether a page, by its path, has a Markdown export: those of authors have, and generated ones as the table says.
fn is_exported(path: &str) -> bool {
    let single = singles().find(|page| page.path == path);
    let is_tag = path.starts_with("tags/");
    path.ends_with(".html") && !is_tag && single.is_none_or(|page| page.export.is_some())
}

/// Path of the Markdown of a page, by that of its HTML, where it has one.
pub(crate) fn exported_path(path: &str) -> Option<String> {
    is_exported(path).then(|| path_of(path))
}
