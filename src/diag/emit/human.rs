//! Findings as people read them, drawn as the Rust compiler draws its own.
//!
//! In: findings and files. Out: text with or without colour. `annotate-snippets` draws; this file
//! chooses the lines, cleans them and prints the places, since the drawn text differs from the
//! file's. Does not print a summary and does not find out the terminal's width.

use super::clean;
use super::source::Sources;
use super::window::{Mark, Window};
use crate::diag::{self, Diagnostic};
use crate::text::{FileId, Files, Position, Span};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Padding, Renderer, Snippet};
use std::ops::RangeInclusive;

/// Places of one file further apart than this are shown apart.
const FAR: usize = 1000;
/// Stands for a place in the drawn text; never part of cleaned text.
const TOKEN: char = '\u{FDD0}';
const NARROWEST: usize = 40;

/// How to print for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour with terminal escapes.
    pub color: bool,
    /// Columns that source lines are cut to; labels and notes may be longer.
    pub width: usize,
}

/// Prints findings with the places they point at, a blank line between two of them.
///
/// Nothing in a file or a message can steer the terminal. The text ends with a line end unless
/// there is nothing to print.
pub fn human(findings: &[Diagnostic], files: &Files, style: Style) -> String {
    human_from("", findings, files, style)
}

/// The same, with `from` before each path: the way from the reader's folder to the site, which ends in `/`.
pub fn human_from(from: &str, findings: &[Diagnostic], files: &Files, style: Style) -> String {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    // Lines are cut to the width before they are drawn.
    let renderer = renderer.term_width(usize::MAX / 4);
    let width = style.width.max(NARROWEST);
    let mut sources = Sources::from(files, from);
    let mut out = String::new();
    for (index, finding) in findings.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let drawing = Drawing::new(finding, &mut sources, width);
        let drawn = renderer.render(&[drawing.report(finding)]);
        push_with_places(&drawn, &drawing.places, &mut out);
        out.push('\n');
    }
    out
}

/// One place of a finding.
struct Place<'a> {
    span: Span,
    words: Option<&'a str>,
    primary: bool,
}

/// Places of one file that are shown together.
struct Cluster<'a> {
    file: FileId,
    lines: RangeInclusive<usize>,
    places: Vec<Place<'a>>,
    marks: Vec<Mark>,
}

/// What a finding shows: pieces of files, and what to print for each token.
struct Drawing {
    pieces: Vec<Piece>,
    places: Vec<String>,
}

struct Piece {
    token: String,
    /// `None` for a file without text.
    window: Option<Window>,
    labels: Vec<(AnnotationKind, Option<String>)>,
}

impl Drawing {
    fn new(finding: &Diagnostic, sources: &mut Sources<'_>, width: usize) -> Self {
        let clusters = clusters(finding, sources);
        let last = clusters.iter().map(|c| *c.lines.end()).max().unwrap_or(0) + 1;
        // The gutter takes the number, ` | ` and a column for each place of several lines.
        let tall = clusters.iter().flat_map(|c| &c.marks).filter(|m| m.from.line != m.to.line);
        let tall = tall.count();
        let gutter = last.to_string().len() + 3 + if tall > 0 { tall + 1 } else { 0 };
        let room = width.saturating_sub(gutter).max(NARROWEST / 2);
        let mut drawing = Self { pieces: Vec::new(), places: Vec::new() };
        for cluster in clusters {
            drawing.add(cluster, sources, room);
        }
        drawing
    }

