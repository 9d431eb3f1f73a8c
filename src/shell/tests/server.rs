//! The preview, asked over a socket: what it serves, refuses and sends.

use crate::shell::http::version;
use crate::shell::{Answer, Live, Preview, Server, ServerOptions, Shown, serve};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

struct Pages {
    base: &'static str,
    files: BTreeMap<&'static str, Answer>,
    findings: Mutex<String>,
}

impl Preview for Pages {
    fn get(&self, path: &str) -> Answer {
        assert!(!path.starts_with('/') && !path.contains(".."), "{path}");
        assert_ne!(path, "panic.html");
        self.files.get(path).cloned().unwrap_or_else(|| Answer::NotFound(b"<h1>404</h1></body>".to_vec()))
    }
    fn findings_json(&self) -> String {
        self.findings.lock().expect("lock").clone()
    }
    fn base(&self) -> String {
        self.base.into()
    }
}

fn page(name: &str) -> String {
    format!("<html><head></head><body><p>{name}</body></html>")
}

/// A page with its script.
fn served(page: &str, kept: &str) -> String {
    let tag = format!(
        "<script src=\"/__prepress/live.js\" defer data-version=\"{}\"{kept}></script>",
        version(page.as_bytes())
    );
    page.replacen("</head>", &format!("{tag}</head>"), 1)
}

fn pages(base: &'static str) -> Arc<Pages> {
    let found = |path: &str| Answer::Found {
        bytes: page(path).into(),
        path: path.into(),
        shown: if path == "kept.html" { Shown::Kept } else { Shown::Current },
    };
    let mut files = BTreeMap::new();
    let failed =
        Answer::Found { bytes: page("failed").into(), path: "failed.html".into(), shown: Shown::Failed };
    files.insert("failed.html", failed);
    for path in
        ["index.html", "a.html", "dir/index.html", "both.html", "both/index.html", "x y.html", "kept.html"]
    {
        files.insert(path, found(path));
    }
    files.insert("style.css", found("style.css"));
    files.insert("old.html", Answer::Redirect("dir/".into()));
    files.insert("live.css", Answer::File(PathBuf::from(file!()).with_file_name("none.css")));
    Arc::new(Pages { base, files, findings: Mutex::new("[]".into()) })
}

fn start(base: &'static str) -> (Server, Live, Arc<Pages>) {
    let (pages, live) = (pages(base), Live::new());
    let options = ServerOptions { port: Some(0), ..ServerOptions::default() };
    let mut url = String::new();
    let server = serve(options, pages.clone(), live.clone(), |ready| url.push_str(ready)).expect("started");
    assert_eq!(url, server.url());
    (server, live, pages)
}

fn connect(server: &Server) -> TcpStream {
    let address = server.url().trim_start_matches("http://").split('/').next().expect("address");
    let stream = TcpStream::connect(address).expect("connected");
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("timeout");
    stream
}

/// Sends lines as they are and returns the head and the body of the answer.
fn raw(server: &Server, lines: &str) -> (String, String) {
    let mut stream = connect(server);
    stream.write_all(lines.replace('\n', "\r\n").as_bytes()).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("answered");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    (head.to_lowercase(), body.to_owned())
}

fn ask(server: &Server, method: &str, path: &str) -> (String, String) {
    raw(server, &format!("{method} {path} HTTP/1.1\nHost: localhost\nConnection: close\n\n"))
}

fn status(head: &str) -> &str {
    head.split(' ').nth(1).expect("a status")
}

fn location(head: &str) -> Option<&str> {
    head.lines().find_map(|line| line.strip_prefix("location: "))
}

