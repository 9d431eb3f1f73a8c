//! The engine: it keeps what it knows of a site from one build to the next.
//!
//! In: [`Inputs`], again and again. Out: each time a [`Built`] site and all findings, the same as if nothing had been
//! kept. Only what changed, and what rests on it, is read and checked anew: `ARCHITECTURE.md` has the table. Files have
//! the same ids in all builds. Every command goes through here, most with one build only. Writes nothing.

use super::load::{Loaded, Loader};
use super::{Built, Inputs, Timings, added_bytes, config_file, image_sizes, subtract_baseline, unread};
use crate::check::{self, Checked, Parsed};
use crate::diag::{self, Diagnosed, Diagnostic, Findings, Settled};
use crate::highlight::Cache;
use crate::lints;
use crate::render::{self, Routes, Shared};
use crate::text::{Files, Span};
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

/// A build, as far as the next one takes from it.
struct Last {
    checked: Arc<Checked>,
    theme: Arc<Diagnosed<Theme>>,
    routes: Arc<Diagnosed<Routes>>,
}

impl Last {
    /// Its paths, where they are those of another site.
    fn routes(self, checked: &Checked, theme: &Arc<Diagnosed<Theme>>) -> Option<Arc<Diagnosed<Routes>>> {
        (Arc::ptr_eq(&self.theme, theme) && Routes::hold(&self.checked, checked)).then_some(self.routes)
    }
}

/// A site whose inputs change.
#[derive(Default)]
pub struct Workspace {
    loader: Loader,
    last: Option<Last>,
    /// Highlighted code of all builds.
    highlighted: Option<Arc<Cache>>,
}

impl Workspace {
    /// Checks the site and makes it ready for rendering. Findings have their levels and are sorted. Highlighted code
    /// of the inputs counts in the first build only.
    pub fn build(&mut self, inputs: Inputs) -> Settled<Built> {
        let start = Instant::now();
        let mut findings = Findings::default();
        let Loaded { config, reporting, pages, broken, known, assets, theme } =
            self.loader.load(&inputs, &mut findings);
        let parsed_at = start.elapsed();
        let mut files = self.loader.files.clone();
        let levels = reporting.levels.clone();
        let parsed = Parsed {
            config,
            pages,
            broken,
            known,
            assets,
            today: inputs.today,
            drafts: inputs.drafts,
            reporting,
            added: inputs.added.as_ref().map(|added| added_bytes(added, &files)),
        };
        let last = self.last.take();
        let before = last.as_ref().map(|last| &*last.checked);
        let checked = Arc::new(check::check(parsed, before).collect_into(&mut findings));
        let checked_at = start.elapsed();
        home(&checked, &mut files, &mut findings);
        let config = config_file(&mut files);
        check::vanished(&checked, &inputs.published, config, &mut findings);
        findings.append(theme.findings.clone());
        let routes = last.and_then(|last| last.routes(&checked, &theme));
        let routes = routes.unwrap_or_else(|| Arc::new(render::routes(&checked, &theme.value)));
        findings.append(routes.findings.clone());
        routes.value.check_links(&checked, &mut findings);
        for page in &checked.pages {
            if let Some(name) = page.page.front.template.as_ref().filter(|name| !theme.value.has(&name.value))
            {
                // A template is named with its ending.
                let whole = format!("{}.html", name.value);
                let near = if theme.value.has(&whole) {
                    crate::text::tail(Some(&whole))
                } else {
                    crate::text::suggestion(&name.value, theme.value.templates())
                };
                let message = format!("the theme has no template `{}`{near}", name.value);
                findings.report(Diagnostic::new(&lints::TEMPLATE_ERROR, name.span, message));
            }
        }
        let highlighted =
            self.highlighted.get_or_insert_with(|| Arc::new(Cache::from_bytes(&inputs.highlighted)));
        let shared = Shared::new(&checked, &theme.value, Arc::clone(highlighted), image_sizes(&inputs.files));
        let mut faulty_fields = BTreeMap::new();
        for (root, known) in shared.fields() {
            faulty_fields.extend(theme.value.check_fields(root, &known, &mut findings));
        }
        check::unshown(&checked, &mut findings);
        let mut findings = findings.into_vec();
        let unread = unread::unread(&inputs.files, &findings, &files);
        let mut suppressed = checked.suppress(&mut findings);
        suppressed.extend(subtract_baseline(&files, &mut findings));
        levels.apply(&mut findings);
        diag::sort(&mut findings, &files);
        self.last = Some(Last {
            checked: Arc::clone(&checked),
            theme: Arc::clone(&theme),
            routes: Arc::clone(&routes),
        });
        let timings = Timings {
            parse: parsed_at,
            check: checked_at - parsed_at,
            prepare: start.elapsed() - checked_at,
        };
        let value = Built {
            files,
            checked,
            theme,
            shared,
            routes,
            levels,
            suppressed,
            faulty_fields,
            unread,
            timings,
        };
        Settled { value, findings }
    }
}

/// A site needs a page to begin with.
fn home(checked: &Checked, files: &mut Files, findings: &mut Findings) {
    if checked.pages.iter().any(|page| page.out == "index.html") {
        return;
    }
    let at = config_file(files);
    let left_out = checked.hidden().get("content/index.md");
    let why = left_out.map_or("is missing", String::as_str);
    let help = match left_out {
        Some(_) => "publish it, or build with `--drafts`",
        None => "write it with a line `---`, a line `title: …` and another line `---`",
    };
    let message = format!("the site has no home page: `content/index.md` {why}");
    findings.report(Diagnostic::new(&lints::MISSING_HOME, Span::whole(at), message).help(help));
}
