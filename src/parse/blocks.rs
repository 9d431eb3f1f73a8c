//! What blocks of Markdown are, beyond what the parser says of them.
//!
//! In: the source of a block, or blocks of a tree. Out: whether a fence is closed, how many cells a row has, which
//! footnotes nobody sees, which headings keep their role. Names no parser.

use crate::doc::{Block, Bytes, Html, Inline, Remark, RemarkKind, Role, headings_mut, section_length};
use crate::formula::FormulaError;
use crate::text::one_line;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// A paragraph, which stands at `start`, that other tools set as a box, and that is text here, or a
/// formula that was not `set`.
pub(super) fn of_others(source: &str, start: usize, set: bool) -> Option<Remark> {
    let bytes = first_line(source, start);
    let source = source.trim();
    let formula = !set && source.len() > 4 && source.starts_with("$$") && source.ends_with("$$");
    let name = source.strip_prefix(":::").map(|rest| rest.trim_start_matches(':').trim());
    let kind = match name.and_then(|rest| rest.split_whitespace().next()) {
        Some(name) => RemarkKind::Container(name.to_owned()),
        None if !formula && !set && has_dollars(source) => RemarkKind::Dollars,
        None if formula => RemarkKind::Formula("something else stands in its lines".to_owned()),
        None => return None,
    };
    Some(Remark { kind, bytes })
}

/// Whether the address of a label may be one: `[Note]: important` has words.
pub(super) fn may_be_address(dest: &str) -> bool {
    dest.is_empty() || dest.contains(['/', '.', '#', ':', '?', '@'])
}

/// Braces that end a heading and were printed with it: `{#a .b key=val}`, `{: #a}`, `{#a} ##`.
pub(super) fn unread_attributes(text: &str) -> Option<&str> {
    let text = text.trim_end().trim_end_matches('#').trim_end();
    let at = text.strip_suffix('}')?.rfind('{')?;
    let written = &text[at..];
    ["{#", "{.", "{:"].iter().any(|begin| written.starts_with(begin)).then_some(written)
}

/// Whether a text has a formula between two dollar signs that stand in its line.
pub(super) fn has_dollars(source: &str) -> bool {
    let Some((_, rest)) = source.split_once("$$") else { return false };
    let inner = rest.split_once("$$").map_or("", |(inner, _)| inner);
    inner.contains('\\') && !source.contains('`')
}

/// A formula that cannot be read. It stands in `range` of the text, which begins at `offset` in the file.
pub(super) fn unread(error: FormulaError, tex: &str, markdown: &str, range: &Bytes, offset: usize) -> Remark {
    let written = markdown.get(range.clone()).unwrap_or("");
    let bytes = match written.find(tex).filter(|_| !error.span.is_empty()) {
        Some(at) => range.start + at + error.span.start..range.start + at + error.span.end,
        None => range.clone(),
    };
    Remark { kind: RemarkKind::Formula(error.message), bytes: bytes.start + offset..bytes.end + offset }
}

/// The first line of a source that stands at `start`, as bytes of the file.
pub(super) fn first_line(source: &str, start: usize) -> Bytes {
    start..start + source.lines().next().map_or(0, str::len)
}

/// The language of a fence: `js`, also of `js{1,3}` and `{.python}`.
pub(super) fn language(info: &str) -> String {
    let info = info.trim();
    let named = info.strip_prefix('{').map(|inner| inner.trim_start_matches(['.', ' ']));
    let ends = [' ', ',', '\t', '{', '}', ':'];
    named.unwrap_or(info).split(ends).next().unwrap_or("").to_owned()
}

/// A label of a footnote as labels are compared: without regard to case and blanks.
pub(super) fn folded(label: &str) -> String {
    one_line(label).to_lowercase()
}

/// The footnotes that no reader sees: nothing refers to them, or their label was defined before.
pub(super) fn unprinted(notes: Vec<(String, Bytes)>, noted: &[(Option<String>, String)]) -> Vec<Remark> {
    // A footnote is printed where the text refers to it, or a footnote that is printed.
    let mut printed: HashSet<&str> = HashSet::new();
    let mut inside: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut open: Vec<&str> = Vec::new();
    for (holder, label) in noted {
        match holder {
            None => open.push(label),
            Some(holder) => inside.entry(holder).or_default().push(label),
        }
    }
    while let Some(label) = open.pop() {
        if printed.insert(label) {
            open.extend(inside.get(label).into_iter().flatten());
        }
    }
    let mut defined = HashSet::new();
    let remark = |(label, bytes): (String, Bytes)| {
        let kind = if !defined.insert(label.clone()) {
            RemarkKind::SecondNote(label)
        } else if !printed.contains(label.as_str()) {
            RemarkKind::UnusedNote(label)
        } else {
            return None;
        };
        Some(Remark { kind, bytes })
    };
    notes.into_iter().filter_map(remark).collect()
}

