//! Time and memory by number of pages, beside a floor: the least that any generator has to do.
//!
//! In: `PAGES` (or a number as argument), `CLAIMS` on each page, `RUNS`. Out: a table of medians.
//! The pages are made here, the same every time; two threads; nothing is asserted and nothing is kept.
//!
//! ```text
//! cargo bench                    PAGES=10000 CLAIMS=0 RUNS=3 cargo bench
//! ```

use prepress::diag::{Levels, Settled};
use prepress::shell::{self, OutputFolder};
use prepress::site::{self, Built, Content, Inputs, Output};
use prepress::text::FilePath;
use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator, ParallelSlice};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

const THREADS: usize = 2;
const SECTIONS: usize = 8;
const FLOOR: &str = "floor: read, Markdown to HTML, write";

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let number: Option<usize> = arguments.iter().find_map(|argument| argument.parse().ok());
    let listed = arguments.first().is_some_and(|first| first == "--test" || first == "--list");
    // `cargo test --benches` gives no argument, `cargo bench` gives `--bench`.
    if listed || (number.is_none() && !arguments.iter().any(|argument| argument == "--bench")) {
        return;
    }
    let pages = number.unwrap_or_else(|| setting("PAGES", 1000)).max(1);
    let (claims, runs) = (setting("CLAIMS", 10), setting("RUNS", 5).max(1));
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.to_owned() } else { env::temp_dir() };
    let folder = tempfile::Builder::new().prefix("prepress-bench-").tempdir_in(place).expect("a folder");
    let words = write_corpus(folder.path(), pages, claims);
    println!("{pages} pages of {words} words with {claims} claims each, {THREADS} threads, median of {runs}");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(THREADS).build().expect("a pool of threads");
    pool.install(|| measure(folder.path(), runs)).print();
    println!("peak memory {}", peak_memory().unwrap_or_else(|| "unknown".to_owned()));
}

