//! Highlighted blocks kept from one run to the next.
//!
//! In: bytes that an earlier run gave out, and blocks. Out: their HTML, and bytes for the next run
//! with only the blocks of this one. Does not read or write files and does not highlight.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// To be raised whenever the same block would give other HTML.
pub(super) const VERSION: u32 = 2;

const MAGIC: &[u8; 8] = b"prephl\0\x01";
const SHARDS: usize = 16;
const KEY: usize = 32;

type Key = [u8; KEY];

struct Entry {
    html: Arc<str>,
    used: bool,
}

/// A store of highlighted blocks that threads share.
pub(crate) struct Cache {
    shards: [Mutex<HashMap<Key, Entry>>; SHARDS],
}

impl Default for Cache {
    fn default() -> Self {
        Self { shards: std::array::from_fn(|_| Mutex::new(HashMap::new())) }
    }
}

impl Cache {
    /// Reads what [`Cache::to_bytes`] wrote. Gives an empty cache for anything else: damaged bytes,
    /// or those of another [`VERSION`].
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let cache = Self::default();
        for (key, html) in read(bytes).unwrap_or_default() {
            cache.shard(&key).insert(key, Entry { html: html.into(), used: false });
        }
        cache
    }

    /// The HTML of a block, if it is known. It is then kept for the next run.
    pub(crate) fn get(&self, language: &str, code: &str) -> Option<Arc<str>> {
        let key = key(language, code);
        let mut shard = self.shard(&key);
        let entry = shard.get_mut(&key)?;
        entry.used = true;
        Some(Arc::clone(&entry.html))
    }

    /// Remembers the HTML of a block.
    pub(crate) fn insert(&self, language: &str, code: &str, html: impl Into<Arc<str>>) {
        let key = key(language, code);
        self.shard(&key).insert(key, Entry { html: html.into(), used: true });
    }

    /// The blocks that were asked for or inserted since [`Cache::from_bytes`], or `all` blocks, as bytes that do not
    /// depend on their order.
    pub(crate) fn to_bytes(&self, all: bool) -> Vec<u8> {
        let mut blocks: Vec<(Key, Arc<str>)> = Vec::new();
        for shard in &self.shards {
            let shard = lock(shard);
            let used = shard.iter().filter(|(_, entry)| all || entry.used);
            blocks.extend(used.map(|(key, entry)| (*key, Arc::clone(&entry.html))));
        }
        blocks.sort_by_key(|block| block.0);
        let mut out = MAGIC.to_vec();
        out.extend(VERSION.to_le_bytes());
        for (key, html) in &blocks {
            out.extend(key);
            out.extend((html.len() as u64).to_le_bytes());
            out.extend(html.as_bytes());
        }
        let sum = blake3::hash(&out);
        out.extend(sum.as_bytes());
        out
    }

    fn shard(&self, key: &Key) -> MutexGuard<'_, HashMap<Key, Entry>> {
        lock(&self.shards[usize::from(key[0]) % SHARDS])
    }
}

/// A panic elsewhere leaves the map whole: each change of it is one insertion.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn key(language: &str, code: &str) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(language.to_lowercase().as_bytes());
    hasher.update(&[0]);
    hasher.update(code.as_bytes());
    *hasher.finalize().as_bytes()
}

fn read(bytes: &[u8]) -> Option<Vec<(Key, &str)>> {
    let (body, sum) = bytes.split_last_chunk::<KEY>()?;
    if blake3::hash(body) != *sum {
        return None;
    }
    let body = body.strip_prefix(MAGIC)?;
    let mut rest = body.strip_prefix(&VERSION.to_le_bytes())?;
    let mut blocks = Vec::new();
    while !rest.is_empty() {
        let (key, after) = rest.split_first_chunk::<KEY>()?;
        let (length, after) = after.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (html, after) = after.split_at_checked(length)?;
        blocks.push((*key, std::str::from_utf8(html).ok()?));
        rest = after;
    }
    Some(blocks)
}
