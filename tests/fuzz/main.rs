//! Fuzzing: mutated inputs for as long as one likes.
//!
//! ```sh
//! cargo test --release --test fuzz -- 3600              # all targets, an hour in all
//! cargo test --release --test fuzz -- 60 pages data     # two targets, a minute in all
//! SEED=7 cargo test --release --test fuzz -- 60         # the same inputs again, as far as the time reaches
//! ```
//!
//! In: seconds and names of targets; the seeds are the tests' own data, the guide and the lint pages. Out: how many
//! inputs each target took. An input that panics, breaks a law, takes more than [`SLOW`] or more than [`MEMORY`] is
//! written to a file below `target/fuzz/`, which is named, and the run fails. Without arguments each target runs for
//! a moment, so that `cargo test` shows that they work.

mod mutate;
mod seeds;
mod targets;

use mutate::{Mutator, Random};
use seeds::Seeds;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use targets::{Named, TARGETS, Target};

/// No input may take longer, by far: most take milliseconds.
const SLOW: Duration = Duration::from_secs(20);
/// No run may take more memory.
const MEMORY: u64 = 1 << 30;
/// How long a target runs when nobody says.
const MOMENT: Duration = Duration::from_millis(1500);

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let seconds = args.iter().find_map(|arg| arg.parse::<u64>().ok());
    let named: Vec<&String> =
        args.iter().filter(|arg| TARGETS.iter().any(|target| target.name == **arg)).collect();
    let unknown =
        args.iter().find(|arg| arg.parse::<u64>().is_err() && !named.contains(arg) && !arg.starts_with('-'));
    if let Some(unknown) = unknown {
        // A filter of `cargo test` for the names of other tests.
        println!("no target of fuzzing is called {unknown}");
        return ExitCode::SUCCESS;
    }
    let targets: Vec<&Target> = TARGETS
        .iter()
        .filter(|target| named.is_empty() || named.iter().any(|name| *name == target.name))
        .collect();
    let each = match seconds {
        Some(seconds) => Duration::from_secs(seconds) / u32::try_from(targets.len()).unwrap_or(1),
        None => MOMENT,
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.subsec_nanos());
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(u64::from(now));
    println!("fuzzing with SEED={seed}");
    let seeds = Seeds::read();
    let watched = Watched::default();
    watch(Arc::clone(&watched.0));
    // What panics is told once, with its input.
    panic::set_hook(Box::new(|_| {}));
    let faults = targets.iter().map(|target| run(target, each, seed, &seeds, &watched)).sum::<usize>();
    println!("peak memory {} MiB", peak() >> 20);
    if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs a target until its time is over; returns how many inputs failed.
fn run(target: &Target, time: Duration, seed: u64, seeds: &Seeds, watched: &Watched) -> usize {
    let mut random = Random::new(seed ^ target.name.bytes().map(u64::from).sum::<u64>());
    let (start, mut count, mut faults) = (Instant::now(), 0_usize, 0);
    while start.elapsed() < time && faults < 10 {
        let input = (target.input)(&mut Mutator { random: &mut random, seeds });
        watched.begin(target.name, &input);
        let done = panic::catch_unwind(AssertUnwindSafe(|| (target.run)(&input)));
        watched.end();
        count += 1;
        let why = match done {
            Ok(Ok(())) => continue,
            Ok(Err(why)) => why,
            Err(payload) => {
                let text = payload.downcast_ref::<String>().map(String::as_str);
                format!("panic: {}", text.or(payload.downcast_ref::<&str>().copied()).unwrap_or("no reason"))
            }
        };
        faults += 1;
        println!("{}: {why}\n  input: {}", target.name, keep(target.name, &input).display());
    }
    println!("{:12} {count:9} inputs in {:.0} s", target.name, start.elapsed().as_secs_f64());
    faults
}

/// Writes an input down, in a form that can be read and run again.
fn keep(target: &str, input: &[Named]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/fuzz");
    let text: String = input.iter().map(|(path, text)| format!("==> {path}\n{text}\n")).collect();
    let hash = blake3::hash(text.as_bytes()).to_hex();
    let path = folder.join(format!("{target}-{}.txt", &hash[..12]));
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&path, text))
        .expect("the input is written");
    path
}

type Input = Vec<Named>;

/// The input at hand, and since when.
#[derive(Default)]
struct Watched(Arc<Mutex<AtHand>>);

/// Since when, of which target, which.
type AtHand = Option<(Instant, &'static str, Input)>;

impl Watched {
    fn begin(&self, target: &'static str, input: &Input) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((Instant::now(), target, input.clone()));
    }

    fn end(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Ends the run when an input takes too long or too much memory.
fn watch(watched: Arc<Mutex<AtHand>>) {
    thread::spawn(move || {
        loop {
            thread::sleep(Duration::from_millis(200));
            let at_hand = watched.lock().unwrap_or_else(PoisonError::into_inner);
            let Some((since, target, input)) = &*at_hand else { continue };
            let slow = since.elapsed() > SLOW;
            if slow || peak() > MEMORY {
                let why = if slow { "too slow" } else { "too much memory" };
                println!("{target}: {why}\n  input: {}", keep(target, input).display());
                std::process::exit(1);
            }
        }
    });
}

/// The most memory that this process has had, in bytes; 0 where the system does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).map_or(0, |kib| kib << 10)
}
