//! Reading of files beside the site: lists, caches, manifests.
//!
//! In: a path and how large such a file may be. Out: its bytes, or why not. What is no regular file is never waited
//! for: a pipe may never end, a device has no end. Does not know what the bytes mean.

use super::failure::Failure;
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

/// The most bytes of a list of paths or names.
pub(super) const LARGEST_LIST: u64 = 64 << 20;

/// Reads a regular file of at most `limit` bytes.
///
/// # Errors
/// The system refuses, it is no regular file, or it is larger.
pub(super) fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let (file, len) = open(path)?;
    let mut bytes = Vec::with_capacity(usize::try_from(len.min(limit)).unwrap_or(0) + 1);
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::other(format!("it is larger than {} MB", limit >> 20)));
    }
    Ok(bytes)
}

/// [`read`] for texts.
///
/// # Errors
/// As [`read`], or it is not UTF-8.
pub(super) fn read_text(path: &Path, limit: u64) -> io::Result<String> {
    String::from_utf8(read(path, limit)?)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8"))
}

/// [`read_text`] for commands.
///
/// # Errors
/// As [`read_text`].
pub fn read_text_file(path: &Path, limit: u64) -> Result<String, Failure> {
    read_text(path, limit).map_err(|error| Failure::io("read", path, &error))
}

/// The text of standard input.
///
/// # Errors
/// It cannot be read, or is not UTF-8.
pub fn read_stdin(limit: u64) -> Result<String, Failure> {
    let mut text = String::new();
    let read = io::stdin().take(limit).read_to_string(&mut text);
    read.map(|_| text).map_err(|error| Failure::new(format!("standard input cannot be read: {error}")))
}

/// Opens a regular file without waiting, and gives its size.
///
/// # Errors
/// The system refuses, or it is no regular file.
pub(super) fn open(path: &Path) -> io::Result<(File, u64)> {
    let mut options = OpenOptions::new();
    options.read(true);
    without_waiting(&mut options);
    let file = options.open(path)?;
    let found = file.metadata()?;
    if found.is_file() { Ok((file, found.len())) } else { Err(io::Error::other("it is not a regular file")) }
}

/// A pipe is opened at once, also where nobody writes into it.
#[cfg(target_os = "linux")]
fn without_waiting(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
}

#[cfg(not(target_os = "linux"))]
fn without_waiting(_: &mut OpenOptions) {}
