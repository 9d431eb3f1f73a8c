//! One page of a browser, over the DevTools protocol.
//!
//! In: commands and questions in JavaScript. Out: their results, and a list of everything that went
//! wrong on the way: console errors, page errors, failed loads, requests that leave the site.
//! Nothing here waits without an end.

use crate::chrome::Browser;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::ErrorKind;
use std::net::{TcpStream, ToSocketAddrs};
use std::thread;
use std::time::{Duration, Instant};
use tungstenite::{Error, Message, WebSocket};

/// The longest wait for anything.
const MOST: Duration = Duration::from_secs(30);

/// A connection to a browser or to one of its pages.
struct Wire {
    socket: WebSocket<TcpStream>,
    last: u64,
    events: VecDeque<Value>,
}

impl Wire {
    fn open(host: &str, path: &str) -> Result<Self, String> {
        let address = host.to_socket_addrs().ok().and_then(|mut found| found.next()).ok_or("no address")?;
        let stream = TcpStream::connect_timeout(&address, MOST).map_err(|error| error.to_string())?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        stream.set_read_timeout(Some(MOST)).map_err(|error| error.to_string())?;
        stream.set_write_timeout(Some(MOST)).map_err(|error| error.to_string())?;
        let (socket, _) =
            tungstenite::client(format!("ws://{host}{path}"), stream).map_err(|error| error.to_string())?;
        socket
            .get_ref()
            .set_read_timeout(Some(Duration::from_millis(50)))
            .map_err(|error| error.to_string())?;
        Ok(Self { socket, last: 0, events: VecDeque::new() })
    }

    /// The next message, or nothing if none comes for a moment.
    fn read(&mut self) -> Result<Option<Value>, String> {
        match self.socket.read() {
            Ok(Message::Text(text)) => {
                serde_json::from_str(&text).map(Some).map_err(|error| error.to_string())
            }
            Ok(_) => Ok(None),
            Err(Error::Io(error)) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                Ok(None)
            }
            Err(error) => Err(format!("the browser is gone: {error}")),
        }
    }

    fn call(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.last += 1;
        let message = json!({ "id": self.last, "method": method, "params": params }).to_string();
        self.socket.send(Message::text(message)).map_err(|error| format!("{method}: {error}"))?;
        let end = Instant::now() + MOST;
        while Instant::now() < end {
            let Some(mut answer) = self.read()? else { continue };
            if answer["id"] == self.last {
                return match answer.get("error") {
                    Some(error) => Err(format!("{method}: {error}")),
                    None => Ok(answer["result"].take()),
                };
            }
            self.events.push_back(answer);
        }
        Err(format!("{method}: no answer in {MOST:?}"))
    }
}

/// Asks a browser to end. False when it cannot be asked.
pub(crate) fn close(browser: &Browser) -> bool {
    let (host, path) = &browser.address;
    Wire::open(host, path).and_then(|mut wire| wire.call("Browser.close", json!({}))).is_ok()
}

/// A page.
pub(crate) struct Tab {
    wire: Wire,
    /// Every address that may be asked for starts with this.
    inside: String,
    problems: Vec<String>,
    /// A status that is no failure when the document at this address has it.
    expected: Option<(String, u64)>,
    loads: Vec<String>,
    scripts: bool,
}

