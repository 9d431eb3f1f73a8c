//! `prepress theme eject`: a file of the default theme, copied into the site to be changed there.
//!
//! In: the name of a file, or `--list`. Out: the file below `themes/<name>/` with a stamp in its first
//! line, from which a later version sees that the original has changed. Overwrites nothing.

use super::args::{EjectOptions, ThemeCommand, ThemeOptions};
use super::inputs;
use super::outcome::Outcome;
use crate::shell::{self, Failure, Rewrite};
use crate::site;
use crate::text::names::THEMES;
use crate::text::{FilePath, suggestion};
use crate::theme;

pub(super) fn run(options: &ThemeOptions) -> Result<Outcome, Failure> {
    let ThemeCommand::Eject(options) = &options.command;
    match &options.file {
        Some(name) if !options.list => eject(options, name),
        _ => {
            let names: String = theme::originals().map(|(name, _)| format!("{name}\n")).collect();
            shell::print(&names);
            Ok(Outcome::Clean)
        }
    }
}

fn eject(options: &EjectOptions, name: &str) -> Result<Outcome, Failure> {
    let bytes = theme::originals().find(|(known, _)| *known == name).map(|(_, bytes)| bytes);
    let Some(bytes) = bytes else {
        let near = suggestion(name, theme::originals().map(|(name, _)| name));
        return Err(Failure::new(format!("the default theme has no file `{name}`{near}"))
            .hint("`prepress theme eject --list` lists them"));
    };
    let root = shell::find_root(options.folder.path())?;
    let tree = shell::read_site(&root)?;
    let theme = site::theme_name(&inputs::files(&tree));
    if theme.contains('/') || FilePath::check_portable(&theme).is_err() {
        return Err(Failure::new(format!("`theme: {theme}` cannot be the name of a folder below {THEMES}/")));
    }
    let file = format!("{THEMES}/{theme}/{name}");
    let new = theme::stamped(name, bytes);
    let there = shell::is_there(&root.join(&file));
    shell::write_files(&root, &[Rewrite { path: file.clone(), old: None, new }]).map_err(|failure| {
        let again = "to begin anew, move it away first, and apply your changes again to the new copy";
        if there { failure.hint(again) } else { failure }
    })?;
    shell::print(&format!("wrote {file}\n"));
    Ok(Outcome::Clean)
}
