//! Folders and addresses that a configuration names.
//!
//! In: a configuration, as values or as a script. Out: the folders of pages with what their addresses begin with, and
//! the patterns of addresses. Runs no script: only texts in quotes are read, where they stand by their keys.

use super::value::Value;

/// A folder of pages that a configuration names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// With a slash at its end, as the others are.
    pub from: String,
    /// Below `content/`.
    pub to: String,
    pub address: String,
}

/// The folders of Docusaurus: of its presets and of plug-ins. What is not named lies where it lies by default.
pub(super) fn docusaurus(script: &str) -> Vec<Named> {
    let script = without_comments(script);
    let preset = |key: &str, from: &str, to: &str, route: &str| {
        let own = objects(&script, key, ':').into_iter().find_map(|object| {
            let (path, route) = (member(object, "path"), member(object, "routeBasePath"));
            (path.is_some() || route.is_some()).then_some((path, route))
        });
        let (path, own_route) = own.unwrap_or((None, None));
        Named {
            from: folder(path.as_deref().unwrap_or(from)),
            to: to.to_owned(),
            address: folder(own_route.as_deref().unwrap_or(route)),
        }
    };
    let mut out = vec![
        preset("docs", "docs", "", "docs"),
        preset("blog", "blog", "blog/", "blog"),
        preset("pages", "src/pages", "", "/"),
    ];
    for plugin in ["plugin-content-docs", "plugin-content-blog", "plugin-content-pages"] {
        for object in objects(&script, plugin, ',') {
            let Some(from) = member(object, "path").map(|path| folder(&path)) else { continue };
            let route = member(object, "routeBasePath").or_else(|| member(object, "id"));
            let to = route.map_or_else(|| from.clone(), |route| folder(&route));
            if out.iter().all(|named| named.from != from) {
                out.push(Named { from, address: to.clone(), to });
            }
        }
    }
    out.retain(|named| !named.from.is_empty());
    out
}

/// The folders of Hugo: that of the language that comes first, and those of the others.
pub(super) fn hugo(config: &Value, languages: Option<&Value>) -> Vec<Named> {
    let of_all = any(config, "contentDir").and_then(Value::text).map(folder);
    let of_all = of_all.filter(|from| !from.is_empty()).unwrap_or_else(|| "content/".to_owned());
    let entries = match languages.or_else(|| any(config, "languages")) {
        Some(Value::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    let named: Vec<(&str, String)> = entries
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), folder(any(value, "contentDir")?.text()?))))
        .filter(|(_, from)| !from.is_empty())
        .collect();
    let first = any(config, "defaultContentLanguage").and_then(Value::text).unwrap_or("en");
    let own = named.iter().find(|(name, _)| name.eq_ignore_ascii_case(first));
    let own = own.or_else(|| named.first().filter(|_| entries.len() == 1));
    let (first, from) = own.map_or((first, of_all), |(name, from)| (*name, from.clone()));
    let mut out = vec![Named { from, to: String::new(), address: folder(first) }];
    for (name, from) in &named {
        if out.iter().all(|other| other.from != *from) {
            out.push(Named { from: from.clone(), to: folder(name), address: folder(name) });
        }
    }
    out
}

/// Patterns of addresses, each with the folder of its pages: `blog` and `/blog/:year/:slug/`.
pub(super) fn permalinks(config: &Value) -> Vec<(String, String)> {
    let mut out = Vec::new();
    if let Some(Value::Map(entries)) = any(config, "permalinks") {
        for (section, value) in entries {
            match value {
                Value::Scalar { text, .. } => out.push((section.clone(), text.clone())),
                Value::Map(inner) if section == "page" => out.extend(
                    inner.iter().filter_map(|(name, value)| Some((name.clone(), value.text()?.to_owned()))),
                ),
                _ => {}
            }
        }
    }
    let of_posts = any(config, "permalink").and_then(Value::text).filter(|text| text.contains(':'));
    out.extend(of_posts.map(|text| ("posts".to_owned(), text.to_owned())));
    out
}

