//! What a reference was meant to be, when it means no fact.
//!
//! In: a reference as it was read. Out: whether qualifiers are near to those asked for, and references of the same
//! words in another order or with other signs between them: `fee/adult` for `fee@adult`. Looks no fact up.

use crate::parse::FactRef;
use crate::text::did_you_mean;

/// Whether a reference asks for these qualifiers with a slip; `first` is the key of a bare value.
pub(super) fn is_slip_of(reference: &FactRef, first: Option<&str>, at: &[(String, String)]) -> bool {
    !reference.qualifiers.is_empty()
        && reference.qualifiers.iter().all(|(key, value)| {
            let key = key.as_deref().or(first);
            let own = at.iter().find(|(name, _)| Some(name.as_str()) == key);
            own.is_some_and(|(_, own)| own == value || did_you_mean(value, [own.as_str()]).is_some())
        })
}

/// The words of a reference with other signs between them; a point may stand for one, too.
pub(super) fn rejoined(reference: &FactRef) -> Vec<FactRef> {
    let words: Vec<&str> = reference
        .subject
        .iter()
        .chain([&reference.attribute])
        .chain(reference.qualifiers.iter().map(|(_, value)| value))
        .flat_map(|word| word.split('.'))
        .collect();
    let of = |subject: Option<&str>, attribute: &str, qualifier: Option<&str>| FactRef {
        subject: subject.map(str::to_owned),
        attribute: attribute.to_owned(),
        qualifiers: qualifier.map(|value| (None, value.to_owned())).into_iter().collect(),
        ..FactRef::default()
    };
    match words.as_slice() {
        [x, y] => {
            vec![of(None, x, Some(y)), of(Some(y), x, None), of(Some(x), y, None), of(None, y, Some(x))]
        }
        [x, y, z] => vec![
            of(Some(x), y, Some(z)),
            of(Some(y), x, Some(z)),
            of(Some(x), z, Some(y)),
            of(Some(z), x, Some(y)),
            of(Some(z), y, Some(x)),
        ],
        _ => Vec::new(),
    }
}
