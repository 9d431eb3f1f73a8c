//! A page from its template, with the values that every page has.
//!
//! In: a page's own values. Out: the page, printed from them with `site`, `sidebar`, `root`, `page`, `body` and `nonce`,
//! or kept by an earlier run whose template saw the same. Values that pages share are lent, never copied.

use super::super::url::canonical;
use super::super::view::{LinkView, PageView};
use super::super::{Failed, Site, machine, nonce};
use super::contents::Sidebar;
use super::generated::GeneratedPage;
use crate::model::SectionId;
use crate::store::Key;
use crate::theme::{Prose, Theme, push_bytes};
use serde::Serialize;
use tera::{Context, Value};

/// A context in the making.
pub(crate) struct PageContext<'a> {
    theme: &'a Theme,
    sidebar: &'a Sidebar,
    page: &'a PageView,
    body: &'a str,
    /// What else the page does not share with others.
    own: Vec<(&'static str, Value)>,
    /// Names the text that the body comes from, where it can be kept.
    text: Option<Key>,
}

impl<'a> PageContext<'a> {
    pub(crate) fn new(
        site: &Site<'a>,
        page: &'a PageView,
        section: Option<SectionId>,
        root: &str,
        body: &'a str,
    ) -> Self {
        let own = vec![("root", Value::normal_string(root))];
        Self { theme: site.theme, sidebar: site.shared.sidebar(site, section), page, body, own, text: None }
    }

    /// With the name of the text that the body comes from.
    pub(crate) fn of_text(self, text: Option<Key>) -> Self {
        Self { text, ..self }
    }

    pub(crate) fn with<T: Serialize>(mut self, name: &'static str, value: &T) -> Self {
        self.own.push((name, self.theme.value(value)));
        self
    }

    /// Sentences that people read.
    pub(crate) fn prose(self, name: &'static str, texts: &[String]) -> Self {
        let texts: Vec<Prose<'_>> = texts.iter().map(|text| Prose(text)).collect();
        self.with(name, &texts)
    }

    pub(crate) fn html(mut self, name: &'static str, html: &str) -> Self {
        self.own.push((name, Value::safe_string(html)));
        self
    }

    /// The page, from a template or as an earlier run printed it.
    pub(crate) fn render(self, site: &Site<'_>, template: &str, source: &str) -> Result<String, Failed> {
        let Some(texts) = &site.shared.texts else { return self.print(site, template, source) };
        let mut own = serde_json::to_vec(self.page).expect("a view has names of fields and values");
        for (name, value) in &self.own {
            own.extend_from_slice(name.as_bytes());
            push_bytes(value, &mut own);
        }
        let (body, text) = (self.body, self.text);
        let from = text.as_ref().map_or(body.as_bytes(), Key::as_slice);
        let seen = [template.as_bytes(), site.shared.site.hash(), self.sidebar.groups.hash(), &own, from];
        texts.printed(&seen, body, || self.print(site, template, source))
    }

    fn print(self, site: &Site<'_>, template: &str, source: &str) -> Result<String, Failed> {
        let mut context = Context::new();
        context.insert_value("site", site.shared.site.value.clone());
        context.insert_value("sidebar", self.sidebar.groups.value.clone());
        context.insert_value("page", self.theme.value(self.page));
        context.insert_value("body", Value::safe_string(self.body));
        context.insert_value("nonce", Value::normal_string(nonce::placeholder()));
        self.own.into_iter().for_each(|(name, value)| context.insert_value(name, value));
        if template.ends_with(".html") && self.theme.prepares_contents() {
            let contents = self.sidebar.contents(self.theme, &context)?;
            context.insert_value("prepared_contents", Value::safe_string(&contents));
        }
        site.theme.page(template, &context, source).map(nonce::settle)
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
