//! From a fact reference to the one fact it means (docs/claims.md, "How a reference finds its fact").
//!
//! In: a reference and the page's default subject. Out: a fact, or why there is not exactly one.
//! No heuristics: the same reference means the same fact everywhere.

use super::facts::{Fact, Facts};
use super::ids::Ids;
use super::meant;
use super::trace::Trace;
use crate::diag::{Diagnostic, Reported};
use crate::doc::slug;
use crate::lints;
use crate::model::{Data, FactId, Rank, SubjectId};
use crate::parse::FactRef;
use crate::text::{Span, did_you_mean, is_slip, suggestion, tail};

/// So many letters the part of a subject's name has at least that is mistyped.
const SUBJECT: usize = 4;
/// So many of the facts that a reference may mean are shown.
const SHOWN: usize = 8;

/// Why a reference means no fact.
pub(crate) struct Unresolved {
    pub finding: Diagnostic,
    /// The part of the reference that is wrong, and what it was probably meant to be.
    pub repair: Option<(String, String)>,
}

impl From<Diagnostic> for Box<Unresolved> {
    fn from(finding: Diagnostic) -> Self {
        Box::new(Unresolved { finding, repair: None })
    }
}

/// The subject of references that name none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum DefaultSubject {
    /// The text sets none.
    #[default]
    Unset,
    /// The subject of the page or of the record.
    Is(SubjectId),
    /// One is set, and there is no such subject, as was reported.
    Unknown(Reported),
}

impl DefaultSubject {
    /// The subject that is set, where it is known.
    pub(crate) fn of(subject: Option<Result<SubjectId, Reported>>) -> Self {
        match subject {
            None => Self::Unset,
            Some(Ok(subject)) => Self::Is(subject),
            Some(Err(reported)) => Self::Unknown(reported),
        }
    }

    /// The subject, if there is one.
    pub(crate) fn known(self) -> Option<SubjectId> {
        match self {
            Self::Is(subject) => Some(subject),
            Self::Unset | Self::Unknown(_) => None,
        }
    }

    /// Why there is none, if that was reported.
    pub(crate) fn fault(self) -> Option<Reported> {
        match self {
            Self::Unknown(reported) => Some(reported),
            Self::Unset | Self::Is(_) => None,
        }
    }
}

/// Where references are looked up, and for whom.
#[derive(Clone, Copy)]
pub(crate) struct Lookup<'a> {
    /// The subject of references that name none.
    pub default: DefaultSubject,
    /// Where findings point.
    pub span: Span,
    pub data: &'a Data,
    pub facts: &'a Facts,
    pub ids: &'a Ids,
}

