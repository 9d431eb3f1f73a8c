//! Figures in a text: bound, free, or set aside (docs/claims.md, "Figures without a binding").
//!
//! In: a tree, its bindings, and what the site's data declares. Out: every figure with its place and
//! standing, and findings on wording that need nothing but the sentence: words that date it by the
//! reader's clock, points called percent, tildes that strike out. Does not know any fact.

mod field;
mod leads;
mod line;
mod remarks;
mod table;
mod titles;

use super::binding::Binding;
use super::markup;
use super::piece::{GAP, Piece};
use crate::diag::{Diagnostic, Findings, Level};
use crate::doc::{Block, Doc, Inline, Inner, LinkForm, half, plain_text};
use crate::text::{MappedText, Span};
use crate::value::{FoundFigure, Kind, Lexicon, ReadError, figures_and_faults, may_hold_number};
pub(super) use field::in_field;
use line::{binding_of, is_apart, locked, outside, titles_of, window};
pub(super) use remarks::about;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::Range;
use table::HeaderUnit;

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Detect {
    pub lexicon: Lexicon,
    /// Superlatives without a claim, which is off by default.
    pub superlatives: bool,
    /// Dollar signs that other readers take for mathematics.
    pub dollars: bool,
}

/// A number-like span of prose.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FigureSite {
    pub kind: Kind,
    /// With hedge and unit, as a reader sees it.
    pub text: String,
    pub span: Span,
    pub standing: Standing,
    /// The words around it, for figures that nothing binds.
    pub sentence: String,
    /// Its words with the unit that the header of a table gives it: "20 minutes".
    pub in_unit: Option<String>,
    /// A link can be put around it: it stands in the file letter by letter.
    pub plain: bool,
    /// It stands in a block of HTML, where nothing can bind it.
    pub markup: bool,
}

/// Whether a figure is a claim, as far as the text shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Standing {
    /// Inside the words of a binding, by number.
    Bound(usize),
    /// Nothing binds it.
    Free,
    /// Nothing binds it, and readers see it in an image's place.
    Alt,
    /// Tells the reader what to do.
    Advice,
    /// Somebody else's words.
    Quoted,
    /// The length of the list below it, which is right.
    Listed,
}

/// Finds the figures of a text.
pub(crate) fn find(
    doc: &Doc<'_>,
    text: &str,
    bindings: &[Binding],
    detect: &Detect,
    locate: &dyn Fn(Range<usize>) -> Span,
    findings: &mut Findings,
) -> Vec<FigureSite> {
    let by_start = bindings.iter().enumerate().map(|(number, binding)| (binding.start, number)).collect();
    let mut finder = Finder {
        text,
        by_start,
        detect,
        locate,
        findings,
        out: Vec::new(),
        line: String::new(),
        markup: false,
        locked: Vec::new(),
        place: Place::default(),
        planned: false,
        required: false,
        ticked: false,
        heading: false,
    };
    finder.blocks(&doc.blocks, false);
    finder.out
}

/// What the text of a run lies in.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    /// The binding whose words it is.
    binding: Option<usize>,
    /// Whether it is in a link, or in HTML within a run.
    link: bool,
    /// Whether it is the name of a work.
    title: bool,
}

struct Finder<'r> {
    text: &'r str,
    by_start: HashMap<usize, usize>,
    detect: &'r Detect,
    locate: &'r dyn Fn(Range<usize>) -> Span,
    findings: &'r mut Findings,
    out: Vec<FigureSite>,
    /// The text of the run at hand, kept to spare allocations.
    line: String,
    /// Inside a block of HTML.
    markup: bool,
    /// The parts of the run at hand where no link can be put, in order.
    locked: Vec<Range<usize>>,
    /// What the run at hand lies in.
    place: Place,
    /// Whether that is a plan, whose times are advice.
    planned: bool,
    /// Whether it is a list of what is required, whose imperatives are no advice.
    required: bool,
    /// Whether it is an item with a box to tick.
    ticked: bool,
    /// Whether it is a heading.
    heading: bool,
}

