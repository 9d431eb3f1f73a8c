//! Verbs and nouns of change with their inflections: cut, cuts, cutting; fell, falling.
//!
//! In: a word. Out: the direction it gives a change, up or down; nothing for a word that gives none. Regular forms are
//! made by rule, the others are listed.

use crate::value::Direction::{self, Down, Up};
use crate::value::quantity::names::{LETTERS, lower_case};
use foldhash::HashMap;
use std::sync::LazyLock;

/// Words with regular forms, as they are listed in dictionaries.
const UP: [&str; 38] = [
    "increase",
    "climb",
    "jump",
    "gain",
    "soar",
    "surge",
    "hike",
    "boost",
    "lift",
    "uplift",
    "raise",
    "advance",
    "swell",
    "expand",
    "rocket",
    "skyrocket",
    "spike",
    "bump",
    "improve",
    "appreciate",
    "strengthen",
    "inflate",
    "mount",
    "escalate",
    "accelerate",
    "augment",
    "grow",
    "leap",
    "rebound",
    "recover",
    "rally",
    "balloon",
    "mushroom",
    "edge up",
    "tick up",
    "add",
    "top",
    "zoom",
];
const DOWN: [&str; 61] = [
    "decrease",
    "drop",
    "decline",
    "slip",
    "reduce",
    "slash",
    "trim",
    "shave",
    "lower",
    "plunge",
    "plummet",
    "tumble",
    "slump",
    "dip",
    "dive",
    "crash",
    "collapse",
    "contract",
    "ease",
    "weaken",
    "depreciate",
    "diminish",
    "dwindle",
    "retreat",
    "recede",
    "discount",
    "curtail",
    "deflate",
    "squeeze",
    "sag",
    "slacken",
    "subside",
    "abate",
    "wane",
    "ebb",
    "lessen",
    "shorten",
    "narrow",
    "cheapen",
    "axe",
    "prune",
    "pare",
    "crop",
    "clip",
    "downsize",
    "erode",
    "taper",
    "nosedive",
    "hammer",
    "gut",
    "whittle",
    "chop",
    "dent",
    "forfeit",
    "cede",
    "lop",
    "skid",
    "slide",
    "lag",
    "trail",
    "undercut",
];
/// Forms that no rule makes.
const IRREGULAR: [(&str, Direction); 24] = [
    ("rise", Up),
    ("rises", Up),
    ("rose", Up),
    ("risen", Up),
    ("rising", Up),
    ("grew", Up),
    ("grown", Up),
    ("leapt", Up),
    ("swollen", Up),
    ("fall", Down),
    ("falls", Down),
    ("fell", Down),
    ("fallen", Down),
    ("falling", Down),
    ("cut", Down),
    ("cuts", Down),
    ("cutting", Down),
    ("lost", Down),
    ("losing", Down),
    ("shrank", Down),
    ("shrunk", Down),
    ("shed", Down),
    ("sank", Down),
    ("slid", Down),
];
const IRREGULAR_TOO: [(&str, Direction); 16] = [
    ("shrink", Down),
    ("shrinks", Down),
    ("shrinking", Down),
    ("shedding", Down),
    ("sheds", Down),
    ("sink", Down),
    ("sinks", Down),
    ("sinking", Down),
    ("sunk", Down),
    ("dove", Down),
    ("lose", Down),
    ("loses", Down),
    ("loss", Down),
    ("growth", Up),
    ("reduction", Down),
    ("contraction", Down),
];

/// All forms with their directions; of equal ones the first counts.
static FORMS: LazyLock<HashMap<Box<str>, Direction>> = LazyLock::new(|| {
    let listed =
        IRREGULAR.iter().chain(&IRREGULAR_TOO).map(|(form, direction)| (form.to_string(), *direction));
    let regular = |bases: &'static [&'static str], direction| {
        bases.iter().flat_map(|base| forms(base)).map(move |form| (form, direction))
    };
    let mut out = HashMap::default();
    for (form, direction) in listed.chain(regular(&UP, Up)).chain(regular(&DOWN, Down)) {
        out.entry(form.into()).or_insert(direction);
    }
    out
});

/// The direction of a verb or noun of change in any of its forms.
pub(crate) fn direction_of(word: &str) -> Option<Direction> {
    FORMS.get(lower_case(word, &mut LETTERS.clone())?).copied()
}

/// The regular forms of a verb: plunge, plunges, plunged, plunging; drop, dropping; tally, tallied.
fn forms(base: &str) -> Vec<String> {
    let Some(last) = base.chars().last() else { return Vec::new() };
    let stem = base.strip_suffix('e').or_else(|| base.strip_suffix('y')).unwrap_or(base);
    let endings: &[&str] = match last {
        'e' => &["es", "ed", "ing"],
        'y' => &["ies", "ied", "ying", "ys", "yed"],
        's' | 'x' | 'h' => &["es", "ed", "ing"],
        _ => &["s", "ed", "ing"],
    };
    let doubled = ["ed", "ing"].map(|ending| format!("{stem}{last}{ending}"));
    let regular = endings.iter().map(|ending| format!("{stem}{ending}"));
    std::iter::once(base.to_owned()).chain(regular).chain(doubled).collect()
}
