//! Files for programs: `facts.json` against its schema, pages as Markdown, feeds, JSON-LD.

use crate::site::{self, Done};
use prepress::site::Content;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn guide() -> Done {
    site::build(site::read(root()))
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
    for done in [guide(), site::build(case())] {
        let facts = json(&done, "facts.json");
        let wrong = problems(&done, &facts);
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
    let done = site::build(case());
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
    assert_eq!(part(&odd, "Article")["headline"], "A </script><b>&amp; <!-- title");
    assert_eq!(part(&odd, "FAQPage")["mainEntity"][0]["name"], "Why </script>?");
}

#[test]
fn every_page_has_a_markdown_twin_without_our_schemes() {
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
fn links_between_twins_lead_somewhere() {
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
    assert!(done.human().contains("there is no file `content/card.png`"), "{}", done.human());
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
