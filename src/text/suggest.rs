//! The nearest known name to a mistyped one.
//!
//! In: a wrong name and the names that exist. Out: the one that is meant, when one is near enough. A site may hold
//! thousands of names and as many wrong ones, so [`KnownNames`] is made once and asked often; most names are told
//! apart by their lengths and letters, and only the rest by their distance.

use foldhash::fast::FixedState;
use rapidfuzz::distance::osa;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Display;

/// Returns the known name nearest to `name`, when it is near enough to be meant.
///
/// Distance is optimal string alignment (edits and swaps of neighbours) without regard to case, at most a third of
/// the longer name; ties go to the name that comes first in `known`.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = Wrong::new(name);
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let most = match best {
            Some((0, _)) => break,
            Some((least, _)) => least - 1,
            None => usize::MAX,
        };
        let shape = Shape::of(candidate);
        if let Some(distance) = wrong.within(candidate, &shape, most.min(shape.third(&wrong.shape))) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The same for words of a closed list, where a word may also be meant that has the same stem, or that one abbreviates:
/// `compare` and `comparison`, `tolerance` and `tol`.
pub(crate) fn word_meant<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<&'a str> {
    did_you_mean(word, known.clone()).or_else(|| {
        let lower = word.to_lowercase();
        let common = |known: &str| {
            let known = known.chars().flat_map(char::to_lowercase);
            lower.chars().zip(known).take_while(|(a, b)| a == b).count()
        };
        let fits = |known: &&str| {
            let shorter = lower.chars().count().min(known.chars().count());
            common(known) >= 3 && common(known) * 5 >= shorter * 4
        };
        let longest = |best: Option<&'a str>, next: &'a str| match best {
            Some(best) if common(best) >= common(next) => Some(best),
            _ => Some(next),
        };
        known.into_iter().filter(fits).fold(None, longest)
    })
}

/// The sentence tail for such a word.
pub(crate) fn word_suggestion<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    tail(word_meant(word, known))
}

/// Whether a name looks like a mistyped `known`, and not like the name of something else of its kind: `exam-a` and
/// `exam-b`, `fee-2025` and `fee-2026`, `pm` and `pmm` are near to each other and two things. The parts that differ
/// have no digits and at least `least` letters.
pub(crate) fn is_slip(name: &str, known: &str, least: usize) -> bool {
    let joint = |c: char| !c.is_alphanumeric();
    let parts = |name: &str| name.to_lowercase().split(joint).map(str::to_owned).collect::<Vec<_>>();
    let (wrong, right) = (parts(name), parts(known));
    let told_apart = |part: &String| part.chars().count() < least || part.contains(|c: char| c.is_numeric());
    let mut differing = wrong.iter().zip(&right).filter(|(a, b)| a != b);
    wrong.concat() == right.concat()
        || (wrong.len() == right.len() && !differing.any(|(a, b)| told_apart(a) || told_apart(b)))
}

/// The sentence tail `; did you mean …?` for a mistyped name, or nothing when no name is near.
pub fn suggestion<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    tail(did_you_mean(name, known))
}

/// The same tail for a name that is found already, or nothing.
pub(crate) fn tail(near: Option<impl Display>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

/// Names that many wrong names are compared with.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownNames {
    names: Vec<String>,
    /// Places in `names`, in order, by length in characters.
    by_length: BTreeMap<usize, Vec<(usize, Shape)>>,
    /// Of many names, the places of those that a text is left of when one letter is taken out, or none, by the
    /// text: two names that are one edit or swap apart have such a text in common.
    by_rest: HashMap<u64, Vec<usize>>,
}

/// Of more names, only those nearest in length are compared, apart from those that one edit makes.
const MOST: usize = 512;

/// Of more names, those that one edit makes are found without comparing.
const MANY: usize = 64;

impl<S: Into<String>> FromIterator<S> for KnownNames {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        let mut by_length: BTreeMap<usize, Vec<(usize, Shape)>> = BTreeMap::new();
        // The first of equal names is the nearest.
        let mut seen = HashSet::with_hasher(FixedState::default());
        let different = names.iter().enumerate().filter(|(_, name)| seen.insert(name.as_str()));
        let different: Vec<(usize, &String)> = different.collect();
        for (at, name) in &different {
            let shape = Shape::of(name);
            by_length.entry(shape.length).or_default().push((*at, shape));
        }
        let mut by_rest: HashMap<u64, Vec<usize>> = HashMap::new();
        for (at, name) in different.iter().filter(|_| names.len() > MANY) {
            rests(name).for_each(|rest| by_rest.entry(rest).or_default().push(*at));
        }
        Self { names, by_length, by_rest }
    }
}

