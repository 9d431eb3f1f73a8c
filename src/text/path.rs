//! Paths inside a site.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// A path relative to the site's root: segments joined by `/`, never absolute, without `.` or `..`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FilePath(Arc<str>);

/// Why a text cannot be a path of an output file on every system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathError {
    /// An empty path or segment.
    Empty,
    /// A segment `.` or `..`.
    Dots,
    /// A backslash, a colon, a control character or one of `< > " | ? *`.
    Character(char),
    /// A name that Windows keeps for devices, such as `con` or `lpt1`.
    Reserved,
    /// A segment that ends in a dot or a space, which Windows drops.
    Trailing,
    /// A segment of more than 200 bytes; file systems stop at 255.
    TooLong,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "a segment is empty"),
            Self::Dots => write!(f, "`.` and `..` are not allowed"),
            Self::Character(c) => write!(f, "`{}` is not allowed", c.escape_debug()),
            Self::Reserved => write!(f, "Windows reserves this name for a device"),
            Self::TooLong => write!(f, "a segment is longer than 200 bytes"),
            Self::Trailing => write!(f, "a segment ends in a dot or a space, which Windows drops"),
        }
    }
}

impl FilePath {
    /// Wraps a path that is already relative and uses `/`.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of the folder, without a slash at its end; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last segment.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The ending after the last dot of the name, if it has one.
    pub fn extension(&self) -> Option<&str> {
        self.name().rsplit_once('.').map(|(_, extension)| extension)
    }

    /// Checks that a path can be written on Windows, macOS and Linux and stays in its folder.
    ///
    /// # Errors
    /// The first problem found, segment by segment.
    pub fn check_portable(path: &str) -> Result<(), PathError> {
        path.split('/').try_for_each(check_segment)
    }

    /// A path as it can be shown on one line: control characters are replaced.
    pub fn visible(path: &str) -> String {
        path.replace(char::is_control, "\u{fffd}")
    }

    /// Follows a relative link from a folder: resolves `.` and `..`.
    ///
    /// Returns `None` when the link leaves the root.
    pub fn join(folder: &str, link: &str) -> Option<String> {
        let mut segments: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
        for segment in link.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop()?;
                }
                other => segments.push(other),
            }
        }
        Some(segments.join("/"))
    }
}

fn check_segment(segment: &str) -> Result<(), PathError> {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    if segment.len() > 200 {
        return Err(PathError::TooLong);
    }
    if segment.is_empty() {
        return Err(PathError::Empty);
    }
    if segment == "." || segment == ".." {
        return Err(PathError::Dots);
    }
    if let Some(c) = segment.chars().find(|c| c.is_control() || "\\:<>\"|?*".contains(*c)) {
        return Err(PathError::Character(c));
    }
    let stem = segment.split('.').next().unwrap_or("").to_ascii_lowercase();
    let numbered = (stem.starts_with("com") || stem.starts_with("lpt"))
        && stem.len() == 4
        && stem.ends_with(|c: char| c.is_ascii_digit());
    if DEVICES.contains(&stem.as_str()) || numbered {
        return Err(PathError::Reserved);
    }
    if segment.ends_with(['.', ' ']) {
        return Err(PathError::Trailing);
    }
    Ok(())
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &self.0)
    }
}

impl Borrow<str> for FilePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}
