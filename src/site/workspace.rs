//! The engine: it keeps what it knows of a site from one build to the next.
//!
//! In: [`Inputs`], again and again. Out: each time a [`Built`] site and all findings, the same as if nothing had been
//! kept. Only what changed, and what rests on it, is read and checked anew: `ARCHITECTURE.md` has the table. Files have
//! the same ids in all builds. Every command goes through here, most with one build only. Writes nothing.

use super::load::{Loaded, Loader};
use super::{Built, Inputs, Timings, added_bytes, config_file, image_sizes, levels, subtract_baseline};
use crate::check::{self, Checked, Parsed};
use crate::diag::{self, Diagnosed, Diagnostic, Findings, Settled};
use crate::highlight::Cache;
use crate::lints;
use crate::render::{self, Routes, Shared};
use crate::text::names::BASELINE;
use crate::text::{Files, Span};
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

/// The paths of a site, and what they rest on.
struct Kept {
    routes: Arc<Diagnosed<Routes>>,
    checked: Arc<Checked>,
    theme: Arc<Diagnosed<Theme>>,
}

/// A site whose inputs change.
#[derive(Default)]
pub struct Workspace {
    loader: Loader,
    checked: Option<Arc<Checked>>,
    routes: Option<Kept>,
    /// Highlighted code of all builds.
    highlighted: Option<Arc<Cache>>,
}

impl Workspace {
    /// Checks the site and makes it ready for rendering. Findings have their levels and are sorted. Highlighted code
    /// of the inputs counts in the first build only.
    pub fn build(&mut self, inputs: Inputs) -> Settled<Built> {
        let start = Instant::now();
        let mut findings = Findings::default();
        let Loaded { config, pages, broken, known, assets, theme } = self.loader.load(&inputs, &mut findings);
        let parsed_at = start.elapsed();
        let mut files = self.loader.files.clone();
        let levels = levels(&config, &inputs.levels);
        let parsed = Parsed {
            config,
            pages,
            broken,
            known,
            assets,
            today: inputs.today,
            drafts: inputs.drafts,
            levels: levels.clone(),
            all_findings: inputs.files.contains_key(BASELINE),
            added: inputs.added.as_ref().map(|added| added_bytes(added, &files)),
        };
        let checked = check::check(parsed, self.checked.as_deref()).collect_into(&mut findings);
        let checked = Arc::new(checked);
        self.checked = Some(Arc::clone(&checked));
        let checked_at = start.elapsed();
        home(&checked, &mut files, &mut findings);
        let config = config_file(&mut files);
        check::vanished(&checked, &inputs.published, config, &mut findings);
        findings.append(theme.findings.clone());
        let routes = self.routes(&checked, &theme);
        findings.append(routes.findings.clone());
        routes.value.check_links(&checked, &mut findings);
        for page in &checked.pages {
            if let Some(name) = page.page.front.template.as_ref().filter(|name| !theme.value.has(&name.value))
            {
                let near = crate::text::suggestion(&name.value, theme.value.templates());
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
        let mut findings = findings.into_vec();
        let mut suppressed = checked.suppress(&mut findings);
        suppressed.extend(subtract_baseline(&files, &mut findings));
        levels.apply(&mut findings);
        diag::sort(&mut findings, &files);
        let timings = Timings {
            parse: parsed_at,
            check: checked_at - parsed_at,
            prepare: start.elapsed() - checked_at,
        };
        let value =
            Built { files, checked, theme, shared, routes, levels, suppressed, faulty_fields, timings };
        Settled { value, findings }
    }
}

impl Workspace {
    fn routes(&mut self, checked: &Arc<Checked>, theme: &Arc<Diagnosed<Theme>>) -> Arc<Diagnosed<Routes>> {
        let kept = self
            .routes
            .take()
            .filter(|kept| Arc::ptr_eq(&kept.theme, theme) && Routes::hold(&kept.checked, checked));
        let routes = match kept {
            Some(kept) => kept.routes,
            None => Arc::new(render::routes(checked, &theme.value)),
        };
        let (checked, theme) = (Arc::clone(checked), Arc::clone(theme));
        self.routes = Some(Kept { routes: Arc::clone(&routes), checked, theme });
        routes
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
