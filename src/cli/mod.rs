//! The command line.
//!
//! In: arguments. Out: an exit code: 0 clean, 1 findings at deny level (nothing was written), 2
//! could not run, 101 a bug of prepress. One file for each command. Decides what blocks, prints, and nothing else: what a
//! site means is decided by `site`.

mod args;
mod audit;
mod baseline;
mod bug;
mod build;
mod bundle;
mod capture;
mod check;
mod completions;
mod examples;
mod explain;
mod fix;
mod history;
mod import;
mod init;
mod inputs;
mod links;
mod new;
mod outcome;
mod preview;
mod render;
mod report;
mod said;
mod schema;
mod serve;
mod set;
mod shared;
mod theme;

use crate::shell::{self, Failure};
use args::{Args, Command};
use clap::Parser;
use outcome::Outcome;
use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::ExitCode;

/// Runs the program with its arguments, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    bug::tell_panics();
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // Help and version go to standard output and are not errors.
            shell::keep("the terminal", error.print());
            return end(ExitCode::from(if error.use_stderr() { 2 } else { 0 }));
        }
    };
    // What a command leaves half done is undone as its values are dropped.
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| obey(args)));
    end(match outcome {
        Ok(Ok(Outcome::Clean)) => ExitCode::SUCCESS,
        Ok(Ok(Outcome::Findings)) => ExitCode::from(1),
        Ok(Err(failure)) => {
            shell::note(&report::failure(&failure));
            ExitCode::from(2)
        }
        Err(_) => ExitCode::from(bug::EXIT),
    })
}

/// The exit code, unless something that was to be printed was not.
fn end(code: ExitCode) -> ExitCode {
    match shell::unsaid() {
        None => code,
        Some(failure) => {
            shell::note(&report::failure(&failure));
            ExitCode::from(2)
        }
    }
}

fn obey(args: Args) -> Result<Outcome, Failure> {
    if let Some((typed, near)) = args.near_command()
        && !shell::is_there(Path::new(typed))
    {
        return Err(Failure::new(format!(
            "`{typed}` is neither a command nor a folder; did you mean `{near}`?"
        ))
        .hint("`prepress --help` lists the commands"));
    }
    match args.command() {
        Command::Build(options) => build::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Serve(options) => serve::run(&options),
        Command::Init(options) => init::init(&options),
        Command::Import(options) => import::run(&options),
        Command::New(options) => new::new(&options),
        Command::Theme(options) => theme::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Fix(options) => fix::run(&options),
        Command::Coverage(options) => audit::coverage(&options),
        Command::Bundle(options) => bundle::run(&options),
        Command::Schema(options) => schema::run(&options),
        Command::Due(options) => audit::due(&options),
        Command::Capture(options) => capture::run(&options),
        Command::Set(options) => set::run(&options),
        Command::Impact(options) => audit::impact(&options),
        Command::Links(options) => links::run(&options),
        Command::History(options) => history::run(&options),
        Command::Mutate(options) => audit::mutate(&options),
        Command::Baseline(options) => baseline::run(&options),
        Command::Render(options) => render::run(&options),
        Command::Completions(options) => completions::run(&options),
        Command::Man => completions::man(),
    }
}
