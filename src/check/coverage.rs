//! Figures and what backs them (docs/claims.md, "Figures without a binding").
//!
//! In: the figures and claims of one text. Out: every figure with its state, and findings on those that
//! nothing backs, with the fact they may be about. Counting is [`Coverage`]'s; printing is not done here.

use super::candidates::{Candidates, Proposal};
use super::claims::{Claim, ClaimState};
use super::facts::Facts;
use super::lookup::DefaultSubject;
use crate::diag::{Applicability, Diagnostic, Findings};
use crate::lints;
use crate::parse::{Binding, FigureSite, Missed, Standing, Target};
use crate::text::Span;
use crate::value::{Kind, read_wording};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// What backs a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Backing {
    /// A fact; `true` when it is sourced, fresh and undisputed and supports the words.
    Fact(bool),
    /// A rule.
    Rule,
    /// Somebody said so.
    Cited,
    /// It awaits a source.
    Todo,
    /// Nothing.
    Unbacked,
    /// The author says that it is no claim, with a reason.
    Exempt,
    /// It tells the reader what to do.
    Advice,
    /// It stands in somebody else's words.
    Quoted,
    /// It is the length of the list below it.
    Listed,
}

/// A figure of the site and what backs it.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Its kind, by its spelling or by the fact it is bound to.
    pub kind: Kind,
    /// What backs it.
    pub backing: Backing,
}

/// Counts of figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Backed by facts and rules.
    pub backed: usize,
    /// Of these, by facts that are sourced, fresh and undisputed.
    pub strict: usize,
    /// Cited.
    pub cited: usize,
    /// Awaiting a source.
    pub todo: usize,
    /// Backed by nothing.
    pub unbacked: usize,
    /// Exempt with a reason. These and the next are no figures in the sense of coverage.
    pub exempt: usize,
    /// Advice, quotations and lengths of lists.
    pub aside: usize,
}

impl Tally {
    /// Adds one figure.
    pub fn add(&mut self, backing: Backing) {
        match backing {
            Backing::Fact(strict) => {
                self.backed += 1;
                self.strict += usize::from(strict);
            }
            Backing::Rule => self.backed += 1,
            Backing::Cited => self.cited += 1,
            Backing::Todo => self.todo += 1,
            Backing::Unbacked => self.unbacked += 1,
            Backing::Exempt => self.exempt += 1,
            Backing::Advice | Backing::Quoted | Backing::Listed => self.aside += 1,
        }
    }

    /// The tally of some figures.
    pub fn of<'f>(figures: impl IntoIterator<Item = &'f Figure>) -> Self {
        let mut tally = Self::default();
        figures.into_iter().for_each(|figure| tally.add(figure.backing));
        tally
    }

    /// All figures that coverage counts.
    pub fn figures(self) -> usize {
        self.backed + self.cited + self.todo + self.unbacked
    }

    /// Those that something backs: facts, rules and citations.
    pub fn covered(self) -> usize {
        self.backed + self.cited
    }
}

/// One text: its figures, its bindings, and their claims in the same order.
pub(crate) struct Text<'t> {
    pub figures: &'t [FigureSite],
    pub bindings: &'t [Binding],
    pub claims: &'t [Claim],
    /// Parts that mean to bind and cannot.
    pub missed: &'t [Missed],
    /// The default subject.
    pub subject: DefaultSubject,
}

