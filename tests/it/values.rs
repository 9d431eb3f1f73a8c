//! The value grammar and the agreement rules: data in `tests/values/*.txt`.

use std::path::Path;

#[path = "../values/laws.rs"]
mod laws;
#[path = "../values/runner.rs"]
mod runner;

#[test]
fn every_line_of_the_tables_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/values");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("tests/values").map(|e| e.expect("entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let mut wrong = Vec::new();
    let mut total = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a table");
        let (failures, run) = runner::run_case_file(&text);
        total += run;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        wrong.extend(failures.iter().map(|f| format!("{name}:{}: `{}` gave {}", f.line, f.case, f.found)));
    }
    assert!(wrong.is_empty(), "{} of {total} lines fail:\n{}", wrong.len(), wrong.join("\n"));
    assert!(total > 1000, "only {total} lines were run");
}
