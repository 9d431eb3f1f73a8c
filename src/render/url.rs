//! Addresses of output paths.
//!
//! In: paths of the output. Out: relative links that work at a domain's root, below any path, and from disk; and the
//! absolute address, for the few places that need one.

use super::{Site, escape};

/// What to write before a path of the output on the page at `out`: `../` for each folder.
pub(crate) fn root_of(out: &str) -> String {
    "../".repeat(out.matches('/').count())
}

/// A page's absolute address, where the site has one.
pub(crate) fn canonical(site: &Site<'_>, path: &str) -> Option<String> {
    let base = site.checked.config.base_url.as_ref()?;
    let path = if path == "index.html" { "" } else { path };
    Some(format!("{base}{}", escape::path(path)))
}