fn setting(name: &str, default: usize) -> usize {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Times by name, in the order in which they were first taken.
#[derive(Default)]
struct Table {
    rows: Vec<(&'static str, Vec<Duration>)>,
    notes: BTreeSet<String>,
}

impl Table {
    fn add(&mut self, name: &'static str, took: Duration) {
        match self.rows.iter_mut().find(|(other, _)| *other == name) {
            Some((_, times)) => times.push(took),
            None => self.rows.push((name, vec![took])),
        }
    }

    fn print(mut self) {
        for (_, times) in &mut self.rows {
            times.sort();
        }
        let median = |times: &[Duration]| times[times.len() / 2].as_secs_f64() * 1000.0;
        let floor = self.rows.iter().find(|(name, _)| *name == FLOOR);
        let floor = floor.map_or(f64::NAN, |(_, times)| median(times));
        let (ms, ratio) = ("ms", "/ floor");
        println!("{ms:>52}{ratio:>10}");
        for (name, times) in &self.rows {
            println!("{name:42}{:>10.1}{:>10.2}", median(times), median(times) / floor);
        }
        for note in &self.notes {
            println!("{note}");
        }
    }
}

fn measure(root: &Path, runs: usize) -> Table {
    let (out, floor_out) = (root.join("public"), root.join("floor"));
    let mut table = Table::default();
    for _ in 0..runs {
        table.add(FLOOR, floor(&root.join("content"), &floor_out));
        remove(&floor_out);

        let cold = run(root, Some(&out), Vec::new());
        table.add("read", cold.read);
        table.add("parse", cold.phases.parse);
        table.add("check", cold.phases.check);
        table.add("prepare", cold.phases.prepare);
        table.add("render and write", cold.write);
        table.add("build, no code highlighted before", cold.total);
        table.notes.insert(cold.note);

        remove(&out);
        let warm = run(root, Some(&out), cold.cache);
        table.add("render and write, code highlighted before", warm.write);
        table.add("build, code highlighted before", warm.total);

        let again = run(root, Some(&out), warm.cache);
        table.add("build again, nothing changed", again.total);
        remove(&out);

        table.add("check only", run(root, None, again.cache).total);
    }
    table
}

fn remove(folder: &Path) {
    fs::remove_dir_all(folder).expect("a folder that this program made");
}

/// Reads every Markdown file, turns it into HTML and writes that.
fn floor(content: &Path, out: &Path) -> Duration {
    let start = Instant::now();
    let entries = walkdir::WalkDir::new(content).into_iter().flatten().map(walkdir::DirEntry::into_path);
    let is_page = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "md");
    let pages: Vec<PathBuf> = entries.filter(is_page).collect();
    let below = |page: &Path| page.strip_prefix(content).expect("below the content").with_extension("html");
    let folders = pages.iter().filter_map(|page| Some(out.join(below(page).parent()?)));
    for folder in folders.collect::<BTreeSet<PathBuf>>() {
        fs::create_dir_all(folder).expect("a folder can be made");
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    pages.par_iter().for_each(|page| {
        let text = fs::read_to_string(page).expect("a page");
        let mut made = String::with_capacity(text.len() * 3 / 2);
        html::push_html(&mut made, Parser::new_ext(&text, options));
        fs::write(out.join(below(page)), made).expect("a page can be written");
    });
    start.elapsed()
}

/// One run of the program, by phases.
struct Run {
    read: Duration,
    phases: site::Timings,
    write: Duration,
    total: Duration,
    cache: Vec<u8>,
    note: String,
}

/// Builds the site, or only checks it when there is no folder to write to.
fn run(root: &Path, out: Option<&Path>, highlighted: Vec<u8>) -> Run {
    let start = Instant::now();
    let tree = shell::read_site(root).expect("the corpus can be read");
    let content = |content: shell::Content| match content {
        shell::Content::Text(text) => Content::Text(text),
        _ => Content::Asset(None),
    };
    let files = tree.files.into_iter().map(|file| (file.path, content(file.content))).collect();
    let (today, levels) = (jiff::civil::date(2026, 11, 21), Levels::default());
    let read = start.elapsed();
    let inputs = Inputs {
        files,
        today,
        drafts: false,
        base_url: None,
        levels,
        added: None,
        published: BTreeSet::new(),
        highlighted,
    };
    let Settled { value: built, mut findings } = site::build(inputs);
    let built_at = start.elapsed();
    match out {
        Some(out) => write(&built, root, out),
        None => built.try_templates(&mut findings),
    }
    let total = start.elapsed();
    let claims = built.counts().supported;
    let (pages, paths) = (built.pages(), built.paths().count());
    let note =
        format!("{pages} pages, {paths} paths, {claims} claims supported, {} findings", findings.len());
    Run { read, phases: built.timings, write: total - built_at, total, cache: built.highlight_cache(), note }
}

/// Renders and writes as `prepress build` does.
fn write(built: &Built, root: &Path, out: &Path) {
    let folder = OutputFolder::open(out, root).expect("an output folder");
    let paths: Vec<&str> = built.paths().collect();
    paths.par_chunks(32).for_each(|chunk| {
        for path in chunk {
            let target = FilePath::new(*path);
            match built.render(path) {
                Some(Ok(Output::Bytes(bytes))) => folder.write(&target, &bytes).expect("a page"),
                Some(Ok(Output::Copy(from))) => folder.copy(&target, &root.join(from)).expect("a copy"),
                Some(Err(finding)) => println!("{path}: {}", finding.message),
                None => {}
            }
        }
    });
    folder.commit().expect("the output can be put in place");
}

/// The most memory that this process has had at any time, the floor included.
fn peak_memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(format!("{:.0} MB", kilobytes * 1024.0 / 1_000_000.0))
}

const KINDS: [&str; 4] = ["pay", "share", "time", "rounds"];
const ATTRIBUTES: [&str; 4] = [
    "type: money, unit: USD/year, example: $180K",
    "type: percent, example: 17.6%",
    "type: duration, unit: week, example: 3–5 weeks",
    "type: count, unit: round, example: 4 rounds",
];
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
fn write_corpus(root: &Path, pages: usize, claims: usize) -> usize {
    let mut words = Words { all: WORDS.split(' ').collect(), state: 2026 };
    let put = |path: String, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    };
    put("prepress.yaml".to_owned(), "title: Corpus\nbase-url: https://corpus.example/\n");
    put("content/index.md".to_owned(), &format!("---\ntitle: Corpus\n---\n{}.\n", words.words(60)));
    for section in 0..SECTIONS {
        let text = format!("---\ntitle: Section {section}\n---\n{}.\n", words.words(40));
        put(format!("content/section-{section}/index.md"), &text);
    }
    let attribute = |claim: usize| {
        let kind = claim % KINDS.len();
        format!("{}-{claim}: {{label: Attribute {claim}, {}}}\n", KINDS[kind], ATTRIBUTES[kind])
    };
    if claims > 0 {
        put("content/data/attributes.yaml".to_owned(), &(0..claims).map(attribute).collect::<String>());
        put("content/data/sources.yaml".to_owned(), SOURCE);
    }
    let subject = |page: usize| format!("topic-{page}: {{label: Topic {page}}}\n");
    put("content/data/subjects.yaml".to_owned(), &(0..pages).map(subject).collect::<String>());
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
        let text = page_text(page, pages, claims, &mut words);
        total += text.split_whitespace().count();
        put(format!("content/section-{}/page-{page}.md", page % SECTIONS), &text);
    }
    total / pages
}

fn page_text(page: usize, pages: usize, claims: usize, words: &mut Words) -> String {
    let mut text = format!(
        "---\ntitle: Page {page}\ndescription: What there is to say on topic {page}.\nsubject: topic-{page}\n\
         tags: [area-{}, step-{}]\nupdated: 2026-06-14\n---\n\nHere {}.\n",
        page % 20,
        page % 7,
        words.words(45)
    );
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
            5 if page.is_multiple_of(5) => {
                lines.push("```rust".to_owned());
                lines.extend((0..20).map(|line| {
                    let word = words.word();
                    format!("fn step_{page}_{line}(text: &str) -> usize {{ text.len() + {line} }} // {word}")
                }));
                lines.push("```".to_owned());
            }
            _ => {}
        }
        text += &format!("\n{}\n", lines.join("\n").trim_end());
    }
    text
}
