//! One file at a time: text to what it says by itself.
//!
//! In: a file's text, the site's table of roles. Out: a [`Page`] summary (front matter, outline,
//! links, bindings, views) or data records, each with findings. The tree of a page is dropped as
//! soon as it was read; rendering builds it again.
//! Never fails, never looks at another file, resolves no reference.

mod allow;
mod anchors;
mod autolink;
mod binding;
mod blocks;
mod config;
mod covers;
mod csv;
mod data;
mod dated;
mod elements;
mod extract;
pub(crate) mod fields;
mod figures;
pub(crate) mod foreign;
mod freshness;
mod frontmatter;
mod leaves;
pub(crate) mod markdown;
mod markup;
mod mask;
mod near;
mod near_links;
mod page;
mod passage;
mod piece;
pub(crate) mod placeholder;
pub(crate) mod raw_html;
mod reference;
mod remarks;
mod scalar;
mod snippet;
mod table;
mod whole;
mod wikilink;
pub(crate) mod yaml;

pub(crate) use binding::{Binding, BindingKind, VALUE};
pub(crate) use config::{BASE_URL, config, is_base_url, roles, with_slash};
pub(crate) use data::{
    Revision, bindings_in_plain_fields, data_file, fact_table, has_no_markdown, is_data_file, is_fact_file,
    is_read_as_data, is_table_file, may_hold_data, revise,
};
pub(crate) use extract::{Extract, Fence, LinkKind, LinkSite};
pub(crate) use figures::{Detect, FigureSite, Standing};
pub(crate) use markdown::{Roles, Ways};
pub(crate) use near::Missed;
pub(crate) use page::{Context, Field, OutlineEntry, Page, kept, page};
pub(crate) use passage::{Copied, ValueAt, value as value_in};
pub(crate) use reference::{FactRef, Target, fact_ref};
pub(crate) use scalar::Scalar;
pub(crate) use snippet::Snippet;
pub(crate) use table::{Cell, FactCells};
pub(crate) use whole::whole_range;
pub(crate) use yaml::scalars as data_scalars;
