//! The preview over a long session of edits: what it serves is what a build writes, and it takes no more memory and no
//! more open files in the end.
//!
//! A site goes through random edits as editors and version control make them, faults and links among them. Every few
//! edits it is mended and every path is compared with a fresh build. `EDITS=2000 cargo test --release --test it soak`
//! makes it a session of a day.

use crate::desk::Desk;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Edits between two comparisons.
const ROUND: usize = 20;
/// Lints whose findings would keep the build from writing: edits are random.
const LENIENT: [&str; 14] = [
    "-W",
    "links",
    "-W",
    "correctness",
    "-W",
    "data",
    "-W",
    "sourcing",
    "-W",
    "files",
    "-W",
    "front-matter",
    "-W",
    "templates",
];

/// A running preview.
struct Serve {
    process: Child,
    host: String,
}

impl Serve {
    fn start(site: &Path, home: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_prepress"))
            .args(["serve", "--port", "0", "--today", crate::desk::TODAY])
            .args(LENIENT)
            .arg(site)
            .env("XDG_CACHE_HOME", home)
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(process.stderr.take().expect("a pipe")).lines();
        let url = lines
            .by_ref()
            .flatten()
            .find_map(|line| line.split_once("http://").map(|(_, url)| url.trim_end_matches('/').to_owned()));
        // Whatever it says later is read, so that it never waits.
        thread::spawn(move || lines.for_each(drop));
        Self { process, host: url.expect("an address") }
    }

    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.host).expect("connected");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("set");
        let request = format!("GET /{path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host);
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("answered");
        let head = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let status = String::from_utf8_lossy(&answer[9..12]).parse().expect("a status");
        (status, without_script(answer[head + 4..].to_vec()))
    }

    /// Open files, and kilobytes in memory.
    fn takes(&self) -> (usize, usize) {
        let of = format!("/proc/{}", self.process.id());
        let files = fs::read_dir(format!("{of}/fd")).expect("the system tells").count();
        let status = fs::read_to_string(format!("{of}/status")).expect("the system tells");
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line");
        (files, memory.trim().trim_end_matches(" kB").parse().expect("a number"))
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn without_script(mut page: Vec<u8>) -> Vec<u8> {
    let find = |page: &[u8], text: &[u8]| page.windows(text.len()).position(|window| window == text);
    if let Some(start) = find(&page, b"<script src=\"/__prepress/") {
        let end = find(&page[start..], b"</script>").expect("an end") + start + b"</script>".len();
        page.drain(start..end);
    }
    page
}

/// Numbers that look random, the same in each run of one seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("small") % sides
    }
}

fn text(number: usize) -> String {
    format!(
        "---\ntitle: Page {number}\nsubject: acme-pm\ntags: [t{}]\n---\n\n## Part {number}\n\nThere are [4–6 rounds](fact:interview-rounds), and {number} more. [[p{}]]\n",
        number % 3,
        number % 7
    )
}

/// One edit of a page, of data, of the configuration, or of the folders.
fn edit(content: &Path, dice: &mut Dice) {
    let number = dice.roll(1000);
    let folder = content.join(format!("f{}", dice.roll(3)));
    fs::create_dir_all(&folder).expect("a folder");
    let page = folder.join(format!("p{}.md", dice.roll(7)));
    // What is not there, or is a link, is passed over: the next edit is another.
    let _ = match dice.roll(14) {
        0..=4 => fs::write(&page, text(number)),
        5 => {
            let draft = folder.join(format!(".{number}.tmp"));
            fs::write(&draft, text(number)).and_then(|()| fs::rename(&draft, &page))
        }
        6 => {
            let emptied = fs::write(&page, "");
            thread::sleep(Duration::from_millis(8));
            emptied.and_then(|()| fs::write(&page, text(number)))
        }
        7 => fs::remove_file(&page),
        8 => fs::rename(&page, folder.join(format!("p{}.md", dice.roll(7)))),
        9 => fs::write(&page, "---\ntitle: [\n---\n\nBroken.\n"),
        10 => fs::write(
            content.join("data/glossary.yaml"),
            if number.is_multiple_of(2) { "a: [\n" } else { "" },
        ),
        11 => fs::write(
            content.join("../prepress.yaml"),
            format!("title: Site {number}\n{}", if number.is_multiple_of(5) { "nav: [\n" } else { "" }),
        ),
        12 => {
            let link = content.join(format!("l{}", dice.roll(2)));
            if link.is_symlink() {
                fs::remove_file(link)
            } else {
                symlink(format!("f{}", dice.roll(3)), link)
            }
        }
        _ => {
            let link = content.join(format!("f0/linked{}.md", dice.roll(2)));
            if link.is_symlink() {
                fs::remove_file(link)
            } else {
                symlink(format!("../f1/p{}.md", dice.roll(7)), link)
            }
        }
    };
}

