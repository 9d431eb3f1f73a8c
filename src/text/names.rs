//! Names that prepress itself gives a meaning in the output.
//!
//! In: nothing. Out: one constant for each, so that no two layers spell them differently. Does not check paths.

/// The file in the output folder that lists what prepress wrote there.
pub const MANIFEST: &str = "prepress-manifest.txt";

/// Paths in the output that no file of a site may take: writing the output folder adds them to what is rendered.
pub const RESERVED: [&str; 1] = [MANIFEST];
