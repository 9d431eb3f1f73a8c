//! The table of generated pages: what is to be said of each is said here, once.
//!
//! In: nothing. Out: a row for each page and for each family of pages, in the order in which lists show them.
//! Routes, the sidebar, `site.has`, the sitemap, the search, exports and links to these pages all ask the rows.
//! Does not write pages: a row names the function that does. Members of families are `generated`'s.

use super::generated::GeneratedPage;
use super::{bank, disputes, glossary, lists, quality, sources};
use crate::check::Checked;
use crate::render::view::LinkView;
use crate::render::{Failed, Output, Site, guide, paths, search};
use crate::search::Section;
use crate::theme::Theme;

/// A page that no author wrote and that a site has once, or not at all.
pub(crate) struct SinglePage {
    pub path: &'static str,
    pub title: &'static str,
    /// The page's `kind` in templates.
    pub kind: &'static str,
    /// File of its template.
    pub template: &'static str,
    /// Where the sidebar lists it; none where it does not.
    pub group: Option<Group>,
    /// Its name in `site.has`, for templates that ask for it.
    pub flag: Option<&'static str>,
    pub in_sitemap: bool,
    pub search: Search,
    /// How lists of Markdown exports show it; none for a page that has no export.
    pub export: Option<(ExportGroup, &'static str)>,
    pub exists: fn(&Checked, &Theme) -> bool,
    /// Writes it, or its Markdown. The page that is handed over is this row.
    pub render: fn(&Site<'_>, &GeneratedPage, Output) -> Result<String, Failed>,
}

/// A group of generated pages in the sidebar, in the order of the sidebar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    /// Pages to work with.
    Tools,
    LookUp,
    /// Pages that say what the figures rest on.
    Evidence,
}

/// A group of generated pages in the list of Markdown exports, in the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExportGroup {
    Questions,
    Pairs,
    Reference,
    Facts,
}

/// What the search knows of a page.
pub(crate) enum Search {
    /// Nothing: it only lists other pages, or is none that is looked for.
    Nothing,
    /// Its title: what it shows has pages of its own.
    Title,
    Text {
        /// Of pages that answer a search equally well, the one with the smallest rank is shown first.
        rank: u8,
        /// Whether it repeats what other pages say.
        minor: bool,
        sections: fn(&Site<'_>) -> Vec<Section>,
    },
}

/// Generated pages of which a site may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// Two subjects side by side.
    Pairs,
    /// All facts of a subject.
    Ledgers,
    /// The questions that ask for a principle.
    Principles,
    /// The questions of a stage.
    Stages,
    Tags,
}

