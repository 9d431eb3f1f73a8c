//! Files in one archive. The only user of `zip`.
//!
//! In: names with bytes, in their order. Out: the bytes of a ZIP archive, the same for the same files: entries carry one
//! fixed date. Writes nothing to disk.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of files by their names; `plain` names one that is not compressed.
///
/// # Errors
/// A name that no archive can hold, or more bytes than one can.
pub fn archive<B: AsRef<[u8]>>(
    files: impl IntoIterator<Item = (String, B)>,
    plain: Option<&str>,
) -> Result<Vec<u8>, String> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().last_modified_time(zip::DateTime::default()).unix_permissions(0o644);
    for (name, bytes) in files {
        let method = if plain == Some(name.as_str()) {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        writer.start_file(name, options.compression_method(method)).map_err(|error| error.to_string())?;
        writer.write_all(bytes.as_ref()).map_err(|error| error.to_string())?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|error| error.to_string())
}
