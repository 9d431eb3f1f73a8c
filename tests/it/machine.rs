//! Files for programs: `facts.json` against its schema, pages as Markdown, feeds, JSON-LD.

use crate::site::{self, Done};
use prepress::site::Content;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The guide in `content/`, which is large and built once.
fn guide() -> &'static Done {
    static GUIDE: OnceLock<Done> = OnceLock::new();
    GUIDE.get_or_init(|| site::build(site::read(root())))
}

fn case() -> site::Site {
    site::read(&root().join("tests/cases/pages/reports/site"))
}

fn json(done: &Done, path: &str) -> Value {
    serde_json::from_str(&done.page(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The part of JSON Schema 2020-12 that the schema uses; anything else is an error.
struct Validator<'a> {
    schema: &'a Value,
    wrong: Vec<String>,
}

impl Validator<'_> {
    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let mut inner = Validator { schema: self.schema, wrong: Vec::new() };
        inner.check(schema, value, "");
        inner.wrong.is_empty()
    }

    fn check(&mut self, schema: &Value, value: &Value, at: &str) {
        for (keyword, rule) in schema.as_object().expect("a schema is an object") {
            let holds = match keyword.as_str() {
                "$schema" | "$id" | "$defs" | "title" | "description" => true,
                "$ref" => {
                    let path = rule.as_str().expect("a path").trim_start_matches('#');
                    let target = self.schema.pointer(path).unwrap_or_else(|| panic!("no {path}"));
                    self.check(target, value, at);
                    true
                }
                "anyOf" => rule.as_array().expect("a list").iter().any(|one| self.fits(one, value)),
                "const" => rule == value,
                "enum" => rule.as_array().expect("a list").contains(value),
                "type" => match rule {
                    Value::Array(all) => all.iter().any(|name| is(name, value)),
                    one => is(one, value),
                },
                "pattern" => {
                    value.as_str().is_none_or(|text| matches(rule.as_str().expect("a pattern"), text))
                }
                "required" => {
                    let names = rule.as_array().expect("a list").iter().filter_map(Value::as_str);
                    value.as_object().is_none_or(|fields| names.into_iter().all(|n| fields.contains_key(n)))
                }
                "properties" => {
                    for (name, inner) in rule.as_object().expect("an object") {
                        if let Some(field) = value.get(name) {
                            self.check(inner, field, &format!("{at}/{name}"));
                        }
                    }
                    true
                }
                "additionalProperties" => {
                    let known = schema.get("properties").and_then(Value::as_object);
                    let fields = value.as_object().into_iter().flatten();
                    for (name, field) in fields.filter(|(n, _)| known.is_none_or(|k| !k.contains_key(*n))) {
                        match rule {
                            Value::Bool(false) => self.wrong.push(format!("{at}: unknown `{name}`")),
                            rule => self.check(rule, field, &format!("{at}/{name}")),
                        }
                    }
                    true
                }
                "items" => {
                    for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, item, &format!("{at}/{number}"));
                    }
                    true
                }
                "minItems" => {
                    value.as_array().is_none_or(|all| all.len() as u64 >= rule.as_u64().expect("n"))
                }
                "maxItems" => {
                    value.as_array().is_none_or(|all| all.len() as u64 <= rule.as_u64().expect("n"))
                }
                "uniqueItems" => value.as_array().is_none_or(|all| {
                    all.iter().map(ToString::to_string).collect::<BTreeSet<_>>().len() == all.len()
                }),
                other => panic!("this validator does not know `{other}`"),
            };
            if !holds {
                self.wrong.push(format!("{at}: {value} breaks {keyword} {rule}"));
            }
        }
    }
}

fn is(name: &Value, value: &Value) -> bool {
    match name.as_str().expect("a type") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("no type {other}"),
    }
}

