//! The integration tests, in one binary.
//!
//! `cases` and `explain` run data that anyone can add to; `laws`, `conserve` and `engine` are properties, `routes` those of the paths of
//! the output; `tidy` and `circles` say what a reviewer would otherwise say; `cli` runs the program as a user does, `faults` kills it and fills its disk, `soak`
//! edits under its preview; `workflows` runs those of new guides. `folders` runs cases that are folders.

mod app;
mod bundle;
mod cases;
mod circles;
mod cli;
mod commands;
mod conserve;
mod desk;
mod engine;
mod explain;
#[cfg(target_os = "linux")]
mod faults;
mod folders;
mod history;
mod laws;
mod machine;
mod markdown;
mod routes;
mod schema;
mod site;
#[cfg(target_os = "linux")]
mod soak;
mod theme;
mod tidy;
mod values;
#[cfg(target_os = "linux")]
mod workflows;