impl KnownNames {
    /// The name that [`did_you_mean`] finds among these.
    pub(crate) fn nearest(&self, name: &str) -> Option<&str> {
        self.nearest_within(name, None, |_, third| third).map(|at| self.names[at].as_str())
    }

    /// The place of the nearest name, where `limit` says of a place how far that name may be away at most: it is
    /// given the third of the longer name and can only lower it. A `guess` of the place is compared first: what is no
    /// nearer is then told apart sooner.
    pub(crate) fn nearest_within(
        &self,
        name: &str,
        guess: Option<usize>,
        limit: impl Fn(usize, usize) -> usize,
    ) -> Option<usize> {
        let wrong = Wrong::new(name);
        // What one edit makes is better than all others: a distance of nothing is one of case only.
        if let Some((_, at)) = self.one_edit_from(name, &wrong, &limit).min() {
            return Some(at);
        }
        let guessed = guess.and_then(|at| {
            let shape = Shape::of(&self.names[at]);
            Some((self.within(&wrong, at, &shape, shape.third(&wrong.shape), &limit)?, at))
        });
        let mut best: Option<(usize, usize)> = guessed;
        let mut left = MOST;
        for group in self.outwards(wrong.shape.length) {
            let compared = &group[..group.len().min(left)];
            left -= compared.len();
            for (at, shape) in compared {
                // Only an earlier name may be as far away as the best one.
                let most = match best {
                    Some((least, earlier)) if *at > earlier => match least.checked_sub(1) {
                        Some(most) => most,
                        None => break,
                    },
                    Some((least, _)) => least,
                    None => usize::MAX,
                };
                let most = most.min(shape.third(&wrong.shape));
                if let Some(distance) = self.within(&wrong, *at, shape, most, &limit) {
                    best = Some((distance, *at));
                }
            }
        }
        best.map(|(_, at)| at)
    }

    /// The place of a name that is one edit or swap away, where there are many names.
    pub(crate) fn one_edit_away(&self, name: &str) -> Option<usize> {
        let wrong = Wrong::new(name);
        self.one_edit_from(name, &wrong, &|_, third| third).min().map(|(_, at)| at)
    }

    /// Whether any name but the one at `except` is as near as `limit` allows: no nearer one is looked for.
    pub(crate) fn is_any_within(
        &self,
        name: &str,
        except: usize,
        limit: impl Fn(usize, usize) -> usize,
    ) -> bool {
        let wrong = Wrong::new(name);
        let near = |(at, shape): &(usize, Shape)| {
            let third = shape.third(&wrong.shape);
            *at != except && self.within(&wrong, *at, shape, third, &limit).is_some()
        };
        self.one_edit_from(name, &wrong, &limit).any(|(_, at)| at != except)
            || self.outwards(wrong.shape.length).flatten().take(MOST).any(near)
    }

    /// Distances and places of the names that are one edit or swap away, some twice; none where there are few names.
    fn one_edit_from(
        &self,
        name: &str,
        wrong: &Wrong<'_>,
        limit: &impl Fn(usize, usize) -> usize,
    ) -> impl Iterator<Item = (usize, usize)> {
        let rests = (!self.by_rest.is_empty()).then(|| rests(name)).into_iter().flatten();
        rests.filter_map(|rest| self.by_rest.get(&rest)).flatten().filter_map(|at| {
            let shape = Shape::of(&self.names[*at]);
            let most = shape.third(&wrong.shape).min(1);
            Some((self.within(wrong, *at, &shape, most, limit)?, *at))
        })
    }

    /// The distance to the name at a place, when it is at most `most` and `limit` allows it.
    fn within(
        &self,
        wrong: &Wrong<'_>,
        at: usize,
        shape: &Shape,
        most: usize,
        limit: &impl Fn(usize, usize) -> usize,
    ) -> Option<usize> {
        wrong.within(&self.names[at], shape, most).filter(|distance| *distance <= limit(at, most))
    }

    /// The names by length, the lengths nearest to `length` first: what is found early spares the rest.
    fn outwards(&self, length: usize) -> impl Iterator<Item = &Vec<(usize, Shape)>> {
        let mut shorter = self.by_length.range(..length).rev().peekable();
        let mut longer = self.by_length.range(length..).peekable();
        std::iter::from_fn(move || {
            let nearer = match (shorter.peek(), longer.peek()) {
                (Some((below, _)), Some((above, _))) => length - **below < **above - length,
                (below, _) => below.is_some(),
            };
            if nearer { shorter.next() } else { longer.next() }.map(|(_, group)| group)
        })
    }
}

