//! A static site generator for prep guides that checks every claim in the prose against sourced
//! facts.
//!
//! ```text
//!        shell (IO)                  core (pure)                         shell (IO)
//!  content/ ─┐            ┌─────────┐  ┌─────────┐  ┌──────────┐
//!  themes/  ─┼─► Inputs ─►│  parse  ├─►│  check  ├─►│  render  ├─► path -> bytes ─► disk (build)
//!  today    ─┘            │per file │  │the site │  │ per page │               └─► HTTP (serve)
//!                         └────┬────┘  └────┬────┘  └────┬─────┘
//!                              └──────── diagnostics ────┴─────► terminal, JSON, browser
//! ```
//!
//! Modules stand in the order of their layers: a module uses only those above it, which a test
//! checks. Nothing above `shell` opens a file, asks the clock or prints. `ARCHITECTURE.md` has the map.

pub mod text;

pub mod store;

pub mod lints;

pub mod diag;

pub mod value;

pub mod expr;

mod formula;

mod highlight;

pub mod image;

pub mod card;

pub mod digest;

pub mod model;

mod doc;

mod parse;

mod import;

mod check;

pub mod audit;

pub mod search;

mod theme;

mod render;

mod views;

pub mod site;

pub mod shell;

pub mod cli;

pub use check::Counts;
