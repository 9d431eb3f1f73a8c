//! Views as values of templates.
//!
//! In: anything that serialises. Out: the same as a value of the engine, with the quotation marks of its prose as the
//! guide prints them. A field is prose when its type says so with `#[serde(serialize_with = "prose")]`; paths,
//! addresses, ids and HTML are not. Written as plain text, prose is what was typed.

use crate::check::Badge;
use crate::text::curled;
use serde::ser::{
    Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    Serializer,
};
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;
use tera::{Map, Value};

/// Marks prose on the way through serde.
const PROSE: &str = "$prepress::Prose";

/// A text that people read.
pub(crate) struct Prose<'a>(pub &'a str);

impl Serialize for Prose<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(PROSE, self.0)
    }
}

/// What a field of prose may hold.
pub(crate) trait Said {
    fn say<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

impl Said for String {
    fn say<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Prose(self).serialize(serializer)
    }
}

impl Said for Option<String> {
    fn say<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_deref().map(Prose).serialize(serializer)
    }
}

impl Said for Vec<String> {
    fn say<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|text| Prose(text)))
    }
}

impl Said for Vec<Badge> {
    fn say<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Words<'a> {
            mark: &'a str,
            words: Prose<'a>,
        }
        serializer.collect_seq(self.iter().map(|it| Words { mark: it.mark, words: Prose(&it.words) }))
    }
}

/// Serialises a field as prose.
pub(crate) fn prose<S: Serializer>(field: &impl Said, serializer: S) -> Result<S::Ok, S::Error> {
    field.say(serializer)
}

/// The value of a view. Views hold nothing that a template could not.
pub(super) fn of(view: &(impl Serialize + ?Sized), curls: bool) -> Value {
    view.serialize(Values { curls, prose: false }).unwrap_or_else(|Odd(what)| panic!("a view holds {what}"))
}