/// One line of the table.
pub(crate) enum Row {
    Page(&'static SinglePage),
    Family(Family),
}

/// All generated pages. Lists show them in this order.
pub(crate) static TABLE: &[Row] = &[
    Row::Family(Family::Pairs),
    Row::Family(Family::Ledgers),
    Row::Family(Family::Principles),
    Row::Page(&QUESTIONS),
    Row::Page(&DRILL),
    Row::Page(&SHEET),
    Row::Family(Family::Stages),
    Row::Page(&CHECKLISTS),
    Row::Page(&GLOSSARY),
    Row::Page(&TAGS),
    Row::Family(Family::Tags),
    Row::Page(&SUBJECTS),
    Row::Page(&SOURCES),
    Row::Page(&DISPUTES),
    Row::Page(&QUALITY),
    Row::Page(&SEARCH),
    Row::Page(&NOT_FOUND),
];

/// All questions.
pub(crate) static QUESTIONS: SinglePage = SinglePage {
    path: "questions.html",
    title: "Question bank",
    kind: "bank",
    template: "bank.html",
    group: Some(Group::Tools),
    flag: Some("questions"),
    in_sitemap: true,
    search: Search::Text { rank: 4, minor: false, sections: |site| guide::search::questions(site.checked) },
    export: Some((ExportGroup::Questions, "every question with what a good answer shows")),
    exists: has_questions,
    render: bank::index,
};

/// One question at a time.
pub(crate) static DRILL: SinglePage = SinglePage {
    path: paths::DRILL,
    title: "Drill",
    kind: "drill",
    template: "drill.html",
    group: Some(Group::Tools),
    flag: None,
    in_sitemap: true,
    search: Search::Title,
    export: None,
    exists: has_questions,
    render: bank::drill,
};

/// The questions to print.
pub(crate) static SHEET: SinglePage = SinglePage {
    path: "questions/sheet.html",
    title: "Questions to print",
    kind: "sheet",
    template: "sheet.html",
    group: None,
    flag: None,
    in_sitemap: true,
    search: Search::Nothing,
    export: None,
    exists: has_questions,
    render: bank::sheet,
};

pub(crate) static CHECKLISTS: SinglePage = SinglePage {
    path: "checklists.html",
    title: "All checklists",
    kind: "checklists",
    template: "checklists.html",
    group: Some(Group::Tools),
    flag: Some("checklists"),
    in_sitemap: true,
    search: Search::Title,
    export: Some((ExportGroup::Reference, "every checklist on one page")),
    exists: |checked, _| checked.has_checklists(),
    render: lists::checklists,
};

pub(crate) static GLOSSARY: SinglePage = SinglePage {
    path: paths::GLOSSARY,
    title: "Glossary",
    kind: "glossary",
    template: "glossary.html",
    group: Some(Group::LookUp),
    flag: Some("glossary"),
    in_sitemap: true,
    search: Search::Text { rank: 2, minor: false, sections: search::glossary },
    export: Some((ExportGroup::Reference, "words and what they mean here")),
    exists: |checked, _| !checked.data.terms.is_empty(),
    render: glossary::render,
};

pub(crate) static TAGS: SinglePage = SinglePage {
    path: "tags.html",
    title: "Tags",
    kind: "tags",
    template: "tags.html",
    group: Some(Group::LookUp),
    flag: Some("tags"),
    in_sitemap: false,
    search: Search::Nothing,
    export: None,
    exists: |checked, _| !checked.tags.is_empty(),
    render: lists::tags,
};

/// The list of the ledgers.
pub(crate) static SUBJECTS: SinglePage = SinglePage {
    path: "facts/index.html",
    title: "All facts",
    kind: "facts",
    template: "facts.html",
    group: Some(Group::Evidence),
    flag: Some("facts"),
    in_sitemap: true,
    search: Search::Title,
    export: None,
    exists: has_facts,
    render: lists::subjects,
};

pub(crate) static SOURCES: SinglePage = SinglePage {
    path: paths::SOURCES,
    title: "Sources",
    kind: "sources",
    template: "sources.html",
    group: Some(Group::Evidence),
    flag: Some("sources"),
    in_sitemap: true,
    search: Search::Text { rank: 1, minor: true, sections: search::sources },
    export: Some((ExportGroup::Reference, "where the values were read")),
    exists: |checked, _| !checked.data.sources.is_empty(),
    render: sources::render,
};

pub(crate) static DISPUTES: SinglePage = SinglePage {
    path: "disputes.html",
    title: "Disputes",
    kind: "disputes",
    template: "disputes.html",
    group: Some(Group::Evidence),
    flag: Some("disputes"),
    in_sitemap: true,
    search: Search::Text { rank: 6, minor: true, sections: disputes::sections },
    export: Some((ExportGroup::Reference, "what the sources disagree about")),
    exists: |checked, _| checked.facts.items.iter().any(|fact| fact.dispute.is_some()),
    render: disputes::render,
};

pub(crate) static QUALITY: SinglePage = SinglePage {
    path: "quality.html",
    title: "Data quality",
    kind: "quality",
    template: "quality.html",
    group: Some(Group::Evidence),
    flag: None,
    in_sitemap: true,
    search: Search::Title,
    export: Some((ExportGroup::Reference, "what backs the figures, and which rules hold")),
    exists: has_facts,
    render: quality::render,
};

pub(crate) static SEARCH: SinglePage = SinglePage {
    path: "search.html",
    title: "Search",
    kind: "search",
    template: "search.html",
    group: None,
    flag: None,
    in_sitemap: false,
    search: Search::Nothing,
    export: None,
    // A script fills it.
    exists: |_, theme| theme.static_path("search.js").is_some(),
    render: lists::search,
};

pub(crate) static NOT_FOUND: SinglePage = SinglePage {
    path: "404.html",
    title: "Page not found",
    kind: "not-found",
    template: "404.html",
    group: None,
    flag: None,
    in_sitemap: false,
    search: Search::Nothing,
    export: None,
    exists: |_, _| true,
    render: lists::not_found,
};

fn has_facts(checked: &Checked, _: &Theme) -> bool {
    !checked.facts.items.is_empty()
}

fn has_questions(checked: &Checked, _: &Theme) -> bool {
    !checked.data.guide.questions.is_empty()
}

/// The pages that a site may have once.
pub(crate) fn singles() -> impl Iterator<Item = &'static SinglePage> {
    TABLE.iter().filter_map(|row| match row {
        Row::Page(page) => Some(*page),
        Row::Family(_) => None,
    })
}

impl SinglePage {
    /// A place on the page, from the root.
    pub(crate) fn at(&self, anchor: &str) -> String {
        format!("{}#{anchor}", self.path)
    }

    pub(crate) fn link(&self) -> LinkView {
        LinkView { title: self.title.to_owned(), path: self.path.to_owned() }
    }
}

impl Group {
    pub(crate) const ALL: [Self; 3] = [Self::Tools, Self::LookUp, Self::Evidence];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Tools => "Tools",
            Self::LookUp => "Look up",
            Self::Evidence => "Behind the figures",
        }
    }
}

impl ExportGroup {
    pub(crate) const ALL: [Self; 4] = [Self::Questions, Self::Pairs, Self::Reference, Self::Facts];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Questions => "Questions",
            Self::Pairs => "Side by side",
            Self::Reference => "Reference",
            Self::Facts => "Facts",
        }
    }
}
