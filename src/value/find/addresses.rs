//! Addresses in plain text: of pages and of mail.
//!
//! In: a text. Out: the bytes of its addresses, whose digits are no figures. Only shapes that are nothing else:
//! a scheme, `www.`, a mail address, a host with a path. A bare host name is left to the reader of labels.

use std::ops::Range;

/// The addresses of a text, from left to right.
pub(crate) fn addresses(text: &str) -> Vec<Range<usize>> {
    if !text.contains("://") && !text.contains('.') {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if !may_be_address(word) {
            at += word.len();
            continue;
        }
        let plain = word.trim_matches(|c: char| c.is_whitespace() || "()<>[]{}\"'“”‘’,;.!?".contains(c));
        if is_address(plain) {
            let start = at + word.find(plain).unwrap_or(0);
            out.push(start..start + plain.len());
        }
        at += word.len();
    }
    out
}

/// A quick look that spares most words: an address has one of these signs, or begins with `www.`.
fn may_be_address(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.iter().any(|byte| matches!(byte, b'@' | b'/' | b':'))
        || bytes.windows(3).any(|three| three.eq_ignore_ascii_case(b"www"))
}

fn is_address(word: &str) -> bool {
    let starts = |head: &str| word.get(..head.len()).is_some_and(|w| w.eq_ignore_ascii_case(head));
    if word.contains("://") || starts("www.") || starts("mailto:") {
        return true;
    }
    if let Some((name, host)) = word.split_once('@') {
        return !name.is_empty() && is_host(host);
    }
    word.split_once('/').is_some_and(|(host, _)| is_host(host))
}

/// `example.org`: labels of letters, digits and hyphens, the last of letters only.
fn is_host(host: &str) -> bool {
    let label = |l: &str| !l.is_empty() && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let Some((labels, last)) = host.rsplit_once('.') else { return false };
    let top = last.len() >= 2 && last.bytes().all(|b| b.is_ascii_alphabetic());
    top && labels.split('.').all(label)
}
