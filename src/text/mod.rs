//! Positions: files, byte spans in them, lines and columns.
//!
//! In: the path and the text of each file as read. Out: a [`FileId`] for each, spans that stay
//! exact after any multi-byte character, and the 1-based line and column of a byte.
//! Does not read files and does not know what they mean.

mod address;
mod files;
mod lines;
mod mapped;
mod markdown;
mod media;
mod named;
pub mod names;
mod order;
mod path;
mod quotes;
mod span;
mod suggest;
mod words;

pub(crate) use address::{
    id_address, is_external, is_plain_address, path_address, relative, scheme, tag_name, unescaped,
};
pub use files::{File, Files};
pub use lines::{Lines, Position};
pub(crate) use mapped::MappedText;
pub(crate) use markdown::{escaped_markdown, one_line};
pub(crate) use media::content_type;
pub(crate) use named::named;
pub(crate) use order::order_key;
pub use path::{FilePath, PathError};
pub(crate) use quotes::curled;
pub use span::{FileId, Span, Spanned};
pub(crate) use span::{offset_in, reading};
pub(crate) use suggest::{KnownNames, is_slip, tail, word_meant, word_suggestion};
pub use suggest::{did_you_mean, suggestion};
pub(crate) use words::{capitalized, spelled, way, with_minus, word_count};
