//! Which facts a table shows.
//!
//! In: references. Out: each with its fact; one that means none is a finding and left out.

use crate::check::{Claim, ClaimState};
use crate::diag::Findings;
use crate::parse::Binding;
use crate::views::resolve::Place;

/// Looks them up.
pub(crate) fn resolve(references: &[Binding], at: &Place<'_>, findings: &mut Findings) -> Vec<Claim> {
    let claims = references.iter().map(|reference| at.claims.claim(reference, at.subject, findings));
    claims.filter(|claim| matches!(claim.state, ClaimState::Inserted { .. })).collect()
}