impl Tab {
    /// Opens an empty page that may only ask for addresses that begin with `inside`.
    pub(crate) fn open(browser: &Browser, inside: &str) -> Self {
        let (host, path) = &browser.address;
        let mut first = Wire::open(host, path).expect("the browser's socket");
        let made = first.call("Target.createTarget", json!({ "url": "about:blank" })).expect("a new page");
        let id = made["targetId"].as_str().expect("the page's name");
        let wire = Wire::open(host, &format!("/devtools/page/{id}")).expect("the page's socket");
        let mut tab = Self {
            wire,
            inside: inside.to_owned(),
            problems: Vec::new(),
            expected: None,
            loads: Vec::new(),
            scripts: true,
        };
        for domain in ["Page", "Runtime", "Network", "Log"] {
            tab.call(&format!("{domain}.enable"), json!({}));
        }
        tab.call("Page.setLifecycleEventsEnabled", json!({ "enabled": true }));
        tab.call("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }));
        tab.media("", "light");
        tab
    }

    /// Sends a command and gives back its result.
    pub(crate) fn call(&mut self, method: &str, params: Value) -> Value {
        self.try_call(method, params).unwrap_or_else(|error| panic!("{error}"))
    }

    fn try_call(&mut self, method: &str, params: Value) -> Result<Value, String> {
        let result = self.wire.call(method, params);
        while let Some(event) = self.wire.events.pop_front() {
            self.note(&event);
        }
        result
    }

    /// The value of a JavaScript expression; a promise is waited for.
    pub(crate) fn eval(&mut self, expression: &str) -> Value {
        self.try_eval(expression).unwrap_or_else(|error| panic!("{error}\nin {expression}"))
    }

    fn try_eval(&mut self, expression: &str) -> Result<Value, String> {
        let wait = self.scripts;
        let params = json!({ "expression": expression, "returnByValue": true, "awaitPromise": wait });
        let mut result = self.try_call("Runtime.evaluate", params)?;
        match result.get("exceptionDetails") {
            Some(thrown) => Err(format!("{} {}", thrown["text"], thrown["exception"]["description"])),
            None => Ok(result["result"]["value"].take()),
        }
    }

    /// Waits until an expression is true. While the page is loading anew it is not.
    pub(crate) fn wait(&mut self, expression: &str, what: &str) {
        let end = Instant::now() + MOST;
        while Instant::now() < end {
            if self.try_eval(expression).is_ok_and(|value| value == true) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("waited {MOST:?} until {what}; problems: {:?}", self.problems);
    }

    /// Loads a page and waits until everything on it has come.
    pub(crate) fn go(&mut self, url: &str) {
        self.loads.clear();
        let went = self.call("Page.navigate", json!({ "url": url }));
        assert!(went.get("errorText").is_none(), "{url}: {}", went["errorText"]);
        // Another place on the same page loads nothing.
        let Some(loader) = went["loaderId"].as_str() else { return };
        self.loaded(|known| known == loader, url);
    }

    /// Does something that loads another page, and waits for that page.
    pub(crate) fn follow(&mut self, act: impl FnOnce(&mut Self)) {
        self.loads.clear();
        act(self);
        self.loaded(|_| true, "the next page");
    }

    fn loaded(&mut self, fits: impl Fn(&str) -> bool, what: &str) {
        let end = Instant::now() + MOST;
        while !self.loads.iter().any(|loader| fits(loader)) {
            assert!(Instant::now() < end, "{what} did not load in {MOST:?}; problems: {:?}", self.problems);
            match self.wire.read() {
                Ok(Some(event)) => self.note(&event),
                Ok(None) => {}
                Err(error) => panic!("{what}: {error}"),
            }
        }
    }

    /// Waits for a frame, so that what was done shows.
    pub(crate) fn settle(&mut self) {
        let frame = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))";
        self.eval(if self.scripts { frame } else { "document.body.offsetHeight" });
    }

    /// Whether the scripts of pages run. Questions are answered either way.
    pub(crate) fn scripts(&mut self, run: bool) {
        self.scripts = run;
        self.call("Emulation.setScriptExecutionDisabled", json!({ "value": !run }));
    }

    /// Lets the document at this address have this status.
    pub(crate) fn expect(&mut self, url: &str, status: u64) {
        self.expected = Some((url.to_owned(), status));
    }

    /// Fails if anything went wrong on the pages since the last time.
    pub(crate) fn clean(&mut self, what: &str) {
        self.settle();
        let problems = std::mem::take(&mut self.problems);
        assert!(problems.is_empty(), "{what}:\n{}", problems.join("\n"));
    }

    /// Forgets what went wrong so far: what a page's policy refuses is said at the console.
    pub(crate) fn forget(&mut self) {
        self.settle();
        self.problems.clear();
    }

    fn is_expected(&self, url: &Value, status: Option<u64>) -> bool {
        let same = |(known, code): &(String, u64)| {
            url == known.as_str() && status.is_none_or(|status| status == *code)
        };
        self.expected.as_ref().is_some_and(same)
    }

    fn note(&mut self, event: &Value) {
        let it = &event["params"];
        let problem = match event["method"].as_str().unwrap_or("") {
            "Page.lifecycleEvent" if it["name"] == "load" => {
                self.loads.extend(it["loaderId"].as_str().map(str::to_owned));
                return;
            }
            "Runtime.exceptionThrown" => format!("page error: {}", it["exceptionDetails"]),
            "Runtime.consoleAPICalled" if it["type"] == "error" || it["type"] == "assert" => {
                format!("console: {}", it["args"])
            }
            "Log.entryAdded"
                if it["entry"]["level"] == "error" && !self.is_expected(&it["entry"]["url"], None) =>
            {
                format!("console: {} {}", it["entry"]["text"], it["entry"]["url"])
            }
            "Network.requestWillBeSent" => {
                let url = it["request"]["url"].as_str().unwrap_or("");
                if url.starts_with(&self.inside) || url.starts_with("data:") || url == "about:blank" {
                    return;
                }
                format!("request to elsewhere: {url}")
            }
            "Network.webSocketCreated" => format!("socket: {}", it["url"]),
            "Network.responseReceived" => {
                let (status, url) = (it["response"]["status"].as_u64().unwrap_or(0), &it["response"]["url"]);
                if status < 400 || self.is_expected(url, Some(status)) {
                    return;
                }
                format!("status {status}: {url}")
            }
            // Loads that a page gave up by being left are no failures.
            "Network.loadingFailed" if it["canceled"] != true => format!("failed load: {it}"),
            "Page.javascriptDialogOpening" => format!("dialog: {}", it["message"]),
            _ => return,
        };
        self.problems.push(problem);
    }
}
