//! What the last build of a site was made from, and how it left the output.
//!
//! In: a print of all inputs, and the output folder. Out: whether a build would change nothing, and what was said of the
//! one before. Kept beside the cache of highlighted code; where it is missing, damaged or of another program, the site
//! is built. Any file of the output that was touched makes it another output.

use super::bounded;
use super::cache::Cache;
use super::disk;
use super::draft;
use crate::site::{CHECKLIST_IDS, Content, Inputs};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

const HEADER: &str = "prepress-built 1";

/// A note about a build.
#[derive(Debug)]
pub struct LastBuild {
    file: PathBuf,
    out: PathBuf,
    /// The print of everything the build is made from.
    inputs: String,
}

impl LastBuild {
    /// The note about the builds of a site into `out`; none where there is no folder for caches.
    pub fn of(cache: &Cache, root: &Path, out: &Path, inputs: &Inputs) -> Option<Self> {
        Some(Self::at(cache.beside(out)?, root, out, inputs))
    }

    /// The note in a file.
    pub fn at(file: PathBuf, root: &Path, out: &Path, inputs: &Inputs) -> Self {
        Self { file, out: out.to_owned(), inputs: print_of_inputs(root, inputs) }
    }

    /// What was said of the last build, if it was made from the same and its output is as it left it.
    pub fn said(&self) -> Option<String> {
        let text = bounded::read_text(&self.file, bounded::LARGEST_LIST).ok()?;
        let mut lines = text.splitn(4, '\n');
        let same = lines.next()? == HEADER
            && lines.next()? == self.inputs
            && lines.next()? == print_of_output(&self.out)?;
        lines.next().filter(|_| same).map(str::to_owned)
    }

    /// Keeps that the output is that of the inputs now.
    pub fn keep(&self, said: &str) {
        if let Some(output) = print_of_output(&self.out) {
            draft::replace(&self.file, format!("{HEADER}\n{}\n{output}\n{said}", self.inputs).as_bytes());
        }
    }
}

/// A hash of everything a build depends on, the program included.
fn print_of_inputs(root: &Path, inputs: &Inputs) -> String {
    let program = std::env::current_exe().ok().and_then(|program| stamp(&program));
    let mut hasher = blake3::Hasher::new();
    let head = (env!("CARGO_PKG_VERSION"), program, inputs.today, inputs.drafts, &inputs.base_url);
    // What was published is what the output lists, which is printed by itself, and what the site keeps beside its sources.
    let published = stamp(&root.join(CHECKLIST_IDS));
    hasher.update(format!("{head:?}{:?}{published:?}{:?}", inputs.levels, inputs.added).as_bytes());
    let prints = inputs.files.par_iter().map(|(path, content)| {
        let mut hasher = blake3::Hasher::new();
        match content {
            Content::Text(text) => {
                hasher.update(text.as_bytes());
            }
            // Their bytes are read when they are copied.
            other => {
                hasher.update(format!("{other:?}{:?}", stamp(&root.join(path.as_str()))).as_bytes());
            }
        }
        (path.as_str(), hasher.finalize())
    });
    for (path, print) in prints.collect::<Vec<_>>() {
        hasher.update(&(path.len() as u64).to_le_bytes()).update(path.as_bytes()).update(print.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// A hash of the names, sizes and times of all files of a folder; none when it cannot be read.
fn print_of_output(out: &Path) -> Option<String> {
    let mut files: Vec<PathBuf> =
        disk::list(out).ok()?.into_iter().map(|listed| out.join(listed.disk)).collect();
    files.sort_unstable();
    let stamps: Vec<_> = files.par_iter().map(|file| stamp(file)).collect();
    let mut hasher = blake3::Hasher::new();
    for (file, stamp) in files.iter().zip(stamps) {
        let path = file.strip_prefix(out).ok()?.as_os_str().as_encoded_bytes();
        hasher
            .update(&(path.len() as u64).to_le_bytes())
            .update(path)
            .update(format!("{:?}", stamp?).as_bytes());
    }
    Some(hasher.finalize().to_hex().to_string())
}

/// The size of a file and when it was changed, to the nanosecond; of a folder that it is one.
fn stamp(path: &Path) -> Option<(u64, u128)> {
    let found = fs::symlink_metadata(path).ok()?;
    if found.is_dir() {
        return Some((0, 0));
    }
    Some((found.len(), found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos()))
}