/// The figures of a text; those that nothing backs are findings.
pub(crate) fn figures(
    text: &Text<'_>,
    facts: &Facts,
    candidates: &Candidates<'_>,
    findings: &mut Findings,
) -> Vec<Figure> {
    let mut out = Vec::new();
    let mut seen = vec![false; text.bindings.len()];
    let mut said: HashMap<String, usize> = HashMap::new();
    let mut worded: HashSet<usize> = HashSet::new();
    let mut any: HashMap<usize, bool> = HashMap::new();
    for site in text.figures {
        if let Standing::Bound(number) = site.standing {
            seen[number] = true;
            other_unit(site, &text.claims[number], facts, findings);
            if covers(text, number, site, facts) {
                said.entry(normal(&site.text)).or_insert(number);
                // The words may hold many figures.
                if worded.insert(number) {
                    said.entry(normal(&text.bindings[number].wording)).or_insert(number);
                }
                out.push(figure(site, backing(&text.claims[number], facts)));
            } else if !*any.entry(number).or_insert_with(|| covers_any(text, number, facts)) {
                // The claim itself has a finding.
                out.push(figure(site, backing(&text.claims[number], facts)));
            } else {
                out.push(figure(site, Backing::Unbacked));
                findings.report(unbacked(site, &Proposal::default(), None, None));
            }
        }
    }
    for (number, claim) in text.claims.iter().enumerate().filter(|(number, _)| !seen[*number]) {
        out.extend(bare(&text.bindings[number], claim, facts));
    }
    for site in text.figures {
        let subject_named = || !candidates.named(&site.sentence).is_empty();
        let backing = match site.standing {
            Standing::Bound(_) => continue,
            Standing::Quoted => Backing::Quoted,
            Standing::Listed => Backing::Listed,
            Standing::Advice if !subject_named() => Backing::Advice,
            Standing::Free | Standing::Advice => {
                let bound = said.get(&normal(&site.text)).copied();
                let proposal = candidates.propose(site, text.subject);
                let fact = bound.and_then(|number| text.claims[number].state.fact());
                let other = fact.is_some() && !proposal.agreeing.is_empty() && proposal.only != fact;
                let finding = match bound.map(|number| &text.bindings[number]) {
                    Some(binding) if !other => {
                        let sure = candidates.means_only(site, &proposal, fact, &binding.sentence, facts);
                        repeated(site, binding, sure)
                    }
                    // It may be another fact's: the author chooses.
                    _ => {
                        let entry = proposal.only.map(|only| candidates.entry(only));
                        unbacked(site, &proposal, Some(facts), entry)
                    }
                };
                findings.report(finding.caused_by(Missed::at(text.missed, site.span)));
                Backing::Unbacked
            }
            Standing::Alt => {
                let finding = metadata(site.span, "the image's text", &site.text);
                findings.report(finding.caused_by(Missed::at(text.missed, site.span)));
                Backing::Unbacked
            }
        };
        out.push(figure(site, backing));
    }
    out.sort_by_key(|figure| (figure.span.start, figure.span.end));
    out
}

/// A bound number under a header with another unit than the attribute's: readers see "90 hours", the check 90 minutes.
fn other_unit(site: &FigureSite, claim: &Claim, facts: &Facts, findings: &mut Findings) {
    let (Some(said), Some(fact)) = (&site.in_unit, claim.state.fact()) else { return };
    let fact = &facts[fact];
    let schema = facts.schema(fact);
    let Ok(bare) = read_wording(&site.text, schema) else { return };
    if read_wording(said, schema).is_ok_and(|seen| seen.same_value(&bare)) {
        return;
    }
    let message = format!("the header makes `{said}` of `{}`, the claim is {}", site.text, bare.measured());
    findings.report(
        Diagnostic::new(&lints::UNIT_MISMATCH, site.span, message)
            .related(fact.value_span, "the fact")
            .help("write the unit beside the number, or another one into the header")
            .identity(normal(said)),
    );
}

fn figure(site: &FigureSite, backing: Backing) -> Figure {
    Figure { span: site.span, text: site.text.clone(), kind: site.kind, backing }
}

/// What a claim gives the figures in its words.
pub(crate) fn backing(claim: &Claim, facts: &Facts) -> Backing {
    match &claim.state {
        ClaimState::Supported { fact, .. } | ClaimState::Inserted { fact, .. } => {
            let fact = &facts[*fact];
            Backing::Fact(!fact.sources.is_empty() && !fact.stale && fact.dispute.is_none())
        }
        ClaimState::Refuted { .. } | ClaimState::Undetermined { .. } | ClaimState::Unreadable { .. } => {
            Backing::Fact(false)
        }
        ClaimState::Rule { .. } => Backing::Rule,
        ClaimState::Cited { .. } => Backing::Cited,
        ClaimState::Todo => Backing::Todo,
        ClaimState::Exempt => Backing::Exempt,
    }
}

/// Whether a binding speaks of this figure in its words: a fact backs figures of its own kind, and
/// everything else backs all of them.
fn covers(text: &Text<'_>, number: usize, site: &FigureSite, facts: &Facts) -> bool {
    match &text.bindings[number].target {
        Target::Fact(reference) if reference.options.compare.is_some() || reference.options.is.is_some() => {
            return true;
        }
        Target::Fact(_) | Target::Unnamed => {}
        _ => return true,
    }
    let Some(fact) = text.claims[number].state.fact() else { return true };
    let own = facts.schema(&facts[fact]).kind;
    own == site.kind
        || (own == Kind::Change && site.kind == Kind::Percent)
        || (own == Kind::Ratio && matches!(site.kind, Kind::Percent | Kind::Count))
}

