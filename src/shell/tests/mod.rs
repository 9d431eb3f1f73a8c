//! Tests of the shell against real folders, clocks and sockets.

mod clock;
mod disk;
mod file;
mod http;
mod output;
mod server;
mod watch;

use std::fs;
use std::path::Path;

/// Writes files, with their folders, below `root`.
fn put(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let place = root.join(path);
        fs::create_dir_all(place.parent().expect("has a parent")).expect("folder");
        fs::write(place, text).expect("file");
    }
}
