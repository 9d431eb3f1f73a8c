//! Connections to the preview, so that slow or many clients cost others nothing.
//!
//! In: a listener and what answers requests. Out: connections that are served until they end. A client has a few
//! seconds to send a request; where there are too many, the one that has waited longest without asking is let go, else
//! the oldest of the address that has most. So nobody locks the author out.
//! Does not look at requests.

use super::failure::reason;
use super::terminal;
use axum::Router;
use axum::extract::Request;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::collections::{BTreeMap, VecDeque};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// How many connections there are at one time: far fewer than files that a program may open, far more than tabs.
const MOST: usize = 256;
/// How long a request may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub IpAddr);

/// A connection, as others see it.
#[derive(Default)]
struct Client {
    peer: Option<IpAddr>,
    asked: AtomicBool,
    ended: AtomicBool,
    leave: Notify,
}

/// Accepts connections for ever.
pub(super) async fn accept(listener: TcpListener, router: Router) {
    let mut clients: VecDeque<Arc<Client>> = VecDeque::new();
    let mut told = false;
    loop {
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                // Most likely no file can be opened. Those who leave make room.
                if !std::mem::replace(&mut told, true) {
                    terminal::note(&format!("note: a connection could not be accepted: {}", reason(&error)));
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        clients.retain(|client| !client.ended.load(Ordering::Relaxed));
        if clients.len() >= MOST {
            let idle = clients.iter().position(|client| !client.asked.load(Ordering::Relaxed));
            if let Some(client) = idle.or_else(|| oldest_of_most(&clients)).and_then(|at| clients.remove(at))
            {
                client.leave.notify_one();
            }
        }
        let client = Arc::new(Client { peer: Some(peer.ip()), ..Client::default() });
        clients.push_back(Arc::clone(&client));
        tokio::spawn(serve(stream, router.clone(), client));
    }
}

/// The oldest connection of the address that has most of them.
fn oldest_of_most(clients: &VecDeque<Arc<Client>>) -> Option<usize> {
    let mut counts: BTreeMap<Option<IpAddr>, usize> = BTreeMap::new();
    clients.iter().for_each(|client| *counts.entry(client.peer).or_default() += 1);
    let (most, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    clients.iter().position(|client| client.peer == most)
}

async fn serve(stream: TcpStream, router: Router, client: Arc<Client>) {
    let asked = Arc::clone(&client);
    let peer = client.peer.map(Peer);
    let router = router.layer(axum::middleware::map_request(move |mut request: Request| {
        asked.asked.store(true, Ordering::Relaxed);
        if let Some(peer) = peer {
            request.extensions_mut().insert(peer);
        }
        std::future::ready(request)
    }));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    tokio::select! {
        // Whatever ended it, nobody is left to be told.
        _ = connection => {}
        () = client.leave.notified() => {}
    }
    client.ended.store(true, Ordering::Relaxed);
}
