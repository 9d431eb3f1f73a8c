//! Data files without Markdown in them, each read by itself: most of the data of a large guide.
//!
//! In: the texts of data files, one set after another. Out: for each file of subjects, attributes, sources, rules and
//! facts what it holds, read in parallel, and again only where its bytes changed. Joins nothing: the records of all
//! files are put together in their order.

use super::memo::Source;
use crate::diag::{Findings, Reported};
use crate::model::Data;
use crate::parse;
use crate::text::{FileId, Files};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What a file holds.
pub(super) struct DataFile {
    source: Source,
    pub data: Data,
    pub findings: Findings,
    pub fault: Option<Reported>,
}

/// The files as they were last read.
#[derive(Default)]
pub(super) struct DataFiles(HashMap<FileId, Arc<DataFile>>);

impl DataFiles {
    /// Reads what is not known yet, and forgets what is gone.
    pub(super) fn read(&mut self, sources: &[Source], files: &Files) {
        let mut known = std::mem::take(&mut self.0);
        let own =
            sources.iter().filter(|source| parse::has_no_markdown(files.get(source.file).path.as_str()));
        let own: Vec<(&Source, Option<Arc<DataFile>>)> = own
            .map(|source| (source, known.remove(&source.file).filter(|read| read.source == *source)))
            .collect();
        let read = own.into_par_iter().map(|(source, read)| {
            let read = read.unwrap_or_else(|| Arc::new(DataFile::read(source, files)));
            (source.file, read)
        });
        self.0 = read.collect();
    }

    /// What a file holds, if it is one of these.
    pub(super) fn get(&self, file: FileId) -> Option<&Arc<DataFile>> {
        self.0.get(&file)
    }
}

impl DataFile {
    fn read(source: &Source, files: &Files) -> Self {
        let (mut data, mut findings) = (Data::default(), Findings::default());
        let path = files.get(source.file).path.as_str();
        let fault = parse::data_file(source.file, path, &source.text, &mut data, &mut findings).err();
        parse::bindings_in_plain_fields(source.file, &source.text, &BTreeSet::new(), &mut findings);
        Self { source: source.clone(), data, findings, fault }
    }
}
