//! The contract with templates, `docs/templates.md`.
//!
//! The default theme renders samples in the shape of the contract (`tests/theme`), and a theme of
//! probes, which touch every field, renders both the samples and what the program really hands over.

use crate::site::{self, Site};
use prepress::site::Content;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use tera::{Context, Tera};

/// What each template sees, as shapes: `[…]` is a list of what is inside or, when empty, of texts;
/// `(…)` is one such thing or `none`; words in capitals stand for the shapes of `PARTS`.
#[rustfmt::skip]
const PAGES: &[(&str, &str)] = &[
    ("404.html", ""),
    ("article.html", ""),
    ("bank.html", "BANK questions principle(PRINCIPLE)"),
    ("checklist.html", "checklist introduced"),
    ("checklists.html", "lists[id title path roles[] stage html] pages[title path count]"),
    ("comparison.html", "comparison agreed[]"),
    ("disputes.html", "open[RULING] adopted[RULING]"),
    ("drill.html", "BANK"),
    ("facts.html", "subjects[label path description count]"),
    ("glossary.html", "terms[id term aliases[] definition see[title id] uses[title path]]"),
    ("home.html", "ENTRIES sections[title path description ENTRIES]"),
    ("ledger.html", "subject(label description parent(label path) pages[title path]) rows[id label value qualifiers as_of dated method \
                     rank note BADGES SOURCES DISPUTE file line uses[text sentence how title path]]"),
    ("plan.html", "view"),
    ("principles.html", "view"),
    ("process.html", "view"),
    ("quality.html", "total(TALLY) kinds[TALLY] files[path TALLY] ages methods[SHARE] origins[SHARE] \
                      rules[id says truth level formula steps[] facts[label value path] uses[text sentence how title path]]"),
    ("questions.html", "view"),
    ("rubric.html", "view"),
    ("search.html", ""),
    ("section.html", "ENTRIES sections[title path description ENTRIES]"),
    ("sheet.html", "BANK"),
    ("sitemap.xml", "pages[url updated]"),
    ("sources.html", "sources[id title kind url publisher published accessed note reliability derived[links[title path] left_out] more_origins \
                      supports[label value path locator] contradicts[label value path locator] open[label value path locator] cited[text title path]]"),
    ("tag.html", "ENTRIES"),
    ("tags.html", "tags[title path count]"),
    ("worksheet.html", "view"),
];

/// The same for components, which see it in `it`.
#[rustfmt::skip]
const COMPONENTS: &[(&str, &str)] = &[
    ("alert.html", "kind title content"),
    ("chart.html", "title svg head[] rows[cells[] path] notes[]"),
    ("checklist.html", "id title description roles[] stage items[id anchor text plain why minutes]"),
    ("code.html", "language code"),
    ("comparison.html", "caption subjects[label path] alike marked dated downloads[title path] groups[label rows[label unit path direction axis same \
                         cells[state mark facts[value qualifiers as_of dated from note path BADGES bar(start width)]]]]"),
    ("evidence.html", "EVIDENCE"),
    ("facts.html", "rows[label value as_of dated path BADGES]"),
    ("faq.html", "items[id question answer]"),
    ("pairs.html", "pairs[title bad good]"),
    ("plan.html", "id anchor description days event hours because sum shorter[days title path] parts[title minutes tasks[id anchor text plain first last days minutes spare]]"),
    ("principles.html", "title description items[PRINCIPLE]"),
    ("process.html", "id description starts ends stages[n id anchor name minutes days with only text prepare[] principles[CHOICE] \
                      stage(CHOICE)] totals[label stated sum] because SOURCES timeline"),
    ("questions.html", "QUESTIONS"),
    ("rubric.html", "id title description min max step start[] competencies[id anchor name text shows[] missing[]] rules[id text] \
                     readings[title rules[effect applies score words] notes[]] ambiguity \
                     examples[name scores[] outcomes[verdict why]] SOURCES"),
    ("term.html", "id words term definition path"),
    ("worksheet.html", "id title description parts[id anchor label about form fields[FIELD] cards[number name fields[FIELD] ticks[id label options[BOX]]] \
                        of ticks rows[id title] columns[number name] questions[text path stage stage_title principles[] roles[]] most sides[] margin \
                        statements[id anchor text side] shown[part field label many]]"),
];