/// The patterns of the schema, by hand.
fn matches(pattern: &str, text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match pattern {
        "^-?[0-9]+(\\.[0-9]+)?$" => {
            let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
            digits(whole.strip_prefix('-').unwrap_or(whole)) && digits(part)
        }
        "^blake3:[0-9a-f]{64}$" => text
            .strip_prefix("blake3:")
            .is_some_and(|hash| hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit())),
        "^[0-9]{4}(-(Q[1-4]|[0-9]{2}(-[0-9]{2})?))?$" => prepress::model::PartialDate::parse(text).is_some(),
        other => panic!("this validator does not know the pattern {other}"),
    }
}

fn problems(done: &Done, value: &Value) -> Vec<String> {
    let schema = json(done, "facts.schema.json");
    let mut validator = Validator { schema: &schema, wrong: Vec::new() };
    validator.check(&schema, value, "");
    validator.wrong
}

#[test]
fn the_facts_fit_their_schema() {
    for done in [guide(), &site::build(case())] {
        let facts = json(done, "facts.json");
        let wrong = problems(done, &facts);
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(!facts["facts"].as_array().expect("facts").is_empty());
    }
}

#[test]
fn the_schema_refuses_what_is_not_in_it() {
    let done = site::build(case());
    let facts = json(&done, "facts.json");
    let changes: [(&str, Value); 5] = [
        ("/facts/0/rank", "best".into()),
        ("/facts/0/hash", "sha256:0".into()),
        ("/facts/1/value/min", 90.into()),
        ("/facts/1/as-of", "May".into()),
        ("/schema", "prepress-facts/2".into()),
    ];
    for (place, value) in changes {
        let mut changed = facts.clone();
        *changed.pointer_mut(place).unwrap_or_else(|| panic!("no {place}")) = value;
        assert!(!problems(&done, &changed).is_empty(), "{place} is not checked");
    }
}

#[test]
fn a_disputed_number_is_never_a_plain_one() {
    let done = site::build(case());
    let facts = json(&done, "facts.json");
    let length = &facts["facts"][0];
    assert_eq!(length["id"], "exam/length");
    assert!(length["value"].is_null(), "{length}");
    assert_eq!(length["dispute"]["reports"][1]["value"]["min"], "3");
    assert!(length["status"].as_array().expect("a list").contains(&"disputed".into()));
}

#[test]
fn the_hash_of_a_fact_follows_its_data_and_not_the_pages() {
    let hashes = |site: site::Site| {
        let facts = json(&site::build(site), "facts.json");
        let hash = |fact: &Value| fact["hash"].as_str().expect("a hash").to_owned();
        facts["facts"].as_array().expect("facts").iter().map(hash).collect::<Vec<_>>()
    };
    let change = |path: &str, from: &str, to: &str| {
        let mut site = case();
        let text = site.values().zip(site.keys()).find_map(|(content, name)| match content {
            Content::Text(text) if name.as_str() == path => Some(text.to_string()),
            _ => None,
        });
        let text = text.expect("the file");
        assert!(text.contains(from), "{path} has no {from}");
        site::put(&mut site, path, &text.replace(from, to));
        hashes(site)
    };
    let before = hashes(case());
    assert_eq!(before, change("content/day.md", "in cash", "in coins"));
    let after = change("content/data/facts/exam.yaml", "$90", "$91");
    let changed: Vec<usize> = (0..before.len()).filter(|n| before[*n] != after[*n]).collect();
    assert_eq!(changed, [1]);
}

/// The data block of a page.
fn data(done: &Done, path: &str) -> Value {
    let page = done.page(path);
    let start = page.find("application/ld+json").and_then(|at| Some(at + page[at..].find('>')? + 1));
    let text = &page[start.unwrap_or_else(|| panic!("{path} has no data"))..];
    let end = text.find("</script>").expect("its end");
    serde_json::from_str(&text[..end]).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn part<'v>(data: &'v Value, kind: &str) -> &'v Value {
    let all = data["@graph"].as_array().expect("a graph");
    all.iter().find(|one| one["@type"] == kind).unwrap_or_else(|| panic!("no {kind} in {data:#}"))
}

