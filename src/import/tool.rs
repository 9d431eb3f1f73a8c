//! The tools whose sites are known.
//!
//! In: the files of a folder. Out: which tool renders it, by a table; the site's title, where the configuration says it
//! in a plain way; and the folders in which pages and files lie. Reads no page.

use super::places::{self, Named};
use super::toml;
use super::value::{self, Value};
use crate::text::one_line;
use std::collections::BTreeMap;

/// A folder's files: path with `/`, and bytes.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// A tool that renders Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    Docusaurus,
    MkDocs,
    MdBook,
    VitePress,
    VuePress,
    Eleventy,
    Zola,
    Hugo,
    Jekyll,
    GitBook,
    Obsidian,
    /// None: Markdown as GitHub shows it.
    Plain,
}

/// What there is to know of a tool.
struct Row {
    tool: Tool,
    name: &'static str,
    /// Files that show it; one that ends in `/` is a folder with files in it.
    signs: &'static [&'static str],
    /// Where its files lie, and where they go.
    places: &'static [Place],
    /// Folders beside the pages that hold none: layouts, plug-ins, output.
    machinery: &'static [&'static str],
}

/// A folder whose files come in.
#[derive(Debug, Clone, Copy)]
struct Place {
    from: &'static str,
    /// Below `content/`.
    to: &'static str,
    /// What the addresses of its pages begin with.
    address: &'static str,
    /// Whether it holds what the tool publishes as it is.
    is_static: bool,
}

const fn pages(from: &'static str, to: &'static str, address: &'static str) -> Place {
    Place { from, to, address, is_static: false }
}

const fn statics(from: &'static str) -> Place {
    Place { from, to: "", address: "", is_static: true }
}

const EVERYTHING: &[Place] = &[pages("", "", "")];

const TABLE: &[Row] = &[
    Row {
        tool: Tool::Docusaurus,
        name: "Docusaurus",
        signs: &[
            "docusaurus.config.js",
            "docusaurus.config.ts",
            "docusaurus.config.mjs",
            "docusaurus.config.cjs",
        ],
        places: &[
            pages("docs/", "", "docs/"),
            pages("blog/", "blog/", "blog/"),
            pages("src/pages/", "", ""),
            statics("static/"),
        ],
        machinery: &[],
    },
    Row {
        tool: Tool::MkDocs,
        name: "MkDocs",
        signs: &["mkdocs.yml", "mkdocs.yaml"],
        places: EVERYTHING,
        machinery: &["overrides", "stylesheets", "javascripts"],
    },
    Row { tool: Tool::MdBook, name: "mdBook", signs: &["book.toml"], places: EVERYTHING, machinery: &[] },
    Row {
        tool: Tool::VitePress,
        name: "VitePress",
        signs: &[".vitepress/", "docs/.vitepress/", "src/.vitepress/"],
        places: &[pages("", "", ""), statics("public/")],
        machinery: &["components"],
    },
    Row {
        tool: Tool::VuePress,
        name: "VuePress",
        signs: &[".vuepress/", "docs/.vuepress/", "src/.vuepress/"],
        places: &[pages("", "", ""), statics(".vuepress/public/")],
        machinery: &["components"],
    },
    Row {
        tool: Tool::Eleventy,
        name: "Eleventy",
        signs: &[
            ".eleventy.js",
            ".eleventy.cjs",
            "eleventy.config.js",
            "eleventy.config.mjs",
            "eleventy.config.cjs",
        ],
        places: EVERYTHING,
        machinery: &["_includes", "_data", "_layouts", "_11ty"],
    },
    Row {
        tool: Tool::Zola,
        name: "Zola",
        signs: &["zola.toml", "config.toml"],
        places: &[pages("content/", "", ""), statics("static/")],
        machinery: &[],
    },
    Row {
        tool: Tool::Hugo,
        name: "Hugo",
        signs: &[
            "hugo.toml",
            "hugo.yaml",
            "hugo.yml",
            "hugo.json",
            "config.toml",
            "config.yaml",
            "config.yml",
            "config/_default/hugo.toml",
            "config/_default/hugo.yaml",
            "config/_default/config.toml",
            "config/_default/config.yaml",
        ],
        places: &[pages("content/", "", ""), statics("static/")],
        machinery: &[],
    },
    Row {
        tool: Tool::Jekyll,
        name: "Jekyll",
        signs: &["_config.yml", "_config.yaml", "_config.toml"],
        places: EVERYTHING,
        machinery: &["_layouts", "_includes", "_sass", "_data", "_plugins", "vendor"],
    },
    Row {
        tool: Tool::GitBook,
        name: "GitBook",
        signs: &[".gitbook.yaml", "SUMMARY.md"],
        places: &[
            pages("", "", ""),
            Place { from: ".gitbook/assets/", to: "assets/", address: "", is_static: false },
        ],
        machinery: &[],
    },
    Row {
        tool: Tool::Obsidian,
        name: "Obsidian",
        signs: &[".obsidian/"],
        places: EVERYTHING,
        machinery: &[],
    },
    Row { tool: Tool::Plain, name: "plain Markdown", signs: &[], places: EVERYTHING, machinery: &[] },
];

