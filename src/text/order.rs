//! The order of names as readers look for them.
//!
//! In: a name. Out: what it is sorted by: without regard to case and accents, and with numbers as numbers, so that
//! "Day 2" stands before "Day 10". Knows no language's own rules.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many digits numbers are compared with; longer ones come after all others.
const DIGITS: usize = 20;

/// What a name is sorted by; names that differ only in case or accents keep an order, too.
pub(crate) fn order_key(name: &str) -> (String, String) {
    let mut key = String::with_capacity(name.len() + DIGITS);
    let mut digits = String::new();
    let flush = |digits: &mut String, key: &mut String| {
        let number = digits.trim_start_matches('0');
        if !digits.is_empty() {
            key.push_str(&"0".repeat(DIGITS.saturating_sub(number.len())));
            key.push_str(number);
        }
        digits.clear();
    };
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            flush(&mut digits, &mut key);
            key.push(c);
        }
    }
    flush(&mut digits, &mut key);
    (key, name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::order_key;

    #[test]
    fn names_stand_where_readers_look_for_them() {
        let sorted = [
            "apple", "Banana", "Day 1", "Day 2", "Day 2b", "Day 10", "Éclair", "étude", "Zebra", "zone", "Ж",
            "章",
        ];
        let mut names = sorted;
        names.reverse();
        names.sort_by_key(|name| order_key(name));
        assert_eq!(names, sorted);
    }
}