/// What is left of a name in lower case when one letter is taken out, and when none is, as hashes.
///
/// The hash is a polynomial of the letters, so that each rest is put together from what stands before the letter and
/// behind it.
fn rests(name: &str) -> impl Iterator<Item = u64> {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let lower: Vec<u64> = name.chars().flat_map(char::to_lowercase).map(u64::from).collect();
    let mut behind = vec![(0_u64, 1_u64)];
    for letter in lower.iter().rev() {
        let (hash, power) = behind[behind.len() - 1];
        behind.push((letter.wrapping_mul(power).wrapping_add(hash), power.wrapping_mul(BASE)));
    }
    let mut before = 0_u64;
    (0..=lower.len()).map(move |out| {
        let (hash, power) = behind[lower.len() - (out + 1).min(lower.len())];
        let rest = before.wrapping_mul(power).wrapping_add(hash);
        before = lower.get(out).map_or(before, |letter| before.wrapping_mul(BASE).wrapping_add(*letter));
        rest
    })
}

/// A wrong name, made ready to be compared.
struct Wrong<'n> {
    name: &'n str,
    shape: Shape,
    /// Made for the first name that the shape does not tell apart.
    letters: OnceCell<osa::BatchComparator<char>>,
}

impl<'n> Wrong<'n> {
    fn new(name: &'n str) -> Self {
        Self { name, shape: Shape::of(name), letters: OnceCell::new() }
    }

    fn letters(&self) -> &osa::BatchComparator<char> {
        self.letters.get_or_init(|| {
            let lower: Vec<char> = self.name.chars().flat_map(char::to_lowercase).collect();
            osa::BatchComparator::new(lower)
        })
    }

    /// The distance to a known name of this shape, when it is at most `most`.
    fn within(&self, known: &str, shape: &Shape, most: usize) -> Option<usize> {
        if shape.least_distance(&self.shape) > most {
            return None;
        }
        let args = osa::Args::default().score_cutoff(most);
        // The library counts its characters twice, from an iterator that can be begun again.
        let lower: Vec<char> = known.chars().flat_map(char::to_lowercase).collect();
        self.letters().distance_with_args(lower.iter().copied(), &args)
    }
}

/// What of a name bounds its distance to others from below.
#[derive(Debug, Clone, Copy)]
struct Shape {
    /// Characters in lower case.
    length: usize,
    /// How often each kind of character occurs, up to 255 times; characters share the kinds.
    letters: [u8; 32],
}

impl Shape {
    fn of(name: &str) -> Self {
        let mut shape = Self { length: 0, letters: [0; 32] };
        for letter in name.chars().flat_map(char::to_lowercase) {
            shape.length += 1;
            let count = &mut shape.letters[letter as usize % 32];
            *count = count.saturating_add(1);
        }
        shape
    }

    /// The farthest that two such names may be apart to be taken for each other.
    fn third(&self, other: &Self) -> usize {
        (self.length.max(other.length) / 3).max(1)
    }

    /// A distance that two such names have at least. One edit adds a letter, takes one away or puts one in another's
    /// place, and a swap does none of these: all that one name has more has to go, and all that it lacks to come.
    fn least_distance(&self, other: &Self) -> usize {
        let longer = self.length.abs_diff(other.length);
        let differing: usize =
            self.letters.iter().zip(&other.letters).map(|(a, b)| usize::from(a.abs_diff(*b))).sum();
        longer.max((longer + differing).div_ceil(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is promised, said once more in the plainest way.
    fn plainly<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
        let lower: Vec<char> = name.to_lowercase().chars().collect();
        let of = |candidate: &str| {
            let other: Vec<char> = candidate.to_lowercase().chars().collect();
            let distance = osa::distance(lower.iter().copied(), other.iter().copied());
            (distance <= (lower.len().max(other.len()) / 3).max(1)).then_some(distance)
        };
        let near = known.iter().filter_map(|candidate| Some((of(candidate)?, *candidate)));
        near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
    }

    proptest! {
        /// Names that are sorted out by shape and length would never have been the nearest.
        #[test]
        fn shortcuts_change_no_suggestion(
            name in "[abAB/é ]{0,9}",
            known in proptest::collection::vec("[abB/éz ]{0,12}", 0..12),
        ) {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let meant = plainly(&name, &known);
            prop_assert_eq!(did_you_mean(&name, known.iter().copied()), meant);
            let mut ready: KnownNames = known.iter().copied().collect();
            prop_assert_eq!(ready.nearest(&name), meant);
            for (at, name) in known.iter().enumerate() {
                rests(name).for_each(|rest| ready.by_rest.entry(rest).or_default().push(at));
            }
            prop_assert_eq!(ready.nearest(&name), meant);
        }
    }
}