/// A value of named fields, some of them changed.
pub(crate) fn changed<const N: usize>(value: &Value, fields: [(&'static str, Value); N]) -> Value {
    let mut map = value.as_map().cloned().unwrap_or_default();
    map.extend(fields.into_iter().map(|(name, value)| (name.into(), value)));
    map.into()
}

/// Adds the bytes of a value: those of two values differ wherever a template could tell them apart.
pub(crate) fn push_bytes(value: &Value, out: &mut Vec<u8>) {
    let text = |tag: u8, text: &str, out: &mut Vec<u8>| {
        out.push(tag);
        out.extend_from_slice(&text.len().to_le_bytes());
        out.extend_from_slice(text.as_bytes());
    };
    if let Some(words) = value.as_str() {
        text(if value.is_safe() { b's' } else { b't' }, words, out);
    } else if let Some(all) = value.as_array() {
        out.push(b'a');
        out.extend_from_slice(&all.len().to_le_bytes());
        all.iter().for_each(|one| push_bytes(one, out));
    } else if let Some(map) = value.as_map() {
        out.push(b'm');
        out.extend_from_slice(&map.len().to_le_bytes());
        for (key, one) in map {
            text(b'k', &key.as_str().map_or_else(|| key.to_string().into(), Cow::Borrowed), out);
            push_bytes(one, out);
        }
    } else {
        text(b'v', &format!("{:?} {value}", value.kind()), out);
    }
}

/// A value that many pages see.
pub(crate) struct Common {
    pub value: Value,
    /// A hash of it, made when first asked for.
    hash: OnceLock<[u8; 32]>,
}

impl Common {
    pub(crate) fn new(value: Value) -> Self {
        Self { value, hash: OnceLock::new() }
    }

    /// A hash of the value.
    pub(crate) fn hash(&self) -> &[u8; 32] {
        self.hash.get_or_init(|| {
            let mut bytes = Vec::new();
            push_bytes(&self.value, &mut bytes);
            *blake3::hash(&bytes).as_bytes()
        })
    }
}

/// What no view may hold.
#[derive(Debug)]
struct Odd(String);

impl fmt::Display for Odd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Odd {}

impl serde::ser::Error for Odd {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

#[derive(Clone, Copy)]
struct Values {
    curls: bool,
    /// What comes next is prose.
    prose: bool,
}

type Done = Result<Value, Odd>;

impl Serializer for Values {
    type Ok = Value;
    type Error = Odd;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = Impossible<Value, Odd>;
    type SerializeTupleVariant = Impossible<Value, Odd>;
    type SerializeMap = Fields;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Impossible<Value, Odd>;

    fn serialize_bool(self, v: bool) -> Done {
        Ok(v.into())
    }
    fn serialize_i8(self, v: i8) -> Done {
        Ok(v.into())
    }
    fn serialize_i16(self, v: i16) -> Done {
        Ok(v.into())
    }
    fn serialize_i32(self, v: i32) -> Done {
        Ok(v.into())
    }
    fn serialize_i64(self, v: i64) -> Done {
        Ok(v.into())
    }
    fn serialize_u8(self, v: u8) -> Done {
        Ok(v.into())
    }
    fn serialize_u16(self, v: u16) -> Done {
        Ok(v.into())
    }
    fn serialize_u32(self, v: u32) -> Done {
        Ok(v.into())
    }
    fn serialize_u64(self, v: u64) -> Done {
        Ok(v.into())
    }
    fn serialize_f32(self, v: f32) -> Done {
        Ok(v.into())
    }
    fn serialize_f64(self, v: f64) -> Done {
        Ok(v.into())
    }
    fn serialize_char(self, v: char) -> Done {
        Ok(v.into())
    }

    fn serialize_str(self, v: &str) -> Done {
        let printed = self.prose && self.curls;
        Ok(if printed { curled(v, None).into() } else { Value::normal_string(v) })
    }

    fn serialize_bytes(self, _: &[u8]) -> Done {
        Err(Odd::custom("bytes"))
    }
    fn serialize_none(self) -> Done {
        Ok(Value::none())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Done {
        Ok(Value::none())
    }
    fn serialize_unit_struct(self, _: &'static str) -> Done {
        Ok(Value::none())
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Done {
        Ok(Value::normal_string(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Done {
        value.serialize(Self { prose: name == PROSE, ..self })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Done {
        Err(Odd::custom(name))
    }
    fn serialize_seq(self, length: Option<usize>) -> Result<List, Odd> {
        Ok(List { of: self, items: Vec::with_capacity(length.unwrap_or(0)) })
    }
    fn serialize_tuple(self, length: usize) -> Result<List, Odd> {
        self.serialize_seq(Some(length))
    }
    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Odd> {
        Err(Odd::custom(name))
    }
    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Odd> {
        Err(Odd::custom(name))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Fields, Odd> {
        Ok(Fields { of: self, key: String::new(), fields: Map::new() })
    }
    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Fields, Odd> {
        Ok(Fields { of: self, key: String::new(), fields: Map::with_capacity(length) })
    }
    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Odd> {
        Err(Odd::custom(name))
    }
}

struct List {
    of: Values,
    items: Vec<Value>,
}

impl SerializeSeq for List {
    type Ok = Value;
    type Error = Odd;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Odd> {
        self.items.push(value.serialize(self.of)?);
        Ok(())
    }
    fn end(self) -> Done {
        Ok(self.items.into())
    }
}

impl SerializeTuple for List {
    type Ok = Value;
    type Error = Odd;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Odd> {
        SerializeSeq::serialize_element(self, value)
    }
    fn end(self) -> Done {
        SerializeSeq::end(self)
    }
}

struct Fields {
    of: Values,
    key: String,
    fields: Map,
}

impl SerializeMap for Fields {
    type Ok = Value;
    type Error = Odd;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Odd> {
        let key = key.serialize(Values { curls: false, ..self.of })?;
        self.key = key.as_str().ok_or_else(|| Odd::custom("a key that is not text"))?.to_owned();
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Odd> {
        let value = value.serialize(self.of)?;
        self.fields.insert(std::mem::take(&mut self.key).into(), value);
        Ok(())
    }
    fn end(self) -> Done {
        Ok(self.fields.into())
    }
}

impl SerializeStruct for Fields {
    type Ok = Value;
    type Error = Odd;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Odd> {
        self.fields.insert(key.into(), value.serialize(self.of)?);
        Ok(())
    }
    fn end(self) -> Done {
        Ok(self.fields.into())
    }
}

#[cfg(test)]
mod tests {
    use super::{of, prose};
    use serde::Serialize;

    #[derive(Serialize)]
    struct View {
        #[serde(serialize_with = "prose")]
        title: String,
        path: String,
        #[serde(serialize_with = "prose")]
        note: Option<String>,
        #[serde(serialize_with = "prose")]
        words: Vec<String>,
        count: usize,
    }

    fn view() -> View {
        let text = |text: &str| text.to_owned();
        View {
            title: text("It's \"a\""),
            path: text("it's/a.html"),
            note: Some(text("it's")),
            words: vec![text("'b'")],
            count: 2,
        }
    }

    #[test]
    fn prose_is_curled_where_the_guide_wants_it_and_nothing_else_is() {
        let printed = of(&view(), true);
        let field = |path: &str| printed.get_from_path(path).map(|value| value.to_string());
        assert_eq!(field("title").as_deref(), Some("It’s “a”"));
        assert_eq!(field("path").as_deref(), Some("it's/a.html"));
        assert_eq!(field("note").as_deref(), Some("it’s"));
        assert_eq!(field("words.0").as_deref(), Some("‘b’"));
        assert_eq!(field("count").as_deref(), Some("2"));
        assert_eq!(
            of(&view(), false).get_from_path("title").map(|v| v.to_string()).as_deref(),
            Some("It's \"a\"")
        );
        let typed = serde_json::to_string(&view()).expect("a view is text");
        assert!(typed.contains("\"title\":\"It's \\\"a\\\"\""), "{typed}");
    }
}
