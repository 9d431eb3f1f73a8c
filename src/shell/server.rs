//! The live preview over HTTP. The only user of `axum` and `tokio`.
//!
//! In: something that answers for paths of the site ([`Preview`]), and a [`Live`] handle that is
//! told when the site changed. Out: the site on a local address as GitHub Pages would serve it,
//! pages that reload themselves and show what is wrong.
//! Does not render, build, watch files or decide what a page says; it adds one script to pages.

use super::failure::Failure;
use super::http::{self, Route};
use super::listen;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::runtime;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_stream::wrappers::ReceiverStream;

const SCRIPT: &str = include_str!("live.js");
const STYLE: &str = include_str!("live.css");

/// What a path of the site holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A file made of these bytes.
    Found {
        /// The whole file, without the reload script.
        bytes: Vec<u8>,
        /// Its path in the site; the ending gives the content type.
        path: String,
    },
    /// A file on disk.
    File(PathBuf),
    /// Another place: a path in the site without a slash at its start, or a full URL.
    Redirect(String),
    /// Nothing; the bytes of the site's `404.html`.
    NotFound(Vec<u8>),
}

/// The site, as the server sees it. All calls come from threads that may block.
pub trait Preview: Send + Sync + 'static {
    /// What exactly this path holds, such as `a/b.html`: decoded, without a slash at its start,
    /// without `.` and `..`. The rules for folders and missing endings are the server's.
    fn get(&self, path: &str) -> Answer;
    /// The findings as a JSON array of objects as `--format json` prints them, each with an optional
    /// `snippet`; or an object with the foremost of them under `findings`, the numbers of all under `errors` and
    /// `warnings`, what is left out in words under `more`, and one line of text under `summary`.
    fn findings_json(&self) -> String;
    /// The path under which the site is published: `/`, or `/repo/` with a slash at both ends.
    fn base(&self) -> String;
}

/// Tells open pages that something changed. Clones tell the same pages.
#[derive(Debug, Clone)]
pub struct Live(watch::Sender<Versions>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Versions {
    pages: u64,
    findings: u64,
}

impl Default for Live {
    fn default() -> Self {
        Self::new()
    }
}

impl Live {
    /// A handle for one server. Versions of an earlier run of the program are not reused.
    pub fn new() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let pages = u64::try_from(now.as_micros()).unwrap_or(0);
        Self(watch::Sender::new(Versions { pages, findings: 0 }))
    }

    /// Open pages reload. Call it after [`Preview::get`] answers with the new site.
    pub fn reload(&self) {
        self.0.send_modify(|versions| versions.pages += 1);
    }

    /// Open pages fetch the findings again, without reloading.
    pub fn findings(&self) {
        self.0.send_modify(|versions| versions.findings += 1);
    }

    /// The version that pages served now carry.
    pub fn version(&self) -> u64 {
        self.0.borrow().pages
    }
}

/// Where to serve the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerOptions {
    /// The address to listen on.
    pub bind: IpAddr,
    /// The port to use; 0 for any free one. Without it,
    /// [`DEFAULT_PORT`](listen::DEFAULT_PORT) and the ten after it are tried.
    pub port: Option<u16>,
    /// Whether to open the site in a browser.
    pub open: bool,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self { bind: IpAddr::V4(Ipv4Addr::LOCALHOST), port: None, open: false }
    }
}

/// A server that runs on a thread of its own until it is dropped.
#[derive(Debug)]
pub struct Server {
    url: String,
    notes: Vec<String>,
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<thread::JoinHandle<io::Result<()>>>,
}

impl Server {
    /// The address of the site's home page.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What the person at the terminal should know: another port, no browser.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Waits for Ctrl-C, then stops the server.
    ///
    /// # Errors
    /// The signal handler cannot be installed.
    pub fn wait(self) -> Result<(), Failure> {
        let runtime = runtime::Builder::new_current_thread().enable_all().build();
        runtime
            .and_then(|runtime| runtime.block_on(tokio::signal::ctrl_c()))
            .map_err(|error| Failure::new(format!("cannot install the Ctrl-C handler: {error}")))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the server's thread has been printed; there is nothing to undo.
            let _ = thread.join();
        }
    }
}

/// Starts a server and calls `ready` with the address of the home page once it can be asked.
///
/// # Errors
/// The port is taken, or the address cannot be listened on.
pub fn serve(
    options: ServerOptions,
    preview: Arc<dyn Preview>,
    live: Live,
    ready: impl FnOnce(&str),
) -> Result<Server, Failure> {
    let mut notes = Vec::new();
    let listener = listen::bind(options.bind, options.port, &mut notes)?;
    let start = |error: io::Error| Failure::new(format!("cannot start the server: {error}"));
    let address = listener.local_addr().map_err(start)?;
    listener.set_nonblocking(true).map_err(start)?;
    let url = listen::url(address, &preview.base());
    let site = Site { preview, live, bound: options.bind };
    let (stop, stopped) = oneshot::channel();
    let run = move || run(listener, site, stopped);
    let thread = thread::Builder::new().name("server".into()).spawn(run).map_err(start)?;
    ready(&url);
    if options.open && listen::open_browser(&url).is_err() {
        notes.push(format!("could not open a browser: open {url}"));
    }
    Ok(Server { url, notes, stop: Some(stop), thread: Some(thread) })
}

/// What every request needs.
#[derive(Clone)]
struct Site {
    preview: Arc<dyn Preview>,
    live: Live,
    bound: IpAddr,
}

