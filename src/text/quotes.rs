//! Quotation marks as English prints them.
//!
//! In: a text as typed, and the letter before it. Out: the same with `"` and `'` curled by their neighbours. Dashes
//! and dots stay; code and addresses are the caller's to leave out.

use std::borrow::Cow;

/// Curls straight quotation marks and apostrophes. `before` is the character directly before the text, if there is
/// one.
pub(crate) fn curled(text: &str, before: Option<char>) -> Cow<'_, str> {
    if !text.contains(['"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = before;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let opens = before.is_none_or(|c| c.is_whitespace() || "([{/–—‘“".contains(c));
        out.push(match c {
            '"' if opens => '“',
            '"' => '”',
            // Not the years of the '90s.
            '\'' if opens && rest.peek().is_some_and(|next| !next.is_ascii_digit()) => '‘',
            '\'' => '’',
            other => other,
        });
        before = out.chars().next_back();
    }
    Cow::Owned(out)
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
            ("5'10\" tall", "5’10” tall"),
            ("nothing", "nothing"),
        ];
        for (typed, printed) in table {
            assert_eq!(curled(typed, None), printed);
        }
        assert_eq!(curled("\" and", Some('d')), "” and");
    }
}
