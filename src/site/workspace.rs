//! The engine: it keeps what it knows of a site from one build to the next.
//!
//! In: [`Inputs`], again and again. Out: each time a [`Built`] site and all findings, the same as if nothing had been
//! kept. Only what changed, and what rests on it, is read and checked anew: `ARCHITECTURE.md` has the table. Files have
//! the same ids in all builds. Every command goes through here, most with one build only. Writes nothing.

use super::load::{Loaded, Loader};
use super::memo::{Memo, Same};
use super::{Built, Inputs, Timings, added_bytes, config_file, image_sizes, subtract_baseline, unread};
use crate::check::{self, Checked, Parsed};
use crate::diag::{self, Diagnosed, Diagnostic, Findings, Reported, Settled};
use crate::highlight::Cache;
use crate::lints;
use crate::render::{self, Before, KeptTexts, Routes, Shared};
use crate::text::{Files, Span};
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

/// A build, as far as the next one takes from it.
struct Last {
    checked: Arc<Checked>,
    /// What checking found, where that is all that there was to find: no new lines were told apart.
    found: Option<Arc<Findings>>,
    theme: Arc<Diagnosed<Theme>>,
    routes: Arc<Diagnosed<Routes>>,
    kept: Before,
}

impl Last {
    /// Its paths, where they are those of another site.
    fn routes(self, checked: &Checked, theme: &Arc<Diagnosed<Theme>>) -> Option<Arc<Diagnosed<Routes>>> {
        if !std::ptr::eq(&*self.checked, checked) && !Routes::hold(&self.checked, checked, &self.theme.value)
        {
            return None;
        }
        if Arc::ptr_eq(&self.theme, theme) {
            return Some(self.routes);
        }
        let same_names = self.theme.value.has_names_of(&theme.value);
        let routes = self.routes.value.with_statics(&theme.value).filter(|_| same_names)?;
        Some(Arc::new(Diagnosed::new(routes, self.routes.findings.clone())))
    }
}

/// The fields that templates may name: those of a theme, and what each root has.
type FieldsKey = (Same<Diagnosed<Theme>>, [(&'static str, Vec<String>); 2]);

/// A site whose inputs change.
#[derive(Default)]
pub struct Workspace {
    loader: Loader,
    last: Option<Last>,
    fields: Memo<FieldsKey, Diagnosed<BTreeMap<Span, Reported>>>,
    /// Highlighted code of all builds.
    highlighted: Option<Arc<Cache>>,
}

impl Workspace {
    /// Checks the site and makes it ready for rendering. Findings have their levels and are sorted. Highlighted code
    /// of the inputs counts in the first build only.
    pub fn build(&mut self, inputs: Inputs) -> Settled<Built> {
        self.build_unless(inputs, &|| false).expect("nothing makes these inputs old")
    }

    /// The same, unless the inputs are `old` before it is done: then nothing is made of them. What was read and checked
    /// is kept for the next build.
    pub fn build_unless(&mut self, inputs: Inputs, old: &dyn Fn() -> bool) -> Option<Settled<Built>> {
        let start = Instant::now();
        let mut findings = Findings::default();
        let Loaded { config, reporting, pages, keys, broken, known, assets, theme } =
            self.loader.load(&inputs, &mut findings);
        let parsed_at = start.elapsed();
        if old() {
            return None;
        }
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
        let (checked, found) = checked(parsed, last.as_ref());
        findings.append((*found).clone());
        let checked_at = start.elapsed();
        if old() {
            self.last = last;
            return None;
        }
        home(&checked, &mut files, &mut findings);
        let config = config_file(&mut files);
        check::vanished(&checked, &inputs.published, config, &mut findings);
        findings.append(theme.findings.clone());
        let mut kept = last.as_ref().map(|last| last.kept.clone());
        let changed = last.as_ref().filter(|last| !Arc::ptr_eq(&last.checked, &checked));
        if let (Some(kept), Some(last)) = (&mut kept, changed) {
            kept.counted = Arc::new(render::still_counted(&last.checked, &kept.counted, &checked));
        }
        let routes = last.and_then(|last| last.routes(&checked, &theme));
        if let (Some(kept), None) = (&mut kept, &routes) {
            kept.sidebars = None;
        }
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
        let images = image_sizes(&inputs.files);
        let texts = inputs.texts.as_ref().map(|store| {
            let config = &files.get(config).text;
            KeptTexts::new(Arc::clone(store), keys, config, &checked, &theme.value, &images)
        });
        let shared = Shared::new(&checked, &theme.value, Arc::clone(highlighted), images, texts, kept);
        let fields = self.fields.get((Same(Arc::clone(&theme)), shared.fields()), |(theme, roots)| {
            let (mut faulty, mut findings) = (BTreeMap::new(), Findings::default());
            for (root, known) in roots {
                faulty.extend(theme.0.value.check_fields(root, known, &mut findings));
            }
            Diagnosed::new(faulty, findings)
        });
        findings.append(fields.findings.clone());
        check::unshown(&checked, &mut findings);
        let mut findings = findings.into_vec();
        let unread = unread::unread(&inputs.files, &findings, &files);
        let mut suppressed = checked.suppress(&mut findings);
        suppressed.extend(subtract_baseline(&files, &mut findings));
        levels.apply(&mut findings);
        diag::sort(&mut findings, &files);
        self.last = Some(Last {
            checked: Arc::clone(&checked),
            found: inputs.added.is_none().then_some(found),
            theme: Arc::clone(&theme),
            routes: Arc::clone(&routes),
            kept: shared.kept(),
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
            faulty_fields: fields.value.clone(),
            unread,
            stores: [inputs.pages, inputs.texts],
            timings,
        };
        Some(Settled { value, findings })
    }
}

/// The checked site and what checking found: those of the last build, where neither pages nor data nor setup changed.
fn checked(parsed: Parsed, last: Option<&Last>) -> (Arc<Checked>, Arc<Findings>) {
    let kept = last.filter(|last| parsed.added.is_none() && parsed.is_of(&last.checked));
    if let Some((last, found)) = kept.and_then(|last| last.found.as_ref().map(|found| (last, found))) {
        return (Arc::clone(&last.checked), Arc::clone(found));
    }
    let Diagnosed { value, findings } = check::check(parsed, last.map(|last| &*last.checked));
    (Arc::new(value), Arc::new(findings))
}

/// A site needs a page to begin with.
fn home(checked: &Checked, files: &mut Files, findings: &mut Findings) {
    if checked.pages.iter().any(|page| &*page.out == "index.html") {
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
