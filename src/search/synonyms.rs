//! Words and phrases that mean the same.
//!
//! In: the site's own groups, and the terms of its glossary with their aliases. Out: one list of groups for the
//! directory of the index, in which no phrase stands twice. Does not look for them in the text: `search.js` does when a
//! reader asks for one.

use super::words;
use std::collections::HashMap;

/// Groups of two and more phrases, as they are written.
pub(crate) type Synonyms = Vec<Vec<String>>;

/// Joins the site's groups with what the glossary says. A term that stands in a group of the site adds its aliases to
/// it; spellings that the search does not distinguish are left out.
pub(crate) fn synonyms<'a>(
    own: &[Vec<String>],
    glossary: impl Iterator<Item = (&'a str, &'a [String])>,
) -> Synonyms {
    let mut groups: Synonyms = Vec::new();
    // The group of each phrase, as the search reads it.
    let mut places: HashMap<String, usize> = HashMap::new();
    for group in own {
        groups.push(Vec::new());
        for phrase in group {
            add(phrase, groups.len() - 1, &mut groups, &mut places);
        }
    }
    for (term, aliases) in glossary.filter(|(_, aliases)| !aliases.is_empty()) {
        let phrases = || std::iter::once(term).chain(aliases.iter().map(String::as_str));
        let known = phrases().find_map(|phrase| places.get(&read(phrase))).copied();
        let place = known.unwrap_or(groups.len());
        if known.is_none() {
            groups.push(Vec::new());
        }
        for phrase in phrases().filter(|phrase| phrase.chars().count() > 1) {
            add(phrase, place, &mut groups, &mut places);
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

fn add(phrase: &str, place: usize, groups: &mut Synonyms, places: &mut HashMap<String, usize>) {
    let read = read(phrase);
    if !read.is_empty() && !places.contains_key(&read) {
        places.insert(read, place);
        groups[place].push(phrase.to_owned());
    }
}

/// A phrase as the search reads it: its terms, without the plural of its words.
fn read(phrase: &str) -> String {
    let apart = phrase.replace(['-', '‐', '‑'], " ");
    let mut out = String::new();
    words::terms(&apart, &mut |term| {
        let plural = term.strip_suffix('s').filter(|single| single.len() > 2 && !single.ends_with('s'));
        match (term.strip_suffix("ies").filter(|stem| stem.len() > 2), plural) {
            (Some(stem), _) => out.extend([stem, "y "]),
            (None, single) => out.extend([single.unwrap_or(term), " "]),
        }
    });
    out
}
