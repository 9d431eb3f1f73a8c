//! The site that is measured: the same words every time.
//!
//! In: how many pages, how many claims on each, and whether each has much code. Out: files in a folder. Says nothing.

use std::fs;
use std::path::Path;

/// What is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub pages: usize,
    /// Claims on each page, and facts of each.
    pub claims: usize,
    /// Six more blocks of code on each page.
    pub code: bool,
}

/// The fact that many pages use, and the pages that do.
pub(crate) const SHARED: &str = "content/data/facts/common.yaml";

/// The pages that use the shared fact: a hundred, or all.
pub(crate) fn uses_shared(page: usize, pages: usize) -> bool {
    page.is_multiple_of((pages / 100).max(1))
}

/// The path of a page below the root.
pub(crate) fn page_path(page: usize) -> String {
    format!("content/section-{}/page-{page}.md", page % SECTIONS)
}

const SECTIONS: usize = 8;
const KINDS: [&str; 4] = ["pay", "share", "time", "rounds"];
const ATTRIBUTES: [&str; 4] = [
    "type: money, unit: USD/year, example: $180K",
    "type: percent, example: 17.6%",
    "type: duration, unit: week, example: 3–5 weeks",
    "type: count, unit: round, example: 4 rounds",
];
const SHARED_ATTRIBUTE: &str = "fee: {label: Fee, type: money, unit: USD}\n";
const SHARED_FACT: &str =
    "subject: common\nfacts:\n  - {id: fee, value: $90, as-of: 2026-06, sources: [survey]}\n";
const SOURCE: &str = "survey: {title: A survey, kind: survey, published: 2026-06}\n";
/// Words that say nothing, and no figure or hedge among them.
const WORDS: &str = "the reader finds a calm plan here and keeps it while others hurry past without because \
                     every part of good work rests on small steps that someone checked before they went on with \
                     clear notes plain words honest doubts";

/// The value of a page's fact, in the file and in the prose.
fn value(claim: usize, page: usize) -> String {
    match claim % KINDS.len() {
        0 => format!("${}K", 100 + page % 400),
        1 => format!("{}.{}%", 10 + page % 80, page % 10),
        2 => format!("{}–{} weeks", 2 + page % 3, 6 + page % 5),
        _ => format!("{} rounds", 2 + page % 9),
    }
}

/// Always the same words.
struct Words {
    all: Vec<&'static str>,
    state: u64,
}

impl Words {
    fn word(&mut self) -> &'static str {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        self.all[(self.state >> 33) as usize % self.all.len()]
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

/// Writes the site and returns how many words a page has on average.
pub(crate) fn write(root: &Path, shape: Shape) -> usize {
    let Shape { pages, claims, .. } = shape;
    let mut words = Words { all: WORDS.split(' ').collect(), state: 2026 };
    let put = |path: String, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    };
    put("prepress.yaml".to_owned(), "title: Corpus\nbase-url: https://corpus.example/\ntheme: own\n");
    put(
        "themes/own/templates/article.html".to_owned(),
        include_str!("../../themes/default/templates/article.html"),
    );
    put("themes/own/static/theme.css".to_owned(), include_str!("../../themes/default/static/theme.css"));
    put("content/index.md".to_owned(), &format!("---\ntitle: Corpus\n---\n{}.\n", words.words(60)));
    for section in 0..SECTIONS {
        let text = format!("---\ntitle: Section {section}\n---\n{}.\n", words.words(40));
        put(format!("content/section-{section}/index.md"), &text);
    }
    let attribute = |claim: usize| {
        let kind = claim % KINDS.len();
        format!("{}-{claim}: {{label: Attribute {claim}, {}}}\n", KINDS[kind], ATTRIBUTES[kind])
    };
    let attributes = (0..claims).map(attribute).collect::<String>();
    put("content/data/attributes.yaml".to_owned(), &format!("{SHARED_ATTRIBUTE}{attributes}"));
    put("content/data/sources.yaml".to_owned(), SOURCE);
    put(SHARED.to_owned(), SHARED_FACT);
    let subject = |page: usize| format!("topic-{page}: {{label: Topic {page}}}\n");
    let subjects = (0..pages).map(subject).collect::<String>();
    put("content/data/subjects.yaml".to_owned(), &format!("common: {{label: Common}}\n{subjects}"));
    let mut total = 0;
    for page in 0..pages {
        let fact = |claim: usize| {
            let (kind, value) = (KINDS[claim % KINDS.len()], value(claim, page));
            let rest = "as-of: 2026-06, method: survey, sources: [survey]";
            format!("  - {{id: {kind}-{claim}, value: {value}, {rest}}}\n")
        };
        if claims > 0 {
            let facts: String = (0..claims).map(fact).collect();
            let text = format!("subject: topic-{page}\nfacts:\n{facts}");
            put(format!("content/data/facts/topic-{page}.yaml"), &text);
        }
        let text = page_text(page, shape, &mut words);
        total += text.split_whitespace().count();
        put(page_path(page), &text);
    }
    total / pages
}

