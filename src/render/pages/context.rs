//! The part of a template's context that every page has.
//!
//! In: a page's own values. Out: a context with `site`, `sidebar`, `root`, `page`, `body`, `nonce`. Values
//! that pages share are lent, never copied.

use super::super::url::canonical;
use super::super::view::{LinkView, PageView};
use super::super::{Failed, Site, machine, nonce};
use super::contents::Sidebar;
use super::generated::GeneratedPage;
use crate::model::SectionId;
use crate::theme::{Prose, Theme};
use serde::Serialize;
use tera::{Context, Value};

/// A context in the making.
pub(crate) struct PageContext<'a> {
    theme: &'a Theme,
    sidebar: &'a Sidebar,
    context: Context,
}

impl<'a> PageContext<'a> {
    pub(crate) fn new(
        site: &Site<'a>,
        page: &PageView,
        section: Option<SectionId>,
        root: &str,
        body: &str,
    ) -> Self {
        Self::of(site, site.theme.value(page), section, root, body)
    }

    /// Of a page whose values are made.
    pub(crate) fn of(
        site: &Site<'a>,
        page: Value,
        section: Option<SectionId>,
        root: &str,
        body: &str,
    ) -> Self {
        let mut context = Context::new();
        let sidebar = site.shared.sidebar(section);
        context.insert_value("site", site.shared.site.clone());
        context.insert_value("sidebar", sidebar.value.clone());
        context.insert_value("root", Value::normal_string(root));
        context.insert_value("page", page);
        context.insert_value("body", Value::safe_string(body));
        context.insert_value("nonce", Value::normal_string(nonce::placeholder()));
        Self { theme: site.theme, sidebar, context }
    }

    pub(crate) fn with<T: Serialize>(mut self, name: &'static str, value: &T) -> Self {
        self.context.insert_value(name, self.theme.value(value));
        self
    }

    /// Sentences that people read.
    pub(crate) fn prose(self, name: &'static str, texts: &[String]) -> Self {
        let texts: Vec<Prose<'_>> = texts.iter().map(|text| Prose(text)).collect();
        self.with(name, &texts)
    }

    pub(crate) fn html(mut self, name: &'static str, html: &str) -> Self {
        self.context.insert_value(name, Value::safe_string(html));
        self
    }

    pub(crate) fn render(mut self, site: &Site<'_>, template: &str, source: &str) -> Result<String, Failed> {
        if template.ends_with(".html") && self.theme.prepares_contents() {
            let contents = self.sidebar.contents(self.theme, &self.context)?;
            self.context.insert_value("prepared_contents", Value::safe_string(&contents));
        }
        site.theme.page(template, &self.context, source).map(nonce::settle)
    }
}

/// The view of a page that no author wrote.
pub(crate) fn generated(site: &Site<'_>, page: &GeneratedPage, description: Option<String>) -> PageView {
    let path = &page.path;
    let mut view = PageView {
        title: page.title.clone(),
        kind: page.kind,
        description,
        path: path.clone(),
        canonical: canonical(site, path),
        card: super::super::share::of(site, None),
        breadcrumbs: home(site),
        markdown: page.export.as_ref().map(|_| super::super::markdown::path_of(path)),
        ..PageView::default()
    };
    view.data = machine::jsonld::page(site, &view, None, &[]);
    view
}

/// The first breadcrumb.
pub(crate) fn home(site: &Site<'_>) -> Vec<LinkView> {
    vec![LinkView { title: site.checked.config.title.clone(), path: "index.html".to_owned() }]
}
