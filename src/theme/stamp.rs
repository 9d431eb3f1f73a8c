//! The stamp of an ejected file: which original it was copied from.
//!
//! In: a file of the default theme. Out: its text after a comment with a hash of the original; and
//! from a site's copy, the hash it names. The stamp is a comment in the file's own language, in the
//! first line, and does not come out of a template.

/// What a stamp says before the hash.
const WORDS: &str = "ejected from prepress ";

/// A short hash of an original.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

/// The file with its stamp.
pub(super) fn stamped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let (open, close) = comment(name);
    let version = env!("CARGO_PKG_VERSION");
    let mut out = format!("{open} {WORDS}{version}, {name}, {} {close}\n", hash(bytes)).into_bytes();
    out.extend_from_slice(bytes);
    out
}

/// How comments are written in a file of the theme.
fn comment(name: &str) -> (&'static str, &'static str) {
    match name.rsplit('.').next() {
        _ if name.starts_with("templates/") => ("{#-", "-#}"),
        Some("css" | "js") => ("/*", "*/"),
        Some("yaml") => ("#", "#"),
        _ => ("<!--", "-->"),
    }
}

/// The hash that a file's stamp names, and where it stands.
pub(super) fn read(text: &str) -> Option<(&str, std::ops::Range<usize>)> {
    let line = text.lines().next()?;
    let start = line.find(WORDS)?;
    let words = line[start..].trim_end().rsplit_once(' ')?.0;
    let hash = words.rsplit(' ').next().filter(|hash| hash.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let at = start + words.len() - hash.len();
    Some((hash, at..at + hash.len()))
}

#[cfg(test)]
mod tests {
    use super::{hash, read, stamped};

    #[test]
    fn a_stamp_reads_back_in_every_language() {
        for name in
            ["templates/base.html", "static/theme.css", "static/theme.js", "static/favicon.svg", "theme.yaml"]
        {
            let text = String::from_utf8(stamped(name, b"body\n")).expect("UTF-8");
            let (found, at) = read(&text).expect("a stamp");
            assert_eq!((found, &text[at]), (hash(b"body\n").as_str(), found), "{text}");
            assert!(text.ends_with("\nbody\n"), "{text}");
        }
        assert_eq!(read("body\nejected from prepress 1, x, 12 -->"), None);
    }
}