/// Languages of code, and a line of each; `#` is a number and `@` a word.
const LANGUAGES: [(&str, &str); 6] = [
    ("rust", "fn step_#(text: &str) -> usize { text.len() + # } // @"),
    ("python", "def step_#(text, **more):\n    return f\"{text!r} @\" if len(text) > # else None"),
    ("sql", "SELECT @, count(*) FROM answers WHERE score >= # GROUP BY @ ORDER BY 2 DESC; -- @"),
    ("js", "export const step# = async ({ text }) => (await fetch(`/@/${text}?n=#`)).json();"),
    ("yaml", "step-#: {label: \"@\", minutes: #, needs: [@, @]}"),
    ("bash", "for f in *.md; do grep -c \"@\" \"$f\" | sed -e 's/#/@/g' > \"/tmp/$f.#\"; done"),
];

/// A fenced block of twenty lines.
fn block(language: &str, page: usize, words: &mut Words) -> String {
    let line = LANGUAGES.iter().find(|(name, _)| *name == language).map_or("", |(_, line)| line);
    let lines: Vec<String> = (0..20)
        .map(|number| line.replace('#', &format!("{page}{number}")).replace('@', words.word()))
        .collect();
    format!("```{language}\n{}\n```", lines.join("\n"))
}

fn page_text(page: usize, shape: Shape, words: &mut Words) -> String {
    let Shape { pages, claims, code } = shape;
    let mut text = format!(
        "---\ntitle: Page {page}\ndescription: What there is to say on topic {page}.\nsubject: topic-{page}\n\
         tags: [area-{}, step-{}]\nupdated: 2026-06-14\n---\n\nHere {}.\n",
        page % 20,
        page % 7,
        words.words(45)
    );
    if uses_shared(page, pages) {
        text += "\nThe fee is [$90](fact:common/fee).\n";
    }
    for part in 0..8 {
        text += &format!("\n## Part {part}\n\nThere {}.", words.words(50));
        for claim in (part..claims).step_by(8) {
            let (kind, value) = (KINDS[claim % KINDS.len()], value(claim, page));
            text += &format!(" Here it is [{value}](fact:{kind}-{claim}), as the survey says.");
        }
        let mut lines = vec![String::new(), format!("And {}.", words.words(44)), String::new()];
        match part {
            1 => {
                lines.push("| Name | First | Second |\n| --- | --- | --- |".to_owned());
                lines.extend((0..6).map(|_| format!("| {} | {} | it |", words.word(), words.words(2))));
            }
            2 => lines.extend((0..6).map(|_| format!("- {}", words.words(8)))),
            3 => lines.extend((0..5).map(|_| format!("- [ ] {}", words.words(7)))),
            4 => lines.extend([page * 7 + 1, page * 3 + 2, page + 1, page + 8].map(|other| {
                let (other, words) = (other % pages, words.words(2));
                format!("- [{words}](../section-{}/page-{other}.md#part-1)", other % SECTIONS)
            })),
            5 if page.is_multiple_of(5) => lines.push(block("rust", page, words)),
            6 if code => lines.extend(LANGUAGES.iter().map(|(name, _)| block(name, page, words))),
            _ => {}
        }
        text += &format!("\n{}\n", lines.join("\n").trim_end());
    }
    text
}
