//! The list of what prepress wrote into an output folder.
//!
//! In: paths, or the text of a list. Out: the text, or the paths. Does not read or write files.

const HEADER: &str = "prepress-manifest 1";

/// The text of a list: a header, then one path a line.
pub(super) fn text<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    paths.fold(format!("{HEADER}\n"), |list, path| list + path + "\n")
}

/// The paths of a list; nothing when prepress did not write it.
pub(super) fn paths(text: &str) -> Option<impl Iterator<Item = &str>> {
    let mut lines = text.lines();
    (lines.next() == Some(HEADER)).then_some(lines)
}