#[test]
fn paths_are_resolved_as_on_github_pages() {
    let (server, ..) = start("/");
    for (path, file) in [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/a", "a.html"),
        ("/a?x=1", "a.html"),
        ("/dir/", "dir/index.html"),
        ("/both", "both.html"),
        ("/both/", "both/index.html"),
        ("/x%20y", "x y.html"),
    ] {
        let (head, body) = ask(&server, "GET", path);
        assert_eq!(status(&head), "200", "{path}");
        assert_eq!(body, served(&page(file), ""), "{path}");
        assert!(head.contains("content-type: text/html; charset=utf-8"), "{head}");
        assert!(head.contains("cache-control: no-store"), "{head}");
    }
    let (head, _) = ask(&server, "GET", "/dir?q=1");
    assert_eq!((status(&head), location(&head)), ("302", Some("/dir/?q=1")));
    let (head, _) = ask(&server, "GET", "/old");
    assert_eq!((status(&head), location(&head)), ("302", Some("/dir/")));
    for path in ["/a/", "/missing", "/A", "/panic/"] {
        let (head, body) = ask(&server, "GET", path);
        assert_eq!(status(&head), "404", "{path}");
        assert!(body.contains("<h1>404</h1>") && body.contains("live.js"), "{body}");
    }
    let (head, body) = ask(&server, "GET", "/kept");
    assert_eq!((status(&head), body), ("200", served(&page("kept.html"), " data-kept")));
    let (head, body) = ask(&server, "GET", "/failed");
    assert_eq!((status(&head), body), ("500", served(&page("failed"), "")));
    let (head, body) = ask(&server, "GET", "/style.css");
    assert_eq!(body, page("style.css"), "only pages get the script");
    assert!(head.contains("content-type: text/css"));
    assert_eq!(status(&ask(&server, "GET", "/live.css").0), "404", "a file that went away");
    assert_eq!(status(&ask(&server, "GET", "/panic").0), "500");
    assert_eq!(status(&ask(&server, "GET", "/").0), "200", "a panic ends one request only");
}

#[test]
fn a_site_under_a_base_path_is_served_there() {
    let (server, ..) = start("/repo/");
    assert!(server.url().ends_with("/repo/"));
    assert_eq!(status(&ask(&server, "GET", "/repo/a").0), "200");
    for path in ["/", "/repo"] {
        let (head, _) = ask(&server, "GET", path);
        assert_eq!((status(&head), location(&head)), ("302", Some("/repo/")));
    }
    let (head, _) = ask(&server, "GET", "/repo/dir");
    assert_eq!(location(&head), Some("/repo/dir/"));
    let (head, _) = ask(&server, "GET", "/repo/old");
    assert_eq!(location(&head), Some("/repo/dir/"));
    let (head, body) = ask(&server, "GET", "/a");
    assert_eq!(status(&head), "404");
    assert!(body.contains("the site is under") && body.contains("live.js"), "{body}");
    assert_eq!(status(&ask(&server, "GET", "/__prepress/live.css").0), "200");
}

#[test]
fn foreign_hosts_methods_and_paths_are_refused() {
    let (server, ..) = start("/");
    let (head, body) = raw(&server, "GET / HTTP/1.1\nHost: evil.example\nConnection: close\n\n");
    assert_eq!(status(&head), "403");
    assert!(!body.contains("index.html"));
    assert_eq!(status(&raw(&server, "GET / HTTP/1.0\n\n").0), "403", "no host at all");
    let elsewhere = "GET http://evil.example/ HTTP/1.1\nHost: localhost\nConnection: close\n\n";
    assert_eq!(status(&raw(&server, elsewhere).0), "403");
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let (head, _) = ask(&server, method, "/");
        assert_eq!(status(&head), "405");
        assert!(head.contains("allow: get, head"));
    }
    for path in ["/../etc/passwd", "/%2e%2e/etc/passwd", "/a/..%2f..%2fx", "//evil.example", "/%5c%5cx"] {
        let (head, _) = ask(&server, "GET", path);
        assert_eq!((status(&head), location(&head)), ("404", None), "{path}");
    }
    let (head, body) = ask(&server, "HEAD", "/");
    let length = ask(&server, "GET", "/").1.len();
    assert_eq!((status(&head), body.as_str()), ("200", ""));
    assert!(head.contains(&format!("content-length: {length}")), "{head}");
    assert_eq!(status(&ask(&server, "HEAD", "/missing").0), "404");
}

#[test]
fn the_previews_own_files() {
    let (server, _, pages) = start("/");
    let (head, body) = ask(&server, "GET", "/__prepress/live.js");
    assert!(head.contains("text/javascript") && body.contains("EventSource"));
    assert!(!body.contains("innerHTML"));
    *pages.findings.lock().expect("lock") = "[{\"name\":\"x\"}]".into();
    let (head, body) = ask(&server, "GET", "/__prepress/findings.json");
    assert!(head.contains("application/json"));
    assert_eq!(body, "[{\"name\":\"x\"}]");
    assert_eq!(status(&ask(&server, "GET", "/__prepress/other").0), "404");
}

