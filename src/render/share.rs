//! The picture that a link to a page is shown with elsewhere: which one, and what it says.
//!
//! In: a checked site. Out: where the pictures are, and their bytes. Only addresses that begin with a
//! host can name a picture, so a site without `base-url` has none. How letters are drawn is `card`'s.

use super::Site;
use super::view::PictureView;
use crate::card::{self, Card};
use crate::check::{Checked, ClaimState};
use crate::model::{Cards, PageId};

/// Path of the card of the whole site.
const SITE: &str = "cards/site.png";

/// The cards that are drawn: path, and the page by number, or none for the whole site.
pub(crate) fn cards(checked: &Checked) -> Vec<(String, Option<PageId>)> {
    let own = checked.pages.keys().filter(|_| checked.config.cards == Cards::Pages);
    let all = std::iter::once(None).chain(own.map(Some));
    all.filter_map(|page| Some((drawn(checked, page)?, page))).collect()
}

/// The bytes of a card.
pub(crate) fn draw(site: &Site<'_>, page: Option<PageId>) -> Vec<u8> {
    let card = words(site.checked, page);
    site.shared.texts.as_ref().map_or_else(|| card.png(), |texts| texts.picture(&card))
}

/// The card of a page, or of the site where the page has none.
pub(crate) fn of(site: &Site<'_>, page: Option<PageId>) -> Option<PictureView> {
    let checked = site.checked;
    checked.config.base_url.as_ref()?;
    if let Some(own) = &checked.config.card {
        let size = site.shared.images.get(&own.value);
        return Some(PictureView {
            path: own.value.clone(),
            width: size.map(|size| size.0),
            height: size.map(|size| size.1),
        });
    }
    let path = page.and_then(|_| drawn(checked, page)).or_else(|| drawn(checked, None))?;
    Some(PictureView { path, width: Some(card::WIDTH), height: Some(card::HEIGHT) })
}

/// Where a card is, if it is drawn.
fn drawn(checked: &Checked, page: Option<PageId>) -> Option<String> {
    let config = &checked.config;
    let asked = match page {
        // The site's card stands for the home page as well.
        Some(page) => config.cards == Cards::Pages && &*checked.pages[page].out != "index.html",
        None => config.cards != Cards::None,
    };
    let wanted = asked && config.base_url.is_some() && config.card.is_none();
    (wanted && words(checked, page).can_be_drawn()).then(|| match page {
        Some(page) => {
            let out = &checked.pages[page].out;
            format!("cards/{}.png", out.strip_suffix(".html").unwrap_or(out))
        }
        None => SITE.to_owned(),
    })
}

fn words(checked: &Checked, page: Option<PageId>) -> Card {
    let title = checked.config.title.clone();
    let Some(page) = page else {
        let (facts, sources) = (checked.facts.items.len(), checked.data.sources.len());
        let below = match facts {
            0 => checked.config.description.clone().unwrap_or_default(),
            _ => format!("{} from {}", counted(facts, "fact"), counted(sources, "source")),
        };
        return Card { above: String::new(), title, below };
    };
    let page = &checked.pages[page];
    let checked_claims = page
        .claims
        .iter()
        .filter(|claim| matches!(claim.state, ClaimState::Supported { .. } | ClaimState::Inserted { .. }));
    let below = match checked_claims.count() {
        0 => String::new(),
        count => format!("{} checked against sourced facts", counted(count, "claim")),
    };
    Card { above: title, title: page.page.front.title.value.clone(), below }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
