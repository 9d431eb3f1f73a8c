//! What inputs are made from: the tests' own data, the guide, the lint pages.
//!
//! In: the repository. Out: texts, sorted by what they are. Changes nothing.

use std::fs;
use std::path::Path;

/// Texts, sorted by what they are.
pub(crate) struct Seeds {
    /// Markdown with front matter.
    pub(crate) pages: Vec<String>,
    /// Files of data, with their paths below a site.
    pub(crate) data: Vec<(String, String)>,
    /// The same without their paths.
    pub(crate) yaml: Vec<String>,
    /// Sites of test cases, whole.
    pub(crate) sites: Vec<Vec<(String, String)>>,
    /// Wordings and values.
    pub(crate) wordings: Vec<String>,
    /// Expressions.
    pub(crate) expressions: Vec<String>,
    /// Destinations of bindings.
    pub(crate) references: Vec<String>,
    /// Templates.
    pub(crate) templates: Vec<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The texts below a folder, by their paths below it, sorted.
pub(crate) fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).into_iter().flatten().flatten() {
            let path = entry.path();
            // Links of test cases may lead in a circle.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(path),
                Ok(kind) if kind.is_file() => {
                    if let Ok(text) = fs::read_to_string(&path) {
                        let name =
                            path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
                        found.push((name, text));
                    }
                }
                _ => {}
            }
        }
    }
    found.sort();
    found
}

impl Seeds {
    pub(crate) fn read() -> Self {
        let cases = texts(&root().join("tests/cases"));
        let mut sites: Vec<Vec<(String, String)>> = Vec::new();
        let mut last = "";
        for (path, text) in &cases {
            let Some((case, file)) = path.split_once("/site/") else { continue };
            if case != last {
                sites.push(Vec::new());
                last = case;
            }
            let site = sites.last_mut().expect("a site");
            site.push((file.to_owned(), text.clone()));
        }
        let guide = texts(&root().join("content"));
        let all = || guide.iter().chain(&cases);
        let ends = |ending: &'static str| move |(path, _): &&(String, String)| path.ends_with(ending);
        let short = |(_, text): &&(String, String)| text.len() < 1 << 13;
        let lints = texts(&root().join("src/lints/pages")).into_iter().map(|(_, text)| text);
        let pages: Vec<String> =
            all().filter(ends(".md")).filter(short).map(|(_, text)| text.clone()).chain(lints).collect();
        let below = |path: &str| path.rfind("content/data/").map(|at| path[at..].to_owned());
        let in_guide = |path: &str| path.starts_with("data/").then(|| format!("content/{path}"));
        let data: Vec<(String, String)> = all()
            .filter(ends(".yaml"))
            .filter(short)
            .filter_map(|(path, text)| Some((below(path).or_else(|| in_guide(path))?, text.clone())))
            .collect();
        let lines = |folder: &str| -> Vec<String> {
            let files = texts(&root().join(folder)).into_iter().filter(|(path, _)| path.ends_with(".txt"));
            let lines = files.flat_map(|(_, text)| text.lines().map(str::to_owned).collect::<Vec<_>>());
            lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
        };
        let values = lines("tests/values").into_iter().filter(|line| !line.starts_with('@'));
        let wordings = values
            .flat_map(|line| line.split(" | ").take(2).map(str::to_owned).collect::<Vec<_>>())
            .collect();
        let expressions = lines("tests/exprs")
            .into_iter()
            .filter_map(|line| Some(line.split_once(" => ")?.0.trim_start_matches("for: ").to_owned()))
            .collect();
        let references = pages.iter().flat_map(|page| destinations(page)).collect();
        let templates =
            texts(&root().join("themes/default/templates")).into_iter().map(|(_, text)| text).collect();
        let yaml = data.iter().map(|(_, text)| text.clone()).collect();
        Self { pages, data, yaml, sites, wordings, expressions, references, templates }
    }
}

fn destinations(page: &str) -> Vec<String> {
    let starts = page.match_indices("](").map(|(at, _)| at + 2);
    starts
        .filter_map(|at| Some(page[at..].split_once(')')?.0.to_owned()))
        .filter(|found| found.len() < 120)
        .collect()
}
