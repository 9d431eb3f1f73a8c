//! Tables of facts and the files that name them.
//!
//! In: the data as read, and the tables of the data folder. Out: the facts of each table that a file of facts names,
//! and a finding for each name that leads to none and for each table that none names. Reads no cell itself.

use super::memo::Source;
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::Data;
use crate::parse;
use crate::text::{FileId, FilePath, Files, Span, suggestion};
use std::collections::{BTreeMap, BTreeSet};

/// Reads all tables that are named.
pub(super) fn read<'s>(
    tables: impl Iterator<Item = &'s Source>,
    files: &Files,
    data: &mut Data,
    findings: &mut Findings,
) {
    let there: Vec<&Source> = tables.collect();
    let by_path: BTreeMap<&str, &Source> =
        there.iter().map(|source| (files.get(source.file).path.as_str(), *source)).collect();
    let mut named: BTreeSet<FileId> = BTreeSet::new();
    for table in std::mem::take(&mut data.tables) {
        let folder = files.get(table.file.span.file).path.folder();
        let path = FilePath::join(folder, &table.file.value);
        let found = path.as_deref().and_then(|path| by_path.get(path));
        let Some(source) = found else {
            let below = |source: &&Source| {
                let path = files.get(source.file).path.as_str();
                path.strip_prefix(folder).map_or(path, |below| below.trim_start_matches('/')).to_owned()
            };
            let names: Vec<String> = there.iter().map(below).collect();
            let near = suggestion(&table.file.value, names.iter().map(String::as_str));
            let message = format!("there is no table `{}` beside this file{near}", table.file.value);
            let finding = Diagnostic::new(&lints::MISSING_FILE, table.file.span, message)
                .help("name a file below `content/data/facts/` that ends in `.csv`");
            let reported = findings.report(finding.caused_by(data.incomplete));
            data.incomplete.get_or_insert(reported);
            continue;
        };
        named.insert(source.file);
        parse::fact_table(source.file, &source.text, &table, data, findings);
    }
    for source in there.iter().filter(|source| !named.contains(&source.file)) {
        let path = &files.get(source.file).path;
        let message = "no file of facts names this table, so it is neither read nor published";
        findings.report(
            Diagnostic::new(&lints::UNKNOWN_DATA_FILE, Span::whole(source.file), message)
                .help(format!(
                    "name it in a YAML file beside it, `table: {}` with `rows:`, or move it out of the data folder to publish it",
                    path.name()
                ))
                .caused_by(data.incomplete),
        );
    }
}
