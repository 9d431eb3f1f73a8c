//! Tags of a template that do not go together.
//!
//! In: the text of a template, and the place of a tag that Tera does not know or does not want there. Out: the tag that
//! is not closed, or that closes nothing, and what to write. Reads nothing of what stands inside a tag but its word.

use crate::text::word_suggestion;
use std::ops::Range;

/// Tags that have an end.
const OPENING: [&str; 6] = ["block", "if", "for", "filter", "raw", "component"];
/// The others.
const SINGLE: [&str; 8] = ["extends", "include", "set", "set_global", "else", "elif", "break", "continue"];

/// What is wrong with the tags.
pub(super) struct Unpaired {
    pub range: Range<usize>,
    pub message: String,
    pub help: Option<String>,
    /// Where that shows.
    pub shows: Option<(Range<usize>, String)>,
}

/// A tag and the place of its word.
pub(super) struct Tag<'t> {
    pub word: &'t str,
    pub at: Range<usize>,
}

/// Explains the tag at a place.
pub(super) fn unpaired(text: &str, place: usize) -> Option<Unpaired> {
    let mut open: Vec<Tag<'_>> = Vec::new();
    for tag in tags(text) {
        let wrong = tag.at.start <= place && place <= tag.at.end;
        if wrong {
            return Some(explained(tag, &open));
        }
        if tag.at.start > place {
            return None;
        }
        match tag.word.strip_prefix("end") {
            Some(closed) if open.last().is_some_and(|last| last.word == closed) => drop(open.pop()),
            _ if OPENING.contains(&tag.word) => open.push(tag),
            _ => {}
        }
    }
    None
}

fn explained(tag: Tag<'_>, open: &[Tag<'_>]) -> Unpaired {
    let word = tag.word;
    let closes = word.strip_prefix("end").filter(|closed| OPENING.contains(closed));
    match (closes, open.last()) {
        (Some(closed), Some(last)) if open.iter().any(|tag| tag.word == closed) => Unpaired {
            message: format!("`{}` is not closed before `{word}`", last.word),
            help: Some(format!("write `{{% end{} %}}` before `{{% {word} %}}`", last.word)),
            range: last.at.clone(),
            shows: Some((tag.at, "the next end is this".to_owned())),
        },
        (Some(closed), last) => {
            let last = last.filter(|last| last.word != "block");
            Unpaired {
                message: format!("`{word}` closes no `{closed}`"),
                help: Some(match last {
                    Some(last) => format!("write `{{% end{} %}}` to close `{}`", last.word, last.word),
                    None => format!("remove it, or write the `{{% {closed} … %}}` that it belongs to"),
                }),
                range: tag.at,
                shows: last.map(|last| (last.at.clone(), "open here".to_owned())),
            }
        }
        (None, _) if SINGLE.contains(&word) => Unpaired {
            message: format!("`{word}` cannot stand here"),
            help: ["else", "elif"].contains(&word).then(|| "it belongs between `if` and `endif`".to_owned()),
            range: tag.at,
            shows: None,
        },
        (None, _) => {
            let ends = OPENING.map(|word| format!("end{word}"));
            let known: Vec<&str> =
                OPENING.iter().chain(&SINGLE).copied().chain(ends.iter().map(String::as_str)).collect();
            let near = word_suggestion(word, known.iter().copied());
            Unpaired {
                message: format!("unknown tag `{word}`{near}"),
                help: Some(format!(
                    "the tags are {}, and `end` with one of the first six",
                    known[..14].join(", ")
                )),
                range: tag.at,
                shows: None,
            }
        }
    }
}

/// The tags of a template, in order; comments and raw parts have none.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find("{%").map(|next| at + next) {
        if let Some(comment) = text[at..next].find("{#") {
            at = text[at + comment..].find("#}").map_or(text.len(), |end| at + comment + end + 2);
            continue;
        }
        let inside = &text[next + 2..];
        let blank = inside.len() - inside.trim_start_matches(['-', ' ', '\n', '\t', '\r']).len();
        let start = next + 2 + blank;
        let length =
            text[start..].find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len() - start);
        let word = &text[start..start + length];
        found.push(Tag { word, at: start..start + length });
        at = start + length;
        if word == "raw" {
            at = text[at..]
                .find("endraw")
                .and_then(|end| text[at..at + end].rfind("{%").map(|open| at + open))
                .unwrap_or(text.len());
        }
    }
    found
}