    fn add(&mut self, cluster: Cluster<'_>, sources: &mut Sources<'_>, room: usize) {
        let path = clean::line(&sources.shown(cluster.file));
        let source = sources.get(cluster.file);
        let first = cluster.places.iter().find(|p| p.primary).unwrap_or(&cluster.places[0]);
        let Position { line, column } = source.position(first.span.start as usize);
        let empty = source.text.is_empty();
        let token = format!("{TOKEN}{}{TOKEN}", self.places.len());
        self.places.push(if empty { path } else { format!("{path}:{line}:{column}") });
        let window = (!empty).then(|| Window::new(source, &cluster.marks, room));
        let label = |p: &Place<'_>| {
            let kind = if p.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            (kind, p.words.map(clean::line))
        };
        let labels = cluster.places.iter().map(label).collect();
        self.pieces.push(Piece { token, window, labels });
    }

    fn report(&self, finding: &Diagnostic) -> Group<'_> {
        let level = match finding.level {
            diag::Level::Deny => Level::ERROR,
            diag::Level::Warn => Level::WARNING,
            diag::Level::Allow => Level::INFO.with_name(finding.level.severity()),
        };
        let title = level.primary_title(clean::line(&finding.message)).id(finding.lint.name);
        let mut group = Group::with_title(title);
        for (index, piece) in self.pieces.iter().enumerate() {
            if index > 0 && piece.window.is_none() {
                group = group.element(Padding);
            }
            group = group.elements(piece.elements());
        }
        let bare = |piece: &Piece| piece.window.is_none() && !piece.has_words();
        let bare = self.pieces.last().is_some_and(bare);
        if bare && !(finding.notes.is_empty() && finding.help.is_empty()) {
            group = group.element(Padding);
        }
        for note in &finding.notes {
            group = group.element(Level::NOTE.message(clean::block(note)));
        }
        for help in &finding.help {
            group = group.element(Level::HELP.message(clean::block(help)));
        }
        group
    }
}

impl Piece {
    fn has_words(&self) -> bool {
        self.labels.iter().any(|(_, words)| words.is_some())
    }

    fn elements(&self) -> Vec<Element<'_>> {
        let Some(window) = &self.window else {
            let words = self.labels.iter().filter_map(|(_, words)| words.as_deref());
            let notes = words.map(|words| Level::NOTE.message(words).into());
            let head = [Origin::path(&*self.token).into(), Padding.into()];
            let head = head.into_iter().take(if self.has_words() { 2 } else { 1 });
            return head.chain(notes).collect();
        };
        let marks = window.marks.iter().zip(&self.labels);
        let snippet = Snippet::source(&*window.text).line_start(window.first).path(&*self.token).annotations(
            marks.map(|(range, (kind, words))| kind.span(range.clone()).label(words.as_deref())),
        );
        vec![snippet.into()]
    }
}

/// Groups the places of a finding by file, the primary one's first, apart when they lie far apart.
fn clusters<'a>(finding: &'a Diagnostic, sources: &mut Sources<'_>) -> Vec<Cluster<'a>> {
    let primary = Place { span: finding.span, words: finding.label.as_deref(), primary: true };
    let related = finding.related.iter().map(|label| Place {
        span: label.span,
        words: Some(label.message.as_str()).filter(|words| !words.is_empty()),
        primary: false,
    });
    let mut clusters: Vec<Cluster<'a>> = Vec::new();
    for place in std::iter::once(primary).chain(related) {
        let words = place.words.map_or(0, |words| words.chars().count() + 1);
        let mark = Mark::new(sources.get(place.span.file), place.span.range(), words);
        let (from, to) = (mark.from.line, mark.to.line);
        let near = |c: &&mut Cluster<'_>| {
            let together = *c.lines.start().min(&from)..=*c.lines.end().max(&to);
            c.file == place.span.file && together.end() - together.start() <= FAR
        };
        if let Some(cluster) = clusters.iter_mut().find(near) {
            cluster.lines = *cluster.lines.start().min(&from)..=*cluster.lines.end().max(&to);
            cluster.places.push(place);
            cluster.marks.push(mark);
        } else {
            let file = place.span.file;
            clusters.push(Cluster { file, lines: from..=to, places: vec![place], marks: vec![mark] });
        }
    }
    clusters
}

/// Puts the places for their tokens, over the line and column of the drawn text, and takes the
/// blanks at the ends of lines away.
fn push_with_places(drawn: &str, places: &[String], out: &mut String) {
    for (index, line) in drawn.lines().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let mut parts = line.splitn(3, TOKEN);
        let before = parts.next().unwrap_or("");
        let place = parts.next().and_then(|token| places.get(token.parse::<usize>().ok()?));
        let Some(place) = place else {
            out.push_str(before.trim_end_matches(' '));
            continue;
        };
        let drawn_place = |c: char| c == ':' || c.is_ascii_digit();
        out.push_str(before);
        out.push_str(place);
        out.push_str(parts.next().unwrap_or("").trim_start_matches(drawn_place));
    }
}