/// What every page's template sees beside its own.
#[rustfmt::skip]
const EVERY: &str = "\
    site(title description language direction base_url generator today counts(pages facts sources claims) \
        has(facts sources disputes tags glossary checklists questions) id files style script search repository app feeds[title path]) \
    sidebar[title path here pages[title path] more] root \
    page(title kind description path canonical card(path width height) breadcrumbs[title path] hash outline[level id title hash] summary audience(for not_for) \
        subject(label path) tags[title path] updated words minutes prev(title path) next(title path) \
        related[title path description] backlinks[title path description] evidence[EVIDENCE] \
        facts[label value as_of dated path BADGES] source scripts[] keeps data markdown) \
    body nonce";

#[rustfmt::skip]
const PARTS: &[(&str, &str)] = &[
    ("BANK", "bank(QUESTIONS) around(stages[LINK] principles[LINK] tools[title path])"),
    ("QUESTIONS", "roles[id title count] stages[id title count] principles[id title count] drill \
                   questions[id anchor text roles[] role_ids stage(CHOICE) principles[CHOICE] principle_ids kind origin minutes \
                   shows[] traps[] follow_ups[] SOURCES]"),
    ("PRINCIPLE", "id anchor name official meaning shows[] missing[] practise stages[CHOICE] path count SOURCES"),
    ("CHOICE", "id title path"),
    ("FIELD", "id anchor label hint takes lines options[BOX] watch[]"),
    ("BOX", "id title anchor"),
    ("LINK", "title path count"),
    ("EVIDENCE", "n id kind subject label value qualifiers as_of dated method SOURCES wordings[text how] steps[] BADGES DISPUTE note path beside"),
    ("ENTRIES", "pages[title path description kind]"),
    ("RULING", "id label path status value kind because decided review overdue uses[text sentence how title path] \
                reports[value measures as_of adopted SOURCES]"),
    ("TALLY", "label figures backed cited todo unbacked exempt aside coverage strict"),
    ("SHARE", "label count share"),
    ("SOURCES", "sources[title path url locator publisher]"),
    ("DISPUTE", "dispute(status because reports[value measures sources[]])"),
    ("BADGES", "badges[mark words]"),
];

/// Words in the manual's tables that are values of fields or of HTML, not names of fields.
#[rustfmt::skip]
const VALUES: &[&str] = &[
    "ltr", "rtl",
    "a", "advance", "article", "authored", "average", "best", "button", "caution", "choice", "day", "deprecated", "disputed", "each",
    "error", "estimate", "example", "fact", "fails", "hedges", "holds", "home", "important", "info", "it", "ledger", "matrix", "normal",
    "overlaps", "plan", "preferred", "process", "quality", "reported", "role", "rubric", "rule", "section", "sheet", "span",
    "stale", "stop", "sup", "tag", "tip", "undetermined", "unevaluable", "unresolved", "warn", "warning", "we", "worksheet",
];

/// Fields that nothing fills yet: they are there, and false.
const NEVER: &[&str] = &[
    "components/comparison.html it.groups.rows.path",
    "sidebar.more",
    "disputes.html open.reports.adopted",
    "sources.html sources.derived.left_out",
    "sources.html sources.more_origins",
];

/// Templates of the default theme that others extend or include.
const SHARED: &[&str] = &[
    "base.html",
    "base/after.html",
    "base/contents.html",
    "base/entry.html",
    "base/footer.html",
    "base/outline.html",
    "parts.html",
    "top.html",
    "base.md",
    "parts.md",
];

/// Pages without Markdown.
const UNEXPORTED: &[&str] = &[
    "404.html",
    "drill.html",
    "facts.html",
    "search.html",
    "sheet.html",
    "sitemap.xml",
    "tag.html",
    "tags.html",
];

