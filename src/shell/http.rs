//! What a request asks for, determined without a network.
//!
//! In: the path and the host of a request. Out: where it leads by the rules of GitHub Pages, the
//! content type of a file, the page with the reload script in it.
//! Does not open sockets and does not render pages.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use percent_encoding::percent_decode_str;
use std::net::IpAddr;

/// The path of the preview's own files, whatever the site's base path is.
pub(super) const OWN: &str = "/__prepress/";

/// Where a request leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route<'a> {
    /// One of the preview's own files: the name after `/__prepress/`.
    Own(&'a str),
    /// A path in the site, decoded, without a slash at its start.
    Site(String),
    /// Elsewhere.
    Moved(String),
    /// Nowhere: outside the site's base path, or not a path at all.
    Nowhere,
}

/// Where the path of a request leads in a site published under `base` (`/` or `/repo/`).
pub(super) fn route<'a>(path: &'a str, base: &str) -> Route<'a> {
    if let Some(own) = path.strip_prefix(OWN) {
        return Route::Own(own);
    }
    let Some(inside) = path.strip_prefix(base) else {
        let moved = path == "/" || base.strip_suffix('/') == Some(path);
        return if moved { Route::Moved(base.to_owned()) } else { Route::Nowhere };
    };
    let Ok(decoded) = percent_decode_str(inside).decode_utf8() else { return Route::Nowhere };
    let whole = decoded.strip_suffix('/').unwrap_or(&decoded);
    let inside = decoded.is_empty() || whole.split('/').all(is_plain);
    if inside { Route::Site(decoded.into_owned()) } else { Route::Nowhere }
}

/// Whether a segment can be the name of a file: nothing that leads elsewhere on any system.
fn is_plain(segment: &str) -> bool {
    let odd = |c: char| c.is_control() || matches!(c, '\\' | ':');
    !segment.is_empty() && segment != "." && segment != ".." && !segment.contains(odd)
}

/// Whether a `Host` names this machine as it is bound. Other names may be a foreign page that had
/// its own name resolve to this machine, in order to read the preview.
pub(super) fn is_own_host(host: &str, bound: IpAddr, allowed: &[String]) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    if let Ok(address) = bare.parse::<IpAddr>() {
        return address.is_loopback() || address == bound || bound.is_unspecified();
    }
    let name = name.to_ascii_lowercase();
    let allowed = allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(&name));
    allowed || name == "localhost" || name.ends_with(".localhost")
}

/// The value of a parameter, decoded.
pub(super) fn parameter(query: Option<&str>, name: &str) -> Option<String> {
    let pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next()?;
    percent_decode_str(value).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

/// The headers of every answer: nobody keeps it, and no other site may take it in.
pub(super) fn headers(kind: &'static str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let own = HeaderValue::from_static("same-origin");
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), own);
    headers
}

/// A text as the value of a header; nothing where it cannot be one.
pub(super) fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""))
}

/// The version of a page: of its bytes, so that a page that did not change is not another after a restart.
pub(super) fn version(page: &[u8]) -> String {
    blake3::hash(page).to_hex()[..16].to_owned()
}

/// Puts the preview's script into a page's head, where no HTML of an author's can reach it, or at its beginning. The
/// page carries its version, so that it can tell whether it is current. The script may run where the page's own may.
pub(super) fn with_script(mut page: Vec<u8>, version: &str, kept: bool) -> Vec<u8> {
    let nonce = nonce(&page).map_or_else(String::new, |nonce| format!(" nonce=\"{nonce}\""));
    let kept = if kept { " data-kept" } else { "" };
    let tag = format!("<script src=\"{OWN}live.js\"{nonce} defer data-version=\"{version}\"{kept}></script>");
    let find = |tag: &[u8]| page.windows(tag.len()).position(|window| window.eq_ignore_ascii_case(tag));
    let body = find(b"<body").unwrap_or(page.len());
    // Before the page's own scripts, which ask whether this is a preview.
    let scripts = find(b"<script").filter(|at| *at < body);
    let end = scripts.or_else(|| find(b"</head>")).filter(|end| *end < body).or_else(|| {
        let doctype = find(b"<!doctype")?;
        Some(doctype + page[doctype..].iter().position(|byte| *byte == b'>')? + 1)
    });
    let end = end.unwrap_or(0);
    page.splice(end..end, tag.into_bytes());
    page
}

/// The nonce of a page's policy, which stands before all that authors write.
fn nonce(page: &[u8]) -> Option<String> {
    const BEFORE: &[u8] = b"script-src 'nonce-";
    let start = page.windows(BEFORE.len()).position(|window| window == BEFORE)? + BEFORE.len();
    let end = start + page[start..].iter().position(|byte| *byte == b'\'')?;
    let nonce = std::str::from_utf8(&page[start..end]).ok()?;
    nonce.bytes().all(|byte| byte.is_ascii_alphanumeric()).then(|| nonce.to_owned())
}
