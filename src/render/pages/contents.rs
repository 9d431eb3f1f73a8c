//! The contents of the guide beside each page.
//!
//! In: the groups of a sidebar, and the values of a page. Out: the contents as HTML, the same as if the page's template
//! had made them. They are made once for all pages that share a sidebar and a folder; on a page that they list, its own
//! entry takes the place of the common one. Only the templates of the default theme are known to look at nothing else.

use super::super::html::Failed;
use super::super::view::{GroupView, LinkView};
use crate::theme::{Common, Theme, changed};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use tera::{Context, Value};

/// The sidebar of some pages.
pub(crate) struct Sidebar {
    pub groups: Common,
    /// What is listed at each path.
    listed: HashMap<String, Listed>,
    /// The contents where no page is the current one, by the way to the root.
    common: Mutex<BTreeMap<String, Arc<str>>>,
}

enum Listed {
    /// One page, with its values.
    Page(Value),
    /// The title of a group, or something that is listed twice.
    Other,
}

impl Sidebar {
    pub(crate) fn of(theme: &Theme, groups: &[GroupView]) -> Self {
        let mut listed = HashMap::new();
        let mut list = |path: &str, page: Listed| {
            let again = listed.contains_key(path);
            listed.insert(path.to_owned(), if again { Listed::Other } else { page });
        };
        for group in groups {
            group.path.iter().for_each(|path| list(path, Listed::Other));
            group.pages.iter().for_each(|page: &LinkView| list(&page.path, Listed::Page(theme.value(page))));
        }
        Self { groups: Common::new(theme.value(groups)), listed, common: Mutex::default() }
    }

    /// The contents from the values of a page.
    pub(crate) fn contents(&self, theme: &Theme, context: &Context) -> Result<String, Failed> {
        let path = context.get("page").and_then(|page| page.get_from_path("path"));
        let path = path.and_then(|path| path.as_str().map(str::to_owned)).unwrap_or_default();
        let root = context.get("root").cloned().unwrap_or_else(Value::none);
        let listed = self.listed.get(&path);
        if matches!(listed, Some(Listed::Other)) {
            return theme.contents(false, context);
        }
        let common = self.common(theme, &root)?;
        let Some(Listed::Page(entry)) = listed else { return Ok(common.to_string()) };
        let page = context.get("page").cloned().unwrap_or_else(Value::none);
        let own = theme.contents(true, &values(&root, page, [("p", entry.clone())]))?;
        let other = theme.contents(true, &values(&root, nowhere(), [("p", entry.clone())]))?;
        match common.split_once(other.as_str()) {
            Some((before, after)) => Ok([before, &own, after].concat()),
            // A group that does not show its pages lists it.
            None => theme.contents(false, context),
        }
    }

    fn common(&self, theme: &Theme, root: &Value) -> Result<Arc<str>, Failed> {
        let way = root.as_str().unwrap_or_default();
        let kept = self.common.lock().unwrap_or_else(PoisonError::into_inner).get(way).cloned();
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let context = values(root, nowhere(), [("sidebar", self.groups.value.clone())]);
        let made: Arc<str> = theme.contents(false, &context)?.into();
        self.common.lock().unwrap_or_else(PoisonError::into_inner).insert(way.to_owned(), Arc::clone(&made));
        Ok(made)
    }
}

/// The values of no page of the contents.
fn nowhere() -> Value {
    let outline = Vec::<Value>::new().into();
    changed(&Value::none(), [("path", Value::normal_string("")), ("outline", outline)])
}

fn values<const N: usize>(root: &Value, page: Value, more: [(&'static str, Value); N]) -> Context {
    let mut context = Context::new();
    context.insert_value("root", root.clone());
    context.insert_value("page", page);
    more.into_iter().for_each(|(name, value)| context.insert_value(name, value));
    context
}