/// Added to the guide, so that every field has a value somewhere.
#[rustfmt::skip]
const MORE: &[(&str, &str)] = &[
    ("prepress.yaml", "app: true\ntheme: probe\ncard: probe.png\nrepository: https://probe.example/code\n"),
    ("content/data/subjects.yaml", "probe: {label: Probe}\nprobe-part: {label: Part of the probe, parent: probe}\n"),
    ("content/data/attributes.yaml", "probe-count: {label: Probes, type: count, unit: probe, direction: higher-is-better, example: 3 probes}\nprobe-depth: {label: Depth, type: count, unit: inch}\nprobe-late: {label: Late probes, type: count, unit: probe, example: 3 probes}\nprobe-open: {label: Open probes, type: count, unit: probe, example: 3 probes}\nprobe-same: {label: Same probes, type: count, unit: probe, example: 3 probes}\n"),
    ("content/data/sources.yaml", "probe: {title: The probe, kind: official, url: https://probe.example/, reliability: high, published: 2026-10}\nprobe-other: {title: The other probe, publisher: Another, kind: official, url: https://other.example/, reliability: high, published: 2026-10}\n"),
    ("content/data/glossary.yaml", "probe: {term: dipstick, definition: A plain probe., see: [probe-feeler]}\nprobe-feeler: {term: feeler, definition: A fine probe.}\n"),
    ("content/data/facts/probe.yaml", "subject: probe\nfacts:\n  - {id: probe-count, value: 3 probes, as-of: 2026-10, method: official, sources: [probe]}\n  - {id: probe-depth, not-applicable: A probe has no depth.}\n  - {id: probe-late, as-of: 2026-10, allow: {overdue-review: A probe.}, \
      dispute: {status: adopted, adopted: 3 probes, because: It is., review-by: 2026-10}, \
      reports: [{value: 3 probes, sources: [probe]}, {value: 9 probes, sources: [pmm-career-path]}]}\n  - {id: probe-open, as-of: 2026-10, allow: {overdue-review: A probe., unresolved-dispute: A probe.}, \
      dispute: {status: unresolved, because: Nobody counted., review-by: 2026-10}, \
      reports: [{value: 3 probes, as-of: 2026-09, sources: [probe]}, {value: 9 probes, as-of: 2026-10, sources: [pmm-career-path]}]}\n"),
    ("content/data/facts/probe-part.yaml", "subject: probe-part\nfacts:\n  - {id: probe-count, value: 5 probes, as-of: 2026-10, method: official, sources: [probe, probe-other]}\n  - {id: probe-same, value: 4 probes, as-of: 2026-10, method: official, sources: [probe, probe-other]}\n"),
    ("content/data/facts/probe-whole.yaml", "subject: probe\nfacts:\n  - {id: probe-same, value: 4 probes, as-of: 2026-10, method: official, sources: [probe, probe-other]}\n"),
    ("content/probe-compared.md", "---\ntitle: Its parts\ndescription: They differ.\nkind: comparison\nsubjects: [probe-part, probe]\nattributes: [probe-count, probe-same]\n---\nWords.\n"),
    ("content/probe-list.md", "---\ntitle: Its list\ndescription: It has one item.\nkind: checklist\nchecklist: probe\n---\nWords.\n"),
    ("content/data/checklists/probe.yaml", "title: The list of the probe\ndescription: It has one item. Then rain.\nroles: [pm]\nstage: onsite\nitems:\n  - {id: one, text: Dip it.}\n"),
    ("content/data/processes/probe.yaml", "title: The days of the probe\ntotal: {stages: 9, because: Nobody counted.}\nstages:\n  - {id: one, name: One, days: 1–2}\n  - {id: two, name: Two, days: 2–3, only: PM}\n"),
    ("content/data/rubrics/probe.yaml", "title: The rubric of the probe\nscale: {min: 1, max: 5}\ncompetencies: [{id: dip, name: Dip, text: How deep.}]\nrules: [{id: deep, text: Deep enough., score: 3, effect: advance, applies-to: each}]\n"),
    ("content/data/plans/probe.yaml", "title: The plan of the probe\ndescription: One day.\ndays: 1\nhours: 9\nbecause: It takes longer.\nparts: [{title: Dip, tasks: [{id: dip, text: Dip it., days: 1, minutes: 30}]}]\n"),
    ("content/data/worksheets/probe.yaml", "title: The sheet of the probe\nparts:\n  - {id: one, label: One, fields: [{id: dip, label: Dip, watch: [we]}]}\n  \
      - {id: two, label: Two, cards: 2, fields: [{id: at, label: At, takes: stages}]}\n"),
    ("content/data/principles/probe.yaml", "title: The principles of the probe\nprinciples: [{id: depth, name: Depth, sources: [{id: probe, locator: Its tip}]}]\n"),
    ("content/probe-process.md", "---\ntitle: Its days\ndescription: They overlap.\nkind: process\nprocess: probe\n---\n"),
    ("content/probe-rubric.md", "---\ntitle: Its rubric\ndescription: It has one rule.\nkind: rubric\nrubric: probe\n---\n"),
    ("content/probe-plan.md", "---\ntitle: Its plan\ndescription: It has one day.\nkind: plan\nplan: probe\n---\n"),
    ("content/probe-questions.md", "---\ntitle: Its questions\ndescription: For a role.\nkind: questions\nrole: pm\n---\n"),
    ("content/pay/probe/index.md", "---\ntitle: Part of a part\ndescription: It has a page.\n---\n"),
    ("content/pay/probe/page.md", "---\ntitle: Page of it\ndescription: It has words.\n---\nWords.\n"),
    ("content/probe.md", "\
---
title: A probe
description: It has everything.
subject: probe
updated: 2026-10-01
allow: {todo-claim: A probe., unbacked-figure: A probe.}
---
Some say [7 dips](fact:todo). <fact:probe-late>, <fact:probe-open>. There are [3 probes](fact:probe-count), one of them a dipstick. Each takes 45 days.

```rust
fn main() {}
```

```comparison
subjects: [probe-part, probe]
attributes: [probe-count, probe-depth]
```

```checklist
checklist: probe
```

```facts
facts: [probe-count, netflix-interview/interview-rounds, netflix-pm/total-comp@year=2023]
```

```principles
principles: probe
```

```worksheet
worksheet: probe
```

## Mistakes to avoid

- The length
  - BAD: Long.
  - GOOD: Short.
"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The fields of a shape, each with what is inside it, brackets included.
fn fields(shape: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = shape.trim_start();
    while !rest.is_empty() {
        let mut depth = 0;
        let end = rest.find(|c: char| {
            depth += i32::from("[(".contains(c)) - i32::from(")]".contains(c));
            depth == 0 && c == ' '
        });
        let field = &rest[..end.unwrap_or(rest.len())];
        found.push(field.split_at(field.find(['[', '(']).unwrap_or(field.len())));
        rest = rest[field.len()..].trim_start();
    }
    found
}

/// A template that touches every field of a shape, found in `of`. In its output `⟦name⟧` says that a
/// field has a value.
fn probe(shape: &str, of: &str, name: &str, depth: usize, all: &mut BTreeSet<String>) -> String {
    let mut out = String::new();
    for (field, inside) in fields(shape) {
        let (value, name, each) = (format!("{of}{field}"), format!("{name}{field}"), format!("e{depth}"));
        let inner = inside.get(1..inside.len().max(1) - 1).unwrap_or("");
        out += &format!("{{% if {value} %}}⟦{name}⟧{{% endif %}}");
        if inside.is_empty() {
            out += &format!("{{{{ {value} }}}}");
        } else if inside == "[]" {
            out += &format!("{{% for {each} in {value} %}}{{{{ {each} }}}}{{% endfor %}}");
        } else if inside.starts_with('[') {
            let inner = probe(inner, &format!("{each}."), &format!("{name}."), depth + 1, all);
            out += &format!("{{% for {each} in {value} %}}{inner}{{% endfor %}}");
        } else {
            let inner = probe(inner, &format!("{value}."), &format!("{name}."), depth, all);
            out += &format!(
                "{{% if {value} is undefined %}}⟦no {name}⟧{{% elif {value} %}}{inner}{{% endif %}}"
            );
        }
        all.insert(name);
    }
    out
}

/// A shape with its parts written out.
fn whole(shape: &str) -> String {
    PARTS.iter().fold(shape.to_owned(), |shape, &(part, inside)| shape.replace(part, inside))
}

/// The probes by template, and the names of all fields.
fn probes() -> (Vec<(String, String)>, BTreeSet<String>) {
    let mut all = BTreeSet::new();
    let every = probe(&whole(EVERY), "", "", 0, &mut all);
    let mut templates = Vec::new();
    for &(template, shape) in PAGES {
        let own = probe(&whole(shape), "", &format!("{template} "), 0, &mut all);
        let every = if template == "sitemap.xml" { "" } else { every.as_str() };
        templates.push((template.to_owned(), format!("{every}{own}")));
    }
    for &(component, shape) in COMPONENTS {
        let template = format!("components/{component}");
        let text = probe(&whole(shape), "it.", &format!("{template} it."), 0, &mut all);
        templates.push((template, text));
    }
    (templates, all)
}

fn engine(templates: &[(String, String)]) -> Tera {
    let mut tera = Tera::new();
    // The samples have plain paths and words.
    for filter in ["address", "markdown", "markdown_address"] {
        tera.register_filter(filter, |text: tera::Value, _: tera::Kwargs, _: &tera::State| text);
    }
    tera.autoescape_on(vec![".html", ".xml"]);
    let templates = templates.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    tera.add_raw_templates(templates).unwrap_or_else(|error| panic!("a template does not parse: {error}"));
    tera
}

/// The templates of the default theme.
fn default_theme() -> Vec<(String, String)> {
    let folder = root().join("themes/default/templates");
    let entries = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter().flatten();
    let file = |entry: walkdir::DirEntry| {
        let name = entry.path().strip_prefix(&folder).expect("below the folder");
        let name = name.to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(entry.path()).expect("a template"))
    };
    entries.filter(|entry| entry.file_type().is_file()).map(file).collect()
}

/// Samples by the name of their file.
fn samples() -> Vec<(String, Value)> {
    let folder = fs::read_dir(root().join("tests/theme")).expect("tests/theme");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    let sample = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a sample");
        let name = path.display().to_string();
        let sample: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, sample)
    };
    paths.iter().map(sample).collect()
}

