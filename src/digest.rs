//! SHA-256 (FIPS 180-4), as browsers compare files with: nothing else that prepress uses can be checked by them.
//!
//! In: bytes, whole or in parts. Out: their hash in the form of the `integrity` of web pages. Keeps no secrets: it says
//! whether a file is the one that was written, not who wrote it. Prints of inputs and outputs are BLAKE3 elsewhere.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::io;

/// Bytes of a block.
const BLOCK: usize = 64;

/// Cube roots of the first 64 primes: the first 32 bits of their fractions.
#[rustfmt::skip]
const K: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

/// A hash in the making.
#[derive(Clone, Debug)]
pub struct Hasher {
    state: [u32; 8],
    /// Bytes so far.
    length: u64,
    /// Those that do not fill a block yet.
    rest: [u8; BLOCK],
}

impl Default for Hasher {
    fn default() -> Self {
        // Square roots of the first eight primes, in the same way.
        let state =
            [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
        Self { state, length: 0, rest: [0; BLOCK] }
    }
}

impl Hasher {
    /// Takes more bytes.
    pub fn update(&mut self, mut bytes: &[u8]) {
        let held = (self.length % BLOCK as u64) as usize;
        self.length += bytes.len() as u64;
        if held > 0 {
            let (head, tail) = bytes.split_at(bytes.len().min(BLOCK - held));
            self.rest[held..held + head.len()].copy_from_slice(head);
            if held + head.len() < BLOCK {
                return;
            }
            compress(&mut self.state, &self.rest);
            bytes = tail;
        }
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        blocks.iter().for_each(|block| compress(&mut self.state, block));
        self.rest[..rest.len()].copy_from_slice(rest);
    }

    /// How many bytes it took, and their hash: `sha256-` and 44 letters of Base64.
    #[must_use]
    pub fn finish(mut self) -> Digest {
        let size = self.length;
        let zeros = (BLOCK * 2 - 9 - (size % BLOCK as u64) as usize) % BLOCK;
        self.update(&[0x80]);
        self.update(&[0; BLOCK][..zeros]);
        self.update(&(size * 8).to_be_bytes());
        let bytes: Vec<u8> = self.state.iter().flat_map(|word| word.to_be_bytes()).collect();
        Digest { size, integrity: format!("sha256-{}", STANDARD.encode(bytes)) }
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

fn compress(state: &mut [u32; 8], block: &[u8; BLOCK]) {
    let mut w = [0u32; 64];
    for (word, bytes) in w.iter_mut().zip(block.as_chunks::<4>().0) {
        *word = u32::from_be_bytes(*bytes);
    }
    for t in 16..64 {
        let (a, b) = (w[t - 15], w[t - 2]);
        let small = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
        let large = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
        w[t] = w[t - 16].wrapping_add(small).wrapping_add(w[t - 7]).wrapping_add(large);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (k, w) in K.iter().zip(w) {
        let sum = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = (e & f) ^ (!e & g);
        let one = h.wrapping_add(sum).wrapping_add(choice).wrapping_add(*k).wrapping_add(w);
        let sum = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let two = sum.wrapping_add((a & b) ^ (a & c) ^ (b & c));
        (h, g, f, e, d, c, b, a) = (g, f, e, d.wrapping_add(one), c, b, a, one.wrapping_add(two));
    }
    for (word, more) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(more);
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Hasher, Hashing};
    use std::io::Write as _;

    /// The examples of the standard, and one at each length around a block's end, which other programs gave.
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
        for (length, hash) in ENDS {
            assert_eq!(of(&"x".repeat(*length)), format!("sha256-{hash}"), "{length}");
        }
    }

    const ENDS: &[(usize, &str)] = &[
        (55, "1eKFaDzU78AtAhpcYgFGlJWJAQBdb3HongmJ+sd+QHI="),
        (56, "BMJiYTcO51QVSdFt7jIMcj4/0UZx5moJmv4KN3wWiI4="),
        (63, "dSILRyGCeOZW8gE7uPDEVaJerwHobGSSTp1I2Jd21vI="),
        (64, "fOEAlx9k5wAej+WlGXPs3+HO1Cvv5+6NX9YhlQa1OTw="),
        (65, "lTfF/fEgSC99WNJentWD9SwCtOME6oFNsWM61WWu1+k="),
        (119, "AAtI1O3w+nvuPGI27NJ4W6pdtO64u1Q0GwKeDZ+l+ww="),
        (120, "E/BaC1lHh/Xs0xXtyWFBvTJDID0bfU8INvNzCLJ2upg="),
    ];

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