/// What a run lies in that says more of its figures.
#[derive(Debug, Default)]
struct Place {
    /// Whether it is the cell that names its row.
    names: bool,
    /// The headers of a cell's column and row.
    headers: String,
    /// The unit that one of them gives the cell: `minutes`, `%`.
    unit: Option<HeaderUnit>,
    /// Whether its table has a column of what is required: what is recommended beside that is a rule as well.
    ruled: bool,
}

impl Finder<'_> {
    fn blocks(&mut self, blocks: &[Block<'_>], quoted: bool) {
        // The level of the heading under which all is an exercise.
        let (outer, mut exercises) = (quoted, None);
        // The same of cases that are made up, and of plans.
        let (mut cases, mut plan): (Option<u8>, Option<u8>) = (None, None);
        let planned = self.planned;
        for (number, block) in blocks.iter().enumerate() {
            let before = number.checked_sub(1).map(|at| &blocks[at]);
            if let Block::Heading(heading) = block {
                let (level, words) = (heading.level, plain_text(&heading.content));
                exercises = exercises.filter(|under| *under < level);
                cases = cases.filter(|under| *under < level);
                plan = plan.filter(|under| *under < level);
                if exercises.is_none() && titles::is_section_of_exercises(&words) {
                    exercises = Some(level);
                }
                if cases.is_none() && titles::is_section_of_cases(&words) {
                    cases = Some(level);
                }
                // "Week 1 — Rules" of a whole page is a part of a course.
                if plan.is_none() && (level > 1 || !titles::is_numbered(&words)) && titles::is_plan(&words) {
                    plan = Some(level);
                }
            }
            self.planned = planned || plan.is_some();
            let own = matches!(block, Block::Heading(_) | Block::Table { .. });
            let quoted = outer || exercises.is_some() || (cases.is_some() && !own);
            match block {
                Block::Paragraph(run) | Block::Plain(run) => {
                    let items = match blocks.get(number + 1) {
                        Some(Block::List { items, .. }) => Some(items.len()),
                        _ => None,
                    };
                    let words = plain_text(run);
                    let example = half(&words).is_some()
                        || titles::is_exercise(&words)
                        || titles::is_options(&words, || before.is_some_and(leads::asks));
                    self.run(run, quoted || example, items);
                }
                Block::Quote { alert, blocks } => self.blocks(blocks, quoted || alert.is_none()),
                Block::Html(lines) => {
                    let mut made_up = before.is_some_and(leads::samples);
                    for words in markup::texts(lines, self.text) {
                        made_up |= words.caption && titles::is_supposed_caption(&words.text());
                        // A binding that Markdown did not read has a finding of its own.
                        if words.pieces.iter().any(|piece| !super::near::near_misses(piece.text).is_empty()) {
                            continue;
                        }
                        self.markup = true;
                        self.look(&words.pieces, quoted || made_up || words.quoted, None, Standing::Free);
                        self.markup = false;
                    }
                }
                Block::Table { head, rows, .. } => {
                    let made_up = before.is_some_and(leads::samples);
                    self.table(head, rows, quoted || made_up);
                }
                Block::List { items, .. } => {
                    let outer = self.required;
                    self.required = outer || before.is_some_and(leads::requires);
                    let made_up =
                        before.is_some_and(|before| leads::supposes(before) || leads::offers(before, items));
                    for item in items {
                        self.ticked = item.task.is_some();
                        self.blocks(&item.blocks, quoted || made_up);
                    }
                    self.ticked = false;
                    self.required = outer;
                }
                Block::Heading(heading) => {
                    self.heading = true;
                    self.run(&heading.content, quoted, None);
                    self.heading = false;
                }
                other => self.inside(other, quoted),
            }
        }
        self.planned = planned;
    }

    fn inside(&mut self, block: &Block<'_>, quoted: bool) {
        block.each(|inner| match inner {
            Inner::Run(run) => self.run(run, quoted, None),
            Inner::Blocks(blocks) => self.blocks(blocks, quoted),
        });
    }

    /// The cells of a table, each with what its column and its row are called.
    fn table(&mut self, head: &[Vec<Inline<'_>>], rows: &[Vec<Vec<Inline<'_>>>], quoted: bool) {
        head.iter().for_each(|cell| self.run(cell, quoted, None));
        let columns: Vec<String> = head.iter().map(|cell| plain_text(cell)).collect();
        let ruled = columns.iter().any(|column| titles::is_requirement(column));
        let mut units: Vec<Option<Option<HeaderUnit>>> = vec![None; columns.len()];
        for row in rows {
            let label = row.first().map(|cell| plain_text(cell)).unwrap_or_default();
            let mut own = None;
            for (at, cell) in row.iter().enumerate() {
                let words = plain_text(cell);
                // Of the headers only a figure is told.
                if may_hold_number(&words) {
                    let column = columns.get(at).map_or("", String::as_str);
                    let lexicon = &self.detect.lexicon;
                    // "1", "2", "3" number the rows.
                    let running = || {
                        let number = |row: &Vec<Vec<Inline<'_>>>| row.get(at).map(|cell| plain_text(cell));
                        rows.len() > 2 && (1..).zip(rows).all(|(n, row)| number(row) == Some(format!("{n}")))
                    };
                    let unit = || {
                        let of_column = units.get_mut(at)?.get_or_insert_with(|| {
                            if running() { None } else { table::unit_of(column, lexicon) }
                        });
                        of_column
                            .clone()
                            .or_else(|| own.get_or_insert_with(|| table::unit_of(&label, lexicon)).clone())
                    };
                    self.place = match at {
                        0 => Place { names: true, headers: column.to_owned(), unit: None, ruled },
                        _ => Place {
                            names: false,
                            headers: format!("{column}, {label}"),
                            unit: table::is_number(&words).then(unit).flatten(),
                            ruled,
                        },
                    };
                }
                self.run(cell, quoted, None);
                self.place = Place::default();
            }
        }
    }

    /// One paragraph, cell or heading; `items` is the length of the list after it.
    fn run(&mut self, run: &[Inline<'_>], quoted: bool, items: Option<usize>) {
        let mut pieces = Vec::new();
        let mut alts = Vec::new();
        self.pieces(run, Around::default(), &mut 0, &mut pieces, &mut alts);
        self.look(&pieces, quoted, items, Standing::Free);
        for alt in alts {
            let mut pieces = Vec::new();
            self.pieces(alt, Around::default(), &mut 0, &mut pieces, &mut Vec::new());
            self.look(&pieces, quoted, None, Standing::Alt);
        }
        remarks::tildes(run, self.text, self.locate, self.findings);
    }

    fn pieces<'t>(
        &self,
        run: &'t [Inline<'_>],
        around: Around,
        edge: &mut usize,
        out: &mut Vec<Piece<'t>>,
        alts: &mut Vec<&'t [Inline<'t>]>,
    ) {
        let Around { binding, link, title } = around;
        let mut tags = 0_usize;
        for (at, inline) in run.iter().enumerate() {
            let named = |words: &[Inline<'_>]| {
                // What stands near is enough, and a run may be long.
                let (before, after) = (&run[at.saturating_sub(2)..at], &run[at + 1..run.len().min(at + 3)]);
                titles::is_title(&plain_text(words), &plain_text(before), &plain_text(after))
            };
            let end = out.last().map_or(0, |piece| piece.bytes.end).max(*edge);
            let locked = link || tags > 0;
            let mut push = |text, bytes| out.push(Piece { text, bytes, binding, locked, title });
            match inline {
                Inline::Text { text, bytes } => push(text, bytes.clone()),
                Inline::Code { bytes, .. } | Inline::Math { bytes, .. } => push(GAP, bytes.clone()),
                Inline::Emphasis(inner) if titles::is_headline(&plain_text(inner)) => {
                    self.pieces(inner, Around { binding, link: locked, title: true }, edge, out, alts);
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                    self.pieces(inner, Around { binding, link: locked, title }, edge, out, alts);
                }
                Inline::Link(link) => {
                    let own = self.by_start.get(&link.bytes.start).copied();
                    // A binding that cannot be read has a finding of its own.
                    let broken = own.is_none() && super::reference::target(&link.target).is_some();
                    // The text of `[[page]]` is an address; readers see the page's title.
                    if broken
                        || matches!(link.form, LinkForm::Wiki { words: false })
                        || (own.is_some() && link.form == LinkForm::Auto)
                    {
                        push(GAP, link.bytes.clone());
                    } else {
                        let title = title || (own.is_none() && named(&link.content));
                        let around = Around { binding: own.or(binding), link: true, title };
                        self.pieces(&link.content, around, edge, out, alts);
                    }
                    *edge = link.bytes.end;
                }
                Inline::Image { alt, .. } => alts.push(alt),
                Inline::Html(tag) => {
                    push(" ", end..end + 1);
                    tags = markup::depth(tags, &tag.text);
                }
                Inline::SoftBreak => push(" ", end..end + 1),
                Inline::HardBreak => push("\n", end..end),
                Inline::FootnoteRef(_) => {}
            }
        }
    }

    /// `free` is how a figure stands that nothing binds.
    fn look(&mut self, pieces: &[Piece<'_>], quoted: bool, items: Option<usize>, free: Standing) {
        self.line.clear();
        pieces.iter().for_each(|piece| self.line.push_str(piece.text));
        let line = std::mem::take(&mut self.line);
        let (mut found, faults) = figures_and_faults(&line, &self.detect.lexicon);
        let unit = self.place.unit.as_ref().filter(|_| found.is_empty() && faults.is_empty());
        found.extend(unit.and_then(|unit| unit.figure(&line, &self.detect.lexicon)));
        if found.is_empty() && !self.place.headers.is_empty() {
            found.extend(table::dated(&self.place.headers, &line));
        }
        let titles = titles_of(pieces);
        found.retain(|figure| is_apart(&figure.core, &titles));
        if self.place.names {
            // "Infant (1–12 months)" is what the row is called.
            let named = |figure: &FoundFigure| line[..figure.span.start].contains(char::is_alphabetic);
            found.retain(|figure| figure.kind != Kind::Duration || !named(figure));
        }
        let bound = pieces.iter().any(|piece| piece.binding.is_some());
        let dollars = self.detect.dollars && line.matches('$').nth(1).is_some();
        if !found.is_empty() || !faults.is_empty() || bound || self.detect.superlatives || dollars {
            let mut strand = MappedText::default();
            pieces.iter().for_each(|piece| strand.push(piece.text, piece.bytes.clone(), self.text));
            let first = self.out.len();
            let starts: Vec<usize> = pieces
                .iter()
                .scan(0, |at, piece| {
                    let start = *at;
                    *at += piece.text.len();
                    Some(start)
                })
                .collect();
            self.locked = locked(&line, pieces, &starts);
            for figure in &found {
                let binding = binding_of(&figure.core, pieces, &starts);
                let half = binding.as_ref().and_then(|(_, words)| outside(&line, &figure.core, words));
                let number = binding.map(|(number, _)| number);
                let site = self.site(figure, &line, number, &strand, quoted, items, free);
                self.out.extend(site);
                if let Some(half) = half.filter(|_| !quoted) {
                    let half =
                        FoundFigure { span: half.clone(), core: half, announces: false, ..figure.clone() };
                    let site = self.site(&half, &line, None, &strand, quoted, None, free);
                    self.out.extend(site);
                }
            }
            if !quoted {
                self.faults(&line, faults, pieces, &starts, &strand);
                let place = |range: Range<usize>| strand.place(range).map(self.locate);
                let live = self.out[first..]
                    .iter()
                    .any(|site| matches!(site.standing, Standing::Bound(_)) || site.standing == free);
                // A backslash takes nothing away in HTML.
                let wanted = remarks::Wanted {
                    relative: live || bound,
                    superlatives: self.detect.superlatives,
                    dollars: self.detect.dollars && !self.markup,
                };
                let mut remarks = Findings::default();
                remarks::on_line(&line, &found, bound, wanted, &place, &mut remarks);
                if self.markup {
                    // An edit might lie across a tag.
                    remarks = remarks.map(|finding| Diagnostic { fix: None, ..finding });
                }
                self.findings.append(remarks);
            }
        }
        self.line = line;
    }

    /// Reports sums and percentages that cannot be read, where no binding says so.
    fn faults(
        &mut self,
        line: &str,
        faults: Vec<ReadError>,
        pieces: &[Piece<'_>],
        starts: &[usize],
        strand: &MappedText,
    ) {
        for fault in faults {
            let words = line.get(fault.span.clone()).unwrap_or("");
            // Other numbers that make no figure are names, versions, times and formulas as often as not.
            let is_sum = words.contains(['$', '€', '£', '¥', '₹', '%']) && !words.contains(['\'', '_', '’']);
            let in_formula = line[fault.span.end..].starts_with('$');
            if !is_sum || in_formula || binding_of(&fault.span, pieces, starts).is_some() {
                continue;
            }
            let Some(bytes) = strand.place(fault.span.clone()) else { continue };
            let mut finding = Diagnostic::new(fault.lint(), (self.locate)(bytes), fault.message);
            finding.at_most = Some(Level::Warn);
            self.findings.report(
                finding.help("no check can find this figure until it is written so that it can be read"),
            );
        }
    }

    #[allow(clippy::too_many_arguments, reason = "one figure in all its surroundings")]
    fn site(
        &mut self,
        figure: &FoundFigure,
        line: &str,
        binding: Option<usize>,
        strand: &MappedText,
        quoted: bool,
        items: Option<usize>,
        free: Standing,
    ) -> Option<FigureSite> {
        let bytes = strand.place(figure.span.clone())?;
        let length = items.filter(|_| figure.announces && line[figure.span.end..].trim() == ":");
        let standing = match (binding, length) {
            (Some(number), _) => Standing::Bound(number),
            (None, Some(items)) => {
                remarks::length(figure, line, items, (self.locate)(bytes.clone()), self.findings);
                Standing::Listed
            }
            _ if quoted || figure.quoted || self.names_a_list(figure, line) => Standing::Quoted,
            _ if (figure.advice && !self.required) || self.is_planned(figure) => Standing::Advice,
            // A box to tick beside a figure alone asks for the reader's own.
            _ if self.ticked && figure.span == (0..line.trim_end().len()) => Standing::Advice,
            _ => free,
        };
        let text = line[figure.span.clone()].to_owned();
        let kept = standing == free || standing == Standing::Advice;
        Some(FigureSite {
            kind: figure.kind,
            markup: self.markup,
            plain: self.text.get(bytes.clone()) == Some(&text) && self.is_open(&figure.span, bytes.start),
            span: (self.locate)(bytes),
            standing,
            sentence: match (kept, self.place.headers.as_str()) {
                (false, _) => String::new(),
                (_, "") => window(line, figure).to_owned(),
                (_, headers) => format!("{headers}: {}", window(line, figure)),
            },
            in_unit: self.place.unit.as_ref().filter(|_| figure.from_header).map(|unit| unit.wording(&text)),
            text,
        })
    }

    /// "4 levels of security": a heading that counts what follows.
    fn names_a_list(&self, figure: &FoundFigure, line: &str) -> bool {
        let after = line[figure.span.end..].trim_start();
        let goes_on = ["of ", "to ", "for ", "that ", "you "].iter().any(|word| after.starts_with(word));
        self.heading && figure.kind == Kind::Count && figure.span.start == 0 && goes_on
    }

    /// Whether a figure is a time or a number of things in a plan.
    fn is_planned(&self, figure: &FoundFigure) -> bool {
        let told = matches!(figure.kind, Kind::Duration | Kind::Count) && !figure.measured;
        let column = || !self.place.ruled && titles::is_planned_column(&self.place.headers);
        (told && (self.planned || column())) || (figure.kind == Kind::Percent && column())
    }

    /// Whether a link can be put around a figure of the run at hand, which begins at `start` in the text.
    fn is_open(&self, figure: &Range<usize>, start: usize) -> bool {
        // An exclamation mark makes an image of a link, and a backslash takes its bracket.
        is_apart(figure, &self.locked) && !self.markup && !self.text[..start].ends_with(['!', '\\'])
    }
}
