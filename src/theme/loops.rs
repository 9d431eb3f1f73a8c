//! Loops and values of a site's own templates, which look at the clock and at their size.
//!
//! In: the text of a template. Out: the text with a call after each tag that begins a loop, which ends the rendering when
//! it has taken too long, and one after each value that is set, which ends it when the value grows beyond all use; and the
//! way from a place in that text back to the original. Tera stops no loop that writes nothing, and a text that doubles in
//! one takes all memory. Templates of the program need no calls.

use super::bounded::LONGEST;
use super::tags::tags;
use std::cell::Cell;
use std::ops::Range;
use std::time::Instant;
use tera::{Error, Kwargs, State, TeraResult, Value};

/// The name of the function that looks at the clock.
pub(super) const FUNCTION: &str = "prepress_within_time";
/// The name of the function that looks at a value.
pub(super) const SIZE: &str = "prepress_within_size";
/// The most bytes that a value of a template may have, and the most values inside it for each of 64 of them.
const LARGEST: usize = 64 << 20;

thread_local! {
    /// Since when a page is rendered on this thread, and whether that took too long.
    static CLOCK: Cell<(Option<Instant>, bool)> = const { Cell::new((None, false)) };
}

/// A rendering on this thread; components are part of that of their page.
pub(super) struct Clock {
    outer: Option<Instant>,
}

impl Clock {
    pub(super) fn start() -> Self {
        let (outer, _) = CLOCK.get();
        CLOCK.set((outer.or_else(|| Some(Instant::now())), false));
        Self { outer }
    }

    /// Whether a loop was stopped.
    pub(super) fn ran_out(&self) -> bool {
        CLOCK.get().1
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        CLOCK.set((self.outer, false));
    }
}

/// Nothing, or an error when the page takes too long.
pub(super) fn within_time(_: Kwargs, _: &State) -> TeraResult<Value> {
    let (begun, _) = CLOCK.get();
    if begun.is_some_and(|begun| begun.elapsed() > LONGEST) {
        CLOCK.set((begun, true));
        return Err(Error::message("this loop takes too long"));
    }
    Ok(Value::normal_string(""))
}

/// Nothing, or an error when a value is larger than any page needs.
pub(super) fn within_size(given: Kwargs, _: &State) -> TeraResult<Value> {
    let value: Option<&Value> = given.get("value")?;
    let mut left = LARGEST;
    match value.is_none_or(|value| fits(value, &mut left)) {
        true => Ok(Value::normal_string("")),
        false => Err(Error::message(TOO_LARGE)),
    }
}

/// What is said of a value that is too large.
pub(super) const TOO_LARGE: &str = "this value was given up: it grows beyond 64 MB";

/// Whether a value fits into what is left. A list that holds another one twice counts it twice: so it is printed.
fn fits(value: &Value, left: &mut usize) -> bool {
    const EACH: usize = 64;
    let own = EACH + value.as_str().map_or(0, str::len);
    let Some(rest) = left.checked_sub(own) else { return false };
    *left = rest;
    value.as_array().is_none_or(|all| all.iter().all(|one| fits(one, left)))
        && value.as_map().is_none_or(|map| map.iter().all(|(_, one)| fits(one, left)))
}

/// A template with its calls.
pub(super) struct Ticking {
    pub text: String,
    /// Where the calls stand in the original, in order, and how long each is.
    calls: Vec<(usize, usize)>,
}

/// A call, after a tag that takes the white space behind it and after one that does not.
fn call(what: &str, takes: bool) -> String {
    if takes { format!("{{{{- {what} -}}}}") } else { format!("{{{{ {what}   }}}}") }
}

impl Ticking {
    /// The template with its calls, if it needs any.
    pub(super) fn of(text: &str) -> Option<Self> {
        let places = places(text);
        if places.is_empty() {
            return None;
        }
        let mut out = String::with_capacity(text.len() + places.len() * 40);
        let (mut calls, mut done) = (Vec::with_capacity(places.len()), 0);
        for (at, what) in places {
            let call = call(&what, text[..at].ends_with("-%}"));
            out.push_str(&text[done..at]);
            out.push_str(&call);
            calls.push((at, call.len()));
            done = at;
        }
        out.push_str(&text[done..]);
        Some(Self { text: out, calls })
    }

    /// Bytes of the original.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        self.back(range.start)..self.back(range.end).max(self.back(range.start))
    }

    /// A line and a column of the original; both count from 1, columns in letters.
    pub(super) fn place(&self, text: &str, (line, column): (usize, usize)) -> (usize, usize) {
        let start = |text: &str| super::line_start(text, line);
        let begin = start(&self.text);
        let letters = self.text[begin..].char_indices().nth(column.saturating_sub(1));
        let at = self.back(begin + letters.map_or(0, |(at, _)| at));
        let line_start = start(text);
        (line, text.get(line_start..at.max(line_start)).map_or(1, |head| head.chars().count() + 1))
    }

    fn back(&self, at: usize) -> usize {
        let mut added = 0;
        for (place, length) in &self.calls {
            let start = place + added;
            if at <= start {
                break;
            }
            if at < start + length {
                return *place;
            }
            added += length;
        }
        at - added
    }
}

/// Where calls belong, in order, and what they call: after the tags that begin loops, and after values that are set.
fn places(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    // Values that are set to what stands between two tags.
    let mut open: Vec<&str> = Vec::new();
    for tag in tags(text) {
        let Some(end) = text[tag.at.end..].find("%}").map(|end| tag.at.end + end + 2) else { break };
        let size = |name: &str| format!("{SIZE}(value={name})");
        match tag.word {
            "for" => found.push((end, format!("{FUNCTION}()"))),
            "set" | "set_global" => {
                let inside = text[tag.at.end..end - 2].trim_end_matches('-').trim();
                let name = inside.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("");
                let inline = inside[name.len()..].trim_start().starts_with('=');
                match inline {
                    true if !name.is_empty() => found.push((end, size(name))),
                    true => {}
                    false => open.push(name),
                }
            }
            "endset" | "endset_global" => {
                found.extend(open.pop().filter(|name| !name.is_empty()).map(|name| (end, size(name))));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{FUNCTION, SIZE, Ticking, places};

    #[test]
    fn loops_and_values_are_found_and_places_lead_back() {
        let text = "{% for a in b -%}\n  x{% endfor %}{# {% for #}{% raw %}{% for %}{% endraw %}{% set s = a %}{%for c in d%}y{% endfor %}{% set_global t %}z{% endset %}";
        let found = places(text);
        let what: Vec<&str> = found.iter().map(|(_, what)| what.as_str()).collect();
        let sized = |name: &str| format!("{SIZE}(value={name})");
        assert_eq!(what, [format!("{FUNCTION}()"), sized("s"), format!("{FUNCTION}()"), sized("t")]);
        let ticking = Ticking::of(text).expect("it has loops");
        assert_eq!(ticking.text.matches(FUNCTION).count() + ticking.text.matches(SIZE).count(), 4);
        // Every place of the original is found again behind the calls before it.
        let mut added = 0;
        let mut next = ticking.calls.iter().peekable();
        for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
            while let Some((_, length)) = next.next_if(|(place, _)| *place <= at) {
                added += length;
            }
            assert_eq!(ticking.original(&(at + added..at + added)).start, at);
        }
        let second = ticking.text.find("y{%").expect("the body of the second loop");
        let column = ticking.text[..second].rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        let (line, column) = ticking.place(text, (2, column));
        let at = text.split_inclusive('\n').next().map_or(0, str::len) + column - 1;
        assert_eq!((line, &text[at..=at]), (2, "y"));
    }
}
