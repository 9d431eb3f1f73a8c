//! The live preview over HTTP. With `respond`, `connections` and `media` the only user of `axum` and `tokio`.
//!
//! In: something that answers for paths of the site ([`Preview`]), and a [`Live`] handle that is
//! told when the site changed. Out: the site on a local address as GitHub Pages would serve it,
//! pages that keep up with their files and show what is wrong.
//! Does not render, build, watch files or decide what a page says; it adds one script to pages.

use super::failure::Failure;
use super::preview::{Live, Preview};
use super::respond::{self, Site};
use super::{connections, listen};
use axum::Router;
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::sync::{Arc, mpsc};
use std::thread;
use tokio::runtime;
use tokio::sync::oneshot;

/// How many pages are rendered at one time.
const THREADS: usize = 16;

/// Where to serve the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerOptions {
    /// The address to listen on.
    pub bind: IpAddr,
    /// The port to use; 0 for any free one. Without it,
    /// [`DEFAULT_PORT`](listen::DEFAULT_PORT) and the ten after it are tried.
    pub port: Option<u16>,
    /// Whether to open the site in a browser.
    pub open: bool,
    /// Names of hosts that are answered beside those of this machine.
    pub allow_hosts: Vec<String>,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self { bind: IpAddr::V4(Ipv4Addr::LOCALHOST), port: None, open: false, allow_hosts: Vec::new() }
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

    /// Waits for Ctrl-C, or for a message, then stops the server.
    ///
    /// # Errors
    /// The signal handler cannot be installed.
    pub fn wait(self, quit: mpsc::Receiver<()>) -> Result<(), Failure> {
        let (done, ended) = oneshot::channel::<()>();
        thread::spawn(move || {
            // Nobody may ever ask; then the sender is dropped, and Ctrl-C is what ends.
            if quit.recv().is_ok() {
                let _ = done.send(());
            } else {
                std::mem::forget(done);
            }
        });
        let runtime = runtime::Builder::new_current_thread().enable_all().build();
        let waited = runtime.and_then(|runtime| {
            runtime.block_on(async {
                tokio::select! {
                    pressed = tokio::signal::ctrl_c() => pressed,
                    _ = ended => Ok(()),
                }
            })
        });
        waited.map_err(|error| Failure::new(format!("cannot install the Ctrl-C handler: {error}")))
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
    if !options.bind.is_loopback() {
        notes.push(listen::warning(options.bind, address.port(), &preview.base()));
    }
    let site = Site { preview, live, bound: options.bind, allowed: options.allow_hosts.into() };
    let (stop, stopped) = oneshot::channel();
    let run = move || run(listener, site, stopped);
    let thread = thread::Builder::new().name("server".into()).spawn(run).map_err(start)?;
    ready(&url);
    if options.open
        && let Err(why) = listen::open_browser(&url)
    {
        notes.push(format!("could not open a browser ({why}): open {url}"));
    }
    Ok(Server { url, notes, stop: Some(stop), thread: Some(thread) })
}

fn run(listener: TcpListener, site: Site, stopped: oneshot::Receiver<Infallible>) -> io::Result<()> {
    let runtime =
        runtime::Builder::new_current_thread().enable_all().max_blocking_threads(THREADS).build()?;
    let result = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let router = Router::new().fallback(respond::respond).with_state(site);
        tokio::select! {
            () = connections::accept(listener, router) => {}
            // The sender was dropped. Event streams never end on their own, so nothing is awaited.
            _ = stopped => {}
        }
        Ok(())
    });
    runtime.shutdown_background();
    result
}
