//! Filters that templates have beside Tera's own.
//!
//! In: a value of a template. Out: what it prints. A field that is not there is an error, never an empty place.

use super::Exported;
use crate::text::{escaped_markdown, id_address, is_plain_address, path_address};
use tera::{Error, ErrorKind, Kwargs, State, TeraResult, Value};

pub(super) const UNDEFINED: &str = "undefined";

/// `safe`. Tera's own makes nothing of a field that is not there, and a misspelt name would be published as an
/// empty place.
pub(super) fn safe(value: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    match value.as_str() {
        Some(text) => Ok(Value::safe_string(text)),
        None if value.is_undefined() => Err(undefined()),
        None => Ok(Value::safe_string(&value.to_string())),
    }
}

/// `address`: a path of the output, with an id on its page where it has one, as a part of an address.
pub(super) fn address(value: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    match value.as_str() {
        // Most paths are written as they are.
        Some(path) if is_plain_address(path) => Ok(value),
        _ => addressed(&value, |_| None),
    }
}

/// `markdown_address`: the same of the Markdown of a page that has one.
pub(super) fn markdown_address(
    exported: Exported,
) -> impl Fn(Value, Kwargs, &State<'_>) -> TeraResult<Value> {
    move |value, _, _| addressed(&value, exported)
}

fn addressed(value: &Value, exported: impl Fn(&str) -> Option<String>) -> TeraResult<Value> {
    const PAGE: &str = ".html#";
    let Some(path) = value.as_str() else {
        return Err(undefined());
    };
    let (path, id) = match path.find(PAGE) {
        Some(at) => path.split_at(at + PAGE.len() - 1),
        None => (path, ""),
    };
    let id = id.strip_prefix('#').map_or_else(String::new, |id| format!("#{}", id_address(id)));
    let path = exported(path).map_or_else(|| path_address(path), |path| path_address(&path));
    Ok(Value::normal_string(&format!("{path}{id}")))
}

/// `markdown`: plain text as a line of Markdown.
pub(super) fn markdown(value: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    match value.as_str() {
        Some(text) => Ok(Value::normal_string(&escaped_markdown(text))),
        None if value.is_undefined() => Err(undefined()),
        None => Ok(value),
    }
}

fn undefined() -> Error {
    Error::new(ErrorKind::InvalidArgument {
        expected_type: "text".to_owned(),
        actual_type: UNDEFINED.to_owned(),
    })
}
