//! Sites of other tools as sites of prepress.
//!
//! In: the files of a folder of Markdown: paths and bytes. Out: the files of a new site, and a report. Every byte of a
//! page's text stands in the new page, but for what the report names. Opens no file, and checks nothing: what the new
//! site lacks is for `check` to say.

mod attributes;
mod boxes;
mod folders;
mod front;
mod heading;
mod keys;
mod lines;
mod links;
mod marks;
mod modules;
mod order;
mod paths;
mod places;
mod report;
mod targets;
mod toml;
mod tool;
mod value;

pub(crate) use paths::passed_over;
pub(crate) use report::{Note, Report};
pub(crate) use tool::Files;

use crate::doc::slug;
use crate::text::names::{CONFIG, CONTENT};
use crate::text::{FilePath, capitalized};
use folders::{Known, Made};
use keys::{Keys, Place};
use order::Lists;
use paths::{Page, Plan};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use targets::Targets;
use tool::{Layout, Tool};

/// What the new site begins with.
const LEVELS: &str = "\
# A gentle beginning for a guide from elsewhere. When `prepress check` is quiet, remove a line, and mend what is
# reported then; `prepress explain NAME` says what it means.
lints:
  links: warn                   # broken links, anchors and pictures; without this line they stop the build
  coverage: allow               # figures without a fact behind them; without this line they are warnings
  unknown-code-language: allow  # blocks of code that are shown without colours
";

/// A page on its way.
struct Draft {
    page: Page,
    keys: Keys,
    title: String,
    /// The first heading says the title, and needs no help from the front matter.
    is_titled: bool,
    body: String,
}

/// Makes a site of prepress of a folder's files; `name` is the folder's, `passed` lists what was not read in it.
pub(crate) fn import(name: &str, files: &Files, passed: &[String]) -> (Files, Report) {
    let layout = tool::layout(files);
    let plan = paths::plan(files, &layout);
    let mut report =
        Report { tool: layout.name, sign: layout.sign.clone(), files: plan.files.len(), ..Report::default() };
    let lists = order::listed(files, &layout, &plan.pages);
    let mut drafts = drafts(files, &layout, &plan, &lists, &mut report);
    report.pages = drafts.len();
    let known = folders::known(files, &layout, &lists);
    add_folders(&mut drafts, &layout, &plan, &known, &mut report);
    settle_addresses(&mut drafts, &mut report);
    let home = drafts.iter().find(|draft| draft.page.new == "index.md").map(|draft| draft.title.clone());
    let title = layout.title.clone().or_else(|| home.clone());
    report.title = title.unwrap_or_else(|| capitalized(&name.replace(['-', '_'], " ")));
    let nav = {
        let pages: Vec<(&Page, Option<i64>, &str)> =
            drafts.iter().map(|draft| (&draft.page, draft.keys.order, draft.title.as_str())).collect();
        folders::nav(&pages, &lists, &known)
    };
    report.is_ordered = !nav.is_empty();
    let mut out = Files::new();
    out.insert(CONFIG.to_owned(), configuration(&report.title, &nav).into_bytes());
    write_pages(&drafts, &layout, &plan, &mut out, &mut report);
    if home.is_none() {
        report.home_made = true;
        let front = Keys::default().yaml(Some(report.title.as_str()));
        out.insert(format!("{CONTENT}/index.md"), front.into_bytes());
    }
    for (old, new) in &plan.files {
        out.insert(format!("{CONTENT}/{new}"), files.get(old).cloned().unwrap_or_default());
    }
    tell_left_out(&plan, passed, &mut report);
    report.renamed.extend(plan.renamed);
    (out, report)
}

/// Says what does not come in: how much of each kind, and each file that somebody may look for.
fn tell_left_out(plan: &Plan, passed: &[String], report: &mut Report) {
    let unseen = passed.iter().filter_map(|path| Some((path.clone(), passed_over(path)?)));
    let mut count: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (path, kind) in plan.left_out.iter().cloned().chain(unseen) {
        *count.entry(kind).or_default() += 1;
        if kind == paths::PAGES_OUTSIDE {
            report
                .dropped
                .push(Note::of(&path, "is not in the new guide: it lies outside the folder of the pages"));
        } else if kind != paths::HIDDEN {
            report.absent.push(Note::of(&path, kind));
        }
    }
    report.left_out = count.into_iter().collect();
}

fn configuration(title: &str, nav: &[String]) -> String {
    let mut out = String::new();
    value::write(&mut out, 0, "title", &value::Value::words(title));
    if !nav.is_empty() {
        value::write(&mut out, 0, "nav", &value::Value::list(nav));
    }
    format!("{out}\n{LEVELS}")
}