/// Takes out what would keep a build from writing.
fn mend(content: &Path) {
    for entry in walkdir::WalkDir::new(content).into_iter().flatten() {
        let path = entry.path();
        let broken = fs::read_to_string(path).is_ok_and(|text| text.is_empty() || text.contains("title: ["));
        if path.is_symlink() && !path.exists() {
            fs::remove_file(path).expect("removed");
        } else if broken && path.extension().is_some_and(|ending| ending == "md") && !path.is_symlink() {
            fs::write(path, text(0)).expect("written");
        }
    }
    fs::write(content.join("data/glossary.yaml"), "").expect("written");
    fs::write(content.join("../prepress.yaml"), "title: Site\n").expect("written");
}

/// What a build writes, by path.
fn built(desk: &Desk, out: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let out = out.to_string_lossy().into_owned();
    let ran = desk.run(&[&["build", "--today", crate::desk::TODAY, "--out", &out][..], &LENIENT].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let files = crate::desk::files(Path::new(&out)).into_iter();
    files
        .map(|(path, (_, bytes))| (path.strip_prefix(&out).expect("below").to_path_buf(), bytes))
        .filter(|(path, _)| !path.starts_with(".nojekyll"))
        .collect()
}

#[test]
fn a_long_session_ends_where_a_build_begins() {
    let edits = std::env::var("EDITS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_usize);
    let seed = std::env::var("SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(7);
    let mut dice = Dice(seed);
    let desk = Desk::new();
    let content = desk.site.join("content");
    fs::write(desk.site.join("prepress.yaml"), "title: Site\n").expect("written");
    let serve = Serve::start(&desk.site, desk.folder.path());
    let mut first = None;
    for number in 1..=edits {
        edit(&content, &mut dice);
        thread::sleep(Duration::from_millis([0, 2, 10, 40][dice.roll(4)]));
        if !number.is_multiple_of(ROUND) {
            continue;
        }
        mend(&content);
        let wanted = built(&desk, &desk.folder.path().join("out"));
        let end = Instant::now() + Duration::from_secs(20);
        let differs = |(path, bytes): &(&PathBuf, &Vec<u8>)| {
            let (status, served) = serve.get(&path.to_string_lossy());
            status != 200 && !path.ends_with("404.html") || served != **bytes
        };
        while let Some((path, bytes)) = wanted.iter().find(differs) {
            let served = serve.get(&path.to_string_lossy());
            assert!(
                Instant::now() < end,
                "after {number} edits of SEED={seed}, {} differs:\n{} {}\n--- built\n{}",
                path.display(),
                served.0,
                String::from_utf8_lossy(&served.1),
                String::from_utf8_lossy(bytes)
            );
            thread::sleep(Duration::from_millis(50));
        }
        first.get_or_insert_with(|| serve.takes());
    }
    let ((files, memory), (files_now, memory_now)) = (first.expect("a round"), serve.takes());
    assert!(files_now <= files + 8, "open files: {files}, then {files_now}");
    assert!(memory_now <= memory * 2 + 40_000, "kilobytes: {memory}, then {memory_now}");
}
