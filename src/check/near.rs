//! The file that a wrong path means.
//!
//! In: a path below the root that leads nowhere, the folder of the file that names it, and the paths there are. Out: the
//! nearest of them: by the way as it was written, else by the name of the file, wherever it lies. Does not say what
//! is wrong with the link.

use crate::text::{KnownNames, relative};
use std::sync::OnceLock;

/// Paths of one kind and the names at their ends, each made when the first wrong one asks.
#[derive(Default)]
pub(super) struct NearPaths {
    paths: OnceLock<KnownNames>,
    names: OnceLock<KnownNames>,
}

/// So many letters a name has at least that is looked for in all folders.
const NAME: usize = 4;

impl NearPaths {
    /// The place of the path that a wrong one means in a file of a folder; `all` gives the paths there are.
    pub(super) fn nearest<'p>(
        &self,
        wrong: &str,
        folder: &str,
        all: impl Fn() -> Box<dyn Iterator<Item = &'p str> + 'p>,
        at: impl Fn(usize) -> &'p str,
    ) -> Option<usize> {
        let known = self.paths.get_or_init(|| all().collect());
        let limit = limit(wrong, folder, at);
        let name = last(wrong);
        let long = name.chars().count() >= NAME && name != "index";
        // Most wrong paths end in a name that is right, or nearly.
        let guess = self.names(&all).one_edit_away(name);
        known.nearest_within(wrong, guess, limit).or_else(|| self.named(name, all).filter(|_| long))
    }

    /// Whether no other path than the nearest one is near to a wrong one.
    pub(super) fn is_alone<'p>(
        &self,
        near: usize,
        wrong: &str,
        folder: &str,
        all: impl Fn() -> Box<dyn Iterator<Item = &'p str> + 'p>,
        at: impl Fn(usize) -> &'p str,
    ) -> bool {
        let known = self.paths.get_or_init(|| all().collect());
        let limit = limit(wrong, folder, at);
        !known.is_any_within(wrong, near, limit)
    }

    /// The place of the path whose last part a single name means.
    pub(super) fn named<'p>(
        &self,
        name: &str,
        all: impl Fn() -> Box<dyn Iterator<Item = &'p str> + 'p>,
    ) -> Option<usize> {
        // The ending of a file tells nothing.
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).chars().count();
        self.names(&all).nearest_within(name, None, |_, third| third.min((stem / 3).max(1)))
    }

    fn names<'p>(&self, all: &impl Fn() -> Box<dyn Iterator<Item = &'p str> + 'p>) -> &KnownNames {
        self.names.get_or_init(|| all().map(last).collect())
    }
}

/// How much may differ, by what the author wrote, and that does not name the folders above.
fn limit<'p>(wrong: &str, folder: &str, at: impl Fn(usize) -> &'p str) -> impl Fn(usize, usize) -> usize {
    let folder = folder.to_owned();
    let written = move |path: &str| relative(&folder, path).chars().count();
    let length = written(wrong);
    move |place, third| third.min((length.max(written(at(place))) / 3).max(1))
}

/// The last part of a path.
pub(super) fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