/// Gives folders a page of their own whose title is known, or that links lead to; and an order to those that have one.
fn add_folders(
    drafts: &mut Vec<Draft>,
    layout: &Layout,
    plan: &Plan,
    known: &BTreeMap<String, Known>,
    report: &mut Report,
) {
    let targets = targets(drafts, layout, plan);
    let mut linked = BTreeSet::new();
    for draft in drafts.iter() {
        let broken = links::rewrite(&draft.body, &draft.page, &targets).broken;
        linked.extend(broken.iter().filter_map(|(_, dest)| targets.folder(&draft.page, dest)));
    }
    for draft in drafts.iter_mut().filter(|draft| draft.page.is_index()) {
        let own = known.get(draft.page.folder()).and_then(|known| known.order);
        draft.keys.order = draft.keys.order.or(own);
    }
    for made in folders::made(plan, known, &linked) {
        report.folders += 1;
        let keys = Keys { order: made.order, ..Keys::default() };
        let Made { page, title, .. } = made;
        drafts.push(Draft { page, keys, title, is_titled: false, body: String::new() });
    }
}

/// Reads all pages; those that are no text are named.
fn drafts(files: &Files, layout: &Layout, plan: &Plan, lists: &Lists, report: &mut Report) -> Vec<Draft> {
    let numbered = order::numbered(&plan.pages);
    let mut drafts = Vec::with_capacity(plan.pages.len());
    for page in &plan.pages {
        let bytes = files.get(&page.old).map_or(&[][..], Vec::as_slice);
        let Ok(text) = std::str::from_utf8(bytes) else {
            report.dropped.push(Note::of(&page.old, "is no UTF-8 text: convert it, and import again"));
            continue;
        };
        let mut draft = draft(text, page, layout, report);
        let list = lists.pages.get(&page.old);
        draft.keys.order = draft
            .keys
            .order
            .or_else(|| list.map(|list| list.order))
            .or_else(|| numbered.get(&page.old).copied())
            .filter(|_| page.new != "index.md");
        if draft.title.is_empty() {
            let named = || if page.new == "index.md" { layout.title.clone() } else { None };
            let title = list.and_then(|list| list.title.clone()).or_else(named);
            draft.title = title.unwrap_or_else(|| order::words(page));
        }
        if draft.title.is_empty() {
            "Home".clone_into(&mut draft.title);
        }
        drafts.push(draft);
    }
    drafts
}

/// Reads a page: its front matter, its boxes, its title.
fn draft(text: &str, page: &Page, layout: &Layout, report: &mut Report) -> Draft {
    let front = front::split(text);
    if let Some(problem) = front.problem {
        report.dropped.push(Note::at(&page.old, 1, problem));
    }
    let body = &text[front.body..];
    let above = text[..front.body].matches('\n').count();
    let place = Place {
        folder: page.folder(),
        stem: page.stem(),
        index: page.is_index(),
        tags_by_blanks: layout.tool == Tool::Jekyll,
        aliases_are_names: layout.tool == Tool::Obsidian,
    };
    let mut keys = Keys::of(front, &place);
    keys.draft |= page.draft;
    if let Some((day, name)) = &page.dated {
        keys.updated = keys.updated.or_else(|| Some(day.clone()));
        keys.slug = keys.slug.or_else(|| Some(name.clone()));
    }
    let plain = if has_components(page, layout.tool) { Some(modules::without(body)) } else { None };
    let removed = plain.iter().flat_map(|plain| &plain.removed);
    report.dropped.extend(
        removed.map(|(line, text)| Note::at(&page.old, above + line, format!("taken out: `{text}`"))),
    );
    let converted = boxes::convert(plain.as_ref().map_or(body, |plain| plain.text.as_str()));
    report.boxes += converted.boxes;
    let (body, attributes) = attributes::without(&converted.text);
    report.attributes += attributes;
    let found = heading::first(&body);
    let is_titled = keys.title.is_none() && found.as_ref().is_some_and(|heading| heading.is_first);
    let title = keys.title.take().or(found.map(|heading| heading.title)).unwrap_or_default();
    Draft { page: page.clone(), keys, title, is_titled, body }
}

/// Whether a page can load and use components.
fn has_components(page: &Page, tool: Tool) -> bool {
    page.old.ends_with(".mdx") || matches!(tool, Tool::Docusaurus | Tool::VuePress | Tool::VitePress)
}

