//! A file of bytes that runs keep for later ones.
//!
//! In: a path, keys and bytes. Out: the bytes of a key, and the file anew where others were put. Bytes that are not those
//! that were written are not given: each has a hash. Does not know what the bytes mean.
//!
//! The file has the bytes of all keys one after another, then for each its key, its place, its length and its hash, then
//! how many there are, a hash of that table, and the header.

use super::bounded;
use super::draft::{clear_drafts, draft_of};
use crate::store::{Key, Store};
use foldhash::HashMap;
use foldhash::quality::FixedState;
use std::fs::{self, File};
use std::hash::BuildHasher as _;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

const HEADER: &[u8; 16] = b"prepress-store 1";
/// Bytes of a hash.
const HASH: usize = 8;
/// Key, place, length, hash.
const ENTRY: usize = 16 + 8 + 4 + HASH;
/// How many entries, their hash, the header.
const END: usize = 8 + HASH + HEADER.len();
/// More entries than a site has pages and texts.
const MOST: u64 = 4 << 20;
/// Bytes that are written at once.
const BUFFER: usize = 1 << 18;

/// Where bytes are, and their hash.
#[derive(Debug, Clone, Copy)]
struct Entry {
    place: u64,
    length: u32,
    hash: [u8; HASH],
}

/// What a file keeps, and what is put beside.
#[derive(Debug)]
pub(super) struct StoreFile {
    path: PathBuf,
    /// Whether this run leaves anything to later ones.
    writes: bool,
    file: Option<File>,
    /// What the file has, and whether this run has asked for it.
    entries: HashMap<Key, (Entry, AtomicBool)>,
    /// What this run puts.
    draft: Mutex<Option<Draft>>,
}

/// A file in the making.
#[derive(Debug)]
struct Draft {
    path: PathBuf,
    out: BufWriter<File>,
    place: u64,
    entries: HashMap<Key, Entry>,
}

impl StoreFile {
    /// Opens a file. One that is not there or damaged holds nothing.
    pub(super) fn open(path: PathBuf, writes: bool) -> Self {
        let opened = bounded::open(&path).and_then(|(mut file, len)| Ok((entries(&mut file, len)?, file)));
        let (entries, file) = match opened {
            Ok((Some(entries), file)) => (entries, Some(file)),
            _ => (HashMap::default(), None),
        };
        Self { path, writes, file, entries, draft: Mutex::default() }
    }

    fn read(&self, entry: &Entry) -> Option<Vec<u8>> {
        let mut bytes = vec![0; entry.length as usize];
        read_at(self.file.as_ref()?, &mut bytes, entry.place).ok()?;
        (hash_of(&bytes) == entry.hash).then_some(bytes)
    }

    /// Adds what this run asked for to what it put, in the order of the file.
    fn complete(&self, draft: &mut Draft) -> io::Result<()> {
        let asked = self.entries.iter().filter(|(_, (_, asked))| asked.load(Ordering::Relaxed));
        let mut asked: Vec<(&Key, &Entry)> = asked.map(|(key, (entry, _))| (key, entry)).collect();
        asked.retain(|(key, _)| !draft.entries.contains_key(*key));
        asked.sort_unstable_by_key(|(_, entry)| entry.place);
        for (key, entry) in asked {
            if let Some(bytes) = self.read(entry) {
                draft.add(*key, &bytes)?;
            }
        }
        Ok(())
    }

    fn write(&self, draft: &mut Option<Draft>) -> io::Result<()> {
        let mut draft = match draft.take() {
            Some(begun) => begun,
            None => Draft::begin(&self.path)?,
        };
        let written = self.complete(&mut draft).and_then(|()| draft.end());
        written.and_then(|()| fs::rename(&draft.path, &self.path)).inspect_err(|_| draft.remove())
    }
}

impl Store for StoreFile {
    fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let (entry, asked) = self.entries.get(key)?;
        let bytes = self.read(entry)?;
        asked.store(true, Ordering::Relaxed);
        Some(bytes)
    }

    fn put(&self, key: Key, bytes: &[u8]) {
        if !self.writes {
            return;
        }
        let mut draft = lock(&self.draft);
        let begun = match draft.take() {
            Some(begun) => Ok(begun),
            None => Draft::begin(&self.path),
        };
        // A cache that cannot be written is no error: the next run does the work again.
        *draft = begun.ok().and_then(|mut begun| match begun.add(key, bytes) {
            Ok(()) => Some(begun),
            Err(_) => {
                begun.remove();
                None
            }
        });
    }

    fn finish(&self) {
        let mut draft = lock(&self.draft);
        let all_asked = || self.entries.values().all(|(_, asked)| asked.load(Ordering::Relaxed));
        if self.writes && (draft.is_some() || !all_asked()) {
            let _ = self.write(&mut draft);
        }
    }
}

impl Drop for StoreFile {
    fn drop(&mut self) {
        if let Some(draft) = lock(&self.draft).take() {
            draft.remove();
        }
    }
}