#[test]
fn pages_say_what_they_are() {
    let mut site = case();
    site::put(&mut site, "content/first.md", "---\ntitle: First\npublish: 2026-10-01\n---\nText.\n");
    site::put(&mut site, "content/undated.md", "---\ntitle: Undated\n---\nText.\n");
    let done = site::build(site);
    assert_eq!(part(&data(&done, "first.html"), "Article")["datePublished"], "2026-10-01");
    // An article has a date.
    assert_eq!(part(&data(&done, "undated.html"), "WebPage")["name"], "Undated");
    let day = data(&done, "day.html");
    assert_eq!(part(&day, "Article")["dateModified"], "2026-10-15");
    let trail = &part(&day, "BreadcrumbList")["itemListElement"];
    assert_eq!(trail[1]["item"], "https://example.com/guide/day.html");
    let questions = &part(&day, "FAQPage")["mainEntity"];
    assert_eq!(questions[0]["acceptedAnswer"]["text"], "It costs $90.");
    assert_eq!(questions[1]["name"], "Is it long?");
    assert_eq!(questions[1]["acceptedAnswer"]["text"], "It takes two to three hours.");
    assert!(questions[2].is_null(), "{questions:#}");
}

#[test]
fn an_open_dispute_is_measured_once_for_each_report() {
    let done = site::build(case());
    let ledger = data(&done, "facts/exam.html");
    let measured = part(&ledger, "Dataset")["variableMeasured"].as_array().expect("a list");
    let length: Vec<&Value> = measured.iter().filter(|one| one["name"] == "The exam: Length").collect();
    assert_eq!(length.len(), 2);
    assert_eq!(length[1]["value"], 3);
    let fee = measured.iter().find(|one| one["name"] == "The exam: Fee").expect("the fee");
    assert_eq!((&fee["value"], &fee["unitText"]), (&90.into(), &"USD".into()));
}

#[test]
fn no_text_ends_a_data_block() {
    let mut site = case();
    let text = "---\ntitle: A </script><b>&amp; <!-- title\ndescription: D\n---\n## FAQ\n\n### Why `</script>`?\n\nSo <!-- x -->.\n";
    site::put(&mut site, "content/odd.md", text);
    let done = site::build(site);
    let odd = data(&done, "odd.html");
    assert_eq!(part(&odd, "WebPage")["name"], "A </script><b>&amp; <!-- title");
    assert_eq!(part(&odd, "FAQPage")["mainEntity"][0]["name"], "Why </script>?");
}

#[test]
fn every_page_has_markdown_without_our_schemes() {
    let done = guide();
    let pages = done.output.keys().filter(|path| path.ends_with(".md")).collect::<Vec<_>>();
    assert!(pages.len() > 20);
    for path in pages {
        let text = done.page(path);
        for scheme in ["](fact:", "<fact:", "](claim:", "](source:", "```comparison", "```checklist"] {
            assert!(!text.contains(scheme), "{path} has {scheme}");
        }
        let html = done.page(&path.replace(".md", ".html"));
        assert!(html.contains("type=\"text/markdown\""), "{path}");
    }
}

#[test]
fn links_between_pages_as_markdown_lead_somewhere() {
    let done = guide();
    for path in done.output.keys().filter(|path| path.ends_with(".md") || *path == "llms.txt") {
        let text = done.page(path);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.starts_with('<') || link.contains("://") || link.starts_with('#') {
                continue;
            }
            let target = link.split('#').next().unwrap_or(link);
            let mut parts: Vec<&str> = path.split('/').collect();
            parts.pop();
            for part in target.split('/') {
                if part == ".." {
                    parts.pop();
                } else {
                    parts.push(part)
                }
            }
            let target = parts.join("/");
            assert!(done.output.contains_key(&target), "{path}: {link} leads to {target}");
        }
    }
}

