//! Cases that are folders with an `expected.txt`.
//!
//! In: a folder below `tests` and what happens in one of its cases, as text. Out: a failure that shows each case in which
//! something else happens than the file says. `CASE=part` runs the cases whose paths have the part, `UPDATE=1` accepts.

use crate::tidy::root;
use std::fs;
use std::path::{Path, PathBuf};

/// Runs all cases of a folder.
pub(crate) fn each_gives_what_it_says(folder: &str, happens: impl Fn(&Path) -> String) {
    let filter = std::env::var("CASE").unwrap_or_default();
    let mut cases: Vec<PathBuf> = fs::read_dir(root().join("tests").join(folder))
        .expect("a folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir() && path.to_string_lossy().contains(&filter))
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "no case matches {filter}");
    let mut wrong = Vec::new();
    for case in cases {
        let got = happens(&case);
        let path = case.join("expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &got).expect("expected.txt is written");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if got != expected {
            wrong.push(format!("{}\n--- expected\n{expected}\n--- got\n{got}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