/// Reads one event of a stream: its name and its data.
fn event(lines: &mut impl BufRead) -> (String, String) {
    let (mut name, mut data) = (String::new(), Vec::new());
    loop {
        let mut line = String::new();
        assert_ne!(lines.read_line(&mut line).expect("an event in time"), 0, "the stream ended");
        match line.trim_end().split_once(": ") {
            Some(("event", text)) => name = text.into(),
            Some(("data", text)) => data.push(text.to_owned()),
            None if line.trim_end().is_empty() && !name.is_empty() => {
                return (name, data.join("\n"));
            }
            _ => {}
        }
    }
}

#[test]
fn open_pages_are_told_at_once() {
    let (server, live, pages) = start("/");
    let mut stream = connect(&server);
    stream.write_all(b"GET /__prepress/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
    let mut lines = BufReader::new(stream);
    let told = |(name, data): (String, String)| {
        assert_eq!(name, "page");
        serde_json::from_str::<serde_json::Value>(&data).expect("JSON")["version"].clone()
    };
    let before = told(event(&mut lines));
    assert_eq!(before, version(page("index.html").as_bytes()), "the version of what the page would be now");
    assert_eq!(event(&mut lines), ("findings".into(), "[]".into()));
    *pages.findings.lock().expect("lock") = "[\r\n1\n]".into();
    let start = Instant::now();
    live.reload();
    assert_eq!(told(event(&mut lines)), before, "a page that did not change keeps its version");
    assert!(start.elapsed() < Duration::from_millis(500));
    assert_eq!(event(&mut lines), ("findings".into(), "[\n1\n]".into()));
    live.findings();
    assert_eq!(event(&mut lines).0, "findings");
    drop(server);
    let mut rest = Vec::new();
    let _ = lines.read_to_end(&mut rest);
}

#[test]
fn pages_of_other_sites_read_nothing() {
    let (server, ..) = start("/");
    let from = |header: &str| {
        let lines = format!("GET /a HTTP/1.1\nHost: localhost\n{header}\nConnection: close\n\n");
        status(&raw(&server, &lines).0).to_owned()
    };
    assert_eq!(from("Sec-Fetch-Site: cross-site"), "403");
    assert_eq!(from("Sec-Fetch-Site: same-site\nSec-Fetch-Mode: no-cors"), "403");
    assert_eq!(from("Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate"), "200", "a link may lead here");
    assert_eq!(from("Origin: http://evil.example"), "403");
    assert_eq!(from("Origin: http://localhost"), "200");
    assert_eq!(from("Host: evil.example"), "400", "a second host");
    let (head, _) = ask(&server, "GET", "/style.css");
    assert!(head.contains("cross-origin-resource-policy: same-origin"), "{head}");
    let edit = |header: &str| {
        let lines =
            format!("POST /__prepress/edit?file=a HTTP/1.1\nHost: localhost\n{header}Connection: close\n\n");
        status(&raw(&server, &lines).0).to_owned()
    };
    assert_eq!(edit(""), "405");
    assert_eq!(edit("X-Prepress: edit\n"), "409", "no editor is known");
}

#[test]
fn files_are_sent_in_parts() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("sound.mp3");
    let bytes: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
    std::fs::write(&file, &bytes).expect("written");
    let mut files = BTreeMap::new();
    files.insert("sound.mp3", Answer::File(file));
    let site = Arc::new(Pages { base: "/", files, findings: Mutex::new("[]".into()) });
    let options = ServerOptions { port: Some(0), ..ServerOptions::default() };
    let server = serve(options, site, Live::new(), |_| ()).expect("started");
    let part = |range: &str| {
        let mut stream = connect(&server);
        let lines = format!("GET /sound.mp3 HTTP/1.1\r\nHost: localhost\r\n{range}Connection: close\r\n\r\n");
        stream.write_all(lines.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("answered");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        (String::from_utf8_lossy(&answer[..end]).to_lowercase(), answer[end + 4..].to_vec())
    };
    let (head, body) = part("");
    assert!(status(&head) == "200" && head.contains("accept-ranges: bytes") && body == bytes, "{head}");
    for (range, expected) in [("0-9", 0..10), ("299990-", 299_990..300_000), ("-5", 299_995..300_000)] {
        let (head, body) = part(&format!("Range: bytes={range}\r\n"));
        assert_eq!((status(&head), body.as_slice()), ("206", &bytes[expected]), "{range}");
    }
    assert_eq!(status(&part("Range: bytes=300000-\r\n").0), "416");
    assert_eq!(status(&part("Range: bytes=5-1\r\n").0), "200");
    assert_eq!(status(&part("Range: lines=1-2\r\n").0), "200");
}

#[test]
fn clients_that_never_ask_are_let_go() {
    let (server, ..) = start("/");
    let half: Vec<TcpStream> = (0..500)
        .map(|_| {
            let mut stream = connect(&server);
            stream.write_all(b"GET / HTTP/1.1\r\nHost: local").expect("sent");
            stream
        })
        .collect();
    let begin = Instant::now();
    assert_eq!(status(&ask(&server, "GET", "/a").0), "200");
    assert!(begin.elapsed() < Duration::from_secs(2), "{:?}", begin.elapsed());
    let open = half.iter().filter(|stream| {
        stream.set_nonblocking(true).expect("set");
        let mut stream: &TcpStream = stream;
        matches!(stream.read(&mut [0; 64]), Err(error) if error.kind() == std::io::ErrorKind::WouldBlock)
    });
    assert!(open.count() <= 256);
}

#[test]
fn clients_that_stay_lock_nobody_out() {
    let (server, ..) = start("/");
    let _stay: Vec<TcpStream> = (0..300)
        .map(|_| {
            let mut stream = connect(&server);
            stream.write_all(b"GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
            stream.read_exact(&mut [0; 12]).expect("answered");
            stream
        })
        .collect();
    assert_eq!(status(&ask(&server, "GET", "/a").0), "200");
}

#[test]
fn a_taken_port_is_left_to_who_has_it() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("bound");
    let port = taken.local_addr().expect("address").port();
    let options = ServerOptions { port: Some(port), ..ServerOptions::default() };
    let failure = serve(options, pages("/"), Live::new(), |_| ()).unwrap_err();
    assert_eq!(failure.message, format!("port {port} is taken"));
    assert!(failure.hints[0].contains("--port"));
    let default = ServerOptions { bind: IpAddr::V4(Ipv4Addr::new(127, 0, 0, 7)), ..ServerOptions::default() };
    let first = serve(default.clone(), pages("/"), Live::new(), |_| ()).expect("started");
    let second = serve(default.clone(), pages("/"), Live::new(), |_| ()).expect("started");
    assert_eq!(first.url(), "http://127.0.0.7:4040/");
    assert_eq!(second.url(), "http://127.0.0.7:4041/");
    assert_eq!(second.notes(), ["port 4040 is taken, using 4041"]);
}

/// Kilobytes of this program in memory.
#[cfg(target_os = "linux")]
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("the system tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[cfg(target_os = "linux")]
#[test]
fn clients_that_do_not_read_take_no_room() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("film.mp4");
    std::fs::write(&file, vec![7; 20 << 20]).expect("written");
    let mut files = BTreeMap::new();
    files.insert("film.mp4", Answer::File(file));
    files.insert(
        "a.html",
        Answer::Found { bytes: page("a.html").into(), path: "a.html".into(), shown: Shown::Current },
    );
    let site = Arc::new(Pages { base: "/", files, findings: Mutex::new("[]".into()) });
    let options = ServerOptions { port: Some(0), ..ServerOptions::default() };
    let server = serve(options, site, Live::new(), |_| ()).expect("started");
    assert_eq!(status(&ask(&server, "GET", "/a").0), "200");
    let before = memory();
    let _idle: Vec<TcpStream> = (0..20)
        .map(|_| {
            let mut stream = connect(&server);
            stream.write_all(b"GET /film.mp4 HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(500));
    let begin = Instant::now();
    assert_eq!(status(&ask(&server, "GET", "/a").0), "200");
    assert!(begin.elapsed() < Duration::from_secs(2), "{:?}", begin.elapsed());
    let grown = memory().saturating_sub(before);
    assert!(grown < 150_000, "{grown} kilobytes for files of 400 MB");
}
