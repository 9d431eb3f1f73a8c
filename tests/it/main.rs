//! The integration tests, in one binary.
//!
//! `cases` and `explain` run data that anyone can add to; `laws` are properties; `tidy` and `circles`
//! say what a reviewer would otherwise say; `cli` runs the program as a user does.

mod cases;
mod circles;
mod cli;
mod commands;
mod explain;
mod laws;
mod machine;
mod site;
mod theme;
mod tidy;
mod values;
