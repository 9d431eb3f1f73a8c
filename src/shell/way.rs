//! The way to a site from where its findings are read.
//!
//! In: the site's root. Out: what stands before the paths of its files: nothing, or a way that ends in `/`. Opens no
//! file.

use std::path::{Component, Path};

/// The way from the current folder.
pub fn from_here(root: &Path) -> String {
    std::env::current_dir().map_or_else(|_| String::new(), |here| way(&here, root))
}

/// The way from the root of the repository, where it is known: the workspace of GitHub Actions, or the folder with
/// `.git`; else from the current folder.
pub fn from_repository(root: &Path) -> String {
    let workspace = std::env::var_os("GITHUB_WORKSPACE").filter(|workspace| root.starts_with(workspace));
    let workspace = workspace.as_ref().map(Path::new);
    let repository = workspace.or_else(|| root.ancestors().find(|folder| folder.join(".git").exists()));
    repository.map_or_else(|| from_here(root), |repository| way(repository, root))
}

/// The way from one folder to another, both absolute.
pub fn way(from: &Path, to: &Path) -> String {
    let common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(common).map(|_| "..".to_owned());
    let down = to.components().skip(common).filter(|part| matches!(part, Component::Normal(_)));
    let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { String::new() } else { parts.join("/") + "/" }
}

#[cfg(test)]
mod tests {
    use super::way;
    use std::path::Path;

    #[test]
    fn ways_between_folders() {
        let table = [
            ("/a/b", "/a/b", ""),
            ("/a", "/a/b/c", "b/c/"),
            ("/a/b/c", "/a/b", "../"),
            ("/a/b/c", "/a/d", "../../d/"),
        ];
        for (from, to, expected) in table {
            assert_eq!(way(Path::new(from), Path::new(to)), expected, "{from} to {to}");
        }
    }
}
