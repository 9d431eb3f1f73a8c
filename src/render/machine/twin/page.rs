//! The twin of a page that an author wrote.
//!
//! In: a page by number. Out: its Markdown: the head, the view of its kind, its text, and what to read next.
//! The text stays as it was written but for what `edit` names.

use super::super::super::{Site, escape, pages};
use super::edit::{Editor, Source};
use super::pen::{Pen, blocks, one_line, words};
use super::view;
use crate::check::{CheckedPage, View};
use crate::model::{PageId, PageKind};
use crate::parse::markdown;

pub(super) fn text(site: &Site<'_>, number: PageId) -> String {
    let page = &site.checked.pages[number];
    let mut pen = Pen::new(site, &page.out);
    let own = page.own_view.as_ref().map(|own| own_view(&mut pen, own));
    let body = body(&mut pen, page);
    let listed = matches!(page.page.front.kind, PageKind::Home | PageKind::Section);
    let contents = listed.then(|| contents(site, number, &pen.root));
    let next = next(&pen, number, page);
    let updated = page.page.front.updated.map_or_else(String::new, |date| format!(", updated {date}"));
    let head = head(&pen, &page.page.front.title.value, page.description(), &updated, &page.out);
    let all = blocks([own, Some(body.trim().to_owned()), contents, next]);
    pen.whole(&head, &all)
}

/// Title, description, and where else the page stands.
pub(super) fn head(pen: &Pen<'_>, title: &str, about: Option<&str>, updated: &str, path: &str) -> String {
    let mut out = format!("# {title}\n\n");
    if let Some(about) = about {
        out.push_str(&format!("> {}\n\n", one_line(about)));
    }
    let (root, html) = (&pen.root, escape::path(path));
    let home = pen.link(&pen.site.checked.config.title, "index.html");
    out.push_str(&format!("{home}{updated}. [As a web page]({root}{html})"));
    out
}

fn own_view(pen: &mut Pen<'_>, own: &View) -> String {
    let text = view::text(pen, own);
    match own {
        View::Comparison(comparison) => view::with_agreed(pen.site.checked, comparison, text),
        _ => text,
    }
}

fn body(pen: &mut Pen<'_>, page: &CheckedPage) -> String {
    let text = &pen.site.files.get(page.page.file).text;
    let roles = crate::parse::roles(&pen.site.checked.config);
    let (doc, _) = markdown::parse(text, page.page.body.clone(), &roles);
    pen.book.register(&page.claims, pen.site);
    let source = Source {
        text,
        body: page.page.body.clone(),
        links: &page.links,
        claims: &page.claims,
        views: &page.views,
    };
    Editor::new(pen, source).text(&doc)
}

/// Pages of a section and its sections, which the templates list.
fn contents(site: &Site<'_>, number: PageId, root: &str) -> String {
    let sections = &site.checked.sections;
    let section = sections.of_page[number];
    let own = site.checked.sections.below(section);
    let lines: String = own.into_iter().map(|page| line(site, page, root)).collect();
    if lines.is_empty() { lines } else { format!("## Pages\n\n{}", lines.trim_end()) }
}

/// What the page offers to read next.
fn next(pen: &Pen<'_>, number: PageId, page: &CheckedPage) -> Option<String> {
    let pages = pages::related(pen.site, number, page);
    let lines: Vec<String> = pages
        .iter()
        .map(|page| {
            let about =
                page.description.as_ref().map_or_else(String::new, |text| format!(": {}", one_line(text)));
            format!("- {}{about}", pen.link(&page.title, &page.path))
        })
        .collect();
    (!lines.is_empty()).then(|| format!("## Read next\n\n{}", lines.join("\n")))
}

/// One page in a list: a link and what it is about.
pub(in super::super) fn line(site: &Site<'_>, page: PageId, root: &str) -> String {
    let page = &site.checked.pages[page];
    let about = page.description().map_or_else(String::new, |text| format!(": {}", one_line(text)));
    let path = escape::path(&super::super::twin(&page.out));
    format!("- [{}]({root}{path}){about}\n", words(&page.page.front.title.value))
}