#[test]
fn feeds_need_an_address() {
    let with = site::build(case());
    assert!(with.output.contains_key("feed.xml") && with.output.contains_key("changes.xml"));
    assert!(with.page("day.html").contains("href=\"changes.xml\""));
    let mut site = case();
    site::put(&mut site, "prepress.yaml", "title: Reports\n");
    let without = site::build(site);
    assert!(!without.output.contains_key("feed.xml") && !without.output.contains_key("changes.xml"));
    assert!(!without.page("day.html").contains("atom+xml"));
}

#[test]
fn the_card_has_to_be_a_file() {
    let mut site = case();
    site::put(&mut site, "prepress.yaml", "title: Reports\nbase-url: https://example.com/\ncard: card.png\n");
    let done = site::build(site.clone());
    assert!(done.human().contains("`content/card.png` does not exist"), "{}", done.human());
    site.insert(prepress::text::FilePath::new("content/card.png"), Content::Asset(None));
    let done = site::build(site);
    assert!(!done.human().contains("card.png"), "{}", done.human());
    let page = done.page("index.html");
    assert!(page.contains("property=\"og:image\" content=\"https://example.com/card.png\""), "{page}");
}

#[test]
fn links_are_shown_with_a_card() {
    let with = |more: &str| {
        let mut files = site::Site::new();
        site::put(&mut files, "prepress.yaml", &format!("title: Two exams\n{more}"));
        site::put(&mut files, "content/index.md", "---\ntitle: Home\n---\nText.\n");
        site::put(&mut files, "content/fees.md", "---\ntitle: What it costs\n---\nText.\n");
        site::put(&mut files, "content/kanji.md", "---\ntitle: 費用\n---\nText.\n");
        let done = site::build(files);
        assert!(done.findings.is_empty(), "{}", done.human());
        done
    };
    let named = |done: &Done, page: &str| {
        let page = done.page(page);
        let at = page.split_once("og:image\" content=\"")?.1;
        Some(at.split_once('"')?.0.to_owned())
    };
    let drawn =
        |done: &Done| done.output.keys().filter(|path| path.ends_with(".png")).cloned().collect::<Vec<_>>();
    let address = "base-url: https://example.org/g/\n";

    let done = with(&format!("{address}cards: pages\n"));
    assert_eq!(drawn(&done), ["cards/fees.png", "cards/site.png"]);
    assert_eq!(named(&done, "fees.html").as_deref(), Some("https://example.org/g/cards/fees.png"));
    for page in ["index.html", "kanji.html", "404.html"] {
        assert_eq!(named(&done, page).as_deref(), Some("https://example.org/g/cards/site.png"), "{page}");
    }
    let size = prepress::image::size(&done.output["cards/fees.png"]);
    assert_eq!(size, Some((prepress::card::WIDTH, prepress::card::HEIGHT)));

    assert_eq!(drawn(&with(address)), ["cards/site.png"]);
    for none in ["", "cards: pages\n", "base-url: https://example.org/g/\ncards: none\n"] {
        let done = with(none);
        assert!(drawn(&done).is_empty() && named(&done, "fees.html").is_none(), "{none}");
    }
}

fn kinds() -> Done {
    site::build(site::read(&root().join("tests/cases/guide/kinds/site")))
}

/// A site of these files, without findings.
fn small(files: &[(&str, &str)]) -> Done {
    let mut all = site::Site::new();
    files.iter().for_each(|(path, text)| site::put(&mut all, path, text));
    let done = site::build(all);
    assert!(done.findings.is_empty(), "{}", done.human());
    done
}