/// Keeps addresses that no other page has; the others stand under `extra`.
fn settle_addresses(drafts: &mut [Draft], report: &mut Report) {
    let path = |folder: &str, name: &str| {
        let slash = if folder.is_empty() { "" } else { "/" };
        format!("{folder}{slash}{name}").to_lowercase()
    };
    let mut taken: HashSet<String> =
        drafts.iter().map(|draft| path(draft.page.folder(), draft.page.stem())).collect();
    for draft in drafts.iter_mut() {
        let own = path(draft.page.folder(), draft.page.stem());
        if let Some(slug) = draft.keys.slug.take() {
            if taken.insert(path(draft.page.folder(), &slug)) {
                taken.remove(&own);
                draft.keys.slug = Some(slug);
            } else {
                let what =
                    format!("has the address `{slug}`, which another page has: it is kept under `extra`");
                report.renamed.push(Note::of(&draft.page.old, what));
                value::add(&mut draft.keys.extra, "slug", value::Value::words(slug));
            }
        }
    }
    for draft in drafts {
        let (free, others): (Vec<String>, Vec<String>) =
            std::mem::take(&mut draft.keys.aliases).into_iter().partition(|alias| {
                let alias = alias.to_lowercase();
                let file = alias.strip_suffix(".html").map(str::to_owned);
                taken.insert(file.unwrap_or_else(|| format!("{alias}/index")))
            });
        draft.keys.aliases = free;
        if !others.is_empty() {
            let what = "has old addresses that a page of the new site has: they are kept under `extra`";
            report.renamed.push(Note::of(&draft.page.old, what));
            value::add(&mut draft.keys.extra, "aliases", value::Value::list(&others));
        }
    }
}

/// What the links of pages can lead to.
fn targets(drafts: &[Draft], layout: &Layout, plan: &Plan) -> Targets {
    let mut targets = Targets::of(layout);
    for draft in drafts {
        let slug = draft.keys.slug.iter().filter_map(|slug| FilePath::join(draft.page.folder(), slug));
        let own = slug.chain(draft.keys.aliases.iter().cloned());
        let addresses: Vec<String> = own.chain(by_pattern(draft, layout)).collect();
        targets.add_page(&draft.page, &draft.title, &addresses);
        targets.add_ids(&draft.page, heading::ids(&draft.body));
    }
    plan.files.iter().for_each(|(old, new)| targets.add_file(old, new));
    targets.add_folders(&folders::old_folders(&plan.pages));
    targets
}

/// The addresses that a page has by a pattern of the configuration.
fn by_pattern(draft: &Draft, layout: &Layout) -> Vec<String> {
    let folder = draft.page.folder();
    let section = folder.split('/').next().unwrap_or("");
    let Some((_, pattern)) = layout.permalinks.iter().find(|(own, _)| own == section) else {
        return Vec::new();
    };
    let stem = draft.page.stem();
    let dated = paths::dated(stem);
    let written = draft.keys.extra.iter().find(|(key, _)| key == "date").and_then(|(_, value)| value.text());
    let of_name = dated.as_ref().map(|(day, _)| day.as_str());
    let day = written.and_then(|text| text.get(..10)).or(of_name).or(draft.keys.updated.as_deref());
    let mut names: Vec<String> = draft.keys.slug.iter().cloned().collect();
    names.extend([stem.to_owned(), slug(&draft.title)]);
    names.extend(dated.as_ref().map(|(_, rest)| rest.clone()));
    names.sort();
    names.dedup();
    places::addresses(pattern, folder, day, &names)
}

/// Leads the links of all pages to each other, and writes the pages.
fn write_pages(drafts: &[Draft], layout: &Layout, plan: &Plan, out: &mut Files, report: &mut Report) {
    let targets = targets(drafts, layout, plan);
    for draft in drafts {
        let linked = links::rewrite(&draft.body, &draft.page, &targets);
        report.links += linked.changed;
        // A text that begins with a line would be taken for front matter.
        let is_titled = draft.is_titled && !linked.text.starts_with("---");
        let front = draft.keys.yaml(Some(draft.title.as_str()).filter(|_| !is_titled));
        let stands_apart =
            front.is_empty() || linked.text.is_empty() || linked.text.starts_with(['\n', '\r']);
        let gap = if stands_apart { "" } else { "\n" };
        let above = front.matches('\n').count() + gap.len();
        let path = format!("{CONTENT}/{}", draft.page.new);
        for (line, dest) in linked.broken {
            report.broken.push(Note::at(&path, above + line, format!("`{dest}`")));
        }
        for (line, what) in marks::left(&linked.text, layout.tool, has_components(&draft.page, layout.tool)) {
            report.kept.push(Note::at(&path, above + line, what));
        }
        out.insert(path, format!("{front}{gap}{}", linked.text).into_bytes());
    }
}
