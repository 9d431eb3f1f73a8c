//! Paths as parts of an address.
//!
//! In: a path of the output, or an id on a page. Out: the same with everything escaped that ends it there, or that
//! HTML or an address gives a meaning. Letters of any script stay.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

const ID: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'{').add(b'}').add(b'\\');
const PATH: &AsciiSet = &ID.add(b'#').add(b'?').add(b'%').add(b'&').add(b'\'');

/// A path as part of an address.
pub(crate) fn path_address(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// An id as the end of an address, after its `#`.
pub(crate) fn id_address(id: &str) -> String {
    utf8_percent_encode(id, ID).to_string()
}
