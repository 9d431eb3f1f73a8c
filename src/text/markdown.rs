//! Plain text inside Markdown.
//!
//! In: words without marks of their own. Out: one line of Markdown that reads the same. Texts that are Markdown
//! already are not for it.

/// Marks that would be read as Markdown: brackets, and the bar between the cells of a table.
const MARKS: [char; 4] = ['\\', '[', ']', '|'];

/// The text on one line, its marks escaped.
pub(crate) fn escaped_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for letter in word.chars() {
            if MARKS.contains(&letter) {
                out.push('\\');
            }
            out.push(letter);
        }
    }
    out
}

/// The text on one line as it is, such as a text that is Markdown already.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
