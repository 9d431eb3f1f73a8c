//! Bytes that outlive a run of the program.
//!
//! In: bytes under a key, which is a hash of all that they rest on. Out: the same bytes, in a later run. Where they lie is
//! for the shell to say: it implements [`Store`]. What they mean is known to those who put them there.

use std::fmt::Debug;

/// A hash of everything that bytes rest on, the program included.
pub type Key = [u8; 16];

/// A place for bytes.
pub trait Store: Debug + Send + Sync {
    /// Whether nothing was put by earlier runs.
    fn is_empty(&self) -> bool;

    /// The bytes under a key. Bytes that are damaged are not given: they would be taken for those that were put.
    fn get(&self, key: &Key) -> Option<Vec<u8>>;

    /// Keeps bytes, in the place of those that the key has.
    fn put(&self, key: Key, bytes: &[u8]);

    /// Says that this run has asked for all that it needs: what was neither asked for nor put is given up.
    fn finish(&self);
}

/// A hash that keys are made from: of what all things of one kind rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Print([u8; 32]);

impl Print {
    /// That of the program and of something beside it.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(env!("PREPRESS_PRINT").as_bytes()).update(&[0]).update(bytes);
        Self(*hasher.finalize().as_bytes())
    }

    /// The key of one thing that rests on these parts, too.
    pub(crate) fn key(&self, parts: &[&[u8]]) -> Key {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        let mut key = Key::default();
        hasher.finalize_xof().fill(&mut key);
        key
    }
}