/// A site of another tool.
pub(super) struct Layout {
    pub tool: Tool,
    pub name: &'static str,
    /// The file that shows the tool.
    pub sign: Option<String>,
    /// What the configuration calls the site.
    pub title: Option<String>,
    /// What `nav:` of the configuration lists.
    pub nav: Value,
    /// Patterns of addresses, each with the folder of its pages.
    pub permalinks: Vec<(String, String)>,
    /// The folder of the pages, in the folder of the site; empty, or with a slash at its end.
    pub base: String,
    pub machinery: &'static [&'static str],
    /// Where files lie, the innermost folder first.
    pub roots: Vec<Root>,
}

/// A folder in the folder of the site whose files come in.
pub(super) struct Root {
    /// Empty, or with a slash at its end.
    pub from: String,
    pub to: String,
    pub address: String,
    pub is_static: bool,
}

impl Layout {
    /// Where a file lies: its root, and the rest of its path.
    pub(super) fn place<'p>(&self, path: &'p str) -> Option<(&Root, &'p str)> {
        self.roots.iter().find_map(|root| Some((root, path.strip_prefix(root.from.as_str())?)))
    }
}

/// Finds out which tool renders a folder.
pub(super) fn layout(files: &Files) -> Layout {
    let found = TABLE.iter().find_map(|row| {
        let sign = row.signs.iter().find(|sign| is_sign(row.tool, sign, files))?;
        Some((row, Some((*sign).to_owned())))
    });
    let found = found.or_else(|| vault(files));
    let (row, shown) = found.unwrap_or((&TABLE[TABLE.len() - 1], None));
    let sign = shown.as_deref();
    // A folder shows the tool, but no file of it is its configuration.
    let text = sign.and_then(|sign| text(files, sign)).unwrap_or_default();
    let config = match sign.map(|sign| sign.rsplit('.').next().unwrap_or("")) {
        Some("toml") => Value::Map(toml::read(&text).entries),
        Some("yml" | "yaml" | "json") => value::read_yaml(&text).unwrap_or(Value::Null),
        _ => Value::Null,
    };
    let script = if text.is_empty() { scripts(files, sign) } else { text };
    let base = base(row.tool, sign, &config, &script, files);
    let roots = roots(row, &base, &config, &script, files);
    Layout {
        tool: row.tool,
        name: row.name,
        sign: sign.map(str::to_owned),
        title: title(row.tool, &config, &script),
        nav: config.get("nav").cloned().unwrap_or(Value::Null),
        permalinks: places::permalinks(&config),
        base,
        machinery: row.machinery,
        roots,
    }
}

/// A vault of Obsidian below the folder that was given.
fn vault(files: &Files) -> Option<(&'static Row, Option<String>)> {
    const FOLDER: &str = "/.obsidian/";
    let row = TABLE.iter().find(|row| row.tool == Tool::Obsidian)?;
    let found = files.keys().find_map(|path| Some(path[..path.find(FOLDER)? + FOLDER.len()].to_owned()))?;
    Some((row, Some(found)))
}

/// Where files lie: by the table, or for pages by the configuration; the innermost folder first.
fn roots(row: &Row, base: &str, config: &Value, script: &str, files: &Files) -> Vec<Root> {
    let named: Vec<Named> = match row.tool {
        Tool::Docusaurus => places::docusaurus(script),
        Tool::Hugo => places::hugo(config, languages(files).as_ref()),
        _ => Vec::new(),
    };
    let named: Vec<Named> = named.into_iter().filter(|named| has_folder(files, &named.from)).collect();
    let by_table = named.is_empty();
    let own = row.places.iter().filter(|place| place.is_static || by_table).map(|place| Root {
        from: format!("{base}{}", place.from),
        to: place.to.to_owned(),
        address: place.address.to_owned(),
        is_static: place.is_static,
    });
    let others = named.into_iter().map(|named| Root {
        from: named.from,
        to: named.to,
        address: named.address,
        is_static: false,
    });
    let mut roots: Vec<Root> = own.chain(others).collect();
    roots.sort_by_key(|root| std::cmp::Reverse(root.from.len()));
    roots
}

