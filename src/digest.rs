//! SHA-256, which browsers compare files by: nothing else that prepress uses can be checked by them.
//!
//! In: bytes, whole or in parts. Out: their hash in the form of the `integrity` of web pages. Keeps no secrets: it says
//! whether a file is the one that was written, not who wrote it. Prints of inputs and outputs are BLAKE3 elsewhere.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use std::io;

/// A hash in the making.
#[derive(Clone, Debug, Default)]
pub struct Hasher {
    hash: Sha256,
    /// Bytes so far.
    size: u64,
}

impl Hasher {
    /// Takes more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
    }

    /// How many bytes it took, and their hash.
    #[must_use]
    pub fn finish(self) -> Digest {
        Digest { size: self.size, integrity: format!("sha256-{}", STANDARD.encode(self.hash.finalize())) }
    }
}

/// The size of some bytes, and their hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// How many bytes.
    pub size: u64,
    /// `sha256-` and 44 letters of Base64.
    pub integrity: String,
}

impl Digest {
    /// That of bytes in memory.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = Hasher::default();
        hasher.update(bytes);
        hasher.finish()
    }
}

/// Something that is written to, and the hash of what was written.
#[derive(Debug)]
pub struct Hashing<W> {
    inner: W,
    hasher: Hasher,
}

impl<W: io::Write> Hashing<W> {
    /// Nothing is written yet.
    pub fn new(inner: W) -> Self {
        Self { inner, hasher: Hasher::default() }
    }

    /// The hash of all that was written.
    #[must_use]
    pub fn digest(self) -> Digest {
        self.hasher.finish()
    }
}

impl<W: io::Write> io::Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Hasher, Hashing};
    use std::io::Write as _;

    /// The examples of the standard.
    #[test]
    fn hashes_are_those_of_the_standard() {
        let of = |text: &str| Digest::of(text.as_bytes()).integrity;
        assert_eq!(of(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(of("abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        let two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(of(two), "sha256-JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=");
        let million = "a".repeat(1_000_000);
        assert_eq!(of(&million), "sha256-zcduXJkU+5KBocfihNc+Z/GAmkiklyAOBG05zMcRLNA=");
        assert_eq!(Digest::of(million.as_bytes()).size, 1_000_000);
    }

    #[test]
    fn parts_make_the_whole() {
        let bytes: Vec<u8> = (0..1000u32).map(|n| (n * 7) as u8).collect();
        for cut in [0, 1, 63, 64, 65, 127, 128, 500, 1000] {
            let mut hasher = Hasher::default();
            bytes[..cut].chunks(13).chain(bytes[cut..].chunks(100)).for_each(|part| hasher.update(part));
            assert_eq!(hasher.finish(), Digest::of(&bytes), "{cut}");
        }
        let mut writer = Hashing::new(Vec::new());
        writer.write_all(&bytes).expect("memory takes it");
        assert_eq!(writer.digest(), Digest::of(&bytes));
    }
}
