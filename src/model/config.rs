//! The site's configuration, `prepress.yaml`.

use super::Freshness;
use crate::diag::Levels;
use crate::text::Spanned;
use crate::value::Number;
use std::collections::BTreeMap;

/// What `prepress.yaml` says.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// Names the site in readers' browsers, so that what they keep there outlives a new title or address.
    pub id: Option<String>,
    /// One sentence on what the site is.
    pub description: Option<String>,
    /// Whether straight quotation marks are curled; by default where the language is English.
    pub quotes: Option<bool>,
    /// Where the site is published, ending in `/`. Only the sitemap, canonical links and `404.html`
    /// need it.
    pub base_url: Option<String>,
    /// A BCP 47 tag; `en` when absent.
    pub language: String,
    /// Name of a folder below `themes/`; `default` when absent.
    pub theme: Option<Spanned<String>>,
    /// Where the sources of the site live, for a link in the footer.
    pub repository: Option<String>,
    /// A picture that links to the site are shown with elsewhere: its path below `content/`.
    pub card: Option<Spanned<String>>,
    /// Which cards are drawn where `card` names no picture.
    pub cards: Cards,
    /// Whether browsers keep the guide for reading without a network, and readers can install it.
    pub app: bool,
    /// Files and folders of the content that are passed over.
    pub ignore: Vec<glob::Pattern>,
    /// Section folders in the order of the sidebar; the others follow by `order` and title.
    pub nav: Vec<Spanned<String>>,
    /// Levels of lints that differ from their own.
    pub levels: Levels,
    /// Subjects to set side by side on a page of their own, by id.
    pub pairs: Vec<(Spanned<String>, Spanned<String>)>,
    /// Names that headings give to sections with a role: role, then heading texts.
    pub roles: Vec<(Spanned<String>, Vec<String>)>,
    /// When facts get too old whose attributes do not say so.
    pub freshness: Option<Freshness>,
    /// How much of the site's figures has to be backed.
    pub coverage: CoverageGoal,
    /// Words for ids that readers see: roles, stages, qualifiers, tokens.
    pub labels: BTreeMap<String, String>,
    /// Names that hold digits and are no figures: `Fortune 500`.
    pub names: Vec<String>,
}

/// Which pictures are drawn for links from elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cards {
    /// One for the whole site.
    #[default]
    Site,
    /// One for the site and one for each page.
    Pages,
    /// None.
    None,
}

impl Cards {
    /// The word of the configuration.
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "site" => Some(Self::Site),
            "pages" => Some(Self::Pages),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}

/// The least share of figures that have to be backed, in percent with its place.
#[derive(Debug, Clone, Default)]
pub struct CoverageGoal {
    /// Of all figures.
    pub minimum: Option<Spanned<Number>>,
    /// Of the figures on lines added since a revision.
    pub new: Option<Spanned<Number>>,
}

/// Languages that are written from right to left.
const LEFTWARD: [&str; 14] =
    ["ar", "arc", "arz", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "syr", "ug", "ur", "yi"];
const LEFTWARD_SCRIPTS: [&str; 7] = ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"];

impl Config {
    /// Whether straight quotation marks are printed curled.
    pub fn curls_quotes(&self) -> bool {
        let english =
            || self.language.split(['-', '_']).next().is_some_and(|tag| tag.eq_ignore_ascii_case("en"));
        self.quotes.unwrap_or_else(english)
    }

    /// Whether a path below `content/` is passed over: a pattern with a slash matches from there, one without any name.
    /// What lies in a folder that matches is passed over with it.
    pub fn ignores(&self, below: &str) -> bool {
        let options = glob::MatchOptions { require_literal_separator: true, ..glob::MatchOptions::default() };
        let hits = |pattern: &glob::Pattern, part: &str| pattern.matches_with(part, options);
        self.ignore.iter().any(|pattern| {
            let anchored = pattern.as_str().contains('/');
            let ends = below.match_indices('/').map(|(at, _)| at).chain([below.len()]);
            let mut parts = ends.map(|end| &below[..end]);
            parts.any(|part| {
                let name = part.rsplit('/').next().unwrap_or(part);
                hits(pattern, if anchored { part } else { name })
            })
        })
    }

    /// Whether the script of the language runs from right to left (Unicode's CLDR).
    pub fn runs_leftward(&self) -> bool {
        let mut parts = self.language.split(['-', '_']);
        let language = parts.next().unwrap_or("").to_ascii_lowercase();
        // A script that is named decides: Azerbaijani in Arabic letters, Punjabi in others.
        match parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())) {
            Some(script) => LEFTWARD_SCRIPTS.iter().any(|known| script.eq_ignore_ascii_case(known)),
            None => LEFTWARD.contains(&language.as_str()),
        }
    }

    /// The path of the base address: `/repo/` of `https://host/repo/`, `/` when there is none.
    pub fn base_path(&self) -> &str {
        let url = self.base_url.as_deref().unwrap_or("");
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        rest.find('/').map_or("/", |at| &rest[at..])
    }
}
