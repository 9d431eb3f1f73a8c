//! The words for whole numbers below one hundred.
//!
//! In: a word, or a number. Out: the number it begins or is, or its words. Hundreds and scales are put together in
//! `numeral`.

use super::scanner::Scanner;

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// The words for twenty, thirty and so on.
pub(crate) const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Whether a text begins with the letters that a word for a number, or for a part, begins with. Few other words do.
pub(crate) fn may_be_number_word(text: &[u8]) -> bool {
    let Some(letters) = text.first_chunk::<3>() else { return false };
    matches!(
        &letters.map(|letter| letter.to_ascii_lowercase()),
        b"zer"
            | b"one"
            | b"two"
            | b"thr"
            | b"fou"
            | b"fiv"
            | b"six"
            | b"sev"
            | b"eig"
            | b"nin"
            | b"ten"
            | b"ele"
            | b"twe"
            | b"thi"
            | b"for"
            | b"fif"
            | b"doz"
            | b"hun"
            | b"tho"
            | b"mil"
            | b"bil"
            | b"tri"
            | b"hal"
            | b"twi"
            | b"dou"
            | b"qua"
    )
}

/// Whether a word can begin a number; `a` and `an` apart.
pub(crate) fn is_number_word(word: &str) -> bool {
    if !may_be_number_word(word.as_bytes()) {
        return false;
    }
    let mut lower = [0; 9];
    let Some(buffer) = lower.get_mut(..word.len()) else {
        return false;
    };
    buffer.copy_from_slice(word.as_bytes());
    buffer.make_ascii_lowercase();
    matches!(
        &*buffer,
        b"zero"
            | b"one"
            | b"two"
            | b"three"
            | b"four"
            | b"five"
            | b"six"
            | b"seven"
            | b"eight"
            | b"nine"
            | b"ten"
            | b"eleven"
            | b"twelve"
            | b"thirteen"
            | b"fourteen"
            | b"fifteen"
            | b"sixteen"
            | b"seventeen"
            | b"eighteen"
            | b"nineteen"
            | b"twenty"
            | b"thirty"
            | b"forty"
            | b"fifty"
            | b"sixty"
            | b"seventy"
            | b"eighty"
            | b"ninety"
            | b"dozen"
            | b"hundred"
            | b"thousand"
            | b"million"
            | b"billion"
            | b"trillion"
            | b"half"
            | b"twice"
            | b"double"
            | b"triple"
            | b"twofold"
            | b"threefold"
            | b"fourfold"
            | b"fivefold"
            | b"tenfold"
    )
}

/// A number in words, in digits from one hundred on.
pub(crate) fn number_words(n: i64) -> String {
    let at = |table: &[&'static str], i: i64| usize::try_from(i).ok().and_then(|i| table.get(i)).copied();
    if let Some(word) = at(&ONES, n) {
        return word.to_string();
    }
    match (at(&TENS, n / 10 - 2), at(&ONES, n % 10)) {
        (Some(tens), _) if n % 10 == 0 => tens.to_string(),
        (Some(tens), Some(ones)) => format!("{tens}-{ones}"),
        _ => n.to_string(),
    }
}

impl Scanner<'_> {
    /// Zero to ninety-nine.
    pub(crate) fn below_hundred(&self, i: usize) -> Option<(i64, usize)> {
        let word = self.word(i)?;
        let at = |table: &[&str]| table.iter().position(|w| w.eq_ignore_ascii_case(word));
        if let Some(n) = at(&ONES) {
            return Some((i64::try_from(n).ok()?, i + 1));
        }
        let tens = (i64::try_from(at(&TENS)?).ok()? + 2) * 10;
        let next = i + 1 + usize::from(self.hyphen(i + 1) && self.glued(i + 1));
        let ones = self.word(next).and_then(|w| ONES[1..10].iter().position(|o| o.eq_ignore_ascii_case(w)));
        match ones {
            Some(n) => Some((tens + i64::try_from(n).ok()? + 1, next + 1)),
            None => Some((tens, i + 1)),
        }
    }
}
