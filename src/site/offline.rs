//! Whether the output works from disk and leaves nobody's computer.
//!
//! In: a site that is ready for rendering. Out: how much was looked at, and each fault with the file that it is in: what
//! a browser would load from elsewhere, links and files that are missing or need a server, and pages whose policy lets
//! something through. Looks at the output itself and not at what it was made from. Runs no script.

use super::{Built, Output};
use crate::parse::raw_html::{Part, document};
use crate::text::{FilePath, scheme, unescaped};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Offline {
    /// Files of HTML.
    pub pages: usize,
    /// Links between them and to their parts.
    pub links: usize,
    /// Files that pages load: style sheets, scripts, pictures.
    pub loads: usize,
    /// What does not work from disk, sorted by file.
    pub faults: Vec<OfflineFault>,
}

/// Something that does not work from disk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OfflineFault {
    /// The file in the output.
    pub file: String,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
}

/// A page that only servers show, at addresses of any depth: its own links begin at the root.
const SERVED: &str = "404.html";
/// What a script on disk cannot do.
const ASKS: [&str; 6] =
    ["fetch(", "XMLHttpRequest", "new Worker(", "EventSource(", "WebSocket(", "sendBeacon("];

/// One file of HTML.
#[derive(Default)]
struct Page {
    ids: BTreeSet<String>,
    /// Addresses, and whether the browser loads them by itself.
    addresses: Vec<(String, bool)>,
}

#[derive(Default)]
struct Seen {
    pages: BTreeMap<String, Page>,
    files: BTreeSet<String>,
    faults: Vec<OfflineFault>,
}

impl Built {
    /// Renders everything and looks at what comes out.
    ///
    /// # Errors
    /// The first page that cannot be rendered.
    pub fn offline(&self) -> Result<Offline, String> {
        let seen: Mutex<Seen> = Mutex::default();
        self.render_all(|path, rendered| {
            let output = rendered.map_err(|finding| finding.message)?;
            let mut faults = Vec::new();
            let page = match &output {
                Output::Bytes(bytes) => look(path, bytes, &mut faults),
                Output::Copy(_) => None,
            };
            let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.files.insert(path.to_owned());
            seen.faults.append(&mut faults);
            if let Some(page) = page {
                seen.pages.insert(path.to_owned(), page);
            }
            Ok::<(), String>(())
        })?;
        let seen = seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(judged(seen))
    }
}

fn fault(file: &str, message: String) -> OfflineFault {
    OfflineFault { file: file.to_owned(), message }
}

/// Takes the addresses out of a file, and finds what no other file is needed for.
fn look(path: &str, bytes: &[u8], faults: &mut Vec<OfflineFault>) -> Option<Page> {
    let ending = path.rsplit('.').next().unwrap_or("");
    if !["html", "css", "js"].contains(&ending) {
        return None;
    }
    let text = String::from_utf8_lossy(bytes);
    match ending {
        "html" => return Some(page(path, &text, faults)),
        "css" => faults.extend(style(&text).map(|what| fault(path, what))),
        _ => {
            let asks = ASKS.iter().find(|ask| text.contains(**ask));
            faults.extend(asks.map(|ask| fault(path, format!("`{ask}` does nothing from disk"))));
        }
    }
    None
}

fn page(path: &str, html: &str, faults: &mut Vec<OfflineFault>) -> Page {
    let mut page = Page::default();
    let mut policy = false;
    document(html, &mut |part| {
        let (name, attributes) = match part {
            Part::Begin { name, attributes, .. } => (name, attributes),
            Part::End(_) | Part::Text(_) => return,
            Part::Style(text) => return faults.extend(style(&text).map(|what| fault(path, what))),
        };
        let get = |key: &str| attributes.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str());
        page.ids.extend(get("id").map(str::to_owned));
        if name == "a" {
            page.ids.extend(get("name").map(str::to_owned));
        }
        if name == "meta"
            && get("http-equiv").is_some_and(|what| what.eq_ignore_ascii_case("content-security-policy"))
        {
            policy = true;
            faults.extend(loose(get("content").unwrap_or("")).map(|what| fault(path, what)));
        }
        if name == "meta" && get("http-equiv").is_some_and(|what| what.eq_ignore_ascii_case("refresh")) {
            let to = get("content").and_then(|content| content.split_once("url="));
            page.addresses.extend(to.map(|(_, to)| (to.trim_matches(['\'', '"', ' ']).to_owned(), false)));
        }
        if let Some((key, _)) = attributes.iter().find(|(key, _)| key.starts_with("on") && key.len() > 2) {
            faults
                .push(fault(path, format!("`<{name} {key}>` is a script that the policy of the page stops")));
        }
        page.addresses.extend(addresses(&name, &attributes));
    });
    if !policy {
        faults.push(fault(path, "the page has no policy that keeps it from the network".to_owned()));
    }
    page
}