/// The addresses that a pattern gives a page in a folder, by a day and by each of its names.
pub(super) fn addresses(pattern: &str, folder: &str, day: Option<&str>, names: &[String]) -> Vec<String> {
    const NAMES: [&str; 7] = [
        ":slugorcontentbasename",
        ":slugorfilename",
        ":contentbasename",
        ":filename",
        ":slug",
        ":title",
        ":name",
    ];
    let section = folder.split('/').next().unwrap_or("");
    let mut plain = pattern.replace(":sections", folder).replace(":section", section);
    if let Some(day) = day {
        let mut parts = day.split('-');
        for key in [":year", ":month", ":day"] {
            plain = plain.replace(key, parts.next().unwrap_or(""));
        }
    }
    let filled = names.iter().map(|name| {
        let whole = NAMES.iter().fold(plain.clone(), |path, key| path.replace(key, name));
        let path = whole.trim_matches('/');
        path.strip_suffix(".html").unwrap_or(path).to_owned()
    });
    filled.filter(|path| !path.is_empty() && !path.contains(':')).collect()
}

/// A path as the name of a folder: empty, or with a slash at its end.
fn folder(path: &str) -> String {
    let path = path.trim().trim_start_matches("@site/");
    let plain = path.trim_start_matches("./").trim_matches('/');
    if plain.is_empty() || plain == "." { String::new() } else { format!("{plain}/") }
}

/// The value of a key, in whatever case it is written.
fn any<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Map(entries) => {
            entries.iter().find(|(own, _)| own.eq_ignore_ascii_case(key)).map(|(_, value)| value)
        }
        _ => None,
    }
}

/// A script without its comments, which may have any signs in them.
fn without_comments(script: &str) -> String {
    // A sign inside an address or a pattern of files has something before it.
    let stands_apart =
        |before: &str| before.chars().next_back().is_none_or(|c| c.is_whitespace() || ",;{}[]()".contains(c));
    let mut out = String::with_capacity(script.len());
    let mut inside = false;
    for line in script.lines() {
        let mut rest = line;
        while !rest.is_empty() {
            if inside {
                let Some((_, after)) = rest.split_once("*/") else { break };
                (inside, rest) = (false, after);
                continue;
            }
            let places = ["/*", "//"].into_iter().flat_map(|sign| rest.match_indices(sign));
            let next = places.map(|(at, _)| at).filter(|at| stands_apart(&rest[..*at])).min();
            out.push_str(&rest[..next.unwrap_or(rest.len())]);
            let Some(at) = next.filter(|at| rest[*at..].starts_with("/*")) else { break };
            inside = true;
            rest = &rest[at + 2..];
        }
        out.push('\n');
    }
    out
}

/// The objects that stand after a name and a sign: `docs: {…}`, `'plugin-content-docs', {…}`. Without their braces.
fn objects<'s>(script: &'s str, name: &str, sign: char) -> Vec<&'s str> {
    let is_part = |c: char| c.is_alphanumeric() || "_-.$".contains(c);
    script
        .match_indices(name)
        .filter_map(|(at, _)| {
            let is_whole = sign == ',' || !script[..at].ends_with(is_part);
            let rest = script[at + name.len()..].trim_start_matches(['"', '\'', '`']).trim_start();
            let inner = rest.strip_prefix(sign).filter(|_| is_whole)?.trim_start().strip_prefix('{')?;
            let close = signs(inner).find(|(_, sign, depth)| *sign == '}' && *depth == 0);
            close.map(|(end, ..)| &inner[..end])
        })
        .collect()
}

/// The text that an object sets a key to, in quotes.
fn member(object: &str, key: &str) -> Option<String> {
    let commas = signs(object).filter(|(_, sign, depth)| *sign == ',' && *depth == 0).map(|(at, ..)| at);
    let mut start = 0;
    for end in commas.chain([object.len()]) {
        let part = &object[start..end];
        start = (end + 1).min(object.len());
        let Some((name, value)) = part.split_once(':') else { continue };
        if name.trim().trim_matches(['"', '\'']) != key {
            continue;
        }
        let value = value.trim();
        let quote = value.chars().next().filter(|c| ['"', '\'', '`'].contains(c))?;
        let (text, _) = value[1..].split_once(quote)?;
        return (!text.contains(['\\', '$'])).then(|| text.to_owned());
    }
    None
}

/// Brackets and commas outside quotes, each with how many brackets are open before it.
fn signs(text: &str) -> impl Iterator<Item = (usize, char, usize)> {
    let (mut depth, mut quote, mut escaped) = (0_usize, None::<char>, false);
    text.char_indices().filter_map(move |(at, c)| {
        if let Some(sign) = quote {
            if !escaped && c == sign {
                quote = None;
            }
            escaped = !escaped && c == '\\';
            return None;
        }
        let before = depth;
        match c {
            '"' | '\'' | '`' => quote = Some(c),
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth = depth.saturating_sub(1),
            ',' => {}
            _ => return None,
        }
        Some((at, c, before))
    })
}