impl Lookup<'_> {
    /// Finds the fact of a reference; a finding says what stands in the way.
    pub(crate) fn fact(&self, reference: &FactRef, trace: &mut Trace) -> Result<FactId, Box<Unresolved>> {
        let subject = self.subject(reference)?;
        trace.say(|| {
            let id = &self.data.subjects[subject].id.value;
            let named = if reference.subject.is_some() { "named in the reference" } else { "the page's own" };
            format!("the subject is `{id}`, {named}; the attribute is `{}`", reference.attribute)
        });
        let meant = |reference: &FactRef| self.rejoined(reference).unwrap_or_default();
        let found = self.candidates(reference, subject, &meant)?;
        trace.say(|| format!("facts with the qualifiers asked for: {}", self.names(&found)));
        let found_before = found.clone();
        let best = live(found, reference, self.facts, trace);
        trace.say(|| format!("what remains: {}", self.names(&best)));
        match best.as_slice() {
            [one] => Ok(*one),
            [] => match found_before.iter().find(|n| self.facts[**n].ended) {
                Some(ended) => Err(self.over(reference, *ended).into()),
                None => Err(self.unknown(reference, subject)),
            },
            many => Err(self.ambiguous(many).into()),
        }
    }

    fn names(&self, found: &[FactId]) -> String {
        let name = |number: &FactId| {
            let fact = &self.facts[*number];
            let def = &self.data.facts[fact.def];
            format!("{}/{} ({})", def.subject.value, def.id.value, at(&fact.at))
        };
        match found {
            [] => "none".to_owned(),
            some => some.iter().take(8).map(name).collect::<Vec<_>>().join(", "),
        }
    }

    /// The only fact there is holds no longer.
    fn over(&self, reference: &FactRef, ended: FactId) -> Diagnostic {
        let def = &self.data.facts[self.facts[ended].def];
        let until = def.valid_until.as_ref().map_or_else(String::new, |date| format!(" {}", date.value));
        let message = format!("`{}` ended{until}, and no newer value is recorded", reference.attribute);
        Diagnostic::new(&lints::UNKNOWN_FACT, self.span, message)
            .caused_by(self.data.incomplete)
            .related(def.id.span, "the value that ended")
            .help(
                "record the value that holds now; to speak of the old one, give it a `year` and ask for that",
            )
    }

    fn ambiguous(&self, many: &[FactId]) -> Diagnostic {
        let message = format!("this matches {} facts", many.len());
        let rival = many.iter().find_map(|number| self.facts[*number].faults.rival);
        let mut finding = Diagnostic::new(&lints::AMBIGUOUS_REFERENCE, self.span, message).caused_by(rival);
        for number in many.iter().take(SHOWN) {
            let fact = &self.facts[*number];
            finding = finding.related(self.data.facts[fact.def].id.span, at(&fact.at));
        }
        let example =
            many.first().map_or_else(String::new, |n| shortest(*n, self.default, self.data, self.facts));
        if example.contains('@') {
            finding.help(format!("name the qualifiers: `{example}`"))
        } else {
            finding.help("they have the same qualifiers: give each its own, or record a `dispute`")
        }
    }

    fn subject(&self, reference: &FactRef) -> Result<SubjectId, Box<Unresolved>> {
        let Some(id) = &reference.subject else {
            return self.default.known().ok_or_else(|| self.no_subject(reference).into());
        };
        self.ids.subjects.get(id).ok_or_else(|| {
            let meant = self.rejoined(reference);
            let near = meant.unwrap_or_else(|| self.ids.subjects.near(id));
            let message = format!("unknown subject `{id}`{near}");
            let finding =
                Diagnostic::new(&lints::UNKNOWN_FACT, self.span, message).caused_by(self.data.incomplete);
            // The name of another subject is never a repair: the figure would be said of something else.
            let known = self.ids.subjects.nearest(id).filter(|known| is_slip(id, known, SUBJECT));
            let repair = known.map(|known| (format!("{id}/"), format!("{known}/")));
            Box::new(Unresolved { finding, repair })
        })
    }

    fn no_subject(&self, reference: &FactRef) -> Diagnostic {
        let message = format!("`{}` needs a subject: the page sets none", reference.attribute);
        let owner = self.data.facts.iter().find(|fact| fact.attribute.value == reference.attribute);
        let example = owner.map_or("subject", |fact| fact.subject.value.as_str());
        Diagnostic::new(&lints::NO_DEFAULT_SUBJECT, self.span, message)
            .help(format!(
                "write `fact:{example}/{}`, or set `subject:` in the front matter",
                reference.attribute
            ))
            .caused_by(self.default.fault())
    }

    /// Facts of the subject that have all the qualifiers asked for.
    fn candidates(
        &self,
        reference: &FactRef,
        subject: SubjectId,
        meant: &dyn Fn(&FactRef) -> String,
    ) -> Result<Vec<FactId>, Box<Unresolved>> {
        let (span, data, facts, ids) = (self.span, self.data, self.facts, self.ids);
        let Some(attribute) = ids.attributes.get(&reference.attribute) else {
            // A fact's own id stands for it where no attribute has that name.
            let first = |number: FactId| data.attributes[facts[number].attribute].qualifiers.first();
            let fits = |number: &FactId| {
                reference.qualifiers.iter().all(|(key, value)| {
                    let key = key.as_ref().or_else(|| first(*number).map(|(name, _)| &name.value));
                    facts[*number].at.iter().any(|(k, v)| Some(k) == key && v == value)
                })
            };
            return facts
                .by_id(subject, &reference.attribute)
                .filter(fits)
                .map(|number| vec![number])
                .ok_or_else(|| self.unknown(reference, subject));
        };
        let names = &data.attributes[attribute].qualifiers;
        let mut wanted = Vec::new();
        for (key, value) in &reference.qualifiers {
            let key = match (key, names.first()) {
                (Some(key), _) => key.as_str(),
                (None, Some((first, _))) => first.value.as_str(),
                (None, None) => {
                    let meant = meant(reference);
                    let message = format!(
                        "`{}` has no qualifiers, so `@{value}` means nothing{meant}",
                        reference.attribute
                    );
                    return Err(Diagnostic::new(&lints::UNKNOWN_QUALIFIER, span, message).into());
                }
            };
            if !names.iter().any(|(name, _)| name.value == key) {
                let known: Vec<_> = names.iter().map(|(name, _)| name.value.as_str()).collect();
                let near = suggestion(key, known.iter().copied());
                let message = format!("`{key}` is not a qualifier of {}{near}", reference.attribute);
                let finding = Diagnostic::new(&lints::UNKNOWN_QUALIFIER, span, message);
                let near = did_you_mean(key, known).filter(|known| is_slip(key, known, 2));
                let repair = near.map(|known| (format!("{key}="), format!("{known}=")));
                return Err(Box::new(Unresolved { finding, repair }));
            }
            wanted.push((key, value.as_str()));
        }
        let has = |number: &FactId| {
            let fact = &facts[*number];
            wanted.iter().all(|(key, value)| fact.at.iter().any(|(k, v)| k == key && v == value))
        };
        let some = facts.perhaps_at(subject, attribute, wanted.first().copied());
        Ok(some.iter().copied().filter(has).collect())
    }

    /// The end of a sentence on a reference whose words mean a fact with other signs between them.
    fn rejoined(&self, reference: &FactRef) -> Option<String> {
        let meant = meant::rejoined(reference).iter().find_map(|form| self.plainly(form))?;
        Some(tail(Some(self.shortest(meant))))
    }

    /// The one fact of a reference, if it means one as it stands.
    fn plainly(&self, reference: &FactRef) -> Option<FactId> {
        let subject = match &reference.subject {
            Some(id) => self.ids.subjects.get(id)?,
            None => self.default.known()?,
        };
        self.ids.attributes.get(&reference.attribute)?;
        let found = self.candidates(reference, subject, &|_| String::new()).ok()?;
        match live(found, reference, self.facts, &mut Trace::default()).as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    fn shortest(&self, number: FactId) -> String {
        shortest(number, self.default, self.data, self.facts)
    }

    /// Why a fact may be missing that a reference means, where that was reported.
    fn missing(&self, reference: &FactRef, owner: &str, same: &[&&Fact]) -> Option<Reported> {
        let unqualified = || same.iter().find_map(|fact| fact.faults.qualifiers);
        let lost = || self.facts.lost(owner, &reference.attribute, self.data);
        self.data.incomplete.or_else(lost).or_else(unqualified)
    }

    fn unknown(&self, reference: &FactRef, subject: SubjectId) -> Box<Unresolved> {
        let (span, data, facts) = (self.span, self.data, self.facts);
        let mut repair = None;
        let owner = &data.subjects[subject].id.value;
        let asked = match reference.qualifiers.as_slice() {
            [] => format!("{owner}/{}", reference.attribute),
            quals => {
                let quals: Vec<_> = quals
                    .iter()
                    .map(|(key, value)| key.as_ref().map_or(value.clone(), |key| format!("{key}={value}")))
                    .collect();
                format!("{owner}/{}@{}", reference.attribute, quals.join(","))
            }
        };
        let attribute = |fact: &Fact| data.attributes[fact.attribute].id.value.as_str();
        let own: Vec<_> = facts.of_subject(subject).iter().map(|number| &facts[*number]).collect();
        let same: Vec<_> = own.iter().filter(|fact| attribute(fact) == reference.attribute).collect();
        let mut finding = Diagnostic::new(&lints::UNKNOWN_FACT, span, format!("unknown fact `{asked}`"))
            .caused_by(
                self.missing(reference, owner, &same)
                    .or_else(|| data.why_missing(owner, &reference.attribute)),
            );
        if let Some(meant) = same.is_empty().then(|| self.rejoined(reference)).flatten() {
            finding.message.push_str(&meant);
        } else if same.is_empty() {
            let elsewhere = facts.items.iter().find(|fact| attribute(fact) == reference.attribute);
            let id = |fact: &&Fact| data.facts[fact.def].id.value.as_str();
            let label = slug(&reference.attribute);
            let labelled =
                own.iter().copied().find(|fact| slug(&data.attributes[fact.attribute].label) == label);
            if reference.subject.is_none() && self.ids.subjects.contains(&reference.attribute) {
                finding.message = format!("`{}` is a subject, and no fact of one", reference.attribute);
                finding.help.push(format!("name one of its facts: `fact:{}/…`", reference.attribute));
            } else if let Some(fact) = labelled {
                finding.message.push_str(&format!("; did you mean `{owner}/{}`?", attribute(fact)));
            } else if let Some(near) =
                did_you_mean(&reference.attribute, own.iter().map(|fact| attribute(fact)))
            {
                finding.message.push_str(&format!("; did you mean `{owner}/{near}`?"));
                repair = is_slip(&reference.attribute, near, 2)
                    .then(|| (reference.attribute.clone(), near.to_owned()));
            } else if let Some(near) = did_you_mean(&reference.attribute, own.iter().map(id)) {
                finding.message.push_str(&format!("; did you mean `{owner}/{near}`?"));
            } else if let Some(other) = elsewhere {
                let id = &data.subjects[other.subject].id.value;
                finding.message.push_str(&format!("; did you mean `{id}/{}`?", reference.attribute));
            }
        } else {
            let first = data.attributes[same[0].attribute].qualifiers.first().map(|(name, _)| &*name.value);
            let near = |number: &&FactId| {
                let fact = &facts[**number];
                attribute(fact) == reference.attribute && meant::is_slip_of(reference, first, &fact.at)
            };
            let meant = facts.of_subject(subject).iter().find(near).copied();
            let named = |number: FactId| {
                let fact = &facts[number];
                let short = self.shortest(number);
                let bare = !short.contains('@') && fact.at.len() == 1;
                if bare { format!("{short}@{}", fact.at[0].1) } else { short }
            };
            finding.message.push_str(&tail(meant.map(named)));
            for fact in same.into_iter().take(SHOWN) {
                finding = finding.related(data.facts[fact.def].id.span, at(&fact.at));
            }
        }
        Box::new(Unresolved { finding, repair })
    }
}

