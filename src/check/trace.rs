//! The steps of one verdict, for `prepress explain claim`.
//!
//! In: sentences. Out: a list of them when tracing is on; otherwise the sentences are not even made.

/// Takes down how a verdict came about.
#[derive(Debug, Default)]
pub(crate) struct Trace(Option<Vec<String>>);

impl Trace {
    /// A trace that is written down.
    pub(crate) fn listening() -> Self {
        Self(Some(Vec::new()))
    }

    /// Adds a step.
    pub(crate) fn say(&mut self, step: impl FnOnce() -> String) {
        if let Some(steps) = &mut self.0 {
            steps.push(step());
        }
    }

    /// The steps taken down.
    pub(crate) fn steps(self) -> Vec<String> {
        self.0.unwrap_or_default()
    }
}
