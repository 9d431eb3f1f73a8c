//! Keys of front matter that other tools have under other names.
//!
//! In: a key as another tool has it. Out: what it is called here. Knows nothing of values: whether one can be carried
//! over is for the reader of the page to see.

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
