//! `prepress render`: a text as the specifications print it.
//!
//! In: Markdown from a file or standard input. Out: HTML on standard output. Reads no site.

use super::args::RenderOptions;
use super::inputs;
use super::outcome::Outcome;
use crate::shell::{self, Failure, LARGEST_TEXT};
use crate::site;
use std::path::Path;

pub(super) fn run(options: &RenderOptions) -> Result<Outcome, Failure> {
    let text = if options.file == Path::new("-") {
        shell::read_stdin(LARGEST_TEXT)?
    } else {
        shell::read_text_file(&options.file, LARGEST_TEXT)?
    };
    let empty = inputs::empty(shell::today()?.date);
    let html = site::build(empty).value.render_plain(&text, !options.commonmark);
    shell::print(&html.map_err(|finding| Failure::new(finding.message))?);
    Ok(Outcome::Clean)
}
