//! What inputs are given to, and what must be true of the results.
//!
//! In: an input, which is a few files or texts with names. Out: nothing, or which law it breaks. A panic breaks one,
//! too. Adding a target is adding a row to [`TARGETS`].

use crate::mutate::Mutator;
use crate::seeds;
use prepress::diag::{Applicability, Levels, emit};
use prepress::site::{Content, Fixed, Inputs, Output, Workspace};
use prepress::text::FilePath;
use prepress::{expr, value};
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{LazyLock, Mutex, PoisonError};

/// A file or a text with its name.
pub(crate) type Named = (String, String);

/// Which law an input breaks, if it breaks one.
pub(crate) type Held = Result<(), String>;

/// Something that takes inputs.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) input: fn(&mut Mutator<'_>) -> Vec<Named>,
    pub(crate) run: fn(&[Named]) -> Held,
}

pub(crate) const TARGETS: [Target; 9] = [
    Target { name: "values", input: wordings, run: values },
    Target { name: "expressions", input: expressions, run: expression },
    Target { name: "references", input: references, run: whole },
    Target { name: "pages", input: pages, run: whole },
    Target { name: "data", input: data, run: whole },
    Target { name: "sites", input: sites, run: alone },
    Target { name: "templates", input: templates, run: whole },
    Target { name: "repairs", input: repairs, run: repaired },
    Target { name: "nonsense", input: nonsense, run: noticed },
];

fn one(text: String) -> Vec<Named> {
    vec![("text".to_owned(), text)]
}

fn wordings(mutator: &mut Mutator<'_>) -> Vec<Named> {
    let seeds = mutator.seeds;
    let mut texts = one(mutator.mutated(&seeds.wordings));
    texts.push(("value".to_owned(), mutator.mutated(&seeds.wordings)));
    texts
}

/// Everything that reads or writes a value.
fn values(input: &[Named]) -> Held {
    let [(_, wording), (_, stored)] = input else { return Err("two texts are needed".to_owned()) };
    let units = [None, Some("USD"), Some("USD/year"), Some("days"), Some("rounds")];
    for kind in value::Kind::ALL {
        for unit in units {
            let Ok(schema) = value::Schema::new(*kind, unit) else { continue };
            let read = value::read_wording(wording, &schema);
            if let Err(error) = &read {
                in_text(error.span.clone(), wording, "the place of an error")?;
            }
            let fact = value::read_stored(stored, &schema);
            if let Ok(fact) = &fact {
                let _ = value::format(fact, &schema, value::Form::Long);
                let _ = value::format(fact, &schema, value::Form::Plain);
                let _ = value::variants(fact, &schema);
            }
            if let (Ok(stated), Ok(fact)) = (&read, &fact) {
                let _ = value::agree(stated, fact, &schema, &value::Options::default());
                let _ = value::compare(stated, fact, fact, &schema, &value::Options::default());
            }
            let _ = value::read_comparison(wording, &schema);
        }
    }
    for found in value::figures(wording, &value::Lexicon::default()) {
        in_text(found.span.clone(), wording, "a figure")?;
        in_text(found.core.clone(), wording, "the core of a figure")?;
        let _ = value::vary_wording(wording, found.span);
    }
    let _ = value::hedges_before(wording);
    let _ = value::hedges_after(wording);
    let _ = value::hedges_after_count(wording);
    let _ = value::hedges_before_date(wording);
    Ok(())
}

fn in_text(range: std::ops::Range<usize>, text: &str, what: &str) -> Held {
    if text.get(range.clone()).is_some() {
        Ok(())
    } else {
        Err(format!("{what}, {range:?}, is not in the text"))
    }
}

fn expressions(mutator: &mut Mutator<'_>) -> Vec<Named> {
    let seeds = mutator.seeds;
    one(mutator.mutated(&seeds.expressions))
}

/// An expression that can be read can be printed and read again.
fn expression(input: &[Named]) -> Held {
    let text = &input[0].1;
    // Which names there are only decides how hyphens are read.
    let is_set = |name: &str| name.contains('-');
    let _ = expr::parse_quantifiers(text);
    let Ok(read) = expr::parse(text, &is_set) else { return Ok(()) };
    let printed = read.to_string();
    let again = expr::parse(&printed, &is_set)
        .map_err(|error| format!("printed as `{printed}`, which is: {error:?}"))?;
    if again.to_string() == printed { Ok(()) } else { Err(format!("`{printed}` is printed as `{again}`")) }
}

const PAGE: &str = "content/x.md";

