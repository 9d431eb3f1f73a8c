//! `prepress completions` and `prepress man`: what a shell and `man` know of the program.
//!
//! In: the arguments' own definition. Out: a script, or a page. Nothing is said twice: both come from `args`.

use super::args::{Args, CompletionsOptions};
use super::outcome::Outcome;
use crate::shell::{self, Failure};
use clap::CommandFactory;
use clap_mangen::Man;
use std::io;

pub(super) fn run(options: &CompletionsOptions) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut <Args as CommandFactory>::command(), "prepress", &mut script);
    shell::print(&String::from_utf8_lossy(&script));
    Ok(Outcome::Clean)
}

pub(super) fn man() -> Result<Outcome, Failure> {
    let page = page().map_err(|error| Failure::new(format!("the manual page cannot be made: {error}")))?;
    shell::print(&String::from_utf8_lossy(&page));
    Ok(Outcome::Clean)
}

/// The program, then each command with its options.
fn page() -> io::Result<Vec<u8>> {
    let program = <Args as CommandFactory>::command();
    let mut page = Vec::new();
    Man::new(program.clone()).render(&mut page)?;
    for command in program.get_subcommands().filter(|command| !command.is_hide_set()) {
        let name = command.get_name().to_owned();
        page.extend(format!(".SH \"PREPRESS {}\"\n", name.to_uppercase()).bytes());
        let man = Man::new(command.clone().display_name(format!("prepress-{name}")));
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    Ok(page)
}
