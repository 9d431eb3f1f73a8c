//! Names that are looked up in any case.
//!
//! In: a table of ASCII names with what they mean, and a word. Out: its meaning. A look allocates nothing, since it is
//! taken at every word beside a number. Names in other scripts are found as they are written.

use foldhash::HashMap;

/// Longer than every name of a table.
const LONGEST: usize = 28;

/// A word in lower case, in the letters given; `None` if it is longer than all names.
pub(crate) fn lower_case<'l>(word: &str, letters: &'l mut [u8; LONGEST]) -> Option<&'l str> {
    let letters = letters.get_mut(..word.len())?;
    letters.copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    std::str::from_utf8(letters).ok()
}

/// Room for [`lower_case`].
pub(crate) const LETTERS: [u8; LONGEST] = [0; LONGEST];

/// Meanings by name.
pub(crate) struct Names<T>(HashMap<Box<str>, T>);

impl<T: Copy> Names<T> {
    /// Of equal names the first counts.
    pub(crate) fn of(table: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut out: HashMap<Box<str>, T> = HashMap::default();
        for (name, meaning) in table {
            debug_assert!(name.len() <= LONGEST, "{name} is longer than all names");
            out.entry(name.to_ascii_lowercase().into()).or_insert(meaning);
        }
        Self(out)
    }

    /// What a word means.
    pub(crate) fn get(&self, word: &str) -> Option<T> {
        self.0.get(lower_case(word, &mut LETTERS.clone())?).copied()
    }
}