#[test]
fn markdown_holds_what_views_show() {
    let done = guide();
    for (path, says) in [
        ("practice/questions.md", "- Tell me about a decision that was yours alone.\n"),
        ("practice/questions.md", "  - A good answer:\n    - "),
        (
            "practice/plan-one-week.md",
            "- [ ] Day 5: Find three dated facts about the team's area. (75 min; leave out first)",
        ),
        ("practice/plan-one-week.md", "15 hours stated; 14 h 30 min in tasks."),
        ("process/pm-loop.md", "- **1. Recruiter screen**: 30 minutes[^evidence-1]; with a recruiter\n"),
        ("process/pm-loop.md", "| Stages | 5 rounds[^evidence-8] | 5 |"),
        ("process/scoring.md", "- **Reading 1: the average counts**\n"),
        ("process/scoring.md", "**stopped**: Curiosity at 2.5 is below 3 |"),
        ("culture/principles.md", "  - Speaks against it:\n    - "),
        ("process/timeline.md", "| Phone screen | days 1–3 |"),
        ("process/timeline.md", "so their order is open."),
        ("quality.md", "## Claims that stay open\n\n### PMMs earn more than PMs."),
    ] {
        let text = done.page(path);
        assert!(text.contains(says), "{path} does not say {says:?}:\n{text}");
    }
    // A question on its page stands in the Markdown of the page.
    let all = done.page("questions.md");
    let html = done.page("questions.html");
    assert_eq!(all.matches("\n  - Origin: ").count(), html.matches("class=\"bank-question\"").count());
}

#[test]
fn no_markdown_has_an_empty_section_of_related_pages() {
    let done = guide();
    let pages = done.output.keys().filter(|path| path.ends_with(".md"));
    let mut lists = 0;
    for path in pages {
        let text = done.page(path);
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        let at = lines.iter().position(|line| *line == "## Related reading" || *line == "## Read next");
        if let Some(at) = at {
            assert!(lines.get(at + 1).is_some_and(|next| next.starts_with("- [")), "{path}:\n{text}");
            lists += 1;
        }
    }
    assert!(lists > 20, "{lists}");
}

#[test]
fn pages_name_their_markdown_where_they_have_it() {
    for done in [guide(), &kinds(), &site::build(case())] {
        let list = done.page("llms.txt");
        for path in done.output.keys().filter(|path| path.ends_with(".html")) {
            let page = done.page(path);
            let markdown = path.replace(".html", ".md");
            let named = page.contains("type=\"text/markdown\"");
            assert_eq!(named, done.output.contains_key(&markdown), "{path}");
            assert_eq!(named, list.contains(&format!("]({markdown})")), "{path} in llms.txt");
            let Some(title) = page.split_once("<h1").and_then(|(_, rest)| rest.split_once('>')) else {
                continue;
            };
            let title = title.1.split("</h1>").next().unwrap_or_default();
            if named && !title.contains(['<', '&']) {
                assert!(
                    done.page(&markdown).starts_with(&format!("# {title}\n")),
                    "{markdown} is not called {title}"
                );
            }
        }
        for path in ["facts", "sources", "disputes", "quality"] {
            assert!(
                done.output.keys().any(|out| out.starts_with(path) && out.ends_with(".md"))
                    || path == "disputes"
            );
        }
        for path in ["questions/drill.md", "questions/sheet.md", "search.md", "tags.md", "404.md"] {
            assert!(!done.output.contains_key(path), "{path}");
        }
    }
}

/// All objects of a kind, wherever they stand in a page's data.
fn parts<'v>(data: &'v Value, kind: &str) -> Vec<&'v Value> {
    let one = std::slice::from_ref(data);
    let all = data["@graph"].as_array().map_or(one, Vec::as_slice);
    all.iter().filter(|one| one["@type"] == kind).collect()
}

