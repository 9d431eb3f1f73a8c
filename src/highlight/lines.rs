//! Lines that were highlighted before.
//!
//! In: a place in the grammar at which a line begins, and the line. Out: its HTML and the place after it. Both follow
//! from the two alone, so a line that comes again, in whichever block, is not matched again: closing brackets, empty
//! lines, imports and the examples that a guide goes on with are much of its code. Each thread has its own, since what a
//! grammar captured stays on its thread. Does not match lines itself.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference};

/// Bytes kept of one grammar on one thread; then it begins anew.
const MOST_BYTES: usize = 500_000;
/// What one line and one place take beside their text, about.
const OVERHEAD: usize = 200;
/// Places under the same scopes that are compared; more differ by what they captured, and seldom come again.
const MOST_ALIKE: usize = 16;

/// Where a line begins: what the grammar expects, and the scopes that hold.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub state: ParseState,
    pub scopes: ScopeStack,
}

/// A place by its number in [`Lines`].
pub(super) type PlaceId = usize;

/// The place at which each block begins.
pub(super) const START: PlaceId = 0;

struct Known {
    place: Place,
    /// The HTML of lines that begin here, and the places after them.
    lines: HashMap<Box<str>, (Box<str>, PlaceId)>,
}

/// The lines of one grammar.
pub(super) struct Lines {
    places: Vec<Known>,
    by_scopes: HashMap<Vec<Scope>, Vec<PlaceId>>,
    bytes: usize,
}

impl Lines {
    /// Those of a grammar, for the length of one block.
    pub(super) fn of(syntax: &SyntaxReference) -> Rc<RefCell<Self>> {
        thread_local! {
            static ALL: RefCell<HashMap<String, Rc<RefCell<Lines>>>> = RefCell::default();
        }
        ALL.with_borrow_mut(|all| {
            let kept = all.get(&syntax.name).filter(|lines| lines.borrow().bytes < MOST_BYTES);
            if let Some(lines) = kept {
                return Rc::clone(lines);
            }
            let lines = Rc::new(RefCell::new(Self::new(syntax)));
            all.insert(syntax.name.clone(), Rc::clone(&lines));
            lines
        })
    }

    fn new(syntax: &SyntaxReference) -> Self {
        let mut lines = Self { places: Vec::new(), by_scopes: HashMap::new(), bytes: 0 };
        lines.place_id(Place { state: ParseState::new(syntax), scopes: ScopeStack::new() });
        lines
    }

    /// Writes a line that is known, and gives the place after it.
    pub(super) fn write(&self, at: PlaceId, line: &str, out: &mut String) -> Option<PlaceId> {
        let (html, next) = self.places[at].lines.get(line)?;
        out.push_str(html);
        Some(*next)
    }

    pub(super) fn place(&self, at: PlaceId) -> Place {
        self.places[at].place.clone()
    }

    /// Remembers a line, and gives the place after it.
    pub(super) fn insert(&mut self, at: PlaceId, line: &str, html: &str, after: Place) -> PlaceId {
        let next = self.place_id(after);
        self.bytes += line.len() + html.len() + OVERHEAD;
        self.places[at].lines.insert(line.into(), (html.into(), next));
        next
    }

    fn place_id(&mut self, place: Place) -> PlaceId {
        let alike = self.by_scopes.entry(place.scopes.as_slice().to_vec()).or_default();
        let known = alike.iter().take(MOST_ALIKE).find(|known| self.places[**known].place == place);
        if let Some(known) = known {
            return *known;
        }
        let new = self.places.len();
        alike.push(new);
        self.bytes += OVERHEAD;
        self.places.push(Known { place, lines: HashMap::new() });
        new
    }
}
