//! The guide as a book for readers of EPUB.
//!
//! In: the chapters of a site. Out: the files of an EPUB 3 by their names, in the order in which an archive has to hold
//! them: each page is a chapter with its evidence at its end, ledgers and sources come last, contents follow the folders.
//! Pictures of kinds that every reader knows are in it; those of other kinds and other sites are words. Packs nothing.

use super::xhtml::{self, Leads as InBook, xml};
use super::{Chapter, Chapters, Leads, Read};
use crate::site::Built;
use crate::site::offline::resolved;
use crate::text::{content_type, is_external, scheme, tag_name};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The file that names the kind of archive. It is the first, and not compressed.
pub const MIMETYPE: &str = "mimetype";

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

const STYLE: &str = include_str!("book.css");

/// Kinds of pictures that every reader has to show.
const PICTURES: &[&str] = &["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp"];

/// What leads where from one chapter.
struct Way<'a> {
    site: &'a Built,
    chapters: &'a Chapters,
    chapter: &'a Chapter,
    /// The ids of each chapter; empty while they are looked for.
    ids: &'a [BTreeSet<String>],
    /// Names in the book by paths of the output.
    pictures: &'a RefCell<BTreeMap<String, String>>,
}

impl InBook for Way<'_> {
    fn link(&self, to: &str) -> Option<String> {
        match self.chapters.leads(&self.chapter.path, to) {
            Leads::Within(place, part) => {
                let known = self.ids.get(place).is_some_and(|ids| ids.contains(part));
                Some(if known { format!("{}#{part}", file(place)) } else { file(place) })
            }
            Leads::Elsewhere(target) => self.site.base_url().map(|base| format!("{base}{target}")),
            Leads::Outside => {
                let web = scheme(to).is_some_and(|own| ["http", "https", "mailto"].contains(&own));
                (web && !to.contains(char::is_whitespace)).then(|| to.to_owned())
            }
        }
    }

    fn picture(&self, from: &str) -> Option<String> {
        let target = resolved(&self.chapter.path, from).filter(|_| !is_external(from))?;
        if !PICTURES.contains(&content_type(&target)) {
            return None;
        }
        let mut pictures = self.pictures.borrow_mut();
        let number = pictures.len() + 1;
        let ending = target.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        Some(pictures.entry(target).or_insert_with(|| format!("picture-{number}.{ending}")).clone())
    }
}

/// The name of a chapter in the book.
fn file(place: usize) -> String {
    format!("chapter-{}.xhtml", place + 1)
}

impl Built {
    /// The files of the guide as an EPUB, [`MIMETYPE`] first.
    ///
    /// # Errors
    /// A page that cannot be rendered, or a picture that cannot be read.
    pub fn book(&self, read: Read<'_>) -> Result<Vec<(String, Vec<u8>)>, String> {
        let chapters = self.chapters(read)?;
        let pictures = RefCell::default();
        let converted = |chapter: &Chapter, ids: &[BTreeSet<String>]| {
            let way = Way { site: self, chapters: &chapters, chapter, ids, pictures: &pictures };
            xhtml::xhtml(&chapter.main, &way)
        };
        // A link may lead to what a book leaves out, so that the ids of all chapters have to be known before.
        let ids: Vec<BTreeSet<String>> =
            chapters.all.iter().map(|chapter| converted(chapter, &[]).ids).collect();
        let mut files = vec![
            (MIMETYPE.to_owned(), b"application/epub+zip".to_vec()),
            ("META-INF/container.xml".to_owned(), CONTAINER.as_bytes().to_vec()),
        ];
        let mut add = |name: &str, bytes: Vec<u8>| files.push((format!("book/{name}"), bytes));
        let mut manifest = String::new();
        let mut spine = String::new();
        for (place, chapter) in chapters.all.iter().enumerate() {
            let body = converted(chapter, &ids);
            let properties: Vec<&str> = [("svg", body.svg), ("mathml", body.mathml)]
                .iter()
                .filter(|(_, has)| *has)
                .map(|(name, _)| *name)
                .collect();
            let properties = match properties.as_slice() {
                [] => String::new(),
                some => format!(" properties=\"{}\"", some.join(" ")),
            };
            let (id, name) = (format!("c{}", place + 1), file(place));
            let _ = writeln!(
                manifest,
                "<item id=\"{id}\" href=\"{name}\" media-type=\"application/xhtml+xml\"{properties}/>"
            );
            let _ = writeln!(spine, "<itemref idref=\"{id}\"/>");
            add(&name, self.document(&chapter.title, &body.body).into_bytes());
        }
        for (number, (path, name)) in pictures.borrow().iter().enumerate() {
            let _ = writeln!(
                manifest,
                "<item id=\"i{}\" href=\"{name}\" media-type=\"{}\"/>",
                number + 1,
                content_type(path)
            );
            add(name, self.bytes(path, read)?);
        }
        let contents =
            format!("<nav epub:type=\"toc\" id=\"toc\"><h1>Contents</h1>\n{}</nav>", contents(&chapters.all));
        add("contents.xhtml", self.document("Contents", &contents).into_bytes());
        add("book.css", STYLE.as_bytes().to_vec());
        add("package.opf", self.package(&manifest, &spine).into_bytes());
        Ok(files)
    }

