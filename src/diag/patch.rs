//! A change of one file as a unified diff.
//!
//! In: a path and the text before and after. Out: what `git apply` and `patch -p1` read. `diffy`
//! finds and draws the changed lines; this file names the file. Does not clean the text: a diff
//! that is printed shows the lines as they are.

use diffy::DiffOptions;

#[cfg(test)]
mod tests;

/// What stands for the names until they are known: `diffy` quotes bytes, this file characters.
const NAMES: &str = "--- original\n+++ modified\n";

/// Draws the difference with three lines of context; empty when there is none.
///
/// Lines end at `\n`; a `\r` before it is part of the line and is kept.
pub fn patch(path: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let drawn = DiffOptions::new().set_context_len(3).create_patch(before, after).to_string();
    let hunks = drawn.strip_prefix(NAMES).unwrap_or(&drawn);
    format!("--- {}\n+++ {}\n{hunks}", name("a/", path), name("b/", path))
}

/// A name as git writes it: quoted when it holds a control character, a quote or a backslash, and
/// ended by a tab when it holds a space.
fn name(side: &str, path: &str) -> String {
    let quoted = |c: char| c.is_ascii_control() || c == '"' || c == '\\';
    if !path.contains(quoted) {
        let end = if path.contains(' ') { "\t" } else { "" };
        return format!("{side}{path}{end}");
    }
    let mut out = format!("\"{side}");
    for c in path.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '"' | '\\' => out.extend(['\\', c]),
            _ if c.is_ascii_control() => out.push_str(&format!("\\{:03o}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out + "\""
}
