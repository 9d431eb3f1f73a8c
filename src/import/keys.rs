//! Keys of other tools, as prepress has them.
//!
//! In: the keys and values of a page's front matter. Out: those that mean something here under their names here, all
//! others as they are, for `extra`; and the front matter in YAML. Decides nothing that other pages have a say in.

use super::front::Front;
use super::value::{self, Entries, Value};
use crate::model::PartialDate;
use crate::parse::foreign::called_here;
use crate::text::{FilePath, one_line};

/// What a page's keys depend on besides the front matter.
pub(super) struct Place<'a> {
    /// Its folder below `content/`.
    pub folder: &'a str,
    /// The name of its file, without `.md`.
    pub stem: &'a str,
    /// Whether it is the page of its folder.
    pub index: bool,
    /// Tags in one line have blanks between them.
    pub tags_by_blanks: bool,
    /// `aliases` are other names of the page and no addresses.
    pub aliases_are_names: bool,
}

/// The keys of a page.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pub title: Option<String>,
    pub description: Option<String>,
    pub order: Option<i64>,
    pub slug: Option<String>,
    pub aliases: Vec<String>,
    pub draft: bool,
    pub publish: Option<String>,
    pub expires: Option<String>,
    pub updated: Option<String>,
    pub tags: Vec<String>,
    pub extra: Entries,
}

impl Keys {
    /// Reads the keys of a page.
    pub(super) fn of(front: Front, place: &Place<'_>) -> Self {
        let mut keys = Self::default();
        let mut entries: Vec<(usize, (String, Value))> = front.entries.into_iter().enumerate().collect();
        entries.sort_by_key(|(at, (key, _))| (rank(key), *at));
        let mut rest = Vec::new();
        for (at, (key, value)) in entries {
            rest.extend(keys.take(&key, value, place).map(|left| (at, key, left)));
        }
        rest.sort_by_key(|(at, ..)| *at);
        for (_, key, value) in rest {
            match value {
                Value::Map(own) if key == "extra" => {
                    own.into_iter().for_each(|(key, value)| value::add(&mut keys.extra, &key, value));
                }
                value => value::add(&mut keys.extra, &key, value),
            }
        }
        if let Some((language, text)) = front.unread {
            value::add(&mut keys.extra, language, Value::words(text));
        }
        keys
    }

    /// Takes what a key means here; returns what is left of it.
    fn take(&mut self, key: &str, value: Value, place: &Place<'_>) -> Option<Value> {
        const OURS: [&str; 9] =
            ["title", "description", "order", "slug", "draft", "publish", "expires", "updated", "tags"];
        // `Title:` and `Draft:` are meant as they are read.
        let small = key.to_lowercase();
        let known = |key: &str| called_here(key).or_else(|| OURS.iter().copied().find(|own| *own == key));
        let ours = known(key).or_else(|| known(&small)).unwrap_or(key);
        if value == Value::Null && OURS.contains(&ours) {
            return None;
        }
        match ours {
            "title" => once(&mut self.title, words(&value), value),
            "description" => once(&mut self.description, words(&value), value),
            "order" => once(&mut self.order, value.text().and_then(|text| text.trim().parse().ok()), value),
            "slug" => self.address(value, place),
            "aliases" if !place.aliases_are_names => self.addresses(value),
            "draft" => match (value.text().and_then(truth), small == "published") {
                (Some(yes), opposite) => {
                    self.draft |= yes != opposite;
                    None
                }
                (None, _) => Some(value),
            },
            _ if small == "status" && value.text().is_some_and(is_unpublished) => {
                self.draft = true;
                None
            }
            "publish" => once(&mut self.publish, value.text().and_then(day), value),
            "expires" => once(&mut self.expires, value.text().and_then(day), value),
            "updated" => self.change(value),
            "tags" => self.tags(value, place),
            // Zola: `[taxonomies]`
            "taxonomies" => match value {
                Value::Map(entries) => {
                    let left = entries.into_iter().filter_map(|(key, value)| {
                        let left = self.take(&key, value, place)?;
                        Some((key, left))
                    });
                    let left: Entries = left.collect();
                    (!left.is_empty()).then_some(Value::Map(left))
                }
                other => Some(other),
            },
            _ => Some(value),
        }
    }

    /// A name in the page's own folder is its slug, any other path an old address.
    fn address(&mut self, value: Value, place: &Place<'_>) -> Option<Value> {
        let Some(path) = value.text().and_then(path) else { return Some(value) };
        let bare = path.strip_suffix(".html").unwrap_or(&path);
        let (folder, name) = bare.rsplit_once('/').unwrap_or(("", bare));
        let relative = value.text().is_none_or(|text| !text.trim().starts_with('/'));
        let at_home = if place.index {
            bare == place.folder
        } else {
            folder == place.folder || (relative && folder.is_empty())
        };
        if !at_home {
            self.aliases.push(path);
            return None;
        }
        if place.index || name == place.stem {
            return None;
        }
        let name = name.to_owned();
        once(&mut self.slug, Some(name), value)
    }