fn render(tera: &Tera, template: &str, context: &Context, sample: &str) -> String {
    tera.render(template, context).unwrap_or_else(|error| panic!("{sample}: {template}: {error}"))
}

/// Renders a sample with its components, through its own template.
fn render_sample(tera: &Tera, name: &str, sample: &Value) -> String {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let mut components: Vec<String> = Vec::new();
    for component in sample["components"].as_array().expect("a list") {
        let mut context = Context::new();
        context.insert("root", sample["context"]["root"].as_str().unwrap_or(""));
        context.insert("it", &filled(&component["it"], &components));
        let template = format!("components/{}", text(&component["template"]));
        components.push(render(tera, &template, &context, name));
    }
    let context = Context::from_serialize(&filled(&sample["context"], &components)).expect("a map");
    render(tera, &text(&sample["template"]), &context, name)
}

/// The template of a page's Markdown, by that of its HTML; pages of authors share one.
fn markdown_template(templates: &[(String, String)], html: &str) -> Option<String> {
    let own = html.replace(".html", ".md");
    let own = templates.iter().find(|(name, _)| *name == own).map(|(name, _)| name.clone());
    own.or_else(|| Some("page.md".to_owned())).filter(|_| !UNEXPORTED.contains(&html))
}

/// The value with components in their places.
fn filled(value: &Value, components: &[String]) -> Value {
    match value {
        Value::String(text) => {
            let put = |text: String, (number, html): (usize, &String)| {
                text.replace(&format!("<!--component {number}-->"), html)
            };
            Value::String(components.iter().enumerate().fold(text.clone(), put))
        }
        Value::Array(items) => items.iter().map(|item| filled(item, components)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, field)| (name.clone(), filled(field, components))).collect()
        }
        other => other.clone(),
    }
}