#[test]
fn reports_are_claims_of_others() {
    let done = site::build(case());
    let disputes = data(&done, "disputes.html");
    let claims = parts(&disputes, "Claim");
    let texts: Vec<&str> = claims.iter().filter_map(|claim| claim["text"].as_str()).collect();
    assert_eq!(
        texts,
        [
            "The exam, Length: 2 hours",
            "The exam, Length: 3 hours (with the break)",
            "The exam, Questions: 60 questions",
            "The exam, Questions: 65 questions",
        ]
    );
    assert_eq!(claims[0]["author"]["name"], "Exam office");
    assert_eq!(claims[0]["appearance"]["name"], "Leaflet of the exam office");
    assert!(claims[0]["appearance"]["url"].is_null());
    assert!(claims[1]["author"].is_null());
    assert_eq!(claims[1]["appearance"]["url"], "https://example.com/thread");
    let day = data(&done, "day.html");
    let texts: Vec<&Value> = parts(&day, "Claim").into_iter().map(|claim| &claim["text"]).collect();
    // What a sentence cites a source for is in the site's own words, and may be the opposite.
    assert!(!texts.contains(&&"says the office".into()), "{texts:?}");
    assert!(texts.contains(&&"The exam, Length: 2 hours".into()), "{texts:?}");
    // A fact that nobody disputes is no claim of others.
    assert!(!day.to_string().contains("The exam, Fee"), "{day}");
    for done in [guide(), &done] {
        let pages = done.output.keys().filter(|path| path.ends_with(".html"));
        pages.for_each(|path| assert!(!done.page(path).contains("ClaimReview"), "{path}"));
    }
}

#[test]
fn ledgers_say_the_same_to_programs_as_to_readers() {
    let done = small(&[
        ("prepress.yaml", "title: T\n"),
        (
            "content/index.md",
            "---\ntitle: Home\n---\nThe gap is <fact:a/gap>, the rise <fact:a/rise>, the fee <fact:a/low>, the time <fact:a/time>.\n",
        ),
        ("content/data/subjects.yaml", "a: {label: A}\n"),
        ("content/data/sources.yaml", "s: {title: S, kind: official, published: 2026-05}\n"),
        (
            "content/data/attributes.yaml",
            "low: {label: Low, type: money, unit: USD}\nhigh: {label: High, type: money, unit: USD}\ngap: {label: Gap, type: money, unit: USD}\nrise: {label: Rise, type: change}\ntime: {label: Time, type: duration}\n",
        ),
        (
            "content/data/facts/a.yaml",
            "subject: a\nfacts:\n  - {id: low, value: $305K, as-of: 2026-05, method: official, sources: [s]}\n  - {id: high, value: $450K, as-of: 2026-05, method: official, sources: [s]}\n  - {id: time, value: about 3 hours, as-of: 2026-05, method: official, sources: [s]}\n  - {id: gap, derive: high - low, as-of: 2026-05}\n  - {id: rise, derive: 'change(high, low)', as-of: 2026-05}\n",
        ),
    ]);
    let ledger = data(&done, "facts/a.html");
    let page = done.page("facts/a.html");
    let dataset = part(&ledger, "Dataset");
    let measured = dataset["variableMeasured"].as_array().expect("a list");
    let find =
        |name: &str| measured.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name}"));
    assert!(page.contains(">$145K<"), "{page}");
    assert_eq!(find("A: Gap")["value"], 145_000);
    assert!(find("A: Gap")["minValue"].is_null());
    // An exact change has more digits than its page shows.
    let rise = &find("A: Rise")["value"].to_string();
    assert!(page.contains(&format!(">+{rise}%<")), "{rise}: {page}");
    assert_eq!(find("A: Time")["value"], "about 3 hours");
    assert_eq!(dataset["temporalCoverage"], "2026-05-01/2026-05-31");
    assert_eq!(dataset["distribution"]["contentUrl"], "../facts/a.json");
    // In the guide no number has more digits than a page would show.
    let guide = guide();
    let is_ledger = |path: &&String| {
        path.starts_with("facts/") && path.ends_with(".html") && !path.ends_with("index.html")
    };
    for path in guide.output.keys().filter(is_ledger) {
        for one in part(&data(guide, path), "Dataset")["variableMeasured"].as_array().expect("a list") {
            for key in ["value", "minValue", "maxValue"] {
                let number = one[key].to_string().replace('.', "");
                let digits = number.trim_matches('0').len();
                assert!(!one[key].is_number() || digits < 6, "{path}: {one}");
            }
        }
    }
}

