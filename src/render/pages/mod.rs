//! One file for each kind of page.
//!
//! In: the site, and a page of an author or of the table. Out: its text, through the template of its kind. What is
//! said of generated pages stands in `table`. Does not know at which paths: `routes` does.

pub(crate) mod article;
pub(crate) mod bank;
pub(crate) mod contents;
mod context;
mod disputes;
pub(crate) mod export;
pub(crate) mod files;
pub(crate) mod generated;
mod glossary;
mod ledger;
mod lists;
pub(crate) mod machine;
pub(crate) mod pair;
mod quality;
mod search_index;
mod sources;
pub(crate) mod table;

pub(crate) use export::Exported;
pub(crate) use search_index::{each as each_search_file, files as search_files};
