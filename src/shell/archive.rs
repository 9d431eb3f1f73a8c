//! Files in one archive. The only user of `zip`.
//!
//! In: names with bytes. Out: the bytes of a ZIP archive, the same for the same files: entries stand in the order of their
//! names and carry one fixed date. Writes nothing to disk.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of files below one folder.
///
/// # Errors
/// A name that no archive can hold, or more bytes than one can.
pub fn archive(folder: &str, files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, String> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for (path, bytes) in files {
        writer.start_file(format!("{folder}/{path}"), options).map_err(|error| error.to_string())?;
        writer.write_all(bytes).map_err(|error| error.to_string())?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|error| error.to_string())
}
