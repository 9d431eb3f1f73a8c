//! Plain text inside Markdown.
//!
//! In: words without marks of their own. Out: one line of Markdown that reads the same. Texts that are Markdown
//! already are not for it. What nobody would read as a mark stays bare: `<5`, `snake_case`, `+20%`.

/// The text on one line, with what would be read as Markdown escaped.
pub(crate) fn escaped_markdown(text: &str) -> String {
    let line = one_line(text);
    let mut out = String::with_capacity(line.len());
    let mut before = None;
    for (at, letter) in line.char_indices() {
        let rest = &line[at + letter.len_utf8()..];
        let after = rest.chars().next();
        let is_mark = match letter {
            // The bar parts the cells of a table.
            '\\' | '`' | '*' | '[' | ']' | '|' => true,
            '_' => !(is_word(before) && is_word(after)),
            '~' => after == Some('~') || before == Some('~'),
            '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || ['/', '!', '?'].contains(&c)),
            '&' => is_entity(rest),
            _ => opens_block(&line[..at], letter, rest),
        };
        if is_mark {
            out.push('\\');
        }
        out.push(letter);
        before = Some(letter);
    }
    out
}

fn is_word(letter: Option<char>) -> bool {
    letter.is_some_and(char::is_alphanumeric)
}

/// Whether what follows a `&` makes an entity of it: `amp;`, `#8211;`.
fn is_entity(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    end > 0 && name[end..].starts_with(';')
}

/// Whether a mark between these makes a heading, a quotation or a list of the line.
fn opens_block(first: &str, mark: char, rest: &str) -> bool {
    let begins = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    match mark {
        '>' => first.is_empty(),
        '#' => first.is_empty() && begins(rest.trim_start_matches('#')),
        '-' | '+' => first.is_empty() && begins(rest),
        '.' | ')' => !first.is_empty() && first.bytes().all(|b| b.is_ascii_digit()) && begins(rest),
        _ => false,
    }
}

/// The text on one line as it is, such as a text that is Markdown already.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::escaped_markdown;

    #[test]
    fn marks_are_escaped_where_they_would_be_read() {
        for (plain, markdown) in [
            ("two\n lines", "two lines"),
            ("*a* `b` [c] d|e \\", r"\*a\* \`b\` \[c\] d\|e \\"),
            ("snake_case, _so_ said_", r"snake_case, \_so\_ said\_"),
            ("~5 and ~~6~~", r"~5 and \~\~6\~\~"),
            ("<5, <b>, </b>, a < b", r"<5, \<b>, \</b>, a < b"),
            ("R&D, AT&T; &amp; &#8211; &; &#;", r"R&D, AT\&T; \&amp; \&#8211; &; &#;"),
            ("# a #", r"\# a #"),
            ("### a", r"\### a"),
            ("#1 of 3", "#1 of 3"),
            ("> a > b", r"\> a > b"),
            ("- a - b", r"\- a - b"),
            ("+20% + 3", "+20% + 3"),
            ("-", r"\-"),
            ("1. first 2. second", r"1\. first 2. second"),
            ("3) a", r"3\) a"),
            ("2.5 of 3", "2.5 of 3"),
            ("2026.", r"2026\."),
            ("–5 é. è)", "–5 é. è)"),
            ("", ""),
        ] {
            assert_eq!(escaped_markdown(plain), markdown, "{plain}");
        }
    }
}
