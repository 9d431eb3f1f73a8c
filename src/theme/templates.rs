//! Templates that are ready to be rendered.
//!
//! In: the texts of a theme's templates. Out: `tera` with each of them. Those of the default theme are the same in each
//! site: they are made once in a process, when they are first needed or somebody warms up. Says nothing about errors: a
//! theme does.

use super::loops::{self, Ticking};
use super::{CONTENTS, ENTRY, Exported, PREPARED_CONTENTS, WHOLE_CONTENTS, filters, original, originals};
use crate::text::FileId;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use tera::{Context, Tera};

/// Texts of templates by name.
pub(super) type Texts = BTreeMap<String, (FileId, Arc<str>)>;

/// The default theme's templates of pages, and those of their Markdown: neither takes parts of the other.
static SHIPPED: [OnceLock<Tera>; 2] = [OnceLock::new(), OnceLock::new()];

/// The templates of a theme.
#[derive(Default)]
pub(super) struct Templates {
    ready: Ready,
    /// The site's own that have loops, with what was added to them.
    ticking: BTreeMap<String, Ticking>,
    /// Whether the contents are those of the default theme, which are made before their page.
    prepares_contents: bool,
}

enum Ready {
    /// The default theme's as they are, made when they are first asked for.
    Shipped(Exported),
    /// Some that a site brings, and the rest.
    Own(Box<Tera>),
}

impl Default for Ready {
    fn default() -> Self {
        Self::Own(Box::default())
    }
}

impl Templates {
    /// Makes them ready; none are there when one of them does not parse.
    pub(super) fn of(texts: &Texts, exported: Exported) -> (Self, Option<tera::Error>) {
        let own = |name: &str, text: &str| original(name) != Some(text.as_bytes());
        if !texts.iter().any(|(name, (_, text))| own(name, text)) {
            let ready = Ready::Shipped(exported);
            return (Self { ready, prepares_contents: true, ..Self::default() }, None);
        }
        let ticking = texts.iter().filter(|(name, (_, text))| own(name, text));
        let ticking = ticking.filter_map(|(name, (_, text))| Some((name.clone(), Ticking::of(text)?)));
        let original = |name: &&str| texts.get(*name).is_some_and(|(_, text)| !own(name, text));
        let prepares_contents = [CONTENTS, ENTRY].iter().all(original);
        let mut templates = Self { ticking: ticking.collect(), prepares_contents, ..Self::default() };
        let all = texts.iter().map(|(name, (_, text))| {
            let ticking = templates.ticking(name);
            (name.as_str(), ticking.map_or(&**text, |ticking| ticking.text.as_str()))
        });
        match compiled(all.collect(), prepares_contents, exported) {
            Ok(tera) => {
                templates.ready = Ready::Own(Box::new(tera));
                (templates, None)
            }
            Err(error) => (templates, Some(error)),
        }
    }

    /// Whether the site brings none.
    pub(super) fn are_shipped(&self) -> bool {
        matches!(self.ready, Ready::Shipped(_))
    }

    /// Whether the contents are made before their page.
    pub(super) fn prepare_contents(&self) -> bool {
        self.prepares_contents
    }

    /// What was added to the loops of a template, if anything was.
    pub(super) fn ticking(&self, name: &str) -> Option<&Ticking> {
        self.ticking.get(name)
    }

    /// Renders a template.
    pub(super) fn render_to(
        &self,
        name: &str,
        context: &Context,
        out: &mut impl std::io::Write,
    ) -> Result<(), tera::Error> {
        match &self.ready {
            Ready::Shipped(exported) => shipped(is_markdown(name), *exported).render_to(name, context, out),
            Ready::Own(tera) => tera.render_to(name, context, out),
        }
    }
}

fn is_markdown(name: &str) -> bool {
    name.ends_with(".md")
}

/// Makes the default theme's templates of pages on another thread; whoever needs them before that waits.
pub(crate) fn warm_up(exported: Exported) {
    rayon::spawn(move || {
        shipped(false, exported);
    });
}

/// The default theme's own.
fn shipped(markdown: bool, exported: Exported) -> &'static Tera {
    SHIPPED[usize::from(markdown)].get_or_init(|| {
        let all = originals().filter_map(|(path, bytes)| {
            let name = path.strip_prefix("templates/").filter(|name| is_markdown(name) == markdown)?;
            Some((name, std::str::from_utf8(bytes).expect("the default theme is text")))
        });
        compiled(all.collect(), !markdown, exported).expect("the default theme parses")
    })
}

/// From the name and text of each.
fn compiled(
    mut texts: Vec<(&str, &str)>,
    prepares_contents: bool,
    exported: Exported,
) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html", ".xml"]);
    tera.register_filter("safe", filters::safe);
    tera.register_filter("address", filters::address);
    tera.register_filter("markdown", filters::markdown);
    tera.register_filter("markdown_address", filters::markdown_address(exported));
    tera.register_function(loops::FUNCTION, loops::within_time);
    tera.register_function(loops::SIZE, loops::within_size);
    let contents = texts.iter_mut().find(|(name, _)| prepares_contents && *name == CONTENTS);
    let whole = contents.map(|(_, text)| (WHOLE_CONTENTS, std::mem::replace(text, PREPARED_CONTENTS)));
    tera.add_raw_templates(texts.into_iter().chain(whole))?;
    Ok(tera)
}
