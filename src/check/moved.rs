//! Which facts say something else than before, where nothing but values of facts changed.
//!
//! In: what the data says now and what it said before. Out: the facts that differ, or nothing where more than values may
//! have changed. Of a file that changed, those facts did whose own entries are others, and all of them where the file
//! says something else beside its entries, such as a default; with them change those that are computed from them. Reads no
//! page.

use super::Known;
use super::facts::Fact;
use crate::model::{FactDef, FactId};
use crate::text::{FileId, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The texts of the data, by file, and whether the file holds facts and nothing else.
pub(crate) type Texts = BTreeMap<FileId, (Arc<str>, bool)>;

/// The facts that changed; `None` where pages may depend on something else that did.
pub(super) fn facts(old: &Known, new: &Known) -> Option<BTreeSet<FactId>> {
    let files = other_files(&old.texts, &new.texts)?;
    let (before, now) = (&old.facts, &new.facts);
    let alike = old.data.incomplete == new.data.incomplete
        && old.data.texts.len() == new.data.texts.len()
        && old.data.facts.len() == new.data.facts.len()
        && before.items.len() == now.items.len()
        && before.meant_sources == now.meant_sources;
    let both = || before.items.iter().zip(&now.items);
    if !alike || !both().all(|(old, new)| Arc::ptr_eq(old, new) || same_place(old, new)) {
        return None;
    }
    let (beside_before, beside_now) = (beside_entries(old, &files), beside_entries(new, &files));
    let same_beside = |file: &FileId| beside_before.get(file) == beside_now.get(file);
    let same_entry = |was: &Fact, is: &Fact| {
        let (was, is) = (&old.data.facts[was.def], &new.data.facts[is.def]);
        let file = is.id.span.file;
        !files.contains(&file)
            || (same_beside(&file)
                && entry(old, was).is_some_and(|entry_was| entry(new, is) == Some(entry_was)))
    };
    let differs = |(number, (was, is)): (usize, (&Arc<Fact>, &Arc<Fact>))| {
        let same = same_entry(was, is) && (Arc::ptr_eq(was, is) || same_value(was, is));
        (!same).then(|| FactId::from(number))
    };
    let mut changed: BTreeSet<FactId> = both().enumerate().filter_map(differs).collect();
    changed.extend(new.formulas.touched_by(changed.iter().copied()));
    Some(changed)
}

/// The entry of a fact as it is written; none where it may repeat something that stands elsewhere.
fn entry<'k>(known: &'k Known, def: &FactDef) -> Option<&'k str> {
    known.texts.get(&def.span.file)?.0.get(def.span.range()).filter(|entry| !entry.contains('*'))
}

/// What files of facts say beside their entries, part by part.
fn beside_entries<'k>(known: &'k Known, files: &BTreeSet<FileId>) -> BTreeMap<FileId, Vec<&'k str>> {
    let mut entries: Vec<Span> = known.data.facts.iter().map(|def| def.span).collect();
    entries.retain(|entry| files.contains(&entry.file));
    entries.sort_by_key(|entry| (entry.file, entry.start, entry.end));
    let beside = |(file, entries): (FileId, &[Span])| {
        let (text, _) = known.texts.get(&file)?;
        let (mut parts, mut from) = (Vec::new(), 0);
        for entry in entries.iter().copied().map(Span::range) {
            parts.extend(text.get(from..entry.start));
            from = from.max(entry.end);
        }
        parts.extend(text.get(from..));
        Some((file, parts))
    };
    let by_file = entries.chunk_by(|one, next| one.file == next.file);
    by_file.map(|entries| (entries[0].file, entries)).filter_map(beside).collect()
}

/// The files of facts whose texts differ; `None` where files came or went, or another one changed.
pub(super) fn other_files(old: &Texts, new: &Texts) -> Option<BTreeSet<FileId>> {
    if !old.keys().eq(new.keys()) {
        return None;
    }
    let mut files = BTreeSet::new();
    for ((file, (before, _)), (now, facts)) in old.iter().zip(new.values()) {
        if Arc::ptr_eq(before, now) || before == now {
            continue;
        }
        if !facts {
            return None;
        }
        files.insert(*file);
    }
    Some(files)
}

/// Whether two facts answer the same question in the same way.
fn same_place(old: &Fact, new: &Fact) -> bool {
    old.subject == new.subject
        && old.attribute == new.attribute
        && old.def == new.def
        && old.at == new.at
        && old.rank == new.rank
        && old.derived.is_some() == new.derived.is_some()
        && old.dispute.is_some() == new.dispute.is_some()
}

fn same_value(old: &Fact, new: &Fact) -> bool {
    let faults = |fact: &Fact| {
        let faults = &fact.faults;
        [faults.value, faults.qualifiers, faults.sources, faults.rival].map(|fault| fault.is_some())
    };
    old.value == new.value
        && old.as_of == new.as_of
        && (old.age, old.stale, old.ended) == (new.age, new.stale, new.ended)
        && old.sources == new.sources
        && faults(old) == faults(new)
}
