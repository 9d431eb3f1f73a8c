//! Where the preview listens: a free port, its address, a browser.
//!
//! In: an address and, optionally, a port. Out: a bound listener, the URL to show, a browser opened at it.
//! Does not answer requests.

use super::failure::Failure;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, UdpSocket};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The first port that is tried when none is asked for.
pub const DEFAULT_PORT: u16 = 4040;
/// How many ports after the first are tried.
const MORE_PORTS: u16 = 10;

/// Binds the port asked for, or the first free one from [`DEFAULT_PORT`] on, with a note when that
/// is another.
pub(super) fn bind(
    address: IpAddr,
    asked: Option<u16>,
    notes: &mut Vec<String>,
) -> Result<TcpListener, Failure> {
    let first = asked.unwrap_or(DEFAULT_PORT);
    let last = if asked.is_some() { first } else { first + MORE_PORTS };
    for port in first..=last {
        match TcpListener::bind(SocketAddr::new(address, port)) {
            Ok(listener) => {
                if port != first {
                    notes.push(format!("port {first} is taken, using {port}"));
                }
                return Ok(listener);
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => {
                let place = SocketAddr::new(address, port);
                let failure = Failure::new(format!("cannot listen on {place}: {error}"));
                let denied = error.kind() == io::ErrorKind::PermissionDenied && port < 1024;
                let hint = "ports below 1024 are reserved: use a higher port with `--port`";
                return Err(if denied { failure.hint(hint) } else { failure });
            }
        }
    }
    let ports =
        if first == last { format!("port {first} is") } else { format!("ports {first} to {last} are") };
    Err(Failure::new(format!("{ports} taken"))
        .hint("is another preview running? stop it, or give a free port with `--port`"))
}

/// The address of the home page as a browser on this machine reaches it.
pub(super) fn url(address: SocketAddr, base: &str) -> String {
    let mut shown = address;
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => shown.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => shown.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    format!("http://{shown}{base}")
}

/// What somebody has to know who shares a preview with a network.
pub(super) fn warning(bound: IpAddr, port: u16, base: &str) -> String {
    let shown = if bound.is_unspecified() { own_address() } else { Some(bound) };
    let place = shown
        .map_or_else(String::new, |address| format!(", at http://{}{base}", SocketAddr::new(address, port)));
    format!("everybody on this network can read the preview{place}")
}

/// The address of this machine in its network: the one that a packet to elsewhere would come from. None is sent.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|ip| !ip.is_unspecified())
}

/// Opens a page with `$BROWSER`, or with the program that this system has for it, and waits a moment to see whether
/// that fails.
///
/// # Errors
/// The program cannot be started, or says that it failed: in words.
pub fn open_browser(url: &str) -> Result<(), String> {
    const MOMENT: Duration = Duration::from_millis(1500);
    let programs = match std::env::var("BROWSER") {
        Ok(browsers) if !browsers.trim().is_empty() => browsers,
        _ => match std::env::consts::OS {
            "macos" => "open".to_owned(),
            "windows" => "explorer".to_owned(),
            _ => "xdg-open".to_owned(),
        },
    };
    // Several programs may be named, the best first.
    let mut failed = String::new();
    for program in programs.split(':').filter(|program| !program.trim().is_empty()) {
        let mut words = program.split_whitespace().map(|word| word.replace("%s", url));
        let Some(name) = words.next() else { continue };
        let mut command = Command::new(&name);
        command.args(words);
        if !program.contains("%s") {
            command.arg(url);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        match command.spawn().and_then(|child| ended(child, MOMENT)) {
            // Windows' own program always says that it failed.
            Ok(None) => return Ok(()),
            Ok(Some(status)) if status.success() || name == "explorer" => return Ok(()),
            Ok(Some(status)) => failed = format!("`{name}` ended with {status}"),
            Err(error) => failed = format!("`{name}`: {error}"),
        }
    }
    Err(failed)
}

/// How a program ended, if it did within a time; it goes on after that.
fn ended(mut child: Child, within: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    while start.elapsed() < within {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(Duration::from_millis(20));
    }
    thread::spawn(move || child.wait());
    Ok(None)
}
