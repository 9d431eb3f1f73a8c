//! Where the preview listens: a free port, its address, a browser.
//!
//! In: an address and, optionally, a port. Out: a bound listener, the URL to show, a browser opened at it.
//! Does not answer requests.

use super::failure::Failure;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::process::{Command, Stdio};
use std::thread;

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

/// Starts the browser of this machine without waiting for it.
pub(super) fn open_browser(url: &str) -> io::Result<()> {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let mut command = Command::new(program);
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    thread::spawn(move || child.wait());
    Ok(())
}