fn references(mutator: &mut Mutator<'_>) -> Vec<Named> {
    let seeds = mutator.seeds;
    let mut text = "---\ntitle: X\nsubject: acme-pm\n---\n\n".to_owned();
    for _ in 0..4 {
        let reference = mutator.mutated(&seeds.references);
        let words = mutator.mutated(&seeds.wordings);
        text.push_str(&format!("It is [{words}]({reference}), or <{reference}>.\n\n"));
    }
    vec![(PAGE.to_owned(), text)]
}

fn pages(mutator: &mut Mutator<'_>) -> Vec<Named> {
    let seeds = mutator.seeds;
    vec![(PAGE.to_owned(), mutator.mutated(&seeds.pages))]
}

fn data(mutator: &mut Mutator<'_>) -> Vec<Named> {
    let seeds = mutator.seeds;
    let mut files = Vec::new();
    for _ in 0..=mutator.random.below(2) {
        let (path, text) = mutator.random.pick(&seeds.data).clone();
        files.push((path, mutator.changed(text, &seeds.yaml)));
    }
    files
}

fn sites(mutator: &mut Mutator<'_>) -> Vec<Named> {
    let seeds = mutator.seeds;
    let mut site = mutator.random.pick(&seeds.sites).clone();
    for _ in 0..=mutator.random.below(2) {
        let at = mutator.random.below(site.len());
        let others: &[String] = if site[at].0.ends_with(".md") { &seeds.pages } else { &seeds.yaml };
        let text = std::mem::take(&mut site[at].1);
        site[at].1 = mutator.changed(text, others);
    }
    site
}

fn templates(mutator: &mut Mutator<'_>) -> Vec<Named> {
    let seeds = mutator.seeds;
    let text = mutator.mutated(&seeds.templates);
    let config = "title: X\ntheme: own\n".to_owned();
    vec![
        ("prepress.yaml".to_owned(), config),
        ("themes/own/templates/article.html".to_owned(), text),
        (PAGE.to_owned(), "---\ntitle: X\n---\n\n## Part\n\nWords.\n".to_owned()),
    ]
}

/// Figures bound and not, in and beside links, images, code and HTML.
fn repairs(mutator: &mut Mutator<'_>) -> Vec<Named> {
    #[rustfmt::skip]
    const PARTS: &[&str] = &[
        "[4–6 rounds](fact:interview-rounds)", "4–6 rounds", "4-6 rounds", "[five rounds](fact:acme-pmm/interview-rounds)", "5 rounds", "about [$20K](fact:signing-bonus)",
        "$20K", "~$20K~", "[see 4–6 rounds here](index.md)", "[**3–5 weeks**](https://a.example)", "[3–5 weeks](fact:process-length)", "3–5 weeks", "![3–5 weeks](x.svg)",
        "[[index|3–5 weeks]]", "`3–5 weeks`", "<b>3–5 weeks</b>", "<a href=\"x\">3–5 weeks</a>", "!3–5 weeks", "[3–5 weeks]", "[3–5 weeks][r]", "\\3–5 weeks",
        "[60 minutes](fact:stage-length@panel)", "[60 minutes](fact:stage-length@stag=panel)", "[$20K](fact:signing-bonsu)", "[12% higher](fact:pay-gap)", "[4-6 rounds](fact:interview-rounds?mach=exact)",
        "[7 rounds](fact:interview-rounds)", "[$190K](fact:acme-pmm/total-comp#median)", "[more](fact:total-comp?vs=acme-pmm/total-cmp)", "[x](source:acme-carers)", "Acme PMM", "\n\n", " ", ", then ", ". ", "(", ")", "**", "~",
    ];
    let mut text = "---\ntitle: X\nsubject: acme-pm\n---\n\n".to_owned();
    for _ in 0..3 + mutator.random.below(12) {
        text.push_str(mutator.random.pick::<&str>(PARTS));
        text.push_str(mutator.random.pick::<&str>(&[" ", " ", "", "\n\n", ". "]));
    }
    let seeds = mutator.seeds;
    if mutator.random.below(3) == 0 {
        text = mutator.changed(text, &seeds.pages);
    }
    vec![(PAGE.to_owned(), text)]
}

/// A file of the guide's data in which one value is a mapping that no key wants, and the same file without it.
fn nonsense(mutator: &mut Mutator<'_>) -> Vec<Named> {
    let own: Vec<&(String, String)> = GUIDE.iter().filter(|(path, _)| path.ends_with(".yaml")).collect();
    let (path, text) = *mutator.random.pick(&own);
    let mut tree: Value = serde_yaml::from_str(text).expect("the guide's data can be read");
    let plain = serde_yaml::to_string(&tree).expect("what was read can be written");
    let values = count(&tree);
    let mut left = mutator.random.below(values);
    spoil(&mut tree, &mut left);
    let spoilt = serde_yaml::to_string(&tree).expect("a tree can be written");
    vec![(path.clone(), plain), (path.clone(), spoilt)]
}

