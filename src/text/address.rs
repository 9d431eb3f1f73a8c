//! Paths as parts of an address, and from one file to another.
//!
//! In: a path of the output, an id on a page, or a tag. Out: the same with everything escaped that ends it there, or that
//! HTML or an address gives a meaning. Letters of any script stay.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

const ID: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'{').add(b'}').add(b'\\');
const PATH: &AsciiSet = &ID.add(b'#').add(b'?').add(b'%').add(b'&').add(b'\'');

/// What a tag is called in addresses: tags with one such name are one tag. Signs that tell tags apart are spelled out:
/// `C++`, `C#`.
pub(crate) fn tag_name(tag: &str) -> String {
    const SIGNS: [(char, &str); 5] =
        [('+', " plus "), ('#', " sharp "), ('&', " and "), ('%', " percent "), ('*', " star ")];
    let mut spelled = tag.trim().to_owned();
    if let Some(rest) = spelled.strip_prefix('.') {
        spelled = format!("dot {rest}");
    }
    for (sign, word) in SIGNS {
        spelled = spelled.replace(sign, word);
    }
    let mut name = slug::slugify(spelled);
    if crate::text::FilePath::check_portable(&format!("{name}.html")).is_err()
        && (1..=4).contains(&name.len())
    {
        // Windows reserves some names, whatever their ending.
        name.push_str("-tag");
    }
    if name.is_empty() { blake3::hash(tag.to_lowercase().as_bytes()).to_hex()[..8].to_owned() } else { name }
}

/// A path as part of an address.
pub(crate) fn path_address(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// What a part of an address names, without its escapes.
pub(crate) fn unescaped(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}

/// Whether a path can stand in an address as it is, and names no place on a page.
pub(crate) fn is_plain_address(path: &str) -> bool {
    path.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.'))
}

/// An id as the end of an address, after its `#`.
pub(crate) fn id_address(id: &str) -> String {
    utf8_percent_encode(id, ID).to_string()
}

/// The path from a folder to a file, both below the root.
pub(crate) fn relative(folder: &str, file: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    let to: Vec<&str> = file.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - common);
    format!("{up}{}", to[common..].join("/"))
}

/// Whether a target is an address of its own: it names a scheme or a host.
pub(crate) fn is_external(target: &str) -> bool {
    target.starts_with("//") || scheme(target).is_some()
}

/// The scheme that a target names, as it is written.
pub(crate) fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let known = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
    known.then_some(scheme)
}