/// Drops deprecated facts, then those whose time has ended, then keeps the preferred, if any.
fn live(mut found: Vec<FactId>, reference: &FactRef, facts: &Facts, trace: &mut Trace) -> Vec<FactId> {
    let fact = |number: &FactId| &facts[*number];
    if found.len() > 1 || !reference.qualifiers.is_empty() {
        let rest: Vec<_> = found.iter().copied().filter(|n| fact(n).rank != Rank::Deprecated).collect();
        if !rest.is_empty() && rest.len() < found.len() {
            trace.say(|| format!("dropped {} deprecated", found.len() - rest.len()));
            found = rest;
        }
    }
    let year_asked = reference.qualifiers.iter().any(|(key, _)| key.as_deref() == Some("year"));
    if !year_asked {
        let before = found.len();
        found.retain(|n| !fact(n).ended);
        if found.len() < before {
            trace.say(|| format!("dropped {} no longer valid", before - found.len()));
        }
    }
    if found.iter().any(|n| fact(n).rank == Rank::Preferred) {
        trace.say(|| "kept the preferred only".to_owned());
        found.retain(|n| fact(n).rank == Rank::Preferred);
    }
    // A fact without qualifiers answers a reference without qualifiers.
    if found.len() > 1 && reference.qualifiers.is_empty() {
        let bare: Vec<_> = found.iter().copied().filter(|n| fact(n).at.is_empty()).collect();
        if bare.len() == 1 {
            return bare;
        }
    }
    found
}

