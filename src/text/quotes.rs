//! Quotation marks as English prints them.
//!
//! In: a text as typed, and the letter before it. Out: the same with `"` and `'` curled by their neighbours. Dashes
//! and dots stay; code and addresses are the caller's to leave out.

use std::borrow::Cow;

/// Curls straight quotation marks and apostrophes. `before` is the character directly before the text, if there is
/// one.
pub(crate) fn curled(text: &str, before: Option<char>) -> Cow<'_, str> {
    if memchr::memchr2(b'"', b'\'', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = before;
    let mut open = false;
    for (at, c) in text.char_indices() {
        let opens = before.is_none_or(|c| c.is_whitespace() || "([{/–—‘“".contains(c));
        let number = before.is_some_and(|c| c.is_ascii_digit());
        let after = &text[at + c.len_utf8()..];
        let printed = match c {
            '"' if opens => '“',
            // Inches, unless a quotation ends with a number.
            '"' if number && !open => '"',
            '"' => '”',
            // Feet before inches.
            '\'' if number && after.starts_with(|c: char| c.is_ascii_digit()) => '\'',
            // Not the years of the '90s, and not 'tis.
            '\'' if opens && !after.starts_with(|c: char| c.is_ascii_digit()) && !is_cut(after) => '‘',
            '\'' => '’',
            other => other,
        };
        open = match printed {
            '“' => true,
            '”' => false,
            _ => open,
        };
        out.push(printed);
        before = Some(printed);
    }
    Cow::Owned(out)
}

/// Whether what follows an apostrophe is a word that has lost its beginning.
fn is_cut(after: &str) -> bool {
    const CUT: [&str; 8] = ["tis", "twas", "em", "til", "cause", "bout", "round", "n"];
    let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    let word = after[..end].to_lowercase();
    // 'n' stands between two words; 'round' in quotation marks is a word.
    CUT.contains(&word.as_str()) && (word == "n" || !after[end..].starts_with('\''))
}

#[cfg(test)]
mod tests {
    use super::curled;

    #[test]
    fn marks_turn_to_their_words() {
        let table = [
            (r#"He said "no"."#, "He said “no”."),
            (r#""Well, that's it.""#, "“Well, that’s it.”"),
            ("the PM's and the PMs' loop", "the PM’s and the PMs’ loop"),
            ("in the '90s", "in the ’90s"),
            (r#"("a 'b' c")"#, "(“a ‘b’ c”)"),
            (r#""'Yes,' she said""#, "“‘Yes,’ she said”"),
            ("6'2\" tall", "6'2\" tall"),
            ("\"I am 5\" and 5\" tall", "“I am 5” and 5\" tall"),
            ("'Tis rock 'n' roll, 'twas", "’Tis rock ’n’ roll, ’twas"),
            ("nothing", "nothing"),
        ];
        for (typed, printed) in table {
            assert_eq!(curled(typed, None), printed);
        }
        assert_eq!(curled("\" and", Some('d')), "” and");
    }
}
