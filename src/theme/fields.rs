//! Fields that a template names and that are nowhere.
//!
//! In: a template's text, a name such as `page`, and the fields it has. Out: the places of other fields.
//! Printing such a field fails by itself; in a condition it would quietly be false. Looks at names
//! only: a template that gives the name to something of its own is passed over.

use std::ops::Range;

/// Where the template writes `root.field` with a field that is not known.
pub(super) fn unknown(text: &str, root: &str, known: &[String]) -> Vec<Range<usize>> {
    let mut tags = tags(text);
    tags.retain(|tag| text[tag.clone()].contains(root));
    let words: Vec<Range<usize>> = tags.iter().flat_map(|tag| words(text, tag.clone())).collect();
    let is = |at: usize, word: &str| words.get(at).is_some_and(|range| &text[range.clone()] == word);
    let own = (0..words.len())
        .any(|at| is(at, root) && at > 0 && ["for", "set", "set_global"].iter().any(|word| is(at - 1, word)));
    // Parameters of a component, and the second name of `for key, value in`.
    let declared = tags.iter().any(|tag| {
        let inside = text[tag.clone()].trim_start_matches(['{', '%', '-', ' ']);
        ["component ", "for "].iter().any(|word| inside.starts_with(word))
            && inside.split(" in ").next().is_some_and(|head| {
                head.split(|c: char| !(c.is_alphanumeric() || c == '_')).skip(1).any(|word| word == root)
            })
    });
    if own || declared {
        return Vec::new();
    }
    let field = |range: &Range<usize>| {
        let start = range.start + root.len() + 1;
        let path = text[range.clone()].strip_prefix(root)?.strip_prefix('.')?;
        let name = path.split('.').next()?;
        (!known.iter().any(|field| field == name)).then_some(start..start + name.len())
    };
    words.iter().filter_map(field).collect()
}

/// The bytes of `{{ … }}` and `{% … %}`.
fn tags(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|start| at + start) {
        let close = match text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let end = text[start + 2..].find(close).map_or(text.len(), |end| start + 2 + end);
        if close != "#}" {
            found.push(start..end);
        }
        at = end;
    }
    found
}

/// Names with their fields (`page.title`) inside a tag; texts in quotes are no names.
fn words(text: &str, tag: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut quote = None;
    let mut start = None;
    for (at, c) in text[tag.clone()].char_indices().map(|(at, c)| (tag.start + at, c)) {
        if quote.is_some() {
            if quote == Some(c) {
                quote = None;
            }
            continue;
        }
        let inside = c.is_alphanumeric() || c == '_' || (c == '.' && start.is_some());
        if inside {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            found.push(start..at);
        }
        if matches!(c, '"' | '\'' | '`') {
            quote = Some(c);
        }
    }
    found.extend(start.map(|start| start..tag.end));
    found
}

#[cfg(test)]
mod tests {
    use super::unknown;

    fn found(text: &str) -> Vec<&str> {
        let known = ["title".to_owned(), "path".to_owned()];
        unknown(text, "page", &known).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn unknown_fields_are_found_wherever_they_stand() {
        assert_eq!(found("{% if page.titel and page.title %}{{ page.paht.x | upper }}"), ["titel", "paht"]);
        assert_eq!(found("{{ page.title }} page.nothing {# page.nothing #}"), [""; 0]);
        assert_eq!(found("{% include \"page.html\" %}{{ my.page.nothing }}{{ mypage.nothing }}"), [""; 0]);
    }

    #[test]
    fn a_name_of_the_templates_own_is_left_alone() {
        assert_eq!(found("{% for page in pages %}{{ page.nothing }}{% endfor %}"), [""; 0]);
        assert_eq!(found("{% for key, page in all %}{{ page.nothing }}{% endfor %}"), [""; 0]);
        assert_eq!(found("{% set page = site %}{{ page.nothing }}"), [""; 0]);
        assert_eq!(found("{% component row(page, root) %}{{ page.nothing }}{% endcomponent row %}"), [""; 0]);
        assert_eq!(found("{% for x in page.nothing %}{% endfor %}"), ["nothing"]);
    }

    #[test]
    fn half_written_tags_do_not_panic() {
        for text in ["{", "{{", "{{ page.", "{% if 'page.", "{#", "ä{{ page.ä"] {
            let _ = found(text);
        }
    }
}