/// The names between `⟦` and `⟧`.
fn marks(text: &str) -> impl Iterator<Item = String> {
    text.split('⟦').skip(1).filter_map(|part| Some(part.split_once('⟧')?.0.to_owned()))
}

#[test]
fn the_default_theme_renders_every_sample() {
    let templates = default_theme();
    let tera = engine(&templates);
    let mut used = BTreeSet::new();
    for (name, sample) in samples() {
        let template = sample["template"].as_str().expect("a template").to_owned();
        let page = render_sample(&tera, &name, &sample);
        let (start, inside) =
            if template == "sitemap.xml" { ("<?xml", "<urlset") } else { ("<!DOCTYPE html>", "</main>") };
        assert!(page.starts_with(start) && page.contains(inside), "{name}:\n{page}");
        assert!(!page.contains("<!--component"), "{name}: a component is lost:\n{page}");
        let components = sample["components"].as_array().into_iter().flatten();
        for component in components.map(|it| format!("components/{}", it["template"].as_str().unwrap_or("")))
        {
            // Those that stand in a text of an author have none: the text is exported as it was written.
            let markdown = component.replace(".html", ".md");
            used.extend(templates.iter().any(|(name, _)| *name == markdown).then_some(markdown));
            used.insert(component);
        }
        if let Some(markdown) = markdown_template(&templates, &template) {
            let mut sample = sample.clone();
            sample["template"] = markdown.clone().into();
            for component in sample["components"].as_array_mut().into_iter().flatten() {
                let markdown = component["template"].as_str().unwrap_or("").replace(".html", ".md");
                if used.contains(&format!("components/{markdown}")) {
                    component["template"] = markdown.into();
                }
            }
            let page = render_sample(&tera, &name, &sample);
            assert!(page.starts_with("# ") && !page.contains("<!--component"), "{name}:\n{page}");
            used.insert(markdown);
        }
        used.insert(template);
    }
    let all: BTreeSet<String> = templates.into_iter().map(|(name, _)| name).collect();
    let missing: Vec<_> = all.difference(&used).filter(|name| !SHARED.contains(&name.as_str())).collect();
    assert!(missing.is_empty(), "no sample for {missing:?}");
}