/// The addresses of an element, and whether a browser loads them by itself.
fn addresses(name: &str, attributes: &[(String, String)]) -> Vec<(String, bool)> {
    let get = |key: &str| attributes.iter().find(|(own, _)| own == key).map(|(_, value)| value.clone());
    let mut out = Vec::new();
    match name {
        "a" | "area" => out.extend(get("href").map(|to| (to, false))),
        "link" => {
            let rel = get("rel").unwrap_or_default().to_lowercase();
            let loaded =
                ["stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "preconnect"];
            let loads = rel.split_whitespace().any(|word| loaded.contains(&word));
            out.extend(get("href").filter(|_| loads).map(|to| (to, true)));
        }
        "form" => out.extend(get("action").map(|to| (to, true))),
        "object" => out.extend(get("data").map(|to| (to, true))),
        "use" | "image" => out.extend(get("href").or_else(|| get("xlink:href")).map(|to| (to, true))),
        _ => {
            out.extend(["src", "poster"].iter().filter_map(|key| get(key)).map(|to| (to, true)));
            let set = get("srcset").unwrap_or_default();
            let each = set.split(',').filter_map(|one| one.split_whitespace().next().map(str::to_owned));
            out.extend(each.map(|to| (to, true)));
        }
    }
    out
}

/// Sources of a policy through which something could be loaded or run that is not the site's own.
fn loose(policy: &str) -> impl Iterator<Item = String> {
    let open = |source: &str| {
        let plain = source.trim_matches('\'');
        plain == "*" || plain.starts_with("http") || plain == "unsafe-eval" || plain == "unsafe-inline"
    };
    policy.split(';').filter_map(move |part| {
        let source = part.split_whitespace().skip(1).find(|source| open(source))?;
        Some(format!("the policy of the page lets `{source}` through"))
    })
}

/// What a style sheet loads from elsewhere.
fn style(css: &str) -> impl Iterator<Item = String> {
    let urls = css.split("url(").skip(1).filter_map(|rest| rest.split(')').next());
    let imports = css.split("@import").skip(1).filter_map(|rest| rest.split(';').next());
    urls.chain(imports)
        .map(|to| to.trim().trim_matches(['\'', '"']).to_owned())
        .filter(|to| is_elsewhere(to))
        .map(|to| format!("the style sheet loads `{to}` from the network"))
}

fn is_elsewhere(to: &str) -> bool {
    let to = to.trim().to_lowercase();
    to.starts_with("http:") || to.starts_with("https:") || to.starts_with("//")
}

/// Follows each address to its file and to its part of it.
fn judged(seen: Seen) -> Offline {
    let Seen { pages, files, mut faults } = seen;
    let mut out = Offline { pages: pages.len(), ..Offline::default() };
    for (path, page) in &pages {
        for (to, load) in &page.addresses {
            if *load {
                out.loads += 1;
            } else {
                out.links += 1;
            }
            if let Some(message) = missing(path, to, *load, &pages, &files) {
                faults.push(fault(path, message));
            }
        }
    }
    faults.sort();
    faults.dedup();
    out.faults = faults;
    out
}

/// Why an address of a page does not work from disk, if so.
fn missing(
    path: &str,
    to: &str,
    load: bool,
    pages: &BTreeMap<String, Page>,
    files: &BTreeSet<String>,
) -> Option<String> {
    let to = to.trim();
    let scheme = scheme(to).map(str::to_lowercase);
    match scheme.as_deref() {
        Some("javascript" | "vbscript") => return Some(format!("`{to}` runs a program")),
        Some("data") => return (!load).then(|| format!("the link `{to}` opens a page of its own")),
        Some(_) if load => return Some(format!("`{to}` is loaded from the network")),
        Some(_) => return None,
        None if to.starts_with("//") => return Some(format!("`{to}` is on the network")),
        None if to.starts_with('/') => {
            return (path != SERVED).then(|| format!("`{to}` begins at the root of a server"));
        }
        None => {}
    }
    let (file, part) = to.split_once('#').unwrap_or((to, ""));
    let file = file.split('?').next().unwrap_or("");
    let missing = || format!("`{to}` is not in the output");
    let Some(target) = (if file.is_empty() { Some(path.to_owned()) } else { resolved(path, file) }) else {
        return Some(missing());
    };
    // An empty part of a path names a folder, or nothing.
    let whole = file.is_empty() || file.split('/').all(|part| !part.is_empty());
    if !whole || !files.contains(&target) {
        let index = format!("{}/index.html", target.trim_end_matches('/')).trim_start_matches('/').to_owned();
        return Some(if files.contains(&index) || file.ends_with('/') {
            format!("`{to}` is a folder: only a server finds a page there")
        } else {
            missing()
        });
    }
    let part = unescaped(part);
    let there = |page: &Page| part.is_empty() || part.starts_with(":~:") || page.ids.contains(&part);
    let known = pages.get(&target).is_none_or(there);
    (!known).then(|| format!("`{to}` leads to a part that the page does not have"))
}

/// The path of a relative address of a page; `None` when it leaves the output.
pub(super) fn resolved(path: &str, file: &str) -> Option<String> {
    FilePath::join(FilePath::new(path).folder(), &unescaped(file))
}
