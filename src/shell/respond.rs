//! Answers to requests of the preview.
//!
//! In: a request. Out: an answer; events for as long as a page is open. Refuses what does not come from a page of this
//! preview or from its author: an unpublished guide is nobody else's. Does not accept connections.

use super::connections::Peer;
use super::http::{self, Route};
use super::media;
use super::preview::{Answer, Live, Preview, Shown, Versions};
use crate::text::content_type;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("live/page.js"),
    include_str!("live/cursor.js"),
    include_str!("live/place.js"),
    include_str!("live/patch.js"),
    include_str!("live/panel.js"),
    include_str!("live/runs.js"),
    include_str!("live/basis.js"),
    include_str!("live/lens.js"),
    include_str!("live/events.js"),
    "})();\n"
);
const STYLE: &str = concat!(include_str!("live/panel.css"), include_str!("live/claims.css"));
const LENS_STYLE: &str = include_str!("live/lens.css");

/// What every request needs.
#[derive(Clone)]
pub(super) struct Site {
    pub preview: Arc<dyn Preview>,
    pub live: Live,
    pub bound: IpAddr,
    /// Other names of hosts that are answered.
    pub allowed: Arc<[String]>,
}

pub(super) async fn respond(State(site): State<Site>, request: Request) -> Response {
    if let Some(refused) = refused(&site, &request) {
        return refused;
    }
    let head = *request.method() == Method::HEAD;
    let (path, query) = (request.uri().path().to_owned(), request.uri().query().map(str::to_owned));
    if path == "/__prepress/events" && !head {
        return events(site, http::parameter(query.as_deref(), "page"));
    }
    let (edits, headers) = (*request.method() == Method::POST, request.headers().clone());
    // Rendering takes time; events continue meanwhile.
    let answered = tokio::task::spawn_blocking(move || {
        if edits {
            Reply::Ready(edit(&site, query.as_deref()))
        } else {
            answer(&site, &path, query.as_deref())
        }
    });
    let response = match answered.await {
        Ok(Reply::Ready(response)) => response,
        Ok(Reply::File(path)) => media::send(&path, &headers).await,
        Err(_) => text(StatusCode::INTERNAL_SERVER_ERROR, "Internal error; see the terminal.\n"),
    };
    if head { without_body(response) } else { response }
}

/// Why a request is not answered: what it asks for is not for whoever asks.
fn refused(site: &Site, request: &Request) -> Option<Response> {
    let own = |host: &str| http::is_own_host(host, site.bound, &site.allowed);
    let headers = request.headers();
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    if hosts.next().is_some() {
        return Some(text(StatusCode::BAD_REQUEST, "One host at a time.\n"));
    }
    if !host.is_some_and(own) || !request.uri().authority().is_none_or(|host| own(host.as_str())) {
        let words = "This preview answers only to localhost and the address it is bound to; `--allow-host` adds a name.\n";
        return Some(text(StatusCode::FORBIDDEN, words));
    }
    let of = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    // A page of another site may lead here, and may not look in.
    let foreign = matches!(of("sec-fetch-site"), Some("cross-site" | "same-site"))
        && of("sec-fetch-mode") != Some("navigate");
    let elsewhere =
        of("origin").is_some_and(|origin| origin.split_once("://").map(|(_, origin)| origin) != host);
    if foreign || elsewhere {
        return Some(text(StatusCode::FORBIDDEN, "This preview is for its own pages only.\n"));
    }
    // What changes something on this machine comes from the script of a page, which alone can set this.
    let edits = *request.method() == Method::POST
        && request.uri().path() == "/__prepress/edit"
        && of("x-prepress") == Some("edit");
    // The preview may be shown to a network; programs are started for this machine only.
    let here = request.extensions().get::<Peer>().is_some_and(|Peer(from)| from.to_canonical().is_loopback());
    if edits && !here {
        return Some(text(StatusCode::FORBIDDEN, "Files are opened from the author's own machine only.\n"));
    }
    if edits || matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD.\n");
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    Some(response)
}

/// An answer, or the file that is one.
enum Reply {
    Ready(Response),
    File(PathBuf),
}

