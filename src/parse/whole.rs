//! Whole numbers and ranges of them, as plans and processes write them.
//!
//! In: `45`, `45–60`, `45-60` or `45 to 60`. Out: both ends. Reads no units and no fractions.

/// The ends of a range; one number is both. `None` when it runs downward or is no range.
pub(crate) fn whole_range(text: &str) -> Option<(u32, u32)> {
    let text = text.trim();
    let number = |part: &str| {
        let part = part.trim();
        let plain = !part.is_empty() && part.len() <= 6 && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse::<u32>().ok()).flatten()
    };
    let ends = [" to ", "–", "-"].iter().find_map(|dash| text.split_once(dash));
    let (lo, hi) = match ends {
        Some((lo, hi)) => (number(lo)?, number(hi)?),
        None => (number(text)?, number(text)?),
    };
    (lo <= hi).then_some((lo, hi))
}

#[cfg(test)]
mod tests {
    use super::whole_range;

    #[test]
    fn ranges() {
        assert_eq!(whole_range("45"), Some((45, 45)));
        assert_eq!(whole_range("45–60"), Some((45, 60)));
        assert_eq!(whole_range(" 45 to 60 "), Some((45, 60)));
        assert_eq!(whole_range("60-45"), None);
        assert_eq!(whole_range("1.5"), None);
        assert_eq!(whole_range("–5"), None);
        assert_eq!(whole_range("99999999999"), None);
    }
}
