//! Formulas, which the parser takes for code.
//!
//! In: code as it comes. Out: formulas in the tree, or remarks on those that cannot be read.

use super::Builder;
use crate::doc::{Bytes, Inline};
use crate::formula::mathml;
use crate::parse::blocks::unread;
use std::borrow::Cow;

impl<'a> Builder<'a, '_, '_> {
    /// Whether code stands in GitHub's signs for a formula: a dollar sign on each side, which are no words then.
    pub(super) fn between_dollars(&mut self, range: &Bytes) -> bool {
        let before = self.markdown.get(..range.start).and_then(|text| text.strip_suffix('$'));
        let opens = before.is_some_and(|text| !text.ends_with(|c: char| c.is_alphanumeric() || c == '\\'));
        let closes = self.markdown.get(range.end..).is_some_and(|text| text.starts_with('$'));
        let Some(Inline::Text { text, bytes }) = self.top().inlines.last_mut().filter(|_| opens && closes)
        else {
            return false;
        };
        let Some(kept) = text.strip_suffix('$').map(str::len) else { return false };
        *bytes = bytes.start..bytes.end - 1;
        *text = Cow::Owned(text[..kept].to_owned());
        self.dollar = true;
        true
    }

    /// A formula; one that cannot be read stands as it was written.
    pub(super) fn formula(&mut self, tex: Cow<'a, str>, display: bool, range: &Bytes) {
        let bytes = self.place(range.clone());
        let Err(error) = mathml(&tex, display) else {
            return self.inline(Inline::Math { tex, display, bytes });
        };
        self.remarks.push(unread(error, &tex, self.markdown, range, self.offset));
        self.inline(Inline::Code { text: tex, bytes });
    }
}