/// The live fact that answers the same question as one whose time has ended.
pub(crate) fn successor(number: FactId, facts: &Facts) -> Option<FactId> {
    let old = &facts[number];
    let same = |at: &[(String, String)]| -> Vec<(String, String)> {
        at.iter().filter(|(key, _)| key != "year").cloned().collect()
    };
    let live = facts.of(old.subject, old.attribute).iter().copied().filter(|other| {
        let fact = &facts[*other];
        *other != number && fact.is_live() && same(&fact.at) == same(&old.at)
    });
    live.max_by_key(|other| {
        let fact = &facts[*other];
        (fact.rank == Rank::Preferred, fact.as_of.map(|date| date.last()))
    })
}

/// The shortest reference that means a fact: without the subject where the page's own is meant, with
/// qualifiers only where they tell it apart.
pub(crate) fn shortest(number: FactId, default: DefaultSubject, data: &Data, facts: &Facts) -> String {
    let fact = &facts[number];
    let attribute = &data.attributes[fact.attribute];
    let mut text = String::new();
    if default.known() != Some(fact.subject) {
        text.push_str(&data.subjects[fact.subject].id.value);
        text.push('/');
    }
    text.push_str(&attribute.id.value);
    let bare = FactRef { attribute: attribute.id.value.clone(), ..FactRef::default() };
    // Where a qualifier is required there will be facts with others.
    let required = attribute.qualifiers.iter().any(|(_, required)| *required);
    let qualified = !fact.at.is_empty() && (required || facts.are_many(fact.subject, fact.attribute));
    if !qualified {
        let all = facts.of(fact.subject, fact.attribute).to_vec();
        if live(all, &bare, facts, &mut Trace::default()) == [number] {
            return text;
        }
    }
    let writable = |value: &str| value.chars().all(|c| c.is_alphanumeric() || "-._".contains(c));
    if !fact.at.iter().all(|(_, value)| writable(value)) {
        // A reference has no blanks; the fact's own id stands for it.
        text.truncate(text.len() - attribute.id.value.len());
        text.push_str(&data.facts[fact.def].id.value);
        return text;
    }
    let first = attribute.qualifiers.first().map(|(name, _)| name.value.as_str());
    let qualifiers: Vec<String> = fact
        .at
        .iter()
        .map(|(key, value)| {
            if Some(key.as_str()) == first && fact.at.len() == 1 {
                value.clone()
            } else {
                format!("{key}={value}")
            }
        })
        .collect();
    if !qualifiers.is_empty() {
        text.push('@');
        text.push_str(&qualifiers.join(","));
    }
    text
}

/// Qualifiers as words: `level=senior, year=2026`.
pub(crate) fn at(at: &[(String, String)]) -> String {
    if at.is_empty() {
        return "without qualifiers".to_owned();
    }
    at.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(", ")
}
