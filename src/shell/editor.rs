//! The author's editor, which pages of the preview open files in.
//!
//! In: a command, a file, a line. Out: the program, started and left alone. A command comes from the author's own
//! environment or command line, never from a site: a site that was fetched from elsewhere starts no program.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// How programs take a file and a line, by the beginnings of their names.
const WAYS: &[(&[&str], &[&str])] = &[
    (&["code", "codium", "cursor", "windsurf"], &["-g", "{file}:{line}"]),
    (&["subl", "zed", "mate", "pulsar"], &["{file}:{line}"]),
    (&["idea", "pycharm", "webstorm", "rustrover"], &["--line", "{line}", "{file}"]),
    (&["gvim", "mvim", "emacsclient", "gedit", "kate", "xed"], &["+{line}", "{file}"]),
];
/// Programs that need the terminal, in which the preview runs.
const IN_TERMINALS: [&str; 8] = ["vi", "vim", "nvim", "nano", "emacs", "hx", "kak", "micro"];

/// The command of the environment.
pub fn editor() -> Option<String> {
    ["VISUAL", "EDITOR"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|text| !text.trim().is_empty())
}

/// Starts a program at a line of a file.
///
/// # Errors
/// It needs a terminal of its own, or cannot be started: in words.
pub fn start_editor(command: &str, file: &Path, line: usize) -> Result<(), String> {
    let mut words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
    let name = words.first().cloned().ok_or("the command of the editor is empty")?;
    let program =
        Path::new(&name).file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    if !command.contains("{file}") {
        if IN_TERMINALS.contains(&program.as_str()) {
            return Err(format!(
                "`{program}` needs a terminal of its own: start the preview with `--editor 'COMMAND {{file}}'`"
            ));
        }
        let way = WAYS.iter().find(|(names, _)| names.contains(&program.as_str()));
        words.extend(way.map_or(&["{file}"][..], |(_, way)| way).iter().map(|word| (*word).to_owned()));
    }
    let file = file.to_string_lossy();
    let filled =
        words[1..].iter().map(|word| word.replace("{file}", &file).replace("{line}", &line.to_string()));
    let mut program = Command::new(&name);
    program.args(filled).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = program.spawn().map_err(|error| format!("`{name}` cannot be started: {error}"))?;
    thread::spawn(move || child.wait());
    Ok(())
}