#[test]
fn samples_have_the_shape_of_the_contract() {
    let tera = engine(&probes().0);
    for (name, sample) in samples() {
        let page = render_sample(&tera, &name, &sample);
        let lost: Vec<_> = marks(&page).filter(|mark| mark.starts_with("no ")).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
    }
}

/// The guide with the probes as its theme, and a page that has what the guide has not.
fn probed(templates: &[(String, String)]) -> Site {
    let mut site = site::read(&root());
    for &(path, more) in MORE {
        let mut text = match site.get(path) {
            Some(Content::Text(text)) => text.to_string(),
            _ => String::new(),
        };
        if path == "prepress.yaml" {
            let keep = |line: &&str| !["theme:", "repository:"].iter().any(|key| line.starts_with(*key));
            text = text.lines().filter(keep).map(|line| format!("{line}\n")).collect();
        }
        site::put(&mut site, path, &(text + more));
    }
    site.insert(prepress::text::FilePath::new("content/probe.png"), Content::Asset(Some((1200, 630))));
    for (name, text) in templates {
        site::put(&mut site, &format!("themes/probe/templates/{name}"), text);
    }
    site
}

#[test]
fn pages_have_every_field_of_the_contract() {
    let (templates, all) = probes();
    let done = site::build(probed(&templates));
    assert!(done.findings.is_empty(), "{}", done.human());
    let pages = done.output.iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".xml"));
    let seen: BTreeSet<String> =
        pages.flat_map(|(path, _)| marks(&done.page(path)).collect::<Vec<_>>()).collect();
    let odd: Vec<_> = seen.difference(&all).collect();
    assert!(odd.is_empty(), "fields are gone: {odd:?}");
    let empty: Vec<_> = all.difference(&seen).filter(|field| !NEVER.contains(&field.as_str())).collect();
    assert!(empty.is_empty(), "no page fills {empty:?}");
    let page = done.page("probe.html");
    for text in [
        "⟦page.title⟧A probe",
        "⟦page.kind⟧article",
        "⟦page.updated⟧2026-10-01",
        "⟦page.source⟧content/probe.md",
        "⟦page.evidence.value⟧3 probes",
        "⟦site.today⟧2026-11-21",
        concat!("⟦site.generator⟧prepress ", env!("CARGO_PKG_VERSION")),
        "⟦site.repository⟧https://probe.example/code",
    ] {
        assert!(page.contains(text), "no `{text}` in\n{page}");
    }
    let ledger = done.page("facts/probe.html");
    assert!(ledger.contains("⟦ledger.html rows.file⟧content/data/facts/probe.yaml⟦"), "{ledger}");
}

#[test]
fn the_manual_names_the_same_templates_and_fields() {
    let manual = fs::read_to_string(root().join("docs/templates.md")).expect("docs/templates.md");
    let start = manual.find("## In every page template").expect("the fields of every page");
    let end = manual.find("## Marks in").expect("the marks");
    let words: BTreeSet<&str> = manual[start..end].split('`').skip(1).step_by(2).collect();
    let (templates, names) = probes();
    for (name, _) in &templates {
        let word = name.strip_prefix("components/").unwrap_or(name);
        assert!(words.contains(word), "the manual does not name {word}");
        assert!(root().join("themes/default/templates").join(name).exists(), "the theme has no {name}");
    }
    let is_name = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let named = words.iter().map(|word| word.trim_end_matches('?')).filter(is_name);
    let named: BTreeSet<&str> = named.filter(|word| !VALUES.contains(word)).collect();
    let probed: BTreeSet<&str> = names.iter().filter_map(|name| name.rsplit(['.', ' ']).next()).collect();
    let differ: Vec<_> = named.symmetric_difference(&probed).collect();
    assert!(differ.is_empty(), "named in only one of the manual and this test: {differ:?}");
}
