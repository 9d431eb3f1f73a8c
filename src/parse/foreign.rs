//! What other tools write: keys of front matter under other names, and components in Markdown.
//!
//! In: a key as another tool has it; a text of MDX. Out: what the key is called here; where the text is no Markdown.
//! Knows nothing of values: whether one can be carried over is for the reader of the page to see.

use std::ops::Range;

/// Keys of other tools, and what each is called here. Keys that have the same name everywhere are not in it.
const KEYS: &[(&str, &str)] = &[
    // Docusaurus, Hugo and Zola, Just the Docs, VuePress
    ("sidebar_position", "order"),
    ("weight", "order"),
    ("nav_order", "order"),
    ("position", "order"),
    // Hugo, Jekyll
    ("summary", "description"),
    ("excerpt", "description"),
    ("permalink", "slug"),
    ("url", "slug"),
    ("redirect_from", "aliases"),
    ("redirects", "aliases"),
    // The day of the last change is what readers ask for; that of the first stands in where it is not known.
    ("lastmod", "updated"),
    ("last_update", "updated"),
    ("last_modified_at", "updated"),
    ("lastUpdated", "updated"),
    ("date", "updated"),
    ("categories", "tags"),
    ("category", "tags"),
    ("keywords", "tags"),
    // The opposite: `published: false` is a draft.
    ("published", "draft"),
    ("publishDate", "publish"),
    ("expiryDate", "expires"),
];

/// What a key of another tool is called here.
pub(crate) fn called_here(key: &str) -> Option<&'static str> {
    KEYS.iter().find(|(theirs, _)| *theirs == key).map(|(_, ours)| *ours)
}

/// Whether a value can stay as it is under the name that the key has here.
pub(crate) fn means_the_same(key: &str) -> bool {
    // Paths, groups of values, and the opposite.
    !matches!(key, "permalink" | "url" | "last_update" | "published" | "date")
}

/// Whether a line loads or declares what components need.
pub(crate) fn is_module(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("import ") {
        return rest.contains(" from ") || rest.starts_with(['"', '\'', '{']);
    }
    let words = ["const ", "default ", "function ", "let ", "{", "* "];
    line.strip_prefix("export ").is_some_and(|rest| words.iter().any(|word| rest.starts_with(word)))
}

/// What of a text of MDX is no Markdown: lines that load, and the beginnings of components outside of code, as bytes.
pub(crate) fn components(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut fence: Option<&str> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim();
        let mark = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (Some(_), _) => {}
            (None, None) if is_module(line) => found.push(start..start + line.trim_end().len()),
            (None, None) => found.extend(tags(line).map(|tag| start + tag.start..start + tag.end)),
        }
    }
    found
}

/// Beginnings such as `<Tabs` and `<Tabs.Item`, outside of code spans.
fn tags(line: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    line.match_indices('<').filter_map(|(at, _)| {
        let rest = &line[at + 1..];
        let name = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
        let in_code = !line[..at].matches('`').count().is_multiple_of(2);
        (rest.starts_with(|c: char| c.is_ascii_uppercase()) && !in_code).then_some(at..at + 1 + name)
    })
}