/// The languages of Hugo, where they have a file of their own.
fn languages(files: &Files) -> Option<Value> {
    let yaml = ["yaml", "yml", "json"]
        .iter()
        .find_map(|ending| value::read_yaml(&text(files, &format!("config/_default/languages.{ending}"))?));
    yaml.or_else(|| Some(Value::Map(toml::read(&text(files, "config/_default/languages.toml")?).entries)))
}

/// Whether a file shows a tool. Files that several tools have are looked into.
fn is_sign(tool: Tool, sign: &str, files: &Files) -> bool {
    if sign.ends_with('/') {
        return has_folder(files, sign);
    }
    let has_pages = || has_folder(files, "content/");
    let Some(text) = text(files, sign) else { return false };
    match (tool, sign) {
        (Tool::Zola, "config.toml") => {
            const OURS: [&str; 4] = ["base_url", "compile_sass", "build_search_index", "[markdown]"];
            has_pages() && text.lines().any(|line| OURS.iter().any(|own| line.trim_start().starts_with(own)))
        }
        (Tool::Hugo, sign) if sign.starts_with("config.") => {
            has_pages() || text.to_ascii_lowercase().contains("contentdir")
        }
        _ => true,
    }
}

/// Whether a folder, named with a slash at its end, has files.
fn has_folder(files: &Files, folder: &str) -> bool {
    let first = files.range::<str, _>((std::ops::Bound::Included(folder), std::ops::Bound::Unbounded)).next();
    first.is_some_and(|(path, _)| path.starts_with(folder))
}

/// The text of a file.
pub(super) fn text(files: &Files, path: &str) -> Option<String> {
    files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
}

/// The configuration of a tool that is shown by a folder.
fn scripts(files: &Files, sign: Option<&str>) -> String {
    let Some(folder) = sign.filter(|sign| sign.ends_with('/')) else { return String::new() };
    let endings = ["js", "ts", "mjs", "mts", "cjs"];
    let found = endings.iter().find_map(|ending| text(files, &format!("{folder}config.{ending}")));
    found.unwrap_or_default()
}

/// The folder of the pages.
fn base(tool: Tool, sign: Option<&str>, config: &Value, script: &str, files: &Files) -> String {
    let named = match tool {
        Tool::MkDocs => config.get("docs_dir").and_then(Value::text).unwrap_or("docs").to_owned(),
        Tool::MdBook => {
            let src = config.get("book").and_then(|book| book.get("src")).and_then(Value::text);
            src.unwrap_or("src").to_owned()
        }
        Tool::GitBook => config.get("root").and_then(Value::text).unwrap_or("").to_owned(),
        Tool::VitePress | Tool::VuePress => {
            let sign = sign.unwrap_or("").trim_end_matches('/');
            sign.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()
        }
        Tool::Eleventy => literal(script, "input").unwrap_or_default(),
        _ => String::new(),
    };
    let plain = named.trim_start_matches("./").trim_matches('/');
    let folder = if plain.is_empty() || plain == "." { String::new() } else { format!("{plain}/") };
    if folder.is_empty() || has_folder(files, &folder) { folder } else { String::new() }
}

fn title(tool: Tool, config: &Value, script: &str) -> Option<String> {
    let written = match tool {
        Tool::MkDocs => config.get("site_name"),
        Tool::MdBook => config.get("book").and_then(|book| book.get("title")),
        _ => config.get("title"),
    };
    let written = written.and_then(Value::text).map(str::to_owned);
    // A configuration with tags of its own may be no plain YAML.
    let title = written.or_else(|| literal(script, "title")).or_else(|| literal(script, "site_name"))?;
    let title = one_line(&title);
    (!title.is_empty()).then_some(title)
}

/// The text that a script sets a key to, where a line begins with the key and the text is in quotes:
/// `title: 'A guide',`.
fn literal(script: &str, key: &str) -> Option<String> {
    script.lines().find_map(|line| {
        let line = line.trim_start().trim_start_matches("dir: {").trim_start();
        let value = line.strip_prefix(key)?.trim_start().strip_prefix(':')?.trim_start();
        let quote = value.chars().next().filter(|c| ['"', '\'', '`'].contains(c))?;
        let (text, _) = value[1..].split_once(quote)?;
        (!text.contains(['\\', '$'])).then(|| text.to_owned())
    })
}
