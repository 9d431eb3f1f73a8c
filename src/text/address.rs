//! Paths as parts of an address.
//!
//! In: a path of the output, an id on a page, or a tag. Out: the same with everything escaped that ends it there, or that
//! HTML or an address gives a meaning. Letters of any script stay.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

const ID: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'{').add(b'}').add(b'\\');
const PATH: &AsciiSet = &ID.add(b'#').add(b'?').add(b'%').add(b'&').add(b'\'');

/// What a tag is called in addresses: tags with one such name are one tag. Signs that tell tags apart are spelled out:
/// `C++`, `C#`.
pub(crate) fn tag_name(tag: &str) -> String {
    let spelled = tag.replace('+', " plus ").replace('#', " sharp ");
    let name = slug::slugify(spelled);
    if name.is_empty() { blake3::hash(tag.to_lowercase().as_bytes()).to_hex()[..8].to_owned() } else { name }
}

/// A path as part of an address.
pub(crate) fn path_address(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// An id as the end of an address, after its `#`.
pub(crate) fn id_address(id: &str) -> String {
    utf8_percent_encode(id, ID).to_string()
}
