//! HTML that is not published as it is written.
//!
//! In: raw HTML of a text. Out: where in it elements begin or end that would run programs, take readers elsewhere or
//! change how the page is read, whatever the page's policy says. It looks for names after `<` only, also in comments
//! and values: what a reader of tags leaves out, browsers may not.

/// The elements.
const BLOCKED: [&str; 8] = ["applet", "base", "embed", "frameset", "link", "meta", "object", "script"];

/// A begin or end of a blocked element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Blocked {
    /// The byte of its `<`.
    pub at: usize,
    /// The element.
    pub name: &'static str,
}

/// Whether elements of this name, in lower case, are blocked.
pub(crate) fn is_blocked(name: &str) -> bool {
    BLOCKED.contains(&name)
}

/// All of them, in order.
pub(crate) fn blocked(html: &str) -> impl Iterator<Item = Blocked> {
    html.match_indices('<').filter_map(|(at, _)| {
        let rest = html[at + 1..].strip_prefix('/').unwrap_or(&html[at + 1..]);
        let name = BLOCKED.into_iter().find(|name| begins_with(rest, name))?;
        Some(Blocked { at, name })
    })
}

fn begins_with(rest: &str, name: &str) -> bool {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
    rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && rest[name.len()..].chars().next().is_none_or(ends)
}

/// Whether an address holds a program or a page of its own instead of leading to one.
pub(crate) fn runs(target: &str) -> bool {
    // Browsers take blanks and control characters out of a scheme.
    let plain: String = target.chars().filter(|c| !c.is_control() && !c.is_whitespace()).take(16).collect();
    let plain = plain.to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:"].iter().any(|scheme| plain.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::{blocked, runs};

    #[test]
    fn elements_are_found_wherever_they_stand() {
        let table: [(&str, &[&str]); 8] = [
            ("<script>x</script>", &["script", "script"]),
            ("<SCRIPT\nsrc=x>", &["script"]),
            ("<meta/http-equiv=refresh>", &["meta"]),
            ("<p title='<base href=x>'>", &["base"]),
            ("<!-- <link> -->", &["link"]),
            ("<metal><scripty><base-x>", &[]),
            ("< script><b>", &[]),
            ("<script", &["script"]),
        ];
        for (html, expected) in table {
            let found: Vec<&str> = blocked(html).map(|found| found.name).collect();
            assert_eq!(found, expected, "{html}");
        }
    }

    #[test]
    fn addresses_that_are_programs() {
        for target in ["javascript:x", "JaVa\tScript:x", " data:text/html,x", "\u{1}vbscript:x"] {
            assert!(runs(target), "{target:?}");
        }
        for target in ["https://a.example/javascript:x", "java.md", "#data:", "mailto:a@b.example"] {
            assert!(!runs(target), "{target:?}");
        }
    }
}