fn edit(site: &Site, query: Option<&str>) -> Response {
    let file = http::parameter(query, "file").unwrap_or_default();
    let line = http::parameter(query, "line").and_then(|line| line.parse().ok()).unwrap_or(1);
    match site.preview.edit(&file, line) {
        Ok(()) => text(StatusCode::OK, ""),
        Err(words) => text(StatusCode::CONFLICT, words),
    }
}

fn answer(site: &Site, path: &str, query: Option<&str>) -> Reply {
    let base = site.preview.base();
    let own = |name: &str, text: &'static str| reply(StatusCode::OK, content_type(name), text);
    Reply::Ready(match http::route(path, &base) {
        Route::Own(name @ "live.js") => own(name, SCRIPT),
        Route::Own(name @ "live.css") => own(name, STYLE),
        Route::Own(name @ "lens.css") => own(name, LENS_STYLE),
        Route::Own(name @ "findings.json") => {
            reply(StatusCode::OK, content_type(name), site.preview.findings_json())
        }
        Route::Own(name @ "claims.json") => {
            let page = http::parameter(query, "page").unwrap_or_default();
            // Of pages without a file nothing is known, which is no failure: the lens says so.
            let json = file_of(site, &page).and_then(|path| site.preview.claims_json(&path));
            reply(StatusCode::OK, content_type(name), json.unwrap_or_else(|| "null".into()))
        }
        Route::Own(_) => text(StatusCode::NOT_FOUND, "Not a file of the preview.\n"),
        Route::Moved(place) => moved(&place),
        Route::Nowhere => match place_of(site, path) {
            Some(place) => moved(&place),
            None => page(Answer::NotFound(nothing_here(&base)), &base),
        },
        Route::Site(inside) => match resolve(&*site.preview, &inside) {
            Ok(Answer::File(path)) => return Reply::File(path),
            Ok(answer @ Answer::NotFound(_)) => match place_of(site, path) {
                Some(place) => moved(&place),
                None => page(answer, &base),
            },
            Ok(answer) => page(answer, &base),
            Err(Folder) => {
                let query = query.map_or(String::new(), |query| format!("?{query}"));
                moved(&format!("{path}/{query}"))
            }
        },
    })
}

/// The page for addresses outside of the site.
fn nothing_here(base: &str) -> Vec<u8> {
    format!("<!DOCTYPE html>\n<title>Nothing here</title><p>Nothing here: the site is under <a href=\"{base}\">{base}</a></p>\n").into()
}

/// Where a page is that was asked for at a place of another base, before the base changed.
fn place_of(site: &Site, path: &str) -> Option<String> {
    let inside = site.preview.former_bases().into_iter().filter_map(|old| match http::route(path, &old) {
        Route::Site(inside) => Some(inside),
        _ => None,
    });
    // `/` was the base of everything: another one may fit better.
    let found = |inside: &String| !matches!(resolve(&*site.preview, inside), Ok(Answer::NotFound(_)));
    inside.into_iter().find(found).map(|inside| format!("{}{inside}", site.preview.base()))
}

/// The file of the site that a page's address leads to.
fn file_of(site: &Site, address: &str) -> Option<String> {
    let base = site.preview.base();
    let Route::Site(inside) = http::route(address, &base) else { return None };
    match resolve(&*site.preview, &inside) {
        Ok(Answer::Found { path, .. }) => Some(path),
        _ => None,
    }
}

/// The path is that of a folder, without the slash at its end.
struct Folder;

/// Finds the file for a path as GitHub Pages does: itself, with `.html`, or a folder's index.
fn resolve(preview: &dyn Preview, path: &str) -> Result<Answer, Folder> {
    if path.is_empty() || path.ends_with('/') {
        return Ok(preview.get(&format!("{path}index.html")));
    }
    let found = |answer: &Answer| !matches!(answer, Answer::NotFound(_));
    let itself = preview.get(path);
    if found(&itself) {
        return Ok(itself);
    }
    let page = preview.get(&format!("{path}.html"));
    if found(&page) {
        return Ok(page);
    }
    if found(&preview.get(&format!("{path}/index.html"))) { Err(Folder) } else { Ok(itself) }
}

