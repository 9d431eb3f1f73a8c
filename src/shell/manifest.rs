//! The list of what prepress wrote into an output folder.
//!
//! In: paths, or the text of a list. Out: the text, or the paths. Does not read or write files.

use std::borrow::Cow;

const HEADER: &str = "prepress-manifest 1";

/// The text of a list: a header with the title of the site, then one path a line.
pub(super) fn text<'a>(site: &str, paths: impl Iterator<Item = &'a str>) -> String {
    paths.fold(format!("{}\n", header(site)), |list, path| list + path + "\n")
}

/// The first line. A title is one line, whatever is in it.
fn header(site: &str) -> Cow<'static, str> {
    let site = site.split(char::is_control).collect::<Vec<_>>().join(" ");
    match site.trim() {
        "" => HEADER.into(),
        site => format!("{HEADER} {site}").into(),
    }
}

/// The paths of a list; nothing when prepress did not write it.
pub(super) fn paths(text: &str) -> Option<impl Iterator<Item = &str>> {
    let mut lines = text.lines();
    is_header(lines.next()?).then_some(lines)
}

/// The title of the site that a list belongs to, where it says so.
pub(super) fn site(text: &str) -> Option<&str> {
    let header = text.lines().next().filter(|line| is_header(line))?;
    header.strip_prefix(HEADER)?.strip_prefix(' ')
}

fn is_header(line: &str) -> bool {
    line.strip_prefix(HEADER).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
