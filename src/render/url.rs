//! Relative addresses between output paths.
//!
//! In: paths of the output. Out: links that work at a domain's root, below any path, and from disk.

/// What to write before a path of the output on the page at `out`: `../` for each folder.
pub(crate) fn root_of(out: &str) -> String {
    "../".repeat(out.matches('/').count())
}