fn page(answer: Answer, base: &str) -> Response {
    let (status, bytes, path, shown) = match answer {
        Answer::Found { bytes, path, shown } => {
            let failed = shown == Shown::Failed;
            (if failed { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK }, bytes, path, shown)
        }
        Answer::NotFound(bytes) => (StatusCode::NOT_FOUND, bytes, "404.html".to_owned(), Shown::Current),
        Answer::Redirect(place) if place.contains("://") || place.starts_with('/') => {
            return moved(&place);
        }
        Answer::Redirect(place) => return moved(&format!("{base}{place}")),
        Answer::File(file) => {
            return text(StatusCode::NOT_FOUND, format!("{}\n", file.display()));
        }
    };
    let kind = content_type(&path);
    let html = kind.starts_with("text/html");
    let bytes = if html { with_script(bytes, shown) } else { bytes };
    reply(status, kind, bytes)
}

fn with_script(bytes: Vec<u8>, shown: Shown) -> Vec<u8> {
    let version = http::version(&bytes);
    http::with_script(bytes, &version, shown == Shown::Kept)
}

/// The version of the page at an address, as its script carries it, and its address, where that is another now.
fn version_of(site: &Site, address: &str) -> serde_json::Value {
    let base = site.preview.base();
    let mut answer = match http::route(address, &base) {
        Route::Site(inside) => resolve(&*site.preview, &inside),
        Route::Nowhere => Ok(Answer::NotFound(nothing_here(&base))),
        _ => Ok(Answer::NotFound(Vec::new())),
    };
    let missing = matches!(answer, Ok(Answer::NotFound(_)));
    let moved = if missing { place_of(site, address) } else { None };
    if let Some(place) = &moved {
        answer = resolve(&*site.preview, &place[base.len()..]);
    }
    let (version, kept) = match answer {
        Ok(Answer::Found { bytes, shown, .. }) => (http::version(&bytes), shown == Shown::Kept),
        Ok(Answer::NotFound(bytes)) if !bytes.is_empty() => (http::version(&bytes), false),
        Ok(_) | Err(Folder) => (String::new(), false),
    };
    serde_json::json!({ "version": version, "kept": kept, "moved": moved })
}

fn events(site: Site, page: Option<String>) -> Response {
    let (events, stream) = mpsc::channel(8);
    tokio::spawn(send_events(site, page.unwrap_or_else(|| "/".to_owned()), events));
    let stream = Sse::new(ReceiverStream::new(stream));
    let mut response = stream.keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response();
    response.headers_mut().extend(http::headers("text/event-stream"));
    response
}

/// Sends the version of the page and the findings, then both after each change; ends with nothing when the page is
/// closed.
async fn send_events(
    site: Site,
    page: String,
    events: mpsc::Sender<Result<Event, Infallible>>,
) -> Option<()> {
    let mut changes = site.live.changes();
    let mut last = None;
    loop {
        let now = *changes.borrow_and_update();
        let (asked, page) = (site.clone(), page.clone());
        let told = last.map(|last: Versions| last.pages) == Some(now.pages);
        let (version, findings) = tokio::task::spawn_blocking(move || {
            let version = (!told).then(|| {
                let mut version = version_of(&asked, &page);
                version["changed"] = serde_json::from_str(&asked.preview.changed_json()).unwrap_or_default();
                version.to_string()
            });
            (version, asked.preview.findings_json())
        })
        .await
        .ok()?;
        let hello = Event::default().retry(Duration::from_millis(500));
        if let Some(version) = version {
            events.send(Ok(hello.event("page").data(version))).await.ok()?;
        }
        let event = Event::default().event("findings").data(findings.replace('\r', ""));
        events.send(Ok(event)).await.ok()?;
        last = Some(now);
        tokio::select! {
            changed = changes.changed() => changed.ok()?,
            () = events.closed() => return None,
        }
    }
}

fn text(status: StatusCode, words: impl Into<Bytes>) -> Response {
    reply(status, "text/plain; charset=utf-8", words)
}

/// Elsewhere, for now: browsers that keep moves for ever would keep those of another guide on the same port.
fn moved(place: &str) -> Response {
    let mut response = text(StatusCode::FOUND, "");
    response.headers_mut().insert(header::LOCATION, http::value(place));
    response
}

fn reply(status: StatusCode, kind: &'static str, bytes: impl Into<Bytes>) -> Response {
    let bytes = bytes.into();
    let mut headers: HeaderMap = http::headers(kind);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    (status, headers, Body::from(bytes)).into_response()
}

fn without_body(mut response: Response) -> Response {
    *response.body_mut() = Body::empty();
    response
}
