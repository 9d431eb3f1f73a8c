//! A value that is kept while what it was made from stays the same.
//!
//! In: what it is made from, and how. Out: the value, the old one where nothing differs. Keeps one value, not many.

use crate::text::FileId;
use std::sync::Arc;

/// The last value and what it was made from.
pub(super) struct Memo<K, V>(Option<(K, Arc<V>)>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, V> Memo<K, V> {
    /// The kept value, if `key` is what it was made from; else a new one.
    pub(super) fn get(&mut self, key: K, make: impl FnOnce(&K) -> V) -> Arc<V> {
        self.get_from(key, |key, _| make(key))
    }

    /// The same, where a new value may take parts of the old one.
    pub(super) fn get_from(&mut self, key: K, make: impl FnOnce(&K, Option<&V>) -> V) -> Arc<V> {
        match &self.0 {
            Some((old, value)) if *old == key => Arc::clone(value),
            last => {
                let value = Arc::new(make(&key, last.as_ref().map(|(_, value)| &**value)));
                self.0 = Some((key, Arc::clone(&value)));
                value
            }
        }
    }
}

/// The text of a file. Two are equal if they are the same bytes of the same file.
#[derive(Clone)]
pub(super) struct Source {
    pub file: FileId,
    pub text: Arc<str>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file && (Arc::ptr_eq(&self.text, &other.text) || self.text == other.text)
    }
}

/// A shared value that is compared by identity.
pub(super) struct Same<T>(pub Arc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
