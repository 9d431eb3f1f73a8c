//! The nonce of a page: scripts that carry it may run, and nobody can write it beforehand.
//!
//! In: a rendered page that has a placeholder in each place of the nonce. Out: the page with a hash of all its other
//! bytes there. So the same page has the same nonce on every machine, and a page whose author writes a nonce into it
//! is another page with another one. The placeholder is chosen anew by each process, since HTML of authors stands in
//! pages as it is. Does not decide what carries a nonce: that is the theme's.

use memchr::memmem;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::LazyLock;

/// Letters of a nonce, and of what stands in its place.
const LENGTH: usize = 24;

static PLACEHOLDER: LazyLock<String> = LazyLock::new(|| {
    // Each state has keys of its own, from the system's source of random numbers.
    let number = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", number(), number())[..LENGTH].to_owned()
});

/// What stands in the place of the nonce while a page is rendered.
pub(crate) fn placeholder() -> &'static str {
    &PLACEHOLDER
}

/// Puts the nonce into a page.
pub(crate) fn settle(mut page: String) -> String {
    let places: Vec<usize> = memmem::find_iter(page.as_bytes(), placeholder()).collect();
    if places.is_empty() {
        return page;
    }
    let mut hasher = blake3::Hasher::new();
    let parts = || {
        let starts = std::iter::once(0).chain(places.iter().map(|at| at + LENGTH));
        starts.zip(places.iter().copied().chain([page.len()])).map(|(start, end)| &page[start..end])
    };
    for (number, part) in parts().enumerate() {
        if number > 0 {
            hasher.update(&[0]);
        }
        hasher.update(part.as_bytes());
    }
    let hash = hasher.finalize().to_hex();
    for at in places {
        page.replace_range(at..at + LENGTH, &hash[..LENGTH]);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::{placeholder, settle};

    #[test]
    fn a_page_has_a_nonce_of_its_own_bytes() {
        let page = |text: &str| {
            settle(format!("<script nonce=\"{0}\"></script>{text}<b nonce=\"{0}\">", placeholder()))
        };
        let (one, again, other) = (page("a"), page("a"), page("b"));
        assert_eq!(one, again);
        assert!(!one.contains(placeholder()));
        let nonce = |page: &str| page.split('"').nth(1).map(str::to_owned).expect("a nonce");
        assert_eq!(one.matches(&nonce(&one)).count(), 2);
        assert_ne!(nonce(&one), nonce(&other));
        // To write down the nonce of a page makes it another page.
        assert_ne!(nonce(&page(&nonce(&one))), nonce(&one));
        assert_eq!(settle("<p>no script".to_owned()), "<p>no script");
    }
}
