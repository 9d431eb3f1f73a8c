//! Files of the site over HTTP, as a browser plays them: in parts, and no faster than it reads.
//!
//! In: a file and the part that is asked for. Out: an answer whose bytes are read from disk as they are sent. Decides
//! nothing about paths.

use super::http;
use crate::text::content_type;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::io::{self, SeekFrom};
use std::ops::RangeInclusive;
use std::path::Path;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// The bytes that wait for a client.
const CHUNK: usize = 64 << 10;

/// What a request asks of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Some(RangeInclusive<u64>),
    /// Nothing that the file has.
    Beyond,
}

/// Reads a `Range` header of a file of `length` bytes. Several ranges, and what is none, mean the whole file.
pub(super) fn part(range: Option<&str>, length: u64) -> Part {
    let range = range.and_then(|range| range.trim().strip_prefix("bytes="));
    let Some((from, to)) = range.and_then(|range| range.split_once('-')) else { return Part::Whole };
    let number = |text: &str| if text.is_empty() { Some(None) } else { text.parse::<u64>().ok().map(Some) };
    let (from, to) = match (number(from), number(to)) {
        (Some(Some(from)), Some(to)) => (from, to.unwrap_or(u64::MAX)),
        // The last bytes.
        (Some(None), Some(Some(count))) if count > 0 => (length.saturating_sub(count), u64::MAX),
        (Some(None), Some(Some(_))) => return Part::Beyond,
        _ => return Part::Whole,
    };
    match length.checked_sub(1) {
        _ if to < from => Part::Whole,
        Some(last) if from <= last => Part::Some(from..=to.min(last)),
        _ => Part::Beyond,
    }
}

/// Sends a file, or the part of it that is asked for.
pub(super) async fn send(path: &Path, asked: &HeaderMap) -> Response {
    match opened(path, asked).await {
        Ok(response) => response,
        Err(error) => {
            let words = format!("{}: {error}\n", path.display());
            (StatusCode::NOT_FOUND, http::headers("text/plain; charset=utf-8"), words).into_response()
        }
    }
}

async fn opened(path: &Path, asked: &HeaderMap) -> io::Result<Response> {
    let mut file = File::open(path).await?;
    let length = file.metadata().await?.len();
    let mut headers = http::headers(content_type(&path.to_string_lossy()));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    // The answer to `If-Range` needs a mark of the version, which files of a preview do not have.
    let range = asked.get(header::RANGE).filter(|_| !asked.contains_key(header::IF_RANGE));
    let (status, range) = match part(range.and_then(|range| range.to_str().ok()), length) {
        Part::Whole => (StatusCode::OK, 0..length),
        Part::Some(range) => {
            let words = format!("bytes {}-{}/{length}", range.start(), range.end());
            headers.insert(header::CONTENT_RANGE, http::value(&words));
            (StatusCode::PARTIAL_CONTENT, *range.start()..range.end() + 1)
        }
        Part::Beyond => {
            headers.insert(header::CONTENT_RANGE, http::value(&format!("bytes */{length}")));
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response());
        }
    };
    let mut left = range.end - range.start;
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(left));
    file.seek(SeekFrom::Start(range.start)).await?;
    let (chunks, stream) = mpsc::channel::<io::Result<Bytes>>(1);
    tokio::spawn(async move {
        while left > 0 {
            let mut chunk = vec![0; CHUNK.min(usize::try_from(left).unwrap_or(CHUNK))];
            let read = match file.read(&mut chunk).await {
                // The file became shorter.
                Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
                read => read,
            };
            left -= *read.as_ref().unwrap_or(&0) as u64;
            let failed = read.is_err();
            let chunk = read.map(|read| {
                chunk.truncate(read);
                Bytes::from(chunk)
            });
            // Nobody listens any more, or nothing more can be read.
            if chunks.send(chunk).await.is_err() || failed {
                return;
            }
        }
    });
    Ok((status, headers, Body::from_stream(ReceiverStream::new(stream))).into_response())
}
