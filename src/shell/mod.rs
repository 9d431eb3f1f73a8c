//! Disk, clock, network and file events: everything outside the program's own memory.
//!
//! In: paths, bytes and addresses. Out: the site's files as read, the output folder, replaced as a
//! whole, file events, answers over HTTP, today's date. What the outside world refuses is a
//! [`Failure`], never a diagnostic: diagnostics are about what the author wrote.
//! Does not parse, check or render anything, and nothing outside this module reads or writes files.

mod archive;
mod bounded;
mod cache;
mod clock;
mod connections;
mod disk;
mod draft;
mod editor;
mod failure;
mod file;
mod folder;
mod git;
mod http;
mod keys;
mod last;
mod links;
mod listen;
mod manifest;
mod media;
mod newer;
mod output;
mod preview;
mod process;
mod progress;
mod respond;
mod retire;
mod server;
mod staging;
mod store_file;
mod terminal;
mod threads;
mod watch;
mod way;

pub use archive::archive;
pub use bounded::{read_stdin, read_text_file};
pub use cache::Cache;
pub use clock::{DayFrom, Today, today};
pub use disk::{Content, Difference, LARGEST_TEXT, Read, Tree, find_root, is_there, read_site};
pub use editor::{editor, start_editor};
pub use failure::Failure;
pub use file::{Rewrite, has, write_file, write_files};
pub use folder::{Folder, is_free, lies_in, read_folder};
pub use git::{Commit, Past, added_lines, commits};
pub use keys::{has_keys, keys};
pub use last::LastBuild;
pub use listen::{DEFAULT_PORT, open_browser};
pub use newer::Newer;
pub use output::{OutputError, OutputFolder, Summary, list, read_in_root, read_output};
pub use preview::{Answer, Live, Preview, Shown};
pub use progress::Progress;
pub use server::{Server, ServerOptions, serve};
pub use terminal::{keep, note, print, unsaid};
pub use threads::start_threads;
pub use watch::{Watcher, watch};
pub use way::{from_here, from_repository, way};

#[cfg(test)]
mod tests;