fn run(listener: TcpListener, site: Site, stopped: oneshot::Receiver<Infallible>) -> io::Result<()> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let router = Router::new().fallback(respond).with_state(site);
        tokio::select! {
            served = axum::serve(listener, router).into_future() => served,
            // The sender was dropped. Event streams never end on their own, so nothing is awaited.
            _ = stopped => Ok(()),
        }
    });
    runtime.shutdown_background();
    result
}

async fn respond(State(site): State<Site>, request: Request) -> Response {
    let own = |host: &str| http::is_own_host(host, site.bound);
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(own) || !request.uri().authority().is_none_or(|host| own(host.as_str())) {
        let words = "This preview answers only to localhost and the address it is bound to.\n";
        return text(StatusCode::FORBIDDEN, words);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD.\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let head = *request.method() == Method::HEAD;
    if request.uri().path() == "/__prepress/events" && !head {
        return events(site);
    }
    let (path, query) = (request.uri().path().to_owned(), request.uri().query().map(str::to_owned));
    // Rendering takes time; events continue meanwhile.
    let answer = tokio::task::spawn_blocking(move || answer(&site, &path, query.as_deref())).await;
    let failed = |_| text(StatusCode::INTERNAL_SERVER_ERROR, "Internal error; see the terminal.\n");
    let response = answer.unwrap_or_else(failed);
    if head { without_body(response) } else { response }
}

fn answer(site: &Site, path: &str, query: Option<&str>) -> Response {
    let base = site.preview.base();
    match http::route(path, &base) {
        Route::Own("live.js") => reply(StatusCode::OK, http::content_type("live.js"), SCRIPT),
        Route::Own("live.css") => reply(StatusCode::OK, http::content_type("live.css"), STYLE),
        Route::Own("findings.json") => {
            reply(StatusCode::OK, http::content_type("findings.json"), site.preview.findings_json())
        }
        Route::Own(_) => text(StatusCode::NOT_FOUND, "Not a file of the preview.\n"),
        Route::Moved(place) => moved(&place),
        Route::Nowhere => text(StatusCode::NOT_FOUND, format!("Nothing here: the site is under {base}\n")),
        Route::Site(inside) => {
            let version = site.live.version().to_string();
            match resolve(&*site.preview, &inside) {
                Ok(answer) => page(answer, &base, &version),
                Err(Folder) => {
                    let query = query.map_or(String::new(), |query| format!("?{query}"));
                    moved(&format!("{path}/{query}"))
                }
            }
        }
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

fn page(answer: Answer, base: &str, version: &str) -> Response {
    let (status, bytes, path) = match answer {
        Answer::Found { bytes, path } => (StatusCode::OK, bytes, path),
        Answer::NotFound(bytes) => (StatusCode::NOT_FOUND, bytes, "404.html".to_owned()),
        Answer::Redirect(place) if place.contains("://") || place.starts_with('/') => {
            return moved(&place);
        }
        Answer::Redirect(place) => return moved(&format!("{base}{place}")),
        Answer::File(file) => match std::fs::read(&file) {
            Ok(bytes) => (StatusCode::OK, bytes, file.to_string_lossy().into_owned()),
            Err(error) => {
                return text(StatusCode::NOT_FOUND, format!("{}: {error}\n", file.display()));
            }
        },
    };
    let kind = http::content_type(&path);
    let html = kind.starts_with("text/html");
    let bytes = if html { http::with_script(bytes, version) } else { bytes };
    reply(status, kind, bytes)
}

fn events(site: Site) -> Response {
    let (events, stream) = mpsc::channel(8);
    tokio::spawn(send_events(site, events));
    let stream = Sse::new(ReceiverStream::new(stream));
    let mut response = stream.keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Sends the version and the findings, then each change; ends with nothing when the page is closed.
async fn send_events(site: Site, events: mpsc::Sender<Result<Event, Infallible>>) -> Option<()> {
    let mut changes = site.live.0.subscribe();
    let mut last = *changes.borrow_and_update();
    let hello = Event::default().retry(Duration::from_millis(500)).event("version");
    events.send(Ok(hello.data(last.pages.to_string()))).await.ok()?;
    loop {
        let preview = Arc::clone(&site.preview);
        let findings = tokio::task::spawn_blocking(move || preview.findings_json()).await.ok()?;
        let event = Event::default().event("findings").data(findings.replace('\r', ""));
        events.send(Ok(event)).await.ok()?;
        tokio::select! {
            changed = changes.changed() => changed.ok()?,
            () = events.closed() => return None,
        }
        let now = *changes.borrow_and_update();
        if now.pages != last.pages {
            let event = Event::default().event("reload").data(now.pages.to_string());
            events.send(Ok(event)).await.ok()?;
        }
        last = now;
    }
}

fn text(status: StatusCode, words: impl Into<Bytes>) -> Response {
    reply(status, "text/plain; charset=utf-8", words)
}

fn moved(place: &str) -> Response {
    let mut response = text(StatusCode::MOVED_PERMANENTLY, "");
    // A place that is not a valid header value cannot come from a request either.
    if let Ok(place) = HeaderValue::from_str(place) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

fn reply(status: StatusCode, kind: &'static str, bytes: impl Into<Bytes>) -> Response {
    let bytes = bytes.into();
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    (status, headers, Body::from(bytes)).into_response()
}

fn without_body(mut response: Response) -> Response {
    *response.body_mut() = Body::empty();
    response
}