fn covers_any(text: &Text<'_>, number: usize, facts: &Facts) -> bool {
    let own = text.figures.iter().filter(|site| site.standing == Standing::Bound(number));
    own.into_iter().any(|site| covers(text, number, site, facts))
}

/// A binding in whose words no figure shows by itself: `[4](fact:rounds)`, an inserted value.
fn bare(binding: &Binding, claim: &Claim, facts: &Facts) -> Option<Figure> {
    let text = claim.wording.trim().to_owned();
    let kind = match &claim.state {
        ClaimState::Todo => Kind::Text,
        state => {
            let kind = facts.schema(&facts[state.fact()?]).kind;
            (!matches!(kind, Kind::Text | Kind::Enum | Kind::Boolean)).then_some(kind)?
        }
    };
    let span = if binding.wording.is_empty() { binding.span } else { binding.words_span };
    Some(Figure { span, text, kind, backing: backing(claim, facts) })
}

/// A figure's words as they are compared with others of the page.
fn normal(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if matches!(c, '-' | '‐' | '‑' | '‒' | '−') { '–' } else { c })
        .flat_map(char::to_lowercase)
        .collect()
}

fn unbacked(
    site: &FigureSite,
    proposal: &Proposal,
    facts: Option<&Facts>,
    entry: Option<Span>,
) -> Diagnostic {
    let text = &site.text;
    let message = match &proposal.contradicted {
        Some((name, value, _)) => format!("`{text}` is unbacked; {name} says {value}"),
        None => format!("`{text}` is not bound"),
    };
    let mut finding = Diagnostic::new(&lints::UNBACKED_FIGURE, site.span, message)
        .label(site.kind.noun())
        .identity(normal(text));
    if let (Some((.., number)), Some(facts)) = (&proposal.contradicted, facts) {
        finding = finding.related(facts[*number].value_span, "the fact");
    }
    if site.markup {
        finding.help.push(
            "HTML blocks cannot contain bindings: put blank lines around the words, so that they are Markdown, and bind them there"
                .to_owned(),
        );
        return finding;
    }
    match proposal.agreeing.as_slice() {
        [only] => {
            finding.help.push(format!("a fact agrees: `[{text}](fact:{only})`"));
            if site.plain && proposal.sure {
                let link = format!("[{text}](fact:{only})");
                finding = finding.fix(Applicability::Unsafe, site.span, link);
                finding.rests_on = entry;
            }
        }
        [] => finding.help.push(
            "bind it to a fact, cite a source, or say why it is not a claim: `[words](fact:none \"reason\")`"
                .to_owned(),
        ),
        several => {
            let some: Vec<_> = several.iter().map(|name| format!("`{name}`")).collect();
            finding.help.push(format!("several facts agree: {}", some.join(", ")));
        }
    }
    finding
}

/// The same figure stands bound elsewhere on the page.
fn repeated(site: &FigureSite, binding: &Binding, sure: bool) -> Diagnostic {
    let text = &site.text;
    let message = format!("`{text}` repeats a bound figure");
    let link = format!("[{text}]({})", binding.destination);
    let finding = Diagnostic::new(&lints::REPEATED_FIGURE, site.span, message)
        .related(binding.words_span, "bound here")
        .help(if site.markup {
            "write it outside of the HTML, and bind it too".to_owned()
        } else {
            format!("bind it too: `{link}`")
        })
        .identity(normal(text));
    let simple =
        sure && site.plain && binding.title.is_empty() && !binding.destination.contains([' ', '(', ')']);
    // The same sum twice is one sum; "three stories" may be three others.
    let applicability = if matches!(site.kind, Kind::Count | Kind::Ratio) {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    };
    if simple { finding.fix(applicability, site.span, link) } else { finding }
}

/// A figure where search results and lists show it, and nothing binds it.
pub(crate) fn metadata(span: Span, place: &str, text: &str) -> Diagnostic {
    let message = format!("{place} says `{text}`; the figure is not bound");
    Diagnostic::new(&lints::UNBACKED_METADATA, span, message).identity(normal(text))
}

/// Whether a figure lies on one of some lines, each a range of bytes.
pub(crate) fn on_lines(figure: &Figure, lines: &[Range<usize>]) -> bool {
    let at = figure.span.start as usize;
    lines.iter().any(|line| line.contains(&at))
}
