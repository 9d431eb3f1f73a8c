//! Headings with their roles and what was written to be their anchors.
//!
//! In: a heading as the parser gives it. Out: the heading without its id, which is given when all of them are known, and
//! remarks on what was written for it and not read.

use super::Builder;
use crate::doc::{Anchor, By, Bytes, Heading, Inline, Remark, RemarkKind, Role, plain_text, slug};
use crate::parse::blocks::unread_attributes;
use pulldown_cmark::CowStr;
use std::borrow::Cow;

impl<'a> Builder<'a, '_, '_> {
    pub(super) fn heading(
        &mut self,
        level: u8,
        id: Option<Cow<'a, str>>,
        classes: &[CowStr<'_>],
        content: Vec<Inline<'a>>,
        bytes: Bytes,
    ) -> Heading<'a> {
        let text = plain_text(&content);
        if let Some(written) = unread_attributes(&text) {
            let kind = RemarkKind::Attributes(written.to_owned());
            self.remarks.push(Remark { kind, bytes: bytes.clone() });
        }
        let by_class = classes.iter().find_map(|class| Role::of_name(class));
        for class in classes.iter().filter(|class| Role::of_name(class).is_none()) {
            let kind = RemarkKind::UnknownClass(class.to_string());
            self.remarks.push(Remark { kind, bytes: bytes.clone() });
        }
        if by_class.is_some() {
            self.classed.insert(bytes.start);
        }
        let role = by_class.or_else(|| self.roles.get(&text.trim().to_lowercase()).copied());
        let anchor = match id {
            Some(id) => {
                let written =
                    self.markdown.get(bytes.start - self.offset..bytes.end - self.offset).unwrap_or("");
                let place = written.rfind(&format!("#{id}")).map(|at| bytes.start + at);
                let place = place.map(|at| at..at + id.len() + 1);
                Anchor { id: id.into_owned(), by: By::Heading, bytes: place.unwrap_or(bytes.clone()) }
            }
            None => Anchor { id: slug(&text), by: By::Words, bytes: bytes.clone() },
        };
        self.headings.push((bytes.start, self.anchors.len()));
        self.anchors.push(anchor);
        // The id is given at the end, when all that authors gave are known.
        Heading { level, id: String::new(), role, is_title: false, content, bytes }
    }
}