impl Draft {
    fn begin(path: &Path) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        clear_drafts(path);
        let path = draft_of(path);
        let out = BufWriter::with_capacity(BUFFER, File::create(&path)?);
        Ok(Self { path, out, place: 0, entries: HashMap::default() })
    }

    fn add(&mut self, key: Key, bytes: &[u8]) -> io::Result<()> {
        let Ok(length) = u32::try_from(bytes.len()) else { return Ok(()) };
        self.out.write_all(bytes)?;
        self.entries.insert(key, Entry { place: self.place, length, hash: hash_of(bytes) });
        self.place += u64::from(length);
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        let mut table = Vec::with_capacity(self.entries.len() * ENTRY);
        let mut entries: Vec<(&Key, &Entry)> = self.entries.iter().collect();
        entries.sort_unstable_by_key(|(_, entry)| entry.place);
        for (key, Entry { place, length, hash }) in entries {
            table.extend_from_slice(key);
            table.extend_from_slice(&place.to_le_bytes());
            table.extend_from_slice(&length.to_le_bytes());
            table.extend_from_slice(hash);
        }
        self.out.write_all(&table)?;
        self.out.write_all(&(self.entries.len() as u64).to_le_bytes())?;
        self.out.write_all(&hash_of(&table))?;
        self.out.write_all(HEADER)?;
        self.out.flush()
    }

    fn remove(&self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Reads bytes from a place of a file that other threads read, too.
#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], place: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, place)
}

/// Reads bytes from a place of a file that other threads read, too.
#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut place: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, place)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                bytes = &mut bytes[read..];
                place += read as u64;
            }
        }
    }
    Ok(())
}

/// The table at the end of a file of so many bytes, if it is whole.
fn entries(file: &mut File, len: u64) -> io::Result<Option<HashMap<Key, (Entry, AtomicBool)>>> {
    let Some(end) = len.checked_sub(END as u64) else { return Ok(None) };
    file.seek(SeekFrom::Start(end))?;
    let mut tail = [0; END];
    file.read_exact(&mut tail)?;
    let (count, rest) = tail.split_at(8);
    let (hash, header) = rest.split_at(HASH);
    let count = u64::from_le_bytes(array(count));
    let table = end.checked_sub(count.saturating_mul(ENTRY as u64)).filter(|_| count <= MOST);
    let Some(table) = table.filter(|_| header == HEADER) else { return Ok(None) };
    file.seek(SeekFrom::Start(table))?;
    let mut bytes = vec![0; usize::try_from(end - table).unwrap_or(0)];
    file.read_exact(&mut bytes)?;
    if hash_of(&bytes) != hash {
        return Ok(None);
    }
    let entry = |bytes: &[u8]| {
        let (place, length): (u64, u32) =
            (u64::from_le_bytes(array(&bytes[16..24])), u32::from_le_bytes(array(&bytes[24..28])));
        let inside = place.checked_add(length.into()).is_some_and(|end| end <= table);
        let entry = Entry { place, length, hash: array(&bytes[28..]) };
        inside.then(|| (array(&bytes[..16]), (entry, AtomicBool::new(false))))
    };
    Ok(bytes.chunks_exact(ENTRY).map(entry).collect())
}

/// Nobody means to deceive the hash: it tells bytes that were written from bytes that a disk or a killed run left.
fn hash_of(bytes: &[u8]) -> [u8; HASH] {
    FixedState::default().hash_one(bytes).to_le_bytes()
}

/// The first bytes of a slice that has at least so many.
fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
    bytes[..N].try_into().expect("as many bytes")
}

/// A panic elsewhere leaves both whole: each change is one assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{HEADER, StoreFile};
    use crate::store::{Key, Store as _};
    use std::fs;
    use std::path::Path;

    const ONE: Key = [1; 16];
    const TWO: Key = [2; 16];

    fn open(path: &Path) -> StoreFile {
        StoreFile::open(path.to_owned(), true)
    }

    fn count(path: &Path) -> usize {
        open(path).entries.len()
    }

    #[test]
    fn bytes_come_back_and_damage_is_noticed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("below/store");
        let kept = [(ONE, b"one".to_vec()), (TWO, b"another".to_vec())];
        let file = open(&path);
        kept.iter().for_each(|(key, bytes)| file.put(*key, bytes));
        file.finish();
        let file = open(&path);
        assert_eq!(file.entries.len(), 2);
        for (key, bytes) in &kept {
            assert_eq!(file.get(key).as_ref(), Some(bytes));
        }
        assert_eq!(file.get(&[3; 16]), None);
        let whole = fs::read(&path).expect("the file");
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x20;
            fs::write(&path, &damaged).expect("it is written");
            let file = open(&path);
            for (key, bytes) in &kept {
                assert!(file.get(key).is_none_or(|read| read == *bytes), "byte {at}");
            }
        }
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).expect("it is written");
            assert_eq!(count(&path), 0, "{length} bytes");
        }
        fs::write(&path, [&[0xff; 24][..], HEADER].concat()).expect("it is written");
        assert_eq!(count(&path), 0);
    }

    #[test]
    fn what_no_run_asks_for_is_given_up_when_it_is_done() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("store");
        let file = open(&path);
        file.put(ONE, b"one");
        file.put(TWO, b"two");
        drop(file);
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0, "it was not finished");
        let file = open(&path);
        file.put(ONE, b"one");
        file.put(TWO, b"two");
        file.finish();
        let stamp = || fs::metadata(&path).and_then(|data| data.modified()).expect("the file");
        let before = stamp();
        let file = open(&path);
        assert!(file.get(&ONE).is_some() && file.get(&TWO).is_some());
        file.finish();
        assert_eq!(stamp(), before, "it has all already");
        let file = open(&path);
        assert!(file.get(&ONE).is_some());
        file.put([3; 16], b"three");
        file.finish();
        let file = open(&path);
        assert_eq!(file.get(&ONE).as_deref(), Some(&b"one"[..]));
        assert_eq!(file.get(&[3; 16]).as_deref(), Some(&b"three"[..]));
        assert_eq!(file.get(&TWO), None);
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
        let reads = StoreFile::open(path.clone(), false);
        reads.put(TWO, b"two");
        reads.finish();
        assert_eq!(count(&path), 2, "it only reads");
    }
}