    fn addresses(&mut self, value: Value) -> Option<Value> {
        let items = match value {
            Value::List(items) => items,
            Value::Null => return None,
            single => vec![single],
        };
        let mut left = Vec::new();
        for item in items {
            match item.text().and_then(path) {
                Some(path) => self.aliases.push(path),
                None => left.push(item),
            }
        }
        (!left.is_empty()).then_some(Value::List(left))
    }

    /// A day, or a mapping that has one under `date`.
    fn change(&mut self, value: Value) -> Option<Value> {
        match value {
            Value::Map(mut entries) => {
                let at = entries.iter().position(|(key, _)| key == "date");
                let found = at.and_then(|at| entries[at].1.text().and_then(day));
                if self.updated.is_none()
                    && let (Some(at), Some(day)) = (at, found)
                {
                    self.updated = Some(day);
                    entries.remove(at);
                }
                (!entries.is_empty()).then_some(Value::Map(entries))
            }
            value => once(&mut self.updated, value.text().and_then(day), value),
        }
    }

    fn tags(&mut self, value: Value, place: &Place<'_>) -> Option<Value> {
        let names: Option<Vec<String>> = match &value {
            Value::List(items) => items
                .iter()
                .map(|item| item.text().or_else(|| item.get("label")?.text()).map(str::to_owned))
                .collect(),
            Value::Scalar { text, .. } if text.contains(',') => {
                Some(text.split(',').map(str::to_owned).collect())
            }
            Value::Scalar { text, .. } if place.tags_by_blanks => {
                Some(text.split_whitespace().map(str::to_owned).collect())
            }
            Value::Scalar { text, .. } => Some(vec![text.clone()]),
            Value::Null | Value::Map(_) => None,
        };
        let Some(names) = names else { return Some(value) };
        // A comma parts tags here.
        for name in names.iter().flat_map(|name| name.split(',')).map(one_line) {
            let is_new = self.tags.iter().all(|own| own.to_lowercase() != name.to_lowercase());
            if is_new && !name.is_empty() {
                self.tags.push(name);
            }
        }
        None
    }

    /// The front matter of the page, with its fences; nothing where there is nothing to say.
    pub(super) fn yaml(&self, title: Option<&str>) -> String {
        let mut out = String::new();
        let mut write = |key: &str, value: Value| value::write(&mut out, 0, key, &value);
        let texts =
            [("title", title), ("description", self.description.as_deref()), ("slug", self.slug.as_deref())];
        for (key, text) in texts {
            if let Some(text) = text {
                write(key, Value::words(text));
            }
        }
        if let Some(order) = self.order {
            write("order", Value::bare(order.to_string()));
        }
        for (key, texts) in [("tags", &self.tags), ("aliases", &self.aliases)] {
            if !texts.is_empty() {
                write(key, Value::list(texts));
            }
        }
        if self.draft {
            write("draft", Value::bare("true"));
        }
        let days = [("publish", &self.publish), ("expires", &self.expires), ("updated", &self.updated)];
        for (key, day) in days {
            if let Some(day) = day {
                write(key, Value::bare(day));
            }
        }
        if !self.extra.is_empty() {
            write("extra", Value::Map(self.extra.clone()));
        }
        if out.is_empty() { out } else { format!("---\n{out}---\n") }
    }
}

/// What a word for yes or no means.
fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// Whether a status says that nobody is to read the page yet.
fn is_unpublished(text: &str) -> bool {
    ["draft", "unpublished", "private", "wip"].contains(&text.trim().to_lowercase().as_str())
}

/// Which of several keys of one meaning counts: the last change before the first day, a description before a summary.
fn rank(key: &str) -> u8 {
    match key {
        "lastmod" | "last_update" | "last_modified_at" | "lastUpdated" => 0,
        "date" | "summary" | "excerpt" | "keywords" => 2,
        _ => 1,
    }
}

/// Sets what is not set yet; returns the value that was of no use.
fn once<T>(place: &mut Option<T>, new: Option<T>, value: Value) -> Option<Value> {
    if place.is_some() || new.is_none() {
        return Some(value);
    }
    *place = new;
    None
}

/// A text on one line, unless it is empty.
fn words(value: &Value) -> Option<String> {
    value.text().map(one_line).filter(|text| !text.is_empty())
}

/// An address of the old site as a path.
fn path(address: &str) -> Option<String> {
    let path = address.trim().trim_start_matches('/');
    let path = path.strip_suffix("index.html").unwrap_or(path).trim_end_matches('/');
    (!path.is_empty() && FilePath::check_portable(path).is_ok()).then(|| path.to_owned())
}

/// The day of a date, which may have a time after it.
fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let day = text.get(..10).unwrap_or(text);
    let rest = &text[day.len()..];
    let is_day = PartialDate::parse(day).is_some() && (rest.is_empty() || rest.starts_with(['T', 't', ' ']));
    is_day.then(|| day.to_owned())
}