/// The values of a tree, apart from its root.
fn count(tree: &Value) -> usize {
    match tree {
        Value::Mapping(entries) => entries.values().map(|value| 1 + count(value)).sum(),
        Value::Sequence(items) => items.iter().map(|item| 1 + count(item)).sum(),
        _ => 0,
    }
}

fn spoil(tree: &mut Value, left: &mut usize) -> bool {
    let mut one = |value: &mut Value| {
        if *left == 0 {
            *value = serde_yaml::from_str("{zzz: [a]}").expect("a mapping");
            return true;
        }
        *left -= 1;
        spoil(value, left)
    };
    match tree {
        Value::Mapping(entries) => entries.values_mut().any(&mut one),
        Value::Sequence(items) => items.iter_mut().any(&mut one),
        _ => false,
    }
}

/// A wrong value is a finding, never a default.
fn noticed(input: &[Named]) -> Held {
    let [plain, spoilt] = input else { return Err("two texts of one file are needed".to_owned()) };
    let found = |file: &(String, String)| -> BTreeSet<String> {
        let site = put(put(Site::new(), &GUIDE), std::slice::from_ref(file));
        let built = in_workspace(|workspace| workspace.build(inputs(site)));
        built.findings.iter().map(|finding| format!("{}: {}", finding.lint.name, finding.message)).collect()
    };
    let (before, after) = (found(plain), found(spoilt));
    if after.is_subset(&before) { Err("nobody noticed the value {zzz: [a]}".to_owned()) } else { Ok(()) }
}

/// The guide's data, with a page.
static GUIDE: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let data = seeds::texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content/data"));
    let data = data.into_iter().map(|(path, text)| (format!("content/data/{path}"), text));
    let page = ("content/index.md".to_owned(), "---\ntitle: Home\n---\n\nWords.\n".to_owned());
    data.chain([page, ("prepress.yaml".to_owned(), "title: Guide\n".to_owned())]).collect()
});

type Site = BTreeMap<FilePath, Content>;

static DEMO: LazyLock<Site> = LazyLock::new(|| {
    let files = seeds::texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lints/demo"));
    files.into_iter().map(|(path, text)| (FilePath::new(path), Content::Text(text.into()))).collect()
});

fn put(mut site: Site, files: &[Named]) -> Site {
    let is_text = |path: &str| {
        [".md", ".yaml", ".yml", ".html", ".css", ".js", ".xml"].iter().any(|e| path.ends_with(e))
    };
    for (path, text) in files {
        let content = if is_text(path) { Content::Text(text.as_str().into()) } else { Content::Asset(None) };
        site.insert(FilePath::new(path.as_str()), content);
    }
    site
}

fn inputs(files: Site) -> Inputs {
    Inputs {
        files,
        today: jiff::civil::date(2026, 11, 21),
        drafts: true,
        base_url: Some("https://a.example/b/".to_owned()),
        levels: Levels::default(),
        published: BTreeSet::new(),
        added: None,
        highlighted: Vec::new(),
        pages: None,
        texts: None,
    }
}

/// Keeps what does not change from one input to the next, the theme above all. What panicked is not used again.
static WORKSPACE: Mutex<Option<Workspace>> = Mutex::new(None);

fn in_workspace<T>(run: impl FnOnce(&mut Workspace) -> T) -> T {
    let take = || WORKSPACE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut workspace = take().take().unwrap_or_default();
    let done = run(&mut workspace);
    *take() = Some(workspace);
    done
}

fn fix(files: Site, up_to: Applicability) -> Fixed {
    in_workspace(|workspace| workspace.fix(inputs(files), up_to))
}

fn whole(input: &[Named]) -> Held {
    holds(put(DEMO.clone(), input))
}

fn alone(input: &[Named]) -> Held {
    holds(put(Site::new(), input))
}

/// What is true of every site: places of findings lie in their files, everything can be rendered and printed, files
/// for machines can be read by them, and repairs settle.
fn holds(files: Site) -> Held {
    let built = in_workspace(|workspace| workspace.build(inputs(files.clone())));
    let (findings, built) = (built.findings, built.value);
    for finding in &findings {
        for span in std::iter::once(finding.span).chain(finding.related.iter().map(|label| label.span)) {
            let file = built.files().get(span.file);
            in_text(span.range(), &file.text, &format!("{} in {}", finding.lint.name, file.path))?;
        }
    }
    let _ = emit::human(&findings, built.files(), emit::Style { color: true, width: 80 });
    let lines = emit::json(&findings, built.files());
    for text in lines.lines().chain([emit::sarif(&findings, built.suppressed(), built.files()).as_str()]) {
        serde_json::from_str::<serde_json::Value>(text).map_err(|error| format!("invalid JSON: {error}"))?;
    }
    // Cards are pictures of titles, and take longer than all the rest.
    for path in built.paths().filter(|path| !path.ends_with(".png")) {
        if let Some(Ok(Output::Bytes(bytes))) = built.render(path) {
            machine_readable(path, &bytes)?;
        }
    }
    settles(files, Applicability::Safe)?;
    Ok(())
}

