//! The whole guide as one file that works like the site.
//!
//! In: the chapters of a site and the pages that only the site makes. Out: one file of HTML with contents, a search, style,
//! pictures and the theme's own scripts inside: it shows one page at a time, and without scripts all of them. Links to
//! pages lead within it.

use super::printed::Moved;
use super::{Chapter, Chapters, Read};
use crate::check::Checked;
use crate::render::collect::site_id;
use crate::render::{escape_html, nonce, search};
use crate::site::Built;
use std::fmt::Write as _;

const STYLE: &str = include_str!("single.css");
const SCRIPT: &str = include_str!("single.js");

/// Scripts of the theme that belong to the frame of a page, which this file does not have.
const FRAME: [&str; 4] = ["theme", "search", "reading", "offline"];
/// Pages that have no place in a file of their own.
const FRAMES: [&str; 2] = ["search.html", "404.html"];

/// The attribute with the words that mean the same to the search, if there are any.
fn synonyms(checked: &Checked) -> String {
    let groups = search::synonyms(checked);
    if groups.is_empty() {
        return String::new();
    }
    format!(" data-synonyms=\"{}\"", escape_html(&serde_json::json!(groups).to_string()))
}

impl Built {
    /// Renders the whole guide as one file to read.
    ///
    /// # Errors
    /// A page that cannot be rendered, or a picture or script that cannot be read.
    pub fn single(&self, read: Read<'_>) -> Result<String, String> {
        let chapters = self.everything(read)?;
        let written = self.checked.sections().order.len();
        let (mut contents, mut bodies) = (String::new(), String::new());
        for (place, chapter) in chapters.all.iter().enumerate() {
            let number = place + 1;
            let body = Moved { site: self, chapter, number, chapters: &chapters, read }.html()?;
            let _ = writeln!(contents, "<li><a href=\"#p{number}\">{}</a></li>", escape_html(&chapter.title));
            let made = if place < written { "" } else { " data-made" };
            let _ = writeln!(bodies, "<article id=\"p{number}\"{made}>{body}</article>");
        }
        let (title, language) = (escape_html(self.title()), escape_html(&self.checked.config.language));
        let style = self.style(read)?;
        let (early, late) = self.scripts(read)?;
        let mark = nonce::placeholder();
        Ok(nonce::settle(format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\" data-site=\"{site}\" data-title=\"{title}\">\n<head>\n<meta charset=\"utf-8\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; \
             script-src 'nonce-{mark}'; base-uri 'none'; form-action 'none'\">\n<title>{title}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta property=\"og:site_name\" content=\"{title}\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
             <style>{style}{STYLE}</style>\n{early}</head>\n<body class=\"whole single\">\n\
             <header class=\"single-bar\"><p>{title}</p>\
             <input class=\"single-search needs-js\" type=\"search\" placeholder=\"Search this guide\" aria-label=\"Search this guide\"{synonyms}>\
             <div class=\"single-found\" role=\"status\"></div></header>\n\
             <nav class=\"single-nav\" aria-label=\"Contents\"><details open><summary>Contents</summary>\n<ol>\n{contents}</ol></details></nav>\n\
             <div class=\"single-pages\">\n{bodies}</div>\n{late}<script nonce=\"{mark}\">{SCRIPT}</script>\n</body>\n</html>\n",
            site = escape_html(&site_id(&self.checked)),
            synonyms = synonyms(&self.checked),
        )))
    }

    /// The chapters, and behind them the other pages.
    fn everything(&self, read: Read<'_>) -> Result<Chapters, String> {
        let mut chapters = self.chapters(read)?;
        let others: Vec<&str> = self
            .paths()
            .filter(|path| {
                path.ends_with(".html") && !FRAMES.contains(path) && !chapters.places.contains_key(*path)
            })
            .collect();
        let others = others.iter().map(|path| self.chapter(path, read));
        // What only leads on to another address has no text.
        let others: Vec<Chapter> = others.filter_map(|chapter| chapter.ok()).collect();
        for chapter in others {
            chapters.places.insert(chapter.path.clone(), chapters.all.len());
            chapters.all.push(chapter);
        }
        Ok(chapters)
    }

    /// The scripts of the theme: those that have to run before anything is drawn, and those that work on parts of pages,
    /// what they share first.
    fn scripts(&self, read: Read<'_>) -> Result<(String, String), String> {
        let name = |path: &str| path.strip_prefix("static/")?.split('.').next().map(str::to_owned);
        let scripts = self.paths().filter(|path| path.starts_with("static/") && path.ends_with(".js"));
        let mut all: Vec<(String, &str)> = scripts
            .filter_map(|path| Some((name(path)?, path)))
            .filter(|(name, _)| !FRAME.contains(&name.as_str()))
            .collect();
        all.sort_by_key(|(name, _)| (name != "shared", name.clone()));
        let (mut early, mut late) = (String::new(), String::new());
        for (name, path) in all {
            let text = String::from_utf8_lossy(&self.bytes(path, read)?).into_owned();
            if text.contains("</script") {
                return Err(format!("{path} cannot stand inside a page: it holds `</script`"));
            }
            let place = if name == "mode" { &mut early } else { &mut late };
            let _ = writeln!(place, "<script nonce=\"{}\">{text}</script>", nonce::placeholder());
        }
        Ok((early, late))
    }
}
