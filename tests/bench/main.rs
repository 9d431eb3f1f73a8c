//! Time and memory, beside a floor: the least that any generator has to do.
//!
//! In: sizes of sites as arguments. Out: a table for each, with medians, ratios to the floor of the same run, and the
//! most memory that each step had. The pages are made here, the same every time; two threads; nothing is asserted.
//!
//! ```text
//! cargo bench                     a site of 1,000 pages
//! cargo bench -- 5 100 10000      sites of these sizes
//! cargo bench -- growth           how much longer twice as much of one thing takes
//! cargo bench -- growth sources   the same, of dimensions with this word in their names
//! ```
//!
//! `CLAIMS` on each page (0), `CODE=1` for six more blocks of code on each, `RUNS` of each step (5).

mod corpus;
mod growth;
mod steps;

use corpus::Shape;
use std::path::Path;
use std::process::Command;
use std::{env, fs};
use steps::Step;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const THREADS: usize = 2;
/// Names the step for a process that runs one.
const STEP: &str = "PREPRESS_BENCH_STEP";

fn main() {
    if let Ok(step) = env::var(STEP) {
        return one(&step);
    }
    let arguments: Vec<String> = env::args().skip(1).collect();
    // `cargo test --benches` gives no argument, `cargo bench` gives `--bench`.
    if arguments.iter().any(|argument| argument == "--test" || argument == "--list")
        || !arguments.iter().any(|argument| argument == "--bench")
    {
        return;
    }
    if let Some(at) = arguments.iter().position(|argument| argument == "growth") {
        let words: Vec<String> =
            arguments[at + 1..].iter().filter(|word| !word.starts_with("--")).cloned().collect();
        return growth::print(&words);
    }
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    if sizes.is_empty() {
        sizes.push(1000);
    }
    for pages in sizes {
        table(Shape { pages: pages.max(1), claims: setting("CLAIMS", 0), code: setting("CODE", 0) > 0 });
    }
}

fn setting(name: &str, default: usize) -> usize {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// A folder in memory, where there is one.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.to_owned() } else { env::temp_dir() };
    tempfile::Builder::new().prefix("prepress-bench-").tempdir_in(place).expect("a folder")
}

fn table(shape: Shape) {
    let (folder, runs) = (folder(), setting("RUNS", 5).max(1));
    let words = corpus::write(folder.path(), shape);
    let Shape { pages, claims, code } = shape;
    let code = if code { ", much code" } else { "" };
    println!(
        "\n{pages} pages of {words} words, {claims} claims each{code}; {THREADS} threads, median of {runs}"
    );
    println!("{:46}{:>10}{:>10}{:>10}{:>10}", "", "ms", "/ floor", "CPU ms", "MiB");
    let mut rows: Vec<Vec<Measured>> = vec![Vec::new(); Step::ALL.len()];
    for run in 0..runs {
        for (row, number) in rows.iter_mut().zip(0..) {
            row.push(Measured::of(folder.path(), shape, number, run));
        }
    }
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let floor = median(rows[0].iter().map(|one| one.ms).collect());
    for (row, (_, name)) in rows.iter().zip(Step::ALL) {
        let [ms, cpu, memory] = [
            median(row.iter().map(|one| one.ms).collect()),
            median(row.iter().map(|one| one.cpu).collect()),
            median(row.iter().map(|one| one.memory).collect()),
        ];
        println!("{name:46}{ms:>10.1}{:>10.2}{cpu:>10.0}{memory:>10.0}", ms / floor);
    }
}

/// What one step of one run took.
#[derive(Debug, Clone, Copy)]
struct Measured {
    /// From begin to end.
    ms: f64,
    /// Of all threads, the start of the process included.
    cpu: f64,
    /// MiB at most.
    memory: f64,
}

impl Measured {
    /// Runs a step in a process of its own.
    fn of(root: &Path, shape: Shape, step: usize, run: usize) -> Self {
        let program = env::current_exe().expect("this program");
        let task = format!(
            "{step} {run} {} {} {} {}",
            shape.pages,
            shape.claims,
            u8::from(shape.code),
            root.display()
        );
        let done = Command::new(program).env(STEP, task).output().expect("this program runs");
        let said = String::from_utf8_lossy(&done.stdout);
        let numbers: Vec<f64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        match numbers.as_slice() {
            [ms, cpu, memory] => Self { ms: *ms, cpu: *cpu, memory: *memory },
            _ => panic!("{}: {}", Step::ALL[step].1, String::from_utf8_lossy(&done.stderr)),
        }
    }
}

/// Runs one step and prints what it took.
fn one(task: &str) {
    let mut words = task.splitn(6, ' ');
    let mut number = || words.next().and_then(|word| word.parse::<usize>().ok()).expect("a number");
    let (step, run) = (number(), number());
    let shape = Shape { pages: number(), claims: number(), code: number() > 0 };
    let root = Path::new(words.next().expect("a folder"));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(THREADS).build_global();
    pool.expect("a pool of threads");
    let took = Step::ALL[step].0.run(root, shape, run + 1);
    println!("{} {} {}", took.as_secs_f64() * 1000.0, cpu(), memory());
}

/// Milliseconds of CPU of this process, where the system says.
fn cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or("");
    let ticks: Vec<f64> = after.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    // User and system time, in hundredths of a second.
    ticks.get(10..12).map_or(f64::NAN, |both| both.iter().sum::<f64>() * 10.0)
}

/// The most MiB that this process had.
fn memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
}
