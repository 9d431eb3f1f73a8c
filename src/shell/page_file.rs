//! A file of pages as they were read.
//!
//! In: keys and bytes of pages, or a path. Out: the file, or the bytes of a key. Bytes that are not those that were
//! written are not given: each page has a hash. Does not know what the bytes mean.
//!
//! The file has the pages one after another, then for each its key, its place, its length and its hash, then how many
//! there are, a hash of that table, and the header.

use super::bounded;
use crate::site::{KeptPages, PageKey};
use foldhash::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

const HEADER: &[u8; 16] = b"prepress-pages 1";
/// Bytes of a hash.
const HASH: usize = 16;
/// Key, place, length, hash.
const ENTRY: usize = 16 + 8 + 4 + HASH;
/// How many entries, their hash, the header.
const END: usize = 8 + HASH + HEADER.len();
/// More entries than a site has pages.
const MOST: u64 = 4 << 20;

/// Where the bytes of a page are, and their hash.
type Entry = (u64, u32, [u8; HASH]);

/// The pages that a file holds.
#[derive(Debug, Default)]
pub(super) struct PageFile {
    file: Option<Mutex<File>>,
    entries: HashMap<PageKey, Entry>,
}

impl PageFile {
    /// Opens a file. One that is not there or damaged holds no pages.
    pub(super) fn open(path: &Path) -> Self {
        let opened = bounded::open(path).and_then(|(mut file, len)| Ok((entries(&mut file, len)?, file)));
        match opened {
            Ok((Some(entries), file)) => Self { file: Some(Mutex::new(file)), entries },
            _ => Self::default(),
        }
    }
}

impl KeptPages for PageFile {
    fn get(&self, key: &PageKey) -> Option<Vec<u8>> {
        let (place, length, hash) = self.entries.get(key)?;
        let mut bytes = vec![0; *length as usize];
        {
            let mut file = self.file.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(*place)).ok()?;
            file.read_exact(&mut bytes).ok()?;
        }
        (hash_of(&bytes) == *hash).then_some(bytes)
    }

    fn count(&self) -> usize {
        self.entries.len()
    }
}

/// The table at the end of a file of so many bytes, if it is whole.
fn entries(file: &mut File, len: u64) -> io::Result<Option<HashMap<PageKey, Entry>>> {
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
        inside.then(|| (array(&bytes[..16]), (place, length, array(&bytes[28..]))))
    };
    Ok(bytes.chunks_exact(ENTRY).map(entry).collect())
}

/// Writes pages into an empty file.
pub(super) fn write(
    file: &mut File,
    pages: impl ExactSizeIterator<Item = (PageKey, Vec<u8>)>,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 18, file);
    let mut table = Vec::with_capacity(pages.len() * ENTRY);
    let (mut place, mut count) = (0_u64, 0_u64);
    for (key, bytes) in pages {
        let Ok(length) = u32::try_from(bytes.len()) else { continue };
        out.write_all(&bytes)?;
        table.extend_from_slice(&key);
        table.extend_from_slice(&place.to_le_bytes());
        table.extend_from_slice(&length.to_le_bytes());
        table.extend_from_slice(&hash_of(&bytes));
        place += u64::from(length);
        count += 1;
    }
    out.write_all(&table)?;
    out.write_all(&count.to_le_bytes())?;
    out.write_all(&hash_of(&table))?;
    out.write_all(HEADER)?;
    out.flush()
}

fn hash_of(bytes: &[u8]) -> [u8; HASH] {
    array(&blake3::hash(bytes).as_bytes()[..HASH])
}

/// The first bytes of a slice that has at least so many.
fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
    bytes[..N].try_into().expect("as many bytes")
}

#[cfg(test)]
mod tests {
    use super::{HEADER, PageFile, write};
    use crate::site::KeptPages as _;
    use std::fs::{self, File};

    #[test]
    fn pages_come_back_and_damage_is_noticed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("pages");
        let pages = [([1; 16], b"one".to_vec()), ([2; 16], b"another".to_vec())];
        write(&mut File::create(&path).expect("a file"), pages.clone().into_iter()).expect("it is written");
        let file = PageFile::open(&path);
        assert_eq!(file.count(), 2);
        for (key, bytes) in &pages {
            assert_eq!(file.get(key).as_ref(), Some(bytes));
        }
        assert_eq!(file.get(&[3; 16]), None);
        let whole = fs::read(&path).expect("the file");
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x20;
            fs::write(&path, &damaged).expect("it is written");
            let file = PageFile::open(&path);
            for (key, bytes) in &pages {
                assert!(file.get(key).is_none_or(|read| read == *bytes), "byte {at}");
            }
        }
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).expect("it is written");
            assert_eq!(PageFile::open(&path).count(), 0, "{length} bytes");
        }
        fs::write(&path, [&[0xff; 24][..], HEADER].concat()).expect("it is written");
        assert_eq!(PageFile::open(&path).count(), 0);
    }
}
