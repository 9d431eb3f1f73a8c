//! What is asked about a built site, as reports.
//!
//! In: a site, and what is asked. Out: a report of `audit`, or names for one. Changes nothing and prints nothing.

use super::Built;
use crate::audit;
use crate::model::{AttributeId, SubjectId};
use std::collections::BTreeMap;

impl Built {
    /// Ids of subjects that have facts, four at most, and of the attributes that these facts are about.
    pub fn comparable(&self) -> (Vec<&str>, Vec<&str>) {
        let (data, facts) = (&self.checked.data, &self.checked.facts);
        let subjects: Vec<SubjectId> =
            data.subjects.keys().filter(|number| self.checked.has_facts(*number)).take(4).collect();
        let about = |attribute: &AttributeId| {
            let mut own = subjects.iter().flat_map(|subject| facts.of_subject(*subject));
            own.any(|fact| facts[*fact].attribute == *attribute)
        };
        let attributes = data.attributes.keys().filter(about);
        (
            subjects.iter().map(|number| data.subjects[*number].id.value.as_str()).collect(),
            attributes.map(|number| data.attributes[number].id.value.as_str()).collect(),
        )
    }

    /// Which figures are backed.
    pub fn coverage(&self) -> audit::CoverageReport {
        audit::coverage(&self.checked, &self.files, self.oldest_fact())
    }

    /// What is overdue, and what will be within some days.
    pub fn due(&self, days: i32) -> audit::Due {
        audit::due(&self.checked, &self.files, days)
    }

    /// What a fact touches.
    ///
    /// # Errors
    /// The reference means no fact, or several.
    pub fn impact(&self, reference: &str) -> Result<audit::Impact, String> {
        audit::impact(&self.checked, &self.files, reference)
    }

    /// The addresses of other sites that the guide leads to.
    pub fn addresses(&self) -> audit::Addresses {
        audit::addresses(&self.checked, &self.files)
    }

    /// Judges the addresses by what a link checker found today and by the ledger, which follows; one that failed on so many
    /// `days` is broken.
    pub fn judge_links(
        &self,
        outcomes: &audit::Outcomes,
        ledger: &mut audit::Ledger,
        days: usize,
    ) -> audit::LinkReport {
        audit::judge(&self.addresses(), outcomes, ledger, self.checked.today, days)
    }

    /// What every fact says, by `subject/id`.
    pub fn said(&self) -> BTreeMap<String, audit::Said> {
        audit::said(&self.checked)
    }

    /// The `subject/id` of the fact that a reference means.
    ///
    /// # Errors
    /// It means no fact, or several.
    pub fn fact_name(&self, reference: &str) -> Result<String, String> {
        audit::find(&self.checked, reference)
            .map(|number| self.checked.data.facts[self.checked.facts[number].def].name())
    }

    /// What the checks would notice if facts and, with `prose`, figures were others.
    pub fn mutate(&self, prose: bool) -> audit::MutationReport {
        audit::mutate(&self.checked, &self.files, prose)
    }

    /// How the verdict on the claim at a place came about.
    ///
    /// # Errors
    /// There is no such file, or no claim there.
    pub fn steps(
        &self,
        path: &str,
        line: usize,
        column: Option<usize>,
    ) -> Result<audit::Steps, audit::StepsError> {
        audit::steps(&self.checked, &self.files, path, line, column)
    }
}
