//! Claims bound to a fact: which fact, which of its numbers, and whether the words agree with it.
//!
//! In: a fact reference and the words. Out: the state of the claim. Comparisons with another fact are
//! in `compare`; the words of findings in `report`.

use super::wording::Wording;
use super::{Case, Checker, ClaimState};
use crate::check::facts::Fact;
use crate::check::lookup::{self, Lookup};
use crate::check::names::related;
use crate::check::trace::Trace;
use crate::diag::{Applicability, Diagnostic, Findings, Fix, applied};
use crate::lints;
use crate::model::{DisputeStatus, FactId, Rank, SubjectId};
use crate::parse::{BindingKind, FactRef, Target};
use crate::value::{
    Amount, Date, Form, Kind, MatchMode, Options, Schema, Shape, Stat, Stated, Stored, TimeUnit, agree,
    agree_is, attached_after, attached_before, covers, format as show, in_time_unit, lies_elsewhere, point,
    read_wording, statistic,
};
use std::borrow::Cow;

/// A fact with the value and the schema that its reference asks for.
pub(super) struct ResolvedFact<'a> {
    pub number: FactId,
    /// The number of the value that is still to be chosen.
    pub statistic: Option<Stat>,
    pub value: Cow<'a, Stored>,
    pub schema: Cow<'a, Schema>,
}

/// What samples consist of.
const SAMPLE: [&str; 20] = [
    "answer",
    "response",
    "report",
    "entry",
    "respondent",
    "participant",
    "data point",
    "offer",
    "person",
    "people",
    "candidate",
    "applicant",
    "employee",
    "student",
    "reader",
    "user",
    "interview",
    "review",
    "learner",
    "member",
];

/// The first or last of a range of dates.
fn end_of_dates(value: &Stored, stat: Stat) -> Option<Date> {
    match (&value.shape, stat) {
        (Shape::Dates(first, _), Stat::Min) => Some(*first),
        (Shape::Dates(_, last), Stat::Max) => Some(*last),
        _ => None,
    }
}