fn machine_readable(path: &str, bytes: &[u8]) -> Held {
    let text = std::str::from_utf8(bytes);
    if path.ends_with(".json") {
        serde_json::from_slice::<serde_json::Value>(bytes).map_err(|error| format!("{path}: {error}"))?;
    } else if path.ends_with(".xml") {
        // All that XML forbids in a text and no writer escapes.
        let odd = |c: char| (c < ' ' && !"\t\n\r".contains(c)) || c == '\u{fffe}' || c == '\u{ffff}';
        let text = text.map_err(|error| format!("{path}: {error}"))?;
        if let Some(odd) = text.chars().find(|c| odd(*c)) {
            return Err(format!("{path} has {odd:?}, which XML forbids"));
        }
    }
    Ok(())
}

/// Repairs come to an end: a second run has nothing to do.
fn settles(files: Site, up_to: Applicability) -> Result<Site, String> {
    let first = fix(files.clone(), up_to);
    let mut after = files;
    for changed in first.changed {
        after.insert(changed.path, Content::Text(changed.new));
    }
    let second = fix(after.clone(), up_to);
    match second.changed.first() {
        None => Ok(after),
        Some(changed) => Err(format!(
            "a second run of repairs changes {}\n--- before\n{}\n--- after\n{}",
            changed.path, changed.old, changed.new
        )),
    }
}

/// Repairs settle, and links, images and code are what they were.
fn repaired(input: &[Named]) -> Held {
    let files = put(DEMO.clone(), input);
    for up_to in [Applicability::Safe, Applicability::Unsafe] {
        let after = settles(files.clone(), up_to)?;
        let text = |site: &Site| match site.get(PAGE) {
            Some(Content::Text(text)) => text.to_string(),
            _ => String::new(),
        };
        let (before, after) = (text(&files), text(&after));
        // What is surely right keeps the words; a tilde may become one.
        let same = words(&before) == words(&after);
        if up_to == Applicability::Safe && !same {
            return Err(format!("safe repairs change words\n--- before\n{before}\n--- after\n{after}"));
        }
        // A mistyped target is corrected where it needs a look, and with it the words of a link that has no others.
        let targets = up_to == Applicability::Safe;
        let (kept, found) = (fixtures(&before, targets), fixtures(&after, targets));
        if kept != found {
            return Err(format!(
                "repairs lose or gain: {kept:?} became {found:?}\n--- before\n{before}\n--- after\n{after}"
            ));
        }
    }
    Ok(())
}

/// What readers see of a page, in letters and digits.
fn words(text: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser};
    let parser = Parser::new_ext(text, Options::ENABLE_WIKILINKS | Options::ENABLE_TABLES);
    let seen = parser.filter_map(|event| match event {
        Event::Text(words) | Event::Code(words) => Some(words.into_string()),
        Event::SoftBreak | Event::HardBreak => Some(" ".to_owned()),
        _ => None,
    });
    let seen: String = seen.collect();
    let seen = seen.to_lowercase().replace("or about", "").replace("about", "");
    seen.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The links that are no bindings with their words, images, code and HTML of a page, in order; links with their targets,
/// if those count.
fn fixtures(text: &str, targets: bool) -> Vec<String> {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let ours = |url: &str| ["fact:", "claim:", "source:"].iter().any(|scheme| url.starts_with(scheme));
    let (mut found, mut open) = (Vec::new(), None::<(String, String)>);
    // As pages are read: what stands at the top is no Markdown, and a definition is a block of its own.
    let options = Options::ENABLE_WIKILINKS
        | Options::ENABLE_TABLES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) if !ours(&dest_url) => {
                open = Some((dest_url.into_string(), String::new()))
            }
            Event::End(TagEnd::Link) => found.extend(open.take().map(|(target, words)| match targets {
                true => format!("link {target} {words}"),
                false if words == target => "link".to_owned(),
                false => format!("link {words}"),
            })),
            Event::Start(Tag::Image { dest_url, .. }) => found.push(format!("image {dest_url}")),
            Event::Code(code) => found.push(format!("code {code}")),
            Event::Html(html) | Event::InlineHtml(html) => found.push(format!("html {html}")),
            Event::Text(words) => {
                if let Some((_, open)) = &mut open {
                    open.push_str(&words);
                }
            }
            _ => {}
        }
    }
    found
}