/// How many cells a line of a table has as written: a pipe ends one unless a backslash stands before it.
pub(super) fn cells(line: &str) -> usize {
    let line = line.trim().trim_start_matches('>').trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = if line.ends_with("\\|") { line } else { line.strip_suffix('|').unwrap_or(line) };
    let mut escaped = false;
    let pipes = line.chars().filter(|c| {
        let ends = *c == '|' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    pipes.count() + 1
}

/// Whether indented lines were hardly meant as code: inside an element, or with tags or bindings.
pub(super) fn is_hardly_code(source: &str, element: Option<&str>) -> bool {
    let tag = source.trim_start().strip_prefix('<').map(|rest| rest.trim_start_matches('/'));
    let tagged = tag.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    let bound = ["](fact:", "](claim:", "](source:"].iter().any(|mark| source.contains(mark));
    element.is_some() || tagged || bound
}

/// Whether the source of a fenced block ends with its fence.
pub(super) fn is_closed(source: &str) -> bool {
    let trimmed = |line: &str| line.trim_start_matches([' ', '\t', '>']).trim_end().to_owned();
    let mut lines = source.lines();
    let first = lines.next().map(trimmed).unwrap_or_default();
    let Some(sign) = first.chars().next().filter(|c| matches!(c, '`' | '~')) else { return true };
    let length = first.chars().take_while(|c| *c == sign).count();
    let last = lines.next_back().map(trimmed).unwrap_or_default();
    last.chars().count() >= length && last.chars().all(|c| c == sign)
}

/// Elements of an author that hold blocks.
const HOLDERS: [&str; 17] = [
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "header",
    "main",
    "ol",
    "section",
    "table",
    "ul",
];

/// How many more such elements some lines of HTML open than they close.
fn opened(lines: &[Html<'_>]) -> isize {
    let mut open = 0;
    for line in lines {
        let text = line.text.to_ascii_lowercase();
        for (at, _) in text.match_indices('<') {
            let rest = &text[at + 1..];
            let (name, step): (&str, isize) = rest.strip_prefix('/').map_or((rest, 1), |name| (name, -1));
            let ends = |name: &str| !name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
            if HOLDERS.iter().any(|holder| name.strip_prefix(holder).is_some_and(ends)) {
                open += step;
            }
        }
    }
    open
}

/// Whether the HTML of a section begins and ends in it, and in each part that a heading opens.
fn is_closed_section(blocks: &[Block<'_>]) -> bool {
    let mut open = 0;
    for block in blocks {
        match block {
            Block::Heading(_) if open != 0 => return false,
            Block::Html(lines) => open += opened(lines),
            _ => {}
        }
        if open < 0 {
            return false;
        }
    }
    open == 0
}

/// Takes the role from headings where it would move or hide text, or tear HTML apart: inside lists, quotations and
/// elements, where elements begin in one section and end in another, and from a summary that is not the page's first
/// section, unless a class says that it is one.
pub(super) fn settle_roles(blocks: &mut [Block<'_>], classed: &HashSet<usize>) {
    let torn: Vec<bool> = (0..blocks.len())
        .map(|at| match &blocks[at] {
            Block::Heading(heading) if heading.role.is_some() => {
                let rest = &blocks[at + 1..];
                !is_closed_section(&rest[..section_length(heading.level, rest)])
            }
            _ => false,
        })
        .collect();
    let (mut open, mut first, mut summary) = (0_isize, true, false);
    for (block, torn) in blocks.iter_mut().zip(torn) {
        match block {
            Block::Heading(heading) => {
                if open > 0 || torn {
                    heading.role = None;
                }
                if heading.role == Some(Role::Tldr) {
                    if summary || !(first || classed.contains(&heading.bytes.start)) {
                        heading.role = None;
                    }
                    summary |= heading.role.is_some();
                }
                // The title of the page, written again.
                first &= heading.level == 1;
            }
            Block::Html(lines) => open = (open + opened(lines)).max(0),
            other => headings_mut(std::slice::from_mut(other), &mut |heading| heading.role = None),
        }
    }
}

/// Takes `{#id}` off the end of the first words of a box.
pub(super) fn take_id(blocks: &mut [Block<'_>]) -> Option<(String, Bytes)> {
    let (Block::Paragraph(run) | Block::Plain(run)) = blocks.first_mut()? else { return None };
    let Inline::Text { text, bytes } = run.last_mut()? else { return None };
    let (words, id) = text.strip_suffix('}')?.rsplit_once("{#")?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    // Beside escapes and entities the places in the text are not those in the file.
    if id.is_empty() || !id.chars().all(plain) || text.len() != bytes.len() {
        return None;
    }
    let kept = words.trim_end().len();
    let found = (id.to_owned(), bytes.start + kept..bytes.end);
    *bytes = bytes.start..bytes.start + kept;
    *text = Cow::Owned(text[..kept].to_owned());
    Some(found)
}
