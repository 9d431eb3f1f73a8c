//! Names that prepress itself gives a meaning, in the site's folder and in its output.
//!
//! In: nothing. Out: one constant for each, so that no two layers spell them differently. Does not check paths.

/// The configuration; the folder that holds it is the root of a site.
pub const CONFIG: &str = "prepress.yaml";
/// The folder of pages and data, below the root.
pub const CONTENT: &str = "content";
/// The folder of themes, below the root.
pub const THEMES: &str = "themes";
/// The folder of kept copies of sources, and of other files that facts take their values from.
pub const SOURCES: &str = "sources";
/// The folders that a site is read from.
pub const FOLDERS: [&str; 3] = [CONTENT, THEMES, SOURCES];
/// The file of known findings, next to the configuration.
pub const BASELINE: &str = "prepress.baseline.json";
/// The file in the output folder that lists what prepress wrote there.
pub const MANIFEST: &str = "prepress-manifest.txt";

/// The service worker of a guide that browsers keep.
pub const APP_WORKER: &str = "app-worker.js";
/// The list of the files that it keeps, with their sizes and hashes.
pub const APP_LIST: &str = "app-files.txt";
/// What is made of all other files of such a guide, when these are known.
pub const APP: [&str; 2] = [APP_LIST, APP_WORKER];

/// Paths in the output that no file of a site may take: writing the output folder adds them to what is rendered.
pub const RESERVED: [&str; 1] = [MANIFEST];