    fn document(&self, title: &str, body: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
             <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" xml:lang=\"{lang}\" lang=\"{lang}\">\n\
             <head><title>{title}</title><link rel=\"stylesheet\" type=\"text/css\" href=\"book.css\"/></head>\n\
             <body>\n{body}\n</body>\n</html>\n",
            lang = xml(&self.checked.config.language),
            title = xml(title),
        )
    }

    fn package(&self, manifest: &str, spine: &str) -> String {
        let config = &self.checked.config;
        let id =
            self.base_url().or(config.id.as_deref()).map_or_else(|| tag_name(self.title()), str::to_owned);
        let about = config
            .description
            .as_deref()
            .map_or_else(String::new, |text| format!("<dc:description>{}</dc:description>\n", xml(text)));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">\n\
             <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
             <dc:identifier id=\"id\">{id}</dc:identifier>\n<dc:title>{title}</dc:title>\n<dc:language>{lang}</dc:language>\n{about}\
             <meta property=\"dcterms:modified\">{today}T00:00:00Z</meta>\n</metadata>\n\
             <manifest>\n<item id=\"toc\" href=\"contents.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
             <item id=\"style\" href=\"book.css\" media-type=\"text/css\"/>\n{manifest}</manifest>\n\
             <spine>\n<itemref idref=\"toc\"/>\n{spine}</spine>\n</package>\n",
            id = xml(&id),
            title = xml(self.title()),
            lang = xml(&config.language),
            today = self.checked.today,
        )
    }
}

/// The chapters as lists, those of a folder below its own page; where a folder has none, they stand above.
fn contents(chapters: &[Chapter]) -> String {
    let pages: BTreeMap<&str, usize> = chapters
        .iter()
        .enumerate()
        .filter_map(|(place, chapter)| Some((chapter.path.strip_suffix("/index.html")?, place)))
        .collect();
    let mut below: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (place, chapter) in chapters.iter().enumerate() {
        let folders = chapter.path.rmatch_indices('/').map(|(end, _)| &chapter.path[..end]);
        // A folder's page comes before what is below it, or it leads to nothing.
        let parent = folders.filter_map(|folder| pages.get(folder)).find(|page| **page < place);
        below.entry(parent.copied()).or_default().push(place);
    }
    list(chapters, &below, None)
}

fn list(chapters: &[Chapter], below: &BTreeMap<Option<usize>, Vec<usize>>, parent: Option<usize>) -> String {
    let mut out = String::from("<ol>\n");
    for place in below.get(&parent).into_iter().flatten() {
        let _ = write!(out, "<li><a href=\"{}\">{}</a>", file(*place), xml(&chapters[*place].title));
        if below.contains_key(&Some(*place)) {
            out.push('\n');
            out.push_str(&list(chapters, below, Some(*place)));
        }
        out.push_str("</li>\n");
    }
    out + "</ol>"
}