#[test]
fn each_subject_has_its_own_facts() {
    for done in [guide(), &site::build(case())] {
        let all = json(done, "facts.json");
        assert!(all["$schema"].as_str().is_some_and(|path| path.ends_with("facts.schema.json")));
        let mut count = 0;
        for path in done.output.keys().filter(|path| path.starts_with("facts/") && path.ends_with(".json")) {
            let own = json(done, path);
            let wrong = problems(done, &own);
            assert!(wrong.is_empty(), "{path}: {wrong:#?}");
            let facts = own["facts"].as_array().expect("facts");
            assert!(
                facts.iter().all(|fact| all["facts"].as_array().expect("facts").contains(fact)),
                "{path}"
            );
            let ids: BTreeSet<&str> =
                own["sources"].as_array().expect("sources").iter().filter_map(|s| s["id"].as_str()).collect();
            for source in facts.iter().flat_map(|fact| fact["sources"].as_array().expect("sources")) {
                assert!(ids.contains(source["id"].as_str().expect("an id")), "{path}: {source}");
            }
            count += facts.len();
        }
        assert_eq!(count, all["facts"].as_array().expect("facts").len());
    }
}

#[test]
fn the_schema_has_an_address_where_the_site_has_one() {
    let with = site::build(case());
    let address = "https://example.com/guide/facts.schema.json";
    assert_eq!(json(&with, "facts.schema.json")["$id"], address);
    assert_eq!(json(&with, "facts.json")["$schema"], address);
    let mut files = case();
    site::put(&mut files, "prepress.yaml", "title: Reports\n");
    let without = site::build(files);
    assert!(json(&without, "facts.schema.json")["$id"].is_null());
    assert_eq!(json(&without, "facts.json")["$schema"], "facts.schema.json");
    assert_eq!(json(&without, "facts/exam.json")["$schema"], "../facts.schema.json");
}

#[test]
fn a_page_that_is_not_there_has_no_trail() {
    assert!(!site::build(case()).page("404.html").contains("BreadcrumbList"));
}

#[test]
fn feeds_and_dates_say_no_more_than_is_known() {
    let page = |updated: &str| format!("---\ntitle: On {updated}\nupdated: {updated}\n---\n");
    let done = small(&[
        ("prepress.yaml", "title: T\nbase-url: https://example.org/\n"),
        ("content/index.md", "---\ntitle: Home\n---\nText.\n"),
        ("content/day.md", &page("2026-08-03")),
        ("content/month.md", &page("2026-08")),
        ("content/quarter.md", &page("2026-Q2")),
    ]);
    let feed = done.page("feed.xml");
    assert!(!feed.contains("<summary>") && feed.contains("On 2026-Q2"), "{feed}");
    assert!(feed.contains("<updated>2026-08-01T00:00:00Z</updated>"), "{feed}");
    let modified = |path: &str| part(&data(&done, path), "Article")["dateModified"].clone();
    assert_eq!(modified("day.html"), "2026-08-03");
    assert_eq!(modified("month.html"), "2026-08");
    assert!(modified("quarter.html").is_null());
    let sitemap = done.page("sitemap.xml");
    assert_eq!(sitemap.matches("<lastmod>").count(), 1, "{sitemap}");
    assert!(sitemap.contains("<lastmod>2026-08-03</lastmod>"), "{sitemap}");
}

#[test]
fn the_unit_of_a_rate_says_what_it_is_per() {
    let done = site::build(site::read(&root().join("tests/cases/guides/certificate/site")));
    let facts = json(&done, "facts.json");
    let unit = |attribute: &str| {
        let own =
            facts["facts"].as_array().expect("facts").iter().find(|fact| fact["attribute"] == attribute);
        own.unwrap_or_else(|| panic!("no {attribute}"))["unit"].clone()
    };
    for (attribute, wanted) in [
        ("lab-price", "USD/month"),
        ("throughput", "MB/second"),
        ("requests", "request/second"),
        ("fee", "USD"),
    ] {
        assert_eq!(unit(attribute), wanted, "{attribute}");
    }
}
