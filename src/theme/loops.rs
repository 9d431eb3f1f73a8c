//! Loops of a site's own templates, which look at the clock.
//!
//! In: the text of a template. Out: the text with a call after each tag that begins a loop, which ends the rendering when
//! it has taken too long; and the way from a place in that text back to the original. Tera stops no loop that writes
//! nothing, and one inside another may run for years. Templates of the program need no calls.

use super::bounded::LONGEST;
use super::tags::tags;
use std::cell::Cell;
use std::ops::Range;
use std::time::Instant;
use tera::{Error, Kwargs, State, TeraResult, Value};

/// The name of the function that is called.
pub(super) const FUNCTION: &str = "prepress_within_time";

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

/// A template with its calls.
pub(super) struct Ticking {
    pub text: String,
    /// Where the calls stand in the original, in order: the ends of the tags that begin loops.
    calls: Vec<usize>,
}

/// The call, after a tag that takes the white space behind it and after one that does not: both of the same length.
fn call(takes: bool) -> String {
    if takes { format!("{{{{- {FUNCTION}() -}}}}") } else { format!("{{{{ {FUNCTION}()   }}}}") }
}

impl Ticking {
    /// The template with its calls, if it has loops.
    pub(super) fn of(text: &str) -> Option<Self> {
        let calls = loops(text);
        if calls.is_empty() {
            return None;
        }
        let mut out = String::with_capacity(text.len() + calls.len() * call(true).len());
        let mut done = 0;
        for at in &calls {
            out.push_str(&text[done..*at]);
            out.push_str(&call(text[..*at].ends_with("-%}")));
            done = *at;
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
        let length = call(true).len();
        let before = |number: usize| self.calls[number] + number * length;
        let passed = (0..self.calls.len()).take_while(|number| before(*number) + length <= at).count();
        let within = passed < self.calls.len() && before(passed) < at;
        if within { self.calls[passed] } else { at - passed * length }
    }
}

/// The ends of the tags that begin loops.
fn loops(text: &str) -> Vec<usize> {
    let begins = tags(text).into_iter().filter(|tag| tag.word == "for");
    begins.filter_map(|tag| Some(tag.at.end + text[tag.at.end..].find("%}")? + 2)).collect()
}

#[cfg(test)]
mod tests {
    use super::{FUNCTION, Ticking, loops};

    #[test]
    fn loops_are_found_and_places_lead_back() {
        let text = "{% for a in b -%}\n  x{% endfor %}{# {% for #}{% raw %}{% for %}{% endraw %}{%for c in d%}y{% endfor %}";
        let ends = loops(text);
        assert_eq!(ends.len(), 2, "{ends:?}");
        assert!(text[..ends[0]].ends_with("-%}") && text[..ends[1]].ends_with("d%}"));
        let ticking = Ticking::of(text).expect("it has loops");
        assert_eq!(ticking.text.matches(FUNCTION).count(), 2);
        for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
            let passed = ends.iter().filter(|end| **end <= at).count();
            let inside = at + passed * super::call(true).len();
            assert_eq!(ticking.original(&(inside..inside)).start, at);
        }
        let second = ticking.text.find("y{%").expect("the body of the second loop");
        let column = ticking.text[..second].rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        let (line, column) = ticking.place(text, (2, column));
        let at = text.split_inclusive('\n').next().map_or(0, str::len) + column - 1;
        assert_eq!((line, &text[at..=at]), (2, "y"));
    }
}
