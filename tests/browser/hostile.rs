//! Pages whose own HTML is hostile: over HTTP and from disk it runs no script, leads nowhere, and asks no other server.
//!
//! The site's lints are told to let it pass, so that only the pages themselves stand in its way.

use crate::chrome::Browser;
use crate::guide::Guide;
use crate::tab::Tab;
use std::io::Read;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Blocks of HTML; `ELSEWHERE` stands for another server. Each would set `pwned`, leave the page, or ask that server.
const BLOCKS: &[&str] = &[
    "<script>window.pwned = 'plain'</script>",
    "<script nonce=\"prepress\">window.pwned = 'a nonce that was constant'</script>",
    "<script src=\"evil.js\"></script>",
    "<script src=\"data:text/javascript,window.pwned='data'\"></script>",
    "<script src=\"ELSEWHERE/x.js\"></script>",
    "<SCRIPT\ntype=module>window.pwned = 'module'</SCRIPT>",
    "<img src=\"gone.png\" onerror=\"window.pwned = 'onerror'\">",
    "<svg onload=\"window.pwned = 'onload'\"><script>window.pwned = 'svg'</script></svg>",
    "<details open ontoggle=\"window.pwned = 'toggle'\"><summary>x</summary></details>",
    "<a id=\"lure\" href=\"javascript:window.pwned='link'\">x</a>",
    "<iframe srcdoc=\"<script>parent.pwned = 'srcdoc'</script>\"></iframe>",
    "<iframe src=\"evil.html\"></iframe>",
    "<iframe src=\"javascript:parent.pwned='frame'\"></iframe>",
    "<object data=\"evil.html\"></object>",
    "<embed src=\"evil.html\">",
    "<meta http-equiv=\"refresh\" content=\"0;url=ELSEWHERE/refresh\">",
    "<base href=\"ELSEWHERE/\">",
    "<link rel=\"stylesheet\" href=\"ELSEWHERE/x.css\">",
    "<link rel=\"prefetch\" href=\"ELSEWHERE/prefetch\">",
    "<style>@import url(ELSEWHERE/import.css); body { background: url(ELSEWHERE/style) }</style>",
    "<div style=\"background: url(ELSEWHERE/attribute)\">x</div>",
    "<img src=\"ELSEWHERE/image.png\">",
    "<video src=\"ELSEWHERE/video.mp4\" autoplay></video>",
    "<form id=\"lost\" action=\"ELSEWHERE/form\"><input name=\"a\" value=\"b\"></form>",
    "<template shadowrootmode=\"open\"><script>window.pwned = 'shadow'</script></template>",
    "<p title='",
    "<i x=\"'><script>window.pwned = 'an open attribute'</script>\">",
    "<i x=\"'><meta http-equiv='refresh' content='0;url=ELSEWHERE/open'>\">",
    "'></p>",
    "<!-- --!><script>window.pwned = 'a comment'</script> -->",
];

const TOP: &str = "title: Hostile\nlints: {links: allow, coverage: allow, hygiene: allow}\n";
const EVIL: &str = "(window.parent || window).pwned = 'a file beside the page'";

/// A server that keeps what it is asked.
fn elsewhere() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = Arc::clone(&asked);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 512];
            let length = stream.read(&mut request).unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..length]);
            kept.lock().expect("a lock").push(request.lines().next().unwrap_or("").to_owned());
        }
    });
    (address, asked)
}

fn refuse(page: &str, tab: &mut Tab, url: &str, asked: &Mutex<Vec<String>>) {
    tab.go(url);
    tab.eval("localStorage.setItem('secret', 'kept by a reader')");
    tab.go(url);
    tab.eval("document.getElementById('lure')?.click()");
    tab.eval("document.getElementById('lost')?.submit()");
    // A page that leaves by itself does so at once.
    thread::sleep(Duration::from_millis(700));
    assert_eq!(tab.eval("location.href"), url, "{page} leads elsewhere");
    assert_eq!(tab.eval("String(window.pwned)"), "undefined", "{page} runs a script");
    assert_eq!(*asked.lock().expect("a lock"), [] as [&str; 0], "{page} asks another server");
    tab.forget();
}

#[test]
fn html_of_a_text_runs_no_script_and_asks_nobody() {
    let (address, asked) = elsewhere();
    let html = |block: &&str| block.replace("ELSEWHERE", &address);
    let head = |title: &str| format!("---\ntitle: {title}\n---\n\n");
    let all: String = BLOCKS.iter().map(|block| html(block) + "\n\nWords.\n\n").collect();
    let inline: String = BLOCKS.iter().map(|block| format!("Words {} and words.\n\n", html(block))).collect();
    let item = |(number, block): (usize, &&str)| {
        let text = serde_json::to_string(&format!("Do {}", html(block))).expect("a text");
        format!("  - {{id: i{number}, text: {text}}}\n")
    };
    let items: String = BLOCKS.iter().enumerate().map(item).collect();
    let list = format!("title: List\nitems:\n{items}");
    let term = serde_json::to_string(&format!("A word {}", html(&BLOCKS[1]))).expect("a text");
    let glossary = format!("word: {{term: Words, definition: {term}}}\n");
    let guide = Guide::of(&[
        ("prepress.yaml", TOP),
        ("content/index.md", &format!("{}Words.\n", head("Home"))),
        ("content/blocks.md", &format!("{}{all}", head("Blocks"))),
        ("content/inline.md", &format!("{}{inline}", head("Inline"))),
        ("content/list.md", "---\ntitle: List\nkind: checklist\nchecklist: list\n---\n\nWords.\n"),
        ("content/link.md", &format!("{}[x](javascript:window.pwned='link') <javascript:x>\n", head("Link"))),
        ("content/data/checklists/list.yaml", &list),
        ("content/data/glossary.yaml", &glossary),
        ("content/evil.js", EVIL),
        ("content/evil.html", &format!("<script>{EVIL}</script>")),
    ]);
    let browser = Browser::start();
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        for page in ["blocks.html", "inline.html", "list.html", "link.html", "glossary.html", "index.html"] {
            refuse(page, &mut tab, &format!("{root}{page}"), &asked);
        }
    }
}