impl Checker<'_> {
    pub(super) fn fact_claim(&self, reference: &FactRef, case: &mut Case<'_>) -> (String, ClaimState) {
        let binding = case.binding;
        let words = || binding.wording.clone();
        let number = match self.resolve(reference, &reference.path(), case) {
            Some(number) => number,
            None => return (words(), ClaimState::Unreadable { fact: None }),
        };
        self.remark_on_fact(number, reference, &reference.path(), case);
        if let Some(reason) = &self.data.facts[self.facts[number].def].not_applicable {
            let message = "the fact says that this does not apply, so there is no value to write";
            let finding = Diagnostic::new(&lints::VALUE_MISMATCH, binding.span, message);
            case.findings.report(finding.related(reason.span, "not applicable"));
            return (words(), ClaimState::Unreadable { fact: Some(number) });
        }
        let Some(meant) = self.meant(number, reference, case) else {
            return (words(), ClaimState::Unreadable { fact: Some(number) });
        };
        if binding.kind == BindingKind::Insert {
            return self.insert(&meant, reference, case);
        }
        if let Some(option) = reference.options.only_for_insertions() {
            let message = format!("`{option}=` is not allowed here: the words are written already");
            let help = "options of an assertion: vs, gt, lt, ge, le, eq, is, match, tol";
            case.find(Diagnostic::new(&lints::UNKNOWN_OPTION, binding.target_span, message).help(help));
        }
        let claim = Wording::of(binding, &meant.schema, reference.options.compare.is_some());
        case.trace.say(|| format!("the words read are `{}`", claim.text));
        let state = self.verdict(&meant, reference, &claim, case);
        if matches!(state, ClaimState::Supported { .. }) {
            self.estimate(number, &claim, case);
        }
        self.other_subject(number, &claim, case);
        (claim.text, state)
    }

    /// The fact of a reference, which stands as `written` in the destination; findings say why there is none.
    pub(super) fn resolve(&self, reference: &FactRef, written: &str, case: &mut Case<'_>) -> Option<FactId> {
        let asked = Lookup {
            default: case.default,
            span: case.binding.reference_span(written),
            data: self.data,
            facts: self.facts,
            ids: self.ids,
        };
        match asked.fact(reference, case.trace) {
            Ok(number) => Some(number),
            Err(unresolved) => {
                let mut finding = unresolved.finding;
                if let Some((old, new)) = unresolved.repair {
                    finding.fix = self.retarget(written, &old, &new, case);
                }
                case.find(finding);
                None
            }
        }
    }

    /// The edit that lets a reference mean another fact: only where that fact supports the words as they stand.
    fn retarget(&self, written: &str, old: &str, new: &str, case: &Case<'_>) -> Option<Fix> {
        let binding = case.binding;
        let fix = binding.retarget(written, old, new, Applicability::Unsafe)?;
        let edits = fix.edits.iter().map(|edit| {
            let at = (edit.span.start - binding.target_span.start) as usize;
            (at..at + old.len(), edit.text.as_str())
        });
        let destination = applied(&binding.destination, 0..binding.destination.len(), edits);
        let meant = binding.with_destination(&destination)?;
        let Target::Fact(reference) = &meant.target else { return None };
        let (findings, trace) = (&mut Findings::default(), &mut Trace::default());
        let mut tried = Case { binding: &meant, default: case.default, findings, trace };
        let (_, state) = self.fact_claim(reference, &mut tried);
        matches!(state, ClaimState::Supported { .. } | ClaimState::Inserted { .. }).then_some(fix)
    }

    /// The value that a reference means: the fact's own, one of its numbers, or its as-of date.
    fn meant(&self, number: FactId, reference: &FactRef, case: &mut Case<'_>) -> Option<ResolvedFact<'_>> {
        let fact = &self.facts[number];
        if reference.as_of {
            return self.as_of(number, case);
        }
        let schema = self.facts.schema(fact);
        let value = fact.value.as_ref()?;
        if reference.statistic == Some(Stat::Count) {
            // The size of the sample is a number of answers, whatever the attribute holds.
            let amount = statistic(value, Stat::Count);
            if amount.is_none() {
                let message = "the fact gives no sample size".to_owned();
                self.report(&lints::STATISTIC_MISMATCH, case.binding.target_span, message, number, case);
            }
            let schema = Schema::new(Kind::Count, None).ok()?.with_nouns(SAMPLE);
            let amount = Amount { unit: schema.unit.clone(), ..amount? };
            let (value, schema) = (Cow::Owned(point(amount)), Cow::Owned(schema));
            return Some(ResolvedFact { number, statistic: None, value, schema });
        }
        if let Some(day) = reference.statistic.and_then(|stat| end_of_dates(value, stat)) {
            if day.is_open() {
                let message = "the fact is open on that side, so there is no such end".to_owned();
                self.report(&lints::STATISTIC_MISMATCH, case.binding.target_span, message, number, case);
                return None;
            }
            case.trace.say(|| format!("one end of the dates is asked for, {day}"));
            let value = Cow::Owned(Stored::of_date(day, day.to_string()));
            return Some(ResolvedFact { number, statistic: None, value, schema: Cow::Borrowed(schema) });
        }
        case.trace.say(|| {
            let options = self.options(reference, fact);
            format!("the fact is {}{options}", show(value, schema, Form::Long))
        });
        for step in fact.derived.iter().flat_map(|derived| &derived.steps) {
            case.trace.say(|| format!("derived: {step}"));
        }
        let statistic = reference.statistic;
        Some(ResolvedFact { number, statistic, value: Cow::Borrowed(value), schema: Cow::Borrowed(schema) })
    }

    fn options(&self, reference: &FactRef, fact: &Fact) -> String {
        let stat =
            reference.statistic.map_or_else(String::new, |stat| format!("; `#{}` is asked for", stat.name()));
        let date = fact.as_of.map_or_else(String::new, |date| format!(", as of {date}"));
        format!("{date}{stat}")
    }

    fn as_of(&self, number: FactId, case: &mut Case<'_>) -> Option<ResolvedFact<'_>> {
        let date = self.facts[number].as_of;
        let schema = Schema::new(Kind::Date, None).ok()?;
        let value = date.and_then(|date| Some(Stored::of_date(date.value()?, date.for_people())));
        if value.is_none() {
            let message = "the fact has no as-of".to_owned();
            self.report(&lints::STATISTIC_MISMATCH, case.binding.target_span, message, number, case);
        }
        case.trace.say(|| {
            format!("`#as-of` asks for the date, {}", date.map_or_else(String::new, |d| d.to_string()))
        });
        Some(ResolvedFact { number, statistic: None, value: Cow::Owned(value?), schema: Cow::Owned(schema) })
    }

    pub(super) fn remark_on_fact(
        &self,
        number: FactId,
        reference: &FactRef,
        written: &str,
        case: &mut Case<'_>,
    ) {
        let fact = &self.facts[number];
        let def = &self.data.facts[fact.def];
        if fact.rank == Rank::Deprecated {
            let why = def.note.as_deref().unwrap_or("no reason is given");
            let message = format!("this fact is deprecated: {why}");
            case.find(
                Diagnostic::new(&lints::DEPRECATED_FACT, case.binding.span, message)
                    .related(def.id.span, "deprecated here"),
            );
        }
        if fact.ended
            && let Some(newer) = lookup::successor(number, self.facts)
        {
            let until = def.valid_until.as_ref().map_or_else(String::new, |date| date.value.to_string());
            let now = self.facts[newer].value.as_ref();
            let now = now.map_or_else(String::new, |value| {
                format!(": {}", show(value, self.facts.schema(fact), Form::Short))
            });
            let message = format!("this value ended {until}; a newer one exists{now}");
            let own = lookup::shortest(newer, case.default, self.data, self.facts);
            let mut finding = Diagnostic::new(&lints::SUPERSEDED_FACT, case.binding.target_span, message)
                .related(def.id.span, "the value that ended")
                .related(self.data.facts[self.facts[newer].def].id.span, "the newer value")
                .help(format!("refer to `fact:{own}`, or say in the sentence that the value is historical"));
            finding.fix = self.retarget(written, &reference.path(), &own, case);
            case.find(finding);
        }
    }

    /// A figure that is an estimate should be called one.
    fn estimate(&self, number: FactId, claim: &Wording<'_>, case: &mut Case<'_>) {
        let def = &self.data.facts[self.facts[number].def];
        if def.method != Some("estimate") {
            return;
        }
        let binding = case.binding;
        let around = format!("{} {} {}", binding.before.text, claim.text, binding.after.text).to_lowercase();
        if ["estimat", "guess", "projected", "modelled"].iter().any(|word| around.contains(word)) {
            return;
        }
        let message =
            format!("`{}`: the fact is an estimate, and the sentence does not say so", claim.text.trim());
        let point = crate::text::Span { end: binding.words_span.start, ..binding.words_span };
        let finding = Diagnostic::new(&lints::ESTIMATE_AS_FACT, claim.span, message)
            .related(def.id.span, "method: estimate")
            .help("say \"an estimated\", or accept the badge with `allow` on the fact")
            .fix(Applicability::Unsafe, point, "an estimated ");
        case.find(finding);
    }

    /// A sentence that names another subject and not the bound one may mean the other one's fact.
    fn other_subject(&self, number: FactId, claim: &Wording<'_>, case: &mut Case<'_>) {
        let Some(names) = &self.names else { return };
        let own = self.facts[number].subject;
        let binding = case.binding;
        let stop = |c: char| matches!(c, '.' | '!' | '?' | ';');
        let head = binding.before.text.rsplit(stop).next().unwrap_or("");
        let tail = binding.after.text.split(stop).next().unwrap_or("");
        let named = names.in_text(&format!("{head}{}{tail}", binding.wording));
        let known = |subject: &SubjectId| related(own, *subject, self.data, self.ids);
        if named.is_empty() || named.iter().any(known) {
            return;
        }
        let label = |subject: SubjectId| self.data.subjects[subject].label.as_str();
        let message = format!(
            "the sentence names {}, the figure is bound to a fact of {}",
            label(named[0]),
            label(own)
        );
        let finding = self.beside_fact(&lints::SUBJECT_MISMATCH, claim.span, message, number);
        case.find(finding.help("bind it to the other subject's fact, or name this one in the sentence"));
    }

    fn insert(
        &self,
        meant: &ResolvedFact<'_>,
        reference: &FactRef,
        case: &mut Case<'_>,
    ) -> (String, ClaimState) {
        let unreadable = (String::new(), ClaimState::Unreadable { fact: Some(meant.number) });
        let target = case.binding.target_span;
        if let Some(option) = reference.options.only_for_assertions() {
            let message = format!("`{option}=` is not allowed here: `<fact:…>` inserts the value as it is");
            let help = "options of an insertion: fmt, as";
            case.find(Diagnostic::new(&lints::UNKNOWN_OPTION, target, message).help(help));
        }
        let Some(mut value) = self.chosen(meant, case) else { return unreadable };
        if let Some(unit) = reference.options.unit.as_deref() {
            let read = TimeUnit::from_word(unit);
            let Some((noun, converted)) =
                read.and_then(|unit| Some((unit.noun(), in_time_unit(&value, unit)?)))
            else {
                let message = format!("`as={unit}`: the value cannot be written in that unit");
                let help = "`as` takes a unit of time that the value converts to exactly, such as `days`";
                case.find(Diagnostic::new(&lints::UNKNOWN_OPTION, target, message).help(help));
                return unreadable;
            };
            if !show(&converted, &meant.schema, Form::Long).contains(noun) {
                let message = format!("`as={noun}`: the value is not a whole number of that unit");
                case.find(Diagnostic::new(&lints::UNKNOWN_OPTION, target, message));
                return unreadable;
            }
            value = converted;
        }
        let form = match reference.options.form.as_deref().map(str::parse::<Form>) {
            None => Form::Short,
            Some(Ok(form)) => form,
            Some(Err(_)) => {
                let message = "`fmt` is one of short, long, range, plain";
                case.find(Diagnostic::new(&lints::UNKNOWN_OPTION, target, message));
                return unreadable;
            }
        };
        let open = self.facts[meant.number].alternatives(&meant.schema);
        let whole = reference.statistic.is_none() && !reference.as_of;
        case.trace.say(|| "the value is inserted, so there are no words to check".to_owned());
        let text =
            open.filter(|_| whole).unwrap_or_else(|| meant.schema.shown(&show(&value, &meant.schema, form)));
        self.touched(meant, &value, &text, case);
        (text.clone(), ClaimState::Inserted { fact: meant.number, text })
    }

    /// Refuses letters, digits and signs that touch an inserted value and make another figure of it: `<fact:fee>K`.
    fn touched(&self, meant: &ResolvedFact<'_>, value: &Stored, text: &str, case: &mut Case<'_>) {
        let (head, tail) = (&case.binding.before.text, &case.binding.after.text);
        let (mut before, mut after) =
            (attached_before(head, 0, &meant.schema), attached_after(tail, 0, &meant.schema));
        // "half of <fact:fee>" says so itself.
        if head.ends_with(char::is_whitespace) {
            before = 0;
        }
        if tail.starts_with(char::is_whitespace) {
            after = 0;
        }
        if before + after == 0 {
            return;
        }
        let whole = format!("{}{text}{}", &head[head.len() - before..], &tail[..after]);
        let holds = |words: &str| {
            read_wording(words, &meant.schema)
                .is_ok_and(|stated| agree(&stated, value, &meant.schema, &Options::default()).is_supported())
        };
        if holds(text) && !holds(&whole) {
            let message = format!("`{}` is another figure than the value inserted, {text}", whole.trim());
            let finding = self.beside_fact(&lints::VALUE_MISMATCH, case.binding.span, message, meant.number);
            case.find(finding.help("part what touches the value from it, or write the figure and bind it"));
        }
    }

    /// The value, or the one number of it that is asked for.
    fn chosen(&self, meant: &ResolvedFact<'_>, case: &mut Case<'_>) -> Option<Stored> {
        let Some(stat) = meant.statistic else { return Some(meant.value.clone().into_owned()) };
        let amount = statistic(&meant.value, stat);
        if amount.is_none() {
            let message = format!("the fact has no {}", stat.name());
            self.report(&lints::STATISTIC_MISMATCH, case.binding.target_span, message, meant.number, case);
        }
        amount.map(point)
    }

    fn verdict(
        &self,
        meant: &ResolvedFact<'_>,
        reference: &FactRef,
        claim: &Wording<'_>,
        case: &mut Case<'_>,
    ) -> ClaimState {
        let (number, schema) = (meant.number, &*meant.schema);
        let unreadable = ClaimState::Unreadable { fact: Some(number) };
        let mut options =
            Options { match_mode: reference.options.matching, tolerance: None, statistic: meant.statistic };
        if let Some(tolerance) = &reference.options.tolerance {
            match schema.margin(tolerance) {
                Ok(margin) => options.tolerance = Some(margin),
                Err(error) => {
                    let message = error.to_string();
                    case.find(Diagnostic::new(&lints::UNKNOWN_OPTION, case.binding.target_span, message));
                    return unreadable;
                }
            }
        }
        if let Some((key, with)) = reference.options.compare.as_deref() {
            return self.comparison(meant, (key, with), &options, claim, case);
        }
        if let Some(token) = &reference.options.is {
            let worded = matches!(schema.kind, Kind::Boolean | Kind::Enum | Kind::Text | Kind::Level);
            if !worded {
                let message = format!("`is=` is for words; this attribute holds {}", schema.kind.noun());
                case.find(
                    Diagnostic::new(&lints::UNKNOWN_OPTION, case.binding.target_span, message)
                        .help("let the words state the value"),
                );
                return unreadable;
            }
            // Words that can be read have to agree, whatever the option says.
            if schema.kind != Kind::Text
                && let Ok(stated) = read_wording(&claim.text, schema)
            {
                let read = agree(&stated, &meant.value, schema, &options);
                if !read.is_supported() {
                    return self.conclude(number, read, claim, Some(&stated), case);
                }
            }
            case.trace.say(|| format!("the words are not read: the fact must be `{token}`"));
            return self.conclude(number, agree_is(token, &meant.value, schema), claim, None, case);
        }
        let stated = match read_wording(&claim.text, schema) {
            Ok(stated) => stated,
            Err(_) if lies_elsewhere(&claim.text, &meant.value) => {
                let words = claim.text.trim();
                let message =
                    format!("prose says `{words}`, the fact is {}", show(&meant.value, schema, Form::Short));
                self.report(&lints::VALUE_MISMATCH, claim.span, message, number, case);
                return ClaimState::Refuted { fact: number };
            }
            Err(error) => return self.misread(&error, number, claim, case),
        };
        if let Some(error) = claim.goes_on_outside(&stated) {
            return self.misread(&error, number, claim, case);
        }
        claim.outside(&stated, schema, case.findings);
        if self.facts[number].dispute == Some(DisputeStatus::Unresolved) && !reference.as_of {
            return self.unresolved(number, &stated, schema, claim, case);
        }
        case.trace.say(|| {
            let mode = options.match_mode.unwrap_or(schema.match_mode);
            match mode {
                MatchMode::Default => {
                    "matched by the agreement table: the fact has to support the words".to_owned()
                }
                mode => format!("matched by `match={}`", mode.name()),
            }
        });
        let verdict = agree(&stated, &meant.value, schema, &options);
        if self.insensitive && verdict.is_supported() {
            self.insensitive(meant, &stated, &options, claim, case);
        }
        self.conclude(number, verdict, claim, Some(&stated), case)
    }

    /// An unresolved fact supports only wording that covers every report (docs/claims.md, "Disputes").
    fn unresolved(
        &self,
        number: FactId,
        stated: &Stated,
        schema: &Schema,
        claim: &Wording<'_>,
        case: &mut Case<'_>,
    ) -> ClaimState {
        let fact = &self.facts[number];
        case.trace.say(|| "the dispute is unresolved: the words have to cover every report".to_owned());
        if fact.reports.iter().all(|report| covers(stated, &report.value, schema)) {
            let how = "covers every report of the dispute".to_owned();
            case.trace.say(|| how.clone());
            return ClaimState::Supported { fact: number, how };
        }
        let shown = |value: &Stored| show(value, schema, Form::Short);
        let values: Vec<_> = fact.reports.iter().map(|report| shown(&report.value)).collect();
        let message =
            format!("`{}`: the reports are {} and none is adopted", claim.text.trim(), values.join(", "));
        let mut finding = Diagnostic::new(&lints::DISPUTE_HIDDEN, claim.span, message);
        for (report, value) in fact.reports.iter().zip(values) {
            finding = finding.related(report.span, value);
        }
        let hull = fact.value.as_ref().map(|value| show(value, schema, Form::Range));
        if let Some(hull) = hull.filter(|hull| {
            read_wording(hull, schema)
                .is_ok_and(|stated| fact.reports.iter().all(|report| covers(&stated, &report.value, schema)))
        }) {
            finding.fix = claim.replace(stated.span.clone(), &hull, Applicability::Unsafe);
        }
        case.find(finding.help("say that the reports differ, in words that cover all of them"));
        ClaimState::Refuted { fact: number }
    }

    /// A claim that would stand whatever the fact was checks nothing.
    fn insensitive(
        &self,
        meant: &ResolvedFact<'_>,
        stated: &Stated,
        options: &Options,
        claim: &Wording<'_>,
        case: &mut Case<'_>,
    ) {
        let mutants = crate::value::variants(&meant.value, &meant.schema);
        let stands = |value: &Stored| agree(stated, value, &meant.schema, options).is_supported();
        if !mutants.is_empty() && mutants.iter().all(|(_, value)| stands(value)) {
            let message =
                format!("`{}`: no change of the fact up to twofold would fail this claim", claim.text.trim());
            let finding = self.beside_fact(&lints::INSENSITIVE_BINDING, claim.span, message, meant.number);
            case.find(finding.help("use a closer wording or a stricter `match`"));
        }
    }
}
